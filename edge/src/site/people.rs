//! When people are back: opening hours against a clock.
//!
//! Pure: the caller tells what the wall clock of the site shows at a moment, so that time zones stay
//! the platform's.

use handrail_protocol::UnixMillis;
use handrail_site::{Hours, LocalMoment};

const MINUTE_MILLIS: u64 = 60_000;
const DAY_MINUTES: u64 = 24 * 60;
/// Holidays can close a site for a while; further ahead nothing is said.
const LOOK_AHEAD_DAYS: u64 = 21;

/// The next moment people are there; `None` while it is open, and where it stays closed for weeks.
pub(crate) fn opens_at(
    hours: &Hours,
    now: UnixMillis,
    local: impl Fn(UnixMillis) -> Option<LocalMoment>,
) -> Option<UnixMillis> {
    let here = local(now)?;
    if hours.is_open(&here) {
        return None;
    }
    for day in 0..=LOOK_AHEAD_DAYS {
        // Noon of the day: no change of clocks moves it to another date.
        let to_noon = (day * DAY_MINUTES + DAY_MINUTES / 2) as i64 - i64::from(here.minute);
        let noon = shifted(now, to_noon);
        let at_noon = local(noon)?;
        for opening in hours.openings(&at_noon.date, at_noon.weekday) {
            let guess = shifted(noon, i64::from(opening.from) - i64::from(at_noon.minute));
            let opens = on_the_clock(guess, opening.from, &local)?;
            if opens > now {
                return Some(opens);
            }
        }
    }
    None
}

/// Moves a guess so that the clock on the wall shows the minute, across a change of clocks.
fn on_the_clock(
    guess: UnixMillis,
    minute: u32,
    local: &impl Fn(UnixMillis) -> Option<LocalMoment>,
) -> Option<UnixMillis> {
    let shown = i64::from(local(guess)?.minute);
    let off = i64::from(minute) - shown;
    let half_a_day = (DAY_MINUTES / 2) as i64;
    let off = if off > half_a_day {
        off - DAY_MINUTES as i64
    } else if off < -half_a_day {
        off + DAY_MINUTES as i64
    } else {
        off
    };
    Some(UnixMillis(
        shifted(guess, off).0 / MINUTE_MILLIS * MINUTE_MILLIS,
    ))
}

fn shifted(moment: UnixMillis, minutes: i64) -> UnixMillis {
    let millis = minutes.unsigned_abs() * MINUTE_MILLIS;
    if minutes < 0 {
        UnixMillis(moment.0.saturating_sub(millis))
    } else {
        moment.plus(millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1970-01-01 was a Thursday.
    const HOUR: u64 = 60 * MINUTE_MILLIS;
    const DAY: u64 = 24 * HOUR;

    fn hours(text: &str) -> Hours {
        let site = format!(
            "schema = 1\nid = \"a\"\nname = \"A\"\norigins = [\"https://a.example\"]\n[contact]\n\
             email = \"a@a.example\"\n[disclosure]\nversion = \"1\"\n[hours]\ntime_zone = \"UTC\"\n{text}"
        );
        let site = handrail_site::SiteFile::parse(&site).expect("valid");
        site.hours.expect("given")
    }

    /// A wall clock `ahead` hours before UTC, one more from `summer` on.
    fn clock(ahead: u64, summer: u64) -> impl Fn(UnixMillis) -> Option<LocalMoment> {
        move |moment| {
            let shift = ahead + u64::from(moment.0 >= summer);
            let millis = moment.0 + shift * HOUR;
            let days = millis / DAY;
            Some(LocalMoment {
                date: format!("1970-01-{:02}", days + 1),
                weekday: ((days + 3) % 7) as u32,
                minute: (millis % DAY / MINUTE_MILLIS) as u32,
            })
        }
    }

    #[test]
    fn the_next_opening_is_found() {
        let hours = hours("thu = [\"09:00-12:00\", \"13:00-17:00\"]\nfri = [\"10:00-12:00\"]\n");
        let utc = clock(0, u64::MAX);
        let cases = [
            (8 * HOUR, Some(9 * HOUR)),
            (10 * HOUR, None),
            (12 * HOUR, Some(13 * HOUR)),
            (17 * HOUR, Some(DAY + 10 * HOUR)),
            (DAY + 12 * HOUR, Some(7 * DAY + 9 * HOUR)),
        ];
        for (now, expected) in cases {
            assert_eq!(
                opens_at(&hours, UnixMillis(now), &utc),
                expected.map(UnixMillis),
                "{now}"
            );
        }
    }

    #[test]
    fn clocks_that_change_before_the_opening_are_heeded() {
        let hours = hours("fri = [\"09:00-17:00\"]\n");
        // Thursday evening; at 02:00 on Friday the clocks go one hour ahead.
        let local = clock(1, DAY + HOUR);
        let opens = opens_at(&hours, UnixMillis(20 * HOUR), &local);
        assert_eq!(opens, Some(UnixMillis(DAY + 7 * HOUR)));
    }

    #[test]
    fn a_site_that_stays_closed_promises_nothing() {
        assert_eq!(
            opens_at(&hours(""), UnixMillis(0), clock(0, u64::MAX)),
            None
        );
    }
}
