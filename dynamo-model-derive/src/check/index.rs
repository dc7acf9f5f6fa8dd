//! What the indexes of a model mean.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::check::field::MAX_KEY_NAME;
use crate::check::key::Marked;
use crate::check::options::{Provision, units};
use crate::check::{Field, FieldKind, KeyField, container, names};
use crate::errors::Errors;
use crate::parse::{IndexSyntax, KeySyntax, ProjectionOf};
use crate::{spelling, suggest};

/// The service's limits for the indexes of a table, and for the attributes that they all include.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes>
const MAX_GLOBAL: usize = 20;
const MAX_LOCAL: usize = 5;
const MAX_INCLUDED: usize = 100;

/// The service's limits for the name of an index.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
const NAME_LENGTHS: std::ops::RangeInclusive<usize> = 3..=255;

/// The service's limit for the attributes of a hash key, and for those of a range key.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>
const MAX_PARTS: usize = 4;

/// An index without mistakes.
pub(crate) struct Index {
    pub(crate) handle: IndexHandle,
    pub(crate) is_local: bool,
    pub(crate) hash: Vec<KeyField>,
    pub(crate) range: Vec<KeyField>,
    pub(crate) held: Held,
    /// Units for reads and writes of its own.
    pub(crate) units: Option<(u64, u64)>,
}

/// The constant that stands for an index.
#[derive(Clone)]
pub(crate) struct IndexHandle {
    pub(crate) ident: Ident,
    /// The name of the index.
    pub(crate) name: String,
}

/// Which attributes an index holds.
pub(crate) enum Held {
    All,
    Keys,
    /// The keys and these, by stored name.
    Include(Vec<String>),
}

/// The indexes of a model.
#[derive(Default)]
pub(super) struct Indexes {
    /// Those without mistakes.
    pub(super) sound: Vec<Index>,
    /// The constants of those that have a name.
    pub(super) handles: Vec<IndexHandle>,
}

/// What an index is checked against.
pub(super) struct Surroundings<'a> {
    pub(super) fields: &'a [Field],
    pub(super) key: &'a Marked<'a>,
    pub(super) provision: Provision,
}

pub(super) fn check(written: &[IndexSyntax], around: &Surroundings<'_>, errors: &mut Errors) -> Indexes {
    count(written, errors);
    let mut indexes = Indexes::default();
    let mut included = 0;
    for syntax in written {
        let before = errors.count();
        let handle = handle(syntax, around.fields, &indexes.handles, errors);
        let hash = hash(syntax, around, errors);
        let range = range(syntax, around, errors);
        let held = held(syntax, around, &mut included, errors);
        let units = own_units(syntax, around.provision, errors);
        indexes.handles.extend(handle.clone());
        if let (Some(handle), true) = (handle, syntax.is_sound && errors.count() == before) {
            indexes.sound.push(Index { handle, is_local: syntax.is_local(), hash, range, held, units });
        }
    }
    indexes
}

fn count(written: &[IndexSyntax], errors: &mut Errors) {
    for (is_local, limit, kind) in [(false, MAX_GLOBAL, "global"), (true, MAX_LOCAL, "local")] {
        let mut of_kind = written.iter().filter(|index| index.is_local() == is_local);
        if let Some(first) = of_kind.nth(limit) {
            let more = of_kind.count() + 1;
            errors.at(
                &first.keyword,
                format!("a table has at most {limit} {kind} indexes: remove {more} of them"),
            );
        }
    }
}

/// Names the constant of an index, unless its name is in doubt.
fn handle(
    syntax: &IndexSyntax,
    fields: &[Field],
    taken: &[IndexHandle],
    errors: &mut Errors,
) -> Option<IndexHandle> {
    let Some(written) = &syntax.name else {
        if syntax.is_sound {
            errors.at(&syntax.keyword, "an index has a name: write `name = \"..\"`");
        }
        return None;
    };
    let name = written.value();
    if taken.iter().any(|index| index.name == name) {
        errors.at(written, format!("another index is named `{name}` too: give one of them another name"));
        return None;
    }
    let is_name = is_name(&name, written, errors);
    let ident = match &syntax.handle {
        Some(handle) => container::identifier(handle, "handle", errors)?,
        None => of_name(&name, written, is_name, errors)?,
    };
    let place: &LitStr = syntax.handle.as_ref().unwrap_or(written);
    let fix = "name this one with `handle = \"..\"` in the index";
    if let Some(field) = fields.iter().find(|field| field.handle() == Some(&ident)) {
        errors.at(place, format!("the field `{}` has the handle `{ident}` too: {fix}", field.ident));
        return None;
    }
    if let Some(index) = taken.iter().find(|index| index.ident == ident) {
        errors.at(place, format!("the index `{}` has the handle `{ident}` too: {fix}", index.name));
        return None;
    }
    Some(IndexHandle { ident, name })
}

fn is_name(name: &str, written: &LitStr, errors: &mut Errors) -> bool {
    let bad = name.chars().find(|c| !container::is_in_table_name(*c));
    if let Some(bad) = bad {
        errors.at(
            written,
            format!("the name of an index holds only `a-z A-Z 0-9 _ . -`, and `{name}` has {bad:?}"),
        );
    } else if !NAME_LENGTHS.contains(&name.len()) {
        let (least, most) = (NAME_LENGTHS.start(), NAME_LENGTHS.end());
        errors.at(
            written,
            format!("the name of an index has {least} to {most} characters, and this has {}", name.len()),
        );
        return true;
    }
    bad.is_none()
}

