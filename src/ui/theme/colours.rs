//! Other colours in the place of the dark ground's: light, the sixteen of old terminals, none.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Which colours the screen has (配色).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// Light letters on a dark ground, in 256 colours.
    #[default]
    Dark,
    /// Dark letters on a light ground, in 256 colours.
    Light,
    /// The sixteen colours every terminal has, without any emphasis.
    Sixteen,
    /// No colours; what stands out is reversed.
    Plain,
}

impl Colours {
    const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Sixteen, Self::Plain];

    /// What suits a terminal, by the environment that `variable` looks up: `NO_COLOR`
    /// (no-color.org), else `COLORFGBG` for a light ground and `TERM` for the number of colours.
    #[must_use]
    pub fn of(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        if set("NO_COLOR").is_some() {
            return Self::Plain;
        }
        let term = set("TERM").unwrap_or_default();
        let many = set("COLORTERM").is_some() || term.contains("256") || cfg!(windows);
        let ground = set("COLORFGBG").and_then(|colours| {
            let ground = colours.rsplit(';').next()?;
            ground.parse::<u8>().ok()
        });
        match (many, ground) {
            (false, _) if term == "linux" || term.starts_with("vt") || term == "ansi" => {
                Self::Sixteen
            }
            (_, Some(7 | 15)) => Self::Light,
            _ => Self::Dark,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "深色",
            Self::Light => "浅色",
            Self::Sixteen => "十六色",
            Self::Plain => "黑白",
        }
    }

    /// The one after it, and after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|&colours| colours == self);
        let next = place.map_or(0, |place| (place + 1) % Self::ALL.len());
        Self::ALL.get(next).copied().unwrap_or_default()
    }

    /// Puts its colours in the place of the dark ground's, on a finished frame.
    pub fn lay(self, frame: &mut Buffer) {
        let lay: fn(&mut Cell) = match self {
            Self::Dark => return,
            Self::Light => light,
            Self::Sixteen => sixteen,
            Self::Plain => plain,
        };
        frame.content.iter_mut().for_each(lay);
    }
}

const fn indexed(color: Color) -> u8 {
    match color {
        Color::Indexed(index) => index,
        _ => 234,
    }
}

/// Whether a ground of the dark ground lets what stands on it be seen as ground: the greys.
const fn is_grey(ground: u8) -> bool {
    ground >= 232
}

fn light(cell: &mut Cell) {
    let (letters, ground) = (indexed(cell.fg), indexed(cell.bg));
    // White on a strong colour stays; on what was grey, letters and ground change sides.
    if !is_grey(ground) {
        return;
    }
    cell.bg = Color::Indexed(match ground {
        230 => 229,
        234 => 231,
        235 => 255,
        236 | 237 => 254,
        238 | 239 => 253,
        _ => 250,
    });
    cell.fg = Color::Indexed(match letters {
        255 => 16,
        250..=254 => 235,
        243..=249 => 241,
        241 => 249,
        110 | 152 | 159 => 24,
        150 => 28,
        210 => 160,
        222 => 94,
        letters => letters,
    });
}

fn sixteen(cell: &mut Cell) {
    let (letters, ground) = (indexed(cell.fg), indexed(cell.bg));
    cell.modifier = Modifier::empty();
    cell.bg = match ground {
        24 | 25 => Color::Blue,
        31 => Color::Cyan,
        60 => Color::Magenta,
        152 | 230 | 240 => Color::Gray,
        179 => Color::Yellow,
        236..=239 => Color::DarkGray,
        _ => Color::Black,
    };
    let dark = matches!(cell.bg, Color::Cyan | Color::Gray | Color::Yellow);
    cell.fg = match letters {
        _ if dark => Color::Black,
        66 => Color::Cyan,
        67 => Color::Blue,
        72 => Color::Green,
        97 => Color::Magenta,
        131 => Color::Red,
        137 => Color::Yellow,
        110 | 152 | 159 => Color::LightCyan,
        150 => Color::LightGreen,
        210 => Color::LightRed,
        222 => Color::LightYellow,
        // Dark grey letters can be read on black only.
        241..=246 if cell.bg == Color::Black => Color::DarkGray,
        16 => Color::Black,
        255 => Color::White,
        _ => Color::Gray,
    };
}

fn plain(cell: &mut Cell) {
    // The strong grounds: titles, the cursor, what is selected, edited or has moved.
    let stands_out = !is_grey(indexed(cell.bg)) || cell.bg == Color::Indexed(240);
    cell.modifier = if stands_out {
        Modifier::REVERSED
    } else {
        Modifier::empty()
    };
    cell.fg = Color::Reset;
    cell.bg = Color::Reset;
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::ui::theme;

    /// All styles by their names.
    const STYLES: [Style; 22] = [
        theme::BASE,
        theme::PANEL,
        theme::TITLE,
        theme::SUMMARY,
        theme::TAB,
        theme::TAB_ACTIVE,
        theme::SECTION,
        theme::HEAD,
        theme::ROW,
        theme::CURSOR,
        theme::CURSOR_IDLE,
        theme::SELECTED,
        theme::CHANGED,
        theme::EDIT,
        theme::EDIT_SELECTED,
        theme::POPUP,
        theme::POPUP_TITLE,
        theme::BEHIND,
        theme::HINT,
        theme::KEYS,
        theme::KEY,
        theme::BASE,
    ];

    fn laid(colours: Colours, style: Style) -> Cell {
        let mut frame = Buffer::empty(Rect::new(0, 0, 2, 1));
        frame.set_string(0, 0, "字", style);
        colours.lay(&mut frame);
        frame.content[0].clone()
    }

    #[test]
    fn letters_never_have_the_colour_of_their_ground() {
        for colours in [Colours::Light, Colours::Sixteen] {
            for style in STYLES {
                let cell = laid(colours, style);
                assert_ne!(cell.fg, cell.bg, "{colours:?} {style:?}");
            }
        }
    }

    #[test]
    fn sixteen_colours_are_sixteen_and_none_is_none() {
        for style in STYLES {
            let cell = laid(Colours::Sixteen, style);
            let is_basic = |color| !matches!(color, Color::Indexed(_) | Color::Rgb(..));
            assert!(is_basic(cell.fg) && is_basic(cell.bg) && cell.modifier.is_empty());
            let cell = laid(Colours::Plain, style);
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
        let reversed = |style| laid(Colours::Plain, style).modifier == Modifier::REVERSED;
        assert!(reversed(theme::CURSOR) && reversed(theme::EDIT) && !reversed(theme::BASE));
    }

    #[test]
    fn the_terminal_is_asked_by_its_environment() {
        let of = |set: &[(&str, &str)]| {
            let found = |name: &str| {
                let value = set.iter().find(|(key, _)| *key == name)?.1;
                Some(value.to_owned())
            };
            Colours::of(&found)
        };
        assert_eq!(of(&[("TERM", "xterm-256color")]), Colours::Dark);
        assert_eq!(
            of(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]),
            Colours::Plain
        );
        assert_eq!(
            of(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]),
            Colours::Dark
        );
        assert_eq!(
            of(&[("TERM", "xterm-256color"), ("COLORFGBG", "0;15")]),
            Colours::Light
        );
        assert_eq!(of(&[("TERM", "linux")]), Colours::Sixteen);
    }
}
