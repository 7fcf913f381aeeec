//! Questions that the system asks in place of the page, which can neither draw nor answer them.

use tauri::{AppHandle, Manager, Runtime};
use tessera_app::ports::confirm::{Answer, Confirm, Question};
use tessera_words::say;
use tokio::sync::oneshot;

use super::{WINDOW, seam};

/// Questions before the window.
pub struct Questions<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Confirm for Questions<R> {
    fn confirm(&self, question: Question) -> Answer {
        if let Some(said) = seam::answered(seam::CONFIRM) {
            return Box::pin(async move { said == ["yes"] });
        }
        let (answer, given) = oneshot::channel();
        ask(&self.0, Words::of(question), answer);
        // One that could not be shown was not answered.
        Box::pin(async { given.await.unwrap_or(false) })
    }
}

struct Words {
    /// What is about to be done.
    question: String,
    /// What that means.
    meaning: String,
    yes: String,
    no: String,
}

impl Words {
    fn of(question: Question) -> Self {
        let (question, meaning, yes) = match question {
            Question::ShowTransfer => (
                say::DialogTransferAsk.to_string(),
                say::DialogTransferAskMeaning.to_string(),
                say::DialogTransferAskYes.to_string(),
            ),
            Question::MakeRecovery => (
                say::DialogRecoveryAsk.to_string(),
                say::DialogRecoveryAskMeaning.to_string(),
                say::DialogRecoveryAskYes.to_string(),
            ),
            Question::ChangePassword => (
                say::DialogPasswordAsk.to_string(),
                say::DialogPasswordAskMeaning.to_string(),
                say::DialogPasswordAskYes.to_string(),
            ),
            Question::AllowKeyring => (
                say::DialogKeyringAsk.to_string(),
                say::DialogKeyringAskMeaning.to_string(),
                say::DialogKeyringAskYes.to_string(),
            ),
            Question::Recover => (
                say::DialogRecoverAsk.to_string(),
                say::DialogRecoverAskMeaning.to_string(),
                say::DialogRecoverAskYes.to_string(),
            ),
            Question::RemoveRecovery => (
                say::DialogRecoveryRemoveAsk.to_string(),
                say::DialogRecoveryRemoveAskMeaning.to_string(),
                say::DialogRecoveryRemoveAskYes.to_string(),
            ),
        };
        Self { question, meaning, yes, no: say::DialogAskNo.to_string() }
    }
}

/// GTK's own dialog: that of the plugin belongs to no window here, and Enter says yes in it.
#[cfg(target_os = "linux")]
fn ask<R: Runtime>(app: &AppHandle<R>, words: Words, answer: oneshot::Sender<bool>) {
    use gtk::prelude::*;
    use gtk::{ButtonsType, DialogFlags, MessageDialog, MessageType, ResponseType};

    let window = app.get_webview_window(WINDOW);
    // Where that fails, the answer is dropped, which is a no.
    let _ = app.run_on_main_thread(move || {
        let Some(parent) = window.and_then(|window| window.gtk_window().ok()) else { return };
        let flags = DialogFlags::MODAL | DialogFlags::DESTROY_WITH_PARENT;
        let (kind, none) = (MessageType::Warning, ButtonsType::None);
        let dialog = MessageDialog::new(Some(&parent), flags, kind, none, &words.question);
        dialog.set_title(&words.question);
        dialog.set_secondary_text(Some(&words.meaning));
        dialog.add_button(&words.no, ResponseType::Cancel);
        dialog.add_button(&words.yes, ResponseType::Accept);
        // A key that was meant for the page says no.
        dialog.set_default_response(ResponseType::Cancel);
        let answer = std::cell::Cell::new(Some(answer));
        dialog.connect_response(move |dialog, response| {
            // To be closed is a response as well.
            if let Some(answer) = answer.take() {
                let _ = answer.send(response == ResponseType::Accept);
                dialog.close();
            }
        });
        dialog.show_all();
    });
}

#[cfg(not(target_os = "linux"))]
fn ask<R: Runtime>(app: &AppHandle<R>, words: Words, answer: oneshot::Sender<bool>) {
    use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

    let Some(window) = app.get_webview_window(WINDOW) else { return };
    let dialog = app.dialog().message(words.meaning).title(words.question);
    let buttons = MessageDialogButtons::OkCancelCustom(words.yes, words.no);
    let dialog = dialog.kind(MessageDialogKind::Warning).buttons(buttons).parent(&window);
    dialog.show(move |yes| drop(answer.send(yes)));
}
