//! A walk through every command with the canary in hand, well and badly behaved, and all that came out.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_app::app::App;
use tessera_app::events::Event;
use tessera_app::export;
use tessera_app::import::arrived;
use tessera_app::ports::clipboard::Pasted;
use tessera_app::types::Typed;
use tessera_core::otp::Otp;
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::{self, Outgoing, TARGETS, WriteContext};
use tessera_screen::{Content, Shot};

use super::plant::Canary;
use crate::accounts::{form, form_with, otp, rgba, save_picture};
use crate::app::Shell;
use crate::test_app::{block_on, files};

/// What came out, and the codes that may or may not be in it.
pub struct Tour {
    shell: Shell,
    events: Vec<Event>,
    notices: Vec<String>,
    /// Codes of the row that was on screen.
    pub shown: Vec<String>,
    /// Codes of a row that never was, at the same times.
    pub hidden: Vec<String>,
}

impl Tour {
    pub fn take(canary: &Canary) -> Self {
        let shell = Shell::new();
        // The sources hold the secret, as sources do; they are none of Tessera's files.
        let sources = tempfile::tempdir().unwrap();
        let password = json!({ "password": canary.password() });
        shell.ok("estimate_password", password.clone());
        shell.ok("create_vault", password);
        let mut tour =
            Self { shell, events: vec![], notices: vec![], shown: vec![], hidden: vec![] };
        tour.accounts(canary);
        tour.refusals(canary);
        tour.imports(canary, &sources);
        tour.backups(canary);
        tour.leaving(canary, &sources);
        tour.passwords(canary);
        tour.damage(canary);
        tour.events = tour.shell.outside.events();
        let notices = tour.shell.outside.notices();
        tour.notices = notices.iter().map(|notice| format!("{notice:?}")).collect();
        tour
    }

