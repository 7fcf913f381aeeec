//! Holds the catalogues to what the command line and the shell need of them.
#![allow(clippy::unwrap_used)] // A test fails by panicking.

mod sources;

use fluent_bundle::{FluentArgs, FluentValue};

use crate::argument::Argument;
use crate::language::{CATALOGUES, Tongue, choose, said_by};
use crate::{languages, plain, say};
use catalogue::{Kind, Message};

#[path = "../build/catalogue.rs"]
mod catalogue;

fn messages(ftl: &str) -> Vec<Message> {
    catalogue::read(ftl).unwrap()
}

fn english() -> Vec<Message> {
    messages(CATALOGUES[0].1)
}

/// Of the shell and the command line alone; the page has a check of its own for all others.
fn is_ours(id: &str) -> bool {
    ["cli-", "dialog-", "notification-", "shell-"].iter().any(|prefix| id.starts_with(prefix))
}

/// Arguments that lead into every variant at least once, together or one after another.
fn samples(message: &Message) -> Vec<FluentArgs<'static>> {
    let of = |kind: &Kind, turn: usize| -> FluentValue<'static> {
        match kind {
            Kind::Number => [0_u64, 1, 2, 5, 21][turn % 5].into(),
            Kind::Words(words) => words.iter().nth(turn % words.len()).unwrap().clone().into(),
            Kind::Text | Kind::Any => "GitHub".into(),
        }
    };
    let turn = |turn: usize| {
        let mut arguments = FluentArgs::new();
        for (at, (name, kind)) in message.arguments.iter().enumerate() {
            // Numbers that are asked one within another meet in all their pairs.
            arguments.set(name.clone(), of(kind, turn / 5_usize.pow(at as u32 % 4)));
        }
        arguments
    };
    (0..625).map(turn).collect()
}

#[test]
fn every_message_can_be_said_in_every_language() {
    for (tag, ftl) in CATALOGUES {
        let tongue = Tongue::new(tag, ftl);
        for message in messages(ftl) {
            let turns = if message.arguments.is_empty() { 1 } else { usize::MAX };
            for arguments in samples(&message).iter().take(turns) {
                let mut errors = Vec::new();
                let said = tongue.say(&message.id, arguments, &mut errors).unwrap();
                assert!(errors.is_empty(), "{tag}: {}: {errors:?}", message.id);
                assert!(!said.contains(['{', '}']), "{tag}: {}: {said}", message.id);
            }
        }
    }
}

#[test]
fn no_sentence_shouts_or_begins_in_the_middle_or_steers_a_terminal() {
    for (tag, ftl) in CATALOGUES {
        let tongue = Tongue::new(tag, ftl);
        for message in messages(ftl).iter().filter(|message| is_ours(&message.id)) {
            for arguments in samples(message) {
                let said = tongue.say(&message.id, &arguments, &mut Vec::new()).unwrap();
                let id = &message.id;
                assert!(!said.contains('!'), "{tag}: {id}: {said}");
                assert!(!said.starts_with([' ', ',', ';', ':', '.']), "{tag}: {id}: {said}");
                assert_eq!(plain(&said), said, "{tag}: {id}");
            }
        }
    }
}

#[test]
fn every_message_of_the_shell_and_the_command_line_is_said_somewhere() {
    let sources = sources::all();
    let english = english();
    let is_leaned_on = |id: &str| {
        let reference = format!("{{ {id} }}");
        english.iter().any(|message| message.source.contains(&reference))
    };
    for message in english.iter().filter(|message| is_ours(&message.id)) {
        let id = &message.id;
        assert!(sources::names_struct_of(&sources, id) || is_leaned_on(id), "nobody says {id}");
    }
}

#[test]
fn no_sentence_stands_in_the_shell_or_the_command_line_itself() {
    // Help, which stands beside the options that it is about; and what a mistake in the page is told.
    let elsewhere = ["Exit codes: 0 done", "an argument is missing, or is not of its type"];
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    for (file, source) in sources::all() {
        for text in sources::literals(&source) {
            let words: Vec<_> = text.split(' ').filter(is_word).collect();
            let is_name = words.iter().all(|word| word.starts_with(char::is_uppercase));
            let is_known = is_name || elsewhere.iter().any(|known| text.contains(known));
            assert!(words.len() < 2 || is_known, "{file}: belongs into locales/en.ftl: {text}");
        }
    }
}

