//! The panel as a whole. The order of its parts is the order of the Tab key.

use super::banner::Banner;
use super::composer::Composer;
use super::foot::Foot;
use super::header::Header;
use super::human_bar::HumanBar;
use super::transcript::Transcript;
use super::work_strip::WorkStrip;
use crate::state::Panel;
use handrail_ui::components::LiveRegion;
use leptos::prelude::*;

/// The panel.
#[component]
pub fn App(
    /// Its state.
    panel: Panel,
) -> impl IntoView {
    view! {
        <Header panel />
        <main>
            <Transcript panel />
            <div class="below">
                <Banner panel />
                <HumanBar panel />
                <WorkStrip panel />
                <Composer panel />
                <Foot panel />
            </div>
        </main>
        <LiveRegion live=panel.polite id="live-messages" />
        <LiveRegion live=panel.status id="live-status" />
        <LiveRegion live=panel.alert id="live-alert" assertive=true />
    }
}
