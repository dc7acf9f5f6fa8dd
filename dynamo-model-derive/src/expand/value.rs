//! Expressions that the user wrote, as they stand in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use crate::check::Value;
use crate::expand::place;

/// The expression as a value of this type. It may stand in several places, and a mistake in it reads the same in each,
/// so that the compiler reports it once.
pub(super) fn given(value: &Value, ty: &Type) -> TokenStream {
    quote_spanned!(place(ty)=> __dynamo_model::given::<#ty>(#value))
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Plain(expr, ty) => {
                let value = Ident::new("value", Span::mixed_site().located_at(expr.span()));
                quote_spanned!(value.span()=> { let #value: #ty = #expr; #value })
            }
            Self::Text(expr, ty) => quote_spanned! {expr.span()=>
                __dynamo_model::IntoValue::<#ty>::into_value(#expr)
            },
            Self::SomeText(expr, ty) => quote_spanned! {expr.span()=>
                ::core::option::Option::Some(__dynamo_model::IntoValue::<#ty>::into_value(#expr))
            },
        });
    }
}