#[test]
fn the_kinds_of_arguments_are_read_from_how_they_are_used() {
    let ftl =
        "a = { $n ->\n   [one] { $name }\n  *[other] B\n }{ $far ->\n   [yes] A\n  *[no] B\n }{ c }
c = { $app ->\n   [x] A\n  *[other] { NUMBER($size) }\n }\n";
    let kinds = &messages(ftl)[0].arguments;
    assert_eq!(kinds["n"], Kind::Number);
    assert_eq!(kinds["size"], Kind::Number);
    assert_eq!(kinds["name"], Kind::Any);
    assert_eq!(kinds["app"], Kind::Text);
    assert_eq!(kinds["far"], Kind::Words(["no", "yes"].map(str::to_owned).into()));
}

#[test]
fn what_the_page_refuses_is_refused() {
    for (ftl, why) in [
        ("a = A\na = B\n", "twice"),
        ("a = { $x\n", "no Fluent"),
        ("a = { b }\n", "leans on b"),
        ("a = { b }\nb = { a }\n", "leans on itself"),
        (
            "a = { $x ->\n   [one] A\n  *[other] B\n }{ $x ->\n   [yes] A\n  *[no] B\n }\n",
            "number or a word",
        ),
        ("a = A\n    .b = B\n", "attributes"),
        ("a = { DATETIME($x) }\n", "DATETIME is not known"),
    ] {
        let refused = catalogue::read(ftl).unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn a_translation_takes_the_arguments_that_english_takes() {
    let english = messages(
        "a = { $n ->\n   [one] { $name }\n  *[other] B\n }\nb = B\nc = { $x }\nd = See tessera-cli check, --file.\n",
    );
    let disagrees = |ftl: &str| catalogue::disagreement(&english, &messages(ftl));
    assert_eq!(disagrees("a = { $n } { $name }\n"), None, "no plural in this language");
    assert_eq!(disagrees("b = B\n"), None, "the rest is said in English");
    assert_eq!(disagrees("d = Mit --file oder tessera-cli check.\n"), None);
    for (ftl, why) in [
        ("e = E\n", "no such message"),
        ("a = { $n }\n", "its arguments"),
        ("b = { $n }\n", "its arguments"),
        ("c = { $x ->\n   [one] A\n  *[other] B\n }\n", "$x is"),
        ("d = Siehe tessera-cli check.\n", "what is typed"),
        ("d = Siehe tessera-cli prüfen, --file.\n", "what is typed"),
    ] {
        let told = disagrees(ftl).unwrap();
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_sentence_counts_and_holds_its_arguments_without_marks() {
    let added = |count: usize, trashed: usize| {
        say::ImportAdded { count: count.into(), trashed: trashed.into() }.to_string()
    };
    assert_eq!(added(1, 0), "1 account added");
    assert_eq!(added(3, 1), "3 accounts added, 1 of them to the trash");
    let name: &dyn std::fmt::Display = &"a\u{1b}[2J\u{202e}b";
    let said = say::ProblemEmpty { source: say::Source::File, name }.to_string();
    assert_eq!(said, "a\u{fffd}[2J\u{fffd}b is empty.");
}

#[test]
fn what_has_no_ink_is_shown_and_what_people_write_stays() {
    let without_ink =
        "\u{ad}\u{34f}\u{115f}\u{200b}\u{2028}\u{2066}\u{206a}\u{3164}\u{feff}\u{e0041}\u{e007f}";
    assert_eq!(plain(without_ink), "\u{fffd}".repeat(without_ink.chars().count()));
    for written in ["Café\u{301}", "می\u{200c}خواهم", "👩\u{200d}🔬", "❤\u{fe0f}", "国 · 한글"]
    {
        assert_eq!(plain(written), written);
    }
}

#[test]
fn a_sentence_fills_a_column_as_any_text_does() {
    assert_eq!(format!("{:>10}|", say::ButtonClose), "     Close|");
}

#[test]
fn the_language_is_chosen_by_what_the_system_prefers() {
    let choose = |tags: &[&str]| choose(tags.iter().map(|tag| (*tag).to_owned()));
    for tags in [&["en-AU", "xx"][..], &["xx", "en"], &["xx"], &["C", "xx"], &[]] {
        assert_eq!(languages().nth(choose(tags)), Some("en"), "{tags:?}");
    }
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let other = Tongue::new("xx", "button-back = Kcab\naccounts-removed = Devomer { $name }\n");
    let english = Tongue::new(CATALOGUES[0].0, CATALOGUES[0].1);
    let say = |id, given: &[_]| said_by([&other, &english].into_iter(), id, given);
    assert_eq!(say("button-back", &[]), "Kcab");
    assert_eq!(say("button-close", &[]), "Close");
    assert_eq!(say("accounts-removed", &[("name", Argument::Text(&"GitHub"))]), "Devomer GitHub");
}
