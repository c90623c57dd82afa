//! Signed texts that were sent by mail, or saved by an editor: the bytes around their lines change,
//! and no signature matches such bytes. What was signed has one form, so it can be restored.

/// The lines as they were signed: UTF-8, without a byte order mark and quote marks, each with the
/// line end of Unix. Nothing within a line is changed, except white space at its end.
pub(super) fn restored(bytes: &[u8]) -> Vec<u8> {
    let Some(text) = decoded(bytes) else { return bytes.to_vec() };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    while lines.iter().all(|line| line.is_empty() || line.starts_with('>'))
        && lines.iter().any(|line| !line.is_empty())
    {
        for line in &mut lines {
            let inner = line.strip_prefix('>').unwrap_or(line);
            *line = inner.strip_prefix(' ').unwrap_or(inner);
        }
    }
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(start, |last| last + 1);
    lines[start..end].iter().flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let units = |read: fn([u8; 2]) -> u16| -> Option<String> {
        let pairs = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(pairs).collect::<Result<String, _>>().ok()
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mail_and_editors_do_is_undone() {
        let note = "log.example\n5\nA4YX=\n\n— log.example N7On=\n";
        let utf_16: Vec<u16> = format!("\u{feff}{note}").encode_utf16().collect();
        let quoted: String = note.lines().map(|line| format!("> {line}\n")).collect();
        let twice: String = note.lines().map(|line| format!(">> {line}\r\n")).collect();
        for sent in [
            note.to_owned(),
            note.replace('\n', "\r\n"),
            format!("\u{feff}{note}"),
            note.trim_end().to_owned(),
            format!("\n{note}\n\n"),
            note.replace("=\n", "=  \n"),
            quoted,
            twice.replace(">> ", "> > "),
        ] {
            assert_eq!(String::from_utf8_lossy(&restored(sent.as_bytes())), note, "{sent:?}");
        }
        for read in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = utf_16.iter().flat_map(|unit| read(*unit)).collect();
            assert_eq!(restored(&bytes), note.as_bytes());
        }
        assert_eq!(restored(b"\xff"), b"\xff");
        assert_eq!(restored(b""), b"");
        assert_eq!(restored(b">>"), b"");
    }
}
