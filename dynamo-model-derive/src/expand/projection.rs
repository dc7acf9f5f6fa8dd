//! `impl Projection` and `impl ReadItem`: a struct that is read of some attributes of a model.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse_quote;

use crate::check::{BrokenProjection, CheckedProjection, Handle, Projected, Projection};
use crate::expand::{block, local, place, stub};

/// Generates the code of `derive(Projection)`.
pub(crate) fn expand(checked: &CheckedProjection) -> TokenStream {
    match checked {
        CheckedProjection::Sound(projection) => expand_sound(projection),
        CheckedProjection::Broken(broken) => expand_broken(broken),
    }
}

/// A field, and the function that gives the handle it is read by.
struct Column<'a> {
    function: Ident,
    slot: Ident,
    field: &'a Projected,
}

fn expand_sound(projection: &Projection) -> TokenStream {
    let Projection { ident, path, model, fields } = projection;
    let columns: Vec<Column<'_>> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| Column {
            function: local(&format!("field{at}")),
            slot: local(&format!("slot{at}")),
            field,
        })
        .collect();
    let functions = columns.iter().map(|column| column.function(model));
    let distinct = distinct(projection);
    let names = columns.iter().map(|Column { function, field, .. }| {
        let ty = &field.ty;
        quote!(__dynamo_model::names_of::<#model, #ty>(#function()))
    });
    let from = local("from");
    let read = read(model, &columns, &from);
    let items = quote! {
        #(#functions)*
        #distinct
        #[automatically_derived]
        impl __dynamo_model::Projection<#model> for #ident {
            fn attributes() -> ::core::option::Option<&'static [&'static str]> {
                static NAMES: ::std::sync::OnceLock<::std::vec::Vec<&'static str>> = ::std::sync::OnceLock::new();
                ::core::option::Option::Some(NAMES.get_or_init(|| [#(#names),*].concat()))
            }
        }
        #[automatically_derived]
        impl __dynamo_model::ReadItem for #ident {
            fn read_item(
                #from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #read
            }
        }
    };
    block(path, &items)
}

impl Column<'_> {
    /// The one place where the handle stands, so that what is wrong with it is reported once.
    fn function(&self, model: &syn::Type) -> TokenStream {
        let Column { function, field: Projected { ty, handle, .. }, .. } = self;
        let handle = handle.on(model);
        let bound = quote_spanned!(place(ty)=> impl __dynamo_model::Projected<#model, #ty>);
        quote! {
            #[inline]
            fn #function() -> #bound {
                #handle
            }
        }
    }
}

impl Handle {
    fn on(&self, model: &syn::Type) -> TokenStream {
        match self {
            Self::Of(name) => quote!(<#model>::#name),
            Self::Written(expr) => expr.to_token_stream(),
        }
    }
}

/// Handles that are expressions may name one attribute twice, which only the compiler can see.
fn distinct(projection: &Projection) -> Option<TokenStream> {
    let Projection { model, fields, .. } = projection;
    let is_written = |field: &Projected| matches!(field.handle, Handle::Written(_));
    fields.iter().any(is_written).then(|| {
        let handles = fields.iter().map(|field| field.handle.on(model));
        quote!(const _: () = __dynamo_model::assert_distinct(&[#((#handles).name()),*]);)
    })
}

fn read(model: &syn::Type, columns: &[Column<'_>], from: &Ident) -> TokenStream {
    let (names, name) = (local("names"), local("name"));
    let variables = columns.iter().map(|Column { slot, function, field }| {
        let ty = &field.ty;
        quote!(let mut #slot = __dynamo_model::Slot::<#model, #ty, _>::of(#function());)
    });
    let reads = columns.iter().map(|Column { slot, .. }| quote!(!#slot.read(&#name, #from)?));
    let values = columns.iter().map(|Column { slot, field, .. }| {
        let ident = &field.ident;
        quote!(#ident: #slot.finish()?)
    });
    quote! {
        #(#variables)*
        let mut #names = #from.object()?;
        while let ::core::option::Option::Some(#name) = #names.next(#from)? {
            if #(#reads)&&* {
                #from.skip()?;
            }
        }
        ::core::result::Result::Ok(Self { #(#values),* })
    }
}

/// Impls for a projection with mistakes, so that its users are not reported too.
fn expand_broken(broken: &BrokenProjection) -> TokenStream {
    let BrokenProjection { ident, generics, path, model } = broken;
    let mut generics = generics.clone();
    generics.make_where_clause().predicates.push(parse_quote!(Self: ::core::marker::Send + 'static));
    let mut of_model = generics.clone();
    let model = model.as_ref().map_or_else(
        || {
            // Whose projection it is was not said, so that it is anyone's.
            of_model.params.push(parse_quote!(__DynamoModel));
            quote!(__DynamoModel)
        },
        ToTokens::to_token_stream,
    );
    let (_, arguments, bounds) = generics.split_for_impl();
    let (parameters, ..) = of_model.split_for_impl();
    let (own_parameters, ..) = generics.split_for_impl();
    let body = stub::body();
    let items = quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::Projection<#model> for #ident #arguments #bounds {
            fn attributes() -> ::core::option::Option<&'static [&'static str]> {
                #body
            }
        }
        #[automatically_derived]
        impl #own_parameters __dynamo_model::ReadItem for #ident #arguments #bounds {
            fn read_item(
                _: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #body
            }
        }
    };
    block(path, &items)
}
