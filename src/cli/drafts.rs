//! `jixiao drafts`: what is kept on this machine of reports that were edited here.

use std::process::ExitCode;

use super::{print, state};
use crate::store::journal::{Cleared, KEPT_DAYS, Listed, State, drafts};
use crate::store::printable;

pub(super) fn run(clear: bool, all: bool) -> ExitCode {
    let Some(folder) = state() else {
        return print("找不到存放草稿的文件夹，这里没有草稿。\n");
    };
    let drafts = drafts(&folder);
    let place = printable(folder.as_os_str());
    if clear {
        let Cleared { gone, held, kept } = drafts.clear(all);
        let held = match held {
            0 => String::new(),
            held => format!("，{held} 份正在使用或删不掉，没有动"),
        };
        let kept = match kept {
            0 => String::new(),
            kept => format!(
                "，{kept} 份是没有保存的修改或别的版本的，没有动，确实不要了请运行 jixiao drafts --clear --all"
            ),
        };
        return print(&format!("已清除 {gone} 份草稿{held}{kept}。\n"));
    }
    let listed = drafts.list();
    if listed.is_empty() {
        return print(&format!("没有草稿，存放的文件夹是 {place}。\n"));
    }
    let lines: String = listed.iter().map(told).collect();
    print(&format!(
        "{lines}共 {} 份，在 {place}，只有您能读，放满 {KEPT_DAYS} 天自动清除；现在就清除请运行 jixiao drafts --clear。\n",
        listed.len()
    ))
}

fn told(listed: &Listed) -> String {
    let state = match listed.state {
        State::Held => "正在使用",
        State::Unsaved => "没有保存的修改",
        State::History => "修改记录",
        State::Copy => "保存前的一版",
        State::Unfinished => "没写完的保存",
        State::Aside => "另外放好的修改",
        State::OtherVersion => "别的版本的，可能没有保存",
        State::Unreadable => "读不懂",
    };
    let file = match (&listed.file, listed.state) {
        (Some(file), _) => file,
        (None, State::Held | State::OtherVersion | State::Unreadable) => "-",
        (None, _) => "（还没有文件）",
    };
    let when = match &listed.when {
        Some(when) => format!("，{} 步，最后 {when}", listed.steps),
        None => String::new(),
    };
    format!("{state}  {file}{when}\n")
}
