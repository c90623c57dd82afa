use std::borrow::Cow;

use super::{Feature, ReasonKind};

impl ReasonKind {
    /// What it is called where a person reads it.
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Around => "the sentences around it".into(),
            Self::Base => "any sentence".into(),
            Self::Feature(feature) => feature.name().into(),
            Self::Like(classes) => like(classes).into(),
            Self::Words => "a word or phrase".into(),
        }
    }
}

/// `like: nearly, almost, barely`; where words stand side by side, `like: nearly, almost + half`.
fn like(classes: &[&[&str]]) -> String {
    let words = if classes.len() > 1 { 2 } else { 3 };
    let classes = classes.iter().map(|class| class[..class.len().min(words)].join(", "));
    match classes.collect::<Vec<_>>().join(" + ").as_str() {
        "" => "where it stands".to_owned(),
        words => format!("like: {words}"),
    }
}

impl Feature {
    /// What it is called where a person reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acronyms => "an acronym",
            Self::Comparisons => "a comparison",
            Self::Commas => "commas",
            Self::Dates => "a date",
            Self::Exclamations => "an exclamation",
            Self::Figures => "a figure",
            Self::FirstPlural => "`we`",
            Self::FirstSingular => "`I`",
            Self::LongWords => "long words",
            Self::Modals => "what may, should or must be",
            Self::Money => "money or a share",
            Self::Names => "a name",
            Self::Negations => "a negation",
            Self::NumberWords => "a number in words",
            Self::Opinions => "an opinion",
            Self::Pasts => "an act in the past",
            Self::Questions => "a question",
            Self::Quotations => "a quotation",
            Self::Reports => "a verb that reports",
            Self::Second => "`you`",
            Self::Wishes => "a wish or a greeting",
            Self::Words => "its length",
            Self::Years => "a year",
            Self::WordLength => "the length of its words",
            Self::NumbersInAll => "numbers of any kind",
            Self::ComparisonWithFigure => "a comparison with a figure",
            Self::EndsAsQuestion => "it ends as a question",
            Self::EndsOpen => "it ends without a stop",
            Self::FigureWithMoney => "a figure of money",
            Self::FigureWithoutFirst => "a figure, and nobody who says `I` or `we`",
            Self::FirstWithOpinion => "what `I` or `we` think",
            Self::FirstWithPast => "what `I` or `we` did",
            Self::NameWithFigure => "a name with a figure",
            Self::NameWithPast => "what somebody named did",
            Self::NameWithReport => "what somebody named said",
            Self::NothingNamed => "neither a name nor a figure",
            Self::OpinionWithoutFigure => "an opinion without a figure",
            Self::PastWithFigure => "an act in the past with a figure",
            Self::QuestionWithSecond => "a question to `you`",
            Self::StartsSmall => "it starts with a small letter",
        }
    }
}
