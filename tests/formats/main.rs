//! Readers of the authenticators that keep their accounts on a phone: files of our own making, from
//! their specification, and the samples beside the checkout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod aegis;
mod andotp;
mod ente;
mod freeotp;
mod hostile;
mod reading;
mod stratum;
#[path = "../support/mod.rs"]
mod support;
mod twofas;
mod uris;
