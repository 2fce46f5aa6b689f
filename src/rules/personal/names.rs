//! F3: names of persons that a report does not publish, and what is said of their illnesses.
//!
//! A name is known by its surname, its length, and the words around it: who is visited, helped or
//! punished stands behind such a word, and before a sign or what is said of a person. A surname that
//! more often begins another word needs more around it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::personal;
use crate::document::is_hidden;
use crate::report::fields::UNIT;
use crate::report::numeral::{digit, is_digit};
use crate::rules::Finding;
use crate::rules::passage::{
    Characters, Passage, Role, Word, clause_before, clause_behind, contains_any, ends_with_any,
    holds_any, is_blank, is_boundary, words,
};

/// What personal data is called that is a name.
pub(crate) const NAME: &str = "姓名";

/// Surnames, without those that more often begin another word.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹魏陶姜谢邹苏潘葛范彭鲁韦苗俞袁柳鲍唐薛贺倪\
    罗毕郝傅顾孟黄穆萧尹姚邵汪祁狄戴宋庞舒屈祝董梁杜阮贾颜郭梅徐邱骆夏蔡胡凌霍虞卢莫丁邓崔龚程邢裴陆\
    翁荀焦侯厉刘黎廖曾谭欧肖戚喻窦滕卞臧樊柯缪靳翟蔺冉瞿聂佘谌匡覃岑娄";

/// Surnames that begin another word more often than a name: 文化, 高龄, 方案.
const DOUBTFUL: &str = "文向江石田林段易龙钟毛廉汤熊雷蓝叶高马于余任方金白康史万常武乔赖阎闫严施尤殷涂章洪华盛甘季纪童岳左阳伍";

/// What given names are made of, without what stands in other words more often: 建国, 秀英.
const GIVEN: &str = "秀英桂兰玉珍芳娟霞丽娜敏静艳玲红梅春燕琴云莲雪荣香月媛琼贞莉倩婷婉娴瑾颖瑶怡蓓荷丹蓉薇菁岚婕馨芸菲妮\
    淑惠慧凤娥姣萍芬莹琳琪蕾雯伟刚勇毅俊峰强军东辉建国志良海波贵福祥才彬富顺杰涛昌康德松庆磊民裕哲超浩斌栋维\
    翔旭鹏泽宏雄钧冠腾楠武龙虎飞根柱林生树华明亮忠孝义仁礼智清平文晓小大永金银宝喜";

/// Surnames of two characters.
const COMPOUND: [&str; 6] = ["欧阳", "司马", "上官", "诸葛", "皇甫", "夏侯"];

/// Words of the matters in which no names are published.
const MATTERS: &[Word] = words![
    "信访",
    "身份证",
    "身份号码",
    "电话",
    "来信",
    "来电",
    "来访",
    "投诉",
    "举报",
    "救助",
    "受助",
    "积案",
    "低保",
    "戒毒",
    "吸毒",
    "服刑",
    "刑满",
    "矫正",
    "上访",
    "困难居民",
    "困难户",
    "涉诉",
    "困难群众",
    "困难家庭",
    "困难职工",
    "特困",
    "违纪",
    "警告",
    "记过",
    "诫勉",
    "身患",
    "罹患",
    "患有",
    "尿毒症",
    "白血病",
    "瘫痪",
    "患癌",
    "患病",
    "因病",
    "手术",
    "确诊",
    "住院",
    "溺水",
    "死亡",
    "遇难",
    "失独",
    "残疾人",
    "孤儿",
    "困境儿童",
    "五保",
    "贫困户",
    "脱贫户",
    "监测户",
    "拆迁户",
    "征收户",
    "征拆户",
    "被征收人",
    "当事人",
    "申请人",
    "患者",
    "遗属",
    "烈属",
    "军属",
    "独居",
    "空巢",
    "退役军人",
    "助学",
    "死者",
    "劳资纠纷",
    "邻里纠纷",
    "反映的",
];

/// What somebody is ill with, by the words for illnesses.
const ILLNESSES: &[Word] = words![
    "病",
    "症",
    "癌",
    "瘤",
    "炎",
    "中风",
    "瘫",
    "残疾",
    "伤残",
    "梗",
    "障碍",
    "衰竭",
    "肝硬化",
    "透析",
    "化疗",
    "失明",
    "失聪",
    "聋",
    "截肢",
    "植物人",
];

/// Who is nobody of an office, so that whoever is named right behind is not named in public, whatever the
/// sentence is about: 农户张国强.
const PRIVATE: &[Word] = words![
    "农户",
    "村民",
    "居民",
    "群众",
    "户主",
    "业主",
    "租户",
    "商户",
    "大户",
    "养殖户",
    "经营户",
    "车主",
    "摊主",
    "老人",
    "监护人",
    "家长",
];

/// Words without one of which a sentence names nobody but in a title and behind those.
static TELLING: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let falling_ill = words!["患", "家中", "家里", "户主"];
    let called = words![
        "某、", "某（", "士（", "爷（", "妈（", "奶（", "婆（", "傅（", "姨（", "师（", "学（"
    ];
    [MATTERS, ACTS, called, ILLNESSES, falling_ill].concat()
});

/// What somebody suffers from, of whom no name is published: 患尿毒症的刘芳.
const SUFFERS: [&str; 20] = [
    "患", "病", "症", "癌", "瘤", "残疾", "伤残", "重伤", "瘫", "卧床", "独居", "孤寡", "丧偶",
    "失独", "致贫", "失业", "下岗", "服刑", "吸毒", "孤残",
];

