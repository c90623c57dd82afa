//! Files of the `AVeriTeC` form: claims with a label, its justification, and questions with answers.

use super::json::Json;
use super::row::{Lines, PublishedRow, PublishedSource, Row, named, said};
use crate::domain::PublishedFactCheck;

pub(super) fn row(item: Json<'_>, file: &str, lines: &mut Lines) -> Row {
    let text = |name: &str| said(&item.get(name)?.said()?);
    let line = item.place_in(file).map_or(1, |place| lines.of(place.start, file));
    let claim = text("claim").unwrap_or_default();
    let claimant = text("speaker").as_deref().and_then(named);
    let check = PublishedFactCheck {
        appearances: text("original_claim_url").into_iter().collect(),
        claim: Some(claim.clone()),
        claimant: claimant.clone(),
        claimed: text("claim_date"),
        explanation: text("justification"),
        url: text("fact_checking_article"),
        // A prediction calls it so.
        verdict: text("label").or_else(|| text("pred_label")),
        ..PublishedFactCheck::default()
    };
    let is_said = check.verdict.is_some() || check.explanation.is_some() || check.url.is_some();
    let stands = item.get("claim").and_then(|claim| claim.place_in(file));
    let row = PublishedRow {
        checks: is_said.then_some(check).into_iter().collect(),
        claim,
        claimant,
        line,
        sources: sources(item),
        stands,
        ..PublishedRow::default()
    };
    row.checked("no `claim`")
}

fn sources(item: Json<'_>) -> Vec<PublishedSource> {
    let text = |of: Json<'_>, name: &str| said(&of.get(name)?.said()?);
    let source = |question: Option<String>, answer: Json<'_>| {
        let kind = text(answer, "answer_type");
        let is_answered = kind.as_deref() != Some("Unanswerable");
        PublishedSource {
            answer: text(answer, "answer").filter(|_| is_answered),
            kind: kind.into_iter().chain(text(answer, "source_medium")).collect(),
            question,
            url: text(answer, "source_url").or_else(|| text(answer, "url")),
        }
    };
    let mut sources = Vec::new();
    for question in item.get("questions").map(Json::items).unwrap_or_default() {
        let words = text(question, "question");
        let answers = question.get("answers").map(Json::each).unwrap_or_default();
        sources.extend(answers.into_iter().map(|answer| source(words.clone(), answer)));
    }
    // A prediction has them so.
    for pair in item.get("evidence").map(Json::items).unwrap_or_default() {
        sources.push(source(text(pair, "question"), pair));
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_answers_are_read_by_name() {
        let file = r#"[{"claim": "The dam cost 41 million.", "label": "Refuted", "speaker": null,
            "claim_date": "30-01-2024", "justification": "The register says 16.",
            "fact_checking_article": "https://veldmark-check.example/1",
            "questions": [{"question": "What did it cost?", "answers": [
                {"answer": "16 million", "answer_type": "Extractive", "source_medium": "PDF",
                 "source_url": "https://register.example/dam"},
                {"answer": "No answer could be found.", "answer_type": "Unanswerable"}]}]},
            {"claim_id": 7, "claim": "It leaks.", "pred_label": "Supported",
             "evidence": [{"question": "Does it?", "answer": "Yes", "url": "https://b.example"}]}]"#;
        let mut lines = Lines::default();
        let items = Json::read(file).unwrap().items();
        let rows: Vec<Row> = items.into_iter().map(|item| row(item, file, &mut lines)).collect();
        let [Ok(first), Ok(second)] = rows.as_slice() else { panic!("{rows:?}") };
        let text = |said: &str| Some(said.to_owned());
        assert_eq!(first.claimant, None);
        assert_eq!(first.checks[0].verdict, text("Refuted"));
        assert_eq!(first.checks[0].explanation, text("The register says 16."));
        assert_eq!(
            first.sources,
            [
                PublishedSource {
                    answer: text("16 million"),
                    kind: vec!["Extractive".into(), "PDF".into()],
                    question: text("What did it cost?"),
                    url: text("https://register.example/dam"),
                },
                PublishedSource {
                    answer: None,
                    kind: vec!["Unanswerable".into()],
                    question: text("What did it cost?"),
                    url: None,
                },
            ]
        );
        assert_eq!(second.checks[0].verdict, text("Supported"));
        assert_eq!(second.sources[0].url, text("https://b.example"));
    }
}
