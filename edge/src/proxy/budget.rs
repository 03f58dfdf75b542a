//! What a key may still ask: requests in a minute, tokens in a day.
//!
//! Each isolate counts for itself and tells the site in batches, so that no call waits for an
//! object. What an isolate has not told when its process dies is not counted. Pure.

use crate::error::Refusal;
use crate::http::limits::{Bucket, Rate};
use crate::objects::site::ProxyKey;
use crate::site::key_store::{DAY_MILLIS, day};
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};
use handrail_site::Proxy;
use std::collections::HashMap;

/// So many keys are counted; then all are forgotten.
const KEYS_MAX: usize = 10_000;

/// What keys took, as this isolate knows it.
#[derive(Debug, Default)]
pub(crate) struct Budgets {
    by_key: HashMap<String, Spent>,
    /// Of which site, on which day, by key: not told yet.
    untold: HashMap<(SiteId, u32), HashMap<String, u64>>,
}

/// Tokens of one site's keys on one day, on their way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Untold {
    /// Whose keys.
    pub(crate) site: SiteId,
    /// Since 1970, in UTC.
    pub(crate) day: u32,
    /// By the id of the key.
    pub(crate) tokens: Vec<(String, u64)>,
}

#[derive(Debug)]
struct Spent {
    requests: Bucket,
    day: u32,
    /// Beyond what the site told last.
    tokens: u64,
    /// What the site told last; when it grows, it has heard of some of ours.
    told: u64,
}

impl Budgets {
    /// Takes one request of a key.
    pub(crate) fn take(
        &mut self,
        key: &ProxyKey,
        proxy: &Proxy,
        now: UnixMillis,
    ) -> Result<(), Refusal> {
        let rate = Rate::per_minute(key.requests_per_minute.unwrap_or(proxy.requests_per_minute));
        let most = u64::from(key.tokens_per_day.unwrap_or(proxy.tokens_per_day));
        let spent = self.of(key, rate, now);
        if spent.told.saturating_add(spent.tokens) >= most {
            let left = DAY_MILLIS - now.0 % DAY_MILLIS;
            let seconds = u32::try_from(left.div_ceil(1_000)).unwrap_or(u32::MAX);
            let message =
                "This key has used up its tokens for today. A new day begins at midnight UTC.";
            return Err(Refusal::new(ErrorCode::BudgetSpent, message).retry_after(seconds));
        }
        spent.requests.take(rate, now).map_err(|seconds| {
            let message =
                "Too many requests with this key in a short time. Wait a moment and try again.";
            Refusal::new(ErrorCode::RateLimited, message).retry_after(seconds)
        })
    }

    /// A request took tokens.
    pub(crate) fn spend(&mut self, site: &SiteId, key: &str, tokens: u64, now: UnixMillis) {
        let today = day(now);
        if let Some(spent) = self.by_key.get_mut(key).filter(|spent| spent.day == today) {
            spent.tokens = spent.tokens.saturating_add(tokens);
        }
        let of_day = self.untold.entry((site.clone(), today)).or_default();
        let untold = of_day.entry(key.to_owned()).or_insert(0);
        *untold = untold.saturating_add(tokens);
    }

    /// What is to be told, and counts as told from now on.
    pub(crate) fn take_untold(&mut self) -> Vec<Untold> {
        let untold = std::mem::take(&mut self.untold).into_iter();
        untold
            .map(|((site, day), tokens)| Untold {
                site,
                day,
                tokens: tokens.into_iter().collect(),
            })
            .collect()
    }

    /// It could not be told: it is to be told again.
    pub(crate) fn give_back(&mut self, untold: Untold) {
        let of_day = self.untold.entry((untold.site, untold.day)).or_default();
        for (key, tokens) in untold.tokens {
            let untold = of_day.entry(key).or_insert(0);
            *untold = untold.saturating_add(tokens);
        }
    }

