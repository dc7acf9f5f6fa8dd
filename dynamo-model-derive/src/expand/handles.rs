//! The constants that stand for the fields: `User::EMAIL`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::check::{Field, Head, Role};

pub(super) fn expand(head: &Head, fields: &[Field]) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let handles = fields.iter().filter_map(|field| handle(head, field));
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #parameters #ident #arguments #bounds {
            #(#handles)*
        }
    }
}

fn handle(head: &Head, field: &Field) -> Option<TokenStream> {
    let stored = field.stored.as_ref()?;
    let (vis, ty, name, handle) = (&head.vis, &field.ty, &stored.name, &stored.handle);
    let role = role(stored.role);
    let doc = format!("Stands for the attribute `{name}`.");
    Some(quote! {
        #[doc = #doc]
        #vis const #handle: __dynamo_model::Field<Self, #ty, __dynamo_model::#role> = __dynamo_model::Field::new(#name);
    })
}

fn role(role: Role) -> Ident {
    let name = match role {
        Role::HashKey => "HashKey",
        Role::RangeKey => "RangeKey",
        Role::Plain => "Plain",
        Role::Removable => "Removable",
        Role::ReadOnly => "ReadOnly",
    };
    Ident::new(name, Span::call_site())
}
