//! From the start of the program to a panel on screen.

use crate::components::composer::FIELD;
use crate::components::{app, failure};
use crate::js::host::{self, Boot, FromHost, Host, ToHost};
use crate::js::storage::PanelStorage;
use crate::pure::composer::sendable;
use crate::pure::human_status::Reach;
use crate::state::Panel;
use gloo_events::EventListener;
use handrail_protocol::api::PublicSite;
use handrail_protocol::{Availability, ErrorCode};
use handrail_ui::backoff::Backoff;
use handrail_ui::el::El;
use handrail_ui::js::http::{Call, CallError};
use handrail_ui::js::{clock, dom, scheme};
use handrail_ui::wire;
use handrail_ui::words::{Words, fill};
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, KeyboardEvent, StorageEvent};

/// The boot message and the site; the panel is shown once both are there.
#[derive(Default)]
struct Startup {
    boot: Option<Boot>,
    site: Option<(PublicSite, Availability)>,
    /// Messages that came before the panel was there.
    early: Vec<FromHost>,
    panel: Option<Panel>,
    /// The failure card, while the panel can't start.
    failure: Option<Failure>,
}

/// The failure on screen, for as long as this lives.
struct Failure {
    _view: UnmountHandle<Element>,
    _escape: EventListener,
    /// Does it name the contact?
    knows_contact: bool,
}

type Shared = Rc<RefCell<Startup>>;

/// Starts the program.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    let host = Host::find();
    let shared = Shared::default();
    let site = host::query("site").unwrap_or_default();
    fetch_site(&host, &shared, site.clone());
    close_on_escape(Rc::clone(&host));
    if host.is_alone() {
        shared.borrow_mut().boot = Some(Boot {
            site,
            locale: host::query("locale"),
            mode: "panel".to_owned(),
            ..Boot::default()
        });
    } else {
        let (host, shared) = (Rc::clone(&host), Rc::clone(&shared));
        host.clone().listen(move |message| {
            let panel = shared.borrow().panel;
            match (message, panel) {
                (FromHost::Boot(mut boot), _) => {
                    let known = shared.borrow().boot.is_some();
                    if known {
                        return;
                    }
                    // The address of the panel is what the edge checked.
                    boot.site.clone_from(&site);
                    shared.borrow_mut().boot = Some(boot);
                    if shared.borrow().failure.is_some() {
                        show_failure(&host, &shared);
                    }
                    show_panel(&host, &shared);
                }
                (message, Some(panel)) => handle_message(panel, &host, message),
                // To forget takes neither a boot nor an edge that answers.
                (FromHost::Shutdown {}, None) => {
                    shared.borrow_mut().early.clear();
                    let kept = PanelStorage::of(&site);
                    kept.forget_tab();
                    kept.forget();
                    host.post(&ToHost::Forgotten);
                }
                (message, None) => shared.borrow_mut().early.push(message),
            }
        });
    }
    host.post(&ToHost::Alive);
}

/// There is a way out from the first moment, before anything is drawn.
fn close_on_escape(host: Rc<Host>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    EventListener::new(&window, "keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>()
            && event.key() == "Escape"
            && !event.is_composing()
        {
            host.post(&ToHost::Close);
        }
    })
    .forget();
}

fn fetch_site(host: &Rc<Host>, shared: &Shared, site: String) {
    let (host, shared) = (Rc::clone(host), Rc::clone(shared));
    spawn_local(async move {
        let path = ["/api/v1/sites/", &site].concat();
        let mut backoff = Backoff::default();
        loop {
            let answer = Call::get(&path)
                .value()
                .await
                .and_then(|value| wire::site_answer(&value).ok_or(CallError::Unreadable));
            match answer {
                Ok(answer) => {
                    shared.borrow_mut().site = Some(answer);
                    show_panel(&host, &shared);
                    return;
                }
                Err(error) => {
                    let code = error.code().map_or("unreachable", ErrorCode::as_str);
                    host.post(&ToHost::Error { code });
                    show_failure(&host, &shared);
                    if !error.is_passing() {
                        return;
                    }
                    clock::pause(backoff.fail(clock::random())).await;
                }
            }
        }
    });
}

/// Shows the failure card, with the contact that the host page gives. It is drawn once, and again
/// only when the contact becomes known: each time it is read out and takes the focus.
fn show_failure(host: &Rc<Host>, shared: &Shared) {
    let boot = shared.borrow().boot.clone().unwrap_or_default();
    let knows_contact = boot.contact.is_some();
    let shown = &mut shared.borrow_mut().failure;
    if shown
        .as_ref()
        .is_some_and(|shown| shown.knows_contact == knows_contact)
    {
        return;
    }
    let locale = boot.locale.clone().unwrap_or_else(host::browser_language);
    let words = Words::of(&locale);
    scheme::apply_words(words);
    // The site's own scheme is not known; nothing is left behind that would act against it later.
    drop(scheme::apply("auto", None));
    let (leaving, host) = (Rc::clone(host), Rc::clone(host));
    let view = mount(move || failure(host, words, boot.contact));
    *shown = view.map(|view| Failure {
        _view: view,
        _escape: EventListener::new(&dom::document(), "keydown", move |event| {
            if event
                .dyn_ref::<KeyboardEvent>()
                .is_some_and(|event| event.key() == "Escape")
            {
                leaving.post(&ToHost::Close);
            }
        }),
        knows_contact,
    });
}

