//! The lines that are always there: report, totals, tabs, hint, keys.

use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::{line, row, write};
use crate::report::check::Filled;
use crate::report::fields::Kind;
use crate::report::number::{Number, signed};
use crate::rules::{Diagnostic, Severity};
use crate::ui::action::{Action, BINDINGS, Hint};
use crate::ui::app::{Access, App, Mode, Recording};
use crate::ui::hit::{Hits, Target};
use crate::ui::input::{Key, Press};
use crate::ui::screen::{self, FILLED, Segment};
use crate::ui::tabs::Tab;
use crate::ui::text;
use crate::ui::theme::{self, Tone};

/// Which report, which file, saved or not; and how much is filled in, where the summary has `left_out` that.
pub fn title(app: &App, area: Rect, left_out: &[Segment], buf: &mut Buffer, hits: &mut Hits) {
    hits.add(area, Target::Title);
    let cover = &app.view().report.cover;
    let name = if cover.title.is_empty() {
        "（未填标题）"
    } else {
        &cover.title
    };
    let editing = app.mode().editing();
    let unfinished = editing.is_some_and(|editing| editing.error.is_some());
    let saving = app.saving_for().map(|seconds| match seconds {
        0 => "正在保存".to_owned(),
        _ => format!("正在保存 {seconds}秒"),
    });
    let state = if let Some(saving) = &saving {
        saving
    } else if unfinished {
        "输入未完成"
    } else if app.access() == Access::Look {
        "只读"
    } else if app.is_guest() && app.is_unsaved() {
        "未保存，只能查看"
    } else if app.document().is_read_only() || app.is_guest() {
        "只能查看"
    } else if app.is_unwritable() && app.is_unsaved() {
        "未保存，只读文件"
    } else if app.is_unwritable() {
        "只读文件"
    } else if app.is_unsaved() {
        "未保存"
    } else if app.file().is_none() {
        "示例"
    } else if app.is_unconfirmed() {
        "已写入，未确认"
    } else {
        "已保存"
    };
    let file = app.file().unwrap_or("还没有文件");
    let recording = match app.recording() {
        Recording::Kept => "",
        Recording::Behind => "  正在写恢复记录",
        Recording::Nowhere => "  无恢复记录",
    };
    let file = text::cut(file, usize::from(area.width / 4));
    let reviewing = match app.access() {
        Access::Review if !app.is_asking_reviewer() => "审阅  ",
        _ => "",
    };
    let right = format!("{file}  {reviewing}{state}{recording} ");
    let width = text::cells(text::width(&right));
    let left = Rect {
        width: area.width.saturating_sub(width + 1),
        ..area
    };
    line("", area, theme::TITLE, buf);
    // How much is filled in has room here where the summary has none for it.
    let filled = left_out.iter().find(|it| it.short == FILLED);
    let lead = filled.map_or_else(
        || "绩效自评".to_owned(),
        |it| format!("{} {}", it.short, it.value),
    );
    line(&format!(" {lead}  {name}"), left, theme::TITLE, buf);
    let place = Rect {
        x: area.right().saturating_sub(width + 1),
        width: (width + 1).min(area.width),
        ..area
    };
    line(&format!(" {right}"), place, theme::TITLE, buf);
}

/// What of the summary has room in its line.
struct Pieces {
    /// Each with its place among all.
    shown: Vec<(usize, Segment)>,
    left_out: Vec<Segment>,
    /// Columns that nothing stands in.
    spare: usize,
    wide: bool,
    /// Between a name and its value.
    space: &'static str,
}

