//! What a projection means.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Expr, Generics, Ident, Type};

use crate::check::container;
use crate::errors::Errors;
use crate::parse::{HandleSyntax, ProjectedSyntax, ProjectionSyntax};
use crate::spelling;

/// The outcome of the check.
pub(crate) enum CheckedProjection {
    Sound(Projection),
    /// Mistakes were reported; what is here keeps the compiler from reporting them again in other words.
    Broken(BrokenProjection),
}

/// A projection without mistakes.
pub(crate) struct Projection {
    pub(crate) ident: Ident,
    /// The path of the runtime crate.
    pub(crate) path: TokenStream,
    pub(crate) model: Type,
    pub(crate) fields: Vec<Projected>,
}

/// What is certain about a projection that has mistakes.
pub(crate) struct BrokenProjection {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) path: TokenStream,
    pub(crate) model: Option<Type>,
}

/// A field of a projection.
pub(crate) struct Projected {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) handle: Handle,
}

/// What gives the handle of the model's field.
pub(crate) enum Handle {
    /// A constant of the model.
    Of(Ident),
    /// An expression of the user's.
    Written(Box<Expr>),
}

pub(super) fn check(parsed: ProjectionSyntax, errors: &mut Errors) -> CheckedProjection {
    let ProjectionSyntax { ident, generics, of, tries_of, path, fields } = parsed;
    if of.is_none() && !tries_of {
        errors.at(
            &ident,
            "a projection says whose fields it names: write `#[projection(of = ..)]` with the model",
        );
    }
    for parameter in &generics.params {
        errors.at(
            parameter,
            "a projection has the types of its model's fields, so it takes no parameters: remove them",
        );
    }
    let fields = fields.map(|written| check_fields(&ident, written, errors));
    let path = path.map_or_else(|| quote!(::dynamo_model), ToTokens::into_token_stream);
    match (of, fields) {
        (Some(model), Some(fields)) if errors.count() == 0 => {
            CheckedProjection::Sound(Projection { ident, path, model, fields })
        }
        (model, _) => CheckedProjection::Broken(BrokenProjection { ident, generics, path, model }),
    }
}

fn check_fields(ident: &Ident, written: Vec<ProjectedSyntax>, errors: &mut Errors) -> Vec<Projected> {
    if written.is_empty() {
        errors.at(ident, "a projection names at least one field of its model");
    }
    let mut taken: HashMap<String, Ident> = HashMap::new();
    let mut fields = Vec::new();
    for syntax in written {
        let handle = handle(&syntax, errors);
        let name = match &handle {
            Handle::Of(name) => name.to_string(),
            Handle::Written(expr) => expr.to_token_stream().to_string(),
        };
        if let Some(first) = taken.get(&name) {
            errors.at(
                &syntax.ident,
                format!("`{first}` stands for the same field of the model: remove one of them"),
            );
        } else {
            taken.insert(name, syntax.ident.clone());
        }
        fields.push(Projected { ident: syntax.ident, ty: syntax.ty, handle });
    }
    fields
}

fn handle(syntax: &ProjectedSyntax, errors: &mut Errors) -> Handle {
    if let (Some(field), Some(_)) = (&syntax.field, &syntax.handle) {
        errors
            .at(field, "the model's field is named by `field` or by `handle`, not both: remove one of them");
    }
    let of_field =
        |field: &Ident| Ident::new(&spelling::handle_name(&field.unraw().to_string()), field.span());
    match &syntax.handle {
        Some(HandleSyntax::Written(expr)) => Handle::Written(expr.clone()),
        Some(HandleSyntax::Named(name)) => {
            let named = container::identifier(name, "handle", errors);
            Handle::Of(named.unwrap_or_else(|| of_field(&syntax.ident)))
        }
        None => Handle::Of(of_field(syntax.field.as_ref().unwrap_or(&syntax.ident))),
    }
}
