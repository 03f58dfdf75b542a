//! What the edge counts, for `GET /metrics` in Prometheus' text form.
//!
//! Not for: anything about a person. Invariant: names and labels are words of the source code; nothing of a
//! request stands in one. Counts are in memory: each isolate counts for itself, and a restart begins anew.

use std::cell::RefCell;
use std::fmt::Write as _;

/// Directives of our policies that a browser can report (CSP Level 3). What is none of them counts as `other`.
const DIRECTIVES: [&str; 15] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "media-src",
    "require-trusted-types-for",
    "script-src",
    "script-src-elem",
    "style-src",
    "trusted-types",
    "other",
];

/// The counts of this isolate.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    csp_reports: [u64; DIRECTIVES.len()],
    csp_reports_refused: u64,
}

thread_local! {
    static METRICS: RefCell<Metrics> = RefCell::default();
}

/// Counts something.
pub(crate) fn count(what: impl FnOnce(&mut Metrics)) {
    METRICS.with_borrow_mut(what);
}

/// All counts as Prometheus reads them.
pub(crate) fn text() -> String {
    METRICS.with_borrow(Metrics::text)
}

impl Metrics {
    /// A page of ours broke this directive of its policy.
    pub(crate) fn csp_report(&mut self, directive: &str) {
        let other = DIRECTIVES.len() - 1;
        let place = DIRECTIVES.iter().position(|known| *known == directive);
        self.csp_reports[place.unwrap_or(other)] += 1;
    }

    /// A report came that was not read: too many, too long, or none.
    pub(crate) fn csp_report_refused(&mut self) {
        self.csp_reports_refused += 1;
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "# HELP handrail_csp_reports_total Violations of our pages' policies that browsers reported.\n\
             # TYPE handrail_csp_reports_total counter\n",
        );
        for (directive, count) in DIRECTIVES.iter().zip(&self.csp_reports) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "handrail_csp_reports_total{{directive=\"{directive}\"}} {count}"
            );
        }
        let _ = write!(
            text,
            "# HELP handrail_csp_reports_refused_total Reports that were not read.\n\
             # TYPE handrail_csp_reports_refused_total counter\n\
             handrail_csp_reports_refused_total {}\n",
            self.csp_reports_refused
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn reports_are_counted_by_directive_and_nothing_of_them_is_kept() {
        let mut metrics = Metrics::default();
        metrics.csp_report("script-src-elem");
        metrics.csp_report("script-src-elem");
        metrics.csp_report("img-src 4242 4242 4242 4242\"} 1\n");
        metrics.csp_report_refused();
        let text = metrics.text();
        for line in [
            "handrail_csp_reports_total{directive=\"script-src-elem\"} 2",
            "handrail_csp_reports_total{directive=\"img-src\"} 0",
            "handrail_csp_reports_total{directive=\"other\"} 1",
            "handrail_csp_reports_refused_total 1",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
        assert!(!text.contains("4242"));
    }
}
