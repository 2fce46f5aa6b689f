//! Sets of characters. Most words looked for at the ends of others are not there, which one character tells.

/// Some characters, one bit for each.
pub(in crate::rules) struct Characters([u64; Characters::WORDS]);

impl Characters {
    /// Those beyond U+FFFF are in no set.
    const WORDS: usize = 1024;

    pub(in crate::rules) fn of(characters: impl IntoIterator<Item = char>) -> Self {
        Self([0; Self::WORDS]).with(characters)
    }

    /// These as well.
    pub(in crate::rules) fn with(mut self, characters: impl IntoIterator<Item = char>) -> Self {
        for c in characters {
            let (word, bit) = Self::place(c);
            if let Some(word) = self.0.get_mut(word) {
                *word |= bit;
            }
        }
        self
    }

    /// What these words begin with.
    pub(super) fn first_of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words = words.into_iter();
        Self::of(words.filter_map(|word| word.chars().next()))
    }

    /// What these words end with.
    pub(in crate::rules) fn last_of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words = words.into_iter();
        Self::of(words.filter_map(|word| word.chars().next_back()))
    }

    const fn place(c: char) -> (usize, u64) {
        (c as usize >> 6, 1 << (c as usize & 63))
    }

    pub(in crate::rules) fn contain(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}
