//! Server-sent events as they come, byte by byte: their data, and the lines around it.
//!
//! For: every stream of a model, the masking proxy's and the chat's. As much of the format as model servers use: what
//! an event's name or id means is the reader's business.
//!
//! Source: WHATWG HTML, section 9.2. Any chunking gives the same events.

/// One event.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SseEvent {
    /// Lines that are not its data (name, id, comments), each with its line end.
    pub head: String,
    /// Its data; `None` for an event that has none, such as a comment.
    pub data: Option<String>,
}

/// The stream is no event stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SseError {
    /// An event that never ends.
    #[error("an event of the stream is too long")]
    TooLong,
    /// Bytes that are no text.
    #[error("the stream is not UTF-8 text")]
    NotUtf8,
}

/// Cuts a byte stream into events.
#[derive(Debug)]
pub struct SseDecoder {
    event_max_bytes: usize,
    line: Vec<u8>,
    event: SseEvent,
    after_carriage_return: bool,
}

impl SseDecoder {
    /// At the beginning of a stream, of which an event longer than this is given up.
    #[must_use]
    pub fn new(event_max_bytes: usize) -> Self {
        Self {
            event_max_bytes,
            line: Vec::new(),
            event: SseEvent::default(),
            after_carriage_return: false,
        }
    }

    /// Takes bytes and hands on the events they complete.
    ///
    /// # Errors
    /// [`SseError`], or what `on_event` says.
    pub fn push<E: From<SseError>>(
        &mut self,
        mut bytes: &[u8],
        on_event: &mut dyn FnMut(SseEvent) -> Result<(), E>,
    ) -> Result<(), E> {
        if bytes.is_empty() {
            return Ok(());
        }
        if std::mem::take(&mut self.after_carriage_return) && bytes[0] == b'\n' {
            bytes = &bytes[1..];
        }
        while let Some(end) = bytes.iter().position(|b| matches!(b, b'\n' | b'\r')) {
            self.line.extend_from_slice(&bytes[..end]);
            let is_carriage_return = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            if is_carriage_return {
                match bytes.first() {
                    Some(b'\n') => bytes = &bytes[1..],
                    Some(_) => {}
                    None => self.after_carriage_return = true,
                }
            }
            self.end_line(on_event)?;
        }
        self.line.extend_from_slice(bytes);
        let held = self.line.len()
            + self.event.head.len()
            + self.event.data.as_ref().map_or(0, String::len);
        if held > self.event_max_bytes {
            return Err(SseError::TooLong.into());
        }
        Ok(())
    }

    /// Is something of an event left that no empty line has ended?
    #[must_use]
    pub fn is_mid_event(&self) -> bool {
        !self.line.is_empty() || self.event.data.is_some()
    }

    fn end_line<E: From<SseError>>(
        &mut self,
        on_event: &mut dyn FnMut(SseEvent) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.line.is_empty() {
            let event = std::mem::take(&mut self.event);
            let is_nothing = event.data.is_none() && event.head.is_empty();
            return if is_nothing { Ok(()) } else { on_event(event) };
        }
        let line = std::mem::take(&mut self.line);
        let line = std::str::from_utf8(&line).map_err(|_| SseError::NotUtf8)?;
        match line.strip_prefix("data:") {
            Some(value) => {
                let value = value.strip_prefix(' ').unwrap_or(value);
                match &mut self.event.data {
                    Some(data) => {
                        data.push('\n');
                        data.push_str(value);
                    }
                    data => *data = Some(value.to_owned()),
                }
            }
            None => {
                self.event.head.push_str(line);
                self.event.head.push('\n');
            }
        }
        Ok(())
    }
}

/// Writes an event: its head, its data line by line, and the empty line that ends it.
pub fn write(head: &str, data: Option<&str>, out: &mut Vec<u8>) {
    out.extend_from_slice(head.as_bytes());
    for line in data.into_iter().flat_map(|data| data.split('\n')) {
        out.extend_from_slice(b"data: ");
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(chunks: &[&[u8]]) -> Result<Vec<SseEvent>, SseError> {
        let mut decoder = SseDecoder::new(100);
        let mut events = Vec::new();
        for chunk in chunks {
            decoder.push(chunk, &mut |event| {
                events.push(event);
                Ok::<(), SseError>(())
            })?;
        }
        Ok(events)
    }

    fn event(head: &str, data: Option<&str>) -> SseEvent {
        SseEvent {
            head: head.to_owned(),
            data: data.map(str::to_owned),
        }
    }

    #[test]
    fn events_end_with_an_empty_line() {
        let cases: &[(&str, &[SseEvent])] = &[
            ("data: a\n\n", &[event("", Some("a"))]),
            (
                "data:a\r\n\r\ndata: b\r\r",
                &[event("", Some("a")), event("", Some("b"))],
            ),
            (
                "event: x\nid: 3\ndata: a\ndata: b\n\n",
                &[event("event: x\nid: 3\n", Some("a\nb"))],
            ),
            (": keep-alive\n\n", &[event(": keep-alive\n", None)]),
            ("data: cut off\n", &[]),
        ];
        for (stream, events) in cases {
            assert_eq!(all(&[stream.as_bytes()]).unwrap(), *events, "{stream:?}");
        }
        assert_eq!(all(&[b"data: \xff\n\n"]), Err(SseError::NotUtf8));
        assert_eq!(all(&[&[b'x'; 101]]), Err(SseError::TooLong));
        assert_eq!(
            all(&[b"data: ", &[b'x'; 90], b"\ndata: 1234567890\n"]),
            Err(SseError::TooLong)
        );
    }

    #[test]
    fn what_was_read_is_written() {
        let mut out = Vec::new();
        write("event: x\n", Some("a\nb"), &mut out);
        write(": hi\n", None, &mut out);
        assert_eq!(out, b"event: x\ndata: a\ndata: b\n\n: hi\n\n");
    }

    proptest! {
        #[test]
        fn any_chunking_gives_the_same_events(
            stream in "((data: |event: |: )[a-zä]{0,4}(\r\n|\n|\r)|\n|\r|\r\n){0,12}",
            cuts in prop::collection::vec(0..64usize, 0..8),
        ) {
            let bytes = stream.as_bytes();
            let mut chunks = Vec::new();
            let mut from = 0;
            for cut in cuts {
                let to = (from + cut).min(bytes.len());
                chunks.push(&bytes[from..to]);
                from = to;
            }
            chunks.push(&bytes[from..]);
            prop_assert_eq!(all(&chunks), all(&[bytes]));
        }
    }
}
