//! The indexes of a model: their description, and the check of what is stored in their keys.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::check::{Held, Index, KeyField, Model, Role, Stored};
use crate::expand::model::key_schema;
use crate::expand::place;

/// Adds the indexes to a schema.
pub(super) fn describe(indexes: &[Index]) -> Option<TokenStream> {
    let described = indexes.iter().map(describe_one);
    (!indexes.is_empty()).then(|| quote!(.with_indexes(const { &[#(#described),*] })))
}

fn describe_one(index: &Index) -> TokenStream {
    let name = &index.handle.name;
    let kind = if index.is_local { quote!(Local) } else { quote!(Global) };
    let hash = index.hash.iter().map(key);
    let range = index.range.iter().map(|part| match part.stored.role {
        Role::RangeKey => key(part),
        _ => in_order(part),
    });
    let held = match &index.held {
        Held::All => quote!(All),
        Held::Keys => quote!(Keys),
        Held::Include(names) => quote!(Include(const { &[#(#names),*] })),
    };
    let units = index
        .units
        .map(|(read, write)| quote!(.with_units(__dynamo_model::table_options::Units::new(#read, #write))));
    quote! {
        __dynamo_model::index::IndexSchema::new(
            #name,
            __dynamo_model::index::IndexKind::#kind,
            const { &[#(#hash),*] },
            const { &[#(#range),*] },
            __dynamo_model::index::Projected::#held,
        )
        #units
    }
}

/// What the type of a key lacks is reported where the field's type stands; of the table's keys it is reported anyway.
fn key(part: &KeyField) -> TokenStream {
    let Stored { ty, role, .. } = &part.stored;
    if matches!(role, Role::HashKey | Role::RangeKey) {
        return key_schema(part, &quote!(<#ty as __dynamo_model::KeyType>::SCALAR));
    }
    key_schema(part, &quote_spanned!(place(&part.ty)=> <#ty as __dynamo_model::IndexKey>::STORED))
}

fn in_order(part: &KeyField) -> TokenStream {
    let (key, ty) = (key(part), &part.stored.ty);
    quote_spanned!(place(&part.ty)=> __dynamo_model::in_order::<#ty>(#key))
}

/// Overrides what checks an item before it is saved; a model without indexes has nothing to check.
pub(super) fn check(model: &Model) -> Option<TokenStream> {
    let mut seen = HashSet::new();
    let ranges: HashSet<_> =
        model.indexes.iter().flat_map(|index| &index.range).map(|part| &part.stored.name).collect();
    // What is checked as the key of the table already, by limits as narrow, is left out.
    let is_checked = |stored: &Stored| match stored.role {
        Role::RangeKey => true,
        Role::HashKey => !ranges.contains(&stored.name),
        _ => false,
    };
    let checks: Vec<TokenStream> = model
        .indexes
        .iter()
        .flat_map(|index| index.hash.iter().chain(&index.range))
        .filter(|part| !is_checked(&part.stored) && seen.insert(&part.stored.name))
        .map(|KeyField { ident, ty: native, stored: Stored { ty, name, .. } }| {
            let asked = quote_spanned!(place(native)=> <#ty as __dynamo_model::IndexKey>);
            quote!(__dynamo_model::check_index_key::<Self>(#asked::indexed_size(&self.#ident), #name)?;)
        })
        .collect();
    (!checks.is_empty()).then(|| {
        quote! {
            fn check_index_keys(&self) -> ::core::result::Result<(), __dynamo_model::Error> {
                #(#checks)*
                ::core::result::Result::Ok(())
            }
        }
    })
}
