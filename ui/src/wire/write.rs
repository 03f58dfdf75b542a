//! JSON objects as text.

/// An object that is being written, with its properties in their order.
#[derive(Debug, Clone)]
pub struct Object {
    out: String,
}

impl Default for Object {
    fn default() -> Self {
        Self {
            out: "{".to_owned(),
        }
    }
}

impl Object {
    /// With a text.
    #[must_use]
    pub fn text(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        quote(&mut self.out, value);
        self
    }

    /// With a text where there is one.
    #[must_use]
    pub fn text_if(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    /// With a whole number.
    #[must_use]
    pub fn number(self, key: &str, value: u64) -> Self {
        self.raw(key, &value.to_string())
    }

    /// With true or false.
    #[must_use]
    pub fn truth(self, key: &str, value: bool) -> Self {
        self.raw(key, if value { "true" } else { "false" })
    }

    /// With a value that is JSON already.
    #[must_use]
    pub fn raw(mut self, key: &str, json: &str) -> Self {
        self.key(key);
        self.out.push_str(json);
        self
    }

    /// The text.
    pub fn finish(mut self) -> String {
        self.out.push('}');
        self.out
    }

    fn key(&mut self, key: &str) {
        if self.out.len() > 1 {
            self.out.push(',');
        }
        quote(&mut self.out, key);
        self.out.push(':');
    }
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                out.push_str("\\u00");
                for digit in [control as u8 >> 4, control as u8 & 15] {
                    out.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_read_back() {
        for text in [
            "",
            "Hällo 👋",
            "a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}\u{2028}</script>",
        ] {
            let json = Object::default().text("a\"", text).number("n", 7).finish();
            let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            assert_eq!(value["a\""], *text);
            assert_eq!(value["n"], 7);
        }
        assert_eq!(Object::default().finish(), "{}");
    }
}
