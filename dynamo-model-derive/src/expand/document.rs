//! `impl Document`: a struct that is stored as a map.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::{Body, Head};
use crate::expand::{codec, local, schema};

pub(super) fn expand(body: &Body) -> TokenStream {
    let Head { ident, generics, .. } = &body.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let (slots, from, fill, out) = (local("slots"), local("from"), local("fill"), local("out"));
    let (places, chain) = codec::chained_slots(&body.fields, &slots);
    let (names, arms) = (codec::names(&places, None), codec::arms(&places, 0, &from));
    let (count, name, at) = (names.len(), local("name"), local("at"));
    let unknown = quote!(return ::core::result::Result::Ok(false));
    let otherwise = codec::otherwise(&places, &quote!(#name), &from, &unknown);
    let construct = codec::construct(&body.fields, &places, &quote!(#fill));
    let write = codec::write(
        &body.fields,
        |field| {
            let ident = &field.ident;
            quote!(&self.#ident)
        },
        &out,
    );
    let fields = schema::fields(&body.fields);
    let denies = body.denies_unknown;
    let attribute = attribute(&body.head, denies);
    let evaluated = generics
        .params
        .is_empty()
        .then(|| quote!(const _: &__dynamo_model::Fields = <#ident as __dynamo_model::Document>::FIELDS;));
    quote! {
        #attribute
        #evaluated
        #[automatically_derived]
        impl #parameters __dynamo_model::Document for #ident #arguments #bounds {
            type Slots = #chain;
            const FIELDS: &'static __dynamo_model::Fields = &#fields;

            fn names() -> &'static __dynamo_model::KnownNames {
                static NAMES: __dynamo_model::KnownNames<[__dynamo_model::KnownName; #count]> =
                    __dynamo_model::KnownNames::new([#(#names),*]);
                &NAMES
            }

            #[allow(unused_variables)]
            fn read_known(
                #slots: &mut Self::Slots,
                #at: usize,
                #from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<(), __dynamo_model::DecodeError> {
                match #at {
                    #arms
                    _ => {}
                }
                ::core::result::Result::Ok(())
            }

            #[allow(unused_variables, unreachable_code)]
            fn read_other(
                #slots: &mut Self::Slots,
                #name: &str,
                #from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<bool, __dynamo_model::DecodeError> {
                #otherwise;
                ::core::result::Result::Ok(true)
            }

            #[allow(unused_variables)]
            fn finish(
                #slots: Self::Slots,
                #fill: bool,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                ::core::result::Result::Ok(Self { #construct })
            }

            #[allow(unused_variables)]
            fn write_attributes(
                &self,
                #out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #write
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// The impls by which a document is an attribute.
fn attribute(head: &Head, denies_unknown: bool) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Attribute for #ident #arguments #bounds {
            type Native = Self;
            type Operand = Self;
            const TYPE: ::core::option::Option<__dynamo_model::AttributeType> =
                ::core::option::Option::Some(__dynamo_model::AttributeType::M);

            fn write(
                value: &Self,
                out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                __dynamo_model::write_document(value, out)
            }

            fn read(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                __dynamo_model::read_document(from, #denies_unknown)
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Element for #ident #arguments #bounds {}
        #[automatically_derived]
        impl #parameters __dynamo_model::Sizable for #ident #arguments #bounds {}
        #[automatically_derived]
        impl #parameters __dynamo_model::DocumentField for #ident #arguments #bounds {
            type Document = Self;
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Parts for #ident #arguments #bounds {
            const DEPTH: usize = 0;

            fn fields() -> &'static __dynamo_model::Fields {
                <Self as __dynamo_model::Document>::FIELDS
            }

            fn check_nested(value: &Self, found: &mut __dynamo_model::validate::FieldViolations) {
                found.nested(value);
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::validate::Nested for #ident #arguments #bounds {
            fn nested(&self) -> ::core::option::Option<__dynamo_model::validate::ValidationErrorsKind> {
                __dynamo_model::validate::of_document(__dynamo_model::Validate::validate(self))
            }
        }
    }
}