/// What is done to somebody who is not named in public; a name may stand right behind.
const ACTS: &[Word] = words![
    "走访", "慰问", "帮扶", "看望", "探望", "联系", "救助", "资助", "接访", "回访", "约谈", "劝返",
    "稳控", "探视", "化解", "处分", "问责", "查处",
];

/// What is done to a matter that is called by whose it is: 处理孙建国信访件.
const HANDLES: &[Word] = words!["处理", "办理", "调处", "调解", "受理", "答复", "办结"];

/// What a matter is called by behind whose it is.
const OF_A_MATTER: [&str; 7] = ["信访", "上访", "积案", "诉求", "劳资", "反映的", "反映问题"];

/// Behind which of these a name may stand: 群众赵六.
const PERSONS: &[Word] = words![
    "群众",
    "居民",
    "村民",
    "家庭",
    "职工",
    "工人",
    "儿童",
    "妇女",
    "老人",
    "老兵",
    "军人",
    "学生",
    "教师",
    "老师",
    "医生",
    "护士",
    "孤儿",
    "残疾人",
    "特困户",
    "困难户",
    "五保户",
    "脱贫户",
    "监测户",
    "信访户",
    "上访户",
    "车主",
    "摊主",
    "监护人",
    "家长",
    "拆迁户",
    "征收户",
    "对象",
    "人员",
    "患者",
    "家属",
    "遗属",
    "烈属",
    "军属",
    "聋哑人",
    "盲人",
    "党员",
    "干部",
    "户",
];

/// The same of somebody in a matter, who is one person and no group, so that even a surname that begins other
/// words is one before what only a person does: 信访人高强反映.
const PARTIES: &[Word] = words![
    "信访人",
    "举报人",
    "投诉人",
    "反映人",
    "诉求人",
    "来信人",
    "信访者",
    "上访人",
    "当事人",
    "申请人",
    "被征收人",
    "被救助人",
    "户主",
    "业主",
    "死者",
    "伤者",
    "受害人",
    "失主",
    "低保户",
    "贫困户",
];

/// What one of them does, or what is told of nobody else.
const OF_A_PARTY: [&str; 18] = [
    "反映", "来信", "来电", "来访", "多次", "投诉", "举报", "提出", "咨询", "信访", "上访", "家庭",
    "家属", "因病", "因残", "身患", "患有", "领取",
];

/// Behind which of these, and a colon, a name stands: 联系人：王芳.
const LABELS: &[Word] = words!["联系人", "申请人", "户主", "当事人"];

/// Behind which of these a name may stand that is of the office itself, and is nobody's business only
/// where it is told what that person suffers from: 经办人赵六长期患病.
const STAFF: &[Word] = words![
    "经办人",
    "负责人",
    "工作人员",
    "网格员",
    "专干",
    "社工",
    "会计",
    "出纳",
];

/// What is told of somebody's health.
const ILL: [&str; 7] = ["患病", "因病", "重病", "住院", "手术", "确诊", "癌"];

/// What may part a word for persons from their names: 救助对象：赵六.
const INTRODUCES: [char; 4] = ['：', ':', '（', '('];

/// What leads to one to whom something is given: 为赵六发放.
const FOR: &[Word] = words!["为", "给", "向", "对", "给予"];

/// What is said of a person, by which a name before it ends.
const OF_A_PERSON: [&str; 70] = [
    "生活",
    "来信",
    "来电",
    "投诉",
    "举报",
    "咨询",
    "发放",
    "给予",
    "实施",
    "落实",
    "开展",
    "进行",
    "申请",
    "反映",
    "提出",
    "党内",
    "政务",
    "警告",
    "严重警告",
    "记过",
    "处分",
    "诫勉",
    "开除",
    "立案",
    "因病",
    "因残",
    "因灾",
    "患",
    "身患",
    "罹患",
    "确诊",
    "家庭",
    "家属",
    "家中",
    "上门",
    "享受",
    "领取",
    "纳入",
    "办理",
    "解决",
    "信访",
    "上访",
    "息访",
    "息诉",
    "罢访",
    "撤诉",
    "住房",
    "医疗",
    "等",
    "两人",
    "二人",
    "三人",
    "以及",
    "送去",
    "送上",
    "送教",
    "的",
    "与",
    "和",
    "及",
    "留党",
    "同学",
    "老师",
    "老人",
    "爷爷",
    "奶奶",
    "大爷",
    "大妈",
    "婆婆",
    "娭毑",
];

/// What somebody does or is, behind a word that can only be about a person: 信访人张三外出.
const DOES: [&str; 40] = [
    "外出",
    "去世",
    "安装",
    "实现",
    "拒绝",
    "要求",
    "来访",
    "多次",
    "长期",
    "按期",
    "按时",
    "按要求",
    "按规定",
    "完成",
    "参加",
    "接受",
    "主动",
    "报到",
    "解除",
    "复吸",
    "脱管",
    "请假",
    "就业",
    "获得",
    "经常",
    "再次",
    "违反",
    "违规",
    "拒不",
    "涉嫌",
    "被",
    "各",
    "已",
    "未",
    "因",
    "仍",
    "在",
    "到",
    "赴",
    "不",
];

/// How a sentence goes on behind somebody to whom something is done: 走访张三并送去.
const GOES_ON: [&str; 6] = ["送", "并", "了解", "家中", "家里", "及其"];

/// What stands behind nothing but a person.
const TITLES: [&str; 9] = [
    "同志", "夫妇", "夫妻", "女士", "先生", "一家", "一户", "父子", "母子",
];

