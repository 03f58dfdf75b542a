//! How much one client may send, and how often.
//!
//! Rates are token buckets in memory: each isolate counts for itself, and a restart forgets. They
//! keep one client from crowding out the others; they are no accounting.

use handrail_protocol::UnixMillis;
use std::cell::Cell;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

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
/// Sockets of one conversation: so many tabs of the visitor, so many agents who watch, and so many that
/// say nothing.
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

    /// So many times as much.
    fn times(self, factor: f64) -> Self {
        Self {
            burst: self.burst * factor,
            per_minute: self.per_minute * factor,
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

/// Who sends a request, for counting alone: an address, and of IPv6 the networks it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Client(Network);

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Network {
    V4(Ipv4Addr),
    /// The first 64 bits: what one subscriber holds at least.
    V6Subnet(u64),
    /// The first 48 bits: what one subscriber may hold, or a provider gives to a few hundred.
    V6Site(u64),
    Unknown,
}

/// Where one subscriber of IPv6 may take so many, all of its site may take so many times more.
const SITE_SHARE: f64 = 8.0;

impl Client {
    /// The client behind an address as text. workerd gives it with the port.
    pub(crate) fn of(text: &str) -> Self {
        let text = text.trim();
        if let Ok(socket) = text.parse::<SocketAddr>() {
            return Self::at(socket.ip());
        }
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        let address = bare.parse::<IpAddr>();
        address.map_or(Self(Network::Unknown), Self::at)
    }

    fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(Network::V4(address)),
            IpAddr::V6(address) => Self(Network::V6Subnet((address.to_bits() >> 64) as u64)),
        }
    }

    /// The network around it, where a subscriber may have more than one.
    fn site(self) -> Option<Network> {
        match self.0 {
            Network::V6Subnet(bits) => Some(Network::V6Site(bits >> 16)),
            _ => None,
        }
    }
}

impl std::fmt::Display for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Network::V4(address) => address.fmt(f),
            Network::V6Subnet(bits) => {
                write!(f, "{}/64", Ipv6Addr::from_bits(u128::from(bits) << 64))
            }
            Network::V6Site(bits) => {
                write!(f, "{}/48", Ipv6Addr::from_bits(u128::from(bits) << 80))
            }
            Network::Unknown => f.write_str("unknown"),
        }
    }
}

/// Buckets by whoever takes, no more than a fixed number of them.
#[derive(Debug)]
pub(crate) struct Buckets<K>(HashMap<K, Bucket>);

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

const CLIENTS_MAX: usize = 10_000;

impl<K: Eq + Hash> Buckets<K> {
    /// What was taken did not count after all.
    fn give_back(&mut self, of: &K) {
        if let Some(bucket) = self.0.get_mut(of) {
            bucket.left += 1.0;
        }
    }

    /// Takes one; else the seconds until there is one.
    pub(crate) fn take(&mut self, of: K, rate: Rate, now: UnixMillis) -> Result<(), u32> {
        if self.0.len() >= CLIENTS_MAX && !self.0.contains_key(&of) {
            self.0.retain(|_, bucket| !bucket.is_full(rate, now));
            // Under an attack from more addresses than that, nobody new gets in for a moment.
            if self.0.len() >= CLIENTS_MAX {
                return Err(1);
            }
        }
        let bucket = self.0.entry(of).or_insert_with(|| Bucket::full(rate, now));
        bucket.take(rate, now)
    }
}

/// What clients take, counted for each of their networks.
#[derive(Debug, Default)]
pub(crate) struct ByAddress {
    v4: Buckets<Network>,
    // Apart, so that one family's many addresses shut nobody of the other out.
    v6: Buckets<Network>,
    v6_sites: Buckets<Network>,
}

impl ByAddress {
    /// What this client took did not count after all.
    pub(crate) fn give_back(&mut self, client: Client) {
        self.of(client).give_back(&client.0);
        if let Some(site) = client.site() {
            self.v6_sites.give_back(&site);
        }
    }

    /// Takes one for this client and its networks; else the seconds until there is one.
    pub(crate) fn take(&mut self, client: Client, rate: Rate, now: UnixMillis) -> Result<(), u32> {
        self.of(client).take(client.0, rate, now)?;
        let Some(site) = client.site() else {
            return Ok(());
        };
        let taken = self.v6_sites.take(site, rate.times(SITE_SHARE), now);
        taken.inspect_err(|_| self.v6.give_back(&client.0))
    }

