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

/// The colours in force, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// What seems to suit the terminal; it may know better.
    Suited(Colours),
    /// What the person chose, here or in an earlier run.
    Chosen(Colours),
}

impl Default for Paint {
    fn default() -> Self {
        Self::Suited(Colours::default())
    }
}

impl Paint {
    /// Which colours they are.
    #[must_use]
    pub const fn colours(self) -> Colours {
        match self {
            Self::Suited(colours) | Self::Chosen(colours) => colours,
        }
    }

    /// Whether the ground of the terminal decides between dark and light.
    #[must_use]
    pub const fn follows_ground(self) -> bool {
        matches!(self, Self::Suited(Colours::Dark | Colours::Light))
    }

    /// The same on a ground that is light or dark.
    #[must_use]
    pub const fn on_ground(self, light: bool) -> Self {
        match (self.follows_ground(), light) {
            (false, _) => self,
            (true, true) => Self::Suited(Colours::Light),
            (true, false) => Self::Suited(Colours::Dark),
        }
    }
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
            _ if term.contains("16color") => Self::Sixteen,
            (false, _) if term == "linux" || term.starts_with("vt") || term == "ansi" => {
                Self::Sixteen
            }
            (_, Some(7 | 15)) => Self::Light,
            _ => Self::Dark,
        }
    }

    /// The colours of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
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
        cell.bg = bar_on_light(ground);
        return;
    }
    cell.bg = Color::Indexed(match ground {
        230 => 229,
        234 => 231,
        235 => 255,
        236 | 237 => 254,
        238 => 253,
        _ => 250,
    });
    cell.fg = Color::Indexed(match letters {
        255 => 16,
        250..=254 => 235,
        243 => 246,
        244..=249 => 241,
        241 => 249,
        110 | 152 | 159 => 24,
        150 => 22,
        217 => 124,
        222 => 58,
        letters => return cell.fg = bar_on_light(letters),
    });
}

/// What goes beyond a bar is darker there.
const fn bar_on_light(color: u8) -> Color {
    Color::Indexed(if color == 173 { 131 } else { color })
}

/// Light letters on black; what stands out on blue, white or cyan, never on the dark grey, on which
/// nothing else of the sixteen can be read in every terminal.
fn sixteen(cell: &mut Cell) {
    let (letters, ground) = (indexed(cell.fg), indexed(cell.bg));
    cell.modifier = Modifier::empty();
    cell.bg = match ground {
        24 | 26 | 238 => Color::Blue,
        25 | 67 => Color::Cyan,
        60 | 179 => Color::Magenta,
        237 | 240 => Color::Gray,
        173 | 230 => Color::Yellow,
        239 => Color::DarkGray,
        _ => Color::Black,
    };
    cell.fg = match (letters, cell.bg) {
        (110 | 152 | 159 | 243..=249, Color::Gray) => Color::Blue,
        (_, Color::Gray | Color::Cyan | Color::Yellow) => Color::Black,
        (67, _) => Color::Cyan,
        (173, _) => Color::Yellow,
        (110, Color::Black) => Color::Cyan,
        (110 | 152 | 159, _) => Color::LightCyan,
        (150, _) => Color::LightGreen,
        (217, Color::Black) => Color::LightRed,
        (222, _) => Color::LightYellow,
        (241..=245, Color::Black) => Color::DarkGray,
        (246..=249, Color::Black) => Color::Gray,
        _ => Color::White,
    };
}

