//! What a person types from a sheet of paper.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_core::vault::{RecoveryCode, RecoveryCodeError};

fuzz_target!(|typed: &str| {
    match RecoveryCode::parse(typed) {
        Ok(code) => {
            let printed = code.groups().collect::<Vec<_>>().join("-");
            assert_eq!(RecoveryCode::parse(&printed), Ok(code));
        }
        Err(RecoveryCodeError::Typo { group }) => assert!((1..=7).contains(&group)),
        Err(RecoveryCodeError::TooShort { missing }) => assert!((1..=35).contains(&missing)),
        Err(RecoveryCodeError::TooLong { extra }) => assert!(extra > 0),
    }
});