/// Shows the panel once the boot and the site are there.
fn show_panel(host: &Rc<Host>, shared: &Shared) {
    let (boot, (site, people), early) = {
        let mut startup = shared.borrow_mut();
        if startup.panel.is_some() || startup.boot.is_none() || startup.site.is_none() {
            return;
        }
        let (Some(boot), Some(site)) = (startup.boot.take(), startup.site.take()) else {
            return;
        };
        startup.boot = Some(boot.clone());
        (boot, site, std::mem::take(&mut startup.early))
    };
    let words = Words::of(&language(&boot, &site));
    scheme::apply_words(words);
    dom::document().set_title(&fill(words.panel, &[("site", &site.name)]));
    let branding = &site.branding;
    if let Some(listener) = scheme::apply(&branding.scheme, branding.accent.as_deref()) {
        listener.forget();
    }
    if let Some(radius) = branding.radius_px {
        scheme::apply_radius(radius);
    }
    drop(shared.borrow_mut().failure.take());
    let panel = Panel::new(Rc::clone(host), words, boot, site, people);
    shared.borrow_mut().panel = Some(panel);
    if let Some(root) = dom::document().document_element() {
        let phone = panel.inner().boot.phone;
        let _ = root.set_attribute("data-phone", if phone { "true" } else { "false" });
    }
    if let Some(shown) = mount(move || app(panel)) {
        // It stays for as long as the page does.
        shown.forget();
    }
    listen(panel);
    // What the page asked for meanwhile is asked within the conversation there is.
    panel.resume();
    panel.follow_people();
    host.post(&ToHost::Ready);
    for message in early {
        handle_message(panel, host, message);
    }
}

/// The language asked for, else the browser's where the site has it, else the site's first.
fn language(boot: &Boot, site: &PublicSite) -> String {
    if let Some(locale) = boot.locale.clone().filter(|locale| !locale.is_empty()) {
        return locale;
    }
    let browser = host::browser_language();
    let short = |tag: &str| {
        tag.split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    if site
        .locales
        .iter()
        .any(|locale| short(locale) == short(&browser))
    {
        return browser;
    }
    site.locales.first().cloned().unwrap_or_default()
}

/// Puts a view in the place of what the page shows; it is there until the handle is dropped.
fn mount(view: impl FnOnce() -> El + 'static) -> Option<UnmountHandle<Element>> {
    let body = dom::document().body()?;
    body.set_text_content(None);
    Some(mount_to_renderer(&body, view))
}

/// What the page and the other tabs tell.
fn listen(panel: Panel) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let on = |name: &'static str, act: Box<dyn Fn(&web_sys::Event)>| {
        EventListener::new(&window, name, move |event| act(event)).forget();
    };
    on(
        "online",
        Box::new(move |_| {
            panel.update_local(|local| local.has_network = true);
            if panel.reach() == Reach::Edge {
                panel.clear_connection_notices();
            }
        }),
    );
    on(
        "offline",
        Box::new(move |_| {
            panel.update_local(|local| local.has_network = false);
            panel.status.say(panel.words.offline);
        }),
    );
    on(
        "storage",
        Box::new(move |event| {
            if let Some(event) = event.dyn_ref::<StorageEvent>() {
                panel.storage_changed(event.key().as_deref(), event.new_value().as_deref());
            }
        }),
    );
}

fn focus_composer() {
    if let Some(field) = dom::textarea(FIELD) {
        let _ = field.focus();
    }
}

fn handle_message(panel: Panel, host: &Host, message: FromHost) {
    match message {
        FromHost::Open { focus } => {
            panel.set_open(true);
            if focus {
                focus_composer();
            }
        }
        FromHost::Close {} => panel.set_open(false),
        FromHost::Page { page } => panel.moved(page),
        FromHost::RequestHuman {} => panel.ask_human(),
        FromHost::Update { locale, page } => {
            let other = locale.is_some_and(|locale| Words::of(&locale).lang != panel.words.lang);
            // The loader boots the new page with the new language.
            if other && panel.draft.with_untracked(String::is_empty) {
                host::reload();
                return;
            }
            if let Some(page) = page {
                panel.moved(page);
            }
        }
        FromHost::Prefill { text, send } => {
            // What the visitor has written stays.
            if send && host.is_own() {
                if let Some(text) = sendable(&text) {
                    panel.say(text.to_owned());
                }
            } else if !text.is_empty() && panel.draft.with_untracked(String::is_empty) {
                panel.typed(text);
            }
            focus_composer();
        }
        FromHost::Shutdown {} => panel.shutdown(),
        FromHost::Boot(_) => {}
    }
}
