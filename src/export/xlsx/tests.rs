use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::super::samples::{self, Sample};
use super::super::whole::Whole;
use super::cell::Cell;
use super::*;
use crate::domain::Visible;

fn written(report: &Report, articles: Vec<Whole>) -> Vec<u8> {
    let mut out = Vec::new();
    write(report, &Sample(articles), &mut out).unwrap();
    out
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// All cells of a sheet.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_workbook_reads_back_with_its_types() {
    let mut book = opened(written(&samples::report(), samples::sections()));
    assert_eq!(book.sheet_names(), ["Summary", "Claims", "Reviews", "Evidence", "Articles"]);
    let claims = rows(&mut book, "Claims");
    assert_eq!(claims.len(), 7);
    let column = |name: &str| claims[0].iter().position(|head| *head == *name).unwrap();
    let all = |name: &str| -> Vec<String> {
        claims[1..].iter().map(|row| row[column(name)].to_string()).collect()
    };
    assert_eq!(all("Claim"), ["C1", "C2", "C3", "C6", "C4", "C5"]);
    assert_eq!(
        all("Stands"),
        ["corroborated", "in conflict", "unverified", "unverified", "dismissed", "disputed"]
    );
    let council = &claims[2];
    assert_eq!(council[column("Said by")], *"the council");
    assert_eq!(council[column("In conflict")], Data::Bool(true));
    assert_eq!(council[column("Score")], Data::Float(870.0));
    let Data::DateTime(recorded) = council[column("Recorded (UTC)")] else { panic!("a time") };
    assert_eq!(recorded.to_ymd_hms_milli(), (2026, 11, 23, 8, 3, 0, 0));
    let articles = rows(&mut book, "Articles");
    assert_eq!(articles[1][2], *"https://news.example/bridge");
    let reviews = rows(&mut book, "Reviews");
    let first: Vec<String> = reviews[1].iter().map(ToString::to_string).collect();
    assert_eq!(first[0], "C1");
    assert_eq!(first[5..9], ["corroborated", "true", "", "minutes of the council, page 3"]);
    assert_eq!(rows(&mut book, "Evidence").len(), 1);
}

#[test]
fn foreign_text_is_never_a_formula() {
    let mut book = opened(written(&samples::report(), vec![samples::hostile()]));
    let shown = Visible::lines(samples::HOSTILE).to_string();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{sheet}");
    }
    let claims = rows(&mut book, "Claims");
    assert_eq!(claims[1][2], *shown.as_str());
    assert_eq!(claims[1][3], *shown.as_str());
}

#[test]
fn a_full_sheet_goes_on_in_another() {
    static COLUMNS: [Column; 1] = [Column::narrow("Number")];
    let mut workbook = Workbook::new();
    let mut sheet = Sheet::of_rows(&mut workbook, "All", &COLUMNS, Looks::new(), 4).unwrap();
    for number in 1..=7 {
        sheet.add(&mut workbook, &[Cell::Number(number)]).unwrap();
    }
    sheet.finish(&mut workbook).unwrap();
    let mut book = opened(workbook.save_to_buffer().unwrap());
    assert_eq!(book.sheet_names(), ["All", "All 2", "All 3"]);
    let mut numbers = Vec::new();
    for sheet in book.sheet_names() {
        let rows = rows(&mut book, &sheet);
        assert_eq!(rows[0][0], *"Number");
        numbers.extend(rows[1..].iter().map(|row| row[0].to_string()));
    }
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn a_workbook_of_nothing_has_its_sheets() {
    let mut book = opened(written(&samples::report(), Vec::new()));
    assert_eq!(rows(&mut book, "Claims").len(), 1);
}