/// Words of two characters that begin as a name would.
static NO_PERSONS: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| {
    let words = "许可 许多 许久 许诺 何时 何种 何处 何况 何以 程序 程度 程控 陈述 陈旧 陈年 陈列 \
    陈情 张贴 张榜 张罗 张望 顾虑 顾问 顾客 顾全 顾及 黄金 黄桃 黄牛 黄花 黄豆 黄茶 \
    黄色 黄赌 黄昏 罗列 范围 范例 范本 钱款 钱物 钱财 孙子 孙女 贺信 贺卡 贺词 贺岁 \
    曾经 曾任 曾多 曾在 曾因 曾获 曾被 曾向 曾于 周边 周围 周期 周末 周年 周周 周密 \
    周到 周全 周转 周岁 周报 周一 周二 周三 周四 周五 周六 周日 夏季 夏令 夏粮 夏收 \
    夏日 夏天 毕业 毕竟 董事 陶瓷 陶冶 祝福 祝寿 祝愿 祝贺 舒适 舒心 舒缓 杜绝 苗木 \
    苗圃 苗族 谢绝 谢意 谢谢 卫生 卫健 卫计 卫星 韩国 欧洲 陆续 陆地 焦点 焦急 \
    焦虑 厉行 厉害 庞大 颜色 颜料 胡乱 凌晨 莫名 莫不 莫大 戴口 戴上 郑重 唐突 梅雨 \
    杨梅 杨树 柳树 霍乱 葛根 蔡锷 黄兴 邵阳 黄山 黄石 黄冈 徐州 郑州 许昌 柳州 邢台 \
    唐山 贺州 梁山 王府 王牌 王者 文化 文体 文明 文艺 文娱 文件 文书 高龄 高温 \
    高效 高质 高中 高校 高层 高标 高企 高新 方式 方案 方面 方法 任务 任职 余额 常态 \
    常住 常年 常务 马路 万元 白血 康复 武装 段长 向上 田间 田地 廉洁 廉租 金额 金融 \
    韩元 欧元 欧式 周内 周次 张数 张次 张挂 孔数 孔洞 孔径 孔隙 范畴 黄牌 黄线 黄灯 黄土 黄标 丁类 丁级 \
    马上 白天 向来 高声 高调 方便 方才 万分 常来 毛病 石头 曾祖 陆上 陆军 陆运 舒畅 梁柱 凌乱 胡同 鲁班 钱粮 钱币";
    words.split(' ').collect()
});

/// Honours, for which one is named in public.
const HONOURED: [&str; 8] = [
    "获评", "荣获", "评为", "授予", "表彰", "好人", "先进", "模范",
];

/// Whether a text may name somebody: few of the short cells do.
pub(in crate::rules) fn may_name(text: &str) -> bool {
    /// The shortest word for a matter and the shortest name, in bytes.
    const SHORTEST: usize = "走访张三".len();
    let first = text.chars().next();
    first.is_some_and(|c| SINGLE.contain(c))
        || text.len() >= SHORTEST
            && (holds_any(text, &TELLING)
                || holds_any(text, PRIVATE)
                || mobiles(text).next().is_some())
}

/// Whether all of a word is a name that is not hidden.
fn is_name(word: &str) -> bool {
    const NO_NAME: [&str; 39] = [
        "某", "会", "局", "所", "部", "室", "社", "区", "街", "路", "村", "站", "队", "县", "市",
        "项", "费", "院", "园", "办", "委", "中", "工", "等", "湾", "坪", "塘", "垸", "冲", "坳",
        "巷", "苑", "镇", "乡", "组", "厂", "店", "铺", "老",
    ];
    let count = word.chars().count();
    let given = count.saturating_sub(if is_of_two(word) && count > 2 { 2 } else { 1 });
    (1..=2).contains(&given)
        && begins_with_surname(word)
        && word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
        // 朱家坪 is a place.
        && word.chars().nth(1) != Some('家')
        && !contains_any(word, &NO_NAME)
        && !CALLED.iter().chain(&POSTS).any(|it| word.ends_with(it))
}

fn is_doubtful(word: &str) -> bool {
    word.starts_with(|c| DOUBTED.contain(c)) && !is_of_two(word)
}

/// Whether a word begins with a surname of two characters.
fn is_of_two(word: &str) -> bool {
    COMPOUND.iter().any(|it| word.starts_with(it))
}

/// The surnames that begin other words.
static DOUBTED: LazyLock<Characters> = LazyLock::new(|| Characters::of(DOUBTFUL.chars()));

/// All surnames of one character.
static SINGLE: LazyLock<Characters> =
    LazyLock::new(|| Characters::of(SURNAMES.chars().chain(DOUBTFUL.chars())));

/// What a name may begin with.
static SURNAMED: LazyLock<Characters> = LazyLock::new(|| {
    let of_two = COMPOUND.iter().filter_map(|it| it.chars().next());
    Characters::of(SURNAMES.chars().chain(DOUBTFUL.chars())).with(of_two)
});

/// What given names are made of.
static GIVING: LazyLock<Characters> = LazyLock::new(|| Characters::of(GIVEN.chars()));

/// What may stand right before a name.
static LEADING: LazyLock<Characters> = LazyLock::new(|| {
    let words = Characters::last_of(leads().map(|(word, _)| word.text));
    words.with(INTRODUCES).with(['的'])
});

fn begins_with_surname(word: &str) -> bool {
    word.starts_with(|c| SINGLE.contain(c)) || is_of_two(word)
}

/// The names of a list, each as it is written without blanks: 张　三.
pub(crate) fn each_name(list: &str) -> impl Iterator<Item = String> {
    let names = list.split('、').map(|name| {
        let shown = name.chars().filter(|&c| !is_blank(c));
        shown.collect::<String>()
    });
    names.filter(|name| name.chars().count() > 1)
}

