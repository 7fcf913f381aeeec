//! Who may know whom: between the crates by what cargo links, within them by what the files name.

use crate::sources::{between, cargo, code, files, read};

fn linked(package: &str) -> Vec<String> {
    let tree = cargo(&["tree", "-p", package, "-e", "normal", "--prefix", "none"]);
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let names: Vec<_> = names.map(str::to_owned).collect();
    assert!(names.len() > 10, "{tree}");
    names
}

#[track_caller]
fn links_nothing_of(package: &str, words: &[&str]) {
    for name in linked(package) {
        let word = words.iter().find(|word| name.split(['-', '_']).any(|part| part == **word));
        assert_eq!(word, None, "{package} links {name}");
    }
}

#[test]
fn nothing_but_the_shell_links_a_window_and_nothing_but_the_command_line_arguments() {
    let window = ["tauri", "wry", "tao", "gtk", "gdk", "webkit2gtk", "javascriptcore", "soup3"];
    for package in ["tessera-core", "tessera-exchange", "tessera-app", "tessera-cli"] {
        links_nothing_of(package, &window);
    }
    for package in ["tessera-core", "tessera-exchange", "tessera-app"] {
        links_nothing_of(package, &["clap"]);
    }
    assert!(linked("tessera-cli").iter().any(|name| name == "clap"));
    // The same words find a window where there is one.
    assert!(linked("tessera").iter().any(|name| name == "wry"));
}

#[test]
fn the_faces_alone_know_the_words_and_the_words_know_none_of_ours() {
    let knows = |package: &str| linked(package).iter().any(|name| name == "tessera-words");
    for package in ["tessera-core", "tessera-exchange", "tessera-app", "tessera-reader"] {
        assert!(!knows(package), "{package}");
    }
    assert!(knows("tessera-cli") && knows("tessera"));
    let ours = linked("tessera-words").into_iter().filter(|name| name.starts_with("tessera"));
    assert_eq!(ours.collect::<Vec<_>>(), ["tessera-words"]);
}

#[test]
fn the_core_knows_no_runtime_keyring_bus_or_network() {
    links_nothing_of(
        "tessera-core",
        &[
            "tokio", "async", "keyring", "zbus", "dbus", "arboard", "hyper", "reqwest", "rustls",
            "ureq",
        ],
    );
}

#[test]
fn what_reads_pictures_knows_no_window_keyring_bus_or_network() {
    links_nothing_of(
        "tessera-reader",
        &[
            "tauri", "wry", "tao", "gtk", "gdk", "screen", "x11rb", "tokio", "async", "keyring",
            "zbus", "dbus", "arboard", "hyper", "reqwest", "rustls", "ureq",
        ],
    );
}

/// What decodes pictures, or draws documents to be decoded.
const DECODERS: &[&str] =
    &["rxing", "rqrr", "image", "hayro", "resvg", "usvg", "zune", "tiny", "gif", "tiff", "webp"];

#[test]
fn pictures_are_decoded_in_the_process_that_is_for_it() {
    for package in [
        "tessera-core",
        "tessera-exchange",
        "tessera-reader-client",
        "tessera-app",
        "tessera-cli",
        "tessera",
    ] {
        links_nothing_of(package, DECODERS);
        assert!(!linked(package).iter().any(|name| name == "tessera-qr"), "{package}");
    }
    // The same words find decoders where there are some.
    let reader = linked("tessera-reader");
    for decoder in ["rxing", "rqrr", "image", "hayro", "resvg", "tessera-qr"] {
        assert!(reader.iter().any(|name| name == decoder), "{decoder}");
    }
}

#[test]
fn what_reads_pictures_links_neither_formats_nor_what_starts_it() {
    links_nothing_of("tessera-reader", &["exchange", "client", "app", "cli"]);
    links_nothing_of("tessera-qr", &["exchange", "client", "app", "cli"]);
}

/// Each room of the core, and what it may not name.
const CORE: Rooms = &[
    (
        &[
            "otp.rs",
            "otp",
            "secret.rs",
            "time.rs",
            "base32.rs",
            "control.rs",
            "interrupt.rs",
            "latin.rs",
            "search.rs",
            "search",
        ],
        &["vault", "store", "file", "entry", "otpauth"],
    ),
    (&["otpauth.rs", "otpauth"], &["vault", "store", "file"]),
    (&["store.rs", "store"], &["file", "entry", "otp", "otpauth", "secret", "vault"]),
    (&["vault.rs", "vault"], &["store", "file", "otpauth"]),
    (
        &["entry.rs", "entry", "stamp.rs", "recovery_codes.rs", "recovery_codes"],
        &["vault", "store", "file"],
    ),
    (&["file.rs", "file"], &["otpauth"]),
];

/// The same of what comes in and goes out, which may name the core's rooms too.
const EXCHANGE: Rooms = &[
    (&["formats.rs", "formats", "draft.rs", "draft"], &["vault", "store", "file", "intake"]),
    // Tells a vault by its first bytes and goes no further.
    (&["intake.rs", "intake"], &["vault::Vault", "store", "file"]),
];

