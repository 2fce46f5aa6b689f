//! The JSON Schema of the file, made from the table of fields, so that an editor with a YAML
//! language server completes and validates it.

use serde_json::{Map, Value, json};

use super::fields::{FIELDS, Field, Kind, Unit};

/// The JSON Schema (draft 2020-12) as text, with a newline at the end.
#[must_use]
pub fn json_schema() -> String {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "部门整体支出绩效自评报告",
    });
    if let (Value::Object(all), Value::Object(root)) = (&mut schema, record(FIELDS)) {
        all.extend(root);
    }
    let mut text = format!("{schema:#}");
    text.push('\n');
    text
}

fn record(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut value = kind(field.kind);
            if let Value::Object(value) = &mut value {
                let required = if field.required { "（必填）" } else { "" };
                value.insert(
                    "description".to_owned(),
                    format!("{}{required}", field.help).into(),
                );
            }
            (field.key.to_owned(), value)
        })
        .collect();
    json!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Text | Kind::LongText => json!({ "type": ["string", "number", "boolean", "null"] }),
        // A scheme may have others.
        Kind::Level(words) => json!({ "type": ["string", "null"], "examples": words }),
        Kind::Date => json!({
            "type": ["string", "null"],
            "pattern": r"^\d{4}-\d{2}(-\d{2})?$",
        }),
        Kind::Deadline => json!({ "type": ["string", "null"] }),
        Kind::Number(unit) => {
            let number = if unit.is_whole() { "integer" } else { "number" };
            let mut value = json!({ "type": [number, "null"] });
            if let (Value::Object(value), true) = (&mut value, unit != Unit::None) {
                value.insert("title".to_owned(), unit.label().into());
            }
            value
        }
        Kind::Measure => json!({ "type": ["number", "string", "null"] }),
        Kind::Choice(words) => {
            let mut values: Vec<Value> = words.iter().map(|&word| word.into()).collect();
            values.push(Value::Null);
            json!({ "enum": values })
        }
        Kind::Record(fields) => record(fields),
        Kind::List(item, noun) => {
            let mut items = self::kind(*item);
            if let Value::Object(items) = &mut items {
                items.insert("title".to_owned(), noun.into());
            }
            json!({ "type": ["array", "null"], "items": items })
        }
    }
}
