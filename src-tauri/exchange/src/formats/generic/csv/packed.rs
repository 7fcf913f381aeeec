//! Columns in which password managers pack several fields: RoboForm's cells behind the last column, the
//! lines of Zoho Vault, the JSON of NordPass.

use serde::Deserialize;
use tessera_core::secret::SecretText;

use crate::formats::fields::lenient_json::{self, Each};
use crate::formats::fields::table::{Row, Table};
use crate::formats::fields::words;
use crate::formats::json;

/// Columns that say whose table this is.
const ROBOFORM: &str = "rffieldsv2";
const LINES: [&str; 3] = ["secretdata", "customdata", "customfields"];

/// The fields of one row, by their names.
pub(super) struct Packed(Vec<(String, SecretText)>);

#[derive(Deserialize)]
struct Field {
    #[serde(default, alias = "name", alias = "key", deserialize_with = "lenient_json::text")]
    label: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    value: SecretText,
}

/// Whether a plain name is that of such a column.
fn is_packed(plain: &str) -> bool {
    plain == ROBOFORM || LINES.contains(&plain)
}

/// Whether a column holds packed fields, and nothing by its own name.
pub(super) fn is_one(column: &str) -> bool {
    is_packed(&words::plain(column))
}

/// Whether one of the columns, by their plain names, says that codes may be packed.
pub(super) fn is_any(columns: &[String]) -> bool {
    let has = |name: &str| columns.iter().any(|column| column == name);
    has(ROBOFORM) || has("secretdata") || has("customfields")
}

impl Packed {
    pub(super) fn of(table: &Table, row: Row<'_>) -> Self {
        let mut fields = Vec::new();
        let columns: Vec<String> = table.columns().map(words::plain).collect();
        let is_roboforms = columns.iter().any(|column| column == ROBOFORM);
        for (place, cell) in row.fields().enumerate() {
            match columns.get(place).map(String::as_str) {
                None | Some(ROBOFORM) if is_roboforms => fields.extend(roboform(cell)),
                Some(column) if LINES.contains(&column) => match cell.trim_start().starts_with('[')
                {
                    true => fields.extend(objects(cell)),
                    false => fields.extend(cell.lines().filter_map(line)),
                },
                _ => {}
            }
        }
        Self(fields)
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.expose()))
    }
}

/// `TOTP KEY$,,,txt,SECRET`. A mark keeps spreadsheet programs from calculating.
fn roboform(cell: &str) -> Option<(String, SecretText)> {
    let mut parts = cell.splitn(5, ',');
    let name = parts.next()?.trim_end_matches('$').to_owned();
    let text = parts.nth(3)?.trim();
    let unmarked = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    Some((name, unmarked.unwrap_or(text).to_owned().into()))
}

/// `User Name:ada`. What stands there without a colon belongs to a note.
fn line(line: &str) -> Option<(String, SecretText)> {
    let (name, text) = line.split_once(':')?;
    // A link by itself has one, too.
    if words::is_link(line) {
        return Some((String::new(), line.trim().to_owned().into()));
    }
    Some((name.trim().to_owned(), text.trim().to_owned().into()))
}

/// `[{"label":"TOTP","type":"hidden","value":"SECRET"}]`.
fn objects(cell: &str) -> Vec<(String, SecretText)> {
    let fields: Each<Field> = json::parse(cell.as_bytes()).unwrap_or_default();
    fields.known().map(|field| (field.label, field.value)).collect()
}