fn plain(cell: &mut Cell) {
    // What lies behind a window would run into it.
    if (cell.fg, cell.bg) == (Color::Indexed(243), Color::Indexed(234)) {
        cell.set_symbol(" ");
    }
    // The strong grounds: titles, the cursor, bars, what is selected, edited or has moved.
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
    use crate::ui::theme::{self, Tone};

    /// What is read, on the grounds it stands on.
    const STYLES: [Style; 27] = [
        theme::BASE,
        theme::PANEL,
        theme::TITLE,
        theme::SUMMARY,
        theme::TAB,
        theme::TAB_ACTIVE,
        theme::SECTION,
        theme::SECTION_NOTE,
        theme::HEAD,
        theme::HEAD_HERE,
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
        theme::DESK,
        theme::PAPER,
        theme::PAPER_TITLE,
        theme::PAPER_HEADING,
        theme::HINT,
        theme::KEYS,
        theme::KEY,
    ];
    /// The grounds that every tone is laid over.
    const GROUNDS: [Style; 8] = [
        theme::BASE,
        theme::PANEL,
        theme::SUMMARY,
        theme::TAB,
        theme::ROW,
        theme::POPUP,
        theme::PAPER,
        theme::HINT,
    ];
    const TONES: [Tone; 7] = [
        Tone::Plain,
        Tone::Computed,
        Tone::Muted,
        Tone::Heading,
        Tone::Error,
        Tone::Warning,
        Tone::Good,
    ];

    fn laid(colours: Colours, style: Style) -> Cell {
        let mut frame = Buffer::empty(Rect::new(0, 0, 2, 1));
        frame.set_string(0, 0, "字", style);
        colours.lay(&mut frame);
        frame.content[0].clone()
    }

    type Sixteen = [(u8, u8, u8); 16];

    /// The sixteen colours as the first graphics cards had them, as consoles still do.
    const CARD: Sixteen = sixteen_of([170, 170, 170], 85, 255);
    /// As the console of Windows had them until it was given softer ones.
    const CONSOLE: Sixteen = sixteen_of([128, 128, 192], 0, 255);
    /// The same as xterm has them.
    const XTERM: Sixteen = sixteen_of([205, 238, 229], 0, 255);

    /// Sixteen colours of these levels: the dark ones, dark blue and grey; what the bright ones
    /// have at least and at most.
    const fn sixteen_of([dark, blue, grey]: [u8; 3], low: u8, high: u8) -> Sixteen {
        let black = if low == 0 { 127 } else { low };
        [
            (0, 0, 0),
            (dark, 0, 0),
            (0, dark, 0),
            (dark, dark, 0),
            (0, 0, blue),
            (dark, 0, dark),
            (0, dark, dark),
            (grey, grey, grey),
            (black, black, black),
            (high, low, low),
            (low, high, low),
            (high, high, low),
            (low, low, high),
            (high, low, high),
            (low, high, high),
            (high, high, high),
        ]
    }

    /// Red, green and blue of a colour.
    fn mixed(color: Color, basic: &Sixteen) -> (u8, u8, u8) {
        const NAMED: [Color; 16] = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        match color {
            Color::Indexed(n @ 232..) => {
                let grey = 8 + 10 * (n - 232);
                (grey, grey, grey)
            }
            Color::Indexed(n @ 16..) => {
                let n = n - 16;
                (level(n / 36), level(n / 6 % 6), level(n % 6))
            }
            named => basic[NAMED.iter().position(|name| *name == named).unwrap()],
        }
    }

    /// How much lighter one of two colours is than the other, as WCAG reckons it.
    #[expect(
        clippy::float_arithmetic,
        reason = "light is reckoned by powers; no money"
    )]
    fn contrast(cell: &Cell, basic: &Sixteen) -> f64 {
        let light = |color| {
            let part = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 {
                    part / 12.92
                } else {
                    ((part + 0.055) / 1.055).powf(2.4)
                }
            };
            let (red, green, blue) = mixed(color, basic);
            0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue) + 0.05
        };
        let (letters, ground) = (light(cell.fg), light(cell.bg));
        letters.max(ground) / letters.min(ground)
    }

    #[test]
    fn everything_can_be_read() {
        let over = |ground: Style, tone: Tone| (ground.patch(tone.style()), tone == Tone::Muted);
        let toned = GROUNDS.map(|ground| TONES.map(|tone| over(ground, tone)));
        // What lies behind a window or around the page is not there to be read.
        let aside = [theme::BEHIND, theme::DESK];
        let alone = STYLES.map(|style| (style, aside.contains(&style)));
        let kinds = [
            (Colours::Dark, &XTERM),
            (Colours::Light, &XTERM),
            (Colours::Sixteen, &XTERM),
            (Colours::Sixteen, &CARD),
            (Colours::Sixteen, &CONSOLE),
        ];
        for (colours, basic) in kinds {
            for &(style, is_muted) in toned.iter().flatten().chain(&alone) {
                let cell = laid(colours, style);
                let found = contrast(&cell, basic);
                let least = match (is_muted, colours) {
                    (false, Colours::Sixteen) => 4.3,
                    (false, _) => 4.5,
                    (true, Colours::Sixteen) => 2.8,
                    (true, _) => 3.0,
                };
                assert!(found >= least, "{colours:?} {found:.2} {style:?} {cell:?}");
            }
        }
    }

    #[test]
    fn bars_stand_out_from_their_ground() {
        for colours in [Colours::Dark, Colours::Light, Colours::Sixteen] {
            for ground in [theme::PANEL, theme::ROW] {
                for bar in [theme::BAR, theme::BAR_BEYOND] {
                    // The end of a bar is a part of a cell: its colour as letters.
                    let whole = laid(colours, ground.bg(bar));
                    let end = laid(colours, ground.fg(bar));
                    assert_eq!(whole.bg, end.fg, "{colours:?}");
                    let found = contrast(&end, &XTERM);
                    assert!(found >= 2.0, "{colours:?} {found:.2} {bar:?} {ground:?}");
                }
            }
        }
        let plain = laid(Colours::Plain, theme::PANEL.bg(theme::BAR));
        assert_eq!(plain.modifier, Modifier::REVERSED);
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
        assert_eq!(of(&[("TERM", "xterm-16color")]), Colours::Sixteen);
    }
}
