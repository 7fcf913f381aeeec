//! LastPass, 1Password, Apple Passwords and the Credential Exchange Format.

use tessera_exchange::formats::{ReadError, Remark};

use super::zipped;
use crate::corpus;
use crate::reading::{SECRET, all_told, drafts, read, recognised, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    for format in ["lastpass_authenticator", "1password", "cxf"] {
        corpus::hold(format);
    }
}

#[test]
fn lastpass_accounts_carry_their_names_of_now_and_their_folders() {
    for version in [1, 3] {
        let file = format!(
            r#"{{"version":{version},"accounts":[
            {{"issuerName":"New","originalIssuerName":"Old","userName":"ada","originalUserName":"x",
              "secret":"{SECRET}","timeStep":60,"digits":8,"algorithm":"SHA256","isFavorite":true,
              "creationTimestamp":1,"folderData":{{"folderId":7,"position":0}}}},
            {{"issuerName":"","userName":"","secret":"{SECRET}"}},
            {{"issuerName":"Bad","userName":"a","secret":"{SECRET}","timeStep":0}},
            {{"issuerName":"Bad","userName":"b","secret":"{SECRET}","algorithm":"MD5"}},
            {{"issuerName":"Bad","userName":"c","secret":"{SECRET}","digits":"six"}}],
            "folders":[{{"id":7,"name":"Work"}}]}}"#
        );
        assert_eq!(
            all_told("lastpass", file.as_bytes()),
            [
                "New|ada: totp SHA256 8 60s",
                "|: totp SHA1 6 30s",
                "Bad|a: a period of 0 s: it may be 1 to 86400 s",
                "Bad|b: the algorithm MD5 is not one of SHA1, SHA256 and SHA512",
                "Bad|c: the number of digits is not a whole number",
            ]
        );
        let first = &drafts("lastpass", file.as_bytes())[0];
        assert_eq!((&*first.tags, first.pinned), (&["Work".to_owned()][..], true));
    }
}

#[test]
fn lastpass_accounts_need_no_folders() {
    let file = format!(
        r#"{{"version":3,"accounts":[{{"issuerName":"Mail","userName":"ada","secret":"{SECRET}","timeStep":60}}]}}"#
    );
    assert_eq!(all_told("lastpass", file.as_bytes()), ["Mail|ada: totp SHA1 6 60s"]);
}

#[test]
fn every_code_of_an_item_in_a_1pux_archive_comes_over() {
    let json = format!(
        r#"{{"accounts":[{{"vaults":[{{"attrs":{{"name":"Home"}},"items":[
        {{"state":"active","favIndex":1,"overview":{{"title":"Mail","tags":["t"]}},"details":{{
          "loginFields":[{{"designation":"password","value":"p"}},{{"designation":"username","value":"ada"}}],
          "notesPlain":"a note","sections":[{{"fields":[
            {{"value":{{"totp":"{SECRET}"}}}},
            {{"value":{{"email":{{"email_address":"x"}}}}}},
            {{"value":{{"totp":"otpauth://totp/Acme:bea?secret={SECRET}&issuer=Acme"}}}}]}}]}}}},
        {{"state":"archived","overview":{{"title":"Old","tags":null}},"details":{{
          "sections":[{{"fields":[{{"value":{{"totp":"{SECRET}"}}}}]}}]}}}},
        {{"overview":{{"title":"None"}}}}]}}]}}]}}"#
    );
    let zip = zipped(&[("export.attributes", b"{}"), ("export.data", json.as_bytes())], None);
    let import = read("1password", &zip, None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        ["Mail|ada: totp SHA1 6 30s", "Acme|bea: totp SHA1 6 30s", "Old|: totp SHA1 6 30s"]
    );
    assert_eq!(import.drafts[0].tags, ["Home", "t"]);
    assert_eq!((import.drafts[0].note.expose(), import.drafts[0].pinned), ("a note", true));
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);
}

