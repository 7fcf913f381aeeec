//! Items with several codes, in several fields, or in fields that were not made for them.

use crate::reading::{SECRET, all_told, read, told};

const OTHER: &str = "MFRGGZDFMZTWQ2LK";
const THIRD: &str = "KRUGKIDROVUWG2ZAMJZG653O";

fn link(name: &str, secret: &str) -> String {
    format!("otpauth://totp/Exchange:{name}?secret={secret}&issuer=Exchange")
}

#[test]
fn a_keepass_entry_has_as_many_codes_as_it_says() {
    let (login, trade, fund) = (link("login", SECRET), link("trade", OTHER), link("fund", THIRD));
    let xml = |fields: &[(&str, &str)]| {
        let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.replace('&', "&amp;"))).collect();
        let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        super::keepass::xml(&fields)
    };
    let codes = |fields: &[(&str, &str)]| all_told("keepass", xml(fields).as_bytes());
    assert_eq!(
        codes(&[("otp", &login), ("otp_1", &trade), ("otp_2", &fund)]),
        [
            "Exchange|login: totp SHA1 6 30s",
            "Exchange|trade: totp SHA1 6 30s",
            "Exchange|fund: totp SHA1 6 30s",
        ]
    );
    // One code in every form that other programs know.
    for forms in [
        &[("otp", login.as_str()), ("TOTP Seed", SECRET), ("TOTP Settings", "30;6")][..],
        &[("otp", &login), ("TimeOtp-Secret-Base32", SECRET), ("otp_1", &login)],
        &[("otp", "not base32 0189"), ("TimeOtp-Secret-Base32", SECRET)],
    ] {
        assert_eq!(codes(forms).len(), 1, "{forms:?}");
        assert!(!codes(forms)[0].contains("base32"), "{forms:?}");
    }
    // What users call their fields.
    assert_eq!(codes(&[("otp", &login), ("2FA", "by text message to the office")]).len(), 1);
    assert_eq!(codes(&[("otp", &login), ("2FA", OTHER), ("pet", THIRD)]).len(), 2);
}

#[test]
fn a_row_has_as_many_codes_as_it_has_links() {
    let (login, fund) = (link("login", SECRET), link("fund", OTHER));
    let head = "Title,Username,OTPAuth,Second\n";
    for (file, expected) in [
        (format!("{head}Exchange,ada,{login},{fund}\n"), 2),
        (format!("{head}Exchange,ada,{login},{login}\n"), 1),
        (format!("{head}Exchange,ada,\"{login}\n{fund}\",\n"), 2),
        (format!("{head}Exchange,ada,\"{login}, {fund}\",\n"), 2),
        (format!("{head}Exchange,ada,{login} {fund},{fund}\n"), 2),
        (format!("title,username,totp,totp2\nExchange,ada,{SECRET},{OTHER}\n"), 2),
        (format!("title,username,totp,Backup 2FA\nExchange,ada,{SECRET},{OTHER}\n"), 2),
        (format!("title,username,totp,2FA by\nExchange,ada,{SECRET},text message\n"), 1),
        (format!("title,username,totp,2FA recovery\nExchange,ada,{SECRET},{OTHER}\n"), 1),
        (format!("title,username,totp,url\nExchange,ada,{SECRET},{login}\n"), 1),
        (format!("w,Exchange,ada,pw,x,,,TFC:Keeper,{login},TFC:Keeper,{fund}\n"), 2),
        (format!("w,Exchange,ada,pw,x,,,TFC:Keeper,{SECRET},$oneTimeCode::2,{OTHER}\n"), 2),
    ] {
        let told = all_told("csv", file.as_bytes());
        assert_eq!(told.len(), expected, "{file}");
        assert!(told.iter().all(|line| line.ends_with("totp SHA1 6 30s")), "{told:?}");
        assert!(told.iter().all(|line| line.starts_with("Exchange|")), "{told:?}");
    }
}

#[test]
fn passwords_and_notes_that_look_like_keys_are_no_codes() {
    let file = format!(
        "title,username,password,totp,notes\nMill,ada,{OTHER},{SECRET},\nLoom,bo,{THIRD},,MOUNTAINRIVERABC\n"
    );
    assert_eq!(all_told("csv", file.as_bytes()), ["Mill|ada: totp SHA1 6 30s"]);
}

