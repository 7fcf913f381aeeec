//! What people and programs call the fields of an account, in a table, in JSON or in a custom field.
//!
//! Names are compared plain: in lower case, letters and digits only. What is nearly a parameter is told
//! apart from what has nothing to do with codes, so that it is never taken for its default.

use std::collections::HashMap;
use std::sync::LazyLock;

use tessera_core::otp::Algorithm;

/// What a field says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Word {
    /// A link or a bare secret, and nothing else.
    Code,
    /// The secret of a code by counter, whatever else is said.
    Counted,
    /// A code as well, or only whether there is one: what stands there has to look like a code.
    Perhaps,
    /// The secret of a code, or another one: other fields have to show which.
    Secret,
    /// Totp, hotp and so on.
    Kind,
    /// The hash.
    Algorithm,
    /// Length of the code.
    Digits,
    /// Seconds.
    Period,
    /// Of the next code.
    Counter,
    /// Who issued the account.
    Issuer,
    /// What the user calls the item.
    Title,
    /// A name: of the item, or of the account where something else names the item.
    Name,
    /// The name to sign in with.
    User,
    /// What the item is filed under.
    Folder,
    /// Words to file it under, several in one field.
    Tags,
    /// One recovery code of the site, or a list of them.
    RecoveryCodes,
    /// Free text.
    Note,
    /// A favourite.
    Favourite,
}

