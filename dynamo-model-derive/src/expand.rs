//! What is generated: the handles, the constructor, the key struct and the impls.

mod codec;
mod constructor;
mod handles;
mod key;
mod model;
mod stub;
mod validate;
mod value;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;
use syn::spanned::Spanned;

use crate::check::{Broken, Checked, Head, Model};

/// Generates the code of the derive.
pub(crate) fn expand(checked: &Checked) -> TokenStream {
    match checked {
        Checked::Model(model) => expand_model(model),
        Checked::Broken(broken) => expand_broken(broken),
    }
}

fn expand_model(model: &Model) -> TokenStream {
    let head = &model.head;
    let key_struct = key::declare(head, &model.key);
    let handles = handles::expand(head, &model.fields);
    let constructor = constructor::expand(model);
    let key = key::expand(head, &model.key);
    let codec = codec::expand(model);
    let implementation = model::expand(model);
    let validate = validate::expand(model);
    let block = in_block(head, &quote!(#handles #constructor #key #codec #implementation #validate));
    quote!(#key_struct #block)
}

fn expand_broken(broken: &Broken) -> TokenStream {
    let head = &broken.head;
    if head.generics.lifetimes().next().is_some() {
        // A model is `'static`, so that no impl of ours would compile.
        return TokenStream::new();
    }
    let key_struct = broken.key.as_ref().map(|key| key::declare(head, key));
    let handles = handles::expand(head, &broken.sound);
    let key = broken.key.as_ref().map(|_| key::expand_stub(head));
    let stubs = stub::expand(broken);
    let block = in_block(head, &quote!(#handles #key #stubs));
    quote!(#key_struct #block)
}

/// Keeps the name of the runtime crate out of the user's scope.
fn in_block(head: &Head, items: &TokenStream) -> TokenStream {
    let path = &head.path;
    quote! {
        const _: () = {
            use #path::__private as __dynamo_model;
            #items
        };
    }
}

/// A local name that no expression of the user's can see or capture.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The place of a field's type, so that what its type lacks is reported there.
fn place(ty: &Type) -> Span {
    Span::call_site().located_at(ty.span())
}

/// An `Option` as an expression.
fn optional(value: Option<impl ToTokens>) -> TokenStream {
    let nothing = || quote!(::core::option::Option::None);
    value.map_or_else(nothing, |value| quote!(::core::option::Option::Some(#value)))
}
