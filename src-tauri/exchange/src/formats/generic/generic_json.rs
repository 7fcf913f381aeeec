//! Lists of accounts as JSON that no app has for its own: what programs make of Google's transfer
//! codes, what small apps write, and what people write. A list stands by itself or under one of a few
//! names; in any other JSON, what is called like a code and looks like one is read, and every link.
//!
//! extract_otp_secrets writes a URI beside the fields; google-authenticator-exporter writes the secret
//! in base64, once more in base32 as `totpSecret`, and Google's own numbers for the rest. Chronos,
//! Mauth and the OTP Manager of Nextcloud have their lists under a name.

use tessera_core::entry::{Labels, MAX_NAME};
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::Found;
use crate::formats::Reading;
use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::lenient_json::Each;
use crate::formats::fields::parts;
use crate::formats::fields::record::Record;
use crate::formats::fields::tree::{Pair, Tree};
use crate::formats::fields::words::{self, Word};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json::Json;

/// To be held against JSON after all others.
pub(crate) const FORMAT: Format = Format {
    name: "json",
    title: "List of accounts (JSON)",
    recognises: |content| is_list(content) || links(content).is_some() || holds_codes(content),
    read,
};

/// Under what names lists stand.
const LISTS: [&str; 4] = ["accounts", "tokens", "data", "entries"];

/// Whether the elements of an array are accounts, by the first of them.
fn is_list(content: &Content<'_>) -> bool {
    let keys = ["type", "otp_type", "kind", "issuer", "digits", "algo", "algorithm", "url"];
    keys.iter().any(|key| content.has_elements(&["secret", key]))
}

/// Whether there is a list of accounts under a name, or any code is found; one that is refused for its
/// secret may be none.
fn holds_codes(content: &Content<'_>) -> bool {
    if !matches!(content.json(), Json::Object(_) | Json::Array(_)) {
        return false;
    }
    let is_cancelled = || content.is_cancelled();
    let context = ReadContext { is_cancelled: Some(&is_cancelled), ..ReadContext::default() };
    let Ok(tree) = Tree::of(content) else { return false };
    let is_code =
        |draft: &Draft| !matches!(draft.otp, Err(UriError::Secret(_) | UriError::SecretMissing));
    list(content, &tree).is_some()
        || codes_of(content, &tree, &context).is_ok_and(|import| import.drafts.iter().any(is_code))
}

/// Links and nothing else.
fn links(content: &Content<'_>) -> Option<Vec<SecretText>> {
    let is_array = |text: &str| text.trim_start().starts_with('[');
    content.text().filter(|text| is_array(text))?;
    let links: Each<String> = content.parse_json().ok()?;
    let links: Vec<String> = links.0.into_iter().collect::<Result<_, _>>().ok()?;
    let is_list = links.first().is_some_and(|link| link.trim_start().starts_with("otpauth"));
    is_list.then(|| links.into_iter().map(SecretText::new).collect())
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if let Some(links) = links(content) {
        return Import { drafts: linked(&links), ..Import::default() }.or_empty();
    }
    codes_of(content, &Tree::of(content)?, context)
}

fn linked(links: &[SecretText]) -> Vec<Draft> {
    let mut found = Found::default();
    for link in links {
        if found.read(link) == Reading::NoAccount {
            found.drafts.push(Draft::refused(Labels::default(), UriError::NotOtpauth));
        }
    }
    found.drafts
}

fn codes_of(
    content: &Content<'_>,
    tree: &Tree,
    context: &ReadContext<'_>,
) -> Result<Import, ReadError> {
    let groups = tree.get("groups").map_or(&[][..], Tree::elements);
    let name = |group: &Tree| {
        let text = |key| group.get(key).map(|value| value.text().to_owned());
        Some((text("id")?, text("name")?))
    };
    let has_groups = !groups.is_empty();
    let groups = Groups::new(groups.iter().filter_map(name));
    let mut walk = Walk { items: Items::default(), groups, has_groups, context };
    match list(content, tree) {
        Some(accounts) => walk.list(accounts)?,
        None => walk.go(tree, &Above::default(), true)?,
    }
    walk.items.finish()
}

