//! What is outside the window: clipboard, notifications, clock, and a second opinion on codes.

use std::process::{Command, Output};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::Result;

/// What another program would paste; empty if nothing can be.
pub fn clipboard() -> Result<String> {
    let output = Command::new("xclip").args(["-selection", "clipboard", "-out"]).output()?;
    Ok(String::from_utf8(output.stdout)?)
}

/// The notifications of this desktop so far: how many, and every word in them.
pub struct Notifications {
    pub count: usize,
    pub words: String,
}

pub fn notifications() -> Result<Notifications> {
    // What is still shown is not in the history yet.
    ask_dunst("NotificationCloseAll")?;
    let words = ask_dunst("NotificationListHistory")?;
    Ok(Notifications { count: words.matches("\"summary\"").count(), words })
}

fn ask_dunst(method: &str) -> Result<String> {
    let mut ask = Command::new("dbus-send");
    ask.args(["--session", "--print-reply", "--dest=org.freedesktop.Notifications"]);
    ask.args(["/org/freedesktop/Notifications", &format!("org.dunstproject.cmd0.{method}")]);
    Ok(String::from_utf8(ended_well(ask.output()?)?)?)
}

/// The code that oathtool computes for this moment.
pub fn oathtool(base32: &str, at: u64) -> Result<String> {
    let output = Command::new("oathtool")
        .args(["--totp", "-b", base32, "--now", &format!("@{at}")])
        .output()?;
    Ok(String::from_utf8(ended_well(output)?)?.trim().to_owned())
}

pub fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

/// Waits for a moment that is well inside a step of 30 seconds, and returns it.
pub async fn middle_of_a_step() -> Result<u64> {
    loop {
        let now = now()?;
        if (3..=22).contains(&(now % 30)) {
            return Ok(now);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Waits until the app of the scenario before has ended, down to its last thread: one that starts
/// while another runs hands over to that one.
pub async fn until_no_app_runs() -> Result<()> {
    let config: serde_json::Value = serde_json::from_str(include_str!("../../tauri.conf.json"))?;
    let app = config["identifier"].as_str().ok_or("the app has no identifier")?;
    for _ in 0..600 {
        let mut ask = Command::new("dbus-send");
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"]);
        ask.args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"]);
        ask.arg(format!("string:{app}.SingleInstance"));
        let answer = ended_well(ask.output()?)?;
        if String::from_utf8(answer)?.contains("boolean false") {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("The app of the scenario before still runs.".into())
}

pub fn ended_well(output: Output) -> Result<Vec<u8>> {
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(output.stdout)
}
