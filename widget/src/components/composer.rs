//! The text field. Enter sends, Shift+Enter makes a new line, and an Enter that belongs to an
//! input method does neither.

use crate::pure::composer;
use crate::state::Panel;
use handrail_ui::components::{Icon, Shape};
use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;

/// Key code of a key that an input method has taken (UI Events, 4.3.3); Safari gives it alone for
/// the Enter that ends a composition.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

#[component]
pub(super) fn Composer(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let field = NodeRef::<Textarea>::new();
    let left = Memo::new(move |_| panel.draft.with(|draft| composer::left(draft)));
    let send = move || {
        if !panel.send_draft()
            && let Some(field) = field.get_untracked()
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
    // The field follows its text, up to the height the style allows.
    Effect::new(move |_| {
        panel.draft.track();
        if let Some(field) = field.get() {
            let style = web_sys::HtmlElement::style(&field);
            let _ = style.set_property("block-size", "auto");
            let height = [&field.scroll_height().to_string(), "px"].concat();
            let _ = style.set_property("block-size", &height);
        }
    });
    Effect::new(move |_| {
        if panel.focus.get() > 0
            && let Some(field) = field.get()
        {
            let _ = field.focus();
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
                <label for="message">{words.composer}</label>
                <textarea
                    id="message"
                    rows="1"
                    dir="auto"
                    autocomplete="off"
                    enterkeyhint="send"
                    aria-describedby="count"
                    aria-invalid=move || if left.get() < 0 { "true" } else { "false" }
                    node_ref=field
                    prop:value=move || panel.draft.get()
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