    fn of(&mut self, key: &ProxyKey, rate: Rate, now: UnixMillis) -> &mut Spent {
        if self.by_key.len() >= KEYS_MAX && !self.by_key.contains_key(&key.id) {
            self.by_key.clear();
        }
        let spent = self.by_key.entry(key.id.clone()).or_insert_with(|| Spent {
            requests: Bucket::full(rate, now),
            day: day(now),
            tokens: 0,
            told: 0,
        });
        let today = day(now);
        if spent.day != today {
            (spent.day, spent.tokens, spent.told) = (today, 0, 0);
        }
        if key.day == today && key.spent > spent.told {
            // Other isolates' tokens come with ours, so this may count a little too much for a
            // moment, never too little.
            let heard = key.spent - spent.told;
            spent.told = key.spent;
            spent.tokens = spent.tokens.saturating_sub(heard);
        }
        spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy() -> Proxy {
        toml()
    }

    fn toml() -> Proxy {
        serde_json::from_str(
            r#"{"upstream":"http://a","requests_per_minute":2,"tokens_per_day":100}"#,
        )
        .expect("a table")
    }

    fn key() -> ProxyKey {
        ProxyKey {
            id: "k".to_owned(),
            label: String::new(),
            hash: String::new(),
            created_at: UnixMillis(0),
            requests_per_minute: None,
            tokens_per_day: None,
            spent: 0,
            day: 0,
        }
    }

    fn acme() -> SiteId {
        SiteId::parse("acme").expect("valid")
    }

    fn code(result: Result<(), Refusal>) -> Option<(ErrorCode, u32)> {
        let refusal = result.err()?;
        Some((refusal.code(), refusal.retry_after_seconds.unwrap_or(0)))
    }

    #[test]
    fn requests_run_out_and_come_back() {
        let mut budgets = Budgets::default();
        let mut take = |now| code(budgets.take(&key(), &proxy(), UnixMillis(now)));
        assert_eq!((take(0), take(0)), (None, None));
        assert_eq!(take(0), Some((ErrorCode::RateLimited, 30)));
        assert_eq!(take(30_000), None);
    }

    #[test]
    fn tokens_run_out_until_midnight() {
        let mut budgets = Budgets::default();
        let own = ProxyKey {
            requests_per_minute: Some(1_000),
            ..key()
        };
        let now = UnixMillis(DAY_MILLIS - 10_000);
        assert_eq!(code(budgets.take(&own, &proxy(), now)), None);
        budgets.spend(&acme(), "k", 100, now);
        assert_eq!(
            code(budgets.take(&own, &proxy(), now)),
            Some((ErrorCode::BudgetSpent, 10))
        );
        assert_eq!(
            code(budgets.take(&own, &proxy(), UnixMillis(DAY_MILLIS))),
            None
        );
        let untold = Untold {
            site: acme(),
            day: 0,
            tokens: vec![("k".to_owned(), 100)],
        };
        assert_eq!(budgets.take_untold(), std::slice::from_ref(&untold));
        budgets.give_back(untold.clone());
        assert_eq!(budgets.take_untold(), [untold]);
        assert!(budgets.take_untold().is_empty());
    }

    #[test]
    fn what_the_site_heard_is_not_counted_twice() {
        let mut budgets = Budgets::default();
        let told = |spent| ProxyKey {
            spent,
            requests_per_minute: Some(1_000),
            ..key()
        };
        budgets
            .take(&told(0), &proxy(), UnixMillis(0))
            .expect("the first");
        budgets.spend(&acme(), "k", 60, UnixMillis(0));
        budgets
            .take(&told(60), &proxy(), UnixMillis(1))
            .expect("60 in all");
        budgets.spend(&acme(), "k", 30, UnixMillis(1));
        budgets
            .take(&told(60), &proxy(), UnixMillis(2))
            .expect("90 in all");
        assert!(budgets.take(&told(120), &proxy(), UnixMillis(3)).is_err());
    }
}
