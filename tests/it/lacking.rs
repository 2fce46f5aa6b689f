//! 送审检查 and 待定: what is missing is listed, and keeps nobody from saving.

use jixiao::ui::app::Access;

use crate::harness::{BLANK, Desk, REPORT, SMALL};

const RETIRED: &str = "基本情况.人员.退休人员";

/// Nothing is missing in it.
const DONE: &str = "年度: 2023\n";

#[test]
fn one_key_marks_what_is_not_certain_and_takes_the_mark_away() {
    let desk = Desk::open(SMALL)
        .go(RETIRED)
        .press("Ctrl+F2")
        .says("基本情况 人员 退休人员 记为待定")
        .yaml_line("- 位置: 基本情况 人员 退休人员")
        .press("Left")
        .shows("待定：这里还没有定。")
        .shows_line(&["退休人员", "^7"]);
    // It stays with its field until somebody says that it is certain.
    let desk = desk
        .keys("8 Enter")
        .go(RETIRED)
        .shows("待定：这里还没有定。")
        .press("Ctrl+F2")
        .says("记为已定")
        .lacks("^8");
    desk.keys("Ctrl+Z*3").untouched();
    Desk::open_allowing(Access::Review, SMALL)
        .go(RETIRED)
        .press("Ctrl+F2")
        .says("现在是审阅")
        .untouched();
}

#[test]
fn what_is_missing_is_listed_and_leads_there() {
    let text = SMALL.to_owned()
        + "批注: [{位置: 封面 标题, 内容: 缺年度}, {位置: 年度, 内容: 好, 答复: 是}]\n\
           待定: [{位置: 基本情况 人员 退休人员, 事由: 等人社局}]\n";
    let desk = Desk::open(&text)
        .press("Shift+F12")
        .shows("送审检查：还缺 ")
        .shows("；另有警告 ")
        .shows("错误没有改正或说明 7 处")
        .shows("待定 1 处")
        .shows_line(&["基本情况 人员 退休人员", "等人社局"])
        .shows("批注没有答复 1 条")
        .shows_line(&["封面 标题", "缺年度"])
        .lacks("年度  好")
        .shows("必填没有填 59 项")
        .keys("Home Down*7 Enter")
        .browses()
        .on(RETIRED)
        // Back where one was.
        .keys("Shift+F12 Down Enter")
        .on("封面.标题");
    desk.keys("Ctrl+E")
        .shows("还有 1 处待定、1 条批注没有答复。")
        .keys("Esc Del Ctrl+S")
        .shows("已保存");
}

#[test]
fn what_is_complete_says_so() {
    let missing = Desk::open(DONE).press("Shift+F12").shows("必填没有填");
    drop(missing);
    let left = |desk: &Desk| {
        let screen = desk.screen();
        let count = screen
            .split_once("还缺 ")
            .and_then(|(_, it)| it.split_once(' '));
        count.and_then(|(count, _)| count.parse::<usize>().ok())
    };
    let before = Desk::open(REPORT).press("Shift+F12");
    let count = left(&before).unwrap();
    // One error less.
    let after = before.keys("Esc F8 F9 1 Shift+F12");
    assert_eq!(left(&after), Some(count - 1));
    after
        .resize(80, 24)
        .shows("送审检查：还缺")
        .shows_line(&["回车", "前往"]);
}

#[test]
fn a_nought_for_a_text_is_not_filled_in() {
    let filled = |desk: &Desk| desk.screen().contains("已填 1/");
    let desk = Desk::open(BLANK).go("封面.标题").types("0").press("Enter");
    let desk = desk.says("没有的请写“无”").shows("已填 0/");
    // An amount of nothing is one, and a number in words a text.
    let desk = desk.press("Esc").go("基本情况.人员.编制数").types("0");
    let desk = desk.press("Enter").shows("已填 1/");
    assert!(filled(&desk));
    drop(
        desk.go("封面.单位名称")
            .types("无")
            .press("Enter")
            .shows("已填 2/"),
    );
}
