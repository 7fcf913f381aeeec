//! Files that take a password: what is asked, what comes of it, and that nothing is kept or told.

use std::fs;
use std::path::PathBuf;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tessera_app::error::CommandError;
use tessera_app::import::add_key_file;
use tessera_app::types::{FileAccess, Reason, Review};
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::{self, Outgoing, WriteContext};
use tessera_reader_wire::{Walls, write_ready};
use tokio::task::JoinHandle;

use crate::accounts::{PASSWORD, SECRET, form, uri};
use crate::eventually::eventually;
use crate::outside::NOW;
use crate::reader_program::reader_program;
use crate::test_app::{TestApp, block_on, data, spawn};

/// What files of other apps are sealed with.
const WORD: &str = "a photograph of a heron";

/// Accounts as another app writes them.
fn written(target: &str, issuers: &[&str], word: &str) -> Vec<u8> {
    let drafts = issuers.iter().map(|issuer| otpauth::parse(&uri(issuer, SECRET)).unwrap());
    let drafts: Vec<_> = drafts.map(Draft::new).collect();
    let accounts: Vec<_> = drafts.iter().filter_map(Outgoing::of_draft).collect();
    let word = SecretText::new(word.to_owned());
    let mut context = WriteContext {
        password: Some(&word),
        rng: &mut UnwrapErr(SysRng),
        now: NOW,
        is_cancelled: &|| false,
    };
    let files = write::by_name(target).unwrap().write(&accounts, &mut context).unwrap();
    files[0].to_vec()
}

/// The same as a file of that name. The quickest to open of those that take a password.
fn sealed(app: &TestApp, name: &str, issuers: &[&str]) -> PathBuf {
    save(app, name, &written("2fas-encrypted", issuers, WORD))
}

fn save(app: &TestApp, name: &str, bytes: &[u8]) -> PathBuf {
    fs::write(app.path(name), bytes).unwrap();
    app.path(name)
}

fn asked(review: &Value, source: usize, password: &str) -> Value {
    json!({ "review": review["id"], "source": source, "password": password, "agreed": false })
}

fn open(app: &TestApp, review: &Value, source: usize, password: &str) -> Value {
    app.ok("open_source", asked(review, source, password))
}

fn issuers(review: &Value) -> Vec<&str> {
    let drafts = review["drafts"].as_array().unwrap().iter();
    drafts.map(|draft| draft["issuer"].as_str().unwrap()).collect()
}

fn count(app: &TestApp) -> usize {
    app.ok("list_entries", json!({})).as_array().unwrap().len()
}

/// A database of KeePass 2 that takes so many rounds to find any password wrong.
fn keepass(rounds: u64) -> Vec<u8> {
    let mut file = vec![0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5, 1, 0, 3, 0];
    let aes = [
        0x31, 0xc1, 0xf2, 0xe6, 0xbf, 0x71, 0x43, 0x50, 0xbe, 0x58, 0x05, 0x21, 0x6a, 0xfc, 0x5a,
        0xff,
    ];
    let rounds = rounds.to_le_bytes();
    let fields: [(u8, &[u8]); 10] = [
        (2, &aes),
        (3, &[0; 4]),
        (4, &[1; 32]),
        (5, &[2; 32]),
        (6, &rounds),
        (7, &[3; 16]),
        (8, &[4; 32]),
        (9, &[5; 32]),
        (10, &[2, 0, 0, 0]),
        (0, b"\r\n\r\n"),
    ];
    for (name, value) in fields {
        file.push(name);
        file.extend(u16::try_from(value.len()).unwrap().to_le_bytes());
        file.extend(value);
    }
    file.extend([6; 64]);
    file
}

/// Many seconds of work, the most that is done for a file, unless somebody stops it.
const ENDLESS: u64 = 1 << 28;

/// A backup of Ente that takes a gibibyte and eight passes over it, and that no password opens.
fn gibibyte() -> Vec<u8> {
    let file = json!({
        "version": 1,
        "kdfParams": { "memLimit": 1 << 30, "opsLimit": 8, "salt": "AAAAAAAAAAAAAAAAAAAAAA==" },
        "encryptionNonce": "E13z+5tpMBC589CjgeHa5GLmYETKuvIl",
        "encryptedData": "AAAA",
    });
    file.to_string().into_bytes()
}