/// The names of a list with only the surnames left.
pub(crate) fn hidden_names(list: &str) -> String {
    let hidden = each_name(list).map(|name| {
        let of_two = COMPOUND.iter().find(|it| name.starts_with(*it));
        let surname = of_two.map_or_else(
            || name.chars().take(1).collect::<String>(),
            |surname| (*surname).to_owned(),
        );
        format!("{surname}某某")
    });
    hidden.collect::<Vec<_>>().join("、")
}

/// The names in a text, then what is said of the illnesses of those who are named.
pub(super) fn found(passage: &Passage<'_>) -> Vec<Finding> {
    const HIDDEN: &str = "患病";
    let (names, illnesses) = in_sentences(passage);
    let names = all_of(passage).map_or(names, |whole| vec![whole]);
    let names = names.into_iter().map(|place| named(passage, place));
    let illnesses = illnesses.into_iter();
    let illnesses = illnesses.map(|it| personal(passage, it, "病情", Some(HIDDEN.to_owned())));
    names.chain(illnesses).collect()
}

/// That names stand at a place.
pub(super) fn named(passage: &Passage<'_>, place: Range<usize>) -> Finding {
    let hidden = hidden_names(passage.between(place.start, place.end));
    personal(passage, place, NAME, Some(hidden))
}

/// A cell that holds names and nothing else. Who answers for the report is named in it.
fn all_of(passage: &Passage<'_>) -> Option<Range<usize>> {
    const OWN: [&str; 2] = ["责任人", "填报人"];
    const VALUES: [&str; 3] = ["指标值", "完成值", UNIT];
    let key = passage.path.last_key()?;
    let words = passage.text.trim();
    if passage.role != Role::Name && !VALUES.contains(&key) || OWN.contains(&key) {
        return None;
    }
    let names: Vec<&str> = words.split('、').collect();
    let are_names = names
        .iter()
        .all(|name| is_name(name) && !begins_as_word(name));
    let alone = || {
        // A unit of two characters is a unit: 孔数.
        let full = words.chars().count() > 2 || key != "度量单位";
        VALUES.contains(&key) && full && !is_doubtful(words)
    };
    let start = passage.text.len() - passage.text.trim_start().len();
    (are_names && (names.len() > 1 || alone())).then(|| start..start + words.len())
}

fn begins_as_word(text: &str) -> bool {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    let begin = text.get(..end);
    begin.is_some_and(|word| NO_PERSONS.contains(word))
}

/// Where names stand in the sentences of a text, and where what is said of illnesses.
fn in_sentences(passage: &Passage<'_>) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut names, mut illnesses) = (Vec::new(), Vec::new());
    let mut told = places_of(passage, &TELLING);
    told.extend(mobiles(passage.text));
    told.sort_unstable();
    let private = places_of(passage, PRIVATE);
    if told.is_empty() && private.is_empty() {
        return (names, illnesses);
    }
    let ill_of = places_of(passage, ILLNESSES);
    let leads: Vec<(Word, Lead)> = leads()
        .filter(|&(word, _)| passage.may_hold(word))
        .collect();
    for (start, sentence) in passage.each_sentence() {
        let holds = |places: &[usize]| {
            let next = places.get(places.partition_point(|at| *at < start));
            next.is_some_and(|at| *at < start + sentence.len())
        };
        let is_told = holds(&told);
        if !is_told && !holds(&private) {
            continue;
        }
        let line = Line::of(sentence);
        if !is_told {
            let found = private_ones(&line.words).into_iter();
            let found = found.filter(|place| !is_honoured(&line.words, place));
            names.extend(found.filter_map(|place| line.written(place, start)));
            continue;
        }
        let ill = holds(&ill_of).then(|| ill(&line.words));
        let (patients, said): (Vec<_>, Vec<_>) = ill.into_iter().flatten().unzip();
        let lists = listed(&line.words);
        let apart = |one: &Range<usize>| {
            lists
                .iter()
                .all(|list| one.end <= list.start || list.end <= one.start)
        };
        let single: Vec<_> = single(&line.words, &leads, &patients)
            .into_iter()
            .filter(apart)
            .collect();
        let found = lists.into_iter().chain(single);
        let found = found.filter(|place| !is_honoured(&line.words, place));
        names.extend(found.filter_map(|place| line.written(place, start)));
        let said = patients.iter().zip(said);
        let said = said.filter(|(name, _)| !is_honoured(&line.words, name));
        let said = said.filter_map(|(_, said)| line.written(said, start));
        illnesses.extend(outermost(said.collect()));
    }
    (names, illnesses)
}

/// Where words stand in a text, in order.
fn places_of(passage: &Passage<'_>, words: &[Word]) -> Vec<usize> {
    let words = words.iter().filter(|word| passage.may_hold(**word));
    let places = words.flat_map(|word| passage.places(*word));
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places
}

/// Of places that overlap the one that begins first, of those that begin together the longest.
fn outermost(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    places.dedup_by(|next, last| next.start < last.end);
    places
}

/// Whether somebody is named for an honour: who is told of in another clause of the sentence is not.
fn is_honoured(sentence: &str, place: &Range<usize>) -> bool {
    let (head, rest) = sentence.split_at_checked(place.end).unwrap_or_default();
    let clause = [clause_before(head), clause_behind(rest)].concat();
    contains_any(&clause.replace("好人好事", ""), &HONOURED)
}

/// A sentence as it is read, without what parts the characters of a name: 张　三.
struct Line<'s> {
    words: Cow<'s, str>,
    /// Where something is left out of the sentence.
    gaps: Vec<Range<usize>>,
}

