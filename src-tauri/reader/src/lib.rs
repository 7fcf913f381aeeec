//! What the program that reads pictures gives up before it starts, and how much it tells. Only the program itself, which
//! links every picture decoder, and its tests use this: whoever has pictures to read asks through
//! `tessera-reader-client`.

pub mod confine;
pub mod limited;
