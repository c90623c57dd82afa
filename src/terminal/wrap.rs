use super::Screen;

/// Text broken at spaces to fit the screen, each line indented. Where there is no screen, lines
/// stay as long as they are.
pub fn wrapped(text: &str, screen: Screen, indent: &str) -> String {
    let width = screen.width.map_or(usize::MAX, usize::from);
    let options = textwrap::Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(indent)
        // A hyphen that breaks a line would not be the article's.
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}
