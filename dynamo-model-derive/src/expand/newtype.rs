//! A struct of one field: stored as that field is, and able to do what that can.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Generics, Type, parse_quote};

use crate::check::{Head, Newtype};
use crate::expand::form;

pub(super) fn expand(newtype: &Newtype) -> TokenStream {
    let Newtype { head, member, field } = newtype;
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let form = form(field);
    let capabilities = field.stored().map(|stored| capabilities(newtype, &stored.ty));
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Attribute for #ident #arguments #bounds {
            type Native = Self;
            type Operand = Self;
            const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = #form::TYPE;

            #[inline]
            fn write(
                value: &Self,
                out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #form::write(&value.#member, out)
            }

            #[inline]
            fn read(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                ::core::result::Result::Ok(Self { #member: #form::read(from)? })
            }

            #[inline]
            fn is_absent(value: &Self) -> bool {
                #form::is_absent(&value.#member)
            }

            fn is_absent_value(value: &__dynamo_model::Value) -> bool {
                #form::is_absent_value(value)
            }

            #[inline]
            fn absent() -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self { #member: #form::absent()? })
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Element for #ident #arguments #bounds {}
        #capabilities
    }
}

/// Each capability, under the condition that the field has it.
fn capabilities(newtype: &Newtype, inner: &Type) -> TokenStream {
    let marks = ["Ordered", "Sizable", "Prefix", "ExpiryTime"];
    let marks = marks.map(|name| stored(newtype, inner, name, &TokenStream::new()));
    let types = [("Contains", "Element"), ("List", "Element"), ("Add", "Delta"), ("Set", "Members")];
    let types = types.map(|(name, associated)| {
        let (of, associated) = (format_ident!("{name}"), format_ident!("{associated}"));
        let body = quote!(type #associated = <#inner as __dynamo_model::#of>::#associated;);
        stored(newtype, inner, name, &body)
    });
    let collections = collections(newtype, inner);
    let (key, set, map) = (key(newtype, inner), member_of_set(newtype, inner), key_of_map(newtype));
    let rules = rules(newtype);
    quote!(#(#marks)* #(#types)* #collections #key #set #map #rules)
}

fn collections(newtype: &Newtype, inner: &Type) -> TokenStream {
    let member = &newtype.member;
    let contents = quote! {
        type Content = <#inner as __dynamo_model::Contents>::Content;

        fn for_each(
            value: &Self,
            visit: impl ::core::ops::FnMut(
                __dynamo_model::validate::Place<'_>,
                &<Self::Content as __dynamo_model::Attribute>::Native,
            ),
        ) {
            <#inner as __dynamo_model::Contents>::for_each(&value.#member, visit);
        }
    };
    let map = quote! {
        type Key = <#inner as __dynamo_model::Map>::Key;
        type Element = <#inner as __dynamo_model::Map>::Element;
    };
    let empty = quote! {
        fn is_empty(value: &Self) -> bool {
            <#inner as __dynamo_model::CanBeEmpty>::is_empty(&value.#member)
        }

        fn empty() -> Self {
            Self { #member: <#inner as __dynamo_model::CanBeEmpty>::empty() }
        }
    };
    let all = [("Contents", contents), ("Map", map), ("CanBeEmpty", empty)];
    all.iter().map(|(name, body)| stored(newtype, inner, name, body)).collect()
}

fn key(newtype: &Newtype, inner: &Type) -> TokenStream {
    let member = &newtype.member;
    let body = quote! {
        const SCALAR: __dynamo_model::ScalarType = <#inner as __dynamo_model::KeyType>::SCALAR;

        fn to_key(
            value: &Self,
        ) -> ::core::result::Result<__dynamo_model::KeyPart, __dynamo_model::EncodeError> {
            <#inner as __dynamo_model::KeyType>::to_key(&value.#member)
        }

        #[inline]
        fn is_certain(value: &Self, limit: usize) -> bool {
            <#inner as __dynamo_model::KeyType>::is_certain(&value.#member, limit)
        }

        #[inline]
        fn key_size(value: &Self) -> ::core::option::Option<usize> {
            <#inner as __dynamo_model::KeyType>::key_size(&value.#member)
        }
    };
    stored(newtype, inner, "KeyType", &body)
}

fn member_of_set(newtype: &Newtype, inner: &Type) -> TokenStream {
    let (member, native) = (&newtype.member, &newtype.field.ty);
    let asked = quote!(#inner: __dynamo_model::SetMember<Native = #native>);
    let body = quote! {
        const SET: __dynamo_model::AttributeType = <#inner as __dynamo_model::SetMember>::SET;

        fn write_member(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            <#inner as __dynamo_model::SetMember>::write_member(&value.#member, out)
        }

        fn read_member(text: &str) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::result::Result::Ok(Self {
                #member: <#inner as __dynamo_model::SetMember>::read_member(text)?,
            })
        }
    };
    capability(&newtype.head, &quote!(SetMember), &with_order(&newtype.head, asked), &body)
}

fn key_of_map(newtype: &Newtype) -> TokenStream {
    let (member, native) = (&newtype.member, &newtype.field.ty);
    let asked = quote!(#native: __dynamo_model::MapKey);
    let body = quote! {
        fn to_name(&self) -> ::std::borrow::Cow<'_, str> {
            <#native as __dynamo_model::MapKey>::to_name(&self.#member)
        }

        fn from_name(
            name: ::std::borrow::Cow<'_, str>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::result::Result::Ok(Self { #member: <#native as __dynamo_model::MapKey>::from_name(name)? })
        }
    };
    capability(&newtype.head, &quote!(MapKey), &with_order(&newtype.head, asked), &body)
}

/// What rules ask of a value.
fn rules(newtype: &Newtype) -> TokenStream {
    let (member, native) = (&newtype.member, &newtype.field.ty);
    let text = quote! {
        fn text(&self) -> ::core::option::Option<&str> {
            <#native as __dynamo_model::validate::Text>::text(&self.#member)
        }
    };
    let length = quote! {
        fn length(&self) -> ::core::option::Option<u64> {
            <#native as __dynamo_model::validate::HasLength>::length(&self.#member)
        }
    };
    let searched = quote! {
        fn holds(&self, needle: &str) -> ::core::option::Option<bool> {
            <#native as __dynamo_model::validate::Searched>::holds(&self.#member, needle)
        }
    };
    let all = [
        (quote!(validate::Text), text),
        (quote!(validate::HasLength), length),
        (quote!(validate::Searched), searched),
    ];
    let plain: TokenStream = all
        .iter()
        .map(|(name, body)| capability(&newtype.head, name, &[quote!(#native: __dynamo_model::#name)], body))
        .collect();
    let compared = compared(newtype);
    quote!(#plain #compared)
}

/// The rules that compare with values of a type, which is the one that the field is compared with.
fn compared(newtype: &Newtype) -> TokenStream {
    let (member, native, ident) = (&newtype.member, &newtype.field.ty, &newtype.head.ident);
    let rules = [
        (
            quote!(__dynamo_model::validate::Ranged<__Bound>),
            quote! {
                fn is_within(&self, bounds: __dynamo_model::validate::Range<__Bound>) -> bool {
                    <#native as __dynamo_model::validate::Ranged<__Bound>>::is_within(&self.#member, bounds)
                }
            },
        ),
        (
            quote!(__dynamo_model::validate::OneOf<__Bound>),
            quote! {
                fn is_one_of(&self, allowed: &[__Bound]) -> bool {
                    <#native as __dynamo_model::validate::OneOf<__Bound>>::is_one_of(&self.#member, allowed)
                }
            },
        ),
    ];
    let implementations = rules.into_iter().map(|(rule, body)| {
        let (_, arguments, _) = newtype.head.generics.split_for_impl();
        let mut generics = newtype.head.generics.clone();
        generics.params.push(parse_quote!(__Bound));
        generics.make_where_clause().predicates.push(parse_quote!(for<'__asked> #native: #rule));
        let (parameters, _, bounds) = generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #parameters #rule for #ident #arguments #bounds {
                #body
            }
        }
    });
    quote!(#(#implementations)*)
}

/// Implements a trait of attributes where the type that is stored has it.
fn stored(newtype: &Newtype, inner: &Type, name: &str, body: &TokenStream) -> TokenStream {
    let (name, native) = (format_ident!("{name}"), &newtype.field.ty);
    let asked = quote!(#inner: __dynamo_model::#name<Native = #native>);
    capability(&newtype.head, &name.into_token_stream(), &[asked], body)
}

/// What sets and maps ask of the struct too.
fn with_order(head: &Head, asked: TokenStream) -> [TokenStream; 4] {
    let ident = &head.ident;
    let (_, arguments, _) = head.generics.split_for_impl();
    let own = |ask: TokenStream| quote!(#ident #arguments: ::core::#ask);
    [asked, own(quote!(cmp::Eq)), own(quote!(cmp::Ord)), own(quote!(hash::Hash))]
}

/// Implements a trait under conditions. The lifetime that stands for nothing keeps the compiler from asking at once.
fn capability(head: &Head, name: &TokenStream, asked: &[TokenStream], body: &TokenStream) -> TokenStream {
    let ident = &head.ident;
    let mut generics: Generics = head.generics.clone();
    let predicates = &mut generics.make_where_clause().predicates;
    for asked in asked {
        predicates.push(parse_quote!(for<'__asked> #asked));
    }
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::#name for #ident #arguments #bounds {
            #body
        }
    }
}
