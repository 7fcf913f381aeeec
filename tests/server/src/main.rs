//! The application behind the page in a plain browser: what the browser tests run on, and work on the
//! page (`npm run dev`). Never part of a product.
//!
//! One connection is one application, with a vault, a clock, a clipboard and a keyring of its own. The
//! page names a scene first; then it calls commands as it does in its window, and hears the same events.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A scene that fails ends its connection, and the test with it.

mod accounts;
mod application;
mod connection;
mod files;
mod scene;
mod vaults;
mod world;

use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;

use connection::{House, serve};

const USE: &str = "Use: tessera-test-server PORT ORIGIN";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let [_, port, origin] = <[String; 3]>::try_from(std::env::args().collect::<Vec<_>>())
        .map_err(|_| std::io::Error::other(USE))?;
    let port = port.parse().map_err(|_| std::io::Error::other(USE))?;
    let house = Arc::new(House::new(origin));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(serve(stream, Arc::clone(&house)));
    }
}
