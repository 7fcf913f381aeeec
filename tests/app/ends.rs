//! An application that nobody holds any more ends, with its threads.

use std::sync::{Arc, mpsc};

use serde_json::json;
use tessera_app::app::App;
use tessera_app::commands::{Caller, Host, call};
use tessera_app::import::Capture;
use tessera_app::keeper::Keeper;
use tessera_app::ticker;
use tessera_app::wall_timer::WallTimer;
use tessera_core::time::UnixTime;

use crate::accounts::PASSWORD;
use crate::eventually::eventually;
use crate::outside::{Here, NOW, Outside};
use crate::test_app::block_on;

#[test]
fn the_keeper_and_the_thread_that_reads_end_with_the_last_host() {
    let (outside, folder) = (Outside::new(), tempfile::tempdir().unwrap());
    let held = Arc::new(());
    let mut ports = outside.ports(folder.path());
    ports.watch = true;
    ports.clock = {
        let held = Arc::clone(&held);
        Box::new(move || {
            let _ = &held;
            NOW
        })
    };
    let (capture, queue) = Capture::open();
    ports.read = {
        let capture = capture.clone();
        Box::new(move |arrived| capture.read(arrived))
    };
    let mut reading = outside.capture_ports();
    let (start, also_held) = (reading.reader, Arc::clone(&held));
    reading.reader = Box::new(move || {
        let _ = &also_held;
        start()
    });
    let keeper = Keeper::start(App::new(ports)).unwrap();
    queue.serve(keeper.clone(), reading).unwrap();
    let here = || Arc::new(Here(Arc::clone(&outside)));
    let (picker, confirm, face) = (here(), here(), here());
    let host = Host { keeper, capture, picker, confirm, face, id: outside.face() };
    let create = json!({ "password": PASSWORD });
    block_on(call(&host, Caller::Page, "create_vault", &create).unwrap()).unwrap();
    block_on(host.capture.files(vec![folder.path().join("vault.tessera")])).unwrap();
    assert_eq!(Arc::strong_count(&held), 3);

    let other = host.clone();
    drop(host);
    block_on(call(&other, Caller::Page, "list_entries", &json!({})).unwrap()).unwrap();
    drop(other);
    eventually(|| Arc::strong_count(&held) == 1);
}

#[test]
fn a_thread_that_ticks_ends_with_its_ticker() {
    let (tell, ticked) = mpsc::channel();
    let ticker = ticker::start(WallTimer::new().unwrap(), move || tell.send(()).unwrap()).unwrap();
    ticker.set(Some(UnixTime::from_seconds(1)));
    ticked.recv().unwrap();
    drop(ticker);
    assert_eq!(ticked.recv(), Err(mpsc::RecvError), "it is woken, and does not tick");
}
