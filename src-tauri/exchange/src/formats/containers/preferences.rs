//! Android's shared preferences: an XML map of names to texts, in which several apps keep their
//! accounts.

use tessera_core::secret::SecretText;

use crate::formats::containers::markup::{Piece, Pieces, unescape};
use crate::formats::format::ENOUGH;

/// The texts of a map, by name, in the order of the file: as many as entries count.
pub(crate) struct Preferences(Vec<(String, SecretText)>);

impl Preferences {
    /// None where the text is no such map.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Pieces::of(text).skip_while(|piece| matches!(piece, Piece::Text(_)));
        match pieces.next()? {
            Piece::Open(map) if map.is("map") => {}
            _ => return None,
        }
        let mut texts = Vec::new();
        let mut open = None;
        for piece in pieces {
            if texts.len() == ENOUGH {
                break;
            }
            match piece {
                Piece::Open(tag) if tag.is("string") => {
                    open = tag.attribute("name").map(|name| name.expose().to_owned());
                }
                Piece::Text(text) => {
                    if let Some(name) = open.take() {
                        texts.push((name, unescape(text)));
                    }
                }
                Piece::Open(_) | Piece::Close(_) => open = None,
            }
        }
        Some(Self(texts))
    }

    /// The text of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&SecretText> {
        self.iter().find(|(known, _)| *known == name).map(|(_, text)| text)
    }

    /// Every name and its text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &SecretText)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text))
    }
}

#[cfg(test)]
mod tests {
    use super::Preferences;

    #[test]
    fn a_map_gives_its_texts_by_name() {
        let text = "<?xml version='1.0'?>\n<map>\n <int name=\"n\" value=\"1\" />\n \
                    <string name=\"a&amp;b\">{&quot;c&quot;}</string><string name=\"e\"></string>";
        let map = Preferences::parse(text).unwrap();
        assert_eq!(map.get("a&b").unwrap().expose(), "{\"c\"}");
        assert!(map.get("n").is_none() && map.get("e").is_none());
        assert_eq!(map.iter().count(), 1);
        for other in ["", "map", "<html><map>", "<ma"] {
            assert!(Preferences::parse(other).is_none(), "{other}");
        }
    }
}
