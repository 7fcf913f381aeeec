//! Adding by hand, editing, the trash, undo.

use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::events::Event;

use crate::accounts::{PASSWORD, SECRET, form, form_with, otp, uri};
use crate::outside::NOW;
use crate::test_app::TestApp;

const OTHER: &str = "MFRGGZDFMZTWQ2LK";

fn issuers(app: &TestApp, command: &str) -> Vec<String> {
    let rows = app.ok(command, json!({}));
    let issuer = |row: &Value| row["issuer"].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(issuer).collect()
}

#[test]
fn what_was_typed_is_in_the_list() {
    let app = TestApp::with_vault();
    let added = app.ok("add_entry", json!({ "entry": form("GitHub", "gezd gnbv-gy3tqojq") }));
    assert_eq!(
        app.ok("list_entries", json!({})),
        json!([{
            "id": added["id"], "issuer": "GitHub", "account": "ada@example.org", "kind": "totp",
            "algorithm": "SHA1", "digits": 6, "period": 30, "counter": null, "tags": ["Work"],
            "has_note": false, "recovery_codes": null, "pinned": false, "confirmed": false,
            "rival": false,
            "trashed_at": null,
        }])
    );
    assert_eq!(app.outside.events(), [Event::Status, Event::Entries], "and there is a new backup");
}

#[test]
fn a_whole_uri_in_the_field_brings_its_own_parameters_but_typed_labels_win() {
    let app = TestApp::with_vault();
    let uri = format!("{}&digits=8&period=60&algorithm=SHA512", uri("GitHub", SECRET));
    app.ok("add_entry", json!({ "entry": form_with("", &uri, json!({ "account": "" })) }));
    app.ok("add_entry", json!({ "entry": form("Mine", &uri) }));
    let rows = app.ok("list_entries", json!({}));
    let named = |row: &Value| (row["issuer"].clone(), row["account"].clone());
    assert_eq!(named(&rows[0]), (json!("GitHub"), json!("ada")));
    assert_eq!(named(&rows[1]), (json!("Mine"), json!("ada@example.org")));
    assert_eq!(
        (&rows[0]["digits"], &rows[0]["period"], &rows[0]["algorithm"]),
        (&json!(8), &json!(60), &json!("SHA512"))
    );
}

#[test]
fn a_form_that_gives_no_codes_is_refused_with_the_reason() {
    let app = TestApp::with_vault();
    for (secret, fields, error) in [
        ("", json!({}), json!({ "code": "secret_missing" })),
        ("GEZD1", json!({}), json!({ "code": "secret_character", "params": { "position": 5 } })),
        (
            SECRET,
            json!({ "digits": 0 }),
            json!({ "code": "invalid_digits", "params": { "given": 0 } }),
        ),
        (
            SECRET,
            json!({ "digits": 11 }),
            json!({ "code": "invalid_digits", "params": { "given": 11 } }),
        ),
        (
            SECRET,
            json!({ "period": 86_401 }),
            json!({ "code": "invalid_period", "params": { "given": 86401 } }),
        ),
        (SECRET, json!({ "kind": "hotp", "counter": "-1" }), json!({ "code": "invalid_counter" })),
        ("http://example.org", json!({}), json!({ "code": "invalid_uri" })),
        ("otpauth://totp/x", json!({}), json!({ "code": "secret_missing" })),
        (
            "otpauth://yotp/x?secret=GEZDGNBV",
            json!({}),
            json!({ "code": "unsupported_type", "params": { "given": "yotp" } }),
        ),
        (
            "otpauth://totp/x?secret=GEZDGNBV&algorithm=md5",
            json!({}),
            json!({ "code": "invalid_algorithm", "params": { "given": "md5" } }),
        ),
    ] {
        let entry = form_with("GitHub", secret, fields);
        assert_eq!(app.call("add_entry", json!({ "entry": entry })), Err(error));
    }
    assert_eq!(issuers(&app, "list_entries"), [""; 0]);
}

