//! Entries and drafts as the page may see them.

use tessera_core::entry::Entry;
use tessera_core::otp::{self, Code, Otp};
use tessera_core::recovery_codes::SiteCodes;
use tessera_core::time::UnixTime;
use tessera_core::vault::Contents;
use tessera_exchange::draft::{self, Draft, Status};
use tessera_exchange::formats::{self, Other};

use crate::types::{
    Algorithm, CodesLeft, DraftRow, DraftStatus, Kind, Meaning, Namesake, OtherCode, Reason, Row,
    RowCode, Shown,
};

pub(crate) fn row(contents: &Contents, entry: &Entry) -> Row {
    let (labels, otp) = (entry.labels(), entry.otp());
    Row {
        id: entry.id().to_string(),
        issuer: labels.issuer.clone(),
        account: labels.account.clone(),
        kind: otp.kind().into(),
        algorithm: otp.algorithm().into(),
        digits: otp.digits(),
        period: otp.period().map(otp::Period::seconds),
        counter: otp.counter().map(|n| n.to_string()),
        tags: entry.tags().to_vec(),
        has_note: !entry.note().is_empty(),
        recovery_codes: codes_left(entry.recovery_codes()),
        pinned: entry.pinned(),
        confirmed: entry.usage().confirmed,
        rival: contents.is_rival(entry.id()),
        trashed_at: entry.trashed_at().map(UnixTime::seconds),
    }
}

fn codes_left(codes: &SiteCodes) -> Option<CodesLeft> {
    let left = CodesLeft { left: codes.left(), are_few: codes.are_few() };
    (!codes.all().is_empty()).then_some(left)
}

pub(crate) fn row_code(entry: &Entry, code: &Code, next: Option<&Code>) -> RowCode {
    RowCode {
        id: entry.id().to_string(),
        code: code.into(),
        next: next.map(Shown::from),
        valid_from: code.valid_from().map(UnixTime::seconds),
        valid_until: code.valid_until().map(UnixTime::seconds),
    }
}

pub(crate) fn draft_row(index: usize, source: usize, draft: &Draft) -> DraftRow {
    let otp = draft.otp.as_ref().ok();
    DraftRow {
        index,
        source,
        issuer: draft.labels.issuer.clone(),
        account: draft.labels.account.clone(),
        namesake: draft.namesake.map(Namesake::from),
        kind: otp.map(|o| o.kind().into()),
        algorithm: otp.map(|o| o.algorithm().into()),
        digits: otp.map(Otp::digits),
        period: otp.and_then(Otp::period).map(otp::Period::seconds),
        status: match draft.status {
            Status::New => DraftStatus::New,
            Status::Duplicate => DraftStatus::Duplicate,
            Status::Conflict(_) => DraftStatus::Conflict,
            Status::Invalid => DraftStatus::Invalid,
            Status::Unsupported => DraftStatus::Unsupported,
        },
        trashed: draft.trashed,
        reason: match (&draft.otp, draft.status) {
            (Err(error), _) => Some(error.into()),
            (_, Status::Duplicate) => Some(Reason::AlreadyHere),
            (_, Status::Conflict(field)) => Some(Reason::Differs { field: field.into() }),
            _ => None,
        },
        picture: draft.picture,
        counter: otp.and_then(Otp::counter).map(|n| n.to_string()),
        tags: draft.tags.clone(),
    }
}

pub(crate) fn other_code(source: usize, other: &Other) -> OtherCode {
    let what = match other.meaning {
        formats::Meaning::Link { .. } => Meaning::Link,
        formats::Meaning::Wifi { .. } => Meaning::Wifi,
        formats::Meaning::Passkey => Meaning::Passkey,
        formats::Meaning::SignIn { .. } => Meaning::SignIn,
        formats::Meaning::Authenticator { .. } => Meaning::Authenticator,
        formats::Meaning::Contact => Meaning::Contact,
        formats::Meaning::Message => Meaning::Message,
        formats::Meaning::Payment => Meaning::Payment,
        formats::Meaning::Place => Meaning::Place,
        formats::Meaning::Event => Meaning::Event,
        formats::Meaning::Bytes => Meaning::Bytes,
        formats::Meaning::Text => Meaning::Text,
        formats::Meaning::Barcode { .. } => Meaning::Barcode,
    };
    let detail = other.meaning.detail().to_owned();
    OtherCode { source, what, detail, picture: other.picture }
}

impl From<draft::Namesake> for Namesake {
    fn from(draft::Namesake { number, of }: draft::Namesake) -> Self {
        Self { number, of }
    }
}

impl From<otp::Kind> for Kind {
    fn from(kind: otp::Kind) -> Self {
        match kind {
            otp::Kind::Totp => Self::Totp,
            otp::Kind::Hotp => Self::Hotp,
            otp::Kind::Steam => Self::Steam,
            otp::Kind::Motp => Self::Motp,
            otp::Kind::Yandex => Self::Yandex,
        }
    }
}

impl From<otp::Algorithm> for Algorithm {
    fn from(algorithm: otp::Algorithm) -> Self {
        match algorithm {
            otp::Algorithm::Sha1 => Self::Sha1,
            otp::Algorithm::Sha256 => Self::Sha256,
            otp::Algorithm::Sha512 => Self::Sha512,
        }
    }
}

impl From<Algorithm> for otp::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::Sha1,
            Algorithm::Sha256 => Self::Sha256,
            Algorithm::Sha512 => Self::Sha512,
        }
    }
}
