//! Readers of the authenticators that keep their accounts on a phone: files of our own making, from
//! their specification, and the samples beside the checkout.

mod aegis;
mod andotp;
mod ente;
mod freeotp;
mod hostile;
mod stratum;
mod twofas;
mod uris;
