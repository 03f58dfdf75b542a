//! Counts how much of a text is looked at, so that a test can hold a function to be linear without a clock.
//!
//! Outside of tests (feature `count-work`) nothing is counted and [`count`] compiles to nothing.
//!
//! Not for: measuring time.

#[cfg(any(test, feature = "count-work"))]
use std::cell::Cell;

#[cfg(any(test, feature = "count-work"))]
thread_local! {
    static LOOKED_AT: Cell<u64> = const { Cell::new(0) };
}

/// Notes that so many characters or tokens were looked at.
#[cfg(any(test, feature = "count-work"))]
pub fn count(units: usize) {
    LOOKED_AT.with(|looked_at| looked_at.set(looked_at.get() + units as u64));
}

/// Notes that so many characters or tokens were looked at.
#[cfg(not(any(test, feature = "count-work")))]
#[inline(always)]
pub fn count(_units: usize) {}

/// How many characters and tokens `run` looks at, on this thread.
#[cfg(any(test, feature = "count-work"))]
pub fn of(run: impl FnOnce()) -> u64 {
    let before = LOOKED_AT.with(Cell::get);
    run();
    LOOKED_AT.with(Cell::get) - before
}