#[test]
fn spreadsheets_are_told_apart_by_their_columns() {
    let uri = format!("otpauth://totp/Acme:ada?secret={SECRET}&issuer=Acme");
    let onepassword = format!(
        "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n\
         Mail,https://x,ada,pw,{SECRET},true,false,a;b,note\n"
    );
    let import = read("1password", onepassword.as_bytes(), None).unwrap();
    assert_eq!(told(&import.drafts[0]), "Mail|ada: totp SHA1 6 30s");
    assert_eq!(import.drafts[0].tags, ["a", "b"]);
    assert!(import.drafts[0].pinned);

    let apple = format!(
        "Title,URL,Username,Password,Notes,OTPAuth\n\
         example.com (ada),https://example.com,ada,pw,,{uri}\n\
         example.com (bea),https://example.com,bea,pw,,{SECRET}\n\
         example.com,,,,,\n"
    );
    assert_eq!(
        all_told("apple", apple.as_bytes()),
        ["Acme|ada: totp SHA1 6 30s", "example.com|bea: totp SHA1 6 30s"]
    );

    let keepassxc = format!(
        "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\",\"Icon\"\n\
         \"Root/A/B\",\"Mail\",\"ada\",\"pw\",\"\",\"\",\"{uri}\",\"0\"\n"
    );
    let first = &drafts("keepassxc-csv", keepassxc.as_bytes())[0];
    assert_eq!(
        (told(first).as_str(), &*first.tags),
        ("Acme|ada: totp SHA1 6 30s", &["A/B".into()][..])
    );

    assert_eq!(recognised(b"a,b,c\n1,2,3\n"), None);
    let empty = b"Title,URL,Username,Password,Notes,OTPAuth\n";
    assert_eq!(read("apple", empty, None).unwrap_err(), ReadError::Empty);
}

/// Headers as these programs write them; the rows are ours.
#[test]
fn spreadsheets_of_other_managers_are_read_by_their_columns() {
    for (csv, tags) in [
        (
            "url,username,password,totp,extra,name,grouping,fav\nx,ada,p,SECRET,note,Mail,Home,1\n",
            true,
        ),
        (
            "username,username2,username3,title,password,note,url,category,otpSecret\n\
          ada,,,Mail,p,note,x,Home,SECRET\n",
            true,
        ),
        (
            "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault\n\
          login,Mail,x,e@x,ada,p,note,SECRET,1,1,Home\nnote,Memo,,,,,text,,1,1,Home\n",
            true,
        ),
        (
            "url,username,password,additionalInfo,nickname,twofaSecret\nx,ada,p,note,Mail,SECRET\n",
            false,
        ),
        (
            "Title,Website,Username,Password,One-time password,Favorite,Archived,Tags,Notes\n\
          Mail,x,ada,p,SECRET,true,false,Home,note\n",
            true,
        ),
        ("Title;URL;Login;OTP_Secret;Notes\r\nMail;x;ada;SECRET;note\r\n", false),
    ] {
        let file = csv.replace("SECRET", SECRET);
        let first = &drafts("csv", file.as_bytes())[0];
        assert_eq!(told(first), "Mail|ada: totp SHA1 6 30s", "{csv}");
        assert_eq!(first.note.expose(), "note", "{csv}");
        assert_eq!(first.tags, if tags { vec!["Home"] } else { Vec::new() }, "{csv}");
    }
}