impl<'s> Line<'s> {
    fn of(sentence: &'s str) -> Self {
        let is_han = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let (mut gaps, mut last) = (Vec::new(), None);
        for (at, c) in sentence.char_indices() {
            let skipped = is_hidden(c)
                || is_blank(c) && {
                    // Behind it stands one character by itself.
                    let tail = sentence.get(at..).unwrap_or_default();
                    let mut behind = tail.chars().skip_while(|&c| is_blank(c));
                    is_han(last) && is_han(behind.next()) && !is_han(behind.next())
                };
            match skipped {
                true => gaps.push(at..at + c.len_utf8()),
                false => last = Some(c),
            }
        }
        let words = match gaps.is_empty() {
            true => Cow::Borrowed(sentence),
            false => {
                let starts = std::iter::once(0).chain(gaps.iter().map(|gap| gap.end));
                let ends = gaps.iter().map(|gap| gap.start).chain([sentence.len()]);
                let kept = starts
                    .zip(ends)
                    .filter_map(|(from, to)| sentence.get(from..to));
                Cow::Owned(kept.collect())
            }
        };
        Self { words, gaps }
    }

    /// Where a byte of it stands in the sentence.
    fn at(&self, byte: usize) -> usize {
        self.gaps
            .iter()
            .fold(byte, |at, gap| match gap.start <= at {
                true => at + gap.len(),
                false => at,
            })
    }

    /// The place in the text of a piece of it, in a sentence that begins at `start`.
    fn written(&self, piece: Range<usize>, start: usize) -> Option<Range<usize>> {
        let last = self.at(piece.end.checked_sub(1)?);
        Some(start + self.at(piece.start)..start + last + 1)
    }
}

/// Where names stand beside one another in a sentence: 张三、李四.
fn listed(sentence: &str) -> Vec<Range<usize>> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in sentence.split('、') {
        words.push((at, word));
        at += word.len() + '、'.len_utf8();
    }
    let mut found = Vec::new();
    let mut i = 0;
    while i + 1 < words.len() {
        let Some(from) = words.get(i).and_then(|&(at, word)| name_at_end(at, word)) else {
            i += 1;
            continue;
        };
        let mut last = i + 1;
        while words.get(last).is_some_and(|(_, word)| is_name(word)) && last + 1 < words.len() {
            last += 1;
        }
        let end = words
            .get(last)
            .and_then(|&(at, word)| Some(at + name_at_start(word)?));
        found.extend(end.map(|end| from..end));
        i = last + 1;
    }
    found
}

/// How sure it is that a name stands where one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Behind a word for a person.
    Person,
    /// Behind one for somebody in a matter.
    Party,
    /// Behind what a name is filled in for.
    Label,
    /// Behind one for somebody of the office.
    Staff,
    /// Behind what is done to somebody.
    Act,
    /// Behind what is done to a matter.
    Matter,
    /// Behind what leads to one to whom something is given.
    For,
}

