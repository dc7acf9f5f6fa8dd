//! The nearest known name to one that is not known.

/// Finds the known name that was most likely meant.
pub(crate) fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let limit = written.chars().count().max(3) / 3;
    known
        .iter()
        .map(|name| (distance(&plain(written), &plain(name)), *name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Lists the names as they stand in a message.
pub(crate) fn list(known: &[&str]) -> String {
    known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Case and underscores are what people mix up first, so they do not count.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The least number of insertions, deletions, replacements and exchanges of neighbours, row by row of the table.
fn distance(one: &[char], two: &[char]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut next = vec![i + 1; row.len()];
        for (j, b) in two.iter().enumerate() {
            next[j + 1] = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *b && *a == two[j - 1] {
                next[j + 1] = next[j + 1].min(above[j - 1] + 1);
            }
        }
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["hash_key", "range_key", "rename", "rename_all", "default", "skip"];

    #[test]
    fn finds_what_was_meant() {
        let cases = [
            ("hashkey", Some("hash_key")),
            ("hash-key", Some("hash_key")),
            ("HashKey", Some("hash_key")),
            ("defualt", Some("default")),
            ("renam", Some("rename")),
            ("renameAll", Some("rename_all")),
            ("skp", Some("skip")),
            ("sikp", Some("skip")),
            ("primary", None),
            ("x", None),
        ];
        for (written, expected) in cases {
            assert_eq!(nearest(written, KNOWN), expected, "{written}");
        }
    }

    #[test]
    fn counts_single_edits() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(distance(&chars("table"), &chars("tabel")), 1);
        assert_eq!(distance(&chars(""), &chars("abc")), 3);
        assert_eq!(distance(&chars("abc"), &chars("")), 3);
    }
}
