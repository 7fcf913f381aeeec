//! A time server of the network is asked once, and says how far the clock is off.

use std::net::UdpSocket;
use std::time::Duration;

use tessera_app::ports::clock::TimeServer;
use tessera_app::system_clock::Sntp;

use crate::time_servers::server;

#[test]
fn a_clock_that_is_behind_is_said_to_be_so_by_that_much() {
    let behind = Sntp::at(server(Duration::from_secs(95))).behind().unwrap();
    // Both are of one computer, and the way is short.
    assert!((94_000..96_000).contains(&behind), "{behind} ms");
    let behind = Sntp::at(server(Duration::ZERO)).behind().unwrap();
    assert!((-1_000..1_000).contains(&behind), "{behind} ms");
}

#[test]
fn a_server_that_is_not_there_or_does_not_answer_is_none() {
    assert_eq!(Sntp::at("no.such.name.invalid:123".to_owned()).behind(), None);
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    assert_eq!(Sntp::at(silent.local_addr().unwrap().to_string()).behind(), None);
}
