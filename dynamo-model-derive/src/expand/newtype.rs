//! A struct of one field: stored as that field is, and able to do what that can.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Generics, Type, parse_quote};

use crate::check::{Head, Newtype};
use crate::expand::{optional_stored, place_quote};

pub(super) fn expand(newtype: &Newtype) -> TokenStream {
    let Newtype { head, member, field } = newtype;
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let Some(inner) = optional_stored(field) else { return TokenStream::new() };
    let native = &field.ty;
    let asked = place_quote(native, &quote!(<#inner as __dynamo_model::Attribute>));
    let capabilities = capabilities(newtype, &inner);
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Attribute for #ident #arguments #bounds {
            type Native = Self;
            type Operand = Self;
            const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = #asked::TYPE;

            #[inline]
            fn write(
                value: &Self,
                out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                <#inner as __dynamo_model::Attribute>::write(&value.#member, out)
            }

            #[inline]
            fn read(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                ::core::result::Result::Ok(Self { #member: <#inner as __dynamo_model::Attribute>::read(from)? })
            }

            #[inline]
            fn is_absent(value: &Self) -> bool {
                <#inner as __dynamo_model::Attribute>::is_absent(&value.#member)
            }

            fn is_absent_value(value: &__dynamo_model::Value) -> bool {
                <#inner as __dynamo_model::Attribute>::is_absent_value(value)
            }

            #[inline]
            fn absent() -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self { #member: <#inner as __dynamo_model::Attribute>::absent()? })
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::Element for #ident #arguments #bounds {}
        #capabilities
    }
}

/// Each capability, under the condition that the field has it. The lifetime that stands for nothing keeps the
/// compiler from asking at once.
fn capabilities(newtype: &Newtype, inner: &Type) -> TokenStream {
    let (member, native) = (&newtype.member, &newtype.field.ty);
    let one = |name: &str, of: &Type, body: TokenStream| capability(&newtype.head, name, of, &[], &body);
    let marks = ["Ordered", "Sizable", "Prefix"].map(|name| one(name, inner, TokenStream::new()));
    let with_type = [("Contains", "Element"), ("List", "Element"), ("Contents", "Content"), ("Add", "Delta")]
        .map(|(name, associated)| {
            let (name_ident, associated) = (format_ident!("{name}"), format_ident!("{associated}"));
            one(name, inner, quote!(type #associated = <#inner as __dynamo_model::#name_ident>::#associated;))
        });
    let map = one(
        "Map",
        inner,
        quote! {
            type Key = <#inner as __dynamo_model::Map>::Key;
            type Element = <#inner as __dynamo_model::Map>::Element;
        },
    );
    let key = one(
        "KeyType",
        inner,
        quote! {
            const SCALAR: __dynamo_model::ScalarType = <#inner as __dynamo_model::KeyType>::SCALAR;

            fn to_key(
                value: &Self,
            ) -> ::core::result::Result<__dynamo_model::KeyPart, __dynamo_model::EncodeError> {
                <#inner as __dynamo_model::KeyType>::to_key(&value.#member)
            }
        },
    );
    let empty = one(
        "CanBeEmpty",
        inner,
        quote! {
            fn is_empty(value: &Self) -> bool {
                <#inner as __dynamo_model::CanBeEmpty>::is_empty(&value.#member)
            }

            fn empty() -> Self {
                Self { #member: <#inner as __dynamo_model::CanBeEmpty>::empty() }
            }
        },
    );
    let member_of_set = capability(
        &newtype.head,
        "SetMember",
        inner,
        &["Eq", "Ord", "Hash"],
        &quote! {
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
        },
    );
    let key_of_map = capability(
        &newtype.head,
        "MapKey",
        native,
        &["Eq", "Ord", "Hash"],
        &quote! {
            fn to_name(&self) -> ::std::borrow::Cow<'_, str> {
                <#native as __dynamo_model::MapKey>::to_name(&self.#member)
            }

            fn from_name(
                name: ::std::borrow::Cow<'_, str>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                ::core::result::Result::Ok(Self { #member: <#native as __dynamo_model::MapKey>::from_name(name)? })
            }
        },
    );
    let text = one(
        "validate::Text",
        native,
        quote! {
            fn text(&self) -> ::core::option::Option<&str> {
                <#native as __dynamo_model::validate::Text>::text(&self.#member)
            }
        },
    );
    let length = one(
        "validate::HasLength",
        native,
        quote! {
            fn length(&self) -> ::core::option::Option<u64> {
                <#native as __dynamo_model::validate::HasLength>::length(&self.#member)
            }
        },
    );
    let searched = one(
        "validate::Searched",
        native,
        quote! {
            fn holds(&self, needle: &str) -> ::core::option::Option<bool> {
                <#native as __dynamo_model::validate::Searched>::holds(&self.#member, needle)
            }
        },
    );
    let compared = compared(newtype);
    quote! {
        #(#marks)* #(#with_type)* #map #key #empty #member_of_set #key_of_map #text #length #searched #compared
    }
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

/// Implements the trait where the type inside has it, and the struct what else the trait asks for.
fn capability(head: &Head, name: &str, of: &Type, asks: &[&str], body: &TokenStream) -> TokenStream {
    let ident = &head.ident;
    let path: syn::Path = match name.split_once("::") {
        Some((module, name)) => {
            let (module, name) = (format_ident!("{module}"), format_ident!("{name}"));
            parse_quote!(__dynamo_model::#module::#name)
        }
        None => {
            let name = format_ident!("{name}");
            parse_quote!(__dynamo_model::#name)
        }
    };
    let mut generics: Generics = head.generics.clone();
    let own = self_type(head);
    let predicates = &mut generics.make_where_clause().predicates;
    predicates.push(parse_quote!(for<'__asked> #of: #path));
    for ask in asks {
        let ask: Ident = format_ident!("{ask}");
        let module = if ask == "Hash" { format_ident!("hash") } else { format_ident!("cmp") };
        predicates.push(parse_quote!(for<'__asked> #own: ::core::#module::#ask));
    }
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters #path for #ident #arguments #bounds {
            #body
        }
    }
}

fn self_type(head: &Head) -> Type {
    let ident = &head.ident;
    let (_, arguments, _) = head.generics.split_for_impl();
    parse_quote!(#ident #arguments)
}
