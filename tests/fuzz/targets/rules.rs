//! Any text may stand in a report: the rules read it, and their fixes can be made and undone.
#![no_main]

use jixiao::document::{Document, Edit, FieldPath, Transaction, Value};
use jixiao::figures::scheme::InForce;
use jixiao::rules::{Examined, Findings};
use libfuzzer_sys::fuzz_target;

const BASE: &str = "\
年度: 2022
封面: {标题: 2022年度某街道办事处整体支出绩效自评报告, 单位名称: 某街道办事处}
支出:
  一般公共预算:
    金额: {年初预算数: 160, 全年预算数: 160, 全年执行数: 120}
项目:
- 名称: 修路
  资金: {年度资金总额: {全年预算数: 160, 全年执行数: 120}}
  完成情况:
  指标:
  - {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 50}
其他说明: {内容: }
";

fn transaction(edits: Vec<Edit>) -> Transaction {
    Transaction {
        name: "改".to_owned(),
        place: FieldPath::root(),
        edits,
    }
}

fuzz_target!(|text: &str| {
    let mut document = Document::read(BASE.as_bytes());
    let places = [
        FieldPath::root().key("项目").index(0).key("完成情况"),
        FieldPath::root().key("其他说明").key("内容"),
    ];
    let edits = places.map(|path| Edit::Set {
        path,
        value: Value::Text(text.to_owned()),
    });
    document.edit(transaction(edits.into())).unwrap();
    let examined = Examined::of(document, |name| InForce::of(name, None));
    let findings = Findings::compute(&examined.case());
    for diagnostic in findings.diagnostics() {
        assert!(!diagnostic.places.is_empty());
        for place in &diagnostic.places {
            if let (Some(span), Some(node)) =
                (&place.span, examined.document().node(&place.path))
            {
                let text = node.text().unwrap_or_default();
                assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
            }
        }
        for fix in &diagnostic.fixes {
            let mut document = examined.document().clone();
            let before = document.text().to_owned();
            if document.edit(transaction(fix.edits.clone())).is_ok() {
                document.undo();
            }
            assert_eq!(document.text(), before);
        }
    }
});
