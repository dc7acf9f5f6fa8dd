//! `impl Validate`: one call for each rule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use crate::check::{Bound, Field, Head, Model, Rule, RuleKind};
use crate::expand::{local, optional};

pub(super) fn expand(model: &Model) -> Option<TokenStream> {
    if model.head.is_validated_elsewhere {
        return None;
    }
    let errors = local("errors");
    let calls: Vec<TokenStream> = model
        .fields
        .iter()
        .flat_map(|field| field.rules.iter().map(move |rule| (field, rule)))
        .map(|(field, rule)| check(field, rule, &errors))
        .collect();
    let body = if calls.is_empty() {
        quote!(::core::result::Result::Ok(()))
    } else {
        quote! {
            let mut #errors = __dynamo_model::ValidationErrors::new();
            #(#calls)*
            if #errors.is_empty() {
                ::core::result::Result::Ok(())
            } else {
                ::core::result::Result::Err(#errors)
            }
        }
    };
    Some(implement(&model.head, &body))
}

/// Implements the trait with the given body.
pub(super) fn implement(head: &Head, body: &TokenStream) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Validate for #ident #arguments #bounds {
            fn validate(&self) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
                #body
            }
        }
    }
}

fn check(field: &Field, rule: &Rule, errors: &Ident) -> TokenStream {
    if rule.code.is_none() && rule.message.is_none() {
        return call(field, rule, &quote!(&mut #errors));
    }
    let name = field.ident.unraw().to_string();
    let found = local("found");
    let call = call(field, rule, &quote!(#found));
    let (code, message) = (optional(rule.code.as_ref()), optional(rule.message.as_ref()));
    quote! {
        __dynamo_model::validate::worded(#code, #message, #name, &mut #errors, |#found| { #call });
    }
}

fn call(field: &Field, rule: &Rule, errors: &TokenStream) -> TokenStream {
    let (ident, name) = (&field.ident, field.ident.unraw().to_string());
    let span = Span::call_site().located_at(rule.span);
    match &rule.kind {
        RuleKind::Email => quote_spanned! {span=>
            __dynamo_model::validate::email(&self.#ident, #name, #errors);
        },
        RuleKind::Length(bounds) => {
            let bounds = bounds.iter().map(bound);
            quote_spanned! {span=>
                __dynamo_model::validate::length(
                    &self.#ident,
                    __dynamo_model::validate::Length { #(#bounds),* },
                    #name,
                    #errors,
                );
            }
        }
        RuleKind::Range(bounds) => {
            let bounds = bounds.iter().map(bound);
            quote_spanned! {span=>
                __dynamo_model::validate::range(
                    &self.#ident,
                    __dynamo_model::validate::Range { #(#bounds),* },
                    #name,
                    #errors,
                );
            }
        }
    }
}

fn bound(bound: &Bound) -> TokenStream {
    let name = Ident::new(bound.name, Span::call_site());
    let value = optional(bound.value.as_ref());
    quote!(#name: #value)
}
