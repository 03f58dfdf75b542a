//! The text field. Enter sends, Shift+Enter makes a new line, and an Enter that belongs to an
//! input method does neither.

use crate::pure::composer;
use crate::state::Panel;
use handrail_ui::components::{Icon, Shape, text};
use handrail_ui::js::dom;
use leptos::ev;
use leptos::prelude::*;

/// The field's id; there is one in a panel.
pub(crate) const FIELD: &str = "message";

/// Key code of a key that an input method has taken (UI Events, 4.3.3); Safari gives it alone for
/// the Enter that ends a composition.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

#[component]
pub(super) fn Composer(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let invalid = text(move || (panel.draft.with(|draft| composer::left(draft)) < 0).to_string());
    let send = move || {
        if !panel.send_draft()
            && let Some(field) = dom::textarea(FIELD)
        {
            let _ = field.focus();
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let composing = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
        if event.key() == "Enter" && !event.shift_key() && !composing {
            event.prevent_default();
            send();
        }
    };
    Effect::new(move |_| {
        let draft = panel.draft.get();
        if let Some(field) = dom::textarea(FIELD) {
            dom::fit(&field, &draft);
        }
    });
    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <div class="field">
                <label for=FIELD>{words.composer}</label>
                <textarea
                    id=FIELD
                    rows="1"
                    dir="auto"
                    autocomplete="off"
                    enterkeyhint="send"
                    aria-describedby="count"
                    aria-invalid=invalid
                    on:input=move |event| panel.typed(event_target_value(&event))
                    on:keydown=on_key
                ></textarea>
            </div>
            <button type="submit" class="round send" aria-label=words.send>
                <Icon shape=Shape::Send />
            </button>
        </form>
    }
}
