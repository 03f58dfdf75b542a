//! The sandbox's scripted model: a stand-in that is slow, silent, cut off or lying on purpose.
//!
//! It says what it is: replies carry the provider `scripted`.

use crate::model::extractive::pieces;
use crate::model::{Cancel, ModelEvent};
use crate::platform;
use crate::sandbox::store::ModelMode;
use futures_util::future::{Either, select};
use handrail_conversation::{Question, Writer};
use std::pin::pin;

/// Between two words when it is slow.
const SLOW_WORD_MILLIS: u64 = 100;
/// Between two sentences otherwise.
const SENTENCE_MILLIS: u64 = 150;
/// Before the first piece when it is slow.
const SLOW_START_MILLIS: u64 = 3_000;
/// A model that hangs is given up by the chain's time-out for the first token.
const HANGS_MILLIS: u64 = 8_000;

/// Plays its part.
pub(crate) async fn answer(
    mode: ModelMode,
    question: &Question,
    cancel: &Cancel,
    on_event: &mut dyn FnMut(ModelEvent),
) {
    let writer = || Writer {
        provider: "scripted".to_owned(),
        model: mode.as_str().to_owned(),
    };
    let text = handrail_knowledge::answer(question.query.as_str(), &question.passages)
        .map(|answer| answer.text)
        .unwrap_or_default();
    match mode {
        ModelMode::Down => on_event(ModelEvent::Failed { wrote: None }),
        ModelMode::Hangs => {
            if pause(HANGS_MILLIS, cancel).await {
                on_event(ModelEvent::Failed { wrote: None });
            }
        }
        ModelMode::Slow => {
            if !pause(SLOW_START_MILLIS, cancel).await {
                return;
            }
            for piece in words(&text) {
                on_event(ModelEvent::Chunk(piece));
                if !pause(SLOW_WORD_MILLIS, cancel).await {
                    return;
                }
            }
            on_event(ModelEvent::Done(writer()));
        }
        ModelMode::Cut => {
            let all: Vec<&str> = pieces(&text).collect();
            for piece in all.iter().take(all.len().div_ceil(2)) {
                on_event(ModelEvent::Chunk((*piece).to_owned()));
                if !pause(SENTENCE_MILLIS, cancel).await {
                    return;
                }
            }
            on_event(ModelEvent::Failed {
                wrote: Some(writer()),
            });
        }
        ModelMode::Lies | ModelMode::Normal => {
            for piece in lie(&text) {
                on_event(ModelEvent::Chunk(piece));
                if !pause(SENTENCE_MILLIS, cancel).await {
                    return;
                }
            }
            on_event(ModelEvent::Done(writer()));
        }
    }
}

/// The answer with a price that stands nowhere, after its first sentence.
fn lie(text: &str) -> Vec<String> {
    let mut all: Vec<String> = pieces(text).map(str::to_owned).collect();
    let at = all.len().min(1);
    all.insert(
        at,
        " Returning them costs $23.70 per pair [[1]].".to_owned(),
    );
    all
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_inclusive(' ').map(str::to_owned)
}

/// Waits; says whether to go on.
async fn pause(millis: u64, cancel: &Cancel) -> bool {
    let sleeping = pin!(platform::sleep(millis));
    let stopped = cancel.cancelled();
    match select(stopped, sleeping).await {
        Either::Left(_) => false,
        Either::Right(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lie_is_a_sentence_of_its_own() {
        let told = lie("You have 60 days [[1]]. Keep the box [[1]].").concat();
        assert_eq!(
            told,
            "You have 60 days [[1]]. Returning them costs $23.70 per pair [[1]]. Keep the box [[1]]."
        );
        assert!(lie("").concat().contains("$23.70"));
    }
}
