//! clock: whether the clock is right.

use std::time::Duration;

use crate::desk::Desk;
use crate::time_servers::server;

#[test]
fn it_is_compared_with_a_time_server_where_that_is_asked_for() {
    let desk = Desk::new();
    let behind = server(Duration::from_secs(95));
    let ran = desk.raw("", &["clock", "--compare", "--server", &behind]).ended(0);
    assert!(ran.out.contains("seconds behind"), "{}", ran.out);
    let right = server(Duration::ZERO);
    desk.raw("", &["clock", "--compare", "--server", &right]).ended(0).prints("The clock is right");
    let none = ["clock", "--compare", "--server", "no.such.name.invalid:123"];
    desk.raw("", &none).ended(1).says("No time server answers");
}

#[test]
fn nothing_is_asked_of_the_network_by_itself() {
    let desk = Desk::new();
    let ran = desk.raw("", &["clock", "--json"]).ended(0);
    assert!(ran.out.contains("\"behind_ms\": null"), "{}", ran.out);
    desk.raw("", &["clock", "--server", "127.0.0.1:9"]).ended(2);
}
