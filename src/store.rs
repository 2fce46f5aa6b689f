//! Reading and writing the file: the only room that touches the disk.
//!
//! It is here to keep three promises. After [`Saved::Durable`] the new report survives a power
//! cut; whatever fails, the file is wholly the old or wholly the new one; nobody else's change is
//! written over without being shown. [`File`] opens and saves, [`deliver`] puts a
//! finished file beside it, [`Journal`] writes down every
//! step between two saves, and [`Disk`] is the one narrow door both go through, so that a test
//! can fail the n-th call.
//!
//! It must not know what the bytes mean (whoever saves says what is acceptable), must not ask or
//! draw, and must not read the environment for where things go: that is told to it. Who we are (host,
//! process, terminal) it looks up for its locks.
pub mod disk;
pub mod journal;

mod backup;
mod choice;
mod deliver;
mod error;
mod fault;
mod file;
mod lock;
mod name;
mod reserve;
mod save;
mod temporary;
mod unfinished;

pub use backup::{COPIES, FOLDER as BACKUPS, kept_versions};
pub use choice::{Chosen, keep_choice, kept_choice};
pub use deliver::{Delivered, Undelivered, deliver, deliver_on};
pub use disk::{Digest, Disk, Os, Stamp};
pub use error::{Doubt, Lost, Note, OpenError, SaveError, Saved};
pub use fault::record_fault;
pub use file::{
    File, LARGEST, Links, Outside, folders_in, is_folder, is_there, move_in, papers_under, read,
    read_beside, read_named, reports_in, reports_under, size, stamp_beside,
};
pub use journal::{
    Changed, Draft, Entry, Found, Journal, Kind, Piece, Record, Replay, Seeker, Step, Taken,
    Unrecorded,
};
pub use lock::{Claim, Holder, Lock, Seat, Standing, Watch};
pub use name::{meant, printable, state_directory, with_narrow_ending};
pub use reserve::Reserve;
pub use unfinished::Unfinished;
