//! What the indexes of a model mean.

mod held;
mod parts;

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::check::key::Marked;
use crate::check::options::{Provision, units};
use crate::check::{Field, KeyField, container};
use crate::errors::Errors;
use crate::parse::IndexSyntax;
use crate::spelling;

pub(crate) use held::Held;
pub(super) use parts::attribute;

/// The service's limits for the indexes of a table.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes>
const MAX_GLOBAL: usize = 20;
const MAX_LOCAL: usize = 5;

/// The service's limits for the name of an index.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
const NAME_LENGTHS: std::ops::RangeInclusive<usize> = 3..=255;

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
        let hash = parts::hash(syntax, around, errors);
        let range = parts::range(syntax, around, errors);
        let held = held::check(syntax, around, &mut included, errors);
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
