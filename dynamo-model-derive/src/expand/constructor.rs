//! `new`, which takes the required fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::check::{Body, Broken, Field, Head, Initial};
use crate::expand::{place, stub};

pub(super) fn expand(model: &Body) -> Option<TokenStream> {
    let name = model.constructor.as_ref()?;
    let required = model.fields.iter().filter(|field| matches!(field.initial, Initial::Parameter));
    let parameters = required.map(|field| {
        let (name, ty) = (parameter(field), &field.ty);
        quote_spanned!(place(ty)=> #name: impl __dynamo_model::IntoValue<#ty>)
    });
    let fields = model.fields.iter().map(|field| {
        let (ident, value) = (&field.ident, initial(field));
        quote!(#ident: #value)
    });
    Some(declare(&model.head, name, parameters, &quote!(Self { #(#fields,)* })))
}

/// Declares `new` for a model with mistakes, so that its callers need not be reported.
pub(super) fn expand_stub(broken: &Broken) -> Option<TokenStream> {
    let name = broken.constructor.as_ref()?;
    let parameters = broken.parameters.iter().map(|field| {
        let ty = &field.ty;
        quote!(_: impl __dynamo_model::IntoValue<#ty>)
    });
    Some(declare(&broken.head, name, parameters, &stub::body()))
}

fn declare(
    head: &Head,
    name: &Ident,
    parameters: impl Iterator<Item = TokenStream>,
    body: &TokenStream,
) -> TokenStream {
    let Head { ident, vis, generics, .. } = head;
    let (bounds_in, arguments, bounds) = generics.split_for_impl();
    let doc = format!("Makes one `{}` of the required fields; the others get their defaults.", ident.unraw());
    quote! {
        #[automatically_derived]
        #[allow(dead_code, private_bounds, private_interfaces, clippy::too_many_arguments)]
        impl #bounds_in #ident #arguments #bounds {
            #[doc = #doc]
            #[must_use]
            #vis fn #name(#(#parameters),*) -> Self {
                #body
            }
        }
    }
}

fn initial(field: &Field) -> TokenStream {
    match &field.initial {
        Initial::Parameter => {
            let (name, ty) = (parameter(field), &field.ty);
            quote_spanned!(place(ty)=> __dynamo_model::IntoValue::<#ty>::into_value(#name))
        }
        Initial::Nothing => quote!(::core::option::Option::None),
        Initial::OfType => quote_spanned!(place(&field.ty)=> ::core::default::Default::default()),
        Initial::Value(value) => value.to_token_stream(),
    }
}

/// The parameter bears the field's name, but the user's default expressions do not see it.
fn parameter(field: &Field) -> Ident {
    let mut ident = field.ident.clone();
    ident.set_span(Span::mixed_site().located_at(field.ident.span()));
    ident
}
