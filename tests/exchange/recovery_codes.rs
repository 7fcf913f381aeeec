//! Recovery codes of sites that other apps keep beside the codes of an item come over with it.

use crate::reading::{SECRET, drafts};

/// The codes of each draft, and its note.
fn brought(format: &str, file: &str) -> Vec<(Vec<String>, String)> {
    let drafts = drafts(format, file.replace("SECRET", SECRET).as_bytes());
    let told = drafts.iter().map(|draft| {
        let codes = draft.recovery_codes.all().iter().map(|code| code.text().expose().to_owned());
        (codes.collect(), draft.note.expose().to_owned())
    });
    told.collect()
}

#[test]
fn recovery_codes_come_over_with_their_account() {
    for (format, file) in [
        (
            "bitwarden",
            r#"{"encrypted":false,"folders":[],"items":[{"type":1,"name":"Mill",
                "login":{"username":"ada","totp":"SECRET"},
                "fields":[{"name":"Recovery codes","value":"abcd-1111\nabcd-2222","type":1}]}]}"#,
        ),
        (
            "bitwarden",
            "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n\
             ,,login,Mill,,\"Backup code 1: abcd-1111\nBackup code 2: abcd-2222\",0,,ada,,SECRET\n",
        ),
        (
            "keepass",
            "<KeePassFile><Root><Group><Name>Root</Name><Entry>\
             <String><Key>Title</Key><Value>Mill</Value></String>\
             <String><Key>UserName</Key><Value>ada</Value></String>\
             <String><Key>otp</Key><Value>otpauth://totp/Mill:ada?secret=SECRET</Value></String>\
             <String><Key>Backup Codes</Key><Value>abcd-1111\nabcd-2222</Value></String>\
             </Entry></Group></Root></KeePassFile>",
        ),
        (
            "keeper",
            r#"{"records":[{"title":"Mill","login":"ada","custom_fields":{
                "$oneTimeCode::1":"otpauth://totp/Mill:ada?secret=SECRET",
                "Recovery Codes":"abcd-1111, abcd-2222"}}]}"#,
        ),
        (
            "enpass",
            r#"{"folders":[],"items":[{"title":"Mill","template_type":"login.default","fields":[
                {"type":"username","value":"ada","label":"User"},
                {"type":"totp","value":"SECRET","label":"Code"},
                {"type":"multiline","value":"abcd-1111\nabcd-2222","label":"Recovery codes"}]}]}"#,
        ),
        ("enpass", "Mill,Username,ada,*TOTP,SECRET,*Recovery codes,abcd-1111 abcd-2222\n"),
        (
            "1password",
            r#"{"accounts":[{"vaults":[{"attrs":{"name":""},"items":[{"overview":{"title":"Mill"},
                "details":{"loginFields":[],"sections":[{"fields":[
                {"title":"one-time password","value":{"totp":"SECRET"}},
                {"title":"recovery code","value":{"concealed":"abcd-1111"}},
                {"title":"recovery code","value":{"string":"abcd-2222"}}]}]}}]}]}]}"#,
        ),
        (
            "1password",
            "{\"uuid\":\"1\",\"title\":\"Mill\",\"secureContents\":{\"sections\":[{\"fields\":[\
             {\"k\":\"concealed\",\"n\":\"TOTP_1\",\"v\":\"SECRET\",\"t\":\"one-time password\"},\
             {\"k\":\"string\",\"n\":\"A1\",\"v\":\"abcd-1111 abcd-2222\",\"t\":\"Backup codes\"}]}]}}\n\
             ***5642bee8-a5ff-11dc-8314-0800200c9a66***\n",
        ),
        (
            "proton-pass",
            r#"{"vaults":{"v":{"name":"","items":[{"state":1,"data":{"metadata":{"name":"Mill","note":""},
                "content":{"itemUsername":"ada","totpUri":"otpauth://totp/Mill:ada?secret=SECRET"},
                "extraFields":[{"fieldName":"Recovery codes","type":"hidden",
                "data":{"content":"abcd-1111\nabcd-2222"}}]}}]}}}"#,
        ),
        ("csv", "name,username,totp,backup codes\nMill,ada,SECRET,abcd-1111;abcd-2222\n"),
    ] {
        let codes = ["abcd-1111", "abcd-2222"].map(str::to_owned).to_vec();
        assert_eq!(brought(format, file), [(codes, String::new())], "{format}: {file}");
    }
}

#[test]
fn they_belong_to_the_first_code_of_an_item_alone() {
    let file = r#"{"encrypted":false,"folders":[],"items":[{"type":1,"name":"Mill",
        "login":{"username":"ada","totp":"SECRET"},"fields":[
        {"name":"otp","value":"otpauth://totp/Mill:bo?secret=GEZDGNBVGY3TQOJQ","type":1},
        {"name":"Recovery codes","value":"abcd-1111","type":1}]}]}"#;
    let codes: Vec<_> = brought("bitwarden", file).into_iter().map(|(codes, _)| codes).collect();
    assert_eq!(codes, [vec!["abcd-1111".to_owned()], Vec::new()]);
}

#[test]
fn what_is_no_list_of_codes_comes_into_the_note() {
    let file = r#"{"encrypted":false,"folders":[],"items":[{"type":1,"name":"Mill","notes":"By post",
        "login":{"username":"ada","totp":"SECRET"},
        "fields":[{"name":"Recovery code","value":"in the safe","type":0}]}]}"#;
    assert_eq!(brought("bitwarden", file), [(Vec::new(), "By post\n\nin the safe".to_owned())]);
}
