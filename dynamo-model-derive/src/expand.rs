//! What is generated: the handles, the constructor, the key struct and the impls.

mod choice;
mod codec;
mod constructor;
mod document;
mod handles;
mod index;
mod key;
mod model;
mod newtype;
mod options;
mod pattern;
mod projection;
mod schema;
mod stub;
mod validate;
mod value;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use crate::check::{Body, Broken, Checked, Choice, Field, Head, IndexHandle, Model, Newtype};

/// Generates the code of the derive.
pub(crate) fn expand(checked: &Checked) -> TokenStream {
    match checked {
        Checked::Model(model) => expand_model(model),
        Checked::Document(body) => expand_document(body),
        Checked::Newtype(newtype) => expand_newtype(newtype),
        Checked::Choice(choice) => expand_choice(choice),
        Checked::Broken(broken) => expand_broken(broken),
    }
}

pub(crate) use projection::expand as expand_projection;

fn expand_model(model: &Model) -> TokenStream {
    let head = &model.body.head;
    let key_struct = key::declare(head, &model.key);
    let indexes: Vec<&IndexHandle> = model.indexes.iter().map(|index| &index.handle).collect();
    let shared = shared(&model.body, &indexes);
    let key = key::expand(head, &model.key);
    let codec = codec::expand_item(model);
    let implementation = model::expand(model);
    let block = in_block(head, &quote!(#shared #key #codec #implementation));
    quote!(#key_struct #block)
}

fn expand_document(body: &Body) -> TokenStream {
    let shared = shared(body, &[]);
    let document = document::expand(body);
    in_block(&body.head, &quote!(#shared #document))
}

/// What a model and a document have in common.
fn shared(body: &Body, indexes: &[&IndexHandle]) -> TokenStream {
    let patterns = pattern::expand(&body.head, &body.fields);
    let handles = handles::expand(&body.head, &body.fields, indexes);
    let constructor = constructor::expand(body);
    let validate = validate::expand(body);
    quote!(#patterns #handles #constructor #validate)
}

fn expand_newtype(newtype: &Newtype) -> TokenStream {
    let patterns = pattern::expand(&newtype.head, [&newtype.field]);
    let implementation = newtype::expand(newtype);
    in_block(&newtype.head, &quote!(#patterns #implementation))
}

fn expand_choice(choice: &Choice) -> TokenStream {
    let patterns =
        pattern::expand(&choice.head, choice.variants.iter().flat_map(|variant| variant.content.fields()));
    let implementation = choice::expand(choice);
    in_block(&choice.head, &quote!(#patterns #implementation))
}

fn expand_broken(broken: &Broken) -> TokenStream {
    let head = &broken.head;
    if head.generics.lifetimes().next().is_some() {
        // What is stored is `'static`, so that no impl of ours would compile.
        return TokenStream::new();
    }
    let key_struct = broken.key.as_ref().map(|key| key::declare(head, key));
    let patterns = pattern::expand(head, &broken.sound);
    let indexes: Vec<&IndexHandle> = broken.indexes.iter().collect();
    let handles = handles::expand(head, &broken.sound, &indexes);
    let key = broken.key.as_ref().map(|key| key::expand_stub(head, key));
    let stubs = stub::expand(broken);
    let block = in_block(head, &quote!(#patterns #handles #key #stubs));
    quote!(#key_struct #block)
}

/// Keeps the name of the runtime crate out of the user's scope.
fn in_block(head: &Head, items: &TokenStream) -> TokenStream {
    block(&head.path, items)
}

fn block(path: &TokenStream, items: &TokenStream) -> TokenStream {
    quote! {
        const _: () = {
            use #path::__private as __dynamo_model;
            #items
        };
    }
}

/// A local name that no expression of the user's can see or capture.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The place of a field's type, so that what its type lacks is reported there.
fn place(ty: &Type) -> Span {
    Span::call_site().located_at(ty.span())
}

/// A type with all of it at the place where it begins, as what is generated around it.
fn placed(ty: &Type) -> TokenStream {
    respanned(ty.to_token_stream(), place(ty))
}

/// The same tokens with another span; only `$crate` means what it meant where it was written.
fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    let at = |tree| match tree {
        TokenTree::Group(group) => {
            let mut at = Group::new(group.delimiter(), respanned(group.stream(), span));
            at.set_span(span);
            TokenTree::Group(at)
        }
        TokenTree::Ident(ident) if ident == "$crate" => TokenTree::Ident(ident),
        mut other => {
            other.set_span(span);
            other
        }
    };
    tokens.into_iter().map(at).collect()
}

/// What a field is stored as, seen as that: all that is asked of it is an item of `<#form as FieldType<#ty>>`.
fn form(field: &Field) -> TokenStream {
    form_of(field.stored().map_or(&field.ty, |stored| &stored.ty), &field.ty)
}

/// The same of a type that is stored as `form` and held as `ty`.
fn form_of(form: &Type, ty: &Type) -> TokenStream {
    if is_same(form, ty) {
        return quote_spanned!(place(ty)=> <#form as __dynamo_model::FieldType>);
    }
    quote_spanned!(place(ty)=> <#form as __dynamo_model::FieldType<#ty>>)
}

/// Tells whether two types are written alike.
fn is_same(one: &Type, other: &Type) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// An `Option` as an expression.
fn optional(value: Option<impl ToTokens>) -> TokenStream {
    let nothing = || quote!(::core::option::Option::None);
    value.map_or_else(nothing, |value| quote!(::core::option::Option::Some(#value)))
}