/// The list of accounts, where there is one by itself or under a name.
fn list<'t>(content: &Content<'_>, tree: &'t Tree) -> Option<&'t [Tree]> {
    if is_list(content) {
        return Some(tree.elements());
    }
    let has_secret =
        |account: &Tree| account.get("secret").is_some_and(|secret| !secret.text().is_empty());
    let lists = LISTS.iter().filter_map(|name| tree.get(name)).map(Tree::elements);
    { lists }.find(|list| list.iter().any(has_secret))
}

/// What the objects around an object say of it.
#[derive(Default)]
struct Above<'t> {
    labels: Labels,
    /// What kind of code it holds; empty where nothing says it.
    kind: &'t str,
    /// Whether the issuer is the key that the object stands under.
    is_keyed: bool,
}

/// A way through a tree.
struct Walk<'c, 'w> {
    items: Items,
    groups: Groups<String>,
    /// Whether fields for the folder hold the key of a group.
    has_groups: bool,
    context: &'c ReadContext<'w>,
}

impl Walk<'_, '_> {
    /// Every element is an account, good or bad.
    fn list(&mut self, accounts: &[Tree]) -> Result<(), ReadError> {
        for account in accounts {
            self.context.go_on()?;
            let before = self.items.count();
            if !matches!(account, Tree::Object(_)) {
                self.items.add_unreadable(Labels::default());
                continue;
            }
            self.object(account, &Above::default(), true, true)?;
            if self.items.count() == before {
                let item = self.item(&record(account), &Above::default());
                self.items.add_refused(&item, UriError::SecretMissing);
            }
        }
        Ok(())
    }

