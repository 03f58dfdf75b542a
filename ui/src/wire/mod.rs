//! The wire, read and written by hand where every byte is downloaded.
//!
//! The types are `handrail_protocol`'s, and their derived readers are the definition of the wire.
//! Compiled into a browser program those cost 290 KB; what is here costs a few. The tests hold both
//! to the same golden files. The desk, which is loaded once a day, uses the derived ones.
//!
//! As there: an unknown field is ignored, an unknown kind of event is [`EventBody::Unknown`], and
//! anything of another shape is `None`.
//!
//! [`EventBody::Unknown`]: handrail_protocol::EventBody::Unknown

mod api;
mod event;
mod frame;
mod write;

pub use api::{error_report, events_page, site, site_answer, start_answer};
pub use event::event;
pub use frame::{client_frame, server_frame};
pub use write::Object;

/// A value of JSON, whoever holds it.
pub trait Source: Sized {
    /// A property that is there and not null.
    fn get(&self, key: &str) -> Option<Self>;
    /// The value as text.
    fn text(&self) -> Option<String>;
    /// The value as a number.
    fn number(&self) -> Option<f64>;
    /// The value as true or false.
    fn truth(&self) -> Option<bool>;
    /// The value as a list.
    fn items(&self) -> Option<Vec<Self>>;
}

/// A property that is text.
pub fn text(source: &impl Source, key: &str) -> Option<String> {
    source.get(key)?.text()
}

/// A property that is text, or empty where it is absent.
pub fn text_or_empty(source: &impl Source, key: &str) -> String {
    text(source, key).unwrap_or_default()
}

/// A property that is a whole number from 0.
pub fn number(source: &impl Source, key: &str) -> Option<u64> {
    let number = source.get(key)?.number()?;
    // Whole numbers of JSON are exact up to 2^53.
    ((0.0..=9_007_199_254_740_991.0).contains(&number) && number.trunc() == number)
        .then_some(number as u64)
}

/// A property that is a whole number of 32 bits.
pub fn small(source: &impl Source, key: &str) -> Option<u32> {
    u32::try_from(number(source, key)?).ok()
}

/// A property that is true; absent counts as not.
pub fn truth(source: &impl Source, key: &str) -> bool {
    source.get(key).and_then(|value| value.truth()) == Some(true)
}

/// A property that is a list, each item read by `read`; one that can't be read makes none of it
/// readable. Absent counts as empty.
pub fn list<S: Source, T>(source: &S, key: &str, read: impl Fn(&S) -> Option<T>) -> Option<Vec<T>> {
    match source.get(key) {
        Some(value) => value.items()?.iter().map(read).collect(),
        None => Some(Vec::new()),
    }
}

/// A property that is one of some words.
pub fn word<T: Copy>(source: &impl Source, key: &str, words: &[(&str, T)]) -> Option<T> {
    let text = text(source, key)?;
    words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| *value)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::Value;

    impl Source for Value {
        fn get(&self, key: &str) -> Option<Self> {
            Value::get(self, key)
                .filter(|value| !value.is_null())
                .cloned()
        }
        fn text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }
        fn number(&self) -> Option<f64> {
            self.as_f64()
        }
        fn truth(&self) -> Option<bool> {
            self.as_bool()
        }
        fn items(&self) -> Option<Vec<Self>> {
            self.as_array().cloned()
        }
    }

    pub(crate) fn golden(name: &str) -> Vec<String> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/protocol/tests/golden")
            .join(name);
        std::fs::read_to_string(path)
            .expect("the golden file is there")
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// The text as a value, once as it is and once with a field of a later version.
    pub(crate) fn values(line: &str) -> [Value; 2] {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let mut later = value.clone();
        later["of_a_later_version"] = serde_json::json!({"x": [1, null]});
        [value, later]
    }

    #[test]
    fn numbers_are_whole_and_in_range() {
        let value =
            serde_json::json!({"a": 1.5, "b": -1, "c": 4_294_967_296_u64, "d": "7", "e": 7});
        assert_eq!(number(&value, "a"), None);
        assert_eq!(number(&value, "b"), None);
        assert_eq!(number(&value, "c"), Some(4_294_967_296));
        assert_eq!(small(&value, "c"), None);
        assert_eq!(small(&value, "d"), None);
        assert_eq!(small(&value, "e"), Some(7));
    }
}
