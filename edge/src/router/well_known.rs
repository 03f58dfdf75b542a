//! `/.well-known/security.txt`: whom to tell about a weakness (RFC 9116).
//!
//! Served where `HANDRAIL_SECURITY_CONTACT` is set; whoever runs an edge answers for it, not who wrote it.

use crate::answer::wrong_method;
use crate::error::{Result, at};
use crate::platform;
use crate::request::Call;
use handrail_protocol::{ErrorCode, UnixMillis};
use time::OffsetDateTime;
use time::macros::format_description;
use worker::{Method, Response, ResponseBuilder};

/// RFC 9116 asks for less than a year; who reads it later asks anew.
const VALID_DAYS: u64 = 180;
const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

pub(super) fn security_txt(call: &Call) -> Result<Response> {
    if call.method != Method::Get && call.method != Method::Head {
        return Err(wrong_method());
    }
    let contacts = &call.settings.security_contacts;
    if contacts.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    let origin = call.own.first().map(String::as_str).unwrap_or_default();
    let text = text(contacts, origin, platform::now());
    let header = |builder: ResponseBuilder, name: &str, value: &str| {
        builder.with_header(name, value).map_err(at("security.txt"))
    };
    let builder = header(
        ResponseBuilder::new(),
        "content-type",
        "text/plain; charset=utf-8",
    )?;
    let builder = header(builder, "cache-control", "max-age=86400")?;
    Ok(builder.fixed(text.into_bytes()))
}

fn text(contacts: &[String], origin: &str, now: UnixMillis) -> String {
    let mut text = String::new();
    for contact in contacts {
        text += &format!("Contact: {contact}\n");
    }
    let expires = now.0 + VALID_DAYS * DAY_MILLIS;
    let expires = i64::try_from(expires / 1_000)
        .ok()
        .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
        .and_then(|moment| {
            let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
            moment.format(form).ok()
        });
    if let Some(expires) = expires {
        text += &format!("Expires: {expires}\n");
    }
    text + &format!("Canonical: {origin}/.well-known/security.txt\n")
}

#[cfg(test)]
mod tests {
    use super::text;
    use handrail_protocol::UnixMillis;

    #[test]
    fn it_names_the_contacts_in_order_and_when_it_ends() {
        let contacts = [
            "mailto:security@acme.example",
            "https://acme.example/report",
        ];
        let text = text(
            &contacts.map(str::to_owned),
            "https://chat.acme.example",
            UnixMillis(1_796_000_000_000),
        );
        assert_eq!(
            text,
            "Contact: mailto:security@acme.example\n\
             Contact: https://acme.example/report\n\
             Expires: 2027-05-29T00:53:20Z\n\
             Canonical: https://chat.acme.example/.well-known/security.txt\n"
        );
    }
}
