//! A time server of the tests' own.

use std::net::UdpSocket;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds from 1900, where the protocol begins to count, to 1970.
const TO_1970: u64 = 2_208_988_800;

/// A server (RFC 4330) that answers one question, and whose clock goes this much before that of this computer: its
/// address.
pub fn server(before: Duration) -> String {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let mut packet = [0; 48];
        let (_, from) = socket.recv_from(&mut packet).unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + before;
        let fraction = (u64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
        let time = ((now.as_secs() + TO_1970) << 32 | fraction).to_be_bytes();
        let asked_at: [u8; 8] = packet[40..].try_into().unwrap();
        // RFC 4330, section 4: no warning, version 4, a server; of stratum 1.
        packet[..4].copy_from_slice(&[0x24, 1, 0, 0xec]);
        packet[12..16].copy_from_slice(b"TEST");
        packet[16..24].copy_from_slice(&time);
        packet[24..32].copy_from_slice(&asked_at);
        packet[32..40].copy_from_slice(&time);
        packet[40..].copy_from_slice(&time);
        socket.send_to(&packet, from).unwrap();
    });
    address
}
