use super::language::Language;

pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '⁃' | '▪' | '●' | '◦')
}

pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '*' | '_' | '）' | '】')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

pub(super) fn is_opener(c: char) -> bool {
    let mark = matches!(c, '(' | '[' | '{' | '¿' | '¡' | '*' | '_' | '#');
    mark || is_dash(c) || c.is_whitespace() || is_bullet(c) || is_quotation_mark(c)
}

pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
    )
}

/// Whether this may end a sentence of this language.
pub(super) fn is_stop(language: Language, c: char) -> bool {
    match c {
        '.' | '!' | '?' | '…' | '‽' => true,
        ':' => language == Language::Armenian,
        ';' => language == Language::Greek,
        _ => needs_no_space(c),
    }
}

/// Stops of scripts that put no space after them, or use them for nothing else.
pub(super) fn needs_no_space(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '｡'
            | '．'
            | '।'
            | '॥'
            | '؟'
            | '۔'
            | '։'
            | '።'
            | '፧'
            | '။'
            | '\u{37e}'
    )
}

/// The bytes below `0xe0` with which a stop or the mark after a list's number may start; the last
/// are the first bytes, in UTF-8, of `;` in Greek, `։`, `؟`, `۔`.
const STARTS: [u8; 10] = [b'.', b'!', b'?', b')', b':', b';', 0xcd, 0xd6, 0xd8, 0xdb];

/// Whether a stop, a bullet or the mark after a list's number may start with this byte.
///
/// Comparisons that do not wait for each other are done for many bytes at once.
#[inline]
fn may_start(byte: u8) -> bool {
    // All characters of three and four bytes start so.
    let is_long = u8::from(byte >= 0xe0);
    STARTS.iter().fold(is_long, |any, &start| any | u8::from(byte == start)) != 0
}

/// Where the next byte stands with which something that may end a sentence starts.
pub(super) fn next(bytes: &[u8], from: usize) -> Option<usize> {
    /// In bytes; they are tested together, which is faster than one by one.
    const BLOCK: usize = 32;
    let (blocks, _) = bytes[from..].as_chunks::<BLOCK>();
    let is_clear = |block: &&[u8; BLOCK]| {
        block.iter().fold(0, |any, &byte| any | u8::from(may_start(byte))) == 0
    };
    let at = from + BLOCK * blocks.iter().take_while(is_clear).count();
    bytes[at..].iter().position(|&byte| may_start(byte)).map(|found| at + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_finds_each_of_them() {
        for c in '\0'..=char::MAX {
            if is_stop(Language::Greek, c) || is_stop(Language::Armenian, c) || is_bullet(c) {
                let text = format!("{}{c}", "a".repeat(70));
                assert_eq!(next(text.as_bytes(), 1), Some(70), "{c}");
            }
        }
        assert_eq!(next("Only words, é, я".as_bytes(), 0), None);
    }
}
