//! Tessera core.