impl Pieces {
    fn of(app: &App, width: u16) -> Self {
        let before = app.before().map(|before| &before.summary);
        let segments = app.screen().summary.iter().enumerate();
        let segments = segments.map(|(i, segment)| {
            let old = before.and_then(|it| it.get(i));
            let segment = old.map_or_else(|| segment.clone(), |old| with_change(segment, old));
            (i, segment)
        });
        let shown: Vec<(usize, Segment)> = segments.collect();
        let needed: usize = shown
            .iter()
            .map(|(_, segment)| text::width(segment.label) + text::width(&segment.value) + 3)
            .sum();
        let mut pieces = Self {
            shown,
            left_out: Vec::new(),
            spare: 0,
            wide: needed < usize::from(width),
            space: if width < 70 { "" } else { " " },
        };
        // How many errors there are is never cut off; what stands elsewhere too gives way.
        let mut gives_way = [FILLED, "总执行率"].into_iter();
        loop {
            let needed = pieces
                .shown
                .iter()
                .map(|(_, it)| pieces.width(it) + 1)
                .sum();
            let spare = usize::from(width).checked_sub(needed);
            pieces.spare = spare.unwrap_or(0);
            let Some(next) = gives_way.next().filter(|_| spare.is_none()) else {
                return pieces;
            };
            let left_out = pieces.shown.extract_if(.., |(_, it)| it.short == next);
            pieces.left_out.extend(left_out.map(|(_, it)| it));
        }
    }

    fn label(&self, segment: &Segment) -> String {
        let label = if self.wide {
            segment.label
        } else {
            segment.short
        };
        format!("{label}{}", self.space)
    }

    fn width(&self, segment: &Segment) -> usize {
        text::width(&self.label(segment)) + text::width(&segment.value)
    }
}

