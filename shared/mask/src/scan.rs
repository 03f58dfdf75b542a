//! One reading of a text.
use crate::normalize::Normal;

pub(crate) struct Scan<'t> {
    pub(crate) normal: Normal<'t>,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str, _previous: &[&str]) -> Self {
        Self {
            normal: Normal::new(text),
        }
    }

    pub(crate) fn text(&self) -> &str {
        self.normal.text()
    }
}