/// The words that a name may stand behind.
fn leads() -> impl Iterator<Item = (Word, Lead)> {
    let all: [(&[Word], Lead); 7] = [
        (PERSONS, Lead::Person),
        (PARTIES, Lead::Party),
        (LABELS, Lead::Label),
        (STAFF, Lead::Staff),
        (ACTS, Lead::Act),
        (HANDLES, Lead::Matter),
        (FOR, Lead::For),
    ];
    let each = |(words, lead): (&'static [Word], Lead)| words.iter().map(move |it| (*it, lead));
    all.into_iter().flat_map(each)
}

/// Whether a text ends with a word that leads to a person.
fn leads_to_person(text: &str) -> bool {
    let mut words = PERSONS.iter().chain(PARTIES).chain(ACTS);
    words.any(|it| text.ends_with(it.text))
}

/// Where a single name stands in a sentence: behind a word that leads to a person and before a sign
/// or what is said of one, or before a title; or beside what they are ill with, as is known already.
fn single(sentence: &str, leads: &[(Word, Lead)], patients: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let names = sentence.char_indices().zip(sentence.char_indices().skip(1));
    let names = names.filter(|((_, lead), (_, c))| LEADING.contain(*lead) && SURNAMED.contain(*c));
    for (_, (from, _)) in names {
        let (head, rest) = sentence.split_at_checked(from).unwrap_or_default();
        let introduced = head.strip_suffix(INTRODUCES);
        let leads = leads.iter().filter(|(word, lead)| match lead {
            Lead::Person | Lead::Party | Lead::Staff => {
                introduced.unwrap_or(head).ends_with(word.text)
            }
            Lead::Label => introduced.is_some_and(|it| it.ends_with(word.text)),
            Lead::Act | Lead::Matter | Lead::For => head.ends_with(word.text),
        });
        let suffers = head.strip_suffix('的').is_some_and(suffers);
        let leads = leads.map(|(_, lead)| *lead);
        let leads = leads.chain(suffers.then_some(Lead::Person));
        found.extend(leads.filter_map(|lead| Some(from..from + name_behind(lead, rest)?)));
    }
    for (end, _) in sentence.match_indices("同志") {
        let head = sentence.get(..end).unwrap_or_default();
        let name = name_that_ends(head, 3).or_else(|| name_that_ends(head, 2));
        found.extend(name.map(|from| from..end));
    }
    found.extend(who_tells(sentence));
    found.extend(in_brackets(sentence));
    found.extend(beside_mobile(sentence));
    found.extend_from_slice(patients);
    let named = found.iter().map(|it| it.end);
    let ends: Vec<usize> = named.chain(hidden_names_in(sentence)).collect();
    found.extend(ends.into_iter().flat_map(|end| others(sentence, end)));
    outermost(found)
}

/// Who is named behind a word for somebody who is nobody of an office, in a sentence that tells nothing else of
/// persons.
fn private_ones(sentence: &str) -> Vec<Range<usize>> {
    let words = PRIVATE.iter();
    let ends = words.flat_map(|word| sentence.match_indices(word.text));
    let found = ends.filter_map(|(at, word)| {
        let from = at + word.len();
        let rest = sentence.get(from..)?;
        let len = name_by_itself(rest).filter(|_| !begins_as_word(rest))?;
        Some(from..from + len)
    });
    let mut found: Vec<_> = found.collect();
    let ends: Vec<usize> = found.iter().map(|it| it.end).collect();
    found.extend(ends.into_iter().flat_map(|end| others(sentence, end)));
    outermost(found)
}

/// Where the name ends that a text begins with, where it looks like one by itself: a surname and two characters
/// that given names are made of.
fn name_by_itself(text: &str) -> Option<usize> {
    let count = if is_of_two(text) { 4 } else { 3 };
    let name = name_of(count, text)?;
    let mut given = name.chars().skip(count - 2);
    given.all(|c| GIVING.contain(c)).then_some(name.len())
}

/// Who is named for what they told: 孙建国反映的漏水问题.
fn who_tells(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    sentence.match_indices("反映的").filter_map(|(end, _)| {
        let head = sentence.get(..end)?;
        let from = [4, 3].into_iter().find_map(|it| name_that_ends(head, it))?;
        let (before, name) = head.split_at_checked(from)?;
        (begins_name(before) && !is_doubtful(name)).then_some(from..end)
    })
}

/// Who else is named behind somebody who is, or whose name is hidden there: 张某某、李建军, 李建军和张伟.
fn others(sentence: &str, end: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = sentence.get(end..).unwrap_or_default();
    while let Some(other) = joined_to(rest) {
        let named = name_behind(Lead::Person, other);
        let Some(len) = named.or_else(|| hidden_name(other)) else {
            break;
        };
        let from = sentence.len() - other.len();
        found.extend(named.map(|len| from..from + len));
        rest = other.get(len..).unwrap_or_default();
    }
    found
}

/// What is joined by its first sign or word to somebody who is named right before, 、李建军; behind ， another clause may
/// begin, 张某某，周末加班, so that two characters are a name only where the list goes on.
fn joined_to(rest: &str) -> Option<&str> {
    const JOINS: [&str; 5] = ["、", "和", "与", "以及", "及"];
    let is_in_list = |other: &&str| {
        let len = name_behind(Lead::Person, other).unwrap_or(0);
        let (name, behind) = other.split_at_checked(len).unwrap_or_default();
        let goes_on = behind.starts_with(['、', '和', '与', '等']) || behind.starts_with(is_digit);
        name.chars().count() > 2 || goes_on
    };
    let mut joined = JOINS.iter().filter_map(|it| rest.strip_prefix(it));
    let behind_comma = || rest.strip_prefix(['，', ',']).filter(is_in_list);
    joined.next().or_else(behind_comma)
}

/// Where names end in a sentence that are hidden.
fn hidden_names_in(sentence: &str) -> impl Iterator<Item = usize> {
    let surnames = sentence
        .char_indices()
        .filter(|(_, c)| SURNAMED.contain(*c));
    surnames.filter_map(|(from, _)| {
        let (head, rest) = sentence.split_at_checked(from)?;
        let is_sure = !is_doubtful(rest) || begins_name(head);
        let end = from + hidden_name(rest).filter(|_| is_sure)?;
        Some(end)
    })
}

/// Where the name ends that a text begins with, where nothing is left of it but the surname: 张某某, 李××, 王女士.
fn hidden_name(text: &str) -> Option<usize> {
    const HIDING: [char; 8] = ['某', '×', 'X', 'x', '*', '＊', '○', '〇'];
    let given = COMPOUND.iter().find_map(|it| text.strip_prefix(it));
    let given = given.or_else(|| {
        let mut characters = text.chars();
        let is_one = begins_with_surname(text) && characters.next().is_some();
        is_one.then_some(characters.as_str())
    })?;
    let behind = given.trim_start_matches(HIDING);
    let behind = match behind.len() < given.len() {
        // 张某甲
        true => behind.strip_prefix(['甲', '乙', '丙']).unwrap_or(behind),
        false => CALLED.iter().find_map(|it| given.strip_prefix(it))?,
    };
    Some(text.len() - behind.len())
}

/// How somebody is called who is not named.
const CALLED: [&str; 15] = [
    "某", "女士", "先生", "大爷", "大妈", "大娘", "爷爷", "奶奶", "婆婆", "师傅", "阿姨", "同学",
    "老师", "老人", "同志",
];

/// What somebody of an office is called by behind the surname: 王主任.
const POSTS: [&str; 12] = [
    "主任", "书记", "主席", "局长", "科长", "站长", "所长", "院长", "校长", "队长", "经理", "医生",
];

/// Where the name stands in brackets of somebody who is called otherwise before them: 李某（李国庆）.
fn in_brackets(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    let brackets = ['（', '('].into_iter();
    let brackets = brackets.flat_map(|open| sentence.match_indices(open));
    brackets.filter_map(|(at, open)| {
        let (head, rest) = sentence.split_at_checked(at)?;
        let from = at + open.len();
        let name = rest.get(open.len()..)?.split(is_boundary).next()?;
        let is_one = is_name(name) && !begins_as_word(name);
        (ends_with_any(head, &CALLED) && is_one).then(|| from..from + name.len())
    })
}

/// Where the name stands before a mobile number of whose that is: 网格员李娟（13800001111）.
fn beside_mobile(sentence: &str) -> impl Iterator<Item = Range<usize>> {
    const BETWEEN: [&str; 17] = [
        "（",
        "(",
        "，",
        ",",
        "、",
        " ",
        "　",
        "：",
        ":",
        "号码",
        "手机号",
        "手机",
        "联系电话",
        "电话",
        "联系方式",
        "联系",
        "/",
    ];
    mobiles(sentence).filter_map(|at| {
        let mut head = sentence.get(..at)?;
        while let Some(shorter) = BETWEEN.iter().find_map(|it| head.strip_suffix(it)) {
            head = shorter;
        }
        let from = [3, 2, 4].into_iter().find_map(|count| {
            let from = name_that_ends(head, count)?;
            let (before, name) = head.split_at_checked(from)?;
            let of_office = || {
                let mut staff = STAFF.iter().map(|it| it.text).chain(["联系人"]);
                staff.any(|it| before.ends_with(it))
            };
            let begins = begins_name(before) || of_office();
            (begins && (!is_doubtful(name) || count > 2)).then_some(from)
        })?;
        Some(from..head.len())
    })
}

/// Where mobile numbers begin that are written in one piece.
fn mobiles(text: &str) -> impl Iterator<Item = usize> {
    const LENGTH: usize = 11;
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let ones = text.match_indices('1').map(|(at, _)| at);
    ones.filter(move |&at| {
        let is_first = at == 0 || !is_digit(at - 1);
        is_first && (at..at + LENGTH).all(is_digit) && !is_digit(at + LENGTH)
    })
}

/// How somebody is called behind the name: 王小明同学.
const ADDRESSES: [&str; 6] = ["同学", "同志", "老师", "老人", "女士", "先生"];

/// What stands between somebody and the illness: 王建国患肺癌.
const FALLS_ILL: [&str; 8] = ["身患", "罹患", "患有", "患上", "患", "确诊", "查出", "因"];

/// Where a sentence names somebody beside an illness, by what stands behind the name: the name and
/// what is said of the illness. 王秀兰（尿毒症）, 王建国患肺癌.
fn ill(sentence: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    /// The longest that is said of an illness, in characters.
    const LONGEST: usize = 12;
    let brackets = ['（', '('].into_iter();
    let brackets = brackets.flat_map(|open| sentence.match_indices(open));
    let in_brackets = brackets.filter_map(|(at, open)| {
        let rest = sentence.get(at + open.len()..)?;
        let said = rest.split(is_boundary).next().filter(|it| is_illness(it))?;
        let from = at + open.len();
        Some((at, from..from + said.len()))
    });
    let verbs = FALLS_ILL.iter();
    let verbs = verbs.flat_map(|verb| sentence.match_indices(verb).map(|(at, _)| (at, *verb)));
    let said = verbs.filter_map(|(at, verb)| {
        let rest = sentence.get(at + verb.len()..)?;
        let said = rest.split(is_boundary).next()?;
        let mut ends = said.char_indices().map(|(at, c)| at + c.len_utf8());
        let end = ends.find(|end| said.get(..*end).is_some_and(is_illness))?;
        let is_near = said.get(..end)?.chars().count() <= LONGEST;
        (is_near && !rest.starts_with('者')).then_some((at, at..at + verb.len() + end))
    });
    let told = in_brackets.chain(said);
    told.filter_map(|(at, said)| {
        let head = sentence.get(..at)?;
        let name = ADDRESSES.iter().find_map(|it| head.strip_suffix(it));
        let head = name.unwrap_or(head);
        let from = [3, 2, 4].into_iter().find_map(|count| {
            let from = name_that_ends(head, count)?;
            let (before, name) = head.split_at_checked(from)?;
            let begins = begins_name(before);
            let sure = !is_doubtful(name) || leads_to_person(before);
            (begins && sure && !contains_any(name, &["血", "病", "症", "癌", "炎", "残"]))
                .then_some(from)
        })?;
        Some((from..head.len(), said))
    })
}

fn is_illness(words: &str) -> bool {
    ILLNESSES.iter().any(|it| words.contains(it.text))
}

/// Whether a name that nothing else leads to may begin behind these words.
fn begins_name(before: &str) -> bool {
    const LEADS: [&str; 12] = [
        "如", "对", "为", "因", "和", "与", "及", "向", "给", "的", "…", "”",
    ];
    before.is_empty()
        || before.ends_with(is_boundary)
        || ends_with_any(before, &LEADS)
        || leads_to_person(before)
}

/// Whether what a text ends with, back to a sign, says what somebody suffers from.
fn suffers(text: &str) -> bool {
    const LONGEST: usize = 16;
    let words = text.chars().rev().take_while(|&c| !is_boundary(c));
    let start = words.take(LONGEST).map(char::len_utf8).sum::<usize>();
    let words = text.get(text.len() - start..).unwrap_or_default();
    contains_any(words, &SUFFERS)
}

/// The first `count` characters of a text, where they may be a name; else nothing.
fn name_of(count: usize, text: &str) -> Option<&str> {
    let end = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(end, _)| end);
    text.get(..end)
        .filter(|name| name.chars().count() == count && is_name(name))
}

