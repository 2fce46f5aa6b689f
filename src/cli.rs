//! The command line: `jixiao [FILE]`, `new`, `check`, `export`, `show`, `drafts`, `schemes`,
//! `schema`, `completions`.
//!
//! Exit status: 0 done; 1 a file or the terminal could not be read or written; 2 the command
//! line was wrong, or the file is not wholly understood; 128 and the number of a signal that ended
//! the dashboard.

mod check;
mod derived;
mod drafts;
mod export;
mod new;

use std::collections::HashSet;
use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::panic::{self, PanicHookInfo};
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::document::{Document, is_tricky};
use crate::export::{Copy, Format};
use crate::figures::scheme::SCHEMES;
use crate::report::numeral::half_width;
use crate::report::{self, schema::json_schema};
use crate::rules::{Examined, Rule, Severity};
use crate::schemes::{is_scheme, scheme_of};
use crate::store::journal::drafts as kept;
use crate::store::{self, File, OpenError, Seat, meant, state_directory};
use crate::ui::app::{Access, App, NEW_NAME};
use crate::ui::session::{Session, Unsaved, today};
use crate::ui::tabs::Tab;
use crate::ui::terminal::{self, Doors, Why};
use crate::ui::theme::{Colours, Paint};
use crate::ui::{screen, text};

/// The real report that is opened when no file is named.
pub const SAMPLE: &[u8] = include_bytes!("../data/yuehu-2022.yaml");

const HELP: &str = "\
{about}

用法：{usage}

命令：
{subcommands}

参数：
{positionals}

选项：
{options}{after-help}";

const COMMAND_HELP: &str = "\
{about}

用法：{usage}

参数和选项：
{positionals}
{options}{after-help}";

/// [`COMMAND_HELP`] of a command that is given no file.
const BARE_HELP: &str = "\
{about}

用法：{usage}

选项：
{options}{after-help}";

const EXIT: &str = "退出码：0 完成；1 文件或终端不能读写；2 命令写错，或文件没有全部读懂。";

const EXAMPLES: &str = "例子：
  jixiao 自评.yaml                        打开，填写和修改
  jixiao new --from 2022.yaml             用上年的报告新建下一年的
  jixiao check 自评.yaml                  核对，列出全部问题
  jixiao export 自评.yaml --to docx       导出 Word，放在报告旁边";

const CHECK_EXIT: &str = "退出码：0 没有发现；1 有发现；2 命令写错，或有文件没有全部读懂。";

#[derive(Debug, Parser)]
#[command(
    name = "jixiao",
    version,
    about = "绩效自评：填写、核对部门整体支出绩效自评报告",
    help_template = HELP,
    after_help = format!("{EXAMPLES}\n\n{EXIT}"),
    override_usage = "jixiao [文件] [选项]\n      jixiao <命令>",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    /// 要打开的报告（YAML 文件）；不写则先问从哪里开始：样例、空白表、上年的报告
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    /// 审阅：数字和文字不能改，只写复核、批注和说明
    #[arg(long)]
    review: bool,
    /// 只读：只能查看，什么也不写入
    #[arg(long)]
    read_only: bool,
    /// 显示这份帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
