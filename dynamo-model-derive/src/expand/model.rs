//! `impl Model`: schema and key.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use crate::check::{Field, Head, KeyField, Model, Presence, Role};
use crate::expand::{key, optional};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Head { ident, generics, .. } = &model.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let shape = key::shape(&model.key);
    let key = key::make(&model.key);
    let order = key::assert_order(&model.head, &model.key);
    let schema = schema(model);
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Model for #ident #arguments #bounds {
            type Key = #shape;

            fn schema() -> &'static __dynamo_model::Schema {
                #schema
            }

            fn key(&self) -> __dynamo_model::Key<Self> {
                #key
            }

            fn read_input(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                <Self as __DynamoModelRead>::read(from, true)
            }
        }
        #order
    }
}

fn schema(model: &Model) -> TokenStream {
    let (name, table) = (model.head.ident.unraw().to_string(), &model.table);
    let hash = key_schema(&model.key.hash);
    let range = optional(model.key.range.as_ref().map(key_schema));
    let fields = model.fields.iter().filter_map(field_schema);
    quote! {
        const {
            &__dynamo_model::Schema::new(#name, #table, #hash, #range, const { &[#(#fields),*] })
        }
    }
}

fn key_schema(key: &KeyField) -> TokenStream {
    let KeyField { ty, name, .. } = key;
    quote!(__dynamo_model::KeySchema::new(#name, <#ty as __dynamo_model::KeyType>::SCALAR))
}

fn field_schema(field: &Field) -> Option<TokenStream> {
    let stored = field.stored.as_ref()?;
    let (ident, ty, name) = (field.ident.unraw().to_string(), &field.ty, &stored.name);
    let presence = match stored.presence {
        Presence::Required => "Required",
        Presence::Optional => "Optional",
        Presence::Defaulted => "Defaulted",
    };
    let presence = Ident::new(presence, Span::call_site());
    let read_only = (stored.role == Role::ReadOnly).then(|| quote!(.read_only()));
    Some(quote! {
        __dynamo_model::FieldSchema::of::<#ty>(#ident, #name, __dynamo_model::Presence::#presence) #read_only
    })
}
