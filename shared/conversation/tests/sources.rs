//! The sources that stand beside an answer.

#[allow(dead_code)]
mod support;

use handrail_protocol::EventBody;
use support::{World, found, policy_of};

/// The address of the only source of an answer from an article that was published at `url`.
fn source_of(url: &str) -> String {
    let mut world = World::new(policy_of(|site| site));
    world.say("m1", "How long do I have to return shoes?");
    let mut found = found();
    found[0].passage.url = url.to_owned();
    world.search_answers(found);
    world.model_writes("You can return shoes within 30 days [[1]].");
    world.model_ends();
    let source = world.log.iter().find_map(|event| match &event.body {
        EventBody::AssistantSaid { citations, .. } => Some(citations[0].url.clone()),
        _ => None,
    });
    source.expect("it was answered with a source")
}

/// The panel has the edge's origin, and the desk may have one of its own: only a whole address leads
/// to the article from both.
#[test]
fn a_source_opens_on_the_site_wherever_it_is_clicked() {
    for (published, opens) in [
        ("/help/returns", "https://www.acme.example/help/returns#"),
        (
            "https://help.acme.example/r",
            "https://help.acme.example/r#",
        ),
        // Another host's, not a path of ours.
        ("//help.acme.example/r", "//help.acme.example/r#"),
    ] {
        let source = source_of(published);
        assert!(source.starts_with(opens), "{published} became {source}");
    }
}
