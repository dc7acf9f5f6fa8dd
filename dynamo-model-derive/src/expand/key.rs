//! The struct of the primary key: `UserKey`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::check::{Head, KeyField, PrimaryKey, Stored};
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
        #[allow(dead_code, private_interfaces)]
        #vis struct #name {
            #(#fields,)*
        }
    })
}

pub(super) fn expand(head: &Head, key: &PrimaryKey) -> Option<TokenStream> {
    implement(head, key, &make(key))
}

/// Implements the struct's traits for a model with mistakes.
pub(super) fn expand_stub(head: &Head, key: &PrimaryKey) -> Option<TokenStream> {
    implement(head, key, &stub::body())
}

fn implement(head: &Head, key: &PrimaryKey, body: &TokenStream) -> Option<TokenStream> {
    let (name, model) = (name(head)?, &head.ident);
    let standard = standard(&name, key);
    Some(quote! {
        #standard
        #[automatically_derived]
        impl __dynamo_model::KeyStruct for #name {
            type Model = #model;

            fn into_key(self) -> __dynamo_model::Key<#model> {
                #body
            }
        }
    })
}

/// `Clone`, `Debug` and `PartialEq`, as far as the fields have them; what is sensitive is not shown.
fn standard(name: &Ident, key: &PrimaryKey) -> TokenStream {
    let parts: Vec<&KeyField> = key.parts().collect();
    let names: Vec<&Ident> = parts.iter().map(|part| &part.ident).collect();
    let types: Vec<_> = parts.iter().map(|part| &part.ty).collect();
    let label = name.unraw().to_string();
    let shown = parts.iter().map(|KeyField { ident, stored, .. }| {
        let field = ident.unraw().to_string();
        if stored.is_sensitive {
            quote!(.field(#field, &::core::format_args!("(hidden)")))
        } else {
            quote!(.field(#field, &self.#ident))
        }
    });
    let visible = parts.iter().filter(|part| !part.stored.is_sensitive).map(|part| &part.ty);
    quote! {
        #[automatically_derived]
        impl ::core::clone::Clone for #name
        where
            #(for<'__asked> #types: ::core::clone::Clone,)*
        {
            fn clone(&self) -> Self {
                Self { #(#names: ::core::clone::Clone::clone(&self.#names),)* }
            }
        }
        #[automatically_derived]
        impl ::core::fmt::Debug for #name
        where
            #(for<'__asked> #visible: ::core::fmt::Debug,)*
        {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#label) #(#shown)* .finish()
            }
        }
        #[automatically_derived]
        impl ::core::cmp::PartialEq for #name
        where
            #(for<'__asked> #types: ::core::cmp::PartialEq,)*
        {
            fn eq(&self, other: &Self) -> bool {
                #(::core::cmp::PartialEq::eq(&self.#names, &other.#names))&&*
            }
        }
    }
}

/// Makes a `Key` of the fields of `self`.
pub(super) fn make(key: &PrimaryKey) -> TokenStream {
    let part = |KeyField { ident, stored, .. }: &KeyField| {
        let Stored { name, ty, .. } = stored;
        quote!(<#ty as __dynamo_model::KeyType>::to_key(&self.#ident), #name)
    };
    let hash = part(&key.hash);
    match &key.range {
        None => quote!(__dynamo_model::Key::of_hash(#hash)),
        Some(range) => {
            let range = part(range);
            quote!(__dynamo_model::Key::of_pair((#hash), (#range)))
        }
    }
}

/// Whether the fields of `self` are certain to be a key.
pub(super) fn certain(key: &PrimaryKey) -> TokenStream {
    let part = |KeyField { ident, stored, .. }: &KeyField, limit: TokenStream| {
        let ty = &stored.ty;
        quote!(<#ty as __dynamo_model::KeyType>::is_certain(&self.#ident, __dynamo_model::#limit))
    };
    let hash = part(&key.hash, quote!(MAX_HASH_KEY_SIZE));
    let range = key.range.as_ref().map(|range| part(range, quote!(MAX_RANGE_KEY_SIZE)));
    range.map_or(hash.clone(), |range| quote!(#hash && #range))
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
