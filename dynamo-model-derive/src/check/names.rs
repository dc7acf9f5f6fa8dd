//! That no two fields share a stored name or a handle.

use std::collections::HashMap;

use quote::ToTokens;
use syn::{Ident, LitStr};

use crate::check::Field;
use crate::errors::Errors;
use crate::parse::FieldSyntax;
use crate::suggest;

/// The names that are taken, each with its field.
#[derive(Default)]
pub(super) struct Names {
    stored: HashMap<String, Ident>,
    handles: HashMap<String, Ident>,
}

impl Names {
    /// Takes the names of a field.
    pub(super) fn add(&mut self, syntax: &FieldSyntax, field: &Field, errors: &mut Errors) {
        let ident = &syntax.ident;
        if let Some(stored) = field.stored() {
            let fix = "give one of them another name with `rename`";
            self.store(written(syntax.rename.as_ref(), ident), &stored.name, ident, fix, errors);
            for (literal, alias) in syntax.aliases.iter().zip(&stored.aliases) {
                self.store(literal, alias, ident, "remove the alias", errors);
            }
        }
        let Some(handle) = field.handle().map(Ident::to_string) else { return };
        if let Some(first) = self.handles.get(&handle) {
            errors.at(
                written(syntax.handle.as_ref(), ident),
                format!("`{first}` has the handle `{handle}` too: name one with `#[model(handle = \"..\")]`"),
            );
        } else {
            self.handles.insert(handle, ident.clone());
        }
    }

    fn store(&mut self, tokens: &dyn ToTokens, name: &str, ident: &Ident, fix: &str, errors: &mut Errors) {
        match self.stored.get(name) {
            Some(first) if first == ident => {
                errors.at(
                    &tokens.to_token_stream(),
                    format!("`{ident}` is read from `{name}` anyway: remove it"),
                );
            }
            Some(first) => {
                errors.at(&tokens.to_token_stream(), format!("`{first}` is stored as `{name}` too: {fix}"));
            }
            None => {
                self.stored.insert(name.to_owned(), ident.clone());
            }
        }
    }
}

fn written<'a>(literal: Option<&'a LitStr>, ident: &'a Ident) -> &'a dyn ToTokens {
    match literal {
        Some(literal) => literal,
        None => ident,
    }
}

/// Reports a name that no field has.
pub(super) fn no_field(name: &Ident, fields: &[Field], errors: &mut Errors) {
    let known: Vec<String> = fields.iter().map(|field| field.ident.to_string()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let hint = suggest::nearest(&name.to_string(), &known);
    let hint = hint.map_or_else(String::new, |nearest| format!("; did you mean `{nearest}`?"));
    errors.at(name, format!("there is no field `{name}`{hint}"));
}