// Whoever opens a report has no use for what the commands take.
#[command(defer = true)]
enum Command {
    /// 把一屏内容打印成文字，或打印算出的数字
    #[command(help_template = COMMAND_HELP, after_help = EXIT, override_usage = "jixiao show <文件> [选项]")]
    Show {
        /// 报告文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 哪个页签
        #[arg(long, value_name = "页签", value_enum, ignore_case = true, default_value_t = Tab::Basics, hide_possible_values = true, hide_default_value = true, help = "哪个页签：basics 基本信息，budget 预算构成，indicators 绩效指标，issues 问题整改")]
        tab: Tab,
        /// 窗口大小，列x行，例如 80x24
        #[arg(long, value_name = "列x行", value_parser = size, default_value = "120x40", hide_default_value = true)]
        size: (u16, u16),
        /// 打印算出的数字（JSON），供其他程序使用
        #[arg(long)]
        json: bool,
    },
    /// 核对报告，打印全部发现
    #[command(help_template = COMMAND_HELP, after_help = CHECK_EXIT, override_usage = "jixiao check <文件或文件夹>… [选项]\n      jixiao check --explain <规则>")]
    Check {
        /// 报告文件，可以有多个；写文件夹就核对里面全部报告，“备份”除外
        #[arg(value_name = "文件", required_unless_present = "explain")]
        files: Vec<PathBuf>,
        /// 打印成什么：text 文字，csv 每份报告一行的表，json，sarif
        #[arg(long, value_name = "格式", value_enum, default_value_t = check::Format::Text, hide_possible_values = true, hide_default_value = true)]
        format: check::Format,
        /// 同 --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// 只看这些规则，例如 A3；可以写多次
        #[arg(long, value_name = "规则", value_parser = check::named)]
        rule: Vec<&'static Rule>,
        /// 最低级别：error 错误，warning 警告，hint 提示（全部）
        #[arg(long, value_name = "级别", value_enum, default_value_t = Severity::Hint, hide_possible_values = true, hide_default_value = true)]
        severity: Severity,
        /// 只要汇总：每份报告一行，不列出发现
        #[arg(long)]
        summary: bool,
        /// 说明一条规则：核对什么，依据什么，怎样的内容会提示
        #[arg(long, value_name = "规则", value_parser = check::named)]
        explain: Option<&'static Rule>,
    },
    /// 导出写好的报告和附件
    #[command(help_template = COMMAND_HELP, after_help = EXIT, override_usage = "jixiao export <文件或文件夹>… --to <格式> [选项]")]
    Export {
        /// 报告文件，可以有多个；写文件夹就导出里面全部报告，“备份”除外
        #[arg(value_name = "文件", required = true)]
        files: Vec<PathBuf>,
        /// 导出成什么：docx（Word），xlsx（Excel 附件），html，md，csv
        #[arg(
            long,
            value_name = "格式",
            value_enum,
            ignore_case = true,
            hide_possible_values = true
        )]
        to: Format,
        /// 写到哪个文件或文件夹；不写则放在报告旁边。已有的文件不会被覆盖；写 - 则打印（html，md，csv）
        #[arg(short, long, value_name = "文件")]
        out: Option<PathBuf>,
        /// 公开版：个人信息按已作的决定处理，有没决定的就不导出
        #[arg(long)]
        public: bool,
        /// 内部审核版：附核对提示、说明、复核和批注
        #[arg(long, conflicts_with = "public")]
        with_findings: bool,
        /// 审阅清单：只有批注、复核和核对提示，不带报告
        #[arg(long, conflicts_with_all = ["public", "with_findings"])]
        review: bool,
    },
    /// 新建一份报告：空表，或从上年的报告沿用
    #[command(help_template = COMMAND_HELP, after_help = EXIT, override_usage = "jixiao new [文件] [选项]")]
    New {
        /// 写到哪个文件；不写则是当前文件夹里的 绩效自评.yaml，从上年沿用的则放在上年报告旁边。已有的文件不会被覆盖
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
        /// 上年的报告：职能、机构、项目和指标沿用，上年决算数填入上年一栏，文字留作底稿
        #[arg(long, value_name = "上年报告")]
        from: Option<PathBuf>,
    },
    /// 列出或清除本机草稿（没有保存的修改和修改记录）
    #[command(help_template = BARE_HELP, after_help = EXIT, override_usage = "jixiao drafts [选项]")]
    Drafts {
        /// 清除修改记录；没有保存的修改和正在编辑的报告的除外，报告文件不受影响
        #[arg(long)]
        clear: bool,
        /// 连没有保存的修改、另外放好的修改也一并清除
        #[arg(long, requires = "clear")]
        all: bool,
    },
    /// 列出内置的评分方案和出处
    #[command(help_template = BARE_HELP, after_help = EXIT, override_usage = "jixiao schemes")]
    Schemes,
    /// 打印文件格式的 JSON Schema
    #[command(help_template = BARE_HELP, after_help = EXIT, override_usage = "jixiao schema")]
    Schema,
    /// 打印命令补全脚本
    #[command(help_template = COMMAND_HELP, after_help = EXIT, override_usage = "jixiao completions <终端>")]
    Completions {
        /// bash、zsh、fish、powershell 或 elvish
        #[arg(value_name = "终端", hide_possible_values = true)]
        shell: Shell,
    },
}

