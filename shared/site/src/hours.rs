//! Opening hours: `[hours]`.
//!
//! Pure: the caller says what the clock on the site's wall shows; time zones are not known here.

use serde::Deserialize;
use std::collections::BTreeMap;
use time::Date;
use time::macros::format_description;

/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;

/// `[hours]`. A day without an entry is closed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// IANA name, for example `Europe/Berlin`.
    pub time_zone: String,
    /// Monday.
    #[serde(default)]
    pub mon: Vec<Opening>,
    /// Tuesday.
    #[serde(default)]
    pub tue: Vec<Opening>,
    /// Wednesday.
    #[serde(default)]
    pub wed: Vec<Opening>,
    /// Thursday.
    #[serde(default)]
    pub thu: Vec<Opening>,
    /// Friday.
    #[serde(default)]
    pub fri: Vec<Opening>,
    /// Saturday.
    #[serde(default)]
    pub sat: Vec<Opening>,
    /// Sunday.
    #[serde(default)]
    pub sun: Vec<Opening>,
    /// Closed all day, `YYYY-MM-DD`.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// Other hours on one day, `YYYY-MM-DD`.
    #[serde(default)]
    pub exceptions: BTreeMap<String, Vec<Opening>>,
}

/// A span of one day: `"09:00-12:30"`, in minutes after midnight; the end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Opening {
    /// First minute.
    pub from: u32,
    /// One past the last minute; at most 24:00.
    pub to: u32,
}

impl TryFrom<String> for Opening {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parse = || {
            let (from, to) = text.split_once('-')?;
            let opening = Self {
                from: minutes(from)?,
                to: minutes(to)?,
            };
            (opening.from < opening.to).then_some(opening)
        };
        parse()
            .ok_or_else(|| "this is no span of a day; write for example \"09:00-17:30\"".to_owned())
    }
}

fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= DAY_MINUTES).then_some(total)
}

/// A date and a minute on the site's wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalMoment {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// 0 is Monday.
    pub weekday: u32,
    /// Minutes after midnight.
    pub minute: u32,
}

impl Hours {
    /// Is it open at this moment?
    pub fn is_open(&self, at: &LocalMoment) -> bool {
        self.openings(&at.date, at.weekday)
            .iter()
            .any(|opening| (opening.from..opening.to).contains(&at.minute))
    }

    /// What no clock will ever show: its place in the file, and what is wrong.
    pub(super) fn misfit(&self) -> Option<(String, String)> {
        let zone = &self.time_zone;
        if !is_zone(zone) {
            let problem =
                "this is no time zone; write for example \"Europe/Berlin\" or \"UTC\"".to_owned();
            return Some(("hours.time_zone".to_owned(), problem));
        }
        let no_date = || "this is no date; write for example \"2026-12-25\"".to_owned();
        for (index, date) in self.holidays.iter().enumerate() {
            if !is_date(date) {
                return Some((format!("hours.holidays[{index}]"), no_date()));
            }
        }
        for date in self.exceptions.keys() {
            if !is_date(date) {
                return Some((format!("hours.exceptions.{date}"), no_date()));
            }
        }
        None
    }

    /// The spans of one day.
    pub fn openings(&self, date: &str, weekday: u32) -> &[Opening] {
        if let Some(exception) = self.exceptions.get(date) {
            return exception;
        }
        if self.holidays.iter().any(|holiday| holiday == date) {
            return &[];
        }
        match weekday {
            0 => &self.mon,
            1 => &self.tue,
            2 => &self.wed,
            3 => &self.thu,
            4 => &self.fri,
            5 => &self.sat,
            _ => &self.sun,
        }
    }
}

/// The shape of a name in the IANA database: `UTC`, or area and city. Which of them there are only the
/// platform's own table tells.
fn is_zone(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-+".contains(&b))
    };
    name == "UTC" || (name.contains('/') && name.split('/').all(is_part))
}

/// `YYYY-MM-DD`, a day that there is.
fn is_date(text: &str) -> bool {
    Date::parse(text, format_description!("[year]-[month]-[day]")).is_ok() && text.len() == 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_that_there_are() {
        for good in ["2026-12-25", "2028-02-29", "2000-02-29", "2026-11-30"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "25.12.2026",
            "2026-2-9",
            "2026-02-29",
            "2100-02-29",
            "2026-11-31",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026/12/25",
            "+026-12-25",
            "2026-12-25 ",
            "2026-12-é",
            "",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn zones_have_the_shape_of_their_database() {
        for good in [
            "UTC",
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "America/Port-au-Prince",
            "Etc/GMT+5",
        ] {
            assert!(is_zone(good), "{good}");
        }
        for bad in [
            "",
            "Berlin",
            "europe/berlin",
            "Europe/",
            "Europe/New York",
            "+02:00",
        ] {
            assert!(!is_zone(bad), "{bad}");
        }
    }

    #[test]
    fn spans_are_read_or_refused() {
        let opening = Opening::try_from("09:00-12:30".to_owned()).expect("a span");
        assert_eq!((opening.from, opening.to), (540, 750));
        assert!(Opening::try_from("00:00-24:00".to_owned()).is_ok());
        for bad in [
            "",
            "9-5",
            "09:00",
            "12:00-09:00",
            "09:60-10:00",
            "24:00-25:00",
            "a:b-c:d",
        ] {
            assert!(Opening::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
