//! `impl Model`: schema and key.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use crate::check::{Head, KeyField, Model, Stored};
use crate::expand::{index, key, optional, options, schema};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Head { ident, generics, .. } = &model.body.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let shape = key::shape(&model.key);
    let key = key::make(&model.key);
    let order = key::assert_order(&model.body.head, &model.key);
    let evaluated = evaluated(&model.body.head);
    let checked = index::check(model);
    let certain = key::certain(&model.key);
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Model for #ident #arguments #bounds {
            type Key = #shape;

            fn schema() -> &'static __dynamo_model::Schema {
                <Self as __DynamoModelItem>::SCHEMA
            }

            fn key(&self) -> __dynamo_model::Key<Self> {
                #key
            }

            fn is_key_certain(&self) -> bool {
                #certain
            }

            #checked

            fn read_input(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                <Self as __DynamoModelItem>::read(from, true)
            }
        }
        #order
        #evaluated
    }
}

/// Makes the compiler look at the schema, and what is wrong with it, before it is used.
fn evaluated(head: &Head) -> Option<TokenStream> {
    let ident = &head.ident;
    head.generics
        .params
        .is_empty()
        .then(|| quote!(const _: &__dynamo_model::Schema = <#ident as __DynamoModelItem>::SCHEMA;))
}

pub(super) fn schema(model: &Model) -> TokenStream {
    let (name, table) = (model.body.head.ident.unraw().to_string(), &model.table);
    let primary = |key: &KeyField| {
        let ty = &key.stored.ty;
        key_schema(key, &quote!(<#ty as __dynamo_model::KeyType>::SCALAR))
    };
    let hash = primary(&model.key.hash);
    let range = optional(model.key.range.as_ref().map(primary));
    let fields = schema::fields(&model.body.fields);
    let (indexes, options) = (index::describe(&model.indexes), options::expand(&model.options));
    quote!(&__dynamo_model::Schema::new(#name, #table, #hash, #range, #fields) #indexes #options)
}

/// Describes an attribute of a key, which is stored as `scalar`.
pub(super) fn key_schema(key: &KeyField, scalar: &TokenStream) -> TokenStream {
    let Stored { name, is_sensitive, .. } = &key.stored;
    let sensitive = is_sensitive.then(|| quote!(.sensitive()));
    quote!(__dynamo_model::KeySchema::new(#name, #scalar) #sensitive)
}
