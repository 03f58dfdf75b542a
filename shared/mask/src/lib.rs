//! Finds personal details in text, replaces them by placeholders, and puts them back.
//!
//! For: everything that leaves towards a model, a log or another system. [`Masker::mask`] gives
//! [`Masked`] text in which `4242 4242 4242 4242` reads `[CARD_1]`; the [`Vault`] of the
//! conversation knows the value; [`Unmasker`] restores it in a streamed reply.
//! Not for: storing or encrypting values, deciding who may see them, or transport.
//! No I/O, no clock, no randomness.
//!
//! Invariants, each with tests of its own:
//! - [`Masked`] comes from a masker (or the event log), [`Published`] from reviewed text; a prompt
//!   takes nothing else.
//! - A value that was masked stands nowhere between token boundaries of the masked text, in any
//!   spelling: case, spaces and separators do not matter.
//! - Equal values share one placeholder for the whole conversation and are restored in the
//!   spelling first seen. So `unmask(mask(x)) == x` unless `x` spells one value in two ways.
//! - Text that looks like a placeholder becomes a value itself and resolves to nothing else.
//! - Offsets point into the original text, at character boundaries, without overlaps.
//! - Work is linear in the length of the text; no input panics.
//!
//! ```
//! use handrail_mask::{Context, Lens, Masker, Vault};
//! let masker = Masker::default();
//! let mut vault = Vault::new();
//! let text = "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.";
//! let masking = masker.mask(text, &Context::default(), &mut vault).unwrap();
//! assert_eq!(
//!     masking.masked.as_str(),
//!     "Can I return shoes I paid for with [CARD_1]? I'm [NAME_1]."
//! );
//! let reply = "Yes, [NAME_1]: the refund goes to [CARD_1].";
//! assert_eq!(
//!     masker.unmask(reply, &vault, Lens::VisitorOfAi),
//!     "Yes, Sarah Miller: the refund goes to •••• 4242."
//! );
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod custom;
mod detect;
mod explain;
mod identity;
mod json_string;
mod kind;
mod known;
mod labels;
mod links;
mod masked;
mod masker;
mod normalize;
mod overlap;
mod parts;
mod placeholder;
mod scan;
mod source;
mod spelling;
mod unmask;
mod vault;
mod words;
#[cfg(test)]
mod work_tests;

pub use custom::{Checksum, CustomError, CustomKind};
pub use detect::Span;
pub use explain::{Explanation, Nearly, Why};
pub use kind::{CustomName, Kind, NotACustomName, Restore, UnknownKind};
pub use masked::{Leaving, Masked, Published};
pub use masker::{
    BareNumbers, BuildError, Context, MAX_BYTES, MaskError, MaskedSpan, Masker, MaskerBuilder,
    Masking,
};
pub use parts::Parts;
pub use placeholder::{NotAPlaceholder, Placeholder};
pub use unmask::{Lens, UnmaskState, Unmasker, partial};
pub use vault::{Entry, Vault, VaultError};
