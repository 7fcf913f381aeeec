//! `cargo xtask run`: from a bare checkout to the open window.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::packages::{self, Need};
use crate::session::Session;
use crate::shell::{
    WORKSPACE, built, bytes, cargo, output, program, run, start_in_background, target,
};
use crate::ui;

/// A machine under load takes its time; a window that is not there by then does not come.
const PATIENCE: Duration = Duration::from_secs(60);

const APP: &str = "tessera";
/// Reads pictures for the app, which looks for it beside itself whenever there are some.
const READER: &str = "tessera-reader";

pub fn start(_: &[String]) -> Result<()> {
    let screen = has_screen();
    packages::ensure(if screen { &[Need::Build] } else { &[Need::Build, Need::Display] })?;
    ui::build()?;
    // The first time, nobody waits for the reader: what decodes pictures takes long to build.
    let first = !built(READER)?.exists();
    run(&mut build(if first { &[APP] } else { &[APP, READER] }))?;
    match (screen, first) {
        (false, _) => on_virtual_display(),
        (true, true) => open_before_the_reader(),
        (true, false) => run(&mut app()?),
    }
}

fn build(programs: &[&str]) -> Command {
    let mut command = cargo(["build"]);
    command.args(WORKSPACE);
    for program in programs {
        command.args(["--bin", program]);
    }
    command
}

fn app() -> Result<Command> {
    Ok(program(built(APP)?))
}

/// Builds the reader while somebody already looks at the window.
fn open_before_the_reader() -> Result<()> {
    println!("The window opens. What reads pictures for it is built meanwhile.");
    let mut reader = start_in_background(&build(&[READER]))?;
    let window = run(&mut app()?);
    if reader.try_wait()?.is_none() {
        println!(
            "What reads pictures is still being built. Ctrl+C puts that off to the next start."
        );
    }
    let ended = reader.wait()?;
    window?;
    if !ended.success() {
        bail!("{READER} was not built ({ended}): pictures cannot be read. Start again.");
    }
    Ok(())
}

fn has_screen() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Nobody can look at this window: it is opened, photographed and closed again.
fn on_virtual_display() -> Result<()> {
    println!("There is no display here: opening the window on a virtual one.");
    let mut session = Session::start()?;
    let mut command = app()?;
    session.show(&mut command);
    session.spawn(&mut command)?;
    let window = wait_for_window(&session)?;
    // What fades in has come to rest by then.
    std::thread::sleep(Duration::from_secs(1));
    std::fs::create_dir_all(target())?;
    let picture = target().join("tessera.png");
    run(session.show(program("import").args(["-window", &window]).arg(&picture)))?;
    println!("The window is open. Its picture: {}", picture.display());
    Ok(())
}

/// The X id of the window, once something is drawn in it.
fn wait_for_window(session: &Session) -> Result<String> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(300));
        let found = output(session.show(program("xdotool").args([
            "search",
            "--onlyvisible",
            "--name",
            "^Tessera",
        ])));
        let Some(window) = found.ok().and_then(|ids| ids.lines().last().map(str::to_owned)) else {
            continue;
        };
        if is_drawn(session, &window) {
            return Ok(window);
        }
    }
    bail!("No window within {} s. What the app said stands above.", PATIENCE.as_secs())
}

/// An empty window is one colour; letters alone bring dozens of shades.
fn is_drawn(session: &Session, window: &str) -> bool {
    let pixels = bytes(session.show(program("import").args(["-window", window, "rgb:-"])))
        .unwrap_or_default();
    let colours: std::collections::BTreeSet<&[u8]> = pixels.chunks_exact(3).collect();
    colours.len() > 24
}
