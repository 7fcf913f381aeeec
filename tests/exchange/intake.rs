//! What a file is, is told by its content.

use tessera_exchange::intake::{self, Source};

use crate::samples;

#[test]
fn a_picture_of_every_format_is_a_picture() {
    for (name, file) in samples::all() {
        assert_eq!(intake::classify(&file, &|| false), Ok(Source::Picture), "{name}");
    }
}
