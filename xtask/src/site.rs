//! The site at which the end-to-end run enrols: other people's Python, in a folder under target/.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{program, root, run, target};

/// The Python that has the packages of tests/e2e/site/requirements.txt, after fetching them where they
/// are missing or of another version.
pub fn python() -> Result<PathBuf> {
    let requirements = root().join("tests/e2e/site/requirements.txt");
    let folder = target().join("site");
    let python = folder.join("bin/python");
    let (wanted, stamp) = (fs::read(&requirements)?, folder.join("requirements.txt"));
    if fs::read(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }
    println!(
        "The site for the end-to-end run is missing: fetching Django and django-two-factor-auth."
    );
    // Debian's own, for which its venv package is installed; there may be others on the PATH.
    run(program("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(program(&python).args(pip).arg(&requirements))?;
    fs::write(stamp, wanted)?;
    Ok(python)
}
