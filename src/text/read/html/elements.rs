//! What the names of tags mean. The lists of words are set as lists of words, not one per line.

/// Whether what is in it stands around an article: menus, banners, side columns, forms, captions.
pub(super) fn is_around(name: &[u8]) -> bool {
    matches!(name, b"aside" | b"figcaption" | b"footer" | b"form" | b"header" | b"nav")
}

/// Whether browsers put it on lines of its own. A cell is not among them: it shares its row's.
#[rustfmt::skip]
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"caption" | b"center"
        | b"dd" | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset"
        | b"figcaption" | b"figure" | b"footer" | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5"
        | b"h6" | b"head" | b"header" | b"hgroup" | b"hr" | b"html" | b"legend" | b"li" | b"main"
        | b"menu" | b"nav" | b"ol" | b"p" | b"pre" | b"search" | b"section" | b"summary"
        | b"table" | b"tbody" | b"tfoot" | b"thead" | b"tr" | b"ul"
    )
}

/// Whether pages, and parts of pages, commonly have it.
#[rustfmt::skip]
pub(in crate::text::read) fn is_common(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"article" | b"b" | b"blockquote" | b"body" | b"br" | b"div" | b"em" | b"figure"
        | b"font" | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"header"
        | b"html" | b"i" | b"img" | b"li" | b"link" | b"main" | b"meta" | b"nav" | b"ol" | b"p"
        | b"pre" | b"script" | b"section" | b"span" | b"strong" | b"style" | b"table" | b"td"
        | b"title" | b"tr" | b"ul"
    )
}

/// Whether it holds a language of its own (SVG, `MathML`) with other rules than those of a page.
pub(super) fn is_drawing(name: &[u8]) -> bool {
    matches!(name, b"math" | b"svg")
}

/// Whether it only says how its words look.
#[rustfmt::skip]
pub(super) fn is_formatting(name: &[u8]) -> bool {
    matches!(
        name,
        b"b" | b"big" | b"em" | b"font" | b"i" | b"nobr" | b"small" | b"strong" | b"tt" | b"u"
    )
}

/// Whether what is in it is no text of the page: code, pictures, media, controls.
#[rustfmt::skip]
pub(super) fn is_hidden(name: &[u8]) -> bool {
    matches!(
        name,
        b"audio" | b"button" | b"canvas" | b"datalist" | b"iframe" | b"noembed" | b"noframes"
        | b"noscript" | b"object" | b"script" | b"select" | b"style" | b"svg" | b"template"
        | b"textarea" | b"title" | b"video"
    )
}

/// Whether it is a part of a table, or one.
pub(super) fn is_table_part(name: &[u8]) -> bool {
    matches!(name, b"caption" | b"table" | b"tbody" | b"td" | b"tfoot" | b"th" | b"thead" | b"tr")
}

/// Whether it has no end, and nothing in it.
#[rustfmt::skip]
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link"
        | b"meta" | b"param" | b"source" | b"track" | b"wbr"
    )
}
