//! Links in texts: behind words, in marks, beside each other, broken by mail programs; and files in any
//! encoding.

use tessera_core::base32;
use tessera_core::entry::Labels;
use tessera_core::otp::Period;
use tessera_core::otpauth;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{
    Content, Found, LINES, Meaning, Other, ReadContext, Reading, Remark, Sighting, TextContent,
    Unread, read_text,
};
use tessera_exchange::intake::{self, Source};

const A: &str = "GEZDGNBVGY3TQOJQ";
const B: &str = "MFRGGZDFMZTWQ2LK";

/// Issuer, account, secret, digits and period of each account; of one that is refused its names.
fn read(text: &str) -> (Vec<String>, Unread) {
    let mut found = Found::default();
    let text = text.replace("{A}", A).replace("{B}", B);
    let TextContent { pieces, unread, .. } = read_text(&text, &|| true);
    found.extend(pieces);
    let drafts = found.drafts.iter().map(|draft| {
        let names = format!("{} {}", draft.labels.issuer, draft.labels.account);
        match &draft.otp {
            Ok(otp) => {
                let secret = base32::encode(otp.secret());
                let secret = if secret.expose() == A { "A" } else { "B" };
                let period = otp.period().map_or(0, Period::seconds);
                format!("{names} {secret} {} {period}", otp.digits())
            }
            Err(_) => format!("{names} refused"),
        }
    });
    (drafts.collect(), unread)
}

#[track_caller]
fn reads(text: &str, drafts: &[&str]) {
    assert_eq!(read(text).0, drafts, "{text}");
}

const ONE: &str = "otpauth://totp/Mill:ada?secret={A}&issuer=Mill";
const TWO: &str = "otpauth://totp/Loom:bo?secret={B}&issuer=Loom";
const BOTH: [&str; 2] = ["Mill ada A 6 30", "Loom bo B 6 30"];

#[test]
fn links_beside_each_other_are_several_whatever_stands_between() {
    for between in [
        "\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "\u{b}",
        ",",
        ", ",
        ";",
        "; ",
        " ",
        "\t",
        "",
        " | ",
        ",\n",
        " - ",
        "\u{feff}",
        "\n\u{feff}",
        " Loom: ",
        ", Loom: ",
        "; 2) ",
        " 2. ",
        "<br>",
        "</td><td>",
        "\\n",
        " • ",
        " and ",
        "\", \"",
        " / ",
        "…",
        "~",
        " · ",
        "—",
        "::",
        "\u{1e}",
    ] {
        reads(&format!("{ONE}{between}{TWO}"), &BOTH);
    }
}

#[test]
fn a_link_is_found_behind_words_and_in_marks() {
    for (before, after) in [
        ("Mill: ", ""),
        ("- ", ""),
        ("* ", ""),
        ("• ", ""),
        ("2. ", ""),
        ("2) ", ""),
        ("[x] ", ""),
        ("> ", ""),
        ("otpauth: ", ""),
        ("totp=", ""),
        ("MILL_OTP=\"", "\""),
        ("  url: '", "'"),
        ("url: ", " # mine"),
        ("\"", "\""),
        ("'", "',"),
        ("“", "”"),
        ("„", "“"),
        ("«", "»"),
        ("`", "`"),
        ("<", ">"),
        ("(", ")."),
        ("[Mill](", ")"),
        ("[", "]"),
        ("{", "}"),
        ("| Mill | ", " |"),
        ("| Mill | `", "` | x |"),
        ("<a href=\"", "\">Mill</a>"),
        ("**", "**"),
        ("_", "_"),
        ("<img src='x?data=", "' />"),
        ("[\"", "\"]"),
        ("{\"otp\": \"", "\"}"),
        ("<td>", "</td>"),
        ("&quot;", "&quot;, x"),
        ("&lt;", "&gt;"),
        ("<p>", "<br/>"),
        ("\u{feff}", ""),
        ("key\t", "\tnote"),
        ("QR-Code:", ""),
        ("\"Mill ", "\""),
        ("see (", ") there"),
        ("Mill,", ""),
        ("", "\0"),
        ("~~~ ", ""),
        ("»", "«"),
        ("‚", "‘"),
        ("（", "）"),
        ("【", "】"),
        ("``", "``"),
        ("==", "=="),
        ("#1 ", ""),
        ("![Mill](", " \"Mill\")"),
        ("", " -- mine"),
        ("", " <-- mine"),
        ("", " ; mine"),
        ("", " | mine"),
        ("", "\""),
        ("", ")"),
        ("\u{2068}", "\u{2069}"),
    ] {
        reads(&format!("{before}{ONE}{after}"), &BOTH[..1]);
        let both = format!("{before}{ONE}{after}\n{before}{TWO}{after}\n");
        reads(&both, &BOTH);
    }
}

