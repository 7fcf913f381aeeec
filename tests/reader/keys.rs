//! Keys are made in a process that can be ended, and whatever happens there ends there.

#[cfg(unix)]
mod broken;
#[cfg(target_os = "linux")]
mod linux;

use std::path::Path;

use tessera_derive::{Argon2Cost, Argon2Kind, Hash, Method, Request};
use tessera_exchange::formats::{DeriveKey, InThisProcess, NoKey};
use tessera_reader_client::{Deriver, Reader};

use crate::process::reader;

fn deriver() -> Deriver {
    reader().deriver()
}

fn argon2(kib: u32, passes: u32) -> Method {
    Method::argon2(Argon2Kind::Id, Argon2Cost { kib, passes, lanes: 1 }).unwrap()
}

fn pbkdf2() -> Method {
    Method::pbkdf2(Hash::Sha1, 1_000).unwrap()
}

/// Of 32 bytes, by a method and of a password of 32.
fn request(method: Method) -> Request<'static> {
    Request::new(method, b"a photograph of a heron in rain.", &[7; 32], 32).unwrap()
}

/// It makes a key as it should.
#[track_caller]
fn works(deriver: &Deriver) {
    let request = request(pbkdf2());
    assert_eq!(deriver.derive(&request, &|| false), InThisProcess.derive(&request, &|| false));
}

#[test]
fn a_key_is_the_same_wherever_it_is_made() {
    let mut methods = vec![Method::aes(100_000), Method::scrypt(1_024, 8, 2).unwrap()];
    methods.extend(
        [Hash::Sha1, Hash::Sha256, Hash::Sha512].map(|hash| Method::pbkdf2(hash, 10_000).unwrap()),
    );
    let cost = Argon2Cost { kib: 1_024, passes: 3, lanes: 4 };
    methods.extend(
        [Argon2Kind::Id, Argon2Kind::D, Argon2Kind::OldId, Argon2Kind::OldD]
            .map(|kind| Method::argon2(kind, cost).unwrap()),
    );
    let deriver = deriver();
    for method in methods {
        let request = request(method);
        let here = InThisProcess.derive(&request, &|| false).unwrap();
        assert_eq!(deriver.derive(&request, &|| false), Ok(here), "{method:?}");
    }
    // The longest of all.
    let (password, salt) = (vec![1; 64 * 1_024], vec![2; 64 * 1_024]);
    let request = Request::new(pbkdf2(), &password, &salt, 128).unwrap();
    let here = InThisProcess.derive(&request, &|| false).unwrap();
    assert_eq!(deriver.derive(&request, &|| false), Ok(here));
}

#[test]
fn a_machine_says_how_quick_it_is_once() {
    let first = deriver();
    let speed = first.speed(&|| false).unwrap();
    let second = deriver();
    assert_eq!(second.speed(&|| false), Ok(speed));
    assert_eq!(second.process_id(), None, "nobody was asked");
}

#[test]
fn keys_of_a_file_are_made_in_one_process_that_ends_with_it() {
    let deriver = deriver();
    assert_eq!(deriver.process_id(), None);
    works(&deriver);
    let id = deriver.process_id().unwrap();
    works(&deriver);
    assert_eq!(deriver.process_id(), Some(id));
    drop(deriver);
    #[cfg(target_os = "linux")]
    assert!(!Path::new(&format!("/proc/{id}")).exists());
}

#[test]
fn a_program_that_is_not_there_makes_no_key() {
    let deriver = Reader::at(Path::new("/nowhere/tessera-reader").into()).deriver();
    assert_eq!(deriver.derive(&request(pbkdf2()), &|| false), Err(NoKey::Failed));
}

#[test]
fn what_nobody_wants_is_not_begun() {
    let deriver = deriver();
    assert_eq!(deriver.derive(&request(pbkdf2()), &|| true), Err(NoKey::Cancelled));
    works(&deriver);
}
