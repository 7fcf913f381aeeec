//! The guides to moving name every format that there is, and no other.

use std::path::Path;

use tessera_exchange::formats::FORMATS;
use tessera_exchange::formats::write::TARGETS;

fn guide(name: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::read_to_string(docs.join(name)).unwrap()
}

#[test]
fn every_format_that_is_read_has_its_place_in_the_guide() {
    let guide = guide("moving-from.md");
    for format in FORMATS {
        assert!(guide.contains(&format!("`{}`", format.name)), "{format:?}");
    }
}

#[test]
fn every_format_that_is_written_has_its_row_in_the_guide() {
    let guide = guide("moving-to.md");
    let rows: Vec<_> = guide.lines().filter(|line| line.starts_with('|')).collect();
    for target in TARGETS {
        let cell = format!("| `{}` |", target.name);
        let row = rows.iter().find(|row| row.contains(&cell));
        let row = row.unwrap_or_else(|| panic!("{target:?} has no row"));
        let encrypted = if target.takes_password { "| yes |" } else { "| no |" };
        assert!(row.contains(encrypted), "{row}");
    }
}

#[test]
fn the_guide_names_no_format_that_is_not_read() {
    let guide = guide("moving-from.md");
    for last in guide.lines().filter_map(|line| line.split_once("ormat `")) {
        let name = last.1.split('`').next().unwrap();
        assert!(FORMATS.iter().any(|format| format.name == name), "{name}");
    }
}

#[test]
fn every_app_in_the_guide_has_a_command_to_type() {
    let guide = guide("moving-from.md");
    for section in guide.split("\n### ").skip(1) {
        let app = section.lines().next().unwrap();
        assert!(section.contains("`tessera-cli import "), "{app}");
    }
}