/// Where a name begins of the `count` characters that a text ends with.
fn name_that_ends(text: &str, count: usize) -> Option<usize> {
    let (from, _) = text.char_indices().rev().nth(count - 1)?;
    let name = text.get(from..)?;
    (is_name(name) && !begins_as_word(name)).then_some(from)
}

/// Where a name ends that a text behind such a word begins with. A word that only begins as a name
/// would is none.
fn name_behind(lead: Lead, text: &str) -> Option<usize> {
    if !begins_with_surname(text) || begins_as_word(text) {
        return None;
    }
    let doubtful = is_doubtful(text);
    let mut names = [2, 3, 4]
        .into_iter()
        .filter_map(|count| Some((count, name_of(count, text)?.len())));
    let name = names.find(|&(count, end)| {
        let behind = text.get(end..).unwrap_or_default();
        // What is said of a house is said of whose it is.
        let of_house = behind.strip_prefix('家').unwrap_or(behind);
        let said = || is_said_of_a_person(behind) || is_said_of_a_person(of_house);
        let of_a_party = || OF_A_PARTY.iter().any(|it| behind.starts_with(it));
        let of_a_matter = || OF_A_MATTER.iter().any(|it| behind.starts_with(it));
        let behind = of_house;
        let is_by_itself = name_by_itself(text) == Some(end);
        is_titled(behind)
            || match (lead, doubtful) {
                (Lead::Person | Lead::Party, false) => {
                    let does = || DOES.iter().any(|it| behind.starts_with(it));
                    let is_one = said() || is_end(behind) || does();
                    is_one || count > 2 && of_a_matter() || is_by_itself
                }
                (Lead::Person, true) => count > 2 && is_end(behind) || is_by_itself,
                (Lead::Party, true) => count > 2 && is_end(behind) || of_a_party() || is_by_itself,
                (Lead::Label, _) => is_end(behind),
                (Lead::Act, false) => {
                    let goes_on = || GOES_ON.iter().any(|it| behind.starts_with(it));
                    is_end(behind) || goes_on() || count > 2 && said()
                }
                (Lead::Matter, false) => count > 2 && of_a_matter(),
                (Lead::For, false) => {
                    let behind = past_brackets(behind);
                    is_said_of_a_person(behind)
                        && !behind.starts_with(['的', '与', '和', '及', '等'])
                }
                (Lead::Staff, false) => {
                    let does = || DOES.iter().any(|it| behind.starts_with(it));
                    (said() || does()) && contains_any(clause_behind(behind), &ILL)
                }
                (Lead::Staff | Lead::Act | Lead::Matter | Lead::For, true) => false,
            }
    });
    name.map(|(_, end)| end)
}