impl ValueEnum for Tab {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, brief) = match self {
            Self::Basics => ("basics", "基本"),
            Self::Budget => ("budget", "预算"),
            Self::Indicators => ("indicators", "指标"),
            Self::Issues => ("issues", "问题"),
        };
        Some(PossibleValue::new(name).aliases([self.title(), brief]))
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    const MOST: u16 = 1000;
    let (least_columns, least_rows) = screen::LEAST;
    text.split_once(['x', 'X', '×'])
        .and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)))
        .filter(|(columns, rows)| {
            (least_columns..=MOST).contains(columns) && (least_rows..=MOST).contains(rows)
        })
        .ok_or_else(|| {
            format!("应写成 列x行，{least_columns} 到 {MOST} 列，{least_rows} 到 {MOST} 行")
        })
}

/// Runs the program with these arguments, the program's name first.
#[must_use]
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    panic::set_hook(Box::new(own_up));
    let arguments: Vec<OsString> = arguments.map(typed_narrow).collect();
    let arguments = match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, &arguments),
    };
    match arguments.command {
        None => {
            let access = match (arguments.review, arguments.read_only) {
                (_, true) => Access::Look,
                (true, false) => Access::Review,
                (false, false) => Access::Fill,
            };
            open(arguments.file.map(meant).as_deref(), access)
        }
        Some(Command::Show {
            file,
            tab,
            size,
            json,
        }) => show(&meant(file), tab, size, json),
        Some(Command::Check {
            explain: Some(rule),
            ..
        }) => check::explain(rule),
        Some(Command::Check {
            files,
            format,
            json,
            rule,
            severity,
            summary,
            explain: None,
        }) => check::run(&check::Request {
            files,
            format: if json { check::Format::Json } else { format },
            rules: rule,
            least: severity,
            brief: summary,
        }),
        Some(Command::Export {
            files,
            to,
            out,
            public,
            with_findings,
            review,
        }) => {
            let copy = match (public, with_findings, review) {
                (true, ..) => Copy::Public,
                (_, true, _) => Copy::Internal,
                (.., true) => Copy::Review,
                _ => Copy::Plain,
            };
            export::run(&files, to, out.as_deref(), copy)
        }
        Some(Command::New { file, from }) => new::run(file, from.map(meant).as_deref()),
        Some(Command::Drafts { clear, all }) => drafts::run(clear, all),
        Some(Command::Schemes) => print(&schemes()),
        Some(Command::Schema) => print_json(&json_schema()),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "jixiao", &mut script);
            write_out(&String::from_utf8_lossy(&script))
        }
    }
}

/// An option as it is meant where an input method typed its dashes: －－summary, ——summary, －h. What is
/// the name of a file stays, and what is given behind ＝.
fn typed_narrow(argument: OsString) -> OsString {
    const DASHES: [char; 3] = ['－', '—', '–'];
    let word = argument.to_str().filter(|it| it.starts_with(DASHES));
    let Some(word) = word.filter(|it| !store::is_there(Path::new(it))) else {
        return argument;
    };
    let word = word.trim_start_matches(DASHES);
    let (name, given) = match word.split_once(['=', '＝']) {
        Some((name, given)) => (name, format!("={given}")),
        None => (word, String::new()),
    };
    let name: String = name.chars().map(half_width).collect();
    let dashes = if word.chars().count() > 1 { "--" } else { "-" };
    format!("{dashes}{name}{given}").into()
}

