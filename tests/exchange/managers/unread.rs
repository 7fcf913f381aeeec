//! Files of which it was once said that there is no account in them.

use tessera_exchange::formats::{self, Content, ReadContext, ReadError, Remark};
use tessera_exchange::intake::{self, SourceError};

use super::zipped;
use crate::reading::{SECRET, all_told, read, told};

const OTHER: &str = "MFRGGZDFMZTWQ2LK";

#[test]
fn codes_are_taken_out_of_packed_cells() {
    let nordpass = format!(
        "name,url,username,password,note,folder,type,custom_fields\n\
         Mill,x,ada,p,,Work,password,\"[{{\"\"type\"\":\"\"hidden\"\",\"\"label\"\":\"\"TOTP\"\",\"\"value\"\":\"\"{SECRET}\"\"}}]\"\n\
         Shop,x,bo,p,,,password,\"[{{\"\"type\"\":\"\"text\"\",\"\"label\"\":\"\"pet\"\",\"\"value\"\":\"\"{OTHER}\"\"}}]\"\n"
    );
    let roboform = format!(
        "\u{feff}Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\n\
         Mill,x,x,ada,'@pw,n,/work,\"User ID$,,,txt,ada\",\"TOTP KEY$,,,txt,{SECRET}\"\n\
         Loom,x,x,bo,pw,,,\"User ID$,,,txt,bo\"\n"
    );
    let zoho = |title: &str, data: &str| {
        format!(
            "\"{title}\",\"Description\",\"Notes\",\"SecretData\",\"CustomData\",\"login_totp\"\n\
             Mill,,,\"SecretType:Web Account\nUser Name:ada\nPassword:pw\n\",{data}\n"
        )
    };
    let link = format!("otpauth://totp?secret={SECRET}&digits=6");
    for file in [
        nordpass,
        roboform,
        zoho("Password Name", &format!(",{link}")),
        zoho("Secret Name", &format!("\"TOTP Secret:{SECRET}\n\",")),
    ] {
        assert_eq!(all_told("csv", file.as_bytes()), ["Mill|ada: totp SHA1 6 30s"], "{file}");
    }
}

#[test]
fn the_names_of_columns_are_found_below_other_lines() {
    let table = format!("title;username;totp\nMill;ada;{SECRET}\n");
    for above in [
        "",
        "sep=;\r\n",
        "# exported by X, on a day\n",
        "\n \n",
        "My accounts\n\n",
        "sep=;\n\n#x\n",
    ] {
        let file = format!("{above}{table}");
        assert_eq!(all_told("csv", file.as_bytes()), ["Mill|ada: totp SHA1 6 30s"], "{above:?}");
    }
    let bars = format!("sep=|\ntitle|username|totp\nMill|ada|{SECRET}\n");
    assert_eq!(all_told("csv", bars.as_bytes()), ["Mill|ada: totp SHA1 6 30s"]);
    let apple = format!("sep=,\nTitle,URL,Username,Password,Notes,OTPAuth\nA,x,ada,p,,{SECRET}\n");
    assert_eq!(all_told("apple", apple.as_bytes()), ["A|ada: totp SHA1 6 30s"]);
}

#[test]
fn onepasswords_older_format_is_read() {
    let item = |title: &str, code: &str| {
        format!(
            r#"{{"uuid":"0","title":"{title}","secureContents":{{"sections":[{{"title":"Related Items"}},
            {{"name":"S","fields":[{{"n":"TOTP_0","v":"{code}","t":"One-Time Password"}}, {{"n":"a","v":{{}}}}]}}],
            "fields":[{{"value":"ada","designation":"username"}}]}},"openContents":{{"tags":["t"]}}}}"#
        )
        .replace('\n', " ")
    };
    let stars = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";
    let link = format!("otpauth://totp/Mill:ada?secret={SECRET}&digits=8");
    let file = format!(
        "{}\n{stars}\n{}\n{stars}\n{{\"uuid\"\n{stars}\n",
        item("Mill", &link),
        item("Loom", OTHER)
    );
    let import = read("1password", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        ["Mill|ada: totp SHA1 8 30s", "Loom|ada: totp SHA1 6 30s", "|: the entry cannot be read",]
    );
    assert_eq!(import.drafts[0].tags, ["t"]);
}

