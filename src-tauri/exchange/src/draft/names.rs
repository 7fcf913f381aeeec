//! Names as people can see them.

use tessera_core::base32::is_invisible;
use tessera_core::entry::Labels;

/// What programs write in the place of a name that is not there.
const NOTHING: [&str; 4] = ["null", "(null)", "undefined", "nil"];

/// Names without what nobody sees, and without what stands for no name.
pub(crate) fn tidy(labels: Labels) -> Labels {
    Labels { issuer: tidy_name(labels.issuer), account: tidy_name(labels.account) }
}

fn tidy_name(name: String) -> String {
    let name = visible(name);
    let is_nothing = |part: &str| part.trim().is_empty() || NOTHING.contains(&part.trim());
    let is_written = |part: &&str| !NOTHING.contains(&part.trim());
    if name.split(':').all(is_nothing) {
        return String::new();
    }
    match name.contains(':') && !name.split(':').all(|part| is_written(&part)) {
        true => name.split(':').filter(is_written).collect::<Vec<_>>().join(":").trim().to_owned(),
        false => name,
    }
}

/// A name without the characters that have neither width nor ink. What joins two letters or the parts of
/// an emoji stays where it does.
fn visible(name: String) -> String {
    if name.is_ascii() {
        return name;
    }
    let mut visible = String::with_capacity(name.len());
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
        let joins = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_invisible(c));
        let is_seen = match is_joiner {
            true => joins(visible.chars().next_back()) && joins(characters.peek().copied()),
            false => !is_invisible(c),
        };
        if is_seen {
            visible.push(c);
        }
    }
    visible.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::tidy_name;

    #[test]
    fn names_are_what_people_see_of_them() {
        for (given, tidy) in [
            ("null", ""),
            (":null", ""),
            ("null:null", ""),
            (":", ""),
            (" : ", ""),
            ("(null):ada", "ada"),
            ("Mill:null", "Mill"),
            (":::!!!", ":::!!!"),
            ("Mill:", "Mill:"),
            ("Nullsoft: null set", "Nullsoft: null set"),
            ("M\u{ad}i\u{200b}ll\u{feff}", "Mill"),
            ("\u{202e}lliM\u{202c}", "lliM"),
            ("\u{200b}", ""),
            ("a\u{200d}b", "ab"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("Mill\u{2011}Loom", "Mill\u{2011}Loom"),
        ] {
            assert_eq!(tidy_name(given.to_owned()), tidy, "{given:?}");
        }
    }
}
