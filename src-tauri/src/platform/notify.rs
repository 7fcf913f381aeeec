//! Desktop notifications, for what a hidden window cannot tell. Never a code.

use std::thread;

use notify_rust::{Notification, Timeout};
use tessera_app::ports::notifications::Notice;
use tessera_words::say;

/// Shows it. A desktop without notifications is no error: nothing depends on them. One whose daemon
/// hangs must not hang the keeper.
pub fn show(notice: Notice) {
    let thread = thread::Builder::new().name("notify".into());
    let _ = thread.spawn(move || show_and_wait(&notice));
}

fn show_and_wait(notice: &Notice) {
    let (summary, body) = words(notice);
    let mut notification = Notification::new();
    notification.appname("Tessera").summary(&summary).body(&body).timeout(Timeout::Default);
    #[cfg(target_os = "linux")]
    notification.icon("tessera").hint(notify_rust::Hint::Transient(true));
    let _ = notification.show();
}

/// What stands above, and what below it.
fn words(notice: &Notice) -> (String, String) {
    match notice {
        Notice::Copied { name, clears_in } => (
            say::NotificationCopiedTitle { name: &plain(name) }.to_string(),
            say::NotificationCopied { seconds: (*clears_in).into() }.to_string(),
        ),
        Notice::BackupFailed => (
            say::NotificationBackupFailedTitle.to_string(),
            say::NotificationBackupFailed.to_string(),
        ),
        Notice::SecondBackupFailed => (
            say::NotificationSecondBackupFailedTitle.to_string(),
            say::NotificationSecondBackupFailed.to_string(),
        ),
    }
}

/// A label comes from a QR code: notification daemons may read it as markup.
fn plain(label: &str) -> String {
    label.chars().filter(|c| !c.is_control() && !"<>&".contains(*c)).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_bring_markup_along() {
        let notice = Notice::Copied { name: "<b>x</b>\n&amp;".into(), clears_in: 30 };
        assert_eq!(words(&notice).0, "bx/bamp; copied");
    }
}
