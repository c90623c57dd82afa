use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// How deep arrays and objects may be nested in an entry.
const DEEPEST: usize = 64;

/// The largest integer that every reader of JSON reads exactly: 2^53 - 1 (RFC 8785, appendix D).
const LARGEST: u64 = (1 << 53) - 1;

/// Whether this is one JSON value in canonical form (RFC 8785), with only integers as numbers,
/// nested at most 64 deep. Each value has only one such text, so what was signed has only one
/// spelling.
pub(super) fn is_canonical(text: &str) -> bool {
    let mut reader = Reader { depth: 0, rest: text.chars().peekable() };
    reader.value().is_some() && reader.rest.next().is_none()
}

/// Reads as long as the text is canonical. `None` if it is not.
struct Reader<'a> {
    depth: usize,
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<()> {
        match *self.rest.peek()? {
            '"' => self.string().map(|_| ()),
            '[' => self.nested(']', Self::value),
            '{' => {
                let mut last: Option<String> = None;
                self.nested('}', |reader| {
                    let name = reader.string()?;
                    if last.as_ref().is_some_and(|last| !is_before(last, &name)) {
                        return None;
                    }
                    last = Some(name);
                    reader.literal(":")?;
                    reader.value()
                })
            }
            'f' => self.literal("false"),
            'n' => self.literal("null"),
            't' => self.literal("true"),
            _ => self.integer(),
        }
    }

    /// The items between two brackets, separated by commas.
    fn nested(&mut self, close: char, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.rest.next();
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        if self.rest.next_if_eq(&close).is_none() {
            loop {
                item(self)?;
                match self.rest.next()? {
                    ',' => {}
                    end if end == close => break,
                    _ => return None,
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        self.literal("\"")?;
        let mut string = String::new();
        loop {
            match self.rest.next()? {
                '"' => return Some(string),
                '\\' => string.push(self.escaped()?),
                '\0'..='\u{1f}' => return None,
                letter => string.push(letter),
            }
        }
    }

    /// Only what must be is escaped, and in the shortest way (RFC 8785, section 3.2.2.2).
    fn escaped(&mut self) -> Option<char> {
        Some(match self.rest.next()? {
            mark @ ('"' | '\\') => mark,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                self.literal("00")?;
                let high = self.rest.next_if(|digit| matches!(digit, '0' | '1'))?;
                let low = self.rest.next_if(|digit| matches!(digit, '0'..='9' | 'a'..='f'))?;
                let code = high.to_digit(16)? * 16 + low.to_digit(16)?;
                let has_shorter = matches!(code, 0x8 | 0x9 | 0xa | 0xc | 0xd);
                char::from_u32(code).filter(|_| !has_shorter)?
            }
            _ => return None,
        })
    }

    fn integer(&mut self) -> Option<()> {
        let is_negative = self.rest.next_if_eq(&'-').is_some();
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
            // No more digits than the largest number.
            if digits.len() > 16 {
                return None;
            }
        }
        let number: u64 = digits.parse().ok()?;
        let is_shortest = number.to_string() == digits && !(is_negative && number == 0);
        (is_shortest && number <= LARGEST).then_some(())
    }

    fn literal(&mut self, expected: &str) -> Option<()> {
        expected.chars().all(|letter| self.rest.next_if_eq(&letter).is_some()).then_some(())
    }
}

/// Names are in the order of their UTF-16 code units (RFC 8785, section 3.2.3), without repetition.
fn is_before(one: &str, other: &str) -> bool {
    one.encode_utf16().cmp(other.encode_utf16()) == Ordering::Less
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_spelling() {
        for text in [
            "{}",
            "[]",
            "null",
            "true",
            "0",
            "-1",
            "9007199254740991",
            "-9007199254740991",
            r#"{"a":[1,"x",{"b":false}],"é":""}"#,
            r#""\"\\\b\f\n\r\t\u0000\u001f/""#,
            "\"\u{7f}\u{2028}\"",
            // U+10000 is written in UTF-16 as D800 DC00, and comes before U+E000.
            "{\"\u{10000}\":1,\"\u{e000}\":2}",
        ] {
            assert!(is_canonical(text), "{text}");
        }
        for text in [
            "",
            " 1",
            "1 ",
            "1\n",
            "[1, 2]",
            "[1,]",
            "[,1]",
            "[1",
            "{\"a\" :1}",
            "{\"a\":1,}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1,\"a\":1}",
            "{\"\u{e000}\":1,\"\u{10000}\":2}",
            "{a:1}",
            "{1:1}",
            "1.0",
            "1e5",
            "01",
            "-0",
            "+1",
            "-",
            "9007199254740992",
            "99999999999999999999999999",
            "NaN",
            "nul",
            "'a'",
            "\"a",
            "\"\n\"",
            r#""\/""#,
            r#""\u0041""#,
            r#""\u000a""#,
            r#""\u001F""#,
            r#""\ud800""#,
            "1 2",
            "{}{}",
        ] {
            assert!(!is_canonical(text), "{text}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |deep: usize| format!("{}{}", "[".repeat(deep), "]".repeat(deep));
        assert!(is_canonical(&nested(64)));
        assert!(!is_canonical(&nested(65)));
        assert!(!is_canonical(&nested(1_000_000)));
        assert!(is_canonical(&format!("[{}]", vec!["[]"; 1000].join(","))));
    }

    #[test]
    fn serialized_maps_are_canonical() {
        let value = serde_json::json!({"b": [1, -2, "\u{1}"], "a": {"x": null}});
        assert!(is_canonical(&value.to_string()));
    }
}
