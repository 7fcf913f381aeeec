//! What the configuration must say, and what Tauri makes of it.

use serde_json::{Value, json};
use tauri::Url;

use crate::app::{PAGE, Shell, call, open_window};
use crate::sources::{self, cargo, files, package, read};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; \
     object-src 'none'; frame-ancestors 'none'";

#[test]
fn the_page_is_held_to_itself() {
    let config = sources::json("tauri.conf.json");
    let security = &config["app"]["security"];
    assert_eq!(
        security,
        &json!({ "csp": CSP, "freezePrototype": true, "capabilities": ["main", "picker"] })
    );
    assert_eq!(config["app"]["withGlobalTauri"], false);
    let build = &config["build"];
    assert_eq!((&build["frontendDist"], &build["devUrl"]), (&json!("ui/dist"), &Value::Null));
    let windows = config["app"]["windows"].as_array().unwrap();
    let facts: Vec<_> = windows.iter().map(|window| (&window["label"], &window["url"])).collect();
    assert_eq!(facts, [(&json!("main"), &Value::Null), (&json!("picker"), &json!("picker.html"))]);
    for window in windows {
        // Built in Rust, where navigation is refused.
        assert_eq!((&window["create"], &window["incognito"]), (&json!(false), &json!(true)));
        assert_eq!(window["devtools"], Value::Null);
    }
    // Nothing that falls on the picker is taken.
    assert_eq!(windows[1]["dragDropEnabled"], false);
    // Only the bundler reads this: no such plugin is built in.
    let schemes = json!(["otpauth", "otpauth-migration"]);
    assert_eq!(config["plugins"], json!({ "deep-link": { "desktop": { "schemes": schemes } } }));
}

#[test]
fn the_desktop_hands_over_links_and_vaults_and_no_other_files() {
    let entry = read("packaging/linux/io.github.tesseraauthenticator.Tessera.desktop");
    let types: Vec<_> = entry.lines().filter_map(|l| l.strip_prefix("MimeType=")).collect();
    assert_eq!(
        types,
        [
            "x-scheme-handler/otpauth;x-scheme-handler/otpauth-migration;application/vnd.tessera.vault;"
        ]
    );
    assert_eq!(sources::json("tauri.conf.json")["bundle"]["fileAssociations"], Value::Null);
}

#[test]
fn no_part_of_the_configuration_opens_a_door() {
    fn keys<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                found.push(key);
                keys(value, found);
            }),
            Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let read = [
        sources::json("tauri.conf.json"),
        sources::json("src-tauri/capabilities/main.json"),
        sources::json("src-tauri/capabilities/picker.json"),
    ];
    let mut found = Vec::new();
    for file in &read {
        keys(file, &mut found);
    }
    assert!(found.len() > 20);
    for key in found {
        let open = key.starts_with("dangerous")
            || ["remote", "assetProtocol", "devUrl", "additionalBrowserArgs", "updater"]
                .contains(&key);
        assert!(!open, "{key}");
    }
}

#[test]
fn a_release_has_no_developer_tools_and_no_seams_of_the_tests() {
    let package = package();
    let features = &package["features"];
    // No `default`: nothing is on unless it is asked for.
    assert_eq!(features, &json!({ "custom-protocol": ["tauri/custom-protocol"], "e2e": [] }));
    let tauri = package["dependencies"].as_array().unwrap().iter();
    let tauri = tauri.filter(|d| d["name"] == "tauri" && d["kind"] == Value::Null);
    let asked: Vec<_> = tauri.map(|d| (&d["features"], &d["uses_default_features"])).collect();
    assert_eq!(asked, [(&json!([]), &json!(true))]);
    // Whatever the dependencies ask for among themselves.
    let tree = cargo(&["tree", "-p", "tessera", "-e", "normal,features", "--prefix", "none"]);
    assert!(tree.contains("tauri feature \"wry\""), "the tree says nothing of features");
    assert!(!tree.contains("feature \"devtools\""));
}

