//! What is kept of the pages a visitor was on.

#[allow(dead_code)]
mod support;

use handrail_conversation::Input;
use handrail_protocol::EventBody;
use support::{World, policy_of};

/// What is kept of a page, wherever it comes from.
fn kept(world: &mut World, path: &str) -> Option<String> {
    let before = world.log.len();
    world.input(Input::PageChanged {
        path: path.to_owned(),
    });
    match world.log.get(before).map(|event| event.body.clone()) {
        Some(EventBody::PageChanged { page }) => Some(page),
        None => None,
        Some(other) => panic!("no page: {other:?}"),
    }
}

#[test]
fn details_in_a_path_are_masked_however_it_is_encoded() {
    let mut world = World::new(policy_of(|site| site));
    for (path, expected) in [
        ("/orders/7#top", "/orders/7"),
        ("/mail/ann@example.com", "/mail/[EMAIL]"),
        ("/account/ann%40example.com?tab=1", "/account/[EMAIL]"),
        ("/u/4242%204242%204242%204242", "/u/[CARD]"),
        ("/tel/%2B12125550187", "/tel/[PHONE]"),
        ("/Sarah%20Miller", "/[NAME]"),
        ("/u/Sarah%20Miller/a|b", "/u/[NAME]/a|b"),
        ("/%C3%BCber%20uns/100%/%ff", "/über uns/100%/%FF"),
        ("/a%00nn%40example.com", "/[EMAIL]"),
    ] {
        assert_eq!(kept(&mut world, path).as_deref(), Some(expected), "{path}");
    }
    assert_eq!(kept(&mut world, "orders"), None);
}

#[test]
fn a_long_path_is_cut_behind_what_is_masked() {
    let mut world = World::new(policy_of(|site| site));
    let long = "a/".repeat(97);
    let page = kept(&mut world, &format!("/{long}ann@example.com")).expect("a page");
    assert_eq!(page, format!("/{long}[EMAI"));
}

#[test]
fn a_site_that_keeps_no_pages_gets_none() {
    let mut world = World::new(policy_of(|site| site + "\n[privacy]\npage = \"none\"\n"));
    assert_eq!(kept(&mut world, "/orders"), None);
}