/// A vault of Tessera that takes a gibibyte and four passes over it, and that no password opens.
fn dear_vault(app: &TestApp) -> Vec<u8> {
    let vault = fs::read(app.vault()).unwrap();
    let (front, rest) = vault.split_at(14);
    let length = u32::from_be_bytes(front[10..].try_into().unwrap()) as usize;
    let mut header: Value = serde_json::from_slice(&rest[..length]).unwrap();
    let kdf = &mut header["slots"][0]["kdf"];
    (kdf["m_kib"], kdf["t"]) = (json!(1 << 20), json!(4));
    let header = header.to_string();
    let length = u32::try_from(header.len()).unwrap().to_be_bytes();
    [&front[..10], &length, header.as_bytes(), &rest[rest.len() - (4_096 + 16)..]].concat()
}

type Opening = JoinHandle<Result<Option<Review>, CommandError>>;

/// Begins to open a file that takes minutes.
fn begin_endless(app: &TestApp) -> (Value, Opening) {
    begin(app, "slow.kdbx", &keepass(ENDLESS))
}

/// Begins to open a file, whatever it costs.
fn begin(app: &TestApp, name: &str, bytes: &[u8]) -> (Value, Opening) {
    let review = app.import(vec![save(app, name, bytes)]);
    let id = review["id"].as_str().unwrap().to_owned();
    let opening = app.ask(move |app| app.begin_opening(&id, 0)).unwrap();
    let (capture, word) = (app.capture(), serde_json::from_value(json!(WORD)).unwrap());
    (review, spawn(async move { capture.open_source(opening, word, true).await }))
}

#[test]
fn files_of_other_apps_wait_for_their_passwords_and_open_one_by_one() {
    let app = TestApp::with_vault();
    let paths = ["2fas-encrypted", "aegis-encrypted", "bitwarden-encrypted"];
    let paths = paths.map(|target| save(&app, target, &written(target, &["GitHub", target], WORD)));
    let review = app.import(paths.to_vec());
    assert_eq!(issuers(&review), [""; 0]);
    for (index, name) in ["2FAS", "Aegis", "Bitwarden Authenticator"].into_iter().enumerate() {
        let source = &review["sources"][index];
        assert_eq!((&source["index"], &source["sealed"]), (&json!(index), &json!("password")));
        assert!(name.starts_with(source["app"].as_str().unwrap()), "{source}");
        assert_eq!(source["problem"], Value::Null);
    }
    let review = open(&app, &review, 1, WORD);
    assert_eq!(issuers(&review), ["GitHub", "aegis-encrypted"]);
    assert_eq!(review["sources"][1]["sealed"], Value::Null);
    assert_eq!(review["sources"][0]["sealed"], "password");
    open(&app, &review, 2, WORD);
    let review = open(&app, &review, 0, WORD);
    let statuses: Vec<_> =
        review["drafts"].as_array().unwrap().iter().map(|draft| &draft["status"]).collect();
    assert_eq!(statuses, ["new", "new", "duplicate", "new", "duplicate", "new"]);
    assert_eq!(app.refused("open_source", asked(&review, 0, WORD)), "expired");
}

#[test]
fn a_vault_of_tessera_opens_with_its_password() {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let copy = app.path("copy.tessera");
    let own = serde_json::from_value(json!(PASSWORD)).unwrap();
    app.ask(move |app| app.export_backup(&copy, &own)).unwrap();
    let review = app.import(vec![app.path("copy.tessera"), app.vault()]);
    let source = &review["sources"][0];
    assert_eq!((&source["app"], &source["sealed"]), (&json!("Tessera"), &json!("password")));
    for wrong in [WORD, "", "a\nline"] {
        assert_eq!(app.refused("open_source", asked(&review, 0, wrong)), "wrong_password");
    }
    let review = open(&app, &review, 0, PASSWORD);
    assert_eq!(review["drafts"][0]["status"], "duplicate");
    let review = open(&app, &review, 1, PASSWORD);
    assert_eq!(issuers(&review), ["GitHub", "GitHub"]);
}

#[test]
fn a_wrong_password_is_an_error_of_the_field_and_the_file_stays_sealed() {
    let app = TestApp::with_vault();
    let review = app.import(vec![sealed(&app, "backup.2fas", &["GitHub"])]);
    for wrong in ["wrong", "", "A photograph of a heron"] {
        assert_eq!(app.refused("open_source", asked(&review, 0, wrong)), "wrong_password");
    }
    assert_eq!(issuers(&open(&app, &review, 0, WORD)), ["GitHub"]);
}