/// Says where the program failed. What it says besides may quote the report.
fn own_up(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let place = place.unwrap_or_default();
    complain(&format!(
        "程序内部出错（{place}），没有做完，请把这句话告诉维护人员。"
    ));
}

/// What was wrong with the command line, in one sentence; help and version are no error.
fn usage(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(name)) => text::safe(name).into_owned(),
        _ => String::new(),
    };
    let listed = |kind| match error.get(kind) {
        Some(ContextValue::Strings(names)) => text::safe(&names.join("、")).into_owned(),
        _ => named(kind),
    };
    let argument = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return print(&error.render().to_string());
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("没有“{argument}”这个选项")
        }
        ErrorKind::UnknownArgument => format!("命令后面多写了“{argument}”"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", named(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面少写了内容"),
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string);
            format!("“{argument}”不能是“{value}”：{}", why.unwrap_or_default())
        }
        ErrorKind::InvalidValue => {
            let known = match listed(ContextKind::ValidValue) {
                known if known.is_empty() => known,
                known => format!("，可以是 {known}"),
            };
            format!("“{argument}”不能是“{value}”{known}")
        }
        ErrorKind::MissingRequiredArgument => {
            format!("少写了 {}", listed(ContextKind::InvalidArg))
        }
        kind => mistyped(arguments).unwrap_or_else(|| match kind {
            ErrorKind::ArgumentConflict => conflict(
                &argument,
                &listed(ContextKind::PriorArg),
                &named(ContextKind::InvalidSubcommand),
            ),
            _ => "命令没有看懂".to_owned(),
        }),
    };
    let help = match command_of(arguments) {
        Some(command) => format!("jixiao {command} --help"),
        None => "jixiao --help".to_owned(),
    };
    complain(&format!("{sentence}，请运行 {help} 查看用法。"));
    ExitCode::from(2)
}

/// That the first word is no command, where it can be nothing else: more follows, and no file has
/// that name.
fn mistyped(arguments: &[OsString]) -> Option<String> {
    let word = arguments.get(1)?.to_str()?;
    let is_word = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if arguments.len() < 3 || !is_word || store::is_there(Path::new(word)) {
        return None;
    }
    let command = Arguments::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let nearest = names
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(apart, _)| (1..=2).contains(apart))
        .min();
    let meant = nearest.map_or_else(String::new, |(_, name)| format!("（是不是 {name}）"));
    (command.find_subcommand(word).is_none()).then(|| format!("没有“{word}”这个命令{meant}"))
}

/// The command that was meant.
fn command_of(arguments: &[OsString]) -> Option<String> {
    let name = arguments.get(1)?.to_str()?;
    let command = Arguments::command();
    let command = command.find_subcommand(name)?;
    Some(command.get_name().to_owned())
}

/// What cannot be written together, in words.
fn conflict(argument: &str, prior: &str, command: &str) -> String {
    let is_command = Arguments::command().find_subcommand(command).is_some();
    if is_command {
        format!("文件名和命令“{command}”不能一起写")
    } else if !argument.is_empty() && prior.starts_with('-') {
        match argument == prior {
            true => format!("“{argument}”只能写一次"),
            false => format!("“{argument}”和“{prior}”不能一起写"),
        }
    } else {
        "一次只能打开一份报告".to_owned()
    }
}