#[test]
fn what_belongs_to_a_name_stays_in_it() {
    for (link, draft) in [
        ("otpauth://totp/Acme, Inc:ada?secret={A}&issuer=Acme, Inc", "Acme, Inc ada A 6 30"),
        ("otpauth://totp/O'Neil (home):ada?secret={A}", "O'Neil (home) ada A 6 30"),
        (
            "(otpauth://totp/Mill (home):ada?secret={A}&issuer=Mill (home))",
            "Mill (home) ada A 6 30",
        ),
        ("'otpauth://totp/O'Neil:ada?secret={A}'", "O'Neil ada A 6 30"),
        (
            "otpauth://totp/Help:ada?secret={A}&issuer=See%20otpauth%3A%2F%2Fhelp",
            "See otpauth://help ada A 6 30",
        ),
        ("otpauth://totp/ada?secret=gezd gnbv gy3t qojq&issuer=Mill", "Mill ada A 6 30"),
        ("otpauth://totp/Mill:ada?secret={A},Mail,7", "Mill ada A 6 30"),
        ("My code is otpauth://totp/Mill:ada?secret={A}&digits=8.", "Mill ada A 8 30"),
        ("otpauth://totp/Mill:ada?secret={A}&period=60!", "Mill ada A 6 60"),
        ("otpauth://totp/Mill:ada?issuer=Mill&secret={A}.", "Mill ada A 6 30"),
    ] {
        reads(link, &[draft]);
    }
}

#[test]
fn a_broken_link_is_joined_where_that_is_sure_and_refused_where_it_is_not() {
    let whole = "Mill ada A 8 60";
    let refused = "Mill ada refused";
    for (text, drafts) in [
        ("otpauth://totp/Mill:ada?secret={A}\n&issuer=Mill&digits=8&period=60", &[whole][..]),
        ("otpauth://totp/Mill:ada?secret={A}&digits=8&\r\nperiod=60\r\n", &[whole]),
        ("otpauth://totp/Mill:ada?secret={A}&digits=\n8&period=60", &[whole]),
        ("otpauth://totp/Mill:ada?secret=GEZDGNBV\nGY3TQOJQ&digits=8&period=60", &[whole]),
        ("> otpauth://totp/Mill:ada?secret=GEZDGNBV\n> GY3TQOJQ&digits=8\n> &period=60", &[whole]),
        ("otpauth://totp/Mill:a\nda?secret={A}&digits=8&period=60", &[whole]),
        ("otpauth://totp/Mill:ada?secret=3D{A}&digits=3D8&=\nperiod=3D60", &[whole]),
        ("otpauth://totp/Mill:ada?secret=3DGEZDGNB=\nVGY3TQOJQ&digits=3D8&period=3D60", &[whole]),
        ("otpauth://totp/Mill:ada?secret=GEZDGNBV\nGY3TQOJQ", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A}&period=6\n0", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A}&dig\nits=8", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A} is my code", &[refused]),
        ("otpauth://totp/Mill:ada?secret=3D{A}", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A},digits=8,period=60", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A}\tdigits=8", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A}\\u0026digits\\u003d8&period=60", &[whole]),
        ("\"otpauth://totp/Mill:ada?secret={A}\"&digits=8", &[refused]),
        ("otpauth://totp/Mill:ada?secret={A}&digits=\"8\"", &[refused]),
        ("otpauth://totp/Mill:ada?secret=GEZDGNBV…", &[refused]),
        ("otpauth://totp/Mill:ada?secret=GEZDGNBV...", &[refused]),
        ("otpauth://totp/Mill:ada?secret=GEZDGN\nBVGY3TQOJQ&dig\nits=8&period=60", &[whole]),
        ("otpauth://totp/Mill:ada?secret={A}&issuer=M\nill&dig\nits=8&period=60", &[whole]),
        ("otpauth://totp/Mill:ada?secret={A}&digits=8&period=60\nGY3TQOJQ", &[whole]),
        ("otpauth://totp/Mill:ada?secret={A}&digits=8&period=60\nhunter2", &[whole]),
    ] {
        reads(text, drafts);
    }
}