#[test]
fn fields_that_a_migration_left_in_bitwarden_are_read_and_others_are_not() {
    let item = |fields: &str| {
        let fields = fields.replace("SECRET", SECRET);
        format!(
            r#"{{"encrypted":false,"folders":[],"items":[{{"type":1,"name":"Mill","fields":[{fields}],
            "login":{{"username":"ada","totp":"{OTHER}"}}}}]}}"#
        )
    };
    for (fields, expected) in [
        (r#"{"name":"otp","value":"key=SECRET&size=8"}"#, "Mill|ada: totp SHA1 8 30s"),
        (
            r#"{"name":"TOTP Seed","value":"SECRET"},{"name":"TOTP Settings","value":"60;8"}"#,
            "Mill|ada: totp SHA1 8 60s",
        ),
        (r#"{"name":"x","value":"otpauth://totp/A:b?secret=SECRET"}"#, "A|b: totp SHA1 6 30s"),
        (r#"{"name":"x","value":"steam://SECRET"}"#, "Mill|ada: steam SHA1 5 30s"),
        (r#"{"name":"Authenticator Key (TOTP)","value":"SECRET"}"#, "Mill|ada: totp SHA1 6 30s"),
    ] {
        let told = all_told("bitwarden", item(fields).as_bytes());
        assert_eq!(told, ["Mill|ada: totp SHA1 6 30s", expected], "{fields}");
    }
    for fields in [
        r#"{"name":"PIN","value":"4711"}"#,
        r#"{"name":"otp","value":"by text message to the office"}"#,
        r#"{"name":"pet","value":"MOUNTAINRIVERABC"}"#,
        r#"{"name":"game","value":"steam://rungameid/440"}"#,
        r#"{"name":"otp","value":null}"#,
    ] {
        let told = all_told("bitwarden", item(fields).as_bytes());
        assert_eq!(told, ["Mill|ada: totp SHA1 6 30s"], "{fields}");
    }
    let sheet = format!(
        "folder,favorite,type,name,notes,fields,login_uri,login_username,login_password,login_totp\n\
         ,,login,Mill,,\"otp: key={SECRET}&size=8\nPIN: 4711\",,ada,,\n"
    );
    assert_eq!(all_told("bitwarden", sheet.as_bytes()), ["Mill|ada: totp SHA1 8 30s"]);
}

#[test]
fn what_bitwardens_command_line_prints_is_read() {
    let item = |totp: &str| {
        format!(
            r#"{{"object":"item","type":1,"name":"Mill","login":{{"username":"ada","totp":"{totp}"}}}}"#
        )
    };
    let note = r#"{"object":"item","type":2,"name":"Note","login":null}"#;
    let steam = format!("steam://{THIRD}");
    let list = format!("[{note},{},{},{}]", item(SECRET), item(&steam), item(&link("x", OTHER)));
    let answer = format!(r#"{{"success":true,"data":{{"object":"list","data":{list}}}}}"#);
    for file in [&list, &answer] {
        assert_eq!(
            all_told("bitwarden", file.as_bytes()),
            [
                "Mill|ada: totp SHA1 6 30s",
                "Mill|ada: steam SHA1 5 30s",
                "Exchange|x: totp SHA1 6 30s",
            ]
        );
    }
    assert_eq!(all_told("bitwarden", item(SECRET).as_bytes()), ["Mill|ada: totp SHA1 6 30s"]);
}

#[test]
fn codes_of_every_form_are_found_in_json_of_no_app() {
    let file = format!(
        r#"{{"app":"x","vault":[{{"title":"Mill","otp":"{}"}},{{"title":"Vapour","otp":"steam://{THIRD}"}},
        {{"title":"Loom","otp":"{OTHER}"}},{{"title":"Up","otp":"OTPAUTH://TOTP/Up:x?SECRET={SECRET}"}},
        {{"title":"Shop","password":"{OTHER}"}},{{"title":"Two","otp":["{SECRET}","{OTHER}"]}},
        {{"name":"Deep","login":{{"username":"ada","totp":"{THIRD}"}}}},
        {{"name":"Field","fields":[{{"name":"totp","value":"{THIRD}"}},{{"name":"x","value":"y"}}]}}]}}"#,
        link("a", SECRET)
    );
    let import = read("json", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        [
            "Exchange|a: totp SHA1 6 30s",
            "Vapour|: steam SHA1 5 30s",
            "Loom|: totp SHA1 6 30s",
            "Up|x: totp SHA1 6 30s",
            "Two|: totp SHA1 6 30s",
            "Two|: totp SHA1 6 30s",
            "Deep|ada: totp SHA1 6 30s",
            "Field|: totp SHA1 6 30s",
        ]
    );
    assert_eq!(import.remarks.len(), 1, "{:?}", import.remarks);
}

#[test]
fn keeper_has_names_folders_and_several_codes() {
    let record = |fields: &str| {
        format!(
            r#"{{"title":"Harbour","login":"ada","notes":"n","folders":[{{"folder":"Work"}}],
            "custom_fields":{{{fields}}}}}"#
        )
    };
    let bare = |secret: &str| format!("otpauth://totp/?secret={secret}&digits=8");
    for (fields, expected) in [
        (format!(r#""$oneTimeCode::1":"{}""#, bare(SECRET)), 1),
        (format!(r#""TFC:Keeper":"{}","$text:pet:1":"cat""#, bare(SECRET)), 1),
        (format!(r#""TFC:Keeper":["{}","{}"]"#, bare(SECRET), bare(OTHER)), 2),
        (
            format!(r#""$oneTimeCode:A:1":"{}","$oneTimeCode::2":"{}""#, bare(SECRET), bare(OTHER)),
            2,
        ),
    ] {
        let alone = format!("[{}]", record(&fields));
        let export = format!(r#"{{"shared_folders":[],"records":[{}]}}"#, record(&fields));
        for file in [alone, export] {
            let import = read("keeper", file.as_bytes(), None).unwrap();
            assert_eq!(import.drafts.len(), expected, "{file}");
            for draft in &import.drafts {
                assert_eq!(told(draft), "Harbour|ada: totp SHA1 8 30s", "{file}");
                assert_eq!(draft.tags, ["Work"]);
            }
        }
    }
}

#[test]
fn the_own_field_of_an_item_may_hold_several_links() {
    let (login, fund) = (link("login", SECRET), link("fund", OTHER));
    let expected = ["Exchange|login: totp SHA1 6 30s", "Exchange|fund: totp SHA1 6 30s"];
    for between in [" ", ", ", "\n", ";"] {
        let both = format!("{login}{between}{fund}");
        let sheet = format!(
            "folder,favorite,type,name,notes,fields,login_uri,login_username,login_password,login_totp\n\
             ,,login,Mill,,,,ada,,\"{both}\"\n"
        );
        let json = serde_json::json!({"encrypted": false, "folders": [],
            "items": [{"type": 1, "name": "Mill", "login": {"username": "ada", "totp": both}}]});
        assert_eq!(all_told("bitwarden", sheet.as_bytes()), expected, "{between:?}");
        assert_eq!(all_told("bitwarden", json.to_string().as_bytes()), expected, "{between:?}");
        let xml = super::keepass::xml(&[("otp", &both.replace('&', "&amp;"))]);
        assert_eq!(all_told("keepass", xml.as_bytes()), expected, "{between:?}");
    }
}

#[test]
fn parameters_that_a_move_left_behind_go_with_the_bare_secret() {
    for (totp, fields, expected) in [
        (SECRET, &[("TOTP Settings", "60;8")][..], &["totp SHA1 8 60s"][..]),
        (SECRET, &[("TOTP Settings", "30;S")], &["steam SHA1 5 30s"]),
        (SECRET, &[("TOTP Seed", SECRET), ("TOTP Settings", "60;8")], &["totp SHA1 8 60s"]),
        (
            SECRET,
            &[("TOTP Seed", OTHER), ("TOTP Settings", "60;8")],
            &["totp SHA1 6 30s", "totp SHA1 8 60s"],
        ),
        (
            SECRET,
            &[("TimeOtp-Length", "8"), ("TimeOtp-Algorithm", "HMAC-SHA-256")],
            &["totp SHA256 8 30s"],
        ),
        ("GEZDGNBVGY3TQOJQ&step=60&size=8", &[], &["totp SHA1 8 60s"]),
        (
            "otpauth://totp/?secret=GEZDGNBVGY3TQOJQ",
            &[("TOTP Settings", "60;8")],
            &["totp SHA1 6 30s"],
        ),
    ] {
        let named: Vec<_> = fields
            .iter()
            .map(|(name, value)| serde_json::json!({"name": name, "value": value}))
            .collect();
        let json = serde_json::json!({"encrypted": false, "folders": [], "items": [{"type": 1,
            "name": "Mill", "login": {"username": "ada", "totp": totp}, "fields": named}]});
        let expected: Vec<_> = expected.iter().map(|code| format!("Mill|ada: {code}")).collect();
        assert_eq!(
            all_told("bitwarden", json.to_string().as_bytes()),
            expected,
            "{totp} {fields:?}"
        );
    }
}

#[test]
fn columns_that_are_not_the_apps_may_hold_codes_as_well() {
    let (login, fund) = (link("login", SECRET), link("fund", OTHER));
    for (format, file) in [
        (
            "apple",
            format!("Title,URL,Username,Password,Notes,OTPAuth,x\nMill,,ada,,,{login},{fund}\n"),
        ),
        (
            "apple",
            format!("Title,URL,Username,Password,Notes,OTPAuth\nMill,,ada,,,{login},{fund}\n"),
        ),
        ("1password", format!("Title,Username,OTPAuth,Archived,x\nMill,ada,{login},,{fund}\n")),
        ("keepassxc-csv", format!("Group,Title,Username,TOTP,otp_1\n,Mill,ada,{login},{fund}\n")),
    ] {
        assert_eq!(
            all_told(format, file.as_bytes()),
            ["Exchange|login: totp SHA1 6 30s", "Exchange|fund: totp SHA1 6 30s"],
            "{file}"
        );
    }
}
