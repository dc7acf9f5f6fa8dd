//! Expressions that the user wrote, as they stand in generated code.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

use crate::check::Value;

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Plain(expr) => expr.to_token_stream(),
            Self::Text(expr, ty) => quote_spanned! {expr.span()=>
                __dynamo_model::IntoValue::<#ty>::into_value(#expr)
            },
            Self::SomeText(expr, ty) => quote_spanned! {expr.span()=>
                ::core::option::Option::Some(__dynamo_model::IntoValue::<#ty>::into_value(#expr))
            },
        });
    }
}
