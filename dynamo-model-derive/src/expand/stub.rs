//! Impls for a model with mistakes, so that its users are not reported too.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::{Broken, Head};
use crate::expand::{constructor, key, validate};
use crate::parse::Kind;

pub(super) fn expand(broken: &Broken) -> TokenStream {
    match broken.kind {
        Kind::Model => model(broken),
        Kind::Document => document(broken),
        Kind::Newtype | Kind::Choice => attribute(&broken.head),
    }
}

fn model(broken: &Broken) -> TokenStream {
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

fn document(broken: &Broken) -> TokenStream {
    let Head { ident, generics, is_validated_elsewhere, .. } = &broken.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let body = body();
    let attribute = attribute(&broken.head);
    let constructor = constructor::expand_stub(broken);
    let validate = (!is_validated_elsewhere).then(|| validate::implement(&broken.head, &body));
    quote! {
        #constructor
        #validate
        #attribute
        #[automatically_derived]
        impl #parameters __dynamo_model::Document for #ident #arguments #bounds {
            type Slots = ();
            const FIELDS: &'static __dynamo_model::Fields = &__dynamo_model::Fields::new(&[], &[], false);

            fn names() -> &'static __dynamo_model::KnownNames {
                #body
            }

            fn read_known(
                _: &mut Self::Slots,
                _: usize,
                _: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<(), __dynamo_model::DecodeError> {
                #body
            }

            fn read_other(
                _: &mut Self::Slots,
                _: &str,
                _: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<bool, __dynamo_model::DecodeError> {
                #body
            }

            fn finish(_: Self::Slots, _: bool) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #body
            }

            fn write_attributes(
                &self,
                _: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::DocumentField for #ident #arguments #bounds {
            type Document = Self;
        }
    }
}

/// What makes a type one that can be stored.
fn attribute(head: &Head) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let body = body();
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Attribute for #ident #arguments #bounds {
            type Native = Self;
            type Operand = Self;
            const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = ::core::option::Option::None;

            fn write(
                _: &Self,
                _: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #body
            }

            fn read(
                _: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Element for #ident #arguments #bounds {}
        #[automatically_derived]
        impl #parameters __dynamo_model::Sizable for #ident #arguments #bounds {}
        #[automatically_derived]
        impl #parameters __dynamo_model::validate::Nested for #ident #arguments #bounds {
            fn nested(&self) -> ::core::option::Option<__dynamo_model::validate::ValidationErrorsKind> {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Parts for #ident #arguments #bounds {
            const DEPTH: usize = 0;

            fn fields() -> &'static __dynamo_model::Fields {
                #body
            }

            fn check_nested(_: &Self, _: &mut __dynamo_model::validate::FieldViolations) {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::KeyType for #ident #arguments #bounds {
            const SCALAR: __dynamo_model::ScalarType = __dynamo_model::ScalarType::S;

            fn to_key(
                _: &Self,
            ) -> ::core::result::Result<__dynamo_model::KeyPart, __dynamo_model::EncodeError> {
                #body
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Ordered for #ident #arguments #bounds {}
        #[automatically_derived]
        impl #parameters __dynamo_model::ExpiryTime for #ident #arguments #bounds {}
    }
}

/// What stands in a function that never runs, because the program does not compile.
pub(super) fn body() -> TokenStream {
    quote!(::core::unreachable!("the derive has reported a mistake"))
}
