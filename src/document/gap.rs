//! A text in which pieces give way to others, one after the other: what stands behind a piece does not
//! move, only what lies between it and the piece before. It knows nothing of what the text means.

/// A text with a gap where the last piece gave way.
pub(super) struct Gap {
    bytes: Vec<u8>,
    /// Where the gap begins in `bytes`, and where it ends.
    start: usize,
    end: usize,
}

impl Gap {
    pub(super) fn of(text: String) -> Self {
        let end = text.len();
        Self {
            bytes: text.into_bytes(),
            start: end,
            end,
        }
    }

    /// Has `new` stand where `old` stands at `at`. Whether it does stand there; otherwise nothing was
    /// changed.
    pub(super) fn replace(&mut self, at: usize, old: &str, new: &str) -> bool {
        let len = self.bytes.len() - (self.end - self.start);
        if at > len {
            return false;
        }
        self.move_to(at);
        let behind = self.bytes.get(self.end..).unwrap_or_default();
        // A byte in the middle of a character begins none.
        let splits = behind.first().is_some_and(|byte| byte & 0xC0 == 0x80);
        if splits || !behind.starts_with(old.as_bytes()) {
            return false;
        }
        self.end += old.len();
        self.widen(new.len());
        if let Some(room) = self.bytes.get_mut(self.start..self.start + new.len()) {
            room.copy_from_slice(new.as_bytes());
            self.start += new.len();
        }
        true
    }

    pub(super) fn into_text(mut self) -> String {
        self.bytes.drain(self.start..self.end);
        let text = String::from_utf8(self.bytes);
        text.unwrap_or_else(|no| String::from_utf8_lossy(no.as_bytes()).into_owned())
    }

    fn move_to(&mut self, at: usize) {
        if at < self.start {
            let by = self.start - at;
            self.bytes.copy_within(at..self.start, self.end - by);
            (self.start, self.end) = (at, self.end - by);
        } else {
            let by = at - self.start;
            self.bytes.copy_within(self.end..self.end + by, self.start);
            (self.start, self.end) = (at, self.end + by);
        }
    }

    /// Makes room for so many bytes.
    fn widen(&mut self, room: usize) {
        let missing = room.saturating_sub(self.end - self.start);
        if missing > 0 {
            // Enough for many more, so that what is behind moves seldom.
            let more = missing + self.bytes.len() / 8 + 4096;
            let blanks = std::iter::repeat_n(0, more);
            self.bytes.splice(self.end..self.end, blanks);
            self.end += more;
        }
    }
}
