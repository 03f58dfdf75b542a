//! Server-sent events, as much of them as model servers use.
//!
//! Source: WHATWG HTML, section 9.2 (event stream interpretation). Pure: bytes in, data out; any
//! chunking gives the same events.

/// Data of one event longer than this is no token; the stream is given up.
const EVENT_MAX_BYTES: usize = 1 << 20;

/// Cuts a byte stream into the data of its events.
#[derive(Debug, Default)]
pub(super) struct SseDecoder {
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    after_carriage_return: bool,
}

/// The stream is no event stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum SseError {
    /// A line that never ends.
    #[error("an event of the model's stream is longer than 1 MiB")]
    TooLong,
    /// Bytes that are no text.
    #[error("the model's stream is not UTF-8")]
    NotUtf8,
}

impl SseDecoder {
    /// Takes bytes and gives the data of the events they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, SseError> {
        let mut events = Vec::new();
        for &byte in bytes {
            let follows_carriage_return =
                std::mem::replace(&mut self.after_carriage_return, byte == b'\r');
            match byte {
                b'\n' if follows_carriage_return => {}
                b'\n' | b'\r' => self.end_line(&mut events)?,
                _ => self.line.push(byte),
            }
            if self.line.len() + self.data.len() > EVENT_MAX_BYTES {
                return Err(SseError::TooLong);
            }
        }
        Ok(events)
    }

    fn end_line(&mut self, events: &mut Vec<String>) -> Result<(), SseError> {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            if std::mem::take(&mut self.has_data) {
                let data = std::mem::take(&mut self.data);
                events.push(String::from_utf8(data).map_err(|_| SseError::NotUtf8)?);
            }
            return Ok(());
        }
        let Some(value) = line.strip_prefix(b"data:") else {
            return Ok(());
        };
        if self.has_data {
            self.data.push(b'\n');
        }
        self.data
            .extend_from_slice(value.strip_prefix(b" ").unwrap_or(value));
        self.has_data = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(chunks: &[&[u8]]) -> Result<Vec<String>, SseError> {
        let mut decoder = SseDecoder::default();
        let mut events = Vec::new();
        for chunk in chunks {
            events.extend(decoder.push(chunk)?);
        }
        Ok(events)
    }

    #[test]
    fn events_end_with_an_empty_line() {
        let cases: &[(&str, &[&str])] = &[
            ("data: a\n\n", &["a"]),
            ("data:a\r\n\r\ndata: b\r\r", &["a", "b"]),
            ("event: delta\nid: 3\ndata: a\ndata: b\n\n", &["a\nb"]),
            (": keep-alive\n\n", &[]),
            ("data: cut off", &[]),
            ("data: cut off\n", &[]),
        ];
        for (stream, events) in cases {
            assert_eq!(
                all(&[stream.as_bytes()]).expect("a stream"),
                *events,
                "{stream:?}"
            );
        }
    }

    #[test]
    fn nonsense_is_named() {
        assert_eq!(all(&[b"data: \xff\n\n"]), Err(SseError::NotUtf8));
        assert_eq!(
            all(&[&vec![b'x'; EVENT_MAX_BYTES + 1]]),
            Err(SseError::TooLong)
        );
    }

    proptest! {
        #[test]
        fn any_chunking_gives_the_same_events(
            stream in "(data: [a-zä]{0,4}(\r\n|\n|\r)|\n|\r|: x\n){0,12}",
            cuts in prop::collection::vec(0..64usize, 0..8),
        ) {
            let bytes = stream.as_bytes();
            let mut decoder = SseDecoder::default();
            let mut events = Vec::new();
            let mut from = 0;
            for cut in cuts {
                let to = (from + cut).min(bytes.len());
                events.extend(decoder.push(&bytes[from..to]).expect("text"));
                from = to;
            }
            events.extend(decoder.push(&bytes[from..]).expect("text"));
            prop_assert_eq!(events, all(&[bytes]).expect("text"));
        }
    }
}