/// The name of an index as that of a constant.
fn of_name(name: &str, written: &LitStr, is_name: bool, errors: &mut Errors) -> Option<Ident> {
    let handle = spelling::handle_name(name);
    let parsed = syn::parse_str::<Ident>(&handle).ok();
    if parsed.is_none() && is_name {
        let mut fit = handle.replace(['-', '.'], "_");
        if fit.starts_with(|c: char| c.is_ascii_digit()) {
            fit.insert_str(0, "BY_");
        }
        errors.at(
            written,
            format!("`{handle}` cannot be the name of a handle: add one, such as `handle = \"{fit}\"`"),
        );
    }
    parsed.map(|ident| Ident::new(&ident.to_string(), written.span()))
}

fn hash(syntax: &IndexSyntax, around: &Surroundings<'_>, errors: &mut Errors) -> Vec<KeyField> {
    if syntax.is_local() {
        let table = around.fields.iter().find(|field| around.key.hash() == Some(&field.ident));
        return table.and_then(KeyField::of).into_iter().collect();
    }
    let Some(key) = &syntax.hash else {
        if syntax.is_sound {
            errors.at(&syntax.keyword, "an index has a hash key: write `hash = field`");
        }
        return Vec::new();
    };
    parts(key, &[], around.fields, errors)
}

fn range(syntax: &IndexSyntax, around: &Surroundings<'_>, errors: &mut Errors) -> Vec<KeyField> {
    if syntax.is_local() {
        of_local(syntax, around, errors);
    }
    let Some(key) = &syntax.range else { return Vec::new() };
    let hash = syntax.hash.as_ref().map_or(&[][..], |hash| &hash.fields);
    let hash = if syntax.is_local() { around.key.hash().map_or(&[][..], std::slice::from_ref) } else { hash };
    parts(key, hash, around.fields, errors)
}

/// Reports what the range key of a local index cannot be.
fn of_local(syntax: &IndexSyntax, around: &Surroundings<'_>, errors: &mut Errors) {
    if around.key.range().is_none() && around.key.hash().is_some() {
        errors.at(
            &syntax.keyword,
            "a local index orders the items of a hash key anew, and this table has no range key: mark one field with \
             `#[model(range_key)]`, or write `index(..)`",
        );
    }
    let Some(key) = &syntax.range else {
        if syntax.is_sound {
            errors.at(&syntax.keyword, "a local index has a range key: write `range = field`");
        }
        return;
    };
    if let Some(second) = key.fields.get(1) {
        errors
            .at(second, "the range key of a local index is one attribute: remove this, or write `index(..)`");
    }
    if let Some(range) =
        key.fields.iter().find(|field| around.key.range().is_some_and(|range| is_same(field, range)))
    {
        errors.at(range, format!("the table is ordered by `{range}` already: name another field"));
    }
}

/// The attributes of a key; those before it are in the other half.
fn parts(key: &KeySyntax, before: &[Ident], fields: &[Field], errors: &mut Errors) -> Vec<KeyField> {
    if let Some(fifth) = key.fields.get(MAX_PARTS) {
        let half = &key.keyword;
        errors.at(
            fifth,
            format!("a {half} key has at most {MAX_PARTS} attributes, and this has {}", key.fields.len()),
        );
    }
    let mut parts = Vec::new();
    for (position, ident) in key.fields.iter().enumerate() {
        if before.iter().chain(&key.fields[..position]).any(|other| is_same(other, ident)) {
            errors.at(ident, format!("`{ident}` is in the key of this index already: remove it here"));
            continue;
        }
        let Some(field) = attribute(ident, fields, "be the key of an index", errors) else { continue };
        let Some(part) = KeyField::of(field) else { continue };
        if part.stored.name.len() > MAX_KEY_NAME {
            errors.at(
                ident,
                format!(
                    "the name of a key attribute has at most {MAX_KEY_NAME} bytes, and `{ident}` is stored under one of {}",
                    part.stored.name.len()
                ),
            );
        }
        parts.push(part);
    }
    parts
}

/// Finds a field that is an attribute of its own.
pub(super) fn attribute<'f>(
    ident: &Ident,
    fields: &'f [Field],
    purpose: &str,
    errors: &mut Errors,
) -> Option<&'f Field> {
    let Some(field) = fields.iter().find(|field| is_same(&field.ident, ident)) else {
        names::no_field(ident, fields, errors);
        return None;
    };
    let why = match &field.kind {
        FieldKind::Stored(_) => return Some(field),
        FieldKind::Skipped => "is not stored",
        FieldKind::Flattened { .. } => "is flattened, so that it is no attribute of its own,",
        FieldKind::Rest { .. } => "keeps attributes that are not known",
    };
    errors.at(ident, format!("`{ident}` {why} and cannot {purpose}: name another field"));
    None
}

fn held(syntax: &IndexSyntax, around: &Surroundings<'_>, included: &mut usize, errors: &mut Errors) -> Held {
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

fn own_units(syntax: &IndexSyntax, provision: Provision, errors: &mut Errors) -> Option<(u64, u64)> {
    let (read, write) = (syntax.read_units.as_ref(), syntax.write_units.as_ref());
    if let (Some(written), Provision::OnDemand) = (read.or(write), provision) {
        errors.at(
            &written.to_token_stream(),
            "the table is paid for by the request, so that its indexes have no units: remove them, or give units to the \
             table too",
        );
    }
    units(read.map(|read| ("read_units", read)), write.map(|write| ("write_units", write)), errors)
}

fn is_same(one: &Ident, other: &Ident) -> bool {
    one.unraw() == other.unraw()
}
