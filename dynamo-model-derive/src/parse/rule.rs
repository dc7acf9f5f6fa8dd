//! One rule inside `#[validate(...)]`.

use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Lit, LitStr, Token, parenthesized, token};

use crate::errors::Errors;
use crate::parse::entry;

const KNOWN: &[&str] = &[
    "email",
    "url",
    "ip",
    "length",
    "range",
    "regex",
    "contains",
    "does_not_contain",
    "must_match",
    "non_control_character",
    "required",
    "nested",
    "custom",
    "one_of",
    "each",
];

/// Rules of the `validator` crate that are not read here.
const UNSUPPORTED: &[&str] = &["credit_card", "skip"];

/// A rule as it was written: `length(min = 1, max = 80)`.
pub(crate) struct RuleSyntax {
    pub(crate) name: Ident,
    pub(crate) arguments: Vec<Argument>,
    /// The rules inside `each(..)`.
    pub(crate) inner: Vec<RuleSyntax>,
}

/// One argument of a rule: `min = 1`, or a value or word alone.
pub(crate) struct Argument {
    pub(crate) name: Option<Ident>,
    pub(crate) value: Expr,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            return Ok(Self { name: Some(name), value: input.parse()? });
        }
        Ok(Self { name: None, value: input.parse()? })
    }
}

impl Argument {
    /// Tells whether this is the word alone.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(&self.value, Expr::Path(path) if self.name.is_none() && path.path.is_ident(word))
    }

    /// Gives the text of `name = "text"`.
    pub(crate) fn text(&self) -> Option<&LitStr> {
        match &self.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Reads the rules of one attribute and adds them to those of the field.
pub(super) fn read_all(attribute: &Attribute, rules: &mut Vec<RuleSyntax>, errors: &mut Errors) {
    entry::each(attribute, errors, |keyword, meta, errors| {
        let rule = RuleSyntax::read(keyword, meta, errors)?;
        add(rules, rule, errors);
        Ok(())
    });
}

/// Reads the rules of the whole struct: `schema(function = ..)`.
pub(super) fn read_whole(attribute: &Attribute, rules: &mut Vec<RuleSyntax>, errors: &mut Errors) {
    entry::each(attribute, errors, |keyword, meta, errors| {
        if keyword != "schema" {
            return Err(entry::unknown("rule of the whole struct", keyword, &["schema"]));
        }
        if !meta.input.peek(token::Paren) {
            let message = "`schema` takes a function: write `schema(function = ..)`";
            return Err(syn::Error::new_spanned(keyword, message));
        }
        let arguments = arguments(meta.input, errors)?;
        rules.push(RuleSyntax { name: keyword.clone(), arguments, inner: Vec::new() });
        Ok(())
    });
}

/// A rule stands once, but for those of which several can be meant.
fn add(rules: &mut Vec<RuleSyntax>, rule: RuleSyntax, errors: &mut Errors) {
    let may_repeat = ["custom", "contains", "does_not_contain", "regex", "must_match"];
    let name = &rule.name;
    if !may_repeat.iter().any(|known| name == known) && rules.iter().any(|known| known.name == *name) {
        errors.at(name, format!("duplicate rule `{name}`: keep one of them"));
    } else {
        rules.push(rule);
    }
}

impl RuleSyntax {
    fn read(keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let name = keyword.to_string();
        if UNSUPPORTED.contains(&name.as_str()) {
            return Err(syn::Error::new_spanned(
                keyword,
                format!("rule `{name}` is not known here: write `custom(function = ..)`"),
            ));
        }
        if !KNOWN.contains(&name.as_str()) {
            return Err(entry::unknown("rule", keyword, KNOWN));
        }
        let mut rule = Self { name: keyword.clone(), arguments: Vec::new(), inner: Vec::new() };
        if name == "each" {
            rule.read_inner(meta, errors)?;
        } else if meta.input.peek(token::Paren) {
            rule.arguments = arguments(meta.input, errors)?;
        } else if meta.input.peek(Token![=]) {
            let message = format!("rule `{name}` takes its arguments in parentheses: write `{name}(..)`");
            return Err(syn::Error::new_spanned(keyword, message));
        }
        Ok(rule)
    }

    fn read_inner(&mut self, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        let message = "`each` takes the rules of the elements: write `each(length(max = 80))`";
        if !meta.input.peek(token::Paren) {
            return Err(syn::Error::new_spanned(&self.name, message));
        }
        let before = errors.count();
        meta.parse_nested_meta(|meta| {
            entry::one(&meta, errors, |keyword, meta, errors| {
                let rule = Self::read(keyword, meta, errors)?;
                add(&mut self.inner, rule, errors);
                Ok(())
            })
        })?;
        if self.inner.is_empty() && errors.count() == before {
            errors.at(&self.name, message);
        }
        Ok(())
    }
}

fn arguments(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<Argument>> {
    let content;
    parenthesized!(content in input);
    let mut arguments: Vec<Argument> = Vec::new();
    for argument in Punctuated::<Argument, Token![,]>::parse_terminated(&content)? {
        match &argument.name {
            Some(name) if arguments.iter().any(|known| known.name.as_ref() == Some(name)) => {
                errors.at(name, format!("duplicate `{name}`: keep one of them"));
            }
            _ => arguments.push(argument),
        }
    }
    Ok(arguments)
}
