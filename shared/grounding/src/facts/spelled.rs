//! Addresses that are spelled so that no program finds them: "shop dot example", "shop[.]example", "help at shop dot
//! example", "shop .example".
//!
//! For: holding them against the sources like any other. Not for: the letters of a name one by one.

use super::{
    FactKind, Value,
    normal::TAKEN,
    read::Reader,
    tokens::Kind,
    vocabulary::{self as words, Table},
};

impl Reader<'_> {
    /// An address whose dot is spelled at token `at`.
    pub(super) fn spelled_address(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let (host_end, dot_end) = self.spelled_dot(at)?;
        let top = self.word(dot_end)?;
        let host = match &self.tokens[host_end].kind {
            Kind::Word(word) if words::is(Table::Article, word) => return None,
            Kind::Word(text) | Kind::Figure(text) => text.clone(),
            Kind::Sign(TAKEN) => TAKEN.to_string(),
            Kind::Sign(_) => return None,
        };
        debug_assert!(host_end <= before);
        let domain = format!("{host}.{top}");
        let end = dot_end + 1;
        let (from, kind, value) = match self.local_part(host_end) {
            Some((from, local)) => (
                from,
                FactKind::Email,
                Value::Email(format!("{local}@{domain}")),
            ),
            None => (host_end, FactKind::Link, Value::Link(domain)),
        };
        self.push(kind, from, end, value);
        // "a dot b dot c": the next dot is read with what stands before it.
        Some(end)
    }

    /// The token before a spelled dot and the token after it.
    fn spelled_dot(&self, at: usize) -> Option<(usize, usize)> {
        let before = at.checked_sub(1)?;
        let is_top = |at: usize, table| self.word(at).is_some_and(|word| words::is(table, word));
        match &self.tokens[at].kind {
            // "[.]", "(dot)"
            Kind::Sign('[' | '(' | '{' | '<') => {
                let is_dot = self.is_sign(at + 1, '.')
                    || self.word(at + 1).is_some_and(|word| {
                        words::is(Table::Dot, word) || words::is(Table::DotToo, word)
                    });
                let closed = [']', ')', '}', '>']
                    .iter()
                    .any(|sign| self.is_sign(at + 2, *sign));
                let is_word = self.word(at + 3).is_some_and(|word| word.len() > 1);
                (is_dot && closed && is_word).then_some((before, at + 3))
            }
            // "shop .example", "shop . example"
            Kind::Sign('.') => {
                let spaced = !self.touches(at) || !self.touches(at + 1);
                let is_small = self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|token| self.text[token.start..].starts_with(char::is_lowercase));
                (spaced && is_small && is_top(at + 1, Table::TopLevel)).then_some((before, at + 1))
            }
            // "shop dot example", "shop-dot-example"
            Kind::Word(word) => {
                let table = if words::is(Table::Dot, word) {
                    Table::TopLevelToo
                } else if words::is(Table::DotToo, word) {
                    Table::TopLevel
                } else {
                    return None;
                };
                let dash = usize::from(self.is_sign(at + 1, '-'));
                let before = before.checked_sub(usize::from(self.is_sign(before, '-')))?;
                let top = at + 1 + dash;
                let known = is_top(top, table) || is_top(top, Table::TopLevel);
                known.then_some((before, top))
            }
            _ => None,
        }
    }

    /// The name before a spelled "at" that stands before token `host`.
    fn local_part(&self, host: usize) -> Option<(usize, String)> {
        let mut before = host.checked_sub(1)?;
        let closed = matches!(self.tokens[before].kind, Kind::Sign(']' | ')' | '}'));
        before = before.checked_sub(usize::from(closed))?;
        let is_at = self
            .word(before)
            .is_some_and(|word| words::is(Table::At, word));
        let name = before.checked_sub(1 + usize::from(closed))?;
        let local = self.word(name).filter(|_| is_at)?;
        Some((name, local.to_owned()))
    }
}