/// Files or folders, and the rooms that they may not name.
type Rooms = &'static [(&'static [&'static str], &'static [&'static str])];

/// The one bound that bytes and vault share.
const SHARED: &str = "use crate::vault::MAX_FILE;";

#[test]
fn the_rooms_of_the_core_and_of_the_exchange_keep_to_themselves() {
    for (krate, rooms) in [("core", CORE), ("exchange", EXCHANGE)] {
        for (rooms, forbidden) in rooms {
            for room in *rooms {
                for (name, source) in files(&format!("src-tauri/{krate}/src/{room}"), &["rs"]) {
                    for line in code(&source).filter(|line| *line != SHARED) {
                        for word in *forbidden {
                            assert!(!names(line, word), "{name} names {word}: {line}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_room_of_the_core_and_of_the_exchange_is_known_here() {
    for (krate, rooms) in [("core", CORE), ("exchange", EXCHANGE)] {
        let top = format!("src-tauri/{krate}/src/");
        let known = |name: &str| {
            let room = name.strip_prefix(&top).unwrap().split('/').next().unwrap();
            // Shared by all, and the list of rooms itself.
            ["lib.rs", "fields.rs"].contains(&room)
                || rooms.iter().any(|(rooms, _)| rooms.contains(&room))
        };
        for (name, source) in files(&top, &["rs"]) {
            assert!(known(&name), "{name}: which wall is it behind?");
            // One room a line, so that the test above sees each.
            let grouped = ["crate::{", "tessera_core::{"];
            let is_grouped = |line: &str| grouped.iter().any(|group| line.contains(group));
            assert!(!code(&source).any(is_grouped), "{name}");
        }
    }
}

/// Whether a line names a room of its own crate or of the core: `crate::word`, `tessera_core::word`.
fn names(line: &str, word: &str) -> bool {
    ["crate::", "tessera_core::"].iter().any(|top| {
        line.match_indices(top).any(|(at, path)| {
            let rest = &line[at + path.len()..];
            let after = rest.strip_prefix(word);
            after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    })
}

#[test]
fn the_walls_are_seen() {
    assert!(names("use crate::vault::Vault;", "vault::Vault"));
    assert!(names("let v = crate::vault::Vault::open();", "vault"));
    assert!(names("use crate::store;", "store"));
    assert!(names("use tessera_core::store::Store;", "store"));
    assert!(!names("use crate::otpauth::Account;", "otp"));
    assert!(!names("use crate::vault;", "vault::Vault"));
}

#[test]
fn one_file_of_the_page_knows_tauri() {
    let page = files("ui/src", &["ts", "svelte", "js"]);
    let doors = page.iter().filter(|(_, source)| source.contains("@tauri-apps"));
    let door = ["ui/src/backend/tauri.ts"];
    assert_eq!(doors.map(|(name, _)| &**name).collect::<Vec<_>>(), door);
    let globals = |source: &str| source.contains("__TAURI");
    let known = page.iter().filter(|(_, source)| globals(source)).map(|(name, _)| &**name);
    assert_eq!(known.collect::<Vec<_>>(), ["ui/src/backend/choose_backend.ts"]);
}

#[test]
fn keys_of_other_apps_files_are_asked_for_at_one_door() {
    // The crates that derive, under the one that asks them.
    let manifest = read("src-tauri/exchange/Cargo.toml");
    // What the tests seal with comes behind.
    let manifest = between(&manifest, "[dependencies]", "[dev-dependencies]");
    for krate in ["argon2", "pbkdf2", "scrypt", "bcrypt", "balloon"] {
        assert!(!manifest.lines().any(|line| line.starts_with(krate)), "{krate}");
    }
    // Who may name that one: the door, and what weighs.
    let doors = ["derivation.rs", "fields/keys.rs", "fields/work.rs", "format.rs"];
    let doors = doors.map(|door| format!("src-tauri/exchange/src/formats/{door}"));
    for (name, source) in files("src-tauri/exchange/src", &["rs"]) {
        let names = code(&source).any(|line| line.contains("tessera_derive"));
        assert!(!names || doors.contains(&name), "{name}");
    }
    // The application derives in a process that can be ended, wherever it reads such a file.
    for (name, source) in files("src-tauri/app/src", &["rs"]) {
        let contexts = code(&source).filter(|line| line.contains("ReadContext {")).count();
        let derived = code(&source).filter(|line| *line == "derive: &deriver,").count();
        assert_eq!(contexts, derived, "{name}");
        assert!(!code(&source).any(|line| line.contains("InThisProcess")), "{name}");
    }
    for face in ["src-tauri/cli/src", "src-tauri/src"] {
        for (name, source) in files(face, &["rs"]) {
            assert!(!code(&source).any(|line| line.contains("ReadContext")), "{name}");
        }
    }
}

#[test]
fn what_derives_keys_knows_no_file_format_or_process() {
    let ours = linked("tessera-derive").into_iter().filter(|name| name.starts_with("tessera"));
    assert_eq!(ours.collect::<Vec<_>>(), ["tessera-derive"]);
}
