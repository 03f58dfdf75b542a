//! Words that say what stands beside them.
