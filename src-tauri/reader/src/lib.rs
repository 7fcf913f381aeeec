//! What the program that reads pictures gives up before it starts. Only the program itself, which
//! links every picture decoder, and its tests use this: whoever has pictures to read asks through
//! `tessera-reader-client`.

pub mod confine;