impl Word {
    /// The names of a field that says this, plain, the surest first.
    #[rustfmt::skip]
    pub(crate) const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Code => &[
                "totp", "otp", "otpauth", "otpauthurl", "otpauthuri", "otpurl", "otpuri", "otplink",
                "otpsecret", "otpsecretkey", "otpkey", "otpseed", "logintotp", "totpcode", "totpsecret",
                "totpsecretkey", "totpuri", "totpurl", "totpkey", "totpseed", "twofasecret", "twofakey",
                "2fasecret", "2fasecretkey", "2fakey", "2faseed", "2fatotp", "twofactorsecret",
                "twofactorkey", "mfasecret", "mfakey", "mfaseed", "authenticatorkey",
                "authenticatorkeytotp", "authenticatorsecret", "onetimepassword",
                "onetimepasswordsecret", "onetimecode", "onetimepasscode", "onetimepasswort",
                "einmalpasswort", "einmalkennwort", "einmalcode", "motdepasseausageunique",
                "websitepasswordtotpcode", "timeotpsecretbase32", "tfckeeper", "oath", "oathsecret",
            ],
            Self::Counted => &["hmacotpsecretbase32"],
            Self::Perhaps => &[
                "2fa", "mfa", "tfa", "twofa", "2facode", "mfacode", "twofactor", "twofactorauth",
                "twofactorauthentication", "twofactorcode", "authenticator", "secondfactor",
                "googleauthenticator", "verificationcode", "zweifaktor", "zweifaktorcode",
            ],
            Self::Secret => &[
                "secret", "seed", "secretkey", "sharedsecret", "secretbase32", "base32secret", "key",
                "geheimnis", "geheim", "geheimerschlüssel", "schlüssel", "schluessel", 
                "clésecrète", "clesecrete", "clé", "secreto", "clavesecreta", "clave", "segreto",
                "chiavesegreta", "chiave", "segredo", "chavesecreta", "geheimesleutel", "sleutel",
            ],
            Self::Kind => &["otptype", "type", "kind", "tokentype", "codetype", "typ", "art", "tipo"],
            Self::Algorithm => &[
                "algorithm", "algo", "alg", "hashalgorithm", "hashalgo", "hashalg", "hash", "hashfunction",
                "hashtype", "hashmethod", "hashmode", "otphashmode", "algorithmtype", "algorithmname",
                "algotype", "digest", "digestalgorithm", "hmac", "hmacalgorithm", "hmachash",
                "otpalgorithm", "totpalgorithm", "websitepasswordtotpalgorithm", "timeotpalgorithm",
                "shaalgorithm", "algorithmus", "hashalgorithmus", "hashverfahren", "algorithme",
                "algoritmo", "algoritme",
            ],
            Self::Digits => &[
                "digits", "digit", "numdigits", "numberofdigits", "noofdigits", "digitcount",
                "digitscount", "digitslength", "codelength", "codedigits", "codesize", "codelen",
                "otplength", "otpdigits", "totpdigits", "totplength", "tokenlength", "tokendigits",
                "passcodelength", "websitepasswordtotpdigits", "timeotplength", "length", "len", "size",
                "ziffern", "stellen", "anzahlstellen", "anzahlziffern", "stellenzahl", "codelänge",
                "länge", "chiffres", "nombredechiffres", "longueur", "dígitos", "digitos",
                "númerodedígitos", "longitud", "cifre", "numerodicifre", "lunghezza", "cijfers",
                "aantalcijfers", "lengte",
            ],
            Self::Period => &[
                "period", "interval", "timestep", "timestepsize", "timeperiod", "timeinterval", "step",
                "stepsize", "timer", "refresh", "refreshinterval", "refreshrate", "refreshperiod",
                "refreshtime", "validity", "validityperiod", "validfor", "lifetime", "duration",
                "updateinterval", "rotation", "rotationperiod", "cycle", "otpperiod", "otpinterval",
                "tokenperiod", "totpperiod", "totpinterval", "totptimestep", "codeperiod",
                "codeinterval", "websitepasswordtotpperiod", "timeotpperiod", "seconds", "secs",
                "periodseconds", "intervalseconds", "intervall", "zeitintervall", "zeitschritt",
                "periode", "gültigkeit", "sekunden", "période", "intervalle", "durée", "periodo",
                "período", "intervalo", "intervallo", "segundos",
            ],
            Self::Counter => &[
                "counter", "hotpcounter", "hmacotpcounter", "movingfactor", "countervalue",
                "nextcounter", "currentcounter", "eventcounter", "zähler", "zaehler", "zählerstand",
                "compteur", "contador", "contatore", "teller",
            ],
            Self::Issuer => &[
                "issuer", "service", "servicename", "issuername", "provider", "aussteller", "anbieter",
                "dienst", "émetteur", "emetteur", "emisor", "emittente", "uitgever", "emissor",
            ],
            Self::Title => &[
                "title", "passwordname", "secretname", "itemname", "recordname", "entryname",
                "sitename", "titel", "titre", "título", "titulo", "titolo", "beschreibung", "site",
                "app", "application",
            ],
            Self::Name => &["name", "displayname", "nickname", "nom", "nombre", "nome", "naam"],
            Self::User => &[
                "account", "accountname", "username", "loginusername", "loginname",
                "websitepasswordusername", "benutzername", "user", "userid", "login", "email",
                "emailaddress", "mail", "konto", "kontoname", "benutzer", "compte", "utilisateur",
                "identifiant", "cuenta", "usuario", "utente", "nomeutente", "gebruikersnaam",
                "gebruiker", "conta", "usuário", "label",
            ],
            Self::Folder => &[
                "folder", "foldername", "grouping", "group", "category", "vault", "collection", "ordner",
                "gruppe", "kategorie", "dossier", "carpeta", "cartella", "map",
            ],
            Self::Tags => &["tags", "labels", "etiketten"],
            Self::RecoveryCodes => &[
                "recoverycodes", "recoverycode", "backupcodes", "backupcode", "scratchcodes",
                "scratchcode", "emergencycodes", "emergencycode", "rescuecodes", "rescuecode",
                "recoverykeys", "recoverykey", "backupkeys", "backupkey", "2farecoverycodes",
                "2fabackupcodes", "2farecovery", "2fabackup", "mfarecoverycodes", "mfabackupcodes",
                "twofactorrecoverycodes", "twofactorbackupcodes", "totprecoverycodes",
                "wiederherstellungscodes", "wiederherstellungscode", "backupcodesliste", "notfallcodes",
                "notfallcode", "ersatzcodes", "codesderécupération", "codederécupération",
                "codesdesecours", "codedesecours", "códigosderecuperación", "códigoderecuperación",
                "códigosderespaldo", "codicidirecupero", "codicedirecupero", "codicidibackup",
                "códigosderecuperação", "códigoderecuperação", "herstelcodes", "herstelcode",
                "kodyodzyskiwania", "кодывосстановления", "резервныекоды",
            ],
            Self::Note => &[
                "notes", "note", "extra", "additionalinfo", "comments", "comment", "notizen", "notiz",
                "remarques", "notas", "nota",
            ],
            Self::Favourite => &["favorite", "favourite", "fav", "pinned"],
        }
    }

    /// What a field says by its plain name; none where that is not known. A number may stand behind the
    /// name of a code or of a recovery code, of which there may be several.
    pub(crate) fn of(plain: &str) -> Option<Self> {
        static WORDS: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
            let names = |word: Word| word.names().iter().map(move |name| (*name, word));
            ALL.into_iter().flat_map(names).collect()
        });
        WORDS.get(plain).copied().or_else(|| {
            let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit());
            WORDS
                .get(bare)
                .copied()
                .filter(|word| matches!(word, Self::Code | Self::Perhaps | Self::RecoveryCodes))
        })
    }

    /// Whether a plain name says this.
    pub(crate) fn is(self, plain: &str) -> bool {
        Self::of(plain) == Some(self)
    }
}

/// All words that a field may say.
const ALL: [Word; 18] = [
    Word::RecoveryCodes,
    Word::Code,
    Word::Counted,
    Word::Perhaps,
    Word::Secret,
    Word::Kind,
    Word::Algorithm,
    Word::Digits,
    Word::Period,
    Word::Counter,
    Word::Issuer,
    Word::Title,
    Word::Name,
    Word::User,
    Word::Folder,
    Word::Tags,
    Word::Note,
    Word::Favourite,
];

