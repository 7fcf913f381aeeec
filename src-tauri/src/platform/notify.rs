//! Desktop notifications, for what a hidden window cannot tell. Never a code.

use std::thread;

use notify_rust::{Notification, Timeout};
use tessera_app::ports::notifications::Notice;

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

fn words(notice: &Notice) -> (String, String) {
    match notice {
        Notice::Copied { name, clears_in } => {
            (format!("{} copied", plain(name)), format!("Clears in {clears_in} s."))
        }
        Notice::BackupFailed => (
            "The last backup failed".to_owned(),
            "Your change is saved, but the version before it could not be kept. \
             Check the space and the rights of the vault's folder."
                .to_owned(),
        ),
        Notice::SecondBackupFailed => (
            "The second backup failed".to_owned(),
            "Your change is saved, but the second folder for backups could not take the copy. \
             See Backups in the menu of Tessera."
                .to_owned(),
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