#[test]
fn what_no_password_opens_is_told_with_its_own_reason_and_not_asked_for_again() {
    let app = TestApp::with_vault();
    let mut damaged: Value =
        serde_json::from_slice(&written("2fas-encrypted", &["GitHub"], WORD)).unwrap();
    let text = damaged["servicesEncrypted"].as_str().unwrap();
    let other = if text.starts_with('A') { "B" } else { "A" };
    damaged["servicesEncrypted"] = json!(format!("{other}{}", &text[1..]));
    let mut vault = fs::read(app.vault()).unwrap();
    let last = vault.len() - 1;
    vault[last] ^= 1;
    let mut newer = fs::read(app.vault()).unwrap();
    newer[9] = 9;
    let cases = [
        ("damaged.2fas", damaged.to_string().into_bytes(), WORD, "damaged"),
        ("damaged.tessera", vault, PASSWORD, "damaged"),
        ("newer.tessera", newer, PASSWORD, "too_new"),
        ("costly.kdbx", keepass(ENDLESS + 1), WORD, "too_costly"),
    ];
    let paths = cases.each_ref().map(|(name, bytes, ..)| save(&app, name, bytes));
    let mut review = app.import(paths.to_vec());
    for (index, (name, _, word, problem)) in cases.iter().enumerate() {
        review = open(&app, &review, index, word);
        let source = &review["sources"][index];
        assert_eq!(
            (&source["problem"], &source["sealed"]),
            (&json!(problem), &Value::Null),
            "{name}"
        );
        assert_eq!(app.refused("open_source", asked(&review, index, word)), "expired");
    }
    assert_eq!(issuers(&review), [""; 0]);
}

/// What comes next is read only when the file before it is done with.
fn something_else_can_be_read(app: &TestApp) {
    let review = app.import(vec![sealed(app, "later.2fas", &["GitHub"])]);
    let source = review["sources"].as_array().unwrap().len() - 1;
    assert_eq!(issuers(&open(app, &review, source, WORD)), ["GitHub"]);
}

#[test]
fn long_work_stops_at_once_when_asked_with_the_file_still_sealed() {
    let app = TestApp::with_vault();
    let (review, opening) = begin_endless(&app);
    assert_eq!(count(&app), 0, "the keeper goes on");
    let source = json!({ "review": review["id"], "source": 0 });
    app.ok("stop_opening", source.clone());
    assert_eq!(block_on(opening).unwrap(), Ok(None));
    app.ok("stop_opening", source);
    something_else_can_be_read(&app);
}

/// The application with a program that notes the process that derives, and what it answers.
#[cfg(target_os = "linux")]
fn noted() -> TestApp {
    let app = TestApp::with_vault();
    let script = format!(
        "/bin/sh -c 'echo $$ > \"$0\"; exec \"$@\"' \"$0.pid\" '{}' \"$@\" | /usr/bin/tee \"$0.answers\"",
        reader_program().display()
    );
    *app.outside.reader.lock().unwrap() = Some(program(&app, &script));
    app
}

/// A program in the place of the one that reads pictures and derives keys.
#[cfg(unix)]
fn program(app: &TestApp, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;

    let program = save(app, "program", format!("#!/bin/sh\n{script}\n").as_bytes());
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    program
}

#[test]
#[cfg(target_os = "linux")]
fn stop_a_closed_review_and_a_lock_end_the_process_in_the_middle_of_a_gibibyte() {
    type End = fn(&TestApp, &Value);
    let ends: [(&str, End); 3] = [
        ("stop", |app, id| drop(app.ok("stop_opening", json!({ "review": id, "source": 0 })))),
        ("close", |app, id| drop(app.ok("cancel_review", json!({ "id": id })))),
        ("lock", |app, _| app.lock()),
    ];
    type File = fn(&TestApp) -> Vec<u8>;
    let files: [(&str, File); 2] = [("ente.txt", |_| gibibyte()), ("old.tessera", dear_vault)];
    let all = files.iter().flat_map(|file| ends.iter().map(move |end| (file, end)));
    for (&(name, file), &(what, end)) in all {
        let app = noted();
        let (review, opening) = begin(&app, name, &file(&app));
        let of_process = |file: &str| {
            let id = fs::read_to_string(app.path("program.pid")).unwrap_or_default();
            fs::read_to_string(format!("/proc/{}/{file}", id.trim())).unwrap_or_default()
        };
        let kib_filled = || -> Option<u64> {
            let status = of_process("status");
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
            line.split_whitespace().next()?.parse().ok()
        };
        // Half of it, in the first of eight passes.
        eventually(|| kib_filled() > Some(1 << 19));
        end(&app, &review["id"]);
        let outcome = block_on(opening).unwrap();
        match what {
            "lock" => assert_eq!(outcome.unwrap_err().0, Reason::Locked),
            _ => assert_eq!(outcome, Ok(None), "{what}"),
        }
        eventually(
            || matches!(&*of_process("stat"), stat if stat.is_empty() || stat.contains(") Z ")),
        );
        let mut ready = Vec::new();
        write_ready(&mut ready, Walls::NONE).unwrap();
        let answers = fs::read(app.path("program.answers")).unwrap();
        assert_eq!(answers.len(), ready.len(), "{what}: a key was made");
    }
}