    /// Every place where something came out, with a name, and what came.
    pub fn places(&self) -> Vec<(String, Vec<u8>)> {
        let answers = self.shell.answers.lock().unwrap();
        let answers = answers
            .iter()
            .map(|(name, said)| (format!("the reply of {name}"), said.as_bytes().to_vec()));
        let events = self.events.iter().map(|event| match event {
            Event::Codes(codes) => ("codes".to_owned(), serde_json::to_vec(codes).unwrap()),
            Event::Review(review) => ("an event".to_owned(), serde_json::to_vec(review).unwrap()),
            other => ("an event".to_owned(), format!("{other:?}").into()),
        });
        let printed =
            self.events.iter().map(|e| ("a printed event".to_owned(), format!("{e:?}").into()));
        let notices = self.notices.iter().map(|n| ("a notification".to_owned(), n.clone().into()));
        let files = files(self.shell.folder.path()).into_iter().map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (format!("the file {name}"), fs::read(path).unwrap())
        });
        answers.chain(events).chain(printed).chain(notices).chain(files).collect()
    }

    /// Two accounts: one on screen over several steps, one only copied.
    fn accounts(&mut self, canary: &Canary) {
        let shell = &self.shell;
        let shown = form_with("", &canary.uri(), json!({ "account": "" }));
        let hidden =
            form_with("Hidden", &canary.base32(), json!({ "digits": 10, "algorithm": "SHA256" }));
        let bank = form_with("Bank", &canary.base32().to_lowercase(), json!({ "kind": "hotp" }));
        let add = |form: &Value| shell.ok("add_entry", json!({ "entry": form }))["id"].clone();
        let (shown, hidden, bank) = (add(&shown), add(&hidden), add(&bank));
        let secret = canary.base32();
        let shown_otp = otp(&canary.uri());
        let hidden_otp =
            otp(&format!("otpauth://totp/x?secret={secret}&digits=10&algorithm=SHA256"));
        shell.ok("list_entries", json!({}));
        shell.ok("show_rows", json!({ "ids": [shown, bank] }));
        for _ in 0..3 {
            note(&mut self.shown, &shown_otp, shell);
            note(&mut self.hidden, &hidden_otp, shell);
            shell.ok("copy_code", json!({ "id": hidden }));
            shell.ok("copy_code", json!({ "id": shown }));
            shell.ok("copy_code", json!({ "id": bank }));
            shell.outside.pass(Duration::from_secs(30));
            shell.tick();
        }
        note(&mut self.shown, &shown_otp, shell);
        let id = shown.as_str().unwrap().to_owned();
        shell.ask(move |app| app.copy_code(&id, true)).unwrap();
        shell.ok("copy_next_count", json!({ "id": bank }));
        shell.ok("keep_clipboard", json!({}));
        shell.ok("activity", json!({}));
        let edit = json!({
            "issuer": canary.issuer, "account": "ada", "tags": ["Work"], "note": "by the harbour",
            "pinned": true, "confirmed": true,
        });
        shell.ok("edit_entry", json!({ "id": shown, "edit": edit }));
        shell.ok("entry_dates", json!({ "id": shown }));
        shell.ok("explain_refused", json!({ "id": bank }));
        shell.ok("health", json!({}));
        shell.ok("check_clock", json!({}));
        self.refuse("compare_clock", json!({}));
        self.refuse("merge_twins", json!({ "keep": bank }));
        shell.ok("put_off_clock", json!({}));
        let change = |secret: &str| {
            let change = json!({
                "secret": secret, "kind": "hotp", "algorithm": "SHA1", "digits": 6, "period": 30,
                "counter": "9",
            });
            json!({ "id": bank, "change": change, "password": canary.password() })
        };
        let undo = shell.ok("change_otp", change(&secret.to_lowercase()))["undo"].clone();
        shell.ok("undo", json!({ "token": undo }));
        self.refuse("change_otp", change(&format!("{secret}1")));
        self.refuse("change_otp", change(&format!("otpauth://{secret}/x?secret={secret}")));
        let undo = shell.ok("remove_entry", json!({ "id": hidden }))["undo"].clone();
        shell.ok("list_trash", json!({}));
        shell.ok("undo", json!({ "token": undo }));
        shell.ok("remove_entry", json!({ "id": bank }));
        shell.ok("restore_entry", json!({ "id": bank }));
        shell.ok("remove_entry", json!({ "id": bank }));
        shell.ok("delete_entry", json!({ "id": bank }));
    }

    /// Every error of an account that is typed in, with the secret somewhere in what was typed.
    fn refusals(&self, canary: &Canary) {
        let (secret, uri) = (canary.base32(), canary.uri());
        for typed in [
            format!("{secret}1"),
            format!("{secret}\u{e9}"),
            format!("otpauth://{secret}/x?secret={secret}"),
            format!("otpauth://totp/x?sekret={secret}"),
            format!("otpauth://totp/x?secret={secret}&algorithm={secret}"),
            format!("otpauth://totp/x?secret={secret}&digits={secret}"),
            format!("otpauth://totp/x?secret={secret}&period={secret}"),
            format!("otpauth://hotp/x?secret={secret}&counter={secret}"),
            format!("otpauth-migration://offline?data={secret}"),
            format!("https://{secret}.example"),
            format!("motp://x?secret={secret}"),
            format!("steam://{secret}1"),
            uri.replace("totp", "yotp"),
            uri.replace("digits=10", "digits=11"),
        ] {
            self.refuse("add_entry", json!({ "entry": form("Refused", &typed) }));
        }
        for fields in [
            json!({ "digits": 0 }),
            json!({ "period": 0 }),
            json!({ "kind": "hotp", "counter": "one" }),
            json!({ "digits": "six" }),
            json!({ "kind": "yotp" }),
            json!({ "tags": null }),
        ] {
            self.refuse("add_entry", json!({ "entry": form_with("Refused", &secret, fields) }));
        }
        self.refuse("add_entry", json!({ "entry": { "secret": secret } }));
        self.refuse("add_entry", json!({ "entri": form("Refused", &secret) }));
        self.refuse("unlock", json!({ "password": [canary.password()] }));
        self.refuse("unlock", json!({ "passwort": canary.password() }));
        self.refuse("create_vault", json!({ "password": canary.password() }));
        for command in
            ["copy_code", "remove_entry", "restore_entry", "delete_entry", "cancel_review"]
        {
            self.refuse(command, json!({ "id": secret }));
        }
        self.refuse("undo", json!({ "token": secret }));
        self.refuse("show_rows", json!({ "ids": [uri] }));
        self.refuse("restore_generation", json!({ "id": secret, "password": canary.password() }));
        self.shell.outside.clipboard.lock().unwrap().fails = true;
        let id = self.shell.ok("list_entries", json!({}))[0]["id"].clone();
        self.refuse("copy_code", json!({ "id": id }));
        self.refuse("paste_import", json!({}));
        self.shell.outside.clipboard.lock().unwrap().fails = false;
    }

    /// Pictures, texts and the clipboard; drafts of every status.
    fn imports(&self, canary: &Canary, sources: &TempDir) {
        let (secret, uri) = (canary.base32(), canary.uri());
        let path = |name: &str| sources.path().join(name);
        save_picture(&uri, &path("code.png"));
        save_picture(&format!("no account: {secret}"), &path("other.png"));
        let lines = [
            uri.clone(),
            uri.replace("digits=10", "digits=8"),
            format!("otpauth://totp/broken?secret={secret}!"),
            format!("otpauth://{secret}?secret={secret}"),
            format!("otpauth://totp/x?secret={secret}&algorithm={secret}"),
            format!("otpauth-migration://offline?data={secret}"),
            format!("otpauth://totp/secret={secret}&x?issuer=secret={secret}"),
            "otpauth://totp/New:ada?secret=GEZDGNBVGY3TQOJQ".to_owned(),
        ];
        fs::write(path("accounts.txt"), lines.join("\n")).unwrap();
        fs::write(path("notes.txt"), &secret).unwrap();
        let paths = ["code.png", "other.png", "accounts.txt", "notes.txt"].map(path);
        self.shell.capture().dropped(paths.to_vec());
        self.shell.settle();
        self.screens_and_links(canary, sources);
        self.sealed_files(canary, sources);
        for pasted in [uri, secret, "otpauth://totp/New:bob?secret=GEZDGNBVGY3TQOJQ".to_owned()] {
            self.shell.outside.copies(Pasted::Text(pasted.into()));
            self.shell.ok("paste_import", json!({}));
        }
        self.shell
            .outside
            .copies(Pasted::Text("otpauth://totp/New:eve?secret=GEZDGNBV".to_owned().into()));
        let review = self.shell.ok("paste_import", json!({}));
        let ticked: Vec<_> = (0..20).collect();
        let confirmed =
            self.shell.ok("confirm_review", json!({ "id": review["id"], "ticked": ticked }));
        self.shell.ok("undo", json!({ "token": confirmed["undo"] }));
        self.refuse("cancel_review", json!({ "id": review["id"] }));
    }

    /// Files of another app, and a vault, under the canary's password; what else is typed is the secret.
    fn sealed_files(&self, canary: &Canary, sources: &TempDir) {
        let path = sources.path().join("backup.2fas");
        let account = Draft::new(otpauth::parse(&canary.uri()).unwrap());
        let word = SecretText::new(canary.password());
        let mut context = WriteContext {
            password: Some(&word),
            rng: &mut UnwrapErr(SysRng),
            now: self.shell.outside.now(),
            is_cancelled: &|| false,
        };
        let target = write::by_name("2fas-encrypted").unwrap();
        let files = target.write(&[Outgoing::of_draft(&account).unwrap()], &mut context).unwrap();
        fs::write(&path, &files[0]).unwrap();
        self.shell.capture().dropped(vec![path.clone()]);
        self.shell.settle();
        let review = self.shell.import(vec![path, self.shell.vault()]);
        let at = review["sources"].as_array().unwrap().len() - 2;
        let asked = |source: usize, password: String| json!({ "review": review["id"], "source": source, "password": password, "agreed": true });
        for source in [at, at + 1] {
            self.refuse("open_source", asked(source, canary.base32()));
            self.refuse("open_source", asked(source, canary.uri()));
            self.refuse("choose_key_file", asked(source, canary.password()));
            let opened = self.shell.ok("open_source", asked(source, canary.password()));
            assert_eq!(opened["sources"][source]["sealed"], Value::Null);
        }
        self.refuse(
            "open_source",
            json!({ "review": canary.uri(), "source": 0, "password": canary.password(), "agreed": true }),
        );
    }

    /// What is on the screen, what is typed, and links from before the unlock.
    fn screens_and_links(&self, canary: &Canary, sources: &TempDir) {
        let (shell, uri) = (&self.shell, canary.uri());
        let file = fs::read(sources.path().join("code.png")).unwrap();
        let shot = |content| Shot { name: "HDMI-1".to_owned(), content };
        let (width, height, rgba) = rgba(&uri);
        let shots =
            vec![shot(Content::File(file.into())), shot(Content::Pixels { width, height, rgba })];
        *shell.outside.screen.lock().unwrap() = Some(Ok(shots));
        shell.ok("scan_screen", json!({}));
        self.refuse("scan_screen", json!({}));
        shell.ok("import_text", json!({ "text": format!("{uri}\n{}", canary.base32()) }));
        self.refuse("import_text", json!({ "text": [uri] }));
        shell.lock();
        self.refuse("import_text", json!({ "text": uri }));
        let folder = sources.path();
        shell.capture().arrived(arrived([uri, "code.png".to_owned()], folder));
        shell.settle();
        shell.ok("status", json!({}));
        shell.ok("unlock", json!({ "password": canary.password() }));
        shell.settle();
    }

    fn backups(&self, canary: &Canary) {
        let (shell, typed) = (&self.shell, canary.password());
        let password = json!({ "password": typed });
        let copy = shell.path("copy.tessera");
        let exported = {
            let (copy, typed) = (copy.clone(), serde_json::from_value(json!(typed)).unwrap());
            shell.ask(move |app| app.export_backup(&copy, &typed)).unwrap()
        };
        assert_eq!(exported.entries, 2);
        self.refuse("review_backup", password.clone());
        shell.ask(move |app| app.choose_backup(copy));
        self.refuse("review_backup", json!({ "password": canary.base32() }));
        let review = shell.ok("review_backup", password.clone());
        shell.ok("cancel_review", json!({ "id": review["id"] }));
        self.refuse("restore_backup", password);
        let generations = shell.ok("list_backups", json!({}))["generations"].clone();
        self.refuse(
            "restore_generation",
            json!({ "id": generations[0]["id"], "password": canary.uri() }),
        );
    }

    /// Out to other apps: what is sealed lies among Tessera's files, and what is not with the sources.
    fn leaving(&self, canary: &Canary, sources: &TempDir) {
        let (shell, typed) = (&self.shell, canary.password());
        shell.ok("export_targets", json!({}));
        let out = |to: &'static str, path: PathBuf| {
            let typed = serde_json::from_value::<Typed>(json!(typed)).unwrap();
            let begin = move |app: &mut App| {
                app.begin_export(to, None, &typed, Some(&typed), Some("plaintext"))
            };
            let ticket = shell.ask(begin).unwrap();
            let left = block_on(export::write(&shell.keeper(), ticket, path)).unwrap().unwrap();
            let answer = ("export_accounts".to_owned(), json!(left).to_string());
            shell.answers.lock().unwrap().push(answer);
        };
        for target in TARGETS {
            shell.ok("preview_export", json!({ "to": target.name }));
            let folder = if target.takes_password { &shell.folder } else { sources };
            // Ten digits are more than Google takes.
            if !target.name.starts_with("google") {
                out(target.name, folder.path().join(format!("{}.out", target.name)));
            }
        }
        self.refuse("preview_export", json!({ "to": canary.base32() }));
        for confirmation in [canary.uri(), canary.password()] {
            self.refuse(
                "export_accounts",
                json!({ "to": "aegis", "password": typed, "seal": null, "confirmation": confirmation }),
            );
        }
        self.refuse("show_transfer", json!({ "password": typed }));
        let six = form("Six", &canary.base32());
        let id = shell.ok("add_entry", json!({ "entry": six }))["id"].clone();
        shell.ok("show_transfer", json!({ "password": typed }));
        shell.ok("transfer_part", json!({ "number": 1 }));
        self.refuse("transfer_part", json!({ "number": 2 }));
        shell.ok("end_transfer", json!({}));
        shell.ok("remove_entry", json!({ "id": id }));
        shell.ok("delete_entry", json!({ "id": id }));
    }

    fn passwords(&self, canary: &Canary) {
        let (shell, typed) = (&self.shell, canary.password());
        shell.ok("change_password", json!({ "old": typed, "next": format!("{typed} 2") }));
        self.refuse("change_password", json!({ "old": typed, "next": typed }));
        shell.ok("change_password", json!({ "old": format!("{typed} 2"), "next": typed }));
        let settings = shell.ok("status", json!({}))["settings"].clone();
        shell.ok("save_settings", json!({ "settings": settings }));
        // A panic with the vault open, and the same vault again.
        let panicked =
            shell.keeper().ask_blocking(|_| -> Result<(), _> { crate::outside::unwind() });
        assert!(panicked.is_err());
        self.refuse("unlock", json!({ "password": canary.base32() }));
        shell.ok("unlock", json!({ "password": typed }));
        shell.lock();
    }

    fn damage(&self, canary: &Canary) {
        let shell = &self.shell;
        let whole = fs::read(shell.vault()).unwrap();
        for (index, value) in [(9, 2), (whole.len() - 1, whole[whole.len() - 1] ^ 1), (20, 0xff)] {
            let mut bytes = whole.clone();
            bytes[index] = value;
            fs::write(shell.vault(), bytes).unwrap();
            self.refuse("unlock", json!({ "password": canary.password() }));
        }
        fs::write(shell.vault(), whole).unwrap();
        shell.ok("unlock", json!({ "password": canary.password() }));
        shell.ask(App::close);
    }

    /// Any refusal will do, in the shell's words or in Tauri's own.
    #[track_caller]
    fn refuse(&self, command: &str, arguments: Value) {
        self.shell.call(command, arguments).expect_err(command);
    }
}

/// The codes of now and next.
fn note(codes: &mut Vec<String>, otp: &Otp, shell: &Shell) {
    let now = shell.outside.now();
    codes.push(otp.code_at(now).expose().to_owned());
    codes.push(otp.next_code_at(now).unwrap().expose().to_owned());
}