fn open(path: Option<&Path>, access: Access) -> ExitCode {
    // Who only looks leaves nothing behind, and keeps nobody from changing the report.
    let looks = access == Access::Look;
    let state = state();
    let paint = paint(state.as_deref());
    let state = state.filter(|_| !looks);
    let last = state.as_deref().filter(|_| path.is_none());
    let last = last.and_then(|state| kept(state).last_file());
    // What does not come to be shown is not taken up.
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let open = |path| match looks || !is_terminal {
        true => File::open(path),
        false => File::take_up(path, state.as_deref()),
    };
    let opened = match path.map(open).transpose() {
        Ok(opened) => opened,
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    if !is_terminal {
        complain("这里不是终端，打不开界面，请在终端里运行，或用 jixiao show 打印内容。");
        return ExitCode::FAILURE;
    }
    dashboard(Doors::OWN, state.clone(), |size| {
        let mut session = match opened {
            Some((file, bytes)) => Session::open(file, &bytes, state, size),
            None => Session::sample(SAMPLE, Path::new(NEW_NAME), state, size),
        };
        if path.is_none() && !looks {
            session = session.welcoming(last);
        }
        if !looks {
            session.sit(Seat::here());
        }
        session
            .known_as(login())
            .dated_by(today)
            .painted(paint)
            .allowing(access)
    })
}

/// What the person chose counts before what the environment says.
fn paint(state: Option<&Path>) -> Paint {
    let chosen =
        state.and_then(|state| store::kept_choice(&store::Os, state, store::Chosen::Colours));
    match chosen.and_then(|name| Colours::named(&name)) {
        Some(chosen) => Paint::Chosen(chosen),
        None => Paint::Suited(Colours::of(&|name| std::env::var(name).ok())),
    }
}

/// What the computer's user is called; empty where that is not known.
fn login() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter();
    let mut names = names.filter_map(|name| std::env::var(name).ok());
    names.find(|name| !name.is_empty()).unwrap_or_default()
}

/// Runs the dashboard in this terminal and says how it ended, if the person did not leave.
pub fn dashboard(
    doors: Doors,
    state: Option<PathBuf>,
    begin: impl FnOnce((u16, u16)) -> Session,
) -> ExitCode {
    let ended = terminal::run(doors, state, begin);
    let happened = match ended.why {
        Why::Left => return ExitCode::SUCCESS,
        Why::Signal(_) => "系统要求程序退出，程序已退出",
        Why::Gone => "终端不能读写了，程序已退出",
        Why::Fault => "程序内部出错，只好退出",
    };
    let unsaved = match ended.unsaved {
        Unsaved::Nothing => "没有未保存的修改，请重新打开报告接着填".to_owned(),
        Unsaved::Copied(copy) => {
            let copy = store::printable(copy.as_os_str());
            format!(
                "报告文件已被删除或移走，内容没有丢，请把“{copy}”复制回原来的位置，改回原名再打开"
            )
        }
        Unsaved::Kept => "没保存的修改在恢复记录里，没有丢，请重新打开报告接着填".to_owned(),
        Unsaved::Late => "磁盘太慢，最后的修改可能没有写进恢复记录，请重新打开报告核对".to_owned(),
        Unsaved::Lost => "没保存的修改没能留下，请重新打开报告补上".to_owned(),
    };
    let fault = ended.fault.map_or_else(String::new, |path| {
        let path = store::printable(path.as_os_str());
        format!("，并把“{path}”交给维护人员，里面没有报告内容")
    });
    complain(&format!("{happened}，{unsaved}{fault}。"));
    ExitCode::from(ended.why.status())
}

/// The user's own directory for recovery records.
fn state() -> Option<PathBuf> {
    state_directory(&|name| std::env::var_os(name))
}

