//! Bodies of the HTTP API that the panel reads.

use super::frame::availability;
use super::{Source, event, list, number, small, text, text_or_empty};
use handrail_protocol::api::{
    Contact, Disclosure, EventsResponse, PublicAssistant, PublicBranding, PublicSite, StartResponse,
};
use handrail_protocol::{Availability, ConversationId, ErrorCode, ErrorReport, Seq, UnixMillis};

/// Reads what the panel shows of a site.
pub fn site(source: &impl Source) -> Option<PublicSite> {
    let contact = source.get("contact")?;
    Some(PublicSite {
        id: text(source, "id")?,
        name: text(source, "name")?,
        locales: list(source, "locales", Source::text)?,
        contact: Contact {
            page: text(&contact, "page"),
            email: text(&contact, "email"),
            phone: text(&contact, "phone"),
        },
        assistant: source.get("assistant").and_then(|assistant| {
            Some(PublicAssistant {
                name: text(&assistant, "name")?,
                intro: text(&assistant, "intro")?,
            })
        }),
        disclosure: disclosure(&source.get("disclosure")?)?,
        hidden_kinds: list(source, "hidden_kinds", Source::text)?,
        contact_form: text_or_empty(source, "contact_form"),
        branding: source
            .get("branding")
            .map(|branding| PublicBranding {
                accent: text(&branding, "accent"),
                scheme: text_or_empty(&branding, "scheme"),
                radius_px: small(&branding, "radius_px"),
            })
            .unwrap_or_default(),
        model: text_or_empty(source, "model"),
    })
}

fn disclosure(source: &impl Source) -> Option<Disclosure> {
    Some(Disclosure {
        mode: text(source, "mode")?,
        version: text(source, "version")?,
        privacy_url: text(source, "privacy_url"),
    })
}

/// Reads the answer of `GET /api/v1/sites/{site}`.
pub fn site_answer(source: &impl Source) -> Option<(PublicSite, Availability)> {
    Some((
        site(&source.get("site")?)?,
        source
            .get("people")
            .and_then(|people| availability(&people))
            .unwrap_or_default(),
    ))
}

/// Reads the answer to a start.
pub fn start_answer(source: &impl Source) -> Option<StartResponse> {
    Some(StartResponse {
        conversation: ConversationId::parse(text(source, "conversation")?).ok()?,
        token: text(source, "token")?,
        expires_at: UnixMillis(number(source, "expires_at")?),
        disclosure: disclosure(&source.get("disclosure")?)?,
        site: site(&source.get("site")?)?,
        people: availability(&source.get("people")?)?,
    })
}

/// Reads a page of events.
pub fn events_page(source: &impl Source) -> Option<EventsResponse> {
    Some(EventsResponse {
        events: list(source, "events", event)?,
        next: Seq(small(source, "next")?),
    })
}

/// Reads the body of an HTTP error.
pub fn error_report(source: &impl Source) -> Option<ErrorReport> {
    report(&source.get("error")?)
}

pub(super) fn report(source: &impl Source) -> Option<ErrorReport> {
    let code = text(source, "code")?;
    Some(ErrorReport {
        code: ErrorCode::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == code)
            .unwrap_or(ErrorCode::Unknown),
        message: text(source, "message")?,
        request_id: text(source, "request_id"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{golden, values};
    use super::*;
    use handrail_protocol::ErrorBody;

    #[test]
    fn errors_are_read_as_the_definition_reads_them() {
        for line in golden("errors.jsonl") {
            let expected: ErrorBody = serde_json::from_str(&line).expect("golden");
            for value in values(&line) {
                assert_eq!(
                    error_report(&value).as_ref(),
                    Some(&expected.error),
                    "{line}"
                );
            }
        }
        let newer = serde_json::json!({"error": {"code": "of_later", "message": "x"}});
        assert_eq!(
            error_report(&newer).map(|report| report.code),
            Some(ErrorCode::Unknown)
        );
    }

    #[test]
    fn a_start_and_a_page_are_read_as_the_definition_reads_them() {
        let site = PublicSite {
            id: "acme".into(),
            name: "Acme Store".into(),
            locales: vec!["en".into(), "de".into()],
            contact: Contact {
                page: Some("https://www.acme.example/contact".into()),
                email: None,
                phone: Some("+1 555 0100".into()),
            },
            assistant: Some(PublicAssistant {
                name: "Mira".into(),
                intro: "I can help.".into(),
            }),
            disclosure: Disclosure {
                mode: "inform".into(),
                version: "2026-11-01".into(),
                privacy_url: Some("/privacy".into()),
            },
            hidden_kinds: vec!["card".into()],
            contact_form: "optional".into(),
            branding: PublicBranding {
                accent: Some("#1F5FBF".into()),
                scheme: "auto".into(),
                radius_px: Some(12),
            },
            model: "extractive".into(),
        };
        let start = StartResponse {
            conversation: ConversationId::parse("acme.c_0123456789abcdef").expect("valid"),
            token: "t".into(),
            expires_at: UnixMillis(1_793_000_000_000),
            disclosure: site.disclosure.clone(),
            site: site.clone(),
            people: Availability {
                online: true,
                wait_minutes: Some(3),
                opens_at: None,
            },
        };
        let value = serde_json::to_value(&start).expect("JSON");
        assert_eq!(start_answer(&value), Some(start.clone()));
        assert_eq!(site_answer(&value), Some((site, start.people)));

        let events: Vec<serde_json::Value> = golden("events.jsonl")
            .iter()
            .map(|line| serde_json::from_str(line).expect("golden"))
            .collect();
        let count = events.len();
        let page = serde_json::json!({"events": events, "next": count});
        let page = events_page(&page).expect("read");
        assert_eq!(page.events.len(), count);
        assert_eq!(page.next, Seq(count as u32));
    }
}
