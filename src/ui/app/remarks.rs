//! What is said of a part of the report: ticks (复核) and comments (批注), offered where the cursor stands,
//! replied to, told beside the cell. What the report says stays as it is.

use super::entry::{Entry, index_of, or_null};
use super::popup::{Choice, Line, line};
use super::{Access, App, Mode, Popup};
use crate::document::{Edit, FieldPath, Step, Transaction, Value};
use crate::report::fields::{self, Kind};
use crate::report::stamp::stamp;
use crate::rules::{Change, Changed, Commented, Diagnostic, Sight, Ticked, in_brackets, signed};
use crate::ui::action::Action;
use crate::ui::text;

impl App {
    /// What a tick or a comment is signed with: the name, once it has been said, and the day, where
    /// that is known.
    fn signature(&self) -> impl Iterator<Item = (&'static str, Value)> {
        let parts = [("复核人", self.signed_as()), ("日期", &self.today)];
        let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
        parts.map(|(key, words)| (key, Value::Text(words.to_owned())))
    }

    /// Offers to tick the cell, or a part of the report it lies in; a tick that stands is taken
    /// away. Whoever objects comments instead.
    pub(super) fn tick(&mut self) {
        if self.is_unknown() {
            return self.ask_reviewer();
        }
        let around = self.enclosing();
        let meant = self.meant(&around);
        let sight = Sight::of(&self.view());
        let each: Vec<Vec<Line>> = around.iter().map(|it| self.tick_on(it, &sight)).collect();
        let selected = each.iter().take(meant).map(Vec::len).sum();
        let mut lines: Vec<Line> = each.into_iter().flatten().collect();
        let objection = line("有意见，不通过：写批注", Choice::Do(Action::Comment));
        lines.push(objection.noted(Action::Comment.key_label()));
        lines.push(line("返回", Choice::Back));
        self.mode = Mode::Popup(Popup::Choose {
            title: "复核".to_owned(),
            text: "认可的内容一有改动，复核记号就失效；有意见的直接打字，写成批注，不算通过。在“取消复核”上打字，是附在记号上的意见。".to_owned(),
            selected,
            lines,
        });
    }

    /// What a place is called beside those it lies in: 这一格, 这一项目「经济发展」, 整节「项目支出」.
    fn spoken(&self, path: &FieldPath) -> String {
        let entry = |list: FieldPath| match fields::kind_at(&list) {
            Some(Kind::List(_, noun)) => noun,
            _ => "条",
        };
        match (path.last(), path.parent(), fields::kind_at(path)) {
            (Some(Step::Index(_)), Some(list), _) => {
                let name = fields::describe(&self.document, path);
                let outside = fields::describe(&self.document, &list);
                let own = name.strip_prefix(&*outside).unwrap_or(&name);
                if own.starts_with('「') {
                    format!("这一{}{own}", entry(list))
                } else {
                    format!("这一条{}（{own}）", entry(list))
                }
            }
            (Some(Step::Key(key)), _, Some(Kind::List(item, noun))) => match item {
                Kind::Record(_) if **key == *noun => format!("全部{noun}"),
                Kind::Record(_) => format!("全部{noun}（{key}）"),
                _ => format!("这一格（{key}）"),
            },
            (Some(Step::Key(key)), Some(around), Some(Kind::Record(_))) => {
                if &**key == "金额" {
                    let row = around.last_key().unwrap_or("这一项");
                    match around.last() {
                        Some(Step::Index(_)) => format!("{}这一行的金额", self.spoken(&around)),
                        _ => format!("「{row}」这一行的金额"),
                    }
                } else {
                    format!("整节「{key}」")
                }
            }
            (Some(Step::Key(key)), ..) => format!("这一格（{key}）"),
            _ => fields::describe(&self.document, path),
        }
    }

