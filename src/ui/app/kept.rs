//! Where the report is kept, and what is known of its file. What is on the disk is told from outside.

use std::path::{Path, PathBuf};

use super::App;

/// Where the report is kept.
#[derive(Debug)]
pub(super) struct Kept {
    /// The name of its file, if it has one.
    file: Option<String>,
    /// Where it is saved, or offered to be while it has no file.
    place: PathBuf,
    /// The place before that one, while the name given for it may yet be refused.
    before: Option<PathBuf>,
    is_unwritable: bool,
    is_guest: bool,
    is_lost: bool,
    is_unconfirmed: bool,
}

impl Kept {
    pub(super) const fn new(file: Option<String>, place: PathBuf) -> Self {
        Self {
            file,
            place,
            before: None,
            is_unwritable: false,
            is_guest: false,
            is_lost: false,
            is_unconfirmed: false,
        }
    }

    /// Where it is saved, or offered to be while it has no file.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// The folder of that place; empty where it is a name alone.
    pub(super) fn folder(&self) -> &Path {
        self.place.parent().unwrap_or(Path::new(""))
    }

    /// Whether a save has a file to go to.
    pub(super) const fn has_file(&self) -> bool {
        self.file.is_some() && !self.is_lost
    }

    /// Whether a name has been given that may yet be refused.
    pub(super) const fn is_renamed(&self) -> bool {
        self.before.is_some()
    }

    /// Takes the place that somebody gives a name of.
    pub(super) fn rename(&mut self, place: PathBuf) {
        let before = std::mem::replace(&mut self.place, place);
        self.before.get_or_insert(before);
    }

    /// Goes back to the place before a name that was refused, which is returned.
    pub(super) fn refuse_name(&mut self) -> PathBuf {
        match self.before.take() {
            Some(before) => std::mem::replace(&mut self.place, before),
            None => self.place.clone(),
        }
    }

    /// Takes note that the report was saved in a file of this name.
    pub(super) fn saved_as(&mut self, file: String, is_durable: bool) {
        self.file = Some(file);
        self.before = None;
        self.is_unwritable = false;
        self.is_lost = false;
        self.is_unconfirmed = !is_durable;
    }
}

impl App {
    /// The name of its file, if it has one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.kept.file.as_deref()
    }

    /// Whether somebody else has the report open, so that it can only be looked at here.
    #[must_use]
    pub const fn is_guest(&self) -> bool {
        self.kept.is_guest
    }

    /// Takes note of it.
    pub const fn set_guest(&mut self, guest: bool) {
        self.kept.is_guest = guest;
    }

    /// Whether the file may not be written, so that the report can be kept elsewhere only.
    #[must_use]
    pub const fn is_unwritable(&self) -> bool {
        self.kept.is_unwritable
    }

    /// Takes note of it.
    pub const fn set_unwritable(&mut self, unwritable: bool) {
        self.kept.is_unwritable = unwritable;
    }

    /// Takes note whether the file is not there any more, and where the report would be saved;
    /// whether the first is new.
    pub fn set_lost(&mut self, lost: bool, place: PathBuf) -> bool {
        self.kept.place = place;
        std::mem::replace(&mut self.kept.is_lost, lost) != lost
    }

    /// Whether the file is not there any more.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        self.kept.is_lost
    }

    /// Whether the report as it is here is in no file.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.document.is_modified() || self.is_lost()
    }

    /// Whether it is in its file, but may not survive a power cut.
    #[must_use]
    pub const fn is_unconfirmed(&self) -> bool {
        self.kept.is_unconfirmed
    }
}