#[test]
fn only_what_webdriver_needs_depends_on_its_build() {
    let mut uses = Vec::new();
    for (name, source) in files("src-tauri/src", &["rs"]) {
        let lines = sources::code(&source).filter(|line| line.contains("e2e"));
        uses.extend(
            lines
                .filter(|line| !line.contains("TESSERA_E2E_"))
                .map(|line| (name.clone(), line.to_owned())),
        );
    }
    uses.sort();
    let seam = "src-tauri/src/platform/seam.rs";
    assert_eq!(
        uses,
        [
            (
                "src-tauri/src/platform/curtain.rs",
                "const PATIENCE: Duration = Duration::from_millis(if cfg!(feature = \"e2e\") { 8_000 } else { 500 });",
            ),
            (seam, "#[cfg(feature = \"e2e\")]"),
            (seam, "#[cfg(feature = \"e2e\")]"),
            (seam, "#[cfg(not(feature = \"e2e\"))]"),
            (seam, "#[cfg(not(feature = \"e2e\"))]"),
            (
                "src-tauri/src/platform/window.rs",
                ".incognito(!cfg!(feature = \"e2e\"))",
            ),
        ]
        .map(|(name, line)| (name.to_owned(), line.to_owned()))
    );
}

#[test]
fn only_these_plugins_are_built_in_and_the_page_reaches_none() {
    let package = package();
    let names = package["dependencies"].as_array().unwrap().iter();
    let names = names.filter_map(|d| d["name"].as_str()?.strip_prefix("tauri-plugin-"));
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    assert_eq!(names, ["dialog", "single-instance"]);
    let shell = Shell::new();
    for command in [
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:event|listen",
        "plugin:event|unlisten",
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:app|name",
        "plugin:path|resolve_directory",
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:resources|close",
        "plugin:fs|read_file",
        "plugin:shell|execute",
        "plugin:http|fetch",
        "no_such_command",
    ] {
        let refused = shell.call(command, json!({})).unwrap_err();
        assert!(
            refused.as_str().is_some_and(|why| why.contains("not allowed")),
            "{command}: {refused}"
        );
    }
}

#[test]
fn no_other_window_and_no_other_page_may_call_a_command() {
    let shell = Shell::new();
    assert!(call(&shell.window, PAGE, "status", json!({})).is_ok());
    let other = open_window(&shell.tauri, "other");
    call(&other, PAGE, "status", json!({})).unwrap_err();
    for origin in
        ["https://example.org", "http://localhost:1420", "https://tauri.localhost.example.org"]
    {
        call(&shell.window, origin, "status", json!({})).unwrap_err();
    }
}

#[test]
fn the_window_goes_nowhere_but_to_the_bundled_page() {
    let own = |url: &str| tessera::is_own_page(&Url::parse(url).unwrap());
    let page = |rest: &str| format!("{PAGE}{rest}");
    for url in [page(""), page("/"), page("/index.html"), page("/index.html?a#b")] {
        assert!(own(&url), "{url}");
    }
    for url in [
        "about:blank",
        "about:srcdoc",
        "blob:tauri://localhost/0",
        "data:text/html,<script>1</script>",
        "file:///etc/passwd",
        "file://localhost/",
        "ftp://localhost/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://localhost:1420/",
        "http://tauri.localhost.example.org/",
        "http://tauri.localhost:8080/",
        "http://user@tauri.localhost/",
        "https://example.org/",
        "https://localhost/",
        "https://tauri.localhost/",
        "ipc://localhost/",
        "asset://localhost/etc/passwd",
        "javascript:alert(1)",
        "otpauth://totp/x?secret=GEZDGNBV",
        "tauri:localhost",
        "tauri://",
        "tauri:///localhost",
        "tauri://LOCALHOST.example/",
        "tauri://example.org/",
        "tauri://localhost.example.org/",
        "tauri://localhost@example.org/",
        "tauri://localhost:8080/",
        "tauri://user:word@localhost/",
        "tauri://user@localhost/",
        "tauris://localhost/",
        "view-source:tauri://localhost/",
    ] {
        assert!(!own(url), "{url}");
    }
    // And every window asks.
    let windows = read("src-tauri/src/platform/window.rs");
    assert!(windows.contains(".on_navigation(is_own_page)"));
    assert!(windows.contains(".on_new_window(|_, _| NewWindowResponse::Deny)"));
    assert_eq!(
        files("src-tauri/src", &["rs"]).iter().filter(|(_, s)| s.contains("WindowBuilder")).count(),
        1
    );
}
