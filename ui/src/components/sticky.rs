//! Buttons that come and go without taking the focus with them.

use leptos::prelude::*;

/// A row of buttons that is there while `when` holds, and stays while one of them has the focus:
/// what happens in a conversation never moves the visitor's place. Handlers ask `when` themselves.
#[component]
pub fn Actions(
    /// Do they apply?
    #[prop(into)]
    when: Signal<bool>,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let focused = RwSignal::new(false);
    view! {
        <div
            class="actions"
            hidden=super::flag(move || !when.get() && !focused.get())
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            {children()}
        </div>
    }
}
