//! The page: title, fragment, focus, scrolling.

use handrail_protocol::{ClientId, ConversationId};
use handrail_ui::el::{El, follow};
use handrail_ui::js::clock;
use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition,
};

fn window() -> web_sys::Window {
    web_sys::window().expect("the desk runs in a page")
}

/// A name for a message that no other has.
pub(crate) fn new_client_id() -> ClientId {
    ClientId::parse(clock::fresh_id()).expect("hexadecimal digits are allowed")
}

/// Sets the title of the tab.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = window().document() {
        document.set_title(title);
    }
}

/// Nobody looks at this tab.
pub(crate) fn is_hidden() -> bool {
    window()
        .document()
        .is_some_and(|document| document.hidden())
}

/// A parameter of the address.
pub(crate) fn site_parameter() -> Option<String> {
    let search = window().location().search().ok()?;
    let pairs = search.trim_start_matches('?').split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| *name == "site")
        .map(|(_, value)| value.to_owned())
        .filter(|site| handrail_protocol::SiteId::parse(site.as_str()).is_ok())
}

/// The conversation in the address. It is a name, not a key: without a session it opens nothing.
pub(crate) fn fragment() -> Option<ConversationId> {
    let hash = window().location().hash().ok()?;
    ConversationId::parse(hash.trim_start_matches('#')).ok()
}

/// Puts a conversation, or none, into the address.
pub(crate) fn set_fragment(conversation: Option<&ConversationId>) {
    let _ = window()
        .location()
        .set_hash(conversation.map_or("", ConversationId::as_str));
}

/// There is space for one thing at a time: the list or the conversation.
pub(crate) fn is_narrow() -> bool {
    window()
        .match_media("(max-width: 759px)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Moves the focus to an element, after what is being drawn now is there.
pub(crate) fn focus_soon(id: &str) {
    let id = id.to_owned();
    gloo_timers::callback::Timeout::new(0, move || focus(&id)).forget();
}

/// Is the reader at the end of a scrolling element, give or take a line?
pub(crate) fn is_at_end(element: &Element) -> bool {
    element.scroll_height() - element.scroll_top() - element.client_height() < 48
}

/// Scrolls to the end at once.
pub(crate) fn scroll_to_end(element: &Element) {
    element.set_scroll_top(element.scroll_height());
}

/// Scrolls no further than needed to show an element.
pub(crate) fn bring_into_view(id: &str) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    let found = window()
        .document()
        .and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Moves the focus among the entries of a list that are buttons.
pub(crate) fn focus_sibling(list: &Element, from: &Element, forward: bool) {
    let Ok(buttons) = list.query_selector_all("button[data-item]") else {
        return;
    };
    let at = (0..buttons.length()).find(|&index| {
        buttons
            .get(index)
            .is_some_and(|button| button.is_same_node(Some(from)))
    });
    let next = match (at, forward) {
        (Some(at), true) => at + 1,
        (Some(at), false) if at > 0 => at - 1,
        _ => return,
    };
    if let Some(button) = buttons
        .get(next)
        .and_then(|node| node.dyn_into::<HtmlElement>().ok())
    {
        let _ = button.focus();
    }
}

/// Moves the focus to an element that is there.
pub(crate) fn focus(id: &str) {
    let found = handrail_ui::js::dom::by_id(id);
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// What stands in the field that an event comes from.
pub(crate) fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
        field.value()
    } else if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
        field.value()
    } else if let Some(field) = target.dyn_ref::<HtmlSelectElement>() {
        field.value()
    } else {
        String::new()
    }
}

/// Shows a dialog over everything else while a signal says so; `on_open` is called first.
pub(crate) fn modal_while(
    dialog: &El,
    is_open: impl Fn() -> bool + 'static,
    on_open: impl Fn() + 'static,
) {
    let node = dialog.node().clone();
    follow(Box::new(move || {
        let Some(dialog) = node.dyn_ref::<HtmlDialogElement>() else {
            return;
        };
        if !is_open() {
            dialog.close();
        } else if !dialog.open() {
            untrack(&on_open);
            let _ = dialog.show_modal();
        }
    }));
}