/// What parameters are made of in names that nobody listed.
const STEMS: [&str; 14] = [
    "algo", "hash", "hmac", "digest", "digit", "length", "period", "interval", "step", "refresh",
    "ziffer", "stelle", "chiffre", "cifre",
];

/// Whether a plain name that is not known speaks of codes, as in `Backup 2FA`. What lets its owner in
/// without one is no secret of codes.
pub(crate) fn names_code(plain: &str) -> bool {
    const CODES: [&str; 6] = ["2fa", "mfa", "totp", "twofactor", "authenticator", "onetime"];
    const OTHERS: [&str; 5] = ["recover", "backupcode", "backupkey", "scratch", "emergency"];
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    has(&CODES) && !has(&OTHERS)
}

/// The longest name that is looked at, in characters: longer ones are no names.
const LONGEST: usize = 60;

/// A name as it is compared. A unit in brackets behind it does not count where it is the usual one:
/// `Period (s)` is `period`, and `Period (ms)` is not.
pub(crate) fn plain(name: &str) -> String {
    let letters = without_unit(name).chars().take(LONGEST).filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A name without what stands in brackets behind it, unless that is a unit that changes what is said.
pub(crate) fn without_unit(name: &str) -> &str {
    let name = name.trim();
    match name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((bare, unit)) if !bare.is_empty() && !is_other_unit(unit) => bare,
        _ => name,
    }
}

fn is_other_unit(unit: &str) -> bool {
    let unit = unit.trim().to_ascii_lowercase();
    unit == "ms" || unit.starts_with("milli") || unit.starts_with("min")
}

/// Whether a plain name says something that is known here.
pub(crate) fn is_known(plain: &str) -> bool {
    Word::of(plain).is_some()
}

/// Whether a field that is not known may change the codes: it is called like a parameter, holds what one
/// would hold, and that is not the default.
pub(crate) fn is_unclear(plain: &str, text: &str) -> bool {
    // KeeTrayTOTP's two parameters in one.
    if plain == "totpsettings" {
        return !matches!(text.trim(), "" | "30;6");
    }
    let is_like = STEMS.iter().any(|stem| plain.contains(stem)) && !plain.contains("password");
    if !is_like || is_known(plain) {
        return false;
    }
    let text = text.trim();
    if let Some(algorithm) = Algorithm::parse(text) {
        return algorithm != Algorithm::default();
    }
    let is_hash = ["algo", "hash", "hmac", "digest"].iter().any(|stem| plain.contains(stem));
    let number = text.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    match number.parse::<u32>() {
        Ok(number) if !is_hash => !matches!(number, 0 | 6 | 30),
        Ok(_) => false,
        Err(_) => is_hash && text.len() <= 20 && text.to_ascii_lowercase().contains("md5"),
    }
}

/// A name as a report may show it: whole, or not at all where it could be more than a name.
pub(crate) fn shown(name: &str) -> String {
    let name = name.trim();
    let is_name =
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '(' | ')'));
    match is_name
        && name.chars().count() <= 24
        && STEMS.iter().any(|stem| plain(name).contains(stem))
    {
        true => name.to_owned(),
        false => "?".to_owned(),
    }
}

/// Whether a text begins with a link to an account. `steam://` is also how games are started.
pub(crate) fn is_link(text: &str) -> bool {
    const SCHEMES: [&str; 3] = ["otpauth://", "apple-otpauth://", "motp://"];
    let text = text.trim_start();
    let begins = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    SCHEMES.iter().any(|scheme| begins(scheme)) || (begins("steam://") && is_secret(&text[8..]))
}

/// Whether a link to an account stands in a text.
pub(crate) fn has_link(text: &str) -> bool {
    is_link(text) || link_starts(text).next().is_some()
}

/// Where links begin in a text, as they stand: what is percent-encoded belongs to a name.
pub(crate) fn link_starts(text: &str) -> impl Iterator<Item = usize> {
    const SCHEME: &str = "otpauth://";
    const APPLE: &str = "apple-";
    let begins = move |at: &usize| {
        text.get(*at..at + SCHEME.len()).is_some_and(|s| s.eq_ignore_ascii_case(SCHEME))
    };
    let marks = text.match_indices("://").filter_map(|(at, _)| at.checked_sub(SCHEME.len() - 3));
    marks.filter(begins).map(move |at| {
        let before = at.checked_sub(APPLE.len()).and_then(|start| text.get(start..at));
        if before.is_some_and(|s| s.eq_ignore_ascii_case(APPLE)) { at - APPLE.len() } else { at }
    })
}