    fn of(&mut self, client: Client) -> &mut Buckets<Network> {
        match client.0 {
            Network::V4(_) | Network::Unknown => &mut self.v4,
            Network::V6Subnet(_) | Network::V6Site(_) => &mut self.v6,
        }
    }
}

/// Sign-in codes one address may get wrong: as many as a person mistypes, far below what guessing
/// needs.
pub(crate) const WRONG_CODES: Rate = Rate {
    burst: 10.0,
    per_minute: 10.0,
};

/// Reports of browsers from one address. More tell nothing new.
pub(crate) const CSP_REPORTS: Rate = Rate {
    burst: 20.0,
    per_minute: 20.0,
};

/// So many messages of one address for each that one visitor may send.
pub(crate) const VISITORS_AN_ADDRESS: u32 = 20;

/// Wrong admin secrets of one address.
pub(crate) const WRONG_SECRETS: Rate = Rate {
    burst: 10.0,
    per_minute: 10.0,
};

/// Calls of the masking proxy from one address whose key is not known, or not looked up yet.
pub(crate) const UNKNOWN_KEYS: Rate = Rate {
    burst: 600.0,
    per_minute: 60.0,
};

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

    fn client(text: &str) -> Client {
        Client::of(text)
    }

    #[test]
    fn clients_do_not_share_a_bucket() {
        let rate = Rate::per_minute(1);
        let mut buckets = ByAddress::default();
        let (a, b) = (client("203.0.113.7"), client("203.0.113.8"));
        assert_eq!(buckets.take(a, rate, UnixMillis(0)), Ok(()));
        assert_eq!(buckets.take(a, rate, UnixMillis(0)), Err(60));
        assert_eq!(buckets.take(b, rate, UnixMillis(0)), Ok(()));
    }

    #[test]
    fn a_site_of_ipv6_has_a_limit_of_its_own_and_others_keep_theirs() {
        let rate = Rate::per_minute(2);
        let mut buckets = ByAddress::default();
        let subnet = |number: u16| client(&format!("2001:db8:5:{number:x}::1"));
        let mut taken = 0;
        for number in 0..1_000 {
            taken += usize::from(buckets.take(subnet(number), rate, UnixMillis(0)).is_ok());
        }
        assert_eq!(taken, 16, "8 times what one subnet may");
        let other = client("2001:db8:6:1::1");
        assert_eq!(buckets.take(other, rate, UnixMillis(0)), Ok(()));
        assert_eq!(
            buckets.take(client("203.0.113.7"), rate, UnixMillis(0)),
            Ok(())
        );
        assert_eq!(
            buckets.take(subnet(500), rate, UnixMillis(60_000)),
            Ok(()),
            "what was refused was not taken from the subnet"
        );
    }

    #[test]
    fn many_addresses_of_one_family_shut_nobody_of_the_other_out() {
        let rate = Rate::per_minute(10);
        let mut buckets = ByAddress::default();
        for number in 0..20_000_u32 {
            let address = Ipv6Addr::from_bits(u128::from(number) << 80 | 0x2001 << 112);
            let _ = buckets.take(Client::at(IpAddr::V6(address)), rate, UnixMillis(0));
        }
        assert!(buckets.v6.0.len() <= CLIENTS_MAX);
        assert_eq!(
            buckets.take(client("203.0.113.7"), rate, UnixMillis(0)),
            Ok(())
        );
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let rate = Rate::per_minute(1);
        for address in ["203.0.113.7", "2001:db8::1"] {
            let (mut buckets, client) = (ByAddress::default(), client(address));
            for _ in 0..20 {
                assert_eq!(buckets.take(client, rate, UnixMillis(0)), Ok(()));
                buckets.give_back(client);
            }
            assert_eq!(buckets.take(client, rate, UnixMillis(0)), Ok(()));
            assert_eq!(buckets.take(client, rate, UnixMillis(0)), Err(60));
        }
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
            assert_eq!(client(text).to_string(), address, "{text}");
        }
        let site = client("2001:db8:1:2:3::4")
            .site()
            .map(|site| Client(site).to_string());
        assert_eq!(site.as_deref(), Some("2001:db8:1::/48"));
    }
}