#[test]
fn a_table_of_secrets_has_its_parameters_in_columns() {
    let file = format!(
        "Issuer,Account,Secret,Type,Algorithm,Digits,Period,Counter\n\
         Mail,ada,{SECRET},TOTP,SHA256,8,60,\n\
         Mail,bea,{SECRET},hotp,,,,7\n\
         Mail,cyd,{SECRET},TOTP,MD5,,,\n\
         Mail,dee,otpauth://totp/x?secret={SECRET}&digits=7,,,,,\n\
         Mail,eve,,,,,,\n"
    );
    let extracted = format!(
        "name,secret,issuer,type,counter,url\n\
         ada,{SECRET},Mail,totp,,otpauth://totp/ada?secret={SECRET}&issuer=Mail&digits=8\n"
    );
    assert_eq!(all_told("csv", extracted.as_bytes()), ["Mail|ada: totp SHA1 8 30s"]);
    let import = read("csv", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        [
            "Mail|ada: totp SHA256 8 60s",
            "Mail|bea: hotp SHA1 6 #7",
            "Mail|cyd: the algorithm MD5 is not one of SHA1, SHA256 and SHA512",
            "Mail|x: totp SHA1 7 30s",
        ]
    );
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);
    for other in ["name,url,username,password\n", "issuer,secret\n", "totp,digits\n"] {
        assert_eq!(recognised(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn parameters_are_found_under_every_name_of_their_columns() {
    for (columns, row) in [
        ("digits,algo,interval", "8,SHA256,60"),
        ("Digits,Hash,Period (s)", "8,SHA-256,60"),
        ("Digits,Hash_Algorithm,Time_Step", "8,sha256,60"),
        ("digits,algorithm,period (seconds)", "8,SHA256,60"),
    ] {
        let file = format!("service,account,secret,{columns}\nMail,ada,{SECRET},{row}\n");
        assert_eq!(all_told("csv", file.as_bytes()), ["Mail|ada: totp SHA256 8 60s"], "{columns}");
    }
    let psono = format!(
        "type,name,totp_period,totp_algorithm,totp_digits,totp_code\ntotp,Mail,60,SHA256,8,{SECRET}\n"
    );
    assert_eq!(all_told("csv", psono.as_bytes()), ["Mail|: totp SHA256 8 60s"]);
}

#[test]
fn beside_an_issuer_the_name_is_the_account() {
    let file = format!(
        "Issuer,Name,Secret,Digits\nMail,ada,{SECRET},6\n,bea,{SECRET},6\n,cyd,otpauth://totp/cyd?secret={SECRET},\n"
    );
    assert_eq!(
        all_told("csv", file.as_bytes()),
        ["Mail|ada: totp SHA1 6 30s", "|bea: totp SHA1 6 30s", "|cyd: totp SHA1 6 30s"]
    );
}

#[test]
fn columns_that_a_script_writes_for_keepass_hold_codes_by_time_and_by_counter() {
    let timed = format!("Title,User Name,TimeOtp-Secret-Base32,Group\nMail,ada,{SECRET},OTP\n");
    assert_eq!(all_told("csv", timed.as_bytes()), ["Mail|ada: totp SHA1 6 30s"]);
    let counted = format!(
        "Title,User Name,HmacOtp-Secret-Base32,HmacOtp-Counter,Group\n,bea,{SECRET},4,OTP\n"
    );
    assert_eq!(all_told("csv", counted.as_bytes()), ["|bea: hotp SHA1 6 #4"]);
}

#[test]
fn links_in_cells_are_read_under_any_header_and_under_none() {
    let uri = |name: &str| format!("otpauth://totp/{name}:ada?secret={SECRET}&issuer={name}");
    let (a, b) = (uri("A"), uri("B"));
    for (file, expected) in [
        (format!("Display_Name,Login_Username,Login_TOTP\nx,y,{a}\nB,ada,{SECRET}\n"), 2),
        (format!("what,where\none,{a}\ntwo,\"{b}\"\n"), 2),
        (
            format!(
                "Home,One,ada,pw,,,,,TFC:Keeper,{a}\nHome,Two,ada,pw,,,,,TFC:Keeper,{b},Id,1\n"
            ),
            2,
        ),
        (format!("\"one\";\"{a}\"\n\"two\";\"{b}\"\n"), 2),
    ] {
        let drafts = drafts("csv", file.as_bytes());
        assert_eq!(drafts.len(), expected, "{file}");
        assert_eq!(told(&drafts[0]), "A|ada: totp SHA1 6 30s", "{file}");
        assert_eq!(told(&drafts[1]), "B|ada: totp SHA1 6 30s", "{file}");
    }
    let first = format!("{a},Home\n\"{b}\",\"Work\"\n").replace("&issuer=A", "");
    assert_eq!(
        all_told("uris", first.as_bytes()),
        ["A|ada: totp SHA1 6 30s", "B|ada: totp SHA1 6 30s"]
    );
}

#[test]
fn a_link_among_the_notes_is_the_code_and_no_note() {
    let file =
        format!("name,url,username,password,note\nMail,x,ada,p,otpauth://totp/?secret={SECRET}\n");
    let first = &drafts("csv", file.as_bytes())[0];
    assert_eq!((told(first).as_str(), first.note.expose()), ("Mail|ada: totp SHA1 6 30s", ""));
}

#[test]
fn what_lastpass_escapes_is_read_as_it_was_typed() {
    let file = format!(
        "url,username,password,totp,extra,name,grouping,fav\nx,ada,p,{SECRET},,A &amp; B,Home,1\n"
    );
    assert_eq!(all_told("csv", file.as_bytes()), ["A & B|ada: totp SHA1 6 30s"]);
}

#[test]
fn codes_are_found_among_the_credentials_of_an_exchange() {
    let file = format!(
        r#"{{"version":{{"major":1,"minor":0}},"exporterRpId":"x","accounts":[{{"items":[
        {{"title":"Mail","favorite":true,"tags":["t"],"credentials":[
          {{"type":"basic-auth","username":{{"value":"ada"}}}},
          {{"type":"passkey","key":"x"}},
          {{"type":"note","content":{{"value":"a note"}}}},
          {{"type":"totp","secret":"{SECRET}","period":60,"digits":8,"algorithm":"sha512"}},
          {{"type":"totp","secret":"{SECRET}","issuer":"Acme","username":"bea"}},
          {{"type":"totp","secret":"{SECRET}","algorithm":"steam"}}]}},
        {{"title":"None","credentials":[]}}]}}]}}"#
    );
    let import = read("cxf", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        [
            "Mail|ada: totp SHA512 8 60s",
            "Acme|bea: totp SHA1 6 30s",
            "Mail|ada: the algorithm steam is not one of SHA1, SHA256 and SHA512",
        ]
    );
    assert_eq!(import.drafts[0].note.expose(), "a note");
    assert_eq!((&*import.drafts[0].tags, import.drafts[0].pinned), (&["t".to_owned()][..], true));
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);
}

