//! What widget and desk draw alike. What stands in both has a style file of its own.
//!
//! Functions give an [`El`](crate::el::El); the components of the same names stand in views.

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
pub use icon::{Icon, Shape, icon};
pub use live::{Live, LiveRegion, live_region};
pub use message::{Frame, MessageRow, message_row, reply_details};
pub use notice::{NoticeRow, notice_row};
pub use prose::{Prose, prose};
pub use sticky::{actions, there_while};
pub use visitor_text::visitor_text;
