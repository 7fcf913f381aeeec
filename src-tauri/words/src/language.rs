//! Which language is spoken, and what it calls a message.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::argument::Argument;

/// Each language by its tag, with its catalogue. English comes first.
pub(crate) const CATALOGUES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// One for each catalogue, read when it is first needed.
static TONGUES: [OnceLock<Tongue>; CATALOGUES.len()] =
    [const { OnceLock::new() }; CATALOGUES.len()];

const ENGLISH: usize = 0;
/// The place of the language that is spoken.
static SPOKEN: AtomicUsize = AtomicUsize::new(ENGLISH);

/// The tags of the languages that there are, such as `en`.
pub fn languages() -> impl Iterator<Item = &'static str> {
    CATALOGUES.iter().map(|(tag, _)| *tag)
}

/// Speaks a language from now on, by its tag; the system's without one, or where there is none of that
/// tag. Until then English is spoken.
pub fn speak(tag: Option<&str>) {
    let wanted = tag.and_then(position);
    let chosen = wanted.unwrap_or_else(|| choose(sys_locale::get_locales()));
    SPOKEN.store(chosen, Ordering::Relaxed);
}

/// The sentence in the language that is spoken; what that one lacks is said in English.
pub(crate) fn said(id: &str, given: &[(&'static str, Argument<'_>)]) -> String {
    let tongue = |at: usize| {
        let (tag, ftl) = CATALOGUES[at];
        TONGUES[at].get_or_init(|| Tongue::new(tag, ftl))
    };
    said_by([SPOKEN.load(Ordering::Relaxed), ENGLISH].into_iter().map(tongue), id, given)
}

/// The sentence in the first of some languages that has the message; without any, its id.
pub(crate) fn said_by<'a>(
    mut tongues: impl Iterator<Item = &'a Tongue>,
    id: &str,
    given: &[(&'static str, Argument<'_>)],
) -> String {
    let mut arguments = FluentArgs::new();
    for (name, argument) in given {
        arguments.set(*name, argument.value());
    }
    // The build has compared messages and arguments; whatever is left is seen in the sentence.
    let mut errors = Vec::new();
    let said = tongues.find_map(|tongue| tongue.say(id, &arguments, &mut errors));
    said.unwrap_or_else(|| id.to_owned())
}

/// The best language there is for the tags that a system prefers, most wanted first: that of the tag,
/// else that of the tag without its region, else English.
pub(crate) fn choose(preferred: impl Iterator<Item = String>) -> usize {
    // What POSIX calls no language at all is English.
    let near = |tag: String| match tag.as_str() {
        "C" | "POSIX" => Some(ENGLISH),
        tag => position(tag).or_else(|| position(tag.split('-').next()?)),
    };
    preferred.into_iter().find_map(near).unwrap_or(ENGLISH)
}

fn position(tag: &str) -> Option<usize> {
    languages().position(|known| known == tag)
}

/// A language that can be spoken.
pub(crate) struct Tongue(FluentBundle<FluentResource>);

impl Tongue {
    pub(crate) fn new(tag: &str, ftl: &str) -> Self {
        // The build has read both: nothing is lost here.
        let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
        let resource = FluentResource::try_new(ftl.to_owned()).unwrap_or_else(|(read, _)| read);
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Terminals and dialogs would show the marks that Fluent puts around arguments.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// None where the language has no such message.
    pub(crate) fn say(
        &self,
        id: &str,
        arguments: &FluentArgs<'_>,
        errors: &mut Vec<FluentError>,
    ) -> Option<String> {
        let pattern = self.0.get_message(id)?.value()?;
        Some(self.0.format_pattern(pattern, Some(arguments), errors).into_owned())
    }
}
