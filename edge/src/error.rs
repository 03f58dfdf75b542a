//! A refusal on its way to whoever asked, and the one way to make a response of it.
//!
//! Invariant: what went wrong inside is named by a static `place` for the log; an upstream's or the
//! platform's own words never reach a client or a log line.

use handrail_protocol::{ErrorBody, ErrorCode, ErrorReport};
use worker::{Headers, Response};

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .report.message)]
pub(crate) struct Refusal {
    /// What the client is told.
    pub(crate) report: ErrorReport,
    /// Where it went wrong, for the log.
    pub(crate) place: Option<&'static str>,
    /// When a repeat makes sense.
    pub(crate) retry_after_seconds: Option<u32>,
}

pub(crate) type Result<T> = std::result::Result<T, Refusal>;

impl Refusal {
    /// A refusal that says more than its code's own message.
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::from(ErrorReport::with_message(code, message))
    }

    /// A fault of ours at a named place.
    pub(crate) fn internal(place: &'static str) -> Self {
        Self {
            place: Some(place),
            ..Self::from(ErrorCode::Internal)
        }
    }

    /// Too many, for so many seconds.
    pub(crate) fn too_many(seconds: u32) -> Self {
        Self::from(ErrorCode::RateLimited).retry_after(seconds)
    }

    /// The same, with the time to wait.
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// The stable name.
    pub(crate) fn code(&self) -> ErrorCode {
        self.report.code
    }

    /// The response, with the id that finds its line in the log.
    pub(crate) fn response(&self, request_id: &str) -> worker::Result<Response> {
        let body = ErrorBody {
            error: ErrorReport {
                request_id: Some(request_id.to_owned()),
                ..self.report.clone()
            },
        };
        let headers = Headers::new();
        headers.set("content-type", "application/json; charset=utf-8")?;
        headers.set("cache-control", "no-store")?;
        if let Some(seconds) = self.retry_after_seconds {
            headers.set("retry-after", &seconds.to_string())?;
        }
        let text = serde_json::to_string(&body)?;
        Ok(Response::ok(text)?
            .with_headers(headers)
            .with_status(self.code().status()))
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self::from(ErrorReport::from(code))
    }
}

impl From<ErrorReport> for Refusal {
    fn from(report: ErrorReport) -> Self {
        Self {
            report,
            place: None,
            retry_after_seconds: None,
        }
    }
}

/// Turns any error into a fault of ours at a named place.
pub(crate) fn at<E>(place: &'static str) -> impl FnOnce(E) -> Refusal {
    move |_| Refusal::internal(place)
}
