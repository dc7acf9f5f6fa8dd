//! `impl Attribute` for an enum: which variant it is, and what the variant holds.

mod read;
mod write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Generics, parse_quote};

use crate::check::{Choice, Content, Field, Head, RuleKind, Tagging, Variant};
use crate::expand::local;

pub(super) fn expand(choice: &Choice) -> TokenStream {
    let Head { ident, generics, .. } = &choice.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let stored = if matches!(choice.tagging, Tagging::Text) { "S" } else { "M" };
    let stored = format_ident!("{stored}");
    let keeps_any = choice.variants.iter().any(|variant| matches!(variant.content, Content::Kept(_)));
    let stored = if keeps_any && stored == "M" {
        quote!(::core::option::Option::None)
    } else {
        quote!(::core::option::Option::Some(__dynamo_model::AttributeType::#stored))
    };
    let read = read::expand(choice);
    let write = write::expand(choice);
    let capabilities = match choice.tagging {
        Tagging::Text => of_text(choice),
        _ => of_map(choice),
    };
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Attribute for #ident #arguments #bounds {
            type Native = Self;
            type Operand = Self;
            const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = #stored;

            fn write(
                value: &Self,
                out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #write
            }

            fn read(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #read
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Element for #ident #arguments #bounds {}
        #[automatically_derived]
        impl #parameters __dynamo_model::Sizable for #ident #arguments #bounds {}
        #capabilities
    }
}

/// Text can be a key, a member of a set and the key of a map.
fn of_text(choice: &Choice) -> TokenStream {
    let Head { ident, generics, .. } = &choice.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let mut ordered: Generics = generics.clone();
    let predicates = &mut ordered.make_where_clause().predicates;
    predicates.push(parse_quote!(for<'__asked> #ident #arguments: ::core::cmp::Eq));
    predicates.push(parse_quote!(for<'__asked> #ident #arguments: ::core::cmp::Ord));
    predicates.push(parse_quote!(for<'__asked> #ident #arguments: ::core::hash::Hash));
    let (_, _, ordered) = ordered.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::KeyType for #ident #arguments #bounds {
            const SCALAR: __dynamo_model::ScalarType = __dynamo_model::ScalarType::S;

            fn to_key(
                value: &Self,
            ) -> ::core::result::Result<__dynamo_model::KeyPart, __dynamo_model::EncodeError> {
                __dynamo_model::key_of_text(value)
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::SetMember for #ident #arguments #ordered {
            const SET: __dynamo_model::AttributeType = __dynamo_model::AttributeType::Ss;

            fn write_member(
                value: &Self,
                out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                out.json_string(&__dynamo_model::text_of(value)?);
                ::core::result::Result::Ok(())
            }

            fn read_member(text: &str) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                __dynamo_model::of_text(text)
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::MapKey for #ident #arguments #ordered {
            fn to_name(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Owned(__dynamo_model::text_of(self).unwrap_or_default())
            }

            fn from_name(
                name: ::std::borrow::Cow<'_, str>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                __dynamo_model::of_text(&name)
            }
        }
    }
}

/// A map may hold documents, whose rules are asked where the field says `nested`.
fn of_map(choice: &Choice) -> TokenStream {
    let Head { ident, generics, .. } = &choice.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let arms = choice.variants.iter().filter_map(nested_arm);
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Parts for #ident #arguments #bounds {
            const DEPTH: usize = 0;

            fn fields() -> &'static __dynamo_model::Fields {
                const { &__dynamo_model::Fields::new(&[], &[], false) }
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::validate::Nested for #ident #arguments #bounds {
            fn nested(&self) -> ::core::option::Option<__dynamo_model::validate::ValidationErrorsKind> {
                match self {
                    #(#arms)*
                    #[allow(unreachable_patterns)]
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}

fn nested_arm(variant: &Variant) -> Option<TokenStream> {
    let is_nested = |field: &&Field| field.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Nested));
    let ident = &variant.ident;
    let nested: Vec<&Field> = variant.content.fields().iter().filter(is_nested).collect();
    if nested.is_empty() {
        return None;
    }
    if let Content::Values(fields) = &variant.content {
        let bindings = fields.iter().map(|field| &field.ident);
        let first = nested.first().map(|field| &field.ident);
        return Some(quote! {
            #[allow(unused_variables)]
            Self::#ident(#(#bindings),*) => __dynamo_model::validate::Nested::nested(#first),
        });
    }
    let violations = local("violations");
    let calls = nested.iter().map(|field| {
        let (ident, name) = (&field.ident, field.ident.to_string());
        quote!(#violations.field(#name, |found| found.nested(#ident));)
    });
    let bindings = nested.iter().map(|field| &field.ident);
    Some(quote! {
        Self::#ident { #(#bindings,)* .. } => {
            let mut #violations = __dynamo_model::validate::Violations::new();
            #(#calls)*
            __dynamo_model::validate::of_document(#violations.finish())
        }
    })
}
