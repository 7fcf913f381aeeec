//! What the program that reads pictures and derives keys gives up before it starts, and how much it tells of a
//! picture. Only the program itself, which links every picture decoder, and its tests use this: whoever has
//! something to ask does so through `tessera-reader-client`.

pub mod confine;
pub mod limited;