/// The fewest characters of a secret that is known by its looks alone.
const SHORTEST: usize = 16;

/// Whether a text is base32 to the eye: of one case, in one piece or in groups of one length.
pub(crate) fn is_secret(text: &str) -> bool {
    let text = text.trim().trim_end_matches('=');
    let mut groups: Vec<usize> = text.split([' ', '-']).map(str::len).collect();
    let last = groups.pop().unwrap_or_default();
    let is_even = groups.iter().all(|group| *group == groups[0] && (1..=groups[0]).contains(&last));
    let letters = || text.bytes().filter(|b| !matches!(b, b' ' | b'-'));
    let is_base32 = letters().all(|b| b.is_ascii_alphabetic() || matches!(b, b'2'..=b'7'));
    let is_one_case =
        !letters().any(|b| b.is_ascii_lowercase()) || !letters().any(|b| b.is_ascii_uppercase());
    is_even && is_base32 && is_one_case && letters().count() >= SHORTEST
}

/// Whether a field by its plain name holds a password.
pub(crate) fn is_password(plain: &str) -> bool {
    matches!(plain, "password" | "passwd" | "passphrase" | "passwort" | "pass" | "pwd")
}

/// Whether a text is base32 to the eye, and no word.
pub(crate) fn is_clear_secret(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c == '-';
    is_secret(text) && !text.trim().chars().all(is_word)
}

/// Whether a text is a code in one of the forms that fields hold: a link, KeeOTP's pairs, or a secret by
/// its looks.
pub(crate) fn is_code(text: &str) -> bool {
    is_link(text) || is_pairs(text) || is_secret(text)
}

/// Whether a text is `key=…&step=…`, as KeeOTP writes it, or what Bitwarden makes of it: it takes the word
/// for the key away.
pub(crate) fn is_pairs(text: &str) -> bool {
    const BESIDE: [&str; 5] = ["step", "size", "otphashmode", "type", "counter"];
    let mut names =
        text.split('&').map(|pair| pair.split_once('=').map_or("", |(name, _)| name.trim()));
    let first = text.split('&').next().unwrap_or_default();
    let is = |name: &str, known: &str| name.eq_ignore_ascii_case(known);
    !text.contains("://")
        && (names.clone().any(|name| is(name, "key"))
            || (is_secret(first) && names.any(|name| BESIDE.iter().any(|known| is(name, known)))))
}

#[cfg(test)]
mod tests {
    use super::{Word, is_code, is_secret, is_unclear, plain, shown};

    #[test]
    fn a_name_is_compared_without_its_marks_and_its_usual_unit() {
        for (name, expected) in [
            ("Period (s)", "period"),
            ("number_of_digits", "numberofdigits"),
            ("Période", "période"),
            ("$oneTimeCode::1", "onetimecode1"),
            ("Period (ms)", "periodms"),
            ("(s)", "s"),
        ] {
            assert_eq!(plain(name), expected);
        }
        assert!(Word::Code.is("otp2") && Word::Code.is("onetimecode1") && !Word::Code.is("2"));
    }

    #[test]
    fn what_is_nearly_a_parameter_and_no_default_is_unclear() {
        for (name, text, expected) in [
            ("periodms", "30000", true),
            ("tokenalgorithmid", "SHA256", true),
            ("tokenalgorithmid", "SHA1", false),
            ("displaydigitsmax", "8", true),
            ("displaydigitsmax", "6", false),
            ("passwordlength", "20", false),
            ("refreshtoken", "yes", false),
            ("digits", "8", false),
            ("icon", "8", false),
        ] {
            assert_eq!(is_unclear(name, text), expected, "{name} {text}");
        }
        assert_eq!(shown("Period (ms)"), "Period (ms)");
        assert_eq!(shown("GEZDGNBVGY3TQOJQ"), "?");
    }

    #[test]
    fn prose_is_no_secret_and_a_game_is_no_code() {
        for text in [
            "GEZDGNBVGY3TQOJQ",
            "gezd gnbv gy3t qojq",
            "GEZD-GNBV-GY3T-QOJQ-GE",
            "GEZDGNBVGY3TQOJQ====",
        ] {
            assert!(is_secret(text), "{text}");
        }
        for text in [
            "",
            "4711",
            "by text message to the office",
            "GEZDGNBVGY3TQOJ1",
            "GezdgnbvGY3TQOJQ",
            "  ",
        ] {
            assert!(!is_code(text), "{text}");
        }
        assert!(is_code("GEZDGNBVGY3TQOJQ&size=8") && !is_code("by mail&size=8"));
        assert!(is_code("key=GEZDGNBVGY3TQOJQ&size=8") && is_code("steam://GEZDGNBVGY3TQOJQ"));
        assert!(!is_code("steam://rungameid/440") && !is_code("https://x/?key=GEZDGNBVGY3TQOJQ"));
    }
}
