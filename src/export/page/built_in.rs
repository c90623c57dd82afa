macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        /// Our templates and the style sheet, by the names of their files.
        pub(super) const BUILT_IN: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("templates/", $name)))),*];
    };
}

built_in!(
    "article.html",
    "article.md",
    "aside.html",
    "aside.md",
    "aside_claim.html",
    "aside_claim.md",
    "balance.html",
    "balance.md",
    "bottom.html",
    "bottom.md",
    "change.html",
    "change.md",
    "changes.html",
    "changes.md",
    "claim.html",
    "claim.md",
    "corrections.html",
    "corrections.md",
    "coverage.html",
    "coverage.md",
    "figures.html",
    "figures.md",
    "finding.html",
    "finding.md",
    "line.html",
    "line.md",
    "macros.html",
    "macros.md",
    "methods.html",
    "methods.md",
    "passage.html",
    "passage.md",
    "principles.html",
    "principles.md",
    "proof.html",
    "proof.md",
    "reason.html",
    "reason.md",
    "section.html",
    "section.md",
    "style.css",
    "top.html",
    "top.md",
);
