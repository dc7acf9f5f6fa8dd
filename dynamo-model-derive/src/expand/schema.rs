//! What is known of the fields before any item is seen.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::check::{Field, FieldKind, Presence, Role, RuleKind};
use crate::expand::{form, place, placed, respanned, validate};

/// An expression of the type `Fields`, for a constant.
pub(super) fn fields(fields: &[Field]) -> TokenStream {
    let own = fields.iter().filter_map(field_schema);
    let flattened = fields.iter().filter(|field| matches!(field.kind, FieldKind::Flattened { .. }));
    let flattened = flattened.map(|field| {
        let ty = placed(&field.ty);
        quote_spanned!(place(&field.ty)=> <#ty as __dynamo_model::Document>::FIELDS)
    });
    let clash = fields.iter().find(|field| matches!(field.kind, FieldKind::Flattened { .. }));
    let span = clash.map_or_else(Span::call_site, |field| place(&field.ty));
    let keeps = fields.iter().any(|field| matches!(field.kind, FieldKind::Rest { .. }));
    quote_spanned!(span=> __dynamo_model::Fields::new(const { &[#(#own),*] }, const { &[#(#flattened),*] }, #keeps))
}

fn field_schema(field: &Field) -> Option<TokenStream> {
    let stored = field.stored()?;
    let (ident, ty, name) = (field.ident.unraw().to_string(), &stored.ty, &stored.name);
    let presence = match stored.presence {
        Presence::Required => "Required",
        Presence::Optional => "Optional",
        Presence::Defaulted => "Defaulted",
    };
    let presence = Ident::new(presence, Span::call_site());
    let read_only = (stored.role == Role::ReadOnly).then(|| quote!(.read_only()));
    let sensitive = stored.is_sensitive.then(|| quote!(.sensitive()));
    let (form, checks) = (form(field), checks(field, ty));
    Some(quote_spanned! {place(&field.ty)=>
        #form::SCHEMA.named(#ident, #name, __dynamo_model::Presence::#presence)
            #read_only #sensitive #checks
    })
}

/// How the operands of updates are checked.
fn checks(field: &Field, ty: &syn::Type) -> TokenStream {
    let rules = validate::has_own_rules(field).then(|| {
        let function = validate::rules_name(field);
        quote!(.checked(|value, found| __dynamo_model::check::<#ty>(value, Self::#function, found)))
    });
    let elements = validate::each(field).map(|(span, _)| {
        let elements = validate::elements(field, span);
        let function = respanned(validate::each_name(field).into_token_stream(), span);
        quote_spanned! {span=>
            .checked_elements(|value, found| #elements::check_element(value, Self::#function, found))
        }
    });
    let nested = field.rules.iter().find(|rule| matches!(rule.kind, RuleKind::Nested)).map(|rule| {
        let span = Span::call_site().located_at(rule.span);
        let ty = respanned(ty.to_token_stream(), span);
        quote_spanned!(span=> .nested(<#ty as __dynamo_model::Parts>::SCHEMA))
    });
    quote!(#rules #elements #nested)
}
