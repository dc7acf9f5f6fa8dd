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
        let KeyField { ident, ty, stored } = part;
        let doc = format!("The value of the attribute `{}`.", stored.name);
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
    let part = |KeyField { ident, stored, .. }: &KeyField| {
        let name = &stored.name;
        (quote!(&self.#ident), quote!(#name), stored.ty.clone())
    };
    let (hash, hash_name, hash_type) = part(&key.hash);
    match &key.range {
        None => quote!(__dynamo_model::Key::of_hash::<#hash_type>(#hash, #hash_name)),
        Some(range) => {
            let (range, range_name, range_type) = part(range);
            quote! {
                __dynamo_model::Key::of_pair::<#hash_type, #range_type>(
                    (#hash, #hash_name),
                    (#range, #range_name),
                )
            }
        }
    }
}

/// The shape of the key, as a type.
pub(super) fn shape(key: &PrimaryKey) -> TokenStream {
    let hash = &key.hash.stored.ty;
    match &key.range {
        None => quote_spanned!(place(&key.hash.ty)=> __dynamo_model::HashOnly<#hash>),
        Some(range) => {
            let range = &range.stored.ty;
            quote!(__dynamo_model::Composite<#hash, #range>)
        }
    }
}

/// Asks the compiler for the order of the range key, on the user's type.
pub(super) fn assert_order(head: &Head, key: &PrimaryKey) -> Option<TokenStream> {
    let KeyField { ty, stored, .. } = key.range.as_ref().filter(|_| name(head).is_some())?;
    let parameter = local("T");
    let form = &stored.ty;
    let asked = quote_spanned!(place(ty)=> range_key::<#form>());
    Some(quote_spanned! {proc_macro2::Span::mixed_site()=>
        const _: fn() = || {
            fn range_key<#parameter: __dynamo_model::Ordered>() {}
            #asked;
        };
    })
}

fn name(head: &Head) -> Option<Ident> {
    head.generics
        .params
        .is_empty()
        .then(|| format_ident!("{}Key", head.ident.unraw(), span = head.ident.span()))
}