#[test]
fn editing_changes_what_is_not_the_secret_and_pins_to_the_top() {
    let app = TestApp::with_vault();
    app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let id = app.ok("add_entry", json!({ "entry": form("GitLab", SECRET) }))["id"].clone();
    let code = app.ok("show_rows", json!({ "ids": [id] }))[0]["code"].clone();
    let edit = json!({
        "issuer": " Work ", "account": "bob", "tags": ["Home"], "note": "spare key in the drawer",
        "pinned": true, "confirmed": true,
    });
    let row = app.ok("edit_entry", json!({ "id": id, "edit": edit }));
    assert_eq!((&row["issuer"], &row["account"]), (&json!("Work"), &json!("bob")));
    assert_eq!((&row["pinned"], &row["confirmed"]), (&json!(true), &json!(true)));
    assert_eq!(app.ok("entry_note", json!({ "id": id })), "spare key in the drawer");
    assert_eq!(issuers(&app, "list_entries"), ["Work", "GitHub"]);
    assert_eq!(app.ok("show_rows", json!({ "ids": [id] }))[0]["code"], code);
    let nobody = "00000000-0000-4000-8000-000000000000";
    assert_eq!(app.refused("edit_entry", json!({ "id": nobody, "edit": edit })), "not_found");
}

#[test]
fn a_note_leaves_only_when_it_is_asked_for_and_stays_where_none_is_given() {
    let app = TestApp::with_vault();
    let github = form_with("GitHub", SECRET, json!({ "note": "Codes in Ærøskøbing, drawer 2" }));
    let id = app.ok("add_entry", json!({ "entry": github }))["id"].clone();
    app.ok("add_entry", json!({ "entry": form("GitLab", SECRET) }));
    let rows = app.ok("list_entries", json!({}));
    assert_eq!((&rows[0]["has_note"], &rows[1]["has_note"]), (&json!(true), &json!(false)));
    let find = |typed: &str| app.ok("find_entries", json!({ "typed": typed }));
    assert_eq!(find("AERO draw"), json!([{ "id": id, "issuer": [], "account": [] }]));
    assert_eq!(find("cellar"), json!([]));

    let edit = json!({
        "issuer": "GitHub", "account": "bob", "tags": [], "pinned": true, "confirmed": false,
    });
    app.ok("edit_entry", json!({ "id": id, "edit": edit }));
    assert_eq!(app.ok("entry_note", json!({ "id": id })), "Codes in Ærøskøbing, drawer 2");

    app.lock();
    assert_eq!(app.refused("entry_note", json!({ "id": id })), "locked");
    assert_eq!(app.refused("find_entries", json!({ "typed": "drawer" })), "locked");
    // Nothing that was said holds a word of it but the note itself.
    let answers = app.answers.lock().unwrap();
    let said: Vec<_> = answers.iter().filter(|(_, said)| said.contains("drawer 2")).collect();
    assert_eq!(
        said.iter().map(|(command, _)| command.as_str()).collect::<Vec<_>>(),
        ["entry_note"]
    );
}

#[test]
fn what_makes_the_codes_is_changed_with_the_password_alone_and_can_be_put_back() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let before = app.ok("show_rows", json!({ "ids": [id] }));
    let change = |secret: &str, password: &str| {
        json!({ "id": id, "password": password, "change": {
            "secret": secret, "kind": "totp", "algorithm": "SHA256", "digits": 8, "period": 60,
            "counter": "",
        }})
    };
    assert_eq!(app.refused("change_otp", change("GEZDGNBVGY3TQOJQ", "wrong")), "wrong_password");
    assert_eq!(app.refused("change_otp", change("01890189", PASSWORD)), "secret_character");
    assert_eq!(app.ok("show_rows", json!({ "ids": [id] })), before);

    let undo = app.ok("change_otp", change("", PASSWORD))["undo"].clone();
    let expected =
        otp(&format!("otpauth://totp/X?secret={SECRET}&algorithm=SHA256&digits=8&period=60"));
    let code = app.ok("show_rows", json!({ "ids": [id] }))[0]["code"].clone();
    assert_eq!(code, expected.code_at(NOW).expose());
    let row = app.ok("list_entries", json!({}))[0].clone();
    assert_eq!(
        (&row["digits"], &row["period"], &row["algorithm"]),
        (&json!(8), &json!(60), &json!("SHA256"))
    );

    app.ok("undo", json!({ "token": undo }));
    assert_eq!(app.ok("show_rows", json!({ "ids": [id] })), before);

    app.ok("change_otp", change("otpauth://hotp/X?secret=MFRGGZDFMZTWQ2LK&counter=4", PASSWORD));
    let row = app.ok("list_entries", json!({}))[0].clone();
    assert_eq!(
        (&row["kind"], &row["counter"], &row["issuer"]),
        (&json!("hotp"), &json!("4"), &json!("GitHub"))
    );
}

