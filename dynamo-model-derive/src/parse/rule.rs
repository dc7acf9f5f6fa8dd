//! One rule inside `#[validate(...)]`.

use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Token, parenthesized, token};

use crate::errors::Errors;
use crate::parse::entry;

const KNOWN: &[&str] = &["email", "length", "range"];

/// Rules of the `validator` crate that are not read here yet.
const UNSUPPORTED: &[&str] = &[
    "contains",
    "credit_card",
    "custom",
    "does_not_contain",
    "ip",
    "ipv4",
    "ipv6",
    "must_match",
    "nested",
    "non_control_character",
    "regex",
    "required",
    "schema",
    "skip",
    "url",
];

/// A rule as it was written: `length(min = 1, max = 80)`.
pub(crate) struct RuleSyntax {
    pub(crate) name: Ident,
    pub(crate) arguments: Vec<Argument>,
}

/// One argument of a rule: `min = 1`.
pub(crate) struct Argument {
    pub(crate) name: Ident,
    pub(crate) value: Expr,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { name, value: input.parse()? })
    }
}

impl RuleSyntax {
    pub(super) fn read(
        keyword: &Ident,
        meta: &ParseNestedMeta<'_>,
        errors: &mut Errors,
    ) -> syn::Result<Self> {
        let name = keyword.to_string();
        if UNSUPPORTED.contains(&name.as_str()) {
            return Err(syn::Error::new_spanned(
                keyword,
                format!("rule `{name}` is not supported yet; known: {}", KNOWN.join(", ")),
            ));
        }
        if !KNOWN.contains(&name.as_str()) {
            return Err(entry::unknown("rule", keyword, KNOWN));
        }
        let arguments =
            if meta.input.peek(token::Paren) { arguments(meta.input, errors)? } else { Vec::new() };
        Ok(Self { name: keyword.clone(), arguments })
    }
}

fn arguments(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<Argument>> {
    let content;
    parenthesized!(content in input);
    let mut arguments: Vec<Argument> = Vec::new();
    for argument in Punctuated::<Argument, Token![,]>::parse_terminated(&content)? {
        let name = &argument.name;
        if arguments.iter().any(|known| known.name == *name) {
            errors.at(name, format!("duplicate `{name}`: keep one of them"));
        } else {
            arguments.push(argument);
        }
    }
    Ok(arguments)
}
