//! How names are spelled: tables after structs, handles and stored names after fields.

/// The spellings that `rename_all` knows, by serde's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Spelling {
    /// The names under which the spellings are written.
    pub(crate) const NAMES: [&'static str; 8] = [
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ];

    /// Finds a spelling by its name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// Spells the name of a field, which is taken to be in snake case, as serde does.
    pub(crate) fn spell(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => {
                let name = pascal(field);
                let mut chars = name.chars();
                chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
            }
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Spells the name of a variant, which is taken to be in Pascal case, as serde does.
    pub(crate) fn spell_variant(self, variant: &str) -> String {
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => {
                let mut chars = variant.chars();
                chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
            }
            Self::Snake | Self::ScreamingSnake | Self::Kebab | Self::ScreamingKebab => {
                self.spell(&words(variant))
            }
        }
    }
}

/// As serde does, which parts every two letters of which the second is a capital: `HTTPCode` is `h_t_t_p_code`.
fn words(variant: &str) -> String {
    let mut text = String::with_capacity(variant.len() + 4);
    for (at, c) in variant.char_indices() {
        if at > 0 && c.is_uppercase() {
            text.push('_');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

fn pascal(field: &str) -> String {
    let mut starts = true;
    let mut name = String::with_capacity(field.len());
    for c in field.chars() {
        match c {
            '_' => starts = true,
            c if starts => {
                name.push(c.to_ascii_uppercase());
                starts = false;
            }
            c => name.push(c),
        }
    }
    name
}

/// Names the table of a struct: its name in snake case, in the plural.
pub(crate) fn table_name(model: &str) -> String {
    plural(&snake(model))
}

/// Names the handle of a field: `YEAR_OF_BIRTH` for `year_of_birth`.
pub(crate) fn handle_name(field: &str) -> String {
    snake(field).to_uppercase()
}

fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut text = String::with_capacity(name.len() + 4);
    for (i, &c) in chars.iter().enumerate() {
        if c.is_uppercase() {
            let before = i.checked_sub(1).and_then(|before| chars.get(before));
            let after = chars.get(i + 1);
            let ends_a_word = before.is_some_and(|b| b.is_lowercase() || b.is_numeric());
            let ends_an_acronym =
                before.is_some_and(|b| b.is_uppercase()) && after.is_some_and(|a| a.is_lowercase());
            if ends_a_word || ends_an_acronym {
                text.push('_');
            }
        }
        text.extend(c.to_lowercase());
    }
    text
}

fn plural(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if let Some(stem) = word.strip_suffix('y')
        && stem.ends_with(|c: char| c.is_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
    {
        return format!("{stem}ies");
    }
    if ends(&["s", "x", "z", "ch", "sh"]) { format!("{word}es") } else { format!("{word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_the_plural_of_the_struct() {
        let cases = [
            ("User", "users"),
            ("Category", "categories"),
            ("Box", "boxes"),
            ("BlogPost", "blog_posts"),
            ("Bus", "buses"),
            ("Day", "days"),
            ("Address", "addresses"),
            ("Branch", "branches"),
            ("Wish", "wishes"),
            ("HTTPRequest", "http_requests"),
            ("UserID", "user_ids"),
            ("V2User", "v2_users"),
            ("Foo_Bar", "foo_bars"),
            ("Y", "ys"),
            ("SoliloquyEntry", "soliloquy_entries"),
        ];
        for (model, table) in cases {
            assert_eq!(table_name(model), table);
        }
    }

    #[test]
    fn handles_are_in_screaming_snake_case() {
        let cases = [
            ("email", "EMAIL"),
            ("year_of_birth", "YEAR_OF_BIRTH"),
            ("createdAt", "CREATED_AT"),
            ("_hidden", "_HIDDEN"),
            ("line2", "LINE2"),
        ];
        for (field, handle) in cases {
            assert_eq!(handle_name(field), handle);
        }
    }

    #[test]
    fn fields_are_spelled_as_serde_spells_them() {
        let spelled = Spelling::NAMES.map(|name| {
            Spelling::named(name).map(|spelling| spelling.spell("year_of_birth")).unwrap_or_default()
        });
        assert_eq!(
            spelled,
            [
                "year_of_birth",
                "YEAR_OF_BIRTH",
                "YearOfBirth",
                "yearOfBirth",
                "year_of_birth",
                "YEAR_OF_BIRTH",
                "year-of-birth",
                "YEAR-OF-BIRTH",
            ]
        );
        let variants = Spelling::NAMES.map(|name| {
            Spelling::named(name).map(|spelling| spelling.spell_variant("InReview")).unwrap_or_default()
        });
        assert_eq!(
            variants,
            [
                "inreview",
                "INREVIEW",
                "InReview",
                "inReview",
                "in_review",
                "IN_REVIEW",
                "in-review",
                "IN-REVIEW",
            ]
        );
        assert_eq!(Spelling::named("camelcase"), None);
        assert_eq!(Spelling::Camel.spell("_id"), "id");
        assert_eq!(Spelling::Camel.spell("x"), "x");
    }
}
