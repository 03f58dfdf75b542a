//! Work that a parser did, counted in tests alone: a slope of counted work is the same on every
//! machine.

/// So many characters were looked at.
#[inline]
pub(crate) fn count(characters: usize) {
    #[cfg(test)]
    counter::add(characters);
    #[cfg(not(test))]
    let _ = characters;
}

#[cfg(test)]
pub(crate) use counter::of;

#[cfg(test)]
mod counter {
    use std::cell::Cell;

    thread_local! {
        static COUNTED: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn add(characters: usize) {
        COUNTED.set(COUNTED.get() + characters);
    }

    /// The work of one call.
    pub(crate) fn of<T>(call: impl FnOnce() -> T) -> usize {
        COUNTED.set(0);
        drop(call());
        COUNTED.get()
    }
}