#[test]
fn what_takes_long_is_asked_before_and_done_once_agreed() {
    let app = TestApp::with_vault();
    // Some seconds, and a password that is found wrong at their end.
    let files = [
        save(&app, "slow.kdbx", &keepass(1 << 27)),
        save(&app, "ente.txt", &gibibyte()),
        save(&app, "old.tessera", &dear_vault(&app)),
    ];
    let review = app.import(files.into());
    for (source, mebibytes) in [(0, 0), (1, 1_024), (2, 1_024)] {
        let cost = app.call("open_source", asked(&review, source, WORD)).unwrap_err();
        assert_eq!(cost["code"], "costly");
        assert!(cost["params"]["seconds"].as_u64().unwrap() >= 2, "{cost}");
        assert_eq!(cost["params"]["mebibytes"], mebibytes);
    }
    let review = app.import(vec![sealed(&app, "quick.2fas", &["GitHub"])]);
    for source in [0, 1, 2] {
        assert!(!review["sources"][source]["sealed"].is_null(), "{source}");
    }
    let mut agreed = asked(&review, 0, WORD);
    agreed["agreed"] = json!(true);
    assert_eq!(app.refused("open_source", agreed), "wrong_password");
    assert_eq!(issuers(&open(&app, &review, 3, WORD)), ["GitHub"]);
}

#[test]
#[cfg(unix)]
fn a_key_that_is_not_made_leaves_the_file_as_it_was() {
    let app = TestApp::with_vault();
    let mut files = ["2fas-encrypted", "aegis-encrypted"]
        .map(|target| save(&app, target, &written(target, &["GitHub"], WORD)))
        .to_vec();
    files.push(app.vault());
    let review = app.import(files);
    let mut ready = Vec::new();
    write_ready(&mut ready, Walls::NONE).unwrap();
    let says = save(&app, "ready", &ready);
    // Ends when it is asked, as a process does that the system runs out of memory for.
    let dies = format!("cat '{}'; head -c 5 >/dev/null", says.display());
    for (program, source, error) in [
        (app.path("nowhere"), 0, "key_not_made"),
        (program(&app, &dies), 0, "key_not_made"),
        (program(&app, &dies), 1, "key_out_of_memory"),
        (app.path("nowhere"), 2, "key_not_made"),
        (program(&app, &dies), 2, "key_out_of_memory"),
    ] {
        *app.outside.reader.lock().unwrap() = Some(program);
        // Agreed to, so that nothing is measured first.
        let mut agreed = asked(&review, source, WORD);
        agreed["agreed"] = json!(true);
        assert_eq!(app.refused("open_source", agreed), error);
    }
    *app.outside.reader.lock().unwrap() = None;
    open(&app, &review, 0, WORD);
    assert_eq!(issuers(&open(&app, &review, 1, WORD)), ["GitHub", "GitHub"]);
}

#[test]
fn what_is_stopped_stops_nothing_else() {
    let app = TestApp::with_vault();
    let (review, opening) = begin_endless(&app);
    let (capture, path) = (app.capture(), sealed(&app, "dropped.2fas", &["GitHub"]));
    let waiting = spawn(async move { capture.files(vec![path]).await });
    app.ok("stop_opening", json!({ "review": review["id"], "source": 0 }));
    assert_eq!(block_on(opening).unwrap(), Ok(None));
    let review = block_on(waiting).unwrap().unwrap();
    let names: Vec<_> = review.sources.iter().map(|source| &*source.name).collect();
    assert_eq!(names, ["slow.kdbx", "dropped.2fas"]);
}

