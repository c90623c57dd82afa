use ureq::http::StatusCode;

/// Whether it is a redirect.
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The character encoding in a `Content-Type`.
pub(super) fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let is_charset = name.trim().eq_ignore_ascii_case("charset") && !value.is_empty();
        is_charset.then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content_type: &str, expected: Option<&str>) {
        assert_eq!(charset(content_type).as_deref(), expected, "{content_type}");
    }

    #[test]
    fn a_content_type_may_tell_the_encoding() {
        check("text/html; charset=utf-8", Some("utf-8"));
        check("text/html;Charset = \"ISO-8859-2\" ; x=y", Some("ISO-8859-2"));
        check("text/html; x=charset; charset='koi8-u'", Some("koi8-u"));
        check("text/html", None);
        check("text/html; charset=", None);
        check("charset=utf-8", None);
    }
}