#[test]
fn the_first_archives_of_1password_wrap_each_item_and_flag_the_trash() {
    let json = format!(
        r#"{{"accounts":[{{"vaults":[{{"items":[
        {{"item":{{"overview":{{"title":"Mail"}},"details":{{"sections":[{{"fields":[{{"value":{{"totp":"{SECRET}"}}}}]}}]}}}}}},
        {{"trashed":true,"overview":{{"title":"Old"}},"details":{{"sections":[{{"fields":[{{"value":{{"totp":"{SECRET}"}}}}]}}]}}}}]}}]}}]}}"#
    );
    // What is in the archive may come without it.
    let drafts = drafts("1password", json.as_bytes());
    let told: Vec<_> = drafts.iter().map(|draft| (told(draft), draft.trashed)).collect();
    assert_eq!(
        told,
        [("Mail|: totp SHA1 6 30s".to_owned(), false), ("Old|: totp SHA1 6 30s".to_owned(), true)]
    );
}

#[test]
fn enpass_has_its_codes_among_the_fields_of_its_items() {
    let json = format!(
        r#"{{"folders":[{{"uuid":"f","title":"Home"}}],"items":[
        {{"title":"Mail","favorite":1,"trashed":0,"note":"n","folders":["f"],"template_type":"login.default","fields":[
          {{"type":"email","value":"e@x","deleted":0}},{{"type":"username","value":"ada","deleted":0}},
          {{"type":"totp","value":"{SECRET}","deleted":0}},{{"type":"totp","value":"OLD","deleted":1}}]}},
        {{"title":"Shop","trashed":1,"fields":[{{"type":"totp","value":"otpauth://totp/A:bea?secret={SECRET}&issuer=A"}}]}},
        {{"title":"None","fields":[]}}]}}"#
    );
    let import = read("enpass", json.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        ["Mail|ada: totp SHA1 6 30s", "A|bea: totp SHA1 6 30s"]
    );
    assert_eq!((&*import.drafts[0].tags, import.drafts[0].pinned), (&["Home".into()][..], true));
    assert!(import.drafts[1].trashed);
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);
}

#[test]
fn rows_of_enpass_are_a_title_and_pairs() {
    let csv = format!(
        "\"Mail\",\"Username\",\"ada\",\"*Password\",\"p\",\"TOTP\",\"{SECRET}\",\"a note\"\n\
         \"Shop\",\"E-mail\",\"bea\",\"TOTP\",\"otpauth://totp/?secret={SECRET}\"\n\
         \"Memo\",\"a note\"\n"
    );
    let import = read("enpass", csv.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        ["Mail|ada: totp SHA1 6 30s", "Shop|bea: totp SHA1 6 30s"]
    );
    assert_eq!(import.drafts[0].note.expose(), "a note");
}

#[test]
fn collections_of_an_exchange_are_tags_of_their_items() {
    let file = format!(
        r#"{{"exporterRpId":"x","accounts":[{{"collections":[
        {{"id":"c","title":"Work","items":[{{"item":"i"}},{{"item":"gone"}}]}},
        {{"id":"d","title":"Home","items":[{{"item":"i"}}]}}],"items":[
        {{"id":"i","title":"Mail","tags":["t"],"credentials":[{{"type":"totp","secret":"{SECRET}"}}]}},
        {{"id":"j","title":"Shop","credentials":[{{"type":"totp","secret":"{SECRET}"}}]}}]}}]}}"#
    );
    let tags: Vec<_> = drafts("cxf", file.as_bytes()).into_iter().map(|draft| draft.tags).collect();
    assert_eq!(tags, [vec!["Work", "Home", "t"], vec![]]);
}