#[test]
fn a_file_is_opened_no_further_when_its_review_is_gone() {
    for command in ["cancel_review", "confirm_review"] {
        let app = TestApp::with_vault();
        let (review, opening) = begin_endless(&app);
        app.ok(command, json!({ "id": review["id"], "ticked": [] }));
        assert_eq!(block_on(opening).unwrap(), Ok(None), "{command}");
        something_else_can_be_read(&app);
    }
}

#[test]
fn a_second_password_for_a_file_ends_the_work_on_the_first() {
    let app = TestApp::with_vault();
    let (review, opening) = begin_endless(&app);
    let id = review["id"].as_str().unwrap().to_owned();
    let second = app.ask(move |app| app.begin_opening(&id, 0)).unwrap();
    assert_eq!(block_on(opening).unwrap(), Ok(None));
    assert!(!second.is_cancelled());
}

#[test]
fn what_was_being_opened_when_the_vault_locked_is_dropped_also_if_it_is_open_again() {
    for unlocked_again in [false, true] {
        let app = TestApp::with_vault();
        let (review, opening) = begin_endless(&app);
        app.lock();
        if unlocked_again {
            app.unlock();
        }
        assert_eq!(block_on(opening).unwrap().unwrap_err().0, Reason::Locked);
        if !unlocked_again {
            assert_eq!(app.refused("open_source", asked(&review, 0, WORD)), "locked");
            app.unlock();
        }
        assert_eq!(app.refused("open_source", asked(&review, 0, WORD)), "expired");
        let (id, source) = (&review["id"], 0);
        let asked = json!({ "review": id, "source": source });
        assert_eq!(app.refused("choose_key_file", asked), "expired");
    }
}

#[test]
fn an_import_is_undone_as_a_whole_and_a_second_one_adds_nothing() {
    let app = TestApp::with_vault();
    let path = sealed(&app, "backup.2fas", &["One", "Two", "Three"]);
    let review = open(&app, &app.import(vec![path.clone()]), 0, WORD);
    let all = json!({ "id": review["id"], "ticked": [0, 1, 2] });
    let undo = app.ok("confirm_review", all)["undo"].clone();
    assert_eq!(count(&app), 3);

    let again = open(&app, &app.import(vec![path]), 0, WORD);
    let all = json!({ "id": again["id"], "ticked": [0, 1, 2] });
    assert_eq!(app.ok("confirm_review", all)["added"], json!([]));
    assert_eq!(count(&app), 3);

    app.ok("undo", json!({ "token": undo }));
    assert_eq!(count(&app), 0);
}

#[test]
fn a_file_that_waits_already_is_not_asked_for_twice() {
    let app = TestApp::with_vault();
    let path = sealed(&app, "backup.2fas", &["GitHub"]);
    app.import(vec![path.clone()]);
    let review = app.import(vec![path]);
    assert_eq!(review["sources"].as_array().unwrap().len(), 1);
}

#[test]
fn no_more_passwords_are_asked_for_than_anyone_would_type() {
    let app = TestApp::with_vault();
    let bytes = written("2fas-encrypted", &["GitHub"], WORD);
    let folder = app.path("folder");
    fs::create_dir_all(&folder).unwrap();
    for i in 0..22 {
        fs::write(folder.join(format!("{i:02}.2fas")), &bytes).unwrap();
    }
    let review = app.import(vec![folder]);
    let sources = review["sources"].as_array().unwrap();
    let waiting = sources.iter().filter(|source| source["sealed"] == "password").count();
    assert_eq!((sources.len(), waiting), (22, 20));
    assert_eq!(sources[21]["problem"], "needs_password");
}

