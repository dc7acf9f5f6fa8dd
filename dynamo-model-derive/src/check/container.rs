//! What the attributes of the struct mean.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::check::rule::{self, WholeRule};
use crate::errors::Errors;
use crate::parse::{Constructor, Container, Kind, OfTable};
use crate::spelling::{self, Spelling};
use crate::suggest;

/// The service's limit for the name of a table; with the connection's prefix it is checked at run time.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
const MAX_TABLE_NAME: usize = 255;

/// The attributes of the struct, with their defaults.
pub(super) struct Settings {
    pub(super) table: String,
    pub(super) constructor: Option<Ident>,
    pub(super) path: TokenStream,
    pub(super) rename_all: Option<Spelling>,
    pub(super) rename_all_fields: Option<Spelling>,
    pub(super) is_validated_elsewhere: bool,
    /// `unknown = "deny"`, as it was written.
    pub(super) unknown: Option<LitStr>,
    pub(super) whole_rules: Vec<WholeRule>,
    /// What is said of the table, which is about fields too.
    pub(super) of_table: OfTable,
}

pub(super) fn check(kind: Kind, ident: &Ident, container: Container, errors: &mut Errors) -> Settings {
    let is_validated_elsewhere = container.is_validated_elsewhere();
    if let Some(validate) = container.validate.filter(|_| !is_validated_elsewhere) {
        errors.at(
            &validate,
            "the only value of `validate` is `\"external\"`: then `Validate` is implemented by you",
        );
    }
    let table =
        if kind == Kind::Model { table(ident, container.table.as_ref(), errors) } else { String::new() };
    Settings {
        table,
        constructor: constructor(container.constructor, errors),
        path: container.path.map_or_else(|| quote!(::dynamo_model), ToTokens::into_token_stream),
        rename_all: container.rename_all.and_then(|name| rename_all(&name, errors)),
        rename_all_fields: container.rename_all_fields.and_then(|name| rename_all(&name, errors)),
        is_validated_elsewhere,
        unknown: container.unknown.filter(|unknown| is_denied(unknown, errors)),
        whole_rules: rule::check_whole(&container.rules, errors),
        of_table: container.of_table,
    }
}

fn is_denied(unknown: &LitStr, errors: &mut Errors) -> bool {
    match unknown.value().as_str() {
        "deny" => true,
        "drop" => false,
        "keep" => {
            errors.at(
                unknown,
                "to keep them, mark a map field: `#[model(rest)] extra: BTreeMap<String, Value>`",
            );
            false
        }
        _ => {
            errors.at(unknown, "`unknown` is `\"drop\"`, the default, or `\"deny\"`");
            false
        }
    }
}

fn table(ident: &Ident, written: Option<&LitStr>, errors: &mut Errors) -> String {
    let name = written.map_or_else(|| spelling::table_name(&ident.unraw().to_string()), LitStr::value);
    let mut refuse = |message: String| match written {
        Some(literal) => errors.at(literal, message),
        None => errors.at(ident, format!("{message}; write `#[model(table = \"..\")]`")),
    };
    if name.is_empty() {
        refuse("the name of a table cannot be empty".to_owned());
    } else if let Some(bad) = name.chars().find(|c| !is_in_table_name(*c)) {
        refuse(format!("the name of a table holds only `a-z A-Z 0-9 _ . -`, and `{name}` has {bad:?}"));
    } else if name.len() > MAX_TABLE_NAME {
        refuse(format!(
            "the name of a table has at most {MAX_TABLE_NAME} characters, and this has {}",
            name.len()
        ));
    }
    name
}

/// Tells whether the name of a table, or of an index, may have this in it.
pub(super) fn is_in_table_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

fn constructor(written: Option<Constructor>, errors: &mut Errors) -> Option<Ident> {
    match written {
        None => Some(Ident::new("new", Span::call_site())),
        Some(Constructor::Nothing) => None,
        Some(Constructor::Named(name)) => identifier(&name, "constructor", errors),
    }
}

/// Reads a name that the user gives to a generated item.
pub(super) fn identifier(name: &LitStr, kind: &str, errors: &mut Errors) -> Option<Ident> {
    let ident = name.parse::<Ident>().ok();
    if ident.is_none() {
        errors.at(name, format!("`{}` cannot be the name of a {kind}: it is no identifier", name.value()));
    }
    ident
}

fn rename_all(name: &LitStr, errors: &mut Errors) -> Option<Spelling> {
    let value = name.value();
    let spelling = Spelling::named(&value);
    if spelling.is_none() {
        let known = suggest::list(&Spelling::NAMES);
        errors.at(name, format!("unknown spelling `{value}`; known: {known}"));
    }
    spelling
}
