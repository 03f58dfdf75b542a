//! Letting others go first.
//!
//! For: masking and restoring large bodies on a thread that others share. After a bounded amount of work the caller
//! is asked to pause; what a pause is, is the caller's business.
//! Not for: time. Work is counted, since a clock may stand still while a program computes.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Lets whoever waits go first.
pub trait Pause {
    /// Ready when it is this caller's turn again.
    fn pause(&self) -> impl Future<Output = ()>;
}

/// Nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NoPause;

impl Pause for NoPause {
    async fn pause(&self) {}
}

/// What one turn may cost: about as much as one part of a long text (`handrail_mask::Parts`).
const TURN_COST: usize = 24 * 1024;
/// What looking at one value costs beside its bytes.
const VALUE_COST: usize = 32;
/// A byte that is only passed on costs a small part of one that is masked.
const PASSED_BYTES: usize = 32;

/// Counts the work of a turn.
pub(crate) struct Turns<'a, P> {
    pause: &'a P,
    spent: usize,
}

impl<'a, P: Pause> Turns<'a, P> {
    pub(crate) fn new(pause: &'a P) -> Self {
        Self { pause, spent: 0 }
    }

    /// A value of so many bytes was passed on.
    pub(crate) async fn passed(&mut self, bytes: usize) {
        self.spend(VALUE_COST + bytes / PASSED_BYTES).await;
    }

    /// So many bytes of text were masked or restored.
    pub(crate) async fn read(&mut self, bytes: usize) {
        self.spend(bytes).await;
    }

    /// A turn's work was done at once.
    pub(crate) async fn turn_is_over(&mut self) {
        self.spend(TURN_COST).await;
    }

    async fn spend(&mut self, cost: usize) {
        self.spent += cost;
        if self.spent >= TURN_COST {
            self.spent = 0;
            self.pause.pause().await;
        }
    }
}

/// What a future that waits for nothing gives.
pub(crate) fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => {
            unreachable!("nothing in it waits but a pause, and NoPause is always ready")
        }
    }
}