/// Total, execution rate, score, filled in, errors, warnings; what of it has no room is given back.
pub fn summary(app: &App, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Vec<Segment> {
    line("", area, theme::SUMMARY, buf);
    let before = app.before().map(|before| &before.summary);
    let pieces = Pieces::of(app, area.width);
    // Pieces stand farther apart than a name from its value.
    let spare = pieces.spare / pieces.shown.len().max(1);
    let gap = 1 + text::cells(spare.min(2));
    let mut x = area.x + 1;
    for (i, segment) in &pieces.shown {
        let muted = theme::SUMMARY.patch(Tone::Muted.style());
        let from = x;
        x = put(&pieces.label(segment), x, area, muted, buf);
        let mut style = theme::SUMMARY.patch(segment.tone.style());
        let old = before.and_then(|before| before.get(*i));
        if old.is_some_and(|old| old.value != segment.value) {
            style = style.patch(theme::CHANGED);
        }
        x = put(&segment.value, x, area, style, buf);
        if let Some(target) = segment.target {
            let place = Rect::new(from, area.y, x.saturating_sub(from), area.height);
            hits.add(place, target);
        }
        x += gap;
    }
    pieces.left_out
}

/// The score with what the last edit moved it by: 87.00 良 +2.00.
fn with_change(segment: &Segment, old: &Segment) -> Segment {
    let score = |segment: &Segment| {
        let number = segment.value.split(' ').next().map(Number::read)?;
        number.value().filter(|_| segment.short == "得分")
    };
    let change = score(segment)
        .zip(score(old))
        .and_then(|(now, before)| now.checked_sub(before))
        .filter(|change| !change.is_zero());
    match change {
        Some(change) => Segment {
            value: format!("{} {}", segment.value, signed(change)),
            ..segment.clone()
        },
        None => segment.clone(),
    }
}

/// Writes words at a column of a line and returns the column behind them.
fn put(words: &str, x: u16, area: Rect, style: Style, buf: &mut Buffer) -> u16 {
    let room = area.right().saturating_sub(x).into();
    write(words, Position::new(x, area.y), room, style, buf)
}

/// How much is said of the tabs.
#[derive(Clone, Copy)]
struct Detail {
    /// How much is filled in on the tabs that are not shown.
    elsewhere: Amount,
    /// How much is on the one that is shown.
    here: Amount,
    /// Whether something is found in the projects, whose rows stand on the budget's tab too.
    projects: bool,
    warnings: bool,
    /// Columns between two tabs, and between what is said of one.
    gap: u16,
    /// Columns before the name of each.
    lead: usize,
}

#[derive(Clone, Copy)]
enum Amount {
    OfHowMany,
    Percentage,
    Nothing,
}

/// From the most there can be to the least: where there is no room for something it is left out on
/// every tab, so that none looks better for having less of it.
const DETAILS: [Detail; 12] = {
    let all = Detail {
        elsewhere: Amount::OfHowMany,
        here: Amount::OfHowMany,
        projects: true,
        warnings: true,
        gap: 1,
        lead: 1,
    };
    let percentage = Detail {
        elsewhere: Amount::Percentage,
        ..all
    };
    let percentages = Detail {
        here: Amount::Percentage,
        ..percentage
    };
    let nothing = Detail {
        elsewhere: Amount::Nothing,
        ..all
    };
    let found = Detail {
        here: Amount::Nothing,
        ..nothing
    };
    let errors = Detail {
        warnings: false,
        ..found
    };
    [
        all,
        percentage,
        percentage.close(),
        percentages,
        percentages.close(),
        percentage.without_projects().close(),
        percentages.without_projects().close(),
        nothing,
        found,
        found.close().without_lead(),
        found.without_projects().close(),
        errors.without_projects(),
    ]
};

impl Detail {
    const fn close(self) -> Self {
        Self { gap: 0, ..self }
    }

    const fn without_lead(self) -> Self {
        Self { lead: 0, ..self }
    }

    const fn without_projects(self) -> Self {
        Self {
            projects: false,
            ..self
        }
    }
}

/// The four tabs with what is filled in on each, and how many errors and warnings it has; where each stands.
pub fn tabs(app: &App, area: Rect, buf: &mut Buffer) -> Vec<(Rect, Tab)> {
    line("", area, theme::TAB, buf);
    let required = app.view().required();
    let filled = Tab::ALL.map(|tab| tab.filled(required));
    let tabs = |detail: Detail| {
        let tabs = Tab::ALL.into_iter().zip(filled);
        let tabs = tabs.map(move |(tab, filled)| (tab, badges(app, tab, filled, detail)));
        (detail.gap, tabs.collect::<Vec<_>>())
    };
    let fits = |(gap, tabs): &(u16, Vec<(Tab, Vec<Badge>)>)| {
        let badges = tabs.iter().flat_map(|(_, badges)| badges);
        let words: usize = badges.map(|(words, _)| text::width(words)).sum();
        // What is behind the last is blank.
        words + usize::from(*gap) * (tabs.len() - 1) <= usize::from(area.width) + 1
    };
    let mut all = DETAILS.into_iter().map(tabs);
    let (gap, tabs) = all
        .clone()
        .find(fits)
        .or_else(|| all.next_back())
        .unwrap_or_default();
    let mut x = area.x;
    let mut places = Vec::new();
    for (tab, badges) in tabs {
        let begin = x;
        for (words, style) in badges {
            // The blank behind the last may have no room.
            let room = usize::from(area.right().saturating_sub(x));
            let words = if text::fits(&words, room) {
                &words
            } else {
                words.trim_end()
            };
            x = put(words, x, area, style, buf);
        }
        let place = Rect {
            x: begin,
            width: x - begin,
            ..area
        };
        places.push((place, tab));
        x = x.saturating_add(gap).min(area.right());
    }
    places
}

/// Something said of a tab.
type Badge = (String, Style);

fn badges(app: &App, tab: Tab, filled: Filled, detail: Detail) -> Vec<Badge> {
    let is_here = tab == app.tab();
    let (style, count) = if is_here {
        let count = theme::TAB_ACTIVE.remove_modifier(Modifier::BOLD);
        (theme::TAB_ACTIVE, count)
    } else {
        (theme::TAB, theme::TAB.patch(Tone::Muted.style()))
    };
    let lead = " ".repeat(detail.lead);
    let mut badges = vec![(format!("{lead}{} ", tab.title()), style)];
    let amount = if is_here {
        detail.here
    } else {
        detail.elsewhere
    };
    let words = match (amount, (filled.done * 100).checked_div(filled.total)) {
        (Amount::Nothing, _) => None,
        // Nothing is asked for yet, which is not the same as that all of it were there.
        (_, None) => Some("无必填".to_owned()),
        (Amount::OfHowMany, _) => Some(filled.to_string()),
        // All of it is all of it, and no less.
        (Amount::Percentage, Some(hundredths)) => Some(format!("{hundredths}%")),
    };
    badges.extend(words.map(|words| (format!("{words} "), count)));
    let kinds = [(Severity::Error, '!'), (Severity::Warning, '?')];
    let said = if detail.warnings {
        &kinds[..]
    } else {
        &kinds[..1]
    };
    let blank = " ".repeat(detail.gap.into());
    let mut lead = "";
    for &(severity, mark) in said {
        let style = if is_here {
            style
        } else {
            style.patch(Tone::from(severity).style())
        };
        let found = app.count_on(tab, severity);
        if found > 0 {
            badges.push((format!("{mark}{found}{blank}"), style));
            lead = if detail.gap == 0 { " " } else { "" };
        }
    }
    // What is found in projects is counted where they are filled in, but marks their rows here too.
    let marks = kinds.iter().filter(|(it, _)| app.is_in_projects(*it));
    let marks: String = marks.map(|(_, mark)| mark).collect();
    if tab == Tab::Budget && detail.projects && !marks.is_empty() {
        badges.push((format!("{lead}项目{marks}{blank}"), count));
    }
    if detail.gap == 0 {
        badges.push((" ".to_owned(), style));
    }
    badges
}

/// How many lines what is said takes. While a window is open it is two: the window stays put.
#[must_use]
pub fn hint_height(app: &App) -> u16 {
    match (app.mode(), app.notice()) {
        (Mode::Browse, Some(notice)) => {
            let width = usize::from(app.size().0.saturating_sub(2).max(2));
            text::cells(text::wrap(&notice.text, width).len())
        }
        _ => 0,
    }
}

/// What the line begins with that says what comes next.
const NEXT: &str = "下一步：";

/// What has just happened, what is wrong with what is typed, or what the cell is.
fn said(app: &App) -> (String, Tone) {
    if let Some(notice) = app.notice() {
        return (notice.text.clone(), notice.tone);
    }
    if let Some(editing) = app.mode().editing()
        && let Some(error) = editing.error.clone()
    {
        return match editing.kind {
            Kind::Number(_) => (format!("{error}合计暂按修改前的数，标“暂”。"), Tone::Error),
            _ => (error, Tone::Error),
        };
    }
    if let Some(said) = app.choice_words() {
        return said;
    }
    if let Some(problem) = app.document().problems().first() {
        let offer = match app.document().slips() {
            0 => String::new(),
            n => format!("按 F9 一次改好这 {n} 处标点。"),
        };
        return (format!("{}{offer}", problem.message), Tone::Error);
    }
    match app.quoted_here() {
        Some(words) => (words, Tone::Computed),
        None => screen::context(app),
    }
}

/// The lines of the hint: what is said, and below it what comes next.
pub fn hint(app: &App, area: Rect, buf: &mut Buffer, hits: &mut Hits) {
    let (words, tone) = said(app);
    let style = theme::HINT.patch(tone.style());
    let width = usize::from(area.width.saturating_sub(2).max(2));
    let next = match app.mode() {
        Mode::Browse => app.next_step(width.saturating_sub(text::width(NEXT))),
        Mode::Edit(_) | Mode::Popup(_) => None,
    };
    // What has just happened may take all the room, what is always there may not.
    let room = match (&next, app.notice()) {
        (Some(_), None) => area.height.saturating_sub(1),
        _ => area.height,
    };
    let covered = matches!(app.mode(), Mode::Popup(_)) || app.mode().long_text().is_some();
    let is_page = !covered && app.notice().is_none() && app.preview().is_none();
    // What it is about has the tone; where, and what can be done, is to be read.
    let paragraphs = words.trim_end_matches('\n').split('\n');
    let paragraphs = paragraphs.enumerate().flat_map(|(i, words)| {
        let style = if i == 0 { style } else { theme::HINT };
        let lines = text::wrap_whole(words, width);
        let last = lines.len().saturating_sub(1);
        let lines = lines.into_iter().enumerate();
        lines.map(move |(at, words)| (words, style, at == last))
    });
    let lines: Vec<(&str, Style, bool)> = paragraphs.collect();
    // What somebody has remarked is not lost behind what the program has found.
    let remark = app
        .comment_at_problem()
        .filter(|_| lines.len() > usize::from(room) && room > 1);
    let (whole, room) = (room, room - u16::from(remark.is_some()));
    // What has no room is read where what was found is said whole.
    let is_finding = |found: &Diagnostic| words.contains(&found.message);
    let is_cut = lines.len() > usize::from(room)
        && matches!(app.mode(), Mode::Browse)
        && app.problem_here().is_some_and(is_finding);
    let is_longer = lines.len() > usize::from(room) && !is_cut;
    // Where a line is to spare, it says what the signs on the page mean.
    let spare = usize::from(room).checked_sub(lines.len() + 1);
    let legend = spare.map(|_| area.y + room.saturating_sub(1));
    let mut lines = lines.into_iter();
    for y in area.y..area.bottom() {
        let row = Rect { y, ..area };
        let words = lines.next().filter(|_| y < area.y + room);
        match (words, &next) {
            (None, _) if legend == Some(y) && is_page => {
                let style = theme::HINT.patch(Tone::Muted.style());
                let legend = legend_within(&app.screen().legend, width);
                line(&format!(" {legend}"), row, style, buf);
            }
            (Some((words, style, false)), _) if is_longer && y + 1 == area.y + room => {
                let rest = lines.next().map_or("", |(rest, ..)| rest);
                let words = in_clauses(&format!("{words}{rest}"), width);
                sentence(&words, row, style, buf, hits);
            }
            (Some((words, style, _)), _) => sentence(words, row, style, buf, hits),
            (None, _) if y + 1 == area.y + whole && remark.is_some() => {
                let words = text::cut(remark.as_deref().unwrap_or_default(), width);
                line(&format!(" {words}"), row, theme::HINT, buf);
            }
            (None, Some(next)) if y + 1 == area.bottom() => {
                let style = theme::HINT.patch(Tone::Heading.style());
                sentence(&format!("{NEXT}{next}"), row, style, buf, hits);
            }
            (None, _) => line("", row, style, buf),
        }
    }
    if is_cut {
        let rest = format!("..按 {} 看全文 ", Action::Help.key_label());
        let width = text::cells(text::width(&rest) + 1).min(area.width);
        let place = Rect {
            x: area.right() - width,
            y: area.y + room.saturating_sub(1),
            width,
            height: 1,
        };
        sentence(&rest, place, style, buf, hits);
    }
}

/// One line of words, set in by a column; a key that they name is pressed by a click on it, or on what it
/// is said to do.
fn sentence(words: &str, row: Rect, style: Style, buf: &mut Buffer, hits: &mut Hits) {
    line(&format!(" {words}"), row, style, buf);
    let mut x = row.x.saturating_add(1);
    for clause in words.split_inclusive(['；', '，', '。', '：']) {
        let mut runs = clause.split(|c: char| !c.is_ascii_alphanumeric() && c != '+');
        let named = runs.find_map(|run| Some((run, named(run, clause)?)));
        let end = x.saturating_add(text::cells(text::width(clause)));
        if let Some((run, press)) = named {
            let before = clause.split(run).next().unwrap_or_default();
            let begin = x.saturating_add(text::cells(text::width(before)));
            let place = Rect {
                x: begin,
                width: end.saturating_sub(begin),
                ..row
            };
            hits.add(place.intersection(row), Target::Key(press));
        }
        x = end;
    }
}

/// The key that is called so in a clause; of F1 错误 that is no key but the code of a rule.
fn named(label: &str, clause: &str) -> Option<Press> {
    /// By what they are called, which is asked at every frame.
    static KEYS: LazyLock<Vec<(String, Press)>> = LazyLock::new(|| {
        let bound = BINDINGS.iter();
        bound.map(|&(press, _)| (press.label(), press)).collect()
    });
    if label.len() < 2 || !label.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (_, press) = KEYS.iter().find(|(called, _)| called == label)?;
    let mut severities = Severity::ALL.iter();
    let is_rule = severities.any(|it| clause.contains(&format!("{label} {}", it.label())));
    (!is_rule).then_some(*press)
}

/// What signs mean in one line. Where there is no room for all, those of errors and warnings stay, and of
/// the others the first, which are on every page, are left out rather than the rare ones.
fn legend_within(signs: &[String], width: usize) -> String {
    let grave = signs.iter().take_while(|it| it.starts_with(['!', '?']));
    let grave = grave.count();
    let joined = (grave..=signs.len()).flat_map(|from| {
        let shown = || signs.iter().take(grave).chain(signs.iter().skip(from));
        let wide: Vec<String> = shown().cloned().collect();
        let close: Vec<String> = shown().map(|it| it.replacen(' ', "", 1)).collect();
        [wide, close].map(|signs| signs.join("  "))
    });
    joined
        .into_iter()
        .find(|it| text::fits(it, width))
        .unwrap_or_default()
}

/// So much of a text that is too long as has room, to the end of a clause.
fn in_clauses(words: &str, width: usize) -> String {
    let cut = text::cut(words, width);
    let end = cut.rfind(['；', '，', '。']);
    match end.and_then(|end| cut.get(..end)) {
        Some(clauses) if text::width(clauses) * 2 > width => format!("{clauses}.."),
        _ => cut.into_owned(),
    }
}

/// How keys are written: with their whole names or in brief, and how many blanks stand around a key
/// and its name. Where there is no room the one is tried after the other.
const SPACINGS: [(bool, usize); 5] = [(false, 4), (true, 4), (true, 3), (true, 2), (true, 1)];

/// The keys worth knowing now, in as many lines as there are. Where there is no room for all, the
/// arrows give way, which anyone tries, and then the last of those that are not always there: the
/// menu, the help, and the ways on and out.
pub fn keys(app: &App, area: Rect, buf: &mut Buffer, hits: &mut Hits) {
    for y in area.y..area.bottom() {
        line("", row(area, y), theme::KEYS, buf);
    }
    let always = [Action::Menu, Action::Help, Action::Quit].map(Action::key);
    let ways = [Key::Enter, Key::Esc].map(|key| Some(Press::plain(key)));
    let stays = |hint: &Hint| always.contains(&hint.press) || ways.contains(&hint.press);
    let mut hints = app.hints();
    let spacing = loop {
        // The roomiest.
        let fits = |spacing: &(bool, usize)| lay(&hints, *spacing, area).len() == hints.len();
        match SPACINGS.into_iter().find(fits) {
            Some(spacing) => break spacing,
            None if hints.is_empty() => return,
            None => {
                let arrows = hints.iter().position(|hint| hint.key == "上下");
                let given = arrows.or_else(|| hints.iter().rposition(|hint| !stays(hint)));
                hints.remove(given.unwrap_or(hints.len() - 1));
            }
        }
    };
    let (_, blanks) = spacing;
    for (hint, place) in hints.iter().zip(lay(&hints, spacing, area)) {
        let key = match blanks {
            1 => format!(" {}", hint.key),
            _ => format!(" {} ", hint.key),
        };
        let x = put(&key, place.x, place, theme::KEY, buf) + u16::from(blanks > 3);
        put(called(hint, spacing), x, place, theme::KEYS, buf);
        if let Some(press) = hint.press {
            hits.add(place, Target::Key(press));
        }
    }
}

const fn called(hint: &Hint, (brief, _): (bool, usize)) -> &'static str {
    if brief { hint.brief } else { hint.name }
}

/// The places of keys with their names, line by line; none for those that have no room.
fn lay(hints: &[Hint], spacing: (bool, usize), area: Rect) -> Vec<Rect> {
    let (_, blanks) = spacing;
    let behind = u16::from(blanks > 2);
    let mut at = area.as_position();
    let places = hints.iter().map_while(|hint| {
        let words = text::width(&hint.key) + text::width(called(hint, spacing));
        // Behind the last of a line none is needed.
        let width = text::cells(words + blanks) - behind;
        if at.x > area.x && at.x + width > area.right() {
            at = Position::new(area.x, at.y + 1);
        }
        let place = Rect::new(at.x, at.y, width, 1);
        at.x += width + behind;
        (place.right() <= area.right() && place.y < area.bottom()).then_some(place)
    });
    places.collect()
}