#[test]
fn what_an_account_was_before_is_listed_and_put_back() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let earlier = || app.ok("earlier_values", json!({ "id": id }));
    assert_eq!(earlier(), json!([]));
    app.outside.pass(Duration::from_secs(100));
    let edit = json!({
        "issuer": "Hub", "account": "bob", "tags": ["new"], "note": "first", "pinned": false,
        "confirmed": false,
    });
    app.ok("edit_entry", json!({ "id": id, "edit": edit }));
    app.outside.pass(Duration::from_secs(100));
    let mut again = edit;
    again["note"] = json!("second");
    app.ok("edit_entry", json!({ "id": id, "edit": again }));
    let change = json!({
        "secret": OTHER, "kind": "totp", "algorithm": "SHA1", "digits": 8, "period": 30,
        "counter": "",
    });
    let change = json!({ "id": id, "change": change, "password": PASSWORD });
    app.ok("change_otp", change);

    let told = earlier();
    let parts = |told: &Value| -> Vec<String> {
        let values = told.as_array().unwrap().iter();
        values.map(|value| value["was"]["part"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(parts(&told), ["otp", "note", "note", "tags", "labels"]);
    assert_eq!(told[0]["was"]["other_secret"], true);
    assert_eq!(told[0]["until"], NOW.seconds() + 200);
    assert!(!told.to_string().contains(SECRET) && !told.to_string().contains("first"), "{told}");
    let key = |index: usize| json!({ "id": id, "key": told[index]["key"] });
    assert_eq!(app.ok("earlier_note", key(1)), "first");
    assert_eq!(app.ok("earlier_note", key(2)), "");
    assert_eq!(app.refused("earlier_note", key(0)), "not_found");

    // A slip with the secret costs the account.
    let put_back = |index: usize, password: Value| json!({ "id": id, "key": told[index]["key"], "password": password });
    assert_eq!(app.refused("put_back", put_back(0, Value::Null)), "wrong_password");
    assert_eq!(app.refused("put_back", put_back(0, json!("wrong"))), "wrong_password");
    let undo = app.ok("put_back", put_back(0, json!(PASSWORD)))["undo"].clone();
    assert_eq!(app.ok("list_entries", json!({}))[0]["digits"], 6);
    app.ok("undo", json!({ "token": undo }));
    assert_eq!(app.ok("list_entries", json!({}))[0]["digits"], 8);
    app.ok("put_back", put_back(4, Value::Null));
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "GitHub");
    app.ok("put_back", put_back(1, Value::Null));
    assert_eq!(app.ok("entry_note", json!({ "id": id })), "first");
}

#[test]
fn an_account_says_when_it_was_added_used_and_changed() {
    let app = TestApp::with_vault();
    let hotp = form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "7" }));
    let id = app.ok("add_entry", json!({ "entry": hotp }))["id"].clone();
    let dates = || app.ok("entry_dates", json!({ "id": id }));
    let added = NOW.seconds();
    assert_eq!(dates(), json!({ "created_at": added, "used_at": null, "changed_at": added }));
    app.outside.pass(Duration::from_secs(100));
    app.ok("copy_code", json!({ "id": id }));
    let used = added + 100;
    assert_eq!(dates(), json!({ "created_at": added, "used_at": used, "changed_at": added }));
    app.outside.pass(Duration::from_secs(100));
    let edit = json!({
        "issuer": "Bank", "account": "bob", "tags": [], "pinned": false, "confirmed": false,
    });
    app.ok("edit_entry", json!({ "id": id, "edit": edit }));
    assert_eq!(dates(), json!({ "created_at": added, "used_at": used, "changed_at": used + 100 }));
}

#[test]
fn what_is_removed_comes_back_by_undo_or_out_of_the_trash() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let undo = app.ok("remove_entry", json!({ "id": id }))["undo"].clone();
    assert_eq!(issuers(&app, "list_entries"), [""; 0]);
    assert_eq!(issuers(&app, "list_trash"), ["GitHub"]);
    app.ok("undo", json!({ "token": undo }));
    assert_eq!(issuers(&app, "list_entries"), ["GitHub"]);
    assert_eq!(app.refused("undo", json!({ "token": undo })), "expired");

    app.ok("remove_entry", json!({ "id": id }));
    app.ok("restore_entry", json!({ "id": id }));
    assert_eq!(issuers(&app, "list_entries"), ["GitHub"]);
    assert_eq!(issuers(&app, "list_trash"), [""; 0]);
}

