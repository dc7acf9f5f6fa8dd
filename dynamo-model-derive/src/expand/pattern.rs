//! A type for each pattern of time, which a form is made of.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse_quote_spanned;

use crate::check::{Field, Head, Pattern, option_argument};
use crate::expand::{form_of, place};

pub(super) fn expand<'a>(head: &Head, fields: impl IntoIterator<Item = &'a Field>) -> TokenStream {
    let patterns = fields.into_iter().filter_map(|field| Some((field, field.stored()?.pattern.as_ref()?)));
    let types = patterns.map(|(field, Pattern { ident, text, form })| {
        let evaluated = head.generics.params.is_empty().then(|| {
            let (span, ty) =
                (Span::call_site().located_at(text.span()), option_argument(&field.ty).unwrap_or(&field.ty));
            let form = form_of(&parse_quote_spanned!(place(ty)=> __dynamo_model::As<#ty, #form>), ty);
            quote_spanned!(span=> const _: () = __dynamo_model::refuse(#form::PROBLEM);)
        });
        quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types, missing_docs, missing_debug_implementations, unreachable_pub)]
            pub enum #ident {}
            impl __dynamo_model::form::Pattern for #ident {
                const FORMAT: &'static str = #text;
            }
            #evaluated
        }
    });
    types.collect()
}