#[test]
fn a_database_of_keepass_opens_with_its_key_file_and_the_page_hears_only_its_name() {
    let app = TestApp::with_vault();
    let data = |name: &str| {
        let from = data("formats").join(name);
        save(&app, name, &fs::read(from).unwrap())
    };
    let (database, key) = (data("keepass.kdbx"), data("keepass.key"));
    let review = app.import(vec![database]);
    assert_eq!(review["sources"][0]["sealed"], "password_or_key_file");
    assert_eq!(app.refused("open_source", asked(&review, 0, "one")), "wrong_password");
    let id = || review["id"].as_str().unwrap().to_owned();
    let choose = |path| block_on(add_key_file(&app.keeper(), id(), 0, path));
    assert_eq!(
        choose(app.path("missing.key")).unwrap_err().0,
        Reason::Io { what: FileAccess::Read }
    );
    let chosen = choose(key.clone()).unwrap();
    assert_eq!(serde_json::to_value(chosen).unwrap(), json!({ "file_name": "keepass.key" }));
    assert_eq!(app.refused("open_source", asked(&review, 0, "two")), "wrong_password");
    app.ok("remove_key_file", json!({ "review": review["id"], "source": 0 }));
    assert_eq!(app.refused("open_source", asked(&review, 0, "one")), "wrong_password");
    choose(key).unwrap();
    let review = open(&app, &review, 0, "one");
    assert_eq!(issuers(&review), ["Harbour"]);
    let left_out = json!([{ "code": "without_code", "params": { "count": 1 } }]);
    assert_eq!(review["sources"][0]["remarks"], left_out);
}

#[test]
fn only_what_takes_a_key_file_is_asked_for_one() {
    let app = TestApp::with_vault();
    let review = app.import(vec![sealed(&app, "backup.2fas", &["GitHub"])]);
    for (source, error) in [(0, "internal"), (1, "expired")] {
        let asked = json!({ "review": review["id"], "source": source });
        assert_eq!(app.refused("choose_key_file", asked), error);
    }
}

#[test]
fn noise_is_asked_for_a_password_only_where_the_user_named_it() {
    let app = TestApp::with_vault();
    let folder = app.path("folder");
    fs::create_dir_all(&folder).unwrap();
    let noise: Vec<u8> = (0..200_u8).map(|i| i.wrapping_mul(151) ^ 0x5a).collect();
    fs::write(folder.join("noise.bin"), &noise).unwrap();
    let review = app.import(vec![folder.clone(), folder.join("noise.bin")]);
    let [in_folder, named] = [&review["sources"][0], &review["sources"][1]];
    assert_eq!((&in_folder["sealed"], &in_folder["app"]), (&Value::Null, &json!("")));
    assert_eq!((&named["sealed"], &named["app"]), (&json!("password"), &json!("andOTP")));
    for source in [in_folder, named] {
        assert_eq!(source["problem"], "not_a_picture");
    }
    assert_eq!(app.refused("open_source", asked(&review, 1, WORD)), "wrong_password");
}

#[test]
fn noise_that_is_named_as_a_picture_is_a_damaged_picture_and_asks_for_no_password() {
    let app = TestApp::with_vault();
    let noise: Vec<u8> = (0..200_u8).map(|i| i.wrapping_mul(151) ^ 0x5a).collect();
    let path = app.path("Scan.PNG");
    fs::write(&path, &noise).unwrap();
    let source = app.import(vec![path])["sources"][0].clone();
    assert_eq!((&source["sealed"], &source["problem"]), (&Value::Null, &json!("damaged")));
}

#[test]
fn what_an_app_had_lost_already_is_said() {
    let app = TestApp::with_vault();
    let lines =
        ["GitHub", "GitLab"].map(|issuer| format!("{}&icon=WinAuth\n", uri(issuer, SECRET)));
    let review = app.import(vec![save(&app, "winauth.txt", lines.concat().as_bytes())]);
    assert_eq!(issuers(&review), ["GitHub", "GitLab"]);
    let source = &review["sources"][0];
    let lost = json!({ "app": "WinAuth", "field": "algorithm", "count": 2 });
    assert_eq!(source["remarks"], json!([{ "code": "lost", "params": lost }]));
    assert_eq!(source["app"], "WinAuth");
}

#[test]
fn ten_thousand_entries_come_in_with_one_save_and_go_with_one_undo() {
    let app = TestApp::with_vault();
    let names: Vec<_> = (0..10_000).map(|i| format!("Site{i}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let path = save(&app, "many.json", &written("aegis", &names, WORD));
    let review = app.import(vec![path.clone()]);
    let all: Vec<_> = (0..names.len()).collect();
    let confirmed = app.ok("confirm_review", json!({ "id": review["id"], "ticked": all }));
    assert_eq!(count(&app), names.len());
    let again = app.import(vec![path]);
    let new = again["drafts"].as_array().unwrap().iter().any(|draft| draft["status"] == "new");
    assert!(!new);
    app.ok("undo", json!({ "token": confirmed["undo"] }));
    assert_eq!(count(&app), 0);
}
