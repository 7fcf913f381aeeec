//! Writes the Rust of a catalogue: a struct for each message, with a field for each of its arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::catalogue::{Kind, Message};

/// The content of a module that holds one struct a message, and an enum for each closed set of words.
pub fn structs(messages: &[Message]) -> String {
    let enums = Enums::of(messages);
    let mut out = String::from("use std::fmt::{Display, Formatter, Result};\n");
    out.push_str("use crate::{Argument, Number};\n");
    for (name, words) in &enums.named {
        push_enum(&mut out, name, words);
    }
    for message in messages {
        push_struct(&mut out, message, &enums);
    }
    out
}

/// The enums of fixed words. One that several messages take in the same way is one type.
struct Enums {
    named: BTreeMap<String, BTreeSet<String>>,
    /// Arguments whose words are not the same everywhere: the name of the message comes first.
    ambiguous: BTreeSet<String>,
}

impl Enums {
    fn of(messages: &[Message]) -> Self {
        let mut sets: BTreeMap<&str, BTreeSet<&BTreeSet<String>>> = BTreeMap::new();
        for (argument, words) in messages.iter().flat_map(closed) {
            sets.entry(argument).or_default().insert(words);
        }
        let several = sets.into_iter().filter(|(_, words)| words.len() > 1);
        let ambiguous = several.map(|(argument, _)| argument.to_owned()).collect();
        let mut enums = Self { named: BTreeMap::new(), ambiguous };
        for message in messages {
            for (argument, words) in closed(message) {
                enums.named.insert(enums.name(message, argument), words.clone());
            }
        }
        enums
    }

    fn name(&self, message: &Message, argument: &str) -> String {
        match self.ambiguous.contains(argument) {
            true => pascal(&message.id) + &pascal(argument),
            false => pascal(argument),
        }
    }
}

/// The arguments that take one of a few words, but for yes and no.
fn closed(message: &Message) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
    message.arguments.iter().filter_map(|(name, kind)| match kind {
        Kind::Words(words) if !is_yes_or_no(words) => Some((name.as_str(), words)),
        _ => None,
    })
}

fn is_yes_or_no(words: &BTreeSet<String>) -> bool {
    words.iter().eq(["no", "yes"])
}

fn push_enum(out: &mut String, name: &str, words: &BTreeSet<String>) {
    let variants: String =
        words.iter().map(|word| format!("/// `{word}`\n{},\n", pascal(word))).collect();
    let arms: String =
        words.iter().map(|word| format!("Self::{} => {word:?},\n", pascal(word))).collect();
    let _ = write!(
        out,
        "/// One of a few words that sentences are chosen by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum {name} {{\n{variants}}}
impl {name} {{ fn word(self) -> &'static str {{ match self {{\n{arms}}} }} }}\n"
    );
}

fn push_struct(out: &mut String, message: &Message, enums: &Enums) {
    let (name, id) = (pascal(&message.id), &message.id);
    let (mut fields, mut given, mut borrows) = (String::new(), String::new(), false);
    for (argument, kind) in &message.arguments {
        let field = field(argument);
        let (ty, value) = match kind {
            Kind::Number => ("Number".to_owned(), format!("Number(self.{field})")),
            Kind::Words(words) if is_yes_or_no(words) => {
                let word = format!("Word(if self.{field} {{ \"yes\" }} else {{ \"no\" }})");
                ("bool".to_owned(), word)
            }
            Kind::Words(_) => (enums.name(message, argument), format!("Word(self.{field}.word())")),
            Kind::Text | Kind::Any => {
                borrows = true;
                ("&'a dyn Display".to_owned(), format!("Text(self.{field})"))
            }
        };
        let _ = write!(fields, "/// `${argument}`\npub {field}: {ty},\n");
        let _ = write!(given, "({argument:?}, Argument::{value}), ");
    }
    let doc = format!("```text\n{}```", message.source);
    let (life, elided) = if borrows { ("<'a>", "<'_>") } else { ("", "") };
    let body = if fields.is_empty() { ";".to_owned() } else { format!("{{\n{fields}}}") };
    let _ = write!(
        out,
        "#[doc = {doc:?}]
#[derive(Clone, Copy)]
pub struct {name}{life} {body}
impl Display for {name}{elided} {{
fn fmt(&self, f: &mut Formatter<'_>) -> Result {{ crate::write(f, {id:?}, &[{given}]) }}
}}\n"
    );
}

fn pascal(id: &str) -> String {
    id.split(['-', '_'])
        .flat_map(|part| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
        })
        .collect()
}

fn field(argument: &str) -> String {
    let name = argument.replace('-', "_");
    let is_keyword =
        matches!(&*name, "as" | "for" | "in" | "if" | "match" | "move" | "type" | "use");
    if is_keyword { format!("r#{name}") } else { name }
}
