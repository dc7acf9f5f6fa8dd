//! The struct of the primary key: `UserKey`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::check::{Head, KeyField, PrimaryKey};
use crate::expand::{local, place, stub};

/// Declares the struct, beside the model; a generic model has none.
pub(super) fn declare(head: &Head, key: &PrimaryKey) -> Option<TokenStream> {
    let name = name(head)?;
    let vis = &head.vis;
    let doc = format!("The primary key of a [`{}`].", head.ident.unraw());
    let fields = key.parts().map(|part| {
        let KeyField { ident, ty, name } = part;
        let doc = format!("The value of the attribute `{name}`.");
        quote!(#[doc = #doc] #vis #ident: #ty)
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[allow(dead_code)]
        #vis struct #name {
            #(#fields,)*
        }
    })
}

pub(super) fn expand(head: &Head, key: &PrimaryKey) -> Option<TokenStream> {
    implement(head, &make(key))
}

/// Implements the struct's trait for a model with mistakes.
pub(super) fn expand_stub(head: &Head) -> Option<TokenStream> {
    implement(head, &stub::body())
}

fn implement(head: &Head, body: &TokenStream) -> Option<TokenStream> {
    let (name, model) = (name(head)?, &head.ident);
    Some(quote! {
        #[automatically_derived]
        impl __dynamo_model::KeyStruct for #name {
            type Model = #model;

            fn into_key(self) -> __dynamo_model::Key<#model> {
                #body
            }
        }
    })
}

/// Makes a `Key` of the fields of `self`.
pub(super) fn make(key: &PrimaryKey) -> TokenStream {
    let KeyField { ident: hash, ty: hash_type, name: hash_name } = &key.hash;
    match &key.range {
        None => quote!(__dynamo_model::Key::of_hash::<#hash_type>(&self.#hash, #hash_name)),
        Some(KeyField { ident: range, ty: range_type, name: range_name }) => quote! {
            __dynamo_model::Key::of_pair::<#hash_type, #range_type>(
                (&self.#hash, #hash_name),
                (&self.#range, #range_name),
            )
        },
    }
}

/// The shape of the key, as a type.
pub(super) fn shape(key: &PrimaryKey) -> TokenStream {
    let hash = &key.hash.ty;
    match &key.range {
        None => quote_spanned!(place(hash)=> __dynamo_model::HashOnly<#hash>),
        Some(KeyField { ty: range, .. }) => quote!(__dynamo_model::Composite<#hash, #range>),
    }
}

/// Asks the compiler for the order of the range key, on the user's type.
pub(super) fn assert_order(head: &Head, key: &PrimaryKey) -> Option<TokenStream> {
    let KeyField { ty, .. } = key.range.as_ref().filter(|_| name(head).is_some())?;
    let parameter = local("T");
    Some(quote_spanned! {proc_macro2::Span::mixed_site()=>
        const _: fn() = || {
            fn range_key<#parameter: __dynamo_model::Ordered>() {}
            range_key::<#ty>();
        };
    })
}

fn name(head: &Head) -> Option<Ident> {
    head.generics
        .params
        .is_empty()
        .then(|| format_ident!("{}Key", head.ident.unraw(), span = head.ident.span()))
}
