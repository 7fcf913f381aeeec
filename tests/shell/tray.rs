//! The icon in the tray of a desktop of the test's own.

use serde_json::json;

use crate::desk::{Desk, codes};
use crate::eventually::eventually;

const LOCKED: [&str; 2] = ["Open Tessera", "Quit Tessera"];
const OPEN: [&str; 4] = ["Kestrel · ada@example.org", "Open Tessera", "Lock", "Quit Tessera"];

#[test]
fn the_menu_copies_a_code_while_the_window_is_gone_and_opens_it_again() {
    let desk = Desk::new(&json!({ "tray": true, "close_to_tray": true }));
    let mut program = desk.start(&[]);
    desk.wait_for_window(true);
    eventually(|| desk.panel().labels() == LOCKED);
    desk.unlock();
    assert_eq!(desk.panel().labels(), OPEN);

    desk.close_window();
    desk.wait_for_window(false);
    eventually(|| program.web_processes() == 0);
    assert!(program.runs(), "{}", program.said());
    assert_eq!(desk.panel().labels(), OPEN);
    desk.panel().choose(OPEN[0]);
    eventually(|| codes().contains(&desk.clipboard()));

    desk.panel().click();
    desk.wait_for_window(true);
    desk.copy_by_hand();
    assert_eq!(desk.panel().labels(), OPEN, "opening the window has locked the vault");
    desk.close_window();
    desk.wait_for_window(false);
    desk.panel().choose("Lock");
    eventually(|| desk.panel().labels() == LOCKED);
    eventually(|| !codes().contains(&desk.clipboard()));
    // A later start opens it too.
    assert!(desk.start(&[]).child.wait().unwrap().success());
    desk.wait_for_window(true);
    desk.panel().choose("Quit Tessera");
    program.wait_for_end();
}

#[test]
fn closing_quits_where_nothing_shows_icons_and_where_the_user_has_not_asked_to_stay() {
    let alone = Desk::without_panel(&json!({ "tray": true, "close_to_tray": true }));
    let unasked = Desk::new(&json!({ "tray": true }));
    for desk in [&alone, &unasked] {
        let mut program = desk.start(&[]);
        desk.wait_for_window(true);
        desk.close_window();
        program.wait_for_end();
    }
}

#[test]
fn a_start_at_login_shows_its_icon_alone_and_is_locked() {
    let desk = Desk::new(&json!({ "tray": true }));
    let mut program = desk.start(&["--hidden"]);
    eventually(|| desk.panel().has_icon());
    assert_eq!(desk.panel().labels(), LOCKED);
    assert_eq!((desk.window(), program.web_processes()), (None, 0));
    desk.panel().choose("Open Tessera");
    desk.wait_for_window(true);
    desk.panel().choose("Quit Tessera");
    program.wait_for_end();
}
