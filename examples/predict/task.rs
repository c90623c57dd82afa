use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use factledger::domain::{Granularity, Span, Text};
use factledger::text::extract::{self, check_worthiness};
use factledger::text::read::{self, Reading};

type Failed = Box<dyn Error>;

/// One line of a gold file, and the folder of pages where there is one.
pub(crate) struct Work<'w> {
    pub(crate) folder: Option<&'w Path>,
    pub(crate) gold: &'w Value,
}

/// How one task is done: what it reads of a line, and what it makes of that.
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) read: fn(&Work<'_>) -> Result<Vec<Vec<u8>>, Failed>,
    pub(crate) predict: Predict,
}

type Predictions = Result<Vec<Value>, Failed>;

/// The texts of a line.
type Input = Vec<Vec<u8>>;

/// What is made of lines.
pub(crate) enum Predict {
    /// Of each by itself.
    Each(fn(&Work<'_>, Input) -> Result<Value, Failed>),
    /// Of all lines of the file together.
    All(fn(&[Value], Vec<Input>) -> Predictions),
}

pub(crate) const TASKS: &[Task] = &[
    Task { name: "articles", read: page, predict: Predict::Each(articles) },
    Task { name: "attribution", read: text, predict: Predict::Each(attribution) },
    Task { name: "claims", read: text, predict: Predict::Each(claims) },
    Task { name: "claims-in-order", read: text, predict: Predict::All(claims_in_order) },
    Task { name: "debates", read: lines, predict: Predict::Each(debates) },
    Task { name: "segments", read: text, predict: Predict::Each(segments) },
];

fn articles(work: &Work<'_>, input: Vec<Vec<u8>>) -> Result<Value, Failed> {
    let [page] = one(input)?;
    let text = match read::read(page, "page", &Reading::default()) {
        Ok(draft) => draft.text.as_str().to_owned(),
        Err(_) => String::new(),
    };
    Ok(json!({ "id": work.gold["id"], "text": text }))
}

fn attribution(work: &Work<'_>, input: Vec<Vec<u8>>) -> Result<Value, Failed> {
    let text = canonical(one(input)?)?;
    let range = |span: Span| [span.start(), span.end()];
    let ranges = |span: Option<Span>| span.map(range).into_iter().collect::<Vec<_>>();
    let spans: Vec<Value> = extract::attributions(&text, &extract::sentences(&text))
        .into_iter()
        .map(|attribution| {
            json!({
                "content": attribution.content.into_iter().map(range).collect::<Vec<_>>(),
                "source": ranges(attribution.source),
                "cue": ranges(attribution.cue),
            })
        })
        .collect();
    Ok(json!({ "doc": work.gold["doc"], "spans": spans }))
}

fn claims(work: &Work<'_>, input: Vec<Vec<u8>>) -> Result<Value, Failed> {
    Ok(json!({ "id": work.gold["id"], "score": scores(&[canonical(one(input)?)?])[0] }))
}

/// The lines of the file as sentences of one text, in their order.
fn claims_in_order(golds: &[Value], inputs: Vec<Input>) -> Predictions {
    let lines = inputs.into_iter().map(|input| canonical(one(input)?));
    let scores = scores(&lines.collect::<Result<Vec<_>, _>>()?);
    let line = |(gold, score): (&Value, i64)| json!({ "id": gold["id"], "score": score });
    Ok(golds.iter().zip(scores).map(line).collect())
}

fn debates(work: &Work<'_>, input: Vec<Vec<u8>>) -> Result<Value, Failed> {
    let lines = input.into_iter().map(|line| canonical([line])).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({ "doc": work.gold["doc"], "scores": scores(&lines) }))
}

fn segments(work: &Work<'_>, input: Vec<Vec<u8>>) -> Result<Value, Failed> {
    let text = canonical(one(input)?)?;
    let spans = extract::sentences(&text);
    let spans: Vec<_> = spans.iter().map(|span| [span.start(), span.end()]).collect();
    Ok(json!({ "doc": work.gold["doc"], "sentences": spans }))
}

/// The highest score of any sentence of each text, at full precision, where these texts stand one
/// after the other.
fn scores(texts: &[Text]) -> Vec<i64> {
    let of = |text| extract::candidates(text, Granularity::Sentence);
    let found: Vec<_> = texts.iter().map(of).collect();
    let sentences = texts.iter().zip(&found);
    let weighed = check_worthiness::weigh_all(
        sentences.flat_map(|(text, found)| found.iter().map(|one| text.quote(one.span))),
    );
    let mut end = 0;
    found
        .iter()
        .map(|found| {
            let start = end;
            end += found.len();
            (start..end).map(|at| weighed.raw_score(at).points).max().unwrap_or(LOWEST)
        })
        .collect()
}

/// What no sentence has.
const LOWEST: i64 = -1_000_000;

fn canonical([text]: [Vec<u8>; 1]) -> Result<Text, Failed> {
    Ok(Text::new(String::from_utf8(text)?))
}

fn one(input: Vec<Vec<u8>>) -> Result<[Vec<u8>; 1], Failed> {
    input.try_into().map_err(|_| "a line has one text".into())
}

fn text(work: &Work<'_>) -> Result<Vec<Vec<u8>>, Failed> {
    let text = work.gold["text"].as_str().ok_or("a line has no `text`")?;
    Ok(vec![text.as_bytes().to_vec()])
}

fn lines(work: &Work<'_>) -> Result<Vec<Vec<u8>>, Failed> {
    let lines = work.gold["lines"].as_array().ok_or("a line has no `lines`")?;
    let words = |line: &Value| Some(line[1].as_str()?.as_bytes().to_vec());
    lines
        .iter()
        .map(|line| words(line).ok_or_else(|| "a line of a debate has no text".into()))
        .collect()
}

fn page(work: &Work<'_>) -> Result<Vec<Vec<u8>>, Failed> {
    let folder = work.folder.ok_or("`articles` needs the folder of the pages")?;
    let id = work.gold["id"].as_str().ok_or("a line has no `id`")?;
    Ok(vec![fs::read(folder.join(format!("{id}.html")))?])
}
