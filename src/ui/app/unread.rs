//! Questions that no key asked for: what a save came upon, what an earlier run left. Whoever types with
//! the eyes on the paper types on, and that is no answer. Nor is what follows a digit that chose to give
//! something up.

use super::{App, Mode};
use crate::ui::input::{Input, Key, Press};
use crate::ui::theme::Tone;

/// After how many wakings with no key between somebody is taken to have seen what is asked.
const PAUSE: u8 = 4;

/// How many there have been.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unread(u8);

/// What is said when keys are dropped.
const PASSED: &str = "刚才按的键没有用上，请先看一下窗口里问的是什么，再选。";

impl App {
    /// Whether a question is on the screen that nobody can have read yet. It takes no answer.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        self.unread.is_some() && matches!(self.mode, Mode::Popup(_))
    }

    /// Whether an input may be meant for something else than the question. Esc is an answer where one has
    /// just chosen what gives something up.
    pub(super) fn is_held_back(&self, input: &Input) -> bool {
        let gives_up = matches!(&self.mode, Mode::Popup(popup) if popup.gives_up());
        let is_esc = *input == Input::Press(Press::plain(Key::Esc));
        self.is_unread() && !(gives_up && is_esc)
    }

    /// Drops what was meant for something else, and waits for the next pause.
    pub(super) fn pass_unread(&mut self) {
        self.unread = Some(Unread::default());
        self.say(PASSED, Tone::Warning);
    }

    /// Takes back that keys were dropped, now that one is taken.
    pub(super) fn take_back_passed(&mut self) {
        if self.notice.as_ref().is_some_and(|it| it.text == PASSED) {
            self.notice = None;
        }
    }

    /// Takes note that no key has come since this was told last; whether a question takes answers from
    /// now on.
    pub fn pause(&mut self) -> bool {
        let Some(Unread(pauses)) = &mut self.unread else {
            return false;
        };
        *pauses += 1;
        let is_read = *pauses >= PAUSE;
        if is_read {
            self.unread = None;
        }
        is_read
    }
}
