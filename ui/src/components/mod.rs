//! What widget and desk draw alike. What stands in both has a style file of its own.
//!
//! Each function gives an [`El`](crate::el::El).

pub mod button;
pub mod flags;
pub mod icon;
pub mod live;
pub mod message;
pub mod notice;
pub mod prose;
pub mod sticky;
pub mod visitor_text;

pub use button::{button, paragraph, paragraph_of, toggle};
pub use flags::{Flag, Text, fixed, flag, text};
pub use icon::{Shape, icon};
pub use live::{Live, live_region};
pub use message::{Frame, message_row, reply_details};
pub use notice::notice_row;
pub use prose::prose;
pub use sticky::{actions, there_while};
pub use visitor_text::visitor_text;
