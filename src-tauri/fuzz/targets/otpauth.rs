//! Key URIs as apps and sites write them. What is read is written again, and has to read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_core::otpauth;
use tessera_core::time::UnixTime;

fuzz_target!(|uri: &str| {
    let _ = otpauth::labels(uri);
    let Ok(account) = otpauth::parse(uri) else { return };
    let _ = account.otp.code_at(UnixTime::from_seconds(1_700_000_000));
    let written = otpauth::write(&account.labels, &account.otp);
    let read = otpauth::parse(written.expose()).expect("what was written is read");
    assert!(read.otp == account.otp, "the parameters read the same");
});
