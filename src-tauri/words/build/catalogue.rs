//! Reads a catalogue of words (Fluent): its messages, and what arguments each of them takes.
//!
//! Refuses what ui/scripts/messages.mjs refuses, which reads the same files for the page. `build/main.rs`
//! and the tests of the crate share this file.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Variant,
    VariantKey,
};
use fluent_syntax::{parser, serializer};

/// A message of a catalogue.
#[derive(Debug)]
pub struct Message {
    pub id: String,
    /// As it stands in the file, without its comment.
    pub source: String,
    /// By name, those of the messages it leans on among them.
    pub arguments: BTreeMap<String, Kind>,
}

/// What an argument may be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Kind {
    Number,
    /// One of these.
    Words(BTreeSet<String>),
    /// Any text; some of them are singled out.
    Text,
    /// Whatever can be written down.
    Any,
}

/// The messages of a file, in its order; or a sentence that says what is wrong with it.
pub fn read(ftl: &str) -> Result<Vec<Message>, String> {
    let resource = parser::parse(ftl).map_err(|(_, errors)| match errors.first() {
        Some(error) => format!("no Fluent: {error}: {}", line_at(ftl, error.pos.start)),
        None => "no Fluent".to_owned(),
    })?;
    let entries = entries(&resource)?;
    let mut messages = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut uses = BTreeMap::new();
        collect(message.id.name, &entries, &mut Vec::new(), &mut uses)?;
        let kinds = uses.into_iter().map(|(name, uses)| {
            let kind = uses
                .kind()
                .ok_or_else(|| format!("{}: is ${name} a number or a word?", message.id.name))?;
            Ok((name.to_owned(), kind))
        });
        let mut bare = message.clone();
        bare.comment = None;
        messages.push(Message {
            id: message.id.name.to_owned(),
            source: serializer::serialize(&Resource { body: vec![Entry::Message(bare)] }),
            arguments: kinds.collect::<Result<_, String>>()?,
        });
    }
    Ok(messages)
}

/// Where a translation does not agree with the language it was made from; it may lack messages.
pub fn disagreement(english: &[Message], translation: &[Message]) -> Option<String> {
    translation.iter().find_map(|said| {
        let Some(meant) = english.iter().find(|message| message.id == said.id) else {
            return Some(format!("{}: English has no such message", said.id));
        };
        let names = |message: &Message| message.arguments.keys().cloned().collect::<Vec<_>>();
        if names(meant) != names(said) {
            return Some(format!("{}: its arguments are {:?} in English", said.id, names(meant)));
        }
        if typed(&meant.source) != typed(&said.source) {
            return Some(format!("{}: what is typed is {:?}", said.id, typed(&meant.source)));
        }
        let differs = |(name, kind): (&String, &Kind)| {
            (*kind != Kind::Any && meant.arguments.get(name) != Some(kind)).then(|| {
                format!("{}: ${name} is {:?} in English", said.id, meant.arguments.get(name))
            })
        };
        said.arguments.iter().find_map(differs)
    })
}

/// The options and commands that a message names: they are the same in every language.
fn typed(source: &str) -> BTreeSet<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let words: Vec<_> = source.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
    let options = words.iter().filter(|word| word.starts_with("--")).map(|word| (*word, ""));
    let commands = words.windows(2).filter(|pair| pair[0] == "tessera-cli");
    options.chain(commands.map(|pair| (pair[0], pair[1]))).collect()
}

/// The patterns of messages and terms, by their names.
type Entries<'a> = BTreeMap<&'a str, &'a Pattern<&'a str>>;

fn entries<'a>(resource: &'a Resource<&'a str>) -> Result<Entries<'a>, String> {
    let mut entries = Entries::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => {
                (message.id.name, message.value.as_ref(), &message.attributes)
            }
            Entry::Term(term) => (term.id.name, Some(&term.value), &term.attributes),
            _ => continue,
        };
        let (Some(value), true) = (value, attributes.is_empty()) else {
            return Err(format!("{id}: attributes are not used here"));
        };
        if entries.insert(id, value).is_some() {
            return Err(format!("twice: {id}"));
        }
    }
    Ok(entries)
}