/// Whether words go on as behind somebody.
fn is_said_of_a_person(behind: &str) -> bool {
    OF_A_PERSON.iter().any(|it| behind.starts_with(it))
}

/// What follows brackets that stand right behind a name: 赵六（低保户）发放.
fn past_brackets(behind: &str) -> &str {
    let within = behind.strip_prefix(['（', '(']);
    let past = within.and_then(|within| within.split_once(['）', ')']));
    past.map_or(behind, |(_, past)| past)
}

/// Whether what is crossed out between these words is the given name of a person: 赵××等6户.
pub(in crate::rules) fn is_hidden_name(before: &str, behind: &str) -> bool {
    let surname = before.chars().next_back().filter(|c| {
        let head = before.strip_suffix(*c).unwrap_or_default();
        let begins = head.is_empty() || head.ends_with(is_boundary) || leads_to_person(head);
        SINGLE.contain(*c) && (begins || !DOUBTED.contain(*c))
    });
    let named = surname.is_some() || ends_with_any(before, &COMPOUND);
    named && (is_end(behind) || is_titled(behind) || is_said_of_a_person(behind))
}

/// Whether what stands behind a name shows by itself that it is one: 同志, 一家, 等3户.
fn is_titled(behind: &str) -> bool {
    let counted = behind.strip_prefix('等').is_some_and(|rest| {
        rest.starts_with(|c| digit(c).is_some() || matches!(c, '人' | '户' | '十' | '两'))
    });
    counted || TITLES.iter().any(|title| behind.starts_with(title))
}

/// Whether a name ends before these words: at a sign or a number.
fn is_end(behind: &str) -> bool {
    let ends = |text: &str| {
        text.starts_with(|c| is_boundary(c) || c.is_whitespace() || is_digit(c)) || text.is_empty()
    };
    ends(behind) || behind.strip_prefix('户').is_some_and(ends)
}

/// Where a name begins that a word ends with: of three characters, or of two behind a word that leads
/// to a person.
fn name_at_end(at: usize, word: &str) -> Option<usize> {
    let led_to = |from: &usize| {
        let head = word.get(..*from).unwrap_or_default();
        leads_to_person(head.strip_suffix(INTRODUCES).unwrap_or(head))
    };
    let two = name_that_ends(word, 2).filter(led_to);
    let from = two
        .or_else(|| name_that_ends(word, 4))
        .or_else(|| name_that_ends(word, 3))
        .filter(|from| !is_doubtful(word.get(*from..).unwrap_or_default()) || led_to(from))?;
    Some(at + from)
}

/// Where a name ends that a word begins with.
fn name_at_start(word: &str) -> Option<usize> {
    let alone = |name: &&str| {
        let behind = word.get(name.len()..).unwrap_or_default();
        behind.is_empty() || behind.starts_with(['等', '的'])
    };
    let of_a_matter = |name: &&str| {
        let behind = word.get(name.len()..).unwrap_or_default();
        OF_A_MATTER.iter().any(|it| behind.starts_with(it))
    };
    name_behind(Lead::Person, word)
        .or_else(|| name_of(2, word).filter(of_a_matter).map(str::len))
        .or_else(|| name_of(3, word).map(str::len))
        .or_else(|| name_of(2, word).filter(alone).map(str::len))
}
