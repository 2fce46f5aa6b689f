//! The least a dashboard of this kind can cost: a table, a total and a gauge over numbers made in
//! memory, drawn by ratatui. It reads no file and checks nothing.

use std::io;

use crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::Stylize as _;
use ratatui::widgets::{Block, Gauge, Paragraph, Row, Table};

/// Runs it until `q`.
pub(crate) fn run() -> io::Result<()> {
    let names = ["采购老兵设备台套", "建设社区面积", "培训学员人次"];
    let mut terminal = ratatui::try_init()?;
    loop {
        terminal.draw(|frame| {
            let [head, body, foot] = Layout::vertical([
                Constraint::Length(3),
                Constraint::Min(1),
                Constraint::Length(1),
            ])
            .areas(frame.area());
            let [total, rate] =
                Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]).areas(head);
            let block = |title| Block::bordered().title(title);
            frame.render_widget(
                Paragraph::new("合计 4542.40").block(block("预算绩效自评")),
                total,
            );
            frame.render_widget(Gauge::default().percent(87).block(block("执行率")), rate);
            let rows = (1..=90).zip(names.iter().cycle()).map(|(n, name)| {
                let amount = format!("{n}000.00");
                Row::new([
                    format!("P{n:05}"),
                    (*name).to_owned(),
                    amount,
                    "98.50".to_owned(),
                ])
            });
            let widths = [
                Constraint::Length(8),
                Constraint::Min(20),
                Constraint::Length(18),
                Constraint::Length(8),
            ];
            let head = Row::new(["编号", "指标", "金额", "得分"]).bold();
            frame.render_widget(
                Table::new(rows, widths).header(head).block(block("指标")),
                body,
            );
            frame.render_widget("q 退出", foot);
        })?;
        if matches!(event::read()?, Event::Key(key) if key.code == KeyCode::Char('q')) {
            return ratatui::try_restore();
        }
    }
}
