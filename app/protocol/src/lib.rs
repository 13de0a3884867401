//! What travels between server and browser, and who may see and do what.
//!
//! One feed: for each audience the server derives a [`RoomView`] at each event, and sends what differs from the one before
//! as a [`Patch`]; the browser draws, and folds nothing. What an audience may not know is never made for it: the only
//! place that makes views is [`RoomProjection`]. Frames are binary, in the form of `postcard`.

mod class;
mod diff;
mod entry;
mod frames;
mod history;
mod page;
mod parts;
mod patch;
mod projection;
mod replay;
mod role;
mod step;
mod view;

pub use class::{Admission, AdmissionSwitch, Class, ClassCommand, People, Person, Seat, You};
pub use diff::{Diff, TailChange};
pub use entry::Entry;
pub use frames::{
    Closing, CommandError, Earlier, EarlierItems, List, PROTOCOL, Patch, ToBrowser, ToServer, decode, encode,
};
pub use page::{Frame, PageData, PageKind, Recording};
pub use parts::{Assembled, Assembler, messages};
pub use patch::{AgentChange, CustomerChange, RoomChange};
pub use projection::{EARLIER_MAX, RoomProjection};
pub use replay::ReplayIndex;
pub use role::{Audience, Role};
pub use step::Step;
pub use view::{LINES_MAX, ReplayPosition, RoomView, RoomViewStoreFields};
