//! The attributes that an index holds.

use syn::{Ident, LitStr};

use crate::check::Field;
use crate::check::index::{Surroundings, attribute, is_same};
use crate::errors::Errors;
use crate::parse::{IndexSyntax, ProjectionOf};
use crate::suggest;

/// The service's limit for the attributes that all indexes of a table include together.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes>
const MAX_INCLUDED: usize = 100;

/// Which attributes an index holds.
pub(crate) enum Held {
    All,
    Keys,
    /// The keys and these, by stored name.
    Include(Vec<String>),
}

pub(super) fn check(
    syntax: &IndexSyntax,
    around: &Surroundings<'_>,
    included: &mut usize,
    errors: &mut Errors,
) -> Held {
    let list = match &syntax.projection {
        None => return Held::All,
        Some(ProjectionOf::Named(name)) => return named(name, errors),
        Some(ProjectionOf::Include(list)) => list,
    };
    let mut names = Vec::new();
    for (position, ident) in list.fields.iter().enumerate() {
        if let Some(whose) = whose_key(ident, syntax, around) {
            errors
                .at(ident, format!("`{ident}` is a key of {whose}, which the index holds anyway: remove it"));
        } else if list.fields[..position].iter().any(|other| is_same(other, ident)) {
            errors.at(ident, format!("`{ident}` is included already: remove it here"));
        } else {
            let field = attribute(ident, around.fields, "be included in an index", errors);
            names.extend(field.and_then(Field::stored).map(|stored| stored.name.clone()));
        }
    }
    let before = *included;
    *included += list.fields.len();
    if before <= MAX_INCLUDED && *included > MAX_INCLUDED {
        errors.at(
            &list.keyword,
            format!(
                "all indexes of a table together include at most {MAX_INCLUDED} attributes, and with this one it is \
                 {included}: write `projection = \"all\"`"
            ),
        );
    }
    Held::Include(names)
}

fn named(name: &LitStr, errors: &mut Errors) -> Held {
    match name.value().as_str() {
        "all" => return Held::All,
        "keys" => return Held::Keys,
        "include" => errors.at(name, "name what is included: write `projection = include(a, b)`"),
        other => {
            let hint = suggest::nearest(other, &["all", "keys"]);
            let hint = hint.map_or_else(
                || "known: `\"all\"`, `\"keys\"`, `include(a, b)`".to_owned(),
                |nearest| format!("did you mean `\"{nearest}\"`?"),
            );
            errors.at(name, format!("unknown projection `{other}`; {hint}"));
        }
    }
    Held::All
}

/// Tells whose key an attribute is part of, if it is one that the index has anyway.
fn whose_key(ident: &Ident, syntax: &IndexSyntax, around: &Surroundings<'_>) -> Option<&'static str> {
    let of_index = syntax.hash.iter().chain(&syntax.range).flat_map(|key| &key.fields);
    if around.key.hash().into_iter().chain(around.key.range()).any(|key| is_same(key, ident)) {
        return Some("the table");
    }
    of_index.into_iter().any(|key| is_same(key, ident)).then_some("the index")
}
