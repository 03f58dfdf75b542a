//! A button in words, with an icon where it helps.

use crate::components::{Icon, Shape};
use leptos::prelude::*;

/// A native button; never disabled, hidden where it does not apply.
#[component]
pub fn Button(
    /// Its classes.
    class: &'static str,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// An icon before them.
    #[prop(optional)]
    icon: Option<Shape>,
    /// Where it does not apply.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    /// For a button that stays pressed: is it?
    #[prop(optional)]
    pressed: Option<Signal<bool>>,
    /// What it does.
    act: Box<dyn Fn()>,
) -> impl IntoView {
    let pressed = move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" });
    view! {
        <button
            type="button"
            class=class
            hidden=hidden
            aria-pressed=pressed
            on:click=move |_| act()
        >
            {icon.map(|shape| view! { <Icon shape /> })}
            {label}
        </button>
    }
}

/// A paragraph; gone where there is nothing to say.
#[component]
pub fn Paragraph(
    /// Its class.
    class: &'static str,
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
    /// An icon before it.
    #[prop(optional)]
    icon: Option<Shape>,
) -> impl IntoView {
    let hidden = super::flag(move || text.with(String::is_empty));
    view! {
        <p class=class hidden=hidden>
            {icon.map(|shape| view! { <Icon shape /> })}
            <span>{text}</span>
        </p>
    }
}
