//! Every icon size, drawn from the one picture that is made by hand.

use std::fs;

use anyhow::{Context, Result};

use crate::shell::{root, run, target};
use crate::ui;

/// What the desktop needs of all that Tauri's generator makes.
const KEPT: &[&str] =
    &["32x32.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];

pub fn draw() -> Result<()> {
    let drawn = target().join("icons");
    let icons = root().join("icons");
    run(ui::tauri_cli().arg("icon").arg(icons.join("tessera.svg")).arg("--output").arg(&drawn))?;
    for name in KEPT {
        fs::copy(drawn.join(name), icons.join(name))
            .with_context(|| format!("The generator made no {name}"))?;
    }
    println!("Look at them: icons/*.png.");
    Ok(())
}
