//! Which connection makes room for a new one. Pure.
//!
//! Anyone may open a connection to an id or a site they know, and has a moment to say who they are.
//! Invariants: one that said hello is never closed for one that did not; of those that are silent, the
//! address that holds the most loses its oldest, so that a flood from one address closes its own.

use handrail_protocol::UnixMillis;
use std::collections::HashMap;

/// A connection that has not said hello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Silent {
    /// Stands for the address it came from.
    pub(crate) from: String,
    /// When it was opened.
    pub(crate) since: UnixMillis,
}

/// The place in the list of the one that is closed for a new one, where there are `most` already.
pub(crate) fn closed_for_new(silent: &[Silent], most: usize) -> Option<usize> {
    if silent.len() < most {
        return None;
    }
    let mut held: HashMap<&str, usize> = HashMap::new();
    for connection in silent {
        *held.entry(&connection.from).or_default() += 1;
    }
    let of = |connection: &Silent| held.get(connection.from.as_str()).copied().unwrap_or(0);
    silent
        .iter()
        .enumerate()
        .max_by_key(|(place, it)| (of(it), std::cmp::Reverse((it.since, *place))))
        .map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silent(from: &str, since: u64) -> Silent {
        Silent {
            from: from.to_owned(),
            since: UnixMillis(since),
        }
    }

    #[test]
    fn the_address_that_holds_the_most_loses_its_oldest() {
        let open = [
            silent("owner", 1),
            silent("flood", 5),
            silent("flood", 3),
            silent("other", 2),
        ];
        assert_eq!(closed_for_new(&open, 5), None);
        assert_eq!(closed_for_new(&open, 4), Some(2));
        let each_one = [silent("a", 4), silent("b", 2), silent("c", 3)];
        assert_eq!(
            closed_for_new(&each_one, 3),
            Some(1),
            "else the oldest of all"
        );
        assert_eq!(closed_for_new(&[], 0), None);
    }
}
