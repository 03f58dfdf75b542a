//! How much one client may send, and how often.
//!
//! Rates are token buckets in memory: each isolate counts for itself, and a restart forgets. They
//! keep one client from crowding out the others; they are no accounting.

use handrail_protocol::UnixMillis;
use std::cell::Cell;
use std::collections::HashMap;

/// A JSON body, in bytes.
pub(crate) const BODY_MAX_BYTES: usize = 64 * 1024;
/// An upload of articles, in bytes.
pub(crate) const ARTICLES_MAX_BYTES: usize = 8 * 1024 * 1024;
/// The body of a call to the masking proxy, in bytes: pictures travel inside it.
pub(crate) const PROXY_BODY_MAX_BYTES: usize = 24 * 1024 * 1024;
/// A frame of a socket, in bytes.
pub(crate) const FRAME_MAX_BYTES: usize = 16 * 1024;
/// A browser's report about a page's policy, or a list of them, in bytes.
pub(crate) const CSP_REPORT_MAX_BYTES: usize = 16 * 1024;
/// How long a socket may stay open without a hello.
pub(crate) const HELLO_MAX_MILLIS: u64 = 10_000;
/// Sockets of one conversation: a visitor's tabs and the agents who watch.
pub(crate) const SOCKETS_MAX: usize = 32;

/// So many at once, and then so many a minute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rate {
    /// At once.
    pub(crate) burst: f64,
    /// Then.
    pub(crate) per_minute: f64,
}

impl Rate {
    /// As many at once as in a minute.
    pub(crate) fn per_minute(number: u32) -> Self {
        Self {
            burst: f64::from(number),
            per_minute: f64::from(number),
        }
    }
}

/// What one client has left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bucket {
    left: f64,
    at: UnixMillis,
}

impl Bucket {
    /// A full one.
    pub(crate) fn full(rate: Rate, now: UnixMillis) -> Self {
        Self {
            left: rate.burst,
            at: now,
        }
    }

    /// Takes one; else the seconds until there is one.
    pub(crate) fn take(&mut self, rate: Rate, now: UnixMillis) -> Result<(), u32> {
        let gained = now.since(self.at) as f64 * rate.per_minute / 60_000.0;
        self.left = (self.left + gained).min(rate.burst);
        self.at = now;
        if self.left >= 1.0 {
            self.left -= 1.0;
            return Ok(());
        }
        let millis = (1.0 - self.left) * 60_000.0 / rate.per_minute;
        Err((millis / 1_000.0).ceil().max(1.0) as u32)
    }

    fn is_full(&self, rate: Rate, now: UnixMillis) -> bool {
        let gained = now.since(self.at) as f64 * rate.per_minute / 60_000.0;
        self.left + gained >= rate.burst
    }
}

/// Counts what one object takes.
#[derive(Debug, Default)]
pub(crate) struct Counter(Cell<Option<Bucket>>);

impl Counter {
    /// Takes one; else the seconds until there is one.
    pub(crate) fn take(&self, rate: Rate, now: UnixMillis) -> Result<(), u32> {
        let mut bucket = self.0.get().unwrap_or_else(|| Bucket::full(rate, now));
        let taken = bucket.take(rate, now);
        self.0.set(Some(bucket));
        taken
    }
}

/// Buckets by client, no more than a fixed number of them.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    by_client: HashMap<String, Bucket>,
}

const CLIENTS_MAX: usize = 10_000;

impl Buckets {
    /// What this client took did not count after all.
    pub(crate) fn give_back(&mut self, client: &str) {
        if let Some(bucket) = self.by_client.get_mut(client) {
            bucket.left += 1.0;
        }
    }

    /// Takes one for this client; else the seconds until there is one.
    pub(crate) fn take(&mut self, client: &str, rate: Rate, now: UnixMillis) -> Result<(), u32> {
        if self.by_client.len() >= CLIENTS_MAX {
            self.by_client
                .retain(|_, bucket| !bucket.is_full(rate, now));
            // Under an attack from more addresses than that, nobody new gets in for a moment.
            if self.by_client.len() >= CLIENTS_MAX && !self.by_client.contains_key(client) {
                return Err(1);
            }
        }
        self.by_client
            .entry(client.to_owned())
            .or_insert_with(|| Bucket::full(rate, now))
            .take(rate, now)
    }
}

/// Reports of browsers from one address. More tell nothing new.
pub(crate) const CSP_REPORTS: Rate = Rate {
    burst: 20.0,
    per_minute: 20.0,
};

/// Sign-in codes one address may get wrong: as many as a person mistypes, far below what guessing
/// needs.
pub(crate) const WRONG_CODES: Rate = Rate {
    burst: 10.0,
    per_minute: 10.0,
};

/// The address a request came from, for counting alone. workerd gives it with the port.
/// An IPv6 address counts by its /64, which is what one subscriber holds.
pub(crate) fn client_address(text: &str) -> String {
    let text = text.trim();
    if let Ok(socket) = text.parse::<std::net::SocketAddr>() {
        return network_of(socket.ip());
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => network_of(address),
        Err(_) => "unknown".to_owned(),
    }
}

fn network_of(address: std::net::IpAddr) -> String {
    match address.to_canonical() {
        std::net::IpAddr::V4(address) => address.to_string(),
        std::net::IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let rate = Rate {
            burst: 2.0,
            per_minute: 60.0,
        };
        let mut bucket = Bucket::full(rate, UnixMillis(0));
        assert_eq!(bucket.take(rate, UnixMillis(0)), Ok(()));
        assert_eq!(bucket.take(rate, UnixMillis(0)), Ok(()));
        assert_eq!(bucket.take(rate, UnixMillis(0)), Err(1));
        assert_eq!(bucket.take(rate, UnixMillis(1_000)), Ok(()));
        assert_eq!(bucket.take(rate, UnixMillis(1_000)), Err(1));
        assert_eq!(
            bucket.take(rate, UnixMillis(0)),
            Err(1),
            "a clock that went back gives nothing"
        );
    }

    #[test]
    fn clients_do_not_share_a_bucket() {
        let rate = Rate::per_minute(1);
        let mut buckets = Buckets::default();
        assert_eq!(buckets.take("a", rate, UnixMillis(0)), Ok(()));
        assert_eq!(buckets.take("a", rate, UnixMillis(0)), Err(60));
        assert_eq!(buckets.take("b", rate, UnixMillis(0)), Ok(()));
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let rate = Rate::per_minute(1);
        let mut buckets = Buckets::default();
        for _ in 0..3 {
            assert_eq!(buckets.take("a", rate, UnixMillis(0)), Ok(()));
            buckets.give_back("a");
        }
        buckets.give_back("a");
        assert_eq!(buckets.take("a", rate, UnixMillis(0)), Ok(()));
        assert_eq!(buckets.take("a", rate, UnixMillis(0)), Err(60));
    }

    #[test]
    fn the_port_is_no_part_of_an_address() {
        for (text, address) in [
            ("203.0.113.7:51234", "203.0.113.7"),
            ("203.0.113.7", "203.0.113.7"),
            ("[2001:db8:1:2:3::4]:443", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("not an address", "unknown"),
            ("", "unknown"),
        ] {
            assert_eq!(client_address(text), address, "{text}");
        }
    }
}
