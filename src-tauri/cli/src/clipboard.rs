//! A code on the clipboard: kept out of clipboard histories, and cleared again.

use std::sync::mpsc;
use std::time::Duration;

use arboard::Clipboard;

use crate::exit::Failure;
use crate::output;

/// Long enough to type it, short enough to be forgotten.
const STAYS: Duration = Duration::from_secs(30);

/// The clipboard of this desktop.
pub fn open() -> Result<Clipboard, Failure> {
    Clipboard::new().map_err(|_| {
        Failure::failed("There is no clipboard: this is not a desktop session. Leave out --copy.")
    })
}

/// Puts `code` on the clipboard and stays until it is cleared: after [`STAYS`], or when the user
/// interrupts. What somebody else copied in the meantime is left alone.
pub fn offer(mut clipboard: Clipboard, code: &str, title: &str) -> Result<(), Failure> {
    let (interrupt, interrupted) = mpsc::channel();
    // Before the code is there: an interruption in between would leave it there.
    let handler = move || {
        let _ = interrupt.send(());
    };
    ctrlc::set_handler(handler)
        .map_err(|_| Failure::failed("Signals cannot be caught, so nothing was copied."))?;
    excluded_from_history(&mut clipboard, code)
        .map_err(|_| Failure::failed("The clipboard did not take the code."))?;
    output::tell(&format!(
        "Copied the code of {title}. It is cleared in {} seconds; Ctrl+C clears it now.",
        STAYS.as_secs()
    ));
    let _ = interrupted.recv_timeout(STAYS);
    if clipboard.get_text().is_ok_and(|text| text == code) {
        clipboard
            .clear()
            .map_err(|_| Failure::failed("The clipboard could not be cleared: do it by hand."))?;
        output::tell("The clipboard is cleared.");
    } else {
        output::tell("The clipboard holds something else by now, which stays.");
    }
    Ok(())
}

fn excluded_from_history(clipboard: &mut Clipboard, code: &str) -> Result<(), arboard::Error> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(all(unix, not(target_os = "macos")))]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;
    #[cfg(windows)]
    return clipboard
        .set()
        .exclude_from_monitoring()
        .exclude_from_history()
        .exclude_from_cloud()
        .text(code);
    #[cfg(not(windows))]
    clipboard.set().exclude_from_history().text(code)
}
