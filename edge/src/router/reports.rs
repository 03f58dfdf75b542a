//! What browsers report about our own pages' Content-Security-Policy.
//!
//! Reports are counted by directive ([`crate::metrics`]) and forgotten: they name addresses and pieces of pages.
//! Anybody can send one, so a count is a hint and nothing else. Two forms come: the older `report-uri` sends one
//! `csp-report`, the newer Reporting API a list.

use crate::answer::wrong_method;
use crate::error::{Result, at};
use crate::http::limits::CSP_REPORT_MAX_BYTES;
use crate::metrics;
use crate::request::Call;
use serde::Deserialize;
use worker::{Method, Response};

/// Reports of one request that are counted.
const REPORTS_MAX: usize = 20;

/// `POST /csp-reports`.
pub(super) async fn call(call: &mut Call) -> Result<Response> {
    if call.method != Method::Post {
        return Err(wrong_method());
    }
    let body = match call.count_report() {
        Ok(()) => call.bytes(CSP_REPORT_MAX_BYTES).await,
        Err(refusal) => Err(refusal),
    };
    let directives = body.map(|body| directives(&body));
    metrics::count(|metrics| match &directives {
        Ok(directives) if !directives.is_empty() => {
            for directive in directives {
                metrics.csp_report(directive);
            }
        }
        _ => metrics.csp_report_refused(),
    });
    directives?;
    Ok(Response::empty().map_err(at("reports"))?.with_status(204))
}

/// A report of either form; what else stands in it is not read.
#[derive(Deserialize)]
struct Report {
    #[serde(alias = "csp-report")]
    body: Violation,
}

#[derive(Deserialize)]
struct Violation {
    #[serde(
        alias = "effectiveDirective",
        alias = "effective-directive",
        alias = "violated-directive"
    )]
    directive: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reports {
    One(Report),
    Many(Vec<Report>),
}

/// The directives that a body reports as broken; none where it is no report.
fn directives(body: &[u8]) -> Vec<String> {
    let reports = match serde_json::from_slice(body) {
        Ok(Reports::One(report)) => vec![report],
        Ok(Reports::Many(reports)) => reports,
        Err(_) => Vec::new(),
    };
    reports
        .into_iter()
        .take(REPORTS_MAX)
        .map(|report| {
            // The older form may give the directive with its values.
            let directive = report.body.directive;
            let name = directive.split(' ').next().unwrap_or_default();
            name.to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{REPORTS_MAX, directives};

    #[test]
    fn both_forms_are_read() {
        let older = r#"{"csp-report":{"document-uri":"https://chat.acme.example/widget",
            "violated-directive":"script-src 'self'","blocked-uri":"https://evil.example/x.js"}}"#;
        assert_eq!(directives(older.as_bytes()), ["script-src"]);
        let newer = r#"[{"type":"csp-violation","age":10,"url":"https://chat.acme.example/desk",
            "body":{"effectiveDirective":"img-src","blockedURL":"https://evil.example/x.png"}}]"#;
        assert_eq!(directives(newer.as_bytes()), ["img-src"]);
    }

    #[test]
    fn what_is_no_report_counts_as_none_and_a_flood_in_one_body_as_few() {
        for no in ["", "{}", "[]", "[1]", "{\"csp-report\":{}}", "\u{0}"] {
            assert!(directives(no.as_bytes()).is_empty(), "{no}");
        }
        let one = r#"{"body":{"effectiveDirective":"img-src"}}"#;
        let many = format!("[{}]", vec![one; 500].join(","));
        assert_eq!(directives(many.as_bytes()).len(), REPORTS_MAX);
    }
}