#[test]
fn an_archive_is_read_by_what_is_in_it() {
    let dashlane = format!(
        "username,title,password,note,url,category,otpUrl\nada,Mill,p,,x,,otpauth://totp/?secret={SECRET}\n"
    );
    let twofas = format!(
        r#"{{"schemaVersion":4,"services":[{{"name":"Mill","secret":"{SECRET}","otp":{{"account":"ada"}}}}]}}"#
    );
    let list = format!("otpauth://totp/Mill:ada?secret={SECRET}\n");
    for (name, member) in
        [("credentials.csv", dashlane.as_str()), ("backup.2fas", &twofas), ("list.uri", &list)]
    {
        let zip = zipped(
            &[("__MACOSX/._x.csv", b"x"), ("ids.csv", b"type,number\n"), (name, member.as_bytes())],
            None,
        );
        let import = read("zip", &zip, None).unwrap();
        assert_eq!(
            import.drafts.iter().map(told).collect::<Vec<_>>(),
            ["Mill|ada: totp SHA1 6 30s"]
        );
        assert_eq!(import.remarks, []);
    }
    let lists = zipped(&[("list.txt", list.as_bytes())], None);
    let import = read("winauth", &lists, None).unwrap();
    assert_eq!((import.drafts.len(), import.remarks.len()), (1, 0));
    let cut = zipped(&[("a.json", b"{\"db\": {"), ("b.csv", dashlane.as_bytes())], None);
    assert_eq!(read("zip", &cut, None).unwrap().remarks, [Remark::Unreadable { count: 1 }]);
    let empty = zipped(&[("a.csv", b"x,y\n")], None);
    assert_eq!(read("zip", &empty, None).unwrap_err(), ReadError::Empty);
    let locked = zipped(&[("a.csv", dashlane.as_bytes())], Some("one"));
    assert_eq!(read("zip", &locked, None).unwrap_err(), ReadError::NeedsPassword);
    assert_eq!(read("zip", &locked, Some("one")).unwrap().drafts.len(), 1);
}

#[test]
fn json_that_breaks_off_is_damaged_and_prose_is_not() {
    let aegis = format!(
        r#"{{"version":1,"header":{{"slots":null}},"db":{{"entries":[{{"info":{{"secret":"{SECRET}"}}}}]}}}}"#
    );
    for text in [&aegis[..aegis.len() - 3], "[{\"secret\": \"x\",}]", "{\"a\": 1, // no\n}", "["] {
        assert_eq!(formats::recognise(&Content::new(text.as_bytes())), None, "{text}");
        assert_eq!(intake::nothing_in(text), SourceError::Damaged, "{text}");
    }
    for text in ["", "{}", "[x] done", "{x}", "words {", "[\"a\"]"] {
        assert_eq!(intake::nothing_in(text), SourceError::NoAccount, "{text}");
    }
}

#[test]
fn nulls_in_the_envelope_of_a_plain_export_are_nothing() {
    let file = format!(
        r#"{{"encrypted":false,"passwordProtected":null,"salt":null,"data":null,"kdfType":null,"folders":null,
        "collections":null,"items":[{{"type":1,"name":"Mill","login":{{"username":null,"totp":"{SECRET}"}}}}]}}"#
    );
    let content = Content::new(file.as_bytes());
    let mut context = ReadContext::default();
    let import = formats::recognise(&content).unwrap().read(&content, &mut context).unwrap();
    assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), ["Mill|: totp SHA1 6 30s"]);
}

#[test]
fn names_that_bitwardens_authenticator_writes_are_split_and_null_is_none() {
    let item = |name: &str, link: &str| {
        format!(
            r#"{{"name":"{name}","type":1,"login":{{"totp":"otpauth://totp/{link}?secret={SECRET}"}}}}"#
        )
    };
    let file = format!(
        r#"{{"encrypted":false,"items":[{},{},{}]}}"#,
        item(":null", ""),
        item("Tannery:ada", "Tannery:ada"),
        item("Forge:bo@example.org", "")
    );
    let import = read("bitwarden-authenticator", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        [
            "|: totp SHA1 6 30s",
            "Tannery|ada: totp SHA1 6 30s",
            "Forge|bo@example.org: totp SHA1 6 30s",
        ]
    );
    assert!(import.drafts.iter().all(|draft| draft.note.expose().is_empty()));
}
