//! `impl Attribute` for an enum: which variant it is, and what the variant holds.

mod read;
mod write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Generics, parse_quote};

use crate::check::{Choice, Content, Head, Rule, RuleKind, Tagging, Variant};
use crate::expand::{local, validate};

pub(super) fn expand(choice: &Choice) -> TokenStream {
    let Head { ident, generics, .. } = &choice.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let stored = stored(choice);
    // No name of ours may be one that a field has, or that an expression of the user's sees.
    let (value, out, from) = (local("value"), local("out"), local("from"));
    let read = read::expand(choice, &from);
    let write = write::expand(choice, &value, &out);
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
                #value: &Self,
                #out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #write
            }

            fn read(
                #from: &mut __dynamo_model::Reader<'_>,
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

/// How DynamoDB stores the enum, where that does not depend on the variant.
fn stored(choice: &Choice) -> TokenStream {
    let is_other = |variant: &Variant| match (&choice.tagging, &variant.content) {
        (Tagging::Text, _) => false,
        (_, Content::Kept(_)) | (Tagging::External, Content::Unit) => true,
        _ => false,
    };
    if choice.variants.iter().any(is_other) {
        return quote!(::core::option::Option::None);
    }
    let stored = if matches!(choice.tagging, Tagging::Text) { "S" } else { "M" };
    let stored = format_ident!("{stored}");
    quote!(::core::option::Option::Some(__dynamo_model::AttributeType::#stored))
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

/// What the variants hold has rules, which are asked where the field says `nested`.
fn of_map(choice: &Choice) -> TokenStream {
    let Head { ident, generics, .. } = &choice.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let arms = choice.variants.iter().filter_map(rules_arm);
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Parts for #ident #arguments #bounds {
            const DEPTH: usize = 0;

            fn fields() -> &'static __dynamo_model::Fields {
                const { &__dynamo_model::Fields::new(&[], &[], false) }
            }

            fn check_nested(value: &Self, found: &mut __dynamo_model::validate::FieldViolations) {
                found.nested(value);
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::validate::Nested for #ident #arguments #bounds {
            #[allow(clippy::ptr_arg, clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
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

fn rules_arm(variant: &Variant) -> Option<TokenStream> {
    let fields = variant.content.fields();
    if fields.iter().all(|field| field.rules.is_empty()) {
        return None;
    }
    let ident = &variant.ident;
    let names = fields.iter().map(|field| &field.ident);
    let is_unnamed = matches!(variant.content, Content::Values(_));
    let pattern =
        if is_unnamed { quote!(Self::#ident(#(#names),*)) } else { quote!(Self::#ident { #(#names),* }) };
    // The violations of the only document stand where the variant's own would.
    if let (true, [field]) = (is_unnamed, fields)
        && let [Rule { kind: RuleKind::Nested, .. }] = field.rules.as_slice()
    {
        let value = &field.ident;
        return Some(quote!(#pattern => __dynamo_model::validate::Nested::nested(#value),));
    }
    let violations = local("violations");
    let calls = fields.iter().enumerate().filter(|(_, field)| !field.rules.is_empty()).map(|(at, field)| {
        let name = if is_unnamed { at.to_string() } else { field.ident.unraw().to_string() };
        let (found, rules) = validate::rules_of_variant(field);
        quote!(#violations.field(#name, |#found| { #rules });)
    });
    Some(quote! {
        #[allow(unused_variables)]
        #pattern => {
            let mut #violations = __dynamo_model::validate::Violations::new();
            #(#calls)*
            __dynamo_model::validate::of_document(#violations.finish())
        }
    })
}