/// How an argument is used.
#[derive(Default)]
struct Uses {
    as_number: bool,
    as_text: bool,
    words: BTreeSet<String>,
}

impl Uses {
    /// None where they contradict each other.
    fn kind(self) -> Option<Kind> {
        match (self.as_number, self.as_text, self.words.is_empty()) {
            (true, false, true) => Some(Kind::Number),
            (true, ..) => None,
            (false, _, false) => Some(Kind::Words(self.words)),
            (false, true, true) => Some(Kind::Text),
            (false, false, true) => Some(Kind::Any),
        }
    }
}

/// Adds the arguments of a message, and of those that it leans on. `above` are those that lean on it.
fn collect<'a>(
    id: &'a str,
    entries: &Entries<'a>,
    above: &mut Vec<&'a str>,
    uses: &mut BTreeMap<&'a str, Uses>,
) -> Result<(), String> {
    if above.contains(&id) {
        return Err(format!("{id} leans on itself"));
    }
    let Some(pattern) = entries.get(id) else {
        let top = above.last().copied().unwrap_or_default();
        return Err(format!("{top} leans on {id}, which there is not"));
    };
    above.push(id);
    let mut reader = Reader { id, uses, leans_on: Vec::new() };
    reader.pattern(pattern)?;
    for other in reader.leans_on {
        collect(other, entries, above, uses)?;
    }
    above.pop();
    Ok(())
}

/// Goes through one message.
struct Reader<'a, 'u> {
    id: &'a str,
    uses: &'u mut BTreeMap<&'a str, Uses>,
    leans_on: Vec<&'a str>,
}

impl<'a> Reader<'a, '_> {
    fn pattern(&mut self, pattern: &'a Pattern<&'a str>) -> Result<(), String> {
        pattern.elements.iter().try_for_each(|element| match element {
            PatternElement::TextElement { .. } => Ok(()),
            PatternElement::Placeable { expression } => self.expression(expression),
        })
    }

    fn expression(&mut self, expression: &'a Expression<&'a str>) -> Result<(), String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                match selector {
                    InlineExpression::VariableReference { id } => self.select(id.name, variants),
                    other => self.inline(other)?,
                }
                variants.iter().try_for_each(|variant| self.pattern(&variant.value))
            }
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.uses.entry(id.name).or_default();
            }
            InlineExpression::MessageReference { id, .. } => self.leans_on.push(id.name),
            InlineExpression::TermReference { id, arguments, .. } => {
                self.leans_on.push(id.name);
                arguments.iter().try_for_each(|given| self.given(given))?;
            }
            InlineExpression::FunctionReference { id, arguments } => {
                if id.name != "NUMBER" {
                    return Err(format!("{}: {} is not known", self.id, id.name));
                }
                for one in &arguments.positional {
                    if let InlineExpression::VariableReference { id } = one {
                        self.uses.entry(id.name).or_default().as_number = true;
                    }
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression)?,
        }
        Ok(())
    }

    fn given(&mut self, given: &'a CallArguments<&'a str>) -> Result<(), String> {
        given.positional.iter().try_for_each(|one| self.inline(one))?;
        given.named.iter().try_for_each(|one| self.inline(&one.value))
    }

    fn select(&mut self, name: &'a str, variants: &'a [Variant<&'a str>]) {
        let uses = self.uses.entry(name).or_default();
        let keys: Vec<_> = variants.iter().map(|variant| &variant.key).collect();
        let words = || {
            keys.iter().filter_map(|key| match key {
                VariantKey::Identifier { name } => Some(*name),
                VariantKey::NumberLiteral { .. } => None,
            })
        };
        if words().count() < keys.len() || words().any(|word| PLURALS.contains(&word)) {
            uses.as_number = true;
        } else if words().any(|word| word == "other") {
            uses.as_text = true;
        } else {
            uses.words.extend(words().map(str::to_owned));
        }
    }
}

const PLURALS: [&str; 5] = ["zero", "one", "two", "few", "many"];

fn line_at(text: &str, position: usize) -> &str {
    let start = text.get(..position).and_then(|head| head.rfind('\n')).map_or(0, |end| end + 1);
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}
