//! Impls for a model with mistakes, so that its users are not reported too.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::{Broken, Head};
use crate::expand::{constructor, key, validate};

pub(super) fn expand(broken: &Broken) -> TokenStream {
    let Head { ident, generics, is_validated_elsewhere, .. } = &broken.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let of_text = || quote!(__dynamo_model::HashOnly<::std::string::String>);
    let shape = broken.key.as_ref().map_or_else(of_text, key::shape);
    let body = body();
    let constructor = constructor::expand_stub(broken);
    let validate = (!is_validated_elsewhere).then(|| validate::implement(&broken.head, &body));
    quote! {
        #constructor
        #validate
        #[automatically_derived]
        impl #parameters __dynamo_model::ReadItem for #ident #arguments #bounds {
            fn read_item(
                _: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::WriteItem for #ident #arguments #bounds {
            fn write_item(
                &self,
                _: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Model for #ident #arguments #bounds {
            type Key = #shape;

            fn schema() -> &'static __dynamo_model::Schema {
                #body
            }

            fn key(&self) -> __dynamo_model::Key<Self> {
                #body
            }

            fn read_input(
                _: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #body
            }
        }
    }
}

/// What stands in a function that never runs, because the program does not compile.
pub(super) fn body() -> TokenStream {
    quote!(::core::unreachable!("the derive has reported a mistake"))
}
