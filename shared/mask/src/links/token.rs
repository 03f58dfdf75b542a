//! The word a place in a text is in: whether it is a URL so far.

/// A run of characters without white space.
#[derive(Debug, Clone, Default)]
pub(super) struct Token {
    pub(super) is_url: bool,
    /// In characters.
    pub(super) length: u32,
    has_inner_dot: bool,
    scheme: Scheme,
    tail: [char; 4],
}

/// The last letters of a word, one byte each: what stands before a colon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Scheme(u128);

impl Scheme {
    const fn of(name: &str) -> Self {
        let (bytes, mut at, mut scheme) = (name.as_bytes(), 0, Self(0));
        while at < bytes.len() {
            scheme = scheme.with(bytes[at]);
            at += 1;
        }
        scheme
    }

    pub(super) const fn with(self, letter: u8) -> Self {
        Self(self.0 << 8 | letter.to_ascii_lowercase() as u128)
    }

    pub(super) fn is_fetched(self) -> bool {
        FETCHED.contains(&self)
    }

    fn is_followed(self) -> bool {
        self.is_fetched() || FOLLOWED.contains(&self)
    }
}

/// Schemes that need no `//`, and that programs fetch.
const FETCHED: [Scheme; 7] = [
    Scheme::of("http"),
    Scheme::of("https"),
    Scheme::of("ftp"),
    Scheme::of("ftps"),
    Scheme::of("ws"),
    Scheme::of("wss"),
    Scheme::of("file"),
];

/// Schemes that need no `//`, and that people follow.
const FOLLOWED: [Scheme; 9] = [
    Scheme::of("mailto"),
    Scheme::of("tel"),
    Scheme::of("sms"),
    Scheme::of("data"),
    Scheme::of("javascript"),
    Scheme::of("vbscript"),
    Scheme::of("blob"),
    Scheme::of("intent"),
    Scheme::of("whatsapp"),
];

impl Token {
    pub(super) fn feed(&mut self, c: char) {
        if c.is_whitespace() || c == '<' {
            *self = Self::default();
            return;
        }
        // Browsers read a backslash in a URL as a slash.
        let c = if c == '\\' {
            '/'
        } else {
            c.to_ascii_lowercase()
        };
        self.length = self.length.saturating_add(1);
        self.tail.rotate_left(1);
        self.tail[3] = c;
        let [_, before, previous, _] = self.tail;
        self.is_url |= match c {
            '/' => (previous == '/' && (self.length == 2 || before == ':')) || self.has_inner_dot,
            '?' | '#' => self.has_inner_dot,
            ':' => self.scheme.is_followed(),
            _ => self.tail == ['w', 'w', 'w', '.'],
        };
        self.has_inner_dot |= c.is_alphanumeric() && previous == '.' && before.is_alphanumeric();
        self.scheme = match u8::try_from(c) {
            Ok(letter) if letter.is_ascii_alphabetic() => self.scheme.with(letter),
            _ => Scheme::default(),
        };
    }

    /// The same for ASCII letters alone, which end neither a host nor a scheme.
    pub(super) fn feed_letters(&mut self, letters: &[u8]) {
        if letters.is_empty() {
            return;
        }
        let [_, _, before, previous] = self.tail;
        self.has_inner_dot |= previous == '.' && before.is_alphanumeric();
        self.length = self
            .length
            .saturating_add(u32::try_from(letters.len()).unwrap_or(u32::MAX));
        for letter in &letters[letters.len().saturating_sub(16)..] {
            self.scheme = self.scheme.with(*letter);
        }
        for letter in &letters[letters.len().saturating_sub(4)..] {
            self.tail.rotate_left(1);
            self.tail[3] = char::from(letter.to_ascii_lowercase());
        }
    }

    /// Whether nothing but dots stands before the last character of the word.
    pub(super) fn is_dots_before_last(&self) -> bool {
        let [_, first, second, _] = self.tail;
        match self.length {
            1 => true,
            2 => second == '.',
            3 => first == '.' && second == '.',
            _ => false,
        }
    }
}
