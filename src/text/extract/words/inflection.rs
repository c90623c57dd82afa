/// A form of an English verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum Form {
    Base,
    Ing,
    Past,
    Third,
}

/// The forms of a regular English verb. A `*` after it doubles its last letter: `admit*`,
/// `admitted`.
pub(in crate::text::extract) fn inflect(lemma: &str, mut add: impl FnMut(Form, &str)) {
    let base = lemma.trim_end_matches('*');
    let stem = match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") => stem.to_owned(),
        Some(_) | None if lemma.len() > base.len() => format!("{base}{}", &base[base.len() - 1..]),
        Some(_) | None => base.to_owned(),
    };
    let before_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let hisses = ["s", "sh", "ch", "x", "z"].iter().any(|end| base.ends_with(end));
    add(Form::Base, base);
    match before_y {
        Some(short) => add(Form::Third, &format!("{short}ies")),
        None if hisses => add(Form::Third, &format!("{base}es")),
        None => add(Form::Third, &format!("{base}s")),
    }
    match before_y {
        Some(short) => add(Form::Past, &format!("{short}ied")),
        None if base.ends_with("ee") => add(Form::Past, &format!("{base}d")),
        None => add(Form::Past, &format!("{stem}ed")),
    }
    add(Form::Ing, &format!("{stem}ing"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lemma: &str, expected: &[&str]) {
        let mut forms = Vec::new();
        inflect(lemma, |_, form| forms.push(form.to_owned()));
        assert_eq!(forms, expected);
    }

    #[test]
    fn regular_verbs_are_spelled_as_they_are() {
        check("add", &["add", "adds", "added", "adding"]);
        check("agree", &["agree", "agrees", "agreed", "agreeing"]);
        check("argue", &["argue", "argues", "argued", "arguing"]);
        check("deny", &["deny", "denies", "denied", "denying"]);
        check("stress", &["stress", "stresses", "stressed", "stressing"]);
        check("admit*", &["admit", "admits", "admitted", "admitting"]);
    }
}
