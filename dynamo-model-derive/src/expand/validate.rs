//! `impl Validate`: one call for each rule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::check::{Body, Bound, Field, Head, Rule, RuleKind, WholeRule, is_written_as_option};
use crate::expand::{is_same, local, optional, respanned};

/// Implements `Validate`, beside a function for the rules of each field, by which updates are checked too.
pub(super) fn expand(body: &Body) -> TokenStream {
    let functions = functions(&body.head, &body.fields);
    if body.head.is_validated_elsewhere {
        return functions;
    }
    let violations = local("violations");
    let fields = body.fields.iter().filter_map(|field| {
        let ident = &field.ident;
        check_field(field, &quote!(&self.#ident), &violations)
    });
    let whole = body.whole_rules.iter().map(|rule| check_whole(rule, &violations));
    let calls: Vec<TokenStream> = fields.chain(whole).collect();
    let implementation = implement(&body.head, &finished(&calls, &violations));
    quote!(#functions #implementation)
}

/// The body of `validate` that makes these calls.
fn finished(calls: &[TokenStream], violations: &Ident) -> TokenStream {
    if calls.is_empty() {
        return quote!(::core::result::Result::Ok(()));
    }
    quote! {
        let mut #violations = __dynamo_model::validate::Violations::new();
        #(#calls)*
        #violations.finish()
    }
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

/// Runs the rules of a field on the value at `access`.
pub(super) fn check_field(field: &Field, access: &TokenStream, violations: &Ident) -> Option<TokenStream> {
    if field.rules.is_empty() {
        return None;
    }
    let name = field.ident.unraw().to_string();
    let found = local("found");
    let own = has_own_rules(field).then(|| {
        let function = rules_name(field);
        quote!(Self::#function(#access, #found);)
    });
    let matches = field.rules.iter().filter_map(|rule| {
        let RuleKind::MustMatch(other) = &rule.kind else { return None };
        let span = Span::call_site().located_at(rule.span);
        let call = quote_spanned!(span=> __dynamo_model::validate::must_match(#access, &self.#other));
        Some(add(rule, &call, &found))
    });
    Some(quote!(#violations.field(#name, |#found| { #own #(#matches)* });))
}

fn check_whole(rule: &WholeRule, violations: &Ident) -> TokenStream {
    let WholeRule { function, code, message, .. } = rule;
    let call = quote!(__dynamo_model::validate::custom(#function(self)));
    let call = worded(code.as_ref(), message.as_ref(), &call);
    let call = quote!(#violations.whole(#call););
    if rule.after_fields { quote!(if #violations.is_empty() { #call }) } else { call }
}

/// Declares a function for the rules of each field, and one for those of its elements.
pub(super) fn functions(head: &Head, fields: &[Field]) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let (value, found) = (local("value"), local("found"));
    let functions: Vec<TokenStream> = fields
        .iter()
        .flat_map(|field| {
            let ty = &field.ty;
            let own = has_own_rules(field).then(|| {
                let name = rules_name(field);
                let calls = field.rules.iter().map(|rule| own_rule(field, rule, &value, &found));
                quote! {
                    fn #name(#value: &#ty, #found: &mut __dynamo_model::validate::FieldViolations) { #(#calls)* }
                }
            });
            let elements = each(field).map(|(span, rules)| {
                let name = each_name(field);
                let calls = rules.iter().map(|rule| rule_call(rule, &value, &found));
                let elements = elements(field, span);
                let element = quote_spanned!(span=> &#elements::Element);
                quote! {
                    fn #name(
                        #value: #element,
                        #found: &mut __dynamo_model::validate::FieldViolations,
                    ) { #(#calls)* }
                }
            });
            own.into_iter().chain(elements)
        })
        .collect();
    if functions.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[automatically_derived]
        #[allow(dead_code, non_snake_case, clippy::ptr_arg, clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
        impl #parameters #ident #arguments #bounds {
            #(#[doc(hidden)] #functions)*
        }
    }
}

/// Tells whether a field has rules that need no other field.
pub(super) fn has_own_rules(field: &Field) -> bool {
    field.rules.iter().any(|rule| !matches!(rule.kind, RuleKind::MustMatch(_)))
}

/// The rules of the elements, and where they are written.
pub(super) fn each(field: &Field) -> Option<(Span, &[Rule])> {
    field.rules.iter().find_map(|rule| match &rule.kind {
        RuleKind::Each(rules) => Some((Span::call_site().located_at(rule.span), rules.as_slice())),
        _ => None,
    })
}

pub(super) fn rules_name(field: &Field) -> Ident {
    format_ident!("__rules_of_{}", field.ident, span = Span::call_site())
}

pub(super) fn each_name(field: &Field) -> Ident {
    format_ident!("__rules_of_each_{}", field.ident, span = Span::call_site())
}

/// The type that a field is stored as, seen as a collection; all of it stands where the rule does.
pub(super) fn elements(field: &Field, span: Span) -> TokenStream {
    let stored = field.stored().map_or(&field.ty, |stored| &stored.ty);
    let is_own = is_same(stored, &field.ty);
    let [stored, ty] = [stored, &field.ty].map(|ty| respanned(ty.to_token_stream(), span));
    if is_own {
        return quote_spanned!(span=> <#stored as __dynamo_model::Elements>);
    }
    quote_spanned!(span=> <#stored as __dynamo_model::Elements<#ty>>)
}

fn own_rule(field: &Field, rule: &Rule, value: &Ident, found: &Ident) -> TokenStream {
    let span = Span::call_site().located_at(rule.span);
    match &rule.kind {
        RuleKind::Nested => {
            let stored = field.stored().map_or(&field.ty, |stored| &stored.ty);
            let stored = respanned(stored.to_token_stream(), span);
            quote_spanned!(span=> <#stored as __dynamo_model::Parts>::check_nested(#value, #found);)
        }
        RuleKind::MustMatch(_) => TokenStream::new(),
        RuleKind::Each(_) => {
            let (elements, name) =
                (elements(field, span), respanned(each_name(field).into_token_stream(), span));
            quote_spanned!(span=> #elements::check_each(#value, Self::#name, #found);)
        }
        RuleKind::Custom(_) if is_written_as_option(&field.ty) => {
            let call = rule_call(rule, value, found);
            quote_spanned!(span=> if let ::core::option::Option::Some(#value) = #value { #call })
        }
        _ => rule_call(rule, value, found),
    }
}

/// The rules of a field of a variant, which is bound to its name, and what they add to.
pub(super) fn rules_of_variant(field: &Field) -> (Ident, TokenStream) {
    let (value, found) = (&field.ident, local("found"));
    let calls = field.rules.iter().map(|rule| match &rule.kind {
        RuleKind::MustMatch(other) => {
            let span = Span::call_site().located_at(rule.span);
            let call = quote_spanned!(span=> __dynamo_model::validate::must_match(#value, #other));
            add(rule, &call, &found)
        }
        RuleKind::Custom(_) if is_written_as_option(&field.ty) => {
            let call = rule_call(rule, value, &found);
            quote!(if let ::core::option::Option::Some(#value) = #value { #call })
        }
        _ => rule_call(rule, value, &found),
    });
    let calls = quote!(#(#calls)*);
    (found, calls)
}

fn rule_call(rule: &Rule, value: &Ident, found: &Ident) -> TokenStream {
    let span = Span::call_site().located_at(rule.span);
    // What the value lacks for the rule is reported where the rule stands.
    let mut value = value.clone();
    value.set_span(value.span().located_at(rule.span));
    let value = &value;
    let call = match &rule.kind {
        RuleKind::Email => quote_spanned!(span=> __dynamo_model::validate::email(#value)),
        RuleKind::Url { fully_qualified } => {
            quote_spanned!(span=> __dynamo_model::validate::url(#value, #fully_qualified))
        }
        RuleKind::Ip(version) => {
            let version = Ident::new(version, Span::call_site());
            quote_spanned! {span=>
                __dynamo_model::validate::ip(#value, __dynamo_model::validate::IpVersion::#version)
            }
        }
        RuleKind::Length(bounds) => {
            let bounds = bounds.iter().map(bound);
            quote_spanned! {span=>
                __dynamo_model::validate::length(#value, __dynamo_model::validate::Length { #(#bounds),* })
            }
        }
        RuleKind::Range(bounds) => {
            let bounds = bounds.iter().map(bound);
            quote_spanned! {span=>
                __dynamo_model::validate::range(#value, __dynamo_model::validate::Range { #(#bounds),* })
            }
        }
        RuleKind::Regex(path) => quote_spanned!(span=> __dynamo_model::validate::regex(#value, &#path)),
        RuleKind::Contains(pattern) => {
            quote_spanned!(span=> __dynamo_model::validate::contains(#value, #pattern))
        }
        RuleKind::DoesNotContain(pattern) => {
            quote_spanned!(span=> __dynamo_model::validate::does_not_contain(#value, #pattern))
        }
        RuleKind::NonControlCharacter => {
            quote_spanned!(span=> __dynamo_model::validate::non_control_character(#value))
        }
        RuleKind::Required => quote_spanned!(span=> __dynamo_model::validate::required(#value)),
        RuleKind::Custom(function) => {
            quote_spanned!(span=> __dynamo_model::validate::custom(#function(#value)))
        }
        RuleKind::OneOf(values) => {
            quote_spanned!(span=> __dynamo_model::validate::one_of(#value, &[#(#values),*]))
        }
        RuleKind::Nested => return quote_spanned!(span=> #found.nested(#value);),
        RuleKind::Each(rules) => {
            let calls = rules.iter().map(|rule| rule_call(rule, value, found));
            return quote_spanned!(span=> #found.each(#value, |#value, #found| { #(#calls)* }););
        }
        RuleKind::MustMatch(_) => return TokenStream::new(),
    };
    add(rule, &call, found)
}

fn add(rule: &Rule, call: &TokenStream, found: &Ident) -> TokenStream {
    let call = worded(rule.code.as_ref(), rule.message.as_ref(), call);
    quote!(#found.add(#call);)
}

fn worded(code: Option<&syn::LitStr>, message: Option<&syn::LitStr>, call: &TokenStream) -> TokenStream {
    if code.is_none() && message.is_none() {
        return call.clone();
    }
    let (code, message) = (optional(code), optional(message));
    quote!(__dynamo_model::validate::worded(#code, #message, #call))
}

fn bound(bound: &Bound) -> TokenStream {
    let name = Ident::new(bound.name, Span::call_site());
    let Some(value) = &bound.value else { return quote!(#name: ::core::option::Option::None) };
    quote_spanned!(Span::call_site().located_at(value.span())=> #name: __dynamo_model::validate::bound(#value))
}