    /// What can be done about the tick on a place. What is typed over a tick that stands is said with it, what is typed
    /// where there is none to be relied on is a comment: nobody's objection is taken for a tick.
    fn tick_on(&self, path: &FieldPath, sight: &Sight<'_>) -> Vec<Line> {
        let name = fields::describe(&self.document, path);
        let spoken = self.spoken(path);
        let list = FieldPath::root().key("复核");
        let seen = sight.on(path);
        let seen = [
            ("数值", seen.written),
            ("算出", seen.worked_out),
            ("当时", sight.then(path)),
        ];
        // What there is none of is left out, but where something stood.
        let seen_at = |entry: Option<&FieldPath>| {
            let stood = |key| entry.is_some_and(|it| self.document.node(&it.key(key)).is_some());
            let seen = seen.iter();
            let seen = seen.filter(|(key, it)| !it.is_empty() || *key == "数值" || stood(key));
            let seen: Vec<(&'static str, Value)> =
                seen.map(|(key, it)| (*key, or_null(it))).collect();
            seen
        };
        // 项目 alone would be one of them.
        let called = match spoken == format!("全部{name}") {
            true => &spoken,
            false => &name,
        };
        let remark_on = |entry: Option<&FieldPath>, fields| Entry {
            list: list.clone(),
            replaces: entry.and_then(index_of),
            fields,
            key: "意见",
            stands_alone: true,
            name: format!("复核「{called}」并写意见"),
            title: format!("对 {called} 的复核意见"),
            about: None,
            place: path.clone(),
        };
        let offer = |note: &str, verb: &str, edits, remark| {
            let step = Transaction {
                name: format!("{verb}「{called}」"),
                place: path.clone(),
                edits,
            };
            let verb = if verb == "复核" {
                "复核通过"
            } else {
                verb
            };
            let words = format!("{verb}：{spoken}{}", in_brackets(note));
            line(&words, Choice::Tick(step, Box::new(remark)))
        };
        let anew = |note: &str, verb: &str| {
            let place = ("位置", Value::Text(name.clone()));
            let fields = [place].into_iter().chain(seen_at(None));
            let tick = remark_on(None, fields.chain(self.signature()).collect());
            offer(note, verb, vec![tick.put_in("")], self.comment_on(path))
        };
        let taken_back = |tick: &Ticked| {
            let path = tick.entry.clone();
            let remark = remark_on(Some(&path), Vec::new());
            offer("", "取消复核", vec![Edit::Remove { path }], remark)
        };
        let ticks = self.findings.ticks_on(path);
        let own = ticks.iter().find(|it| self.is_own(it));
        match (own, ticks.first()) {
            (Some(own), _) if own.holds() => vec![taken_back(own)],
            (Some(own), _) => {
                let seen = seen_at(Some(&own.entry)).into_iter();
                let fields = seen.chain(self.signature()).collect();
                let tick = remark_on(Some(&own.entry), fields);
                let edits = tick.fields_set(&own.entry).collect();
                vec![offer(
                    &own.before(),
                    "重新复核",
                    edits,
                    self.comment_on(path),
                )]
            }
            (None, Some(other)) if other.holds() => {
                vec![anew(&already(&other.by), "复核"), taken_back(other)]
            }
            (None, Some(other)) => vec![anew(&other.before(), "重新复核")],
            (None, None) => vec![anew("", "复核")],
        }
    }

    /// Whether whoever reviews here signed this tick.
    fn is_own(&self, tick: &Ticked) -> bool {
        let at = index_of(&tick.entry);
        let tick = at.and_then(|at| self.report.ticks.get(at));
        tick.is_some_and(|it| it.reviewer.trim() == self.signed_as())
    }

    /// Offers to comment on the cell or a part of the report it lies in, to reply to what was
    /// remarked there, and to change or take back the remark.
    pub(super) fn comment(&mut self) {
        if self.is_unknown() {
            return self.ask_reviewer();
        }
        let around = self.enclosing();
        let said = self.comments_around(&around);
        let sentences: Vec<String> = said.iter().map(|it| it.sentence()).collect();
        let mut lines: Vec<Line> = said.iter().flat_map(|it| self.about_comment(it)).collect();
        let (mut text, mut selected) = (sentences.join("\n"), 0);
        if self.access == Access::Review {
            // What a reviewer types is a comment of their own.
            let places = around.iter().filter(|path| !fields::is_by_program(path));
            let new = places.map(|path| {
                let words = format!("写批注：{}", self.spoken(path));
                line(&words, Choice::Write(self.comment_on(path)))
            });
            let new: Vec<Line> = new.collect();
            selected = if new.is_empty() {
                0
            } else {
                self.meant(&around)
            };
            lines.splice(0..0, new);
            text = match text.as_str() {
                "" => "直接打字就写选中一处的批注；批注写在报告文件里，填报人会看到并答复。"
                    .to_owned(),
                said => format!("{said}\n直接打字就另写一条批注。"),
            };
        }
        lines.push(line("返回", Choice::Back));
        self.mode = Mode::Popup(Popup::Choose {
            title: "批注".to_owned(),
            text,
            selected,
            lines,
        });
    }

    /// The comments on any of these places, and those that they are themselves.
    pub(super) fn comments_around(&self, around: &[FieldPath]) -> Vec<&Commented> {
        let said = self.findings.comments().iter();
        let said = said.filter(|it| {
            let places = [it.path.as_ref(), Some(&it.entry)];
            places.into_iter().flatten().any(|it| around.contains(it))
        });
        said.collect()
    }

    /// What hands a finding on to whoever fills in, as a comment in its own words; `None` where a comment
    /// says something to it already.
    pub(super) fn passed_on(&self, problem: &Diagnostic) -> Option<(String, Choice)> {
        let path = problem.path();
        let is_said = |it: &Commented| it.is_open() && it.is_about(problem);
        if self.is_unknown() || self.findings.comments_on(&path).any(is_said) {
            return None;
        }
        let comment = self.comment_about(&path, Some(problem));
        let step = Transaction {
            edits: comment.edits(&problem.message),
            name: comment.name,
            place: path,
        };
        let words = "写成批注，请填报人照这条提示改".to_owned();
        Some((words, Choice::Transact(step)))
    }

    /// A new comment on a place.
    fn comment_on(&self, path: &FieldPath) -> Entry {
        // One of many in a text says nothing to the others.
        let finding = self.problem_here().filter(|it| it.is_open());
        self.comment_about(path, finding.filter(|it| it.path() == *path))
    }

    /// A new comment on a place, and on what was found there.
    fn comment_about(&self, path: &FieldPath, finding: Option<&Diagnostic>) -> Entry {
        let name = fields::describe(&self.document, path);
        let finding = finding.map(|it| ("提示", Value::Text(it.told_by())));
        Entry {
            list: FieldPath::root().key("批注"),
            replaces: None,
            fields: [
                ("位置", Value::Text(name.clone())),
                ("数值", or_null(&stamp(&self.document, path))),
                ("答复", Value::Null),
            ]
            .into_iter()
            .chain(finding)
            .chain(self.signature())
            .collect(),
            key: "内容",
            stands_alone: false,
            name: format!("批注「{name}」"),
            title: format!("对 {name} 的批注：写明哪里有疑问、要怎样改"),
            about: None,
            place: path.clone(),
        }
    }

    /// What can be done about a comment: whoever fills in replies, what a reviewer said is a reviewer's
    /// to change.
    fn about_comment(&self, it: &Commented) -> Vec<Line> {
        let place = it.path.clone().unwrap_or_else(|| it.entry.clone());
        let brief = text::cut(&it.content, 24).into_owned();
        let step = |name: &str, edits| {
            Choice::Transact(Transaction {
                name: format!("{name}「{}」", it.place),
                place: place.clone(),
                edits,
            })
        };
        let mut lines = Vec::new();
        if self.access != Access::Review {
            let reply = self.reply_to(it);
            let edits = reply.edits("已改正。");
            lines.push(line(&format!("写答复：{brief}"), Choice::Write(reply)));
            if it.is_open() {
                let choice = step("答复批注", edits);
                let so_far = if it.moved {
                    ""
                } else {
                    "（这里还没有改动）"
                };
                lines.push(line(&format!("答复“已改正。”{so_far}：{brief}"), choice));
            }
            return lines;
        }
        if !it.is_open() {
            let by = match signed(self.signed_as(), &self.today) {
                by if by.is_empty() => "审阅人".to_owned(),
                by => by,
            };
            let edit = Edit::Set {
                path: it.entry.key("重新打开"),
                value: Value::Text(by),
            };
            let choice = step("重新打开批注", vec![edit]);
            lines.push(line(&format!("重新打开，不接受答复：{brief}"), choice));
        }
        // What another one signed stays as they said it.
        let of = index_of(&it.entry).and_then(|at| self.report.comments.get(at));
        let by = of.map_or("", |it| it.reviewer.trim());
        if !by.is_empty() && by != self.signed_as() {
            return lines;
        }
        let again = Entry {
            list: FieldPath::root().key("批注"),
            replaces: index_of(&it.entry),
            fields: Vec::new(),
            key: "内容",
            stands_alone: false,
            name: format!("修改批注「{}」", it.place),
            title: format!("批注：{brief}"),
            about: None,
            place: place.clone(),
        };
        lines.push(line(&format!("修改批注：{brief}"), Choice::Write(again)));
        let gone = Edit::Remove {
            path: it.entry.clone(),
        };
        lines.push(line(
            &format!("撤回批注：{brief}"),
            step("撤回批注", vec![gone]),
        ));
        lines
    }

    /// The reply to a comment, signed by whoever fills in.
    fn reply_to(&self, it: &Commented) -> Entry {
        let brief = text::cut(&it.content, 24).into_owned();
        let author = self.report.cover.author.trim();
        let signed = [("答复人", author), ("答复日期", &self.today)];
        let signed = signed.into_iter().filter(|(_, it)| !it.is_empty());
        let signed = signed.map(|(key, it)| (key, Value::Text(it.to_owned())));
        let again = Some(("重新打开", Value::Null)).filter(|_| !it.reopened.is_empty());
        Entry {
            list: FieldPath::root().key("批注"),
            replaces: index_of(&it.entry),
            fields: again.into_iter().chain(signed).collect(),
            key: "答复",
            stands_alone: true,
            name: format!("答复批注「{}」", it.place),
            title: format!("对批注的答复：{brief}"),
            about: None,
            place: it.path.clone().unwrap_or_else(|| it.entry.clone()),
        }
    }

    /// What a field of the list of comments is written as: a reply is signed.
    pub(super) fn reply_at(&self, path: &FieldPath) -> Option<Entry> {
        let entry = path.parent().filter(|_| path.last_key() == Some("答复"))?;
        let mut comments = self.findings.comments().iter();
        let comment = comments.find(|it| it.entry == entry)?;
        Some(self.reply_to(comment))
    }

    /// What reviewers have said of these entries and of what is in them, in one sentence; nothing where
    /// they have not.
    pub(super) fn reviewed_in(&self, entries: &[FieldPath]) -> String {
        let is_within = |path: &FieldPath| entries.iter().any(|it| path.starts_with(it));
        let findings = &self.findings;
        let comments = findings.comments().iter().filter(|it| it.is_open());
        let comments = comments.filter(|it| it.path.as_ref().is_some_and(is_within));
        let ticks = findings.ticks().filter(|(path, _)| is_within(path));
        let counts = [
            (comments.count(), "条批注没有答复"),
            (ticks.count(), "处复核"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, of)| format!(" {count} {of}")).collect();
        match counts.as_slice() {
            [] => String::new(),
            counts => format!("其中有{}。", counts.join("、")),
        }
    }

    /// What a reviewer has said of a field and of what it lies in, for its help.
    pub(super) fn remarks(&self, path: &FieldPath) -> Vec<String> {
        let findings = &self.findings;
        let tick = path.around().find_map(|at| {
            let tick = findings.ticked(&at)?;
            let by = in_brackets(&tick.by);
            let holds = if tick.holds() {
                format!("已复核{by}")
            } else {
                format!("复核{by}后有改动，{}", told_at(tick, path))
            };
            let whole = if at == *path {
                String::new()
            } else {
                format!("（{}）", fields::describe(&self.document, &at))
            };
            let remark = match tick.remark.as_str() {
                "" => String::new(),
                remark => format!("，意见：{}", remark.trim_end_matches('。')),
            };
            Some(format!("{holds}{whole}{remark}。"))
        });
        let comments = findings.comments().iter();
        let comments =
            comments.filter(|it| it.path.as_ref().is_some_and(|at| path.starts_with(at)));
        comments.map(Commented::sentence).chain(tick).collect()
    }

    /// The first comment on the cell under the cursor, or on what it lies in, that nobody has
    /// replied to.
    pub(super) fn comment_here(&self) -> Option<&Commented> {
        let path = self.path_of_cell()?;
        let mut comments = self.findings.comments().iter();
        comments.find(|it| it.is_open() && it.path.as_ref().is_some_and(|at| path.starts_with(at)))
    }

    /// The open comment on the cell under the cursor, where something was found there as well.
    #[must_use]
    pub fn comment_at_problem(&self) -> Option<String> {
        let found = matches!(self.mode, Mode::Browse) && self.notice.is_none();
        let found = found && self.problem_here().is_some_and(Diagnostic::is_open);
        self.comment_here()
            .filter(|_| found)
            .map(Commented::sentence)
    }

    /// What has to be known of the cell under the cursor besides what was found: an open comment, a
    /// tick that no longer holds, that it is not certain yet.
    #[must_use]
    pub fn remark_here(&self) -> Option<String> {
        let path = self.path_of_cell()?;
        let findings = &self.findings;
        let open = self.comment_here();
        // Of what it lies in, where it is what has changed.
        let fallen = || {
            let tick = findings.tick(&path)?;
            let is_it = findings.ticked(&path).is_some() || change_at(tick, &path).is_some();
            (is_it && !tick.holds()).then_some(tick)
        };
        let pending = || match findings.pending_on(&path)?.remark.as_str() {
            "" => Some("待定：这里还没有定。".to_owned()),
            remark => Some(format!("待定：{remark}")),
        };
        let answered = || {
            let mut on = findings.comments_on(&path);
            on.find(|_| self.access == Access::Review)
        };
        open.or_else(answered)
            .map(Commented::sentence)
            .or_else(|| {
                let tick = fallen()?;
                let by = in_brackets(&tick.by);
                Some(format!("复核{by}后有改动，{}。", told_at(tick, &path)))
            })
            .or_else(pending)
    }
}

/// What a field was when a section that it lies in was ticked, where it has changed since.
fn change_at<'t>(tick: &'t Ticked, path: &FieldPath) -> Option<&'t Change> {
    let mut changes = tick.changes.iter();
    changes.find(|it| it.what != Changed::Gone && path.starts_with(&it.path))
}

/// What has changed since a tick, in words: here, where that is known.
fn told_at(tick: &Ticked, path: &FieldPath) -> String {
    match change_at(tick, path) {
        Some(change) => change.what.words(),
        None => tick.before(),
    }
}

/// That a tick stands already, and whose.
fn already(by: &str) -> String {
    if by.is_empty() {
        "已有复核记号".to_owned()
    } else {
        format!("{by} 已复核")
    }
}
