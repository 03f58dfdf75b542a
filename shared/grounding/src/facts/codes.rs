//! Codes: letters and figures in one ("X200"), and numbers that name a thing ("order 48213").

use super::{
    FactKind, Value,
    read::Reader,
    tokens::Kind,
    vocabulary::{self as words, Table},
};

impl Reader<'_> {
    /// Letters that touch a figure: "X200", "iPhone15".
    pub(super) fn code(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        if self.figure(end).is_none() || !self.touches(end) {
            return None;
        }
        while self.touches(end) && (self.figure(end).is_some() || self.word(end).is_some()) {
            end += 1;
        }
        let code: String = self.tokens[at..end]
            .iter()
            .map(|token| match &token.kind {
                Kind::Figure(text) | Kind::Word(text) => text.as_str(),
                Kind::Sign(_) => "",
            })
            .collect();
        self.push(FactKind::Number, at, end, Value::Code(code));
        Some(end)
    }

    /// Whether the number at `at` names a thing: "#48213", "order no. 48213", "Bestellung: 48213". "Can I order 5000"
    /// names none.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let mut before = at;
        while before > 0 && at - before < 7 {
            before -= 1;
            match &self.tokens[before].kind {
                Kind::Sign('#') => return true,
                Kind::Sign('.' | ':' | '*' | '_' | '`' | '(' | '[' | '"' | '\'' | '°' | 'º') => {}
                Kind::Word(word) if words::is(Table::NamedNumber, word) => {}
                Kind::Word(word) => {
                    let acts = before.checked_sub(1).is_some_and(|before| {
                        self.word(before)
                            .is_some_and(|word| words::is(Table::Acts, word))
                    });
                    return !acts && words::is(Table::Named, word);
                }
                _ => return false,
            }
        }
        false
    }
}