fn show(path: &Path, tab: Tab, size: (u16, u16), json: bool) -> ExitCode {
    let (file, bytes) = match File::open(path) {
        Ok(opened) => opened,
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    let mut app = App::new(&bytes, Some(file.name()), path.to_owned(), size);
    app.score_by(scheme_of(app.scheme_name(), Some(path)));
    app.ask_rules();
    app.show(tab);
    let printed = if json {
        print_json(&derived::json(&app))
    } else {
        print(&frame(&app, size))
    };
    for words in told_of(app.document()) {
        complain(&format!("{}：{words}", file.name()));
    }
    if app.document().problems().is_empty() {
        printed
    } else {
        ExitCode::from(2)
    }
}

/// The reports meant by files and folders, none twice, and whether a folder has none: that is told.
fn reports_meant(paths: &[PathBuf]) -> (Vec<PathBuf>, bool) {
    let mut files = Vec::new();
    let mut empty = false;
    for path in paths {
        if !store::is_folder(path) {
            files.push(meant(path.clone()));
            continue;
        }
        let mut within = store::reports_under(path);
        within.retain(|path| !is_scheme(path));
        if within.is_empty() {
            empty = true;
            let name = store::printable(path.as_os_str());
            complain(&format!(
                "文件夹“{name}”里没有 .yaml 或 .yml 文件，请检查是否选对了文件夹。"
            ));
        }
        files.extend(within);
    }
    // A folder may be named beside one that it lies in.
    let mut known = HashSet::new();
    files.retain(|path| known.insert(path::absolute(path).unwrap_or_else(|_| path.clone())));
    (files, empty)
}

/// Reads a report with everything that follows from it, and the scheme beside it that it names.
fn examine(path: &Path) -> Result<Examined, OpenError> {
    let document = report::open(&store::read(path)?);
    Ok(Examined::of(document, |name| scheme_of(name, Some(path))))
}

/// What is to be told of how a file was read: what it was written in, and what was not understood.
fn told_of(document: &Document) -> Vec<String> {
    let converted = document.converted().map(|encoding| {
        format!(
            "文件是 {} 编码，已转成 UTF-8 读取，在界面里保存一次就改成 UTF-8。",
            encoding.name()
        )
    });
    let problems = document.problems().iter();
    let problems = problems.map(|problem| problem.message.clone());
    let mendable = match document.slips() {
        0 => None,
        n => Some(format!(
            "其中 {n} 处标点可以一次改好，请用 jixiao 打开这份文件后按 F9。"
        )),
    };
    converted
        .into_iter()
        .chain(problems)
        .chain(mendable)
        .collect()
}

/// The built-in schemes, one a paragraph.
fn schemes() -> String {
    let mut text = String::new();
    for built_in in &SCHEMES {
        let scheme = built_in.scheme();
        text += &format!("{}  {}\n    {}\n", built_in.code, scheme.name, scheme.basis);
    }
    text
}

/// One frame as lines of text.
fn frame(app: &App, (columns, rows): (u16, u16)) -> String {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    screen::draw(app, area, &mut buffer);
    let mut frame = String::new();
    for y in 0..rows {
        let mut line = String::new();
        let mut x = 0;
        while x < columns {
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            line.push_str(symbol);
            x += u16::try_from(text::width(symbol)).unwrap_or(1).max(1);
        }
        frame.push_str(line.trim_end());
        frame.push('\n');
    }
    frame
}

/// Prints to standard output, safe for a terminal.
fn print(text: &str) -> ExitCode {
    let lines: Vec<_> = text.split('\n').map(text::safe).collect();
    write_out(&lines.join("\n"))
}

/// [`print`] for JSON, in which what is not safe for a terminal has a way to be written.
fn print_json(text: &str) -> ExitCode {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_tricky(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe += &format!("\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    write_out(&safe)
}

/// Writes to standard output; a reader that has gone is no error.
fn write_out(text: &str) -> ExitCode {
    write_bytes(text.as_bytes())
}

/// [`write_out`] of what is a file by itself.
fn write_bytes(bytes: &[u8]) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain("结果写不出去，请检查输出的磁盘或文件。");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Says what is wrong, safe for a terminal; if nobody can be told, nobody can be told.
fn complain(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text::safe(sentence));
}