    /// Whatever holds codes. Names are handed down from an object to what is in it; those of the whole file
    /// are not, where it has a list.
    fn go(&mut self, tree: &Tree, above: &Above<'_>, is_root: bool) -> Result<(), ReadError> {
        self.context.go_on()?;
        match tree {
            Tree::Object(_) => self.object(tree, above, !is_root, false),
            Tree::List(elements) => {
                let before = self.items.count();
                let mut texts = Record::default();
                elements.iter().for_each(|element| texts.add("", element.text()));
                if texts.has_codes(false) {
                    let item = self.item(&texts, above);
                    texts.add_to(&mut self.items, &item, false);
                }
                let mut without_code = Vec::new();
                for element in elements {
                    let before = self.items.count();
                    self.go(element, above, false)?;
                    if matches!(element, Tree::Object(_)) && self.items.count() == before {
                        without_code.push(element);
                    }
                }
                if self.items.count() > before {
                    without_code.into_iter().for_each(|element| self.left_out(element, above));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The codes of an object, and of what is in it.
    fn object(
        &mut self,
        object: &Tree,
        above: &Above<'_>,
        hands_down: bool,
        is_account: bool,
    ) -> Result<(), ReadError> {
        let mut record = record(object);
        if !record.has(Word::Kind) {
            record.add("type", above.kind);
        }
        if names_codes(object) {
            return self.named(object);
        }
        let is_secret_a_code =
            is_account || record.has_kind() || record.has_parameters() || record.has_clear_secret();
        let item = self.item(&record, above);
        if record.has_codes(is_secret_a_code) {
            record.add_to(&mut self.items, &item, is_secret_a_code);
        }
        // Once: there may be any number of fields.
        let labels = handed_down(item.labels());
        let kind = if record.has_kind() { record.first(Word::Kind) } else { "" };
        let nobody = Above::default();
        let (mut is_any_named, mut without_code) = (false, Vec::new());
        for (name, value) in object.fields() {
            let (is_object, is_handed) = match value {
                Tree::Object(_) => (true, true),
                Tree::List(elements) if !is_of_fields(elements) => (false, hands_down),
                _ => continue,
            };
            if name == "groups" {
                continue;
            }
            let above = match is_object {
                true => Above { kind, ..keyed(name, labels.clone(), above.is_keyed) },
                false => Above { labels: labels.clone(), kind, ..Above::default() },
            };
            let before = self.items.count();
            self.go(value, if is_handed { &above } else { &nobody }, false)?;
            match is_object && is_name(name) {
                true if self.items.count() > before => is_any_named = true,
                true => without_code.push((name, value)),
                false => {}
            }
        }
        if is_any_named {
            for (name, value) in without_code {
                self.left_out(value, &keyed(name, labels.clone(), above.is_keyed));
            }
        }
        Ok(())
    }

    /// An object without a code beside others that have one: by name where its secret is none of a code.
    fn left_out(&mut self, object: &Tree, above: &Above<'_>) {
        let record = record(object);
        let item = self.item(&record, above);
        match record.called_secret() {
            Some(_) => record.add_to(&mut self.items, &item, true),
            None => self.items.add_without_code(1),
        }
    }

    /// Codes under the names of their accounts, and nothing else.
    fn named(&mut self, object: &Tree) -> Result<(), ReadError> {
        for (name, code) in object.fields() {
            self.context.go_on()?;
            let labels = keyed(name, Labels::default(), false).labels;
            let item = Item { title: labels.issuer, user: labels.account, ..Item::default() };
            self.items.add(&item, [SecretText::new(code.text().to_owned())]);
        }
        Ok(())
    }

    /// What an object says beside its codes. Names that it does not have are those above it.
    fn item(&mut self, record: &Record<'_>, above: &Above<'_>) -> Item {
        let own = record.labels();
        let or = |own: String, above: &str| if own.is_empty() { above.to_owned() } else { own };
        let folder = record.first(Word::Folder);
        let tags = if self.has_groups { self.groups.tags([folder]) } else { parts::tags([folder]) };
        Item {
            title: or(own.issuer, &above.labels.issuer),
            user: or(own.account, &above.labels.account),
            tags,
            ..Item::default()
        }
    }
}

/// Names as objects below may have them, each a copy. A longer one is refused there as it is here.
fn handed_down(Labels { issuer, account }: Labels) -> Labels {
    let cut = |name: String| match name.char_indices().nth(MAX_NAME + 1) {
        Some((end, _)) => name.get(..end).unwrap_or_default().to_owned(),
        None => name,
    };
    Labels { issuer: cut(issuer), account: cut(account) }
}

/// What an object is called by its key, where nothing else names it: after the issuer, or within one that a
/// key names, after the account.
fn keyed<'t>(key: &str, labels: Labels, is_keyed: bool) -> Above<'t> {
    let (issuer, account) = key.split_once(':').unwrap_or((key, ""));
    let first_of =
        |own: String, key: &str| if own.is_empty() { key.trim().to_owned() } else { own };
    let (labels, is_keyed) = match is_name(key) {
        true if labels.issuer.is_empty() => {
            let account = first_of(labels.account, account);
            (Labels { issuer: issuer.trim().to_owned(), account }, true)
        }
        true if is_keyed => (Labels { account: first_of(labels.account, key), ..labels }, true),
        _ => (labels, is_keyed),
    };
    Above { labels, is_keyed, ..Above::default() }
}

/// Whether a key may be the name of an account: no word for a field, for a list or for a part of a file,
/// and no number.
fn is_name(key: &str) -> bool {
    const PARTS: [&str; 24] = [
        "items",
        "item",
        "details",
        "content",
        "contents",
        "info",
        "db",
        "database",
        "services",
        "config",
        "settings",
        "fields",
        "secrets",
        "codes",
        "otps",
        "totps",
        "authenticators",
        "value",
        "values",
        "metadata",
        "records",
        "credentials",
        "keys",
        "list",
    ];
    let plain = words::plain(key);
    let is_number =
        plain.chars().all(|c| c.is_ascii_hexdigit()) && plain.chars().any(|c| c.is_ascii_digit());
    !plain.is_empty()
        && !is_number
        && !words::is_known(&plain)
        && !words::is_secret(key)
        && !LISTS.contains(&plain.as_str())
        && !PARTS.contains(&plain.as_str())
}

/// Whether all fields of an object hold codes, and are called like accounts.
fn names_codes(object: &Tree) -> bool {
    let is_code = |text: &str| words::is_link(text) || words::is_clear_secret(text);
    let fields = object.fields();
    !fields.is_empty() && fields.iter().all(|(name, value)| is_name(name) && is_code(value.text()))
}

/// The fields of an object: its own, the elements of its lists of texts, and what is in its lists of fields.
fn record(object: &Tree) -> Record<'_> {
    let is_googles = object.get("totpSecret").is_some();
    let mut record = Record::default();
    for (name, value) in object.fields() {
        match value {
            // Beside the other one it is base64.
            Tree::Text(_) if is_googles && name == "secret" => {}
            Tree::Text(_) => record.add(name, meant(name, value.text(), is_googles)),
            Tree::List(elements) if is_of_fields(elements) => {
                for element in elements {
                    match element.pair() {
                        Some(Pair { name, value, .. }) => record.add(name, value),
                        None => record.add(name, element.text()),
                    }
                }
            }
            Tree::Object(inner) if !holds_code(inner) => {
                for (name, value) in inner.iter().filter(|(name, _)| is_about_code(name)) {
                    record.add(name, meant(name, value.text(), is_googles));
                }
            }
            _ => {}
        }
    }
    record.is_of_accounts = record.has(Word::Secret) && !record.has(Word::Code) || is_googles;
    record
}

/// Whether a list holds texts, and fields with their names beside them, and nothing else. Where no name says
/// anything, the objects are something else, such as accounts.
fn is_of_fields(elements: &[Tree]) -> bool {
    let is_text = |element: &Tree| matches!(element, Tree::Text(_));
    let is_field = |element: &Tree| is_text(element) || element.pair().is_some();
    let is_known =
        |element: &Tree| is_text(element) || element.pair().is_some_and(|pair| pair.says_something);
    elements.iter().all(is_field) && (elements.is_empty() || elements.iter().any(is_known))
}

/// Whether an object has a code of its own.
fn holds_code(fields: &[(String, Tree)]) -> bool {
    let is_code = |name: &str| {
        matches!(Word::of(&words::plain(name)), Some(Word::Code | Word::Counted | Word::Secret))
    };
    fields.iter().any(|(name, value)| is_code(name) || words::has_link(value.text()))
}

/// Whether a field says something of the code that an object around it holds.
fn is_about_code(name: &str) -> bool {
    use Word::{Algorithm, Counter, Digits, Issuer, Kind, Period, User};
    matches!(
        Word::of(&words::plain(name)),
        Some(Algorithm | Counter | Digits | Issuer | Kind | Period | User)
    )
}

/// What a field says in words that are known: Google has numbers of its own for what others spell out.
fn meant<'t>(name: &str, text: &'t str, is_googles: bool) -> &'t str {
    let word = Word::of(&words::plain(name));
    match (word, text) {
        // Google's word for none, and the first of those that count from 0.
        (Some(Word::Algorithm), "0") => "SHA1",
        (Some(Word::Algorithm), "1") if is_googles => "SHA1",
        (Some(Word::Algorithm), "2") if is_googles => "SHA256",
        (Some(Word::Algorithm), "3") if is_googles => "SHA512",
        (Some(Word::Algorithm), text) => text.trim_start_matches("ALGO_"),
        (Some(Word::Digits), "1") if is_googles => "",
        (Some(Word::Digits), "2") if is_googles => "8",
        // Google's numbers, or what they say: nothing tells.
        (Some(Word::Digits), "1" | "2") => "?",
        (_, text) => text,
    }
}