#[test]
fn lines_that_gave_nothing_are_counted_and_the_first_have_their_numbers() {
    for (text, lines) in [
        (format!("{ONE}\n"), &[][..]),
        (format!("# mine\n\n// two\n---\n{ONE}"), &[]),
        (format!("# {TWO}\n{ONE}"), &[1]),
        (format!("{ONE}\nLoom: MFRG GZDF MZTW Q2LK\n"), &[2]),
        (format!("hunter2\r\nuser: ada\r\notpauth: {ONE}"), &[1, 2]),
        (format!("{ONE}&dig\nits=8\nbo"), &[2, 3]),
        (format!("{ONE}\n&digits=8\nbo"), &[3]),
    ] {
        assert_eq!(read(&text).1, Unread { count: lines.len(), lines: lines.to_vec() }, "{text}");
    }
    let (_, unread) = read(&"a\n".repeat(50));
    assert_eq!((unread.count, unread.lines.len()), (50, Unread::NUMBERED));
}

#[test]
fn rich_text_is_read_as_the_text_that_it_shows() {
    let rich = format!("{{\\rtf1\\ansi{{\\fonttbl\\f0 Helvetica;}}\n\\f0 {ONE}\\\n{TWO}}}");
    reads(&rich, &BOTH);
}

#[test]
fn words_about_links_are_no_links() {
    for text in [
        "Codes are kept as otpauth:// links.",
        "The scheme is called otpauth.",
        "a steam://run/440",
        "steam://open/games",
        "otpauth://totp/LABEL?secret=SECRET",
    ] {
        assert_eq!(read(text).0, [""; 0], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic_or_hides_a_link_between_blank_lines(
        text in "[a-z0-9:/?&=;,.%#'\"()<>|\\\\ \r\n\t\u{e9}]{0,80}",
    ) {
        let drafts = read(&format!("{ONE}\n\n{text}\n\n{TWO}\n")).0;
        for one in BOTH {
            proptest::prop_assert!(drafts.iter().any(|draft| draft == one), "{drafts:?}");
        }
    }
}

#[test]
fn no_name_tag_or_note_holds_a_link_or_the_secret() {
    let link = "otpauth://totp/Loom:bo?secret=MFRGGZDFMZTWQ2LK";
    for (text, name, note) in [
        ("Mill", "Mill", "Mill"),
        ("See otpauth://help", "See otpauth://help", "See otpauth://help"),
        (&format!("Mill, {link}"), "Mill", "Mill, …"),
        (&format!("a\n{link}\nb"), "a", "a\n…\nb"),
        (link, "", "…"),
        ("steam://MFRGGZDFMZTWQ2LK", "", "…"),
        ("Mill&secret=MFRGGZDFMZTWQ2LK", "Mill", "Mill&secret=MFRGGZDFMZTWQ2LK"),
        ("code: gezd gnbv gy3t qojq", "", "code: …"),
        ("GEZDGNBVGY3TQOJQ", "", "…"),
        ("Mill otpauth%3A%2F%2Ftotp%2FLoom%3Fsecret%3DMFRGGZDFMZTWQ2LK", "Mill", "Mill …"),
        // Parts of links, however short the value is that is left of them.
        ("th://totp/Loom:bo?secret=GEZ", "th://totp/Loom:bo", "th://totp/Loom:bo?secret=GEZ"),
        ("secret=a, secret=MFRGGZDFMZTWQ2LK", "secret=a,", "secret=a, secret=MFRGGZDFMZTWQ2LK"),
        ("Top secret=No", "Top secret=No", "Top secret=No"),
        ("Mill secret: MFRGGZDFMZTWQ2LK", "Mill", "Mill secret: MFRGGZDFMZTWQ2LK"),
        ("Secret: gardeners", "Secret: gardeners", "Secret: gardeners"),
        ("GEZD.GNBV/GY3T\u{a0}QOJQ", "", "…"),
        ("Mill key=MFRGGZDFMZTWQ2LK", "Mill", "Mill key=MFRGGZDFMZTWQ2LK"),
        ("50 % off", "50 % off", "50 % off"),
    ] {
        let uri = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ";
        let mut draft = Draft::new(otpauth::parse(uri).unwrap());
        draft.labels = Labels { issuer: text.to_owned(), account: text.to_owned() };
        draft.tags = vec![text.to_owned()];
        draft.note = text.into();
        let draft = draft.within_bounds();
        assert_eq!((&*draft.labels.issuer, &*draft.labels.account), (name, name), "{text}");
        assert_eq!(draft.note.expose(), note, "{text}");
        let tags: &[&str] = if name == text { &[text] } else { &[] };
        assert_eq!(draft.tags, tags, "{text}");
    }
}

#[test]
fn a_text_that_does_not_say_its_encoding_is_read_and_called_a_guess() {
    let text = "otpauth://totp/Sm\u{e5}land:ada?secret=GEZDGNBVGY3TQOJQ";
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let mixed = [text.as_bytes(), b"\n", &latin].concat();
    let wide = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    let marked = [&[0xff, 0xfe], &little[..]].concat();
    let long = [&little[..], &[0, 0]].concat();
    let odd = [&marked[..], b"\n"].concat();
    let ended = [text.as_bytes(), &[0, 0]].concat();
    for (file, count, is_guessed) in [
        (latin, 1, true),
        (mixed, 2, true),
        (little, 1, true),
        (big, 1, true),
        (long, 1, true),
        (marked, 1, false),
        (odd, 1, false),
        (ended, 1, false),
    ] {
        assert_eq!(intake::classify(&file, &|| false), Ok(Source::Format(LINES)), "{file:?}");
        let import = LINES.read(&Content::new(&file), &mut ReadContext::default()).unwrap();
        let issuers: Vec<_> = import.drafts.iter().map(|d| d.labels.issuer.as_str()).collect();
        assert_eq!(issuers, vec!["Sm\u{e5}land"; count], "{file:?}");
        assert_eq!(import.remarks.contains(&Remark::EncodingGuessed), is_guessed, "{file:?}");
    }
}

#[test]
fn a_code_of_another_kind_is_named_for_its_kind_unless_it_holds_an_account() {
    let mut found = Found::default();
    for (text, reading) in [
        ("https://example.com", Reading::NoAccount),
        (ONE.replace("{A}", A).as_str(), Reading::Account),
    ] {
        let text = text.to_owned().into();
        let code = Sighting { text: &text, barcode: Some("Data Matrix"), picture: Some(1) };
        assert_eq!(found.read_code(code), reading);
    }
    let meaning = Meaning::Barcode { kind: "Data Matrix" };
    assert_eq!(found.others, [Other { meaning, picture: Some(1) }]);
    assert_eq!(found.drafts.len(), 1);
}

#[test]
fn several_links_in_one_qr_code_are_several_accounts() {
    for between in ["\n", " ", ", ", "\r\n"] {
        let mut found = Found::default();
        let text = format!("{ONE}{between}{TWO}").replace("{A}", A).replace("{B}", B);
        let text = text.into();
        let code = Sighting { picture: Some(3), ..Sighting::from(&text) };
        assert_eq!(found.read_code(code), Reading::Account);
        assert_eq!(found.drafts.len(), 2, "{between:?}");
        assert!(found.drafts.iter().all(|draft| draft.picture == Some(3)));
    }
}
