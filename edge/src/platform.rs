//! The one place that asks the platform for time, randomness and ids.
//!
//! Not for: anything that can be passed in. Pure modules take a [`UnixMillis`] or bytes instead.

use handrail_protocol::UnixMillis;
use handrail_proxy_wire::Pause;
use handrail_site::LocalMoment;
use std::fmt::Write as _;
use time::Date;
use time::macros::format_description;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);

    type WallClock;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(done: &js_sys::Function, millis: i32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);

    #[wasm_bindgen(method, catch, structural, js_name = toLocaleString)]
    fn to_locale_string(
        this: &WallClock,
        locale: &str,
        options: &js_sys::Object,
    ) -> Result<String, JsValue>;
}

/// The wall clock.
pub(crate) fn now() -> UnixMillis {
    UnixMillis(js_sys::Date::now() as u64)
}

/// Unpredictable bytes.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    get_random_values(&mut bytes);
    bytes
}

/// Fills bytes with unpredictable ones.
pub(crate) fn fill(bytes: &mut [u8]) {
    get_random_values(bytes);
}

/// What the clock on the wall shows in a time zone (IANA name). `None` for a zone nobody knows.
pub(crate) fn local(moment: UnixMillis, time_zone: &str) -> Option<LocalMoment> {
    let options = js_sys::Object::new();
    for (name, value) in [
        ("timeZone", time_zone),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ] {
        js_sys::Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // Swedish writes dates as ISO 8601 does: "2026-11-01 09:30".
    let clock = JsValue::from(js_sys::Date::new(&(moment.0 as f64).into()));
    let clock: &WallClock = clock.unchecked_ref();
    let text = clock.to_locale_string("sv-SE", &options).ok()?;
    let (date, time) = text.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    Some(LocalMoment {
        date: date.to_owned(),
        weekday: weekday(date)?,
        minute: hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?,
    })
}

/// From 0 for Monday.
fn weekday(date: &str) -> Option<u32> {
    let date = Date::parse(date, format_description!("[year]-[month]-[day]")).ok()?;
    Some(u32::from(date.weekday().number_days_from_monday()))
}

/// Names one request in its answer and in the log.
pub(crate) fn request_id() -> String {
    let mut id = String::with_capacity(16);
    for byte in random::<8>() {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Waits. A sleeping future dies with the process: whatever has to happen is an alarm as well.
///
/// The platform crate's own delay wakes only whoever polled it first; a call that is begun by hand
/// and goes on elsewhere would sleep for ever.
pub(crate) async fn sleep(millis: u64) {
    let millis = i32::try_from(millis).unwrap_or(i32::MAX);
    let mut timer = None;
    let elapsed = js_sys::Promise::new(&mut |done, _| {
        timer = Some(Timer(set_timeout(&done, millis)));
    });
    // A timer does not reject; either way the time is over.
    let _ = wasm_bindgen_futures::JsFuture::from(elapsed).await;
    drop(timer);
}

/// Lets the events that wait go first: a timer's turn comes after theirs.
pub(crate) struct NextTurn;

impl Pause for NextTurn {
    async fn pause(&self) {
        sleep(0).await;
    }
}

/// Ends its timer with the future that waits for it.
struct Timer(JsValue);

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::weekday;

    #[test]
    fn weekdays_count_from_monday() {
        for (date, day) in [
            ("1970-01-01", 3),
            ("2024-02-29", 3),
            ("2026-11-21", 5),
            ("2026-11-23", 0),
        ] {
            assert_eq!(weekday(date), Some(day), "{date}");
        }
        assert_eq!(weekday("2026-13-01"), None);
        assert_eq!(weekday("soon"), None);
    }
}
