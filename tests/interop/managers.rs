//! Python packages: lib2fas on files of 2FAS, pass-import on those that it knows.

use crate::Failure;
use crate::accounts::{Account, Kind};
use crate::export::Exports;
use crate::programs::{objects, python};
use crate::seen::compare;

pub fn twofas(exports: &Exports) -> Result<String, Failure> {
    let file = exports.to("2fas");
    compare(&objects(python("twofas.py")?.arg(file))?, |_| true)
}

pub fn twofas_encrypted(exports: &Exports) -> Result<String, Failure> {
    let file = exports.to("2fas-encrypted");
    let seen = objects(python("twofas.py")?.arg(file).arg(exports.password()))?;
    compare(&seen, |_| true)
}

pub fn andotp(exports: &Exports) -> Result<String, Failure> {
    pass_import(exports, "andotp", "andotp", "account=uri", |_| true)
}

pub fn freeotp_plus(exports: &Exports) -> Result<String, Failure> {
    pass_import(exports, "freeotp-plus", "freeotp+", "issuer=uri", |_| true)
}

pub fn bitwarden(exports: &Exports) -> Result<String, Failure> {
    let is_carried = |account: &Account| !matches!(account.kind, Kind::Hotp(_));
    pass_import(
        exports,
        "bitwarden",
        "bitwarden",
        "issuer=uri,account=login,note=comments",
        is_carried,
    )
}

/// It joins issuer and account.
pub fn aegis(exports: &Exports) -> Result<String, Failure> {
    pass_import(exports, "aegis", "aegis", "", |_| true)
}

fn pass_import(
    exports: &Exports,
    target: &str,
    format: &str,
    names: &str,
    is_carried: impl Fn(&Account) -> bool,
) -> Result<String, Failure> {
    let file = exports.to(target);
    let seen = objects(python("passimport.py")?.args([format, names, &file]))?;
    compare(&seen, is_carried)
}
