//! A type for each pattern of time, which a form is made of.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::{Field, Pattern};

pub(super) fn expand<'a>(fields: impl IntoIterator<Item = &'a Field>) -> TokenStream {
    let patterns = fields.into_iter().filter_map(|field| field.stored()?.pattern.as_ref());
    let types = patterns.map(|Pattern { ident, text }| {
        quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types, missing_docs, missing_debug_implementations, unreachable_pub)]
            pub enum #ident {}
            impl __dynamo_model::form::Pattern for #ident {
                const FORMAT: &'static str = #text;
            }
        }
    });
    types.collect()
}
