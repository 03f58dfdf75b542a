//! The panel as a whole. The order of its parts is the order of the Tab key.

use super::banner::banner;
use super::composer::composer;
use super::foot::foot;
use super::header::header;
use super::human_bar::human_bar;
use super::transcript::transcript;
use super::work_strip::work_strip;
use crate::state::Panel;
use handrail_ui::components::live_region;
use handrail_ui::el::{El, div, el};

/// The panel.
pub(crate) fn app(panel: Panel) -> El {
    div("panel")
        .child(header(panel))
        .child(
            el("main").child(transcript(panel)).child(
                div("below")
                    .child(banner(panel))
                    .child(human_bar(panel))
                    .child(work_strip(panel))
                    .child(composer(panel))
                    .child(foot(panel)),
            ),
        )
        .child(live_region(panel.polite, "live-messages", false))
        .child(live_region(panel.status, "live-status", false))
        .child(live_region(panel.alert, "live-alert", true))
}
