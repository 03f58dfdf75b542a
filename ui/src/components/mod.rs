//! What widget and desk draw alike. Each component has a style file of the same name.

pub mod button;
pub mod flags;
pub mod icon;
pub mod live;
pub mod message;
pub mod notice;
pub mod prose;
pub mod sticky;
pub mod visitor_text;

pub use button::{Button, Paragraph};
pub use flags::{flag, text};
pub use icon::{Icon, Shape};
pub use live::{Live, LiveRegion};
pub use message::{MessageRow, ReplyDetails};
pub use notice::NoticeRow;
pub use prose::Prose;
pub use sticky::Actions;
pub use visitor_text::VisitorText;
