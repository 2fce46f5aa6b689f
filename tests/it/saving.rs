//! What is asked before something is written that would touch more than the report.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use crate::harness::Desk;
use crate::journeys::SMALL;

const YEAR: &str = "年度";
const LINE: (&str, &str) = ("年度: 2023", "年度: 2024");

/// What is kept under 备份, the oldest first.
fn copies(desk: &Desk) -> Vec<String> {
    let Ok(listed) = fs::read_dir(desk.folder().join("备份")) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = listed.map(|it| it.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|it| fs::read_to_string(it).unwrap());
    texts.collect()
}

#[cfg(unix)]
mod linked {
    use super::*;

    /// A report with a second name, changed and about to be saved.
    fn desk() -> Desk {
        Desk::open(SMALL)
            .outside(|path| fs::hard_link(path, path.with_file_name("别名.yaml")).unwrap())
            .go(YEAR)
            .types("2024")
            .keys("Enter Ctrl+S")
    }

    fn other(desk: &Desk) -> String {
        fs::read_to_string(desk.folder().join("别名.yaml")).unwrap()
    }

    #[test]
    fn a_file_with_other_names_is_asked_about_once_before_it_is_saved() {
        let desk = desk().shows("硬链接").shows("未保存");
        assert_eq!(desk.saved(), SMALL);
        let desk = desk.until_choice("几个名字一起改").says("已保存");
        let desk = desk.lacks("未保存").changed_on_disk(&[LINE]);
        assert_eq!(other(&desk), desk.saved());
        assert_eq!(copies(&desk), [SMALL]);
        let desk = desk.go(YEAR).keys("Del Ctrl+S").says("已保存").browses();
        assert_eq!(other(&desk), desk.saved());
    }

    #[test]
    fn the_other_names_can_keep_what_was_there() {
        let desk = desk().until_choice("只改这个名字").says("已保存。");
        let desk = desk.changed_on_disk(&[LINE]);
        assert_eq!(other(&desk), SMALL);
        // Linked again by somebody, it is asked about again.
        let desk = desk.outside(|path| {
            fs::hard_link(path, path.with_file_name("又一个.yaml")).unwrap();
        });
        desk.go(YEAR).keys("Del Ctrl+S").shows("硬链接");
    }

    #[test]
    fn neither_need_be_done() {
        let desk = desk().press("Esc").browses().shows("未保存");
        assert_eq!((desk.saved(), other(&desk)), (SMALL.into(), SMALL.into()));
        let desk = desk.press("Ctrl+S").until_choice("另存为新文件");
        let desk = desk.shows("保存到哪个文件").press("Enter").says("已保存");
        assert_eq!((desk.saved(), other(&desk)), (SMALL.into(), SMALL.into()));
        let new = desk.folder().join("自评-另存.yaml");
        assert!(fs::read_to_string(new).unwrap().contains(LINE.1));
    }

    #[test]
    fn who_saves_and_leaves_leaves_once_it_is_answered() {
        let leaving = || desk().press("Esc").keys("Ctrl+Q 1").shows("硬链接");
        assert!(leaving().until_choice("几个名字一起改").has_quit());
        let back = leaving().until_choice("先不保存，返回").browses();
        assert!(!back.press("Ctrl+S").until_choice("几个名字一起改").has_quit());
    }
}
