//! The names of a table's columns, out of the statement that made it.

/// `CREATE TABLE name (column type …, …, constraint …)`: in lower case. None for what is not that.
pub(super) fn names(sql: &str) -> Option<Vec<String>> {
    let (_, body) = sql.split_once('(')?;
    let mut names = Vec::new();
    for definition in definitions(body) {
        let (name, is_quoted) = first_word(definition)?;
        let is_constraint = !is_quoted
            && ["constraint", "primary", "unique", "check", "foreign"]
                .iter()
                .any(|word| name.eq_ignore_ascii_case(word));
        if !is_constraint {
            names.push(name.to_ascii_lowercase());
        }
    }
    Some(names)
}

/// Split at the commas that stand in no quotes and no inner brackets, up to the closing bracket.
fn definitions(body: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_u32, None);
    for (at, c) in body.char_indices() {
        match (quote, c) {
            (Some(end), c) if c == end => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`' | '\'') => quote = Some(c),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') if depth > 0 => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(&body[start..at]);
                start = at + 1;
            }
            (None, ')') => {
                parts.push(&body[start..at]);
                break;
            }
            _ => {}
        }
    }
    parts
}

fn first_word(definition: &str) -> Option<(&str, bool)> {
    let definition = definition.trim();
    let quote = match definition.chars().next()? {
        c @ ('"' | '`' | '\'') => Some(c),
        '[' => Some(']'),
        _ => None,
    };
    match quote {
        Some(end) => Some((definition[1..].split(end).next()?, true)),
        None => Some((definition.split(|c: char| c.is_whitespace() || c == '(').next()?, false)),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_found_in_every_way_of_quoting_and_constraints_are_none() {
        let sql = "CREATE TABLE \"t\" (_id INTEGER PRIMARY KEY, `name` VARCHAR(2, 3) NOT NULL, \
                   [a, b] TEXT DEFAULT ',', \"Check\" TEXT, unique(name), FOREIGN KEY(x) REFERENCES y(z))";
        assert_eq!(super::names(sql).unwrap(), ["_id", "name", "a, b", "check"]);
        assert_eq!(super::names("CREATE VIEW v"), None);
    }
}