#[test]
fn only_what_is_in_the_trash_is_deleted_for_good() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    assert_eq!(app.refused("delete_entry", json!({ "id": id })), "not_found");
    let undo = app.ok("remove_entry", json!({ "id": id }))["undo"].clone();
    app.ok("delete_entry", json!({ "id": id }));
    assert_eq!(issuers(&app, "list_trash"), [""; 0]);
    assert_eq!(app.refused("restore_entry", json!({ "id": id })), "not_found");
    assert_eq!(app.refused("undo", json!({ "token": undo })), "not_found");
}

#[test]
fn an_account_just_added_goes_away_by_undo() {
    let app = TestApp::with_vault();
    let undo = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["undo"].clone();
    app.ok("undo", json!({ "token": undo }));
    assert_eq!(issuers(&app, "list_entries"), [""; 0]);
    assert_eq!(issuers(&app, "list_trash"), [""; 0]);
}

#[test]
fn undo_ends_with_the_session() {
    let app = TestApp::with_vault();
    let undo = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["undo"].clone();
    app.lock();
    app.unlock();
    assert_eq!(app.refused("undo", json!({ "token": undo })), "expired");
}

#[test]
fn no_other_id_undoes_anything() {
    let app = TestApp::with_vault();
    let added = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    let review = app.ok("import_text", json!({ "text": uri("GitLab", SECRET) }));
    let used = added["undo"].as_str().unwrap().to_owned();
    let mut near = used.clone();
    near.replace_range(..1, if used.starts_with('0') { "1" } else { "0" });
    let nil = "00000000-0000-0000-0000-000000000000";
    let [entry, review] = [&added["id"], &review["id"]].map(|id| id.as_str().unwrap().to_owned());
    for guess in [&*near, nil, &entry, &review, "", "0", "undo", "\u{0}", &"a".repeat(1 << 20)] {
        assert_eq!(app.refused("undo", json!({ "token": guess })), "expired");
    }
    // Each is another one, and none follows from the one before.
    let other = TestApp::with_vault();
    let theirs = other.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }));
    assert_eq!(app.refused("undo", json!({ "token": theirs["undo"] })), "expired");
    app.lock();
    assert_eq!(app.refused("undo", json!({ "token": used })), "locked");
    app.unlock();
    assert_eq!(app.refused("undo", json!({ "token": used })), "expired");
    assert_eq!(issuers(&app, "list_entries"), ["GitHub"]);
}

