//! Time, chance and the way the visitor's own country writes them.

use handrail_protocol::UnixMillis;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The time of the visitor's clock.
pub fn now() -> UnixMillis {
    UnixMillis(Date::now() as u64)
}

/// Milliseconds since the page began; never goes backwards.
pub fn steady_millis() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(Date::now, |performance| performance.now())
}

/// Waits before the next try; a network that comes back ends the wait.
pub async fn pause(millis: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let millis = i32::try_from(millis).unwrap_or(i32::MAX);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
            // One try at a time pauses, so nobody else's place is taken.
            window.set_ononline(Some(&resolve));
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Chance, 0 to 1; not for secrets.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// 128 bits of good chance as 32 hexadecimal digits: a name for a message or a request.
pub fn fresh_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .is_some();
    if !filled {
        for byte in &mut bytes {
            *byte = (random() * 256.0) as u8;
        }
    }
    let mut out = String::with_capacity(32);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    out
}

/// "14:03", as the language writes it.
pub fn time_of_day(at: UnixMillis, lang: &str) -> String {
    write(
        "toLocaleTimeString",
        at,
        lang,
        &[("hour", "2-digit"), ("minute", "2-digit")],
    )
}

/// "2026-11-21T14:03:00.000Z", for `datetime`.
pub fn iso(at: UnixMillis) -> String {
    Date::new(&JsValue::from_f64(at.0 as f64))
        .to_iso_string()
        .into()
}

/// Day and time in the visitor's time zone: no day today, the weekday within a week, the date later.
/// Browsers join the two in ways of their own, so that is left to the words.
pub fn day_and_time(at: UnixMillis, lang: &str) -> (String, String) {
    const DAY_MILLIS: u64 = 24 * 60 * 60 * 1000;
    let parts: &[_] = if at.since(now()) >= 6 * DAY_MILLIS {
        &[("day", "numeric"), ("month", "long")]
    } else if write("toDateString", at, lang, &[]) != write("toDateString", now(), lang, &[]) {
        &[("weekday", "long")]
    } else {
        &[]
    };
    let day = if parts.is_empty() {
        String::new()
    } else {
        write("toLocaleDateString", at, lang, parts)
    };
    let time = [("hour", "numeric"), ("minute", "2-digit")];
    (day, write("toLocaleTimeString", at, lang, &time))
}

fn write(method: &str, at: UnixMillis, lang: &str, parts: &[(&str, &str)]) -> String {
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    let options = Object::new();
    for (key, value) in parts {
        // Setting a property of a plain object of our own does not fail.
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    // The visitor's own country writes times its own way: 14:03 in the United Kingdom.
    let own = web_sys::window()
        .and_then(|window| window.navigator().language())
        .filter(|own| own.starts_with(lang));
    let lang = own.as_deref().unwrap_or(lang);
    let arguments = Array::of2(&lang.into(), &options);
    Reflect::get(&date, &method.into())
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .and_then(|function| function.apply(&date, &arguments).ok())
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
