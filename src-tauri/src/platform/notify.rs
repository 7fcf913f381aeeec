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

/// A label comes from a QR code. What stands above is plain text by the rules of notifications, but there
/// are daemons that read it as markup; one that does not would show an escaped sign as it is escaped. So
/// the three signs that make markup give way to ones that look like them, for every daemon.
fn plain(label: &str) -> String {
    let shown = label.chars().filter(|c| !c.is_control()).map(|c| match c {
        '<' => '\u{2039}',
        '>' => '\u{203a}',
        '&' => '\u{ff06}',
        c => c,
    });
    shown.take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_bring_markup_along() {
        for (name, shown) in [
            ("<b>x</b>\n&amp;", "\u{2039}b\u{203a}x\u{2039}/b\u{203a}\u{ff06}amp; copied"),
            ("AT&T", "AT\u{ff06}T copied"),
            (
                "<b>x</b><img src=\"file:///etc/passwd\">",
                "\u{2039}b\u{203a}x\u{2039}/b\u{203a}\u{2039}img src=\"file:///etc/passwd\"\u{203a} copied",
            ),
        ] {
            let (above, below) = words(&Notice::Copied { name: name.into(), clears_in: 30 });
            assert_eq!(above, shown);
            // What may be markup for a daemon holds nothing of a stranger's.
            assert_eq!(below, words(&Notice::Copied { name: String::new(), clears_in: 30 }).1);
        }
    }

    #[test]
    fn no_notice_brings_markup_along() {
        let name = || "<a href=\"x\">&lt;".to_owned();
        let notices = [
            Notice::Copied { name: name(), clears_in: 30 },
            Notice::BackupFailed,
            Notice::SecondBackupFailed,
        ];
        for notice in notices {
            let (above, below) = words(&notice);
            assert!(!above.contains(['<', '>', '&']) && !below.contains(['<', '>', '&']));
        }
    }
}