#[test]
fn no_other_id_confirms_or_opens_a_review() {
    let app = TestApp::with_vault();
    let import = |app: &TestApp, issuer: &str| {
        app.ok("import_text", json!({ "text": uri(issuer, SECRET) }))["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let old = import(&app, "GitHub");
    app.ok("cancel_review", json!({ "id": old }));
    let open = import(&app, "GitLab");
    assert_ne!(old, open);
    let other = TestApp::with_vault();
    let theirs = import(&other, "GitHub");
    for guess in [&*old, &theirs, "", "0", &open.to_uppercase(), &open.replace('-', "")] {
        for (command, arguments) in [
            ("confirm_review", json!({ "id": guess, "ticked": [0] })),
            ("cancel_review", json!({ "id": guess })),
            (
                "open_source",
                json!({ "review": guess, "source": 0, "password": PASSWORD, "agreed": true }),
            ),
            ("stop_opening", json!({ "review": guess, "source": 0 })),
            ("remove_key_file", json!({ "review": guess, "source": 0 })),
        ] {
            assert_eq!(app.refused(command, arguments), "expired", "{command} {guess}");
        }
    }
    app.lock();
    app.unlock();
    let confirm = json!({ "id": open, "ticked": [0] });
    assert_eq!(app.refused("confirm_review", confirm), "expired", "its session is over");
    assert_eq!(issuers(&app, "list_entries"), [""; 0]);
}

#[test]
fn names_tags_and_notes_have_their_limits_in_every_form() {
    let app = TestApp::with_vault();
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let edit = |field: &str, value: Value| {
        let mut edit = json!({
            "issuer": "GitHub", "account": "ada", "tags": [], "note": "", "pinned": false,
            "confirmed": false, "counter": null,
        });
        edit[field] = value;
        json!({ "id": id, "edit": edit })
    };
    let tags = |count: usize| (0..count).map(|n| format!("tag {n}")).collect::<Vec<_>>();
    for (field, fits, too_long, code) in [
        ("account", json!("a".repeat(1_000)), json!("a".repeat(1_001)), "name_too_long"),
        ("tags", json!(tags(100)), json!(tags(101)), "tags_too_long"),
        ("note", json!("a".repeat(65_536)), json!("a".repeat(65_537)), "note_too_long"),
    ] {
        app.ok("edit_entry", edit(field, fits));
        assert_eq!(app.refused("edit_entry", edit(field, too_long)), code);
    }
    let long = form_with("GitHub", SECRET, json!({ "account": "a".repeat(1_001) }));
    assert_eq!(app.refused("add_entry", json!({ "entry": long })), "name_too_long");
}

#[test]
fn an_account_that_is_made_or_renamed_by_hand_has_a_name() {
    let app = TestApp::with_vault();
    let nameless = form_with("", SECRET, json!({ "account": " " }));
    assert_eq!(app.refused("add_entry", json!({ "entry": nameless })), "nameless");
    let id = app.ok("add_entry", json!({ "entry": form("GitHub", SECRET) }))["id"].clone();
    let unnamed =
        json!({ "issuer": " ", "account": "", "tags": [], "pinned": false, "confirmed": false });
    assert_eq!(app.refused("edit_entry", json!({ "id": id, "edit": unnamed })), "nameless");

    // What another app gave no name may be pinned all the same.
    let uri = "otpauth://totp/?secret=JBSWY3DPEHPK3PXP";
    let review = app.ok("import_text", json!({ "text": uri }));
    app.ok("confirm_review", json!({ "id": review["id"], "ticked": [0] }));
    let rows = app.ok("list_entries", json!({}));
    let row = rows.as_array().unwrap().iter().find(|row| row["issuer"] == "").unwrap().clone();
    let pinned =
        json!({ "issuer": "", "account": "", "tags": [], "pinned": true, "confirmed": false });
    let row = app.ok("edit_entry", json!({ "id": row["id"], "edit": pinned }));
    assert_eq!(row["pinned"], true);
}

/// The issuers, in the order asked for.
fn ordered(app: &TestApp, order: &str) -> Vec<String> {
    let rows = app.ok("list_entries", json!({ "order": order }));
    rows.as_array().unwrap().iter().map(|row| row["issuer"].as_str().unwrap().into()).collect()
}

fn added(app: &TestApp, issuer: &str, account: &str) -> Value {
    let form = form_with(issuer, SECRET, json!({ "account": account, "tags": [] }));
    app.ok("add_entry", json!({ "entry": form }))["id"].clone()
}

#[test]
fn the_list_comes_in_the_order_that_is_asked_for() {
    let app = TestApp::with_vault();
    let zebra = added(&app, "zebra", "anna");
    added(&app, "Éclair", "carl");
    added(&app, "", "bert");
    let anchor = added(&app, "Anchor", "dora");
    app.ok("copy_code", json!({ "id": zebra }));
    assert_eq!(ordered(&app, "own"), ["zebra", "Éclair", "", "Anchor"]);
    assert_eq!(ordered(&app, "issuer"), ["Anchor", "", "Éclair", "zebra"]);
    assert_eq!(ordered(&app, "account"), ["zebra", "", "Éclair", "Anchor"]);
    app.settle();
    assert_eq!(ordered(&app, "last_used"), ["zebra", "Éclair", "", "Anchor"]);
    app.ok("pin_entries", json!({ "ids": [anchor], "pinned": true }));
    for order in ["own", "issuer", "account", "last_used"] {
        assert_eq!(ordered(&app, order)[0], "Anchor", "{order}");
    }
}

#[test]
fn an_entry_is_moved_beside_another_one_and_back() {
    let app = TestApp::with_vault();
    let ids: Vec<_> = ["a", "b", "c", "d"].map(|name| added(&app, name, "")).into();
    let moved = |id: usize, beside: usize, below: bool| {
        let arguments = json!({ "id": ids[id], "beside": ids[beside], "below": below });
        app.ok("move_entry", arguments)["undo"].clone()
    };
    let first = moved(3, 0, false);
    assert_eq!(ordered(&app, "own"), ["d", "a", "b", "c"]);
    let second = moved(0, 2, true);
    assert_eq!(ordered(&app, "own"), ["d", "b", "c", "a"]);
    // Forty halvings use up whatever room there was between two positions.
    for _ in 0..40 {
        moved(3, 2, false);
        moved(1, 2, false);
    }
    assert_eq!(ordered(&app, "own"), ["d", "b", "c", "a"]);
    app.ok("undo", json!({ "token": moved(1, 0, true) }));
    assert_eq!(ordered(&app, "own"), ["d", "b", "c", "a"]);
    for gone in [first, second] {
        assert_eq!(app.refused("undo", json!({ "token": gone })), "expired");
    }
}

#[test]
fn several_entries_are_tagged_pinned_and_removed_in_one_step_each() {
    let app = TestApp::with_vault();
    let ids = json!([added(&app, "a", ""), added(&app, "b", "")]);
    added(&app, "c", "");
    let tags = || -> Vec<Value> {
        let rows = app.ok("list_entries", json!({}));
        rows.as_array().unwrap().iter().map(|row| row["tags"].clone()).collect()
    };
    let undo = |done: Value| app.ok("undo", json!({ "token": done["undo"] }));
    app.ok("tag_entries", json!({ "ids": [ids[0]], "tag": "Old", "on": true }));
    let tagged = app.ok("tag_entries", json!({ "ids": ids, "tag": " Work ", "on": true }));
    assert_eq!(tags(), [json!(["Old", "Work"]), json!(["Work"]), json!([])]);
    undo(tagged);
    assert_eq!(tags(), [json!(["Old"]), json!([]), json!([])]);
    app.ok("tag_entries", json!({ "ids": ids, "tag": "Work", "on": true }));

    let renamed = app.ok("rename_tag", json!({ "from": "Work", "to": "Office" }));
    assert_eq!(tags(), [json!(["Old", "Office"]), json!(["Office"]), json!([])]);
    undo(renamed);
    app.ok("rename_tag", json!({ "from": "Work", "to": "Old" }));
    assert_eq!(tags(), [json!(["Old"]), json!(["Old"]), json!([])]);
    app.ok("rename_tag", json!({ "from": "Old", "to": "" }));
    assert_eq!(tags(), [json!([]), json!([]), json!([])]);
    let long = "x".repeat(101);
    let refused = app.refused("tag_entries", json!({ "ids": ids, "tag": long, "on": true }));
    assert_eq!(refused, app.refused("rename_tag", json!({ "from": "Old", "to": long })));

    let pinned = app.ok("pin_entries", json!({ "ids": ids, "pinned": true }));
    assert_eq!(app.ok("list_entries", json!({}))[1]["pinned"], true);
    undo(pinned);
    assert_eq!(app.ok("list_entries", json!({}))[0]["pinned"], false);

    let removed = app.ok("remove_entries", json!({ "ids": ids }));
    assert_eq!(ordered(&app, "own"), ["c"]);
    undo(removed);
    assert_eq!(ordered(&app, "own"), ["a", "b", "c"]);
}

#[test]
fn of_several_entries_all_are_changed_or_none() {
    let app = TestApp::with_vault();
    let id = added(&app, "a", "");
    let gone = "00000000-0000-4000-8000-000000000000";
    let change = json!({ "ids": [id, gone], "pinned": true });
    assert_eq!(app.refused("pin_entries", change), "not_found");
    assert_eq!(app.ok("list_entries", json!({}))[0]["pinned"], false);
}

#[test]
fn a_search_names_the_best_first_with_what_to_mark_and_equals_as_they_were_used_and_listed() {
    let app = TestApp::with_vault();
    let add = |issuer: &str, account: &str| {
        let entry = form_with(issuer, SECRET, json!({ "account": account, "tags": [] }));
        app.ok("add_entry", json!({ "entry": entry }))["id"].clone()
    };
    let (zug, aarau) = (add("Bank", "zug"), add("Bank", "aarau"));
    let depot = add("Depot", "embankment");
    let found = |order: &str| {
        let hits = app.ok("find_entries", json!({ "typed": "bänk", "order": order }));
        hits.as_array().unwrap().iter().map(|hit| hit["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("own"), [zug.clone(), aarau.clone(), depot.clone()]);
    assert_eq!(found("account"), [aarau.clone(), zug.clone(), depot.clone()]);

    app.ok("copy_code", json!({ "id": depot }));
    app.ok("copy_code", json!({ "id": zug }));
    assert_eq!(found("account"), [zug, aarau, depot.clone()]);
    let hit = json!({ "id": depot, "issuer": [], "account": [[2, 6]] });
    assert_eq!(app.ok("find_entries", json!({ "typed": "bänk" }))[2], hit);
    app.ok("remove_entry", json!({ "id": depot }));
    assert_eq!(app.ok("find_entries", json!({ "typed": "embank" })), json!([]));
}
