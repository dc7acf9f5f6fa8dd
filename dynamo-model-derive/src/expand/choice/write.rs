//! How a variant is written.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::check::{Choice, Content, Field, FieldKind, Tagging, Variant};
use crate::expand::{codec, form, form_of, local, place};

pub(super) fn expand(choice: &Choice, value: &Ident, out: &Ident) -> TokenStream {
    let kept = local("kept");
    let arms = choice.variants.iter().map(|variant| {
        let pattern = pattern(variant, &kept);
        let write = match &variant.content {
            Content::Kept(ty) => {
                let form = form_of(ty, ty);
                quote!(return #form::write(#kept, #out))
            }
            Content::Dropped => {
                let reason =
                    format!("`{}` stands for what was not known, and cannot be written", variant.ident);
                quote!(return ::core::result::Result::Err(__dynamo_model::EncodeError::new(#reason)))
            }
            _ => variant_of(&choice.tagging, variant, out),
        };
        quote!(#pattern => { #write })
    });
    quote! {
        match #value {
            #(#arms)*
        }
        ::core::result::Result::Ok(())
    }
}

/// Matches a variant and gives its fields their names.
fn pattern(variant: &Variant, kept: &Ident) -> TokenStream {
    let ident = &variant.ident;
    match &variant.content {
        Content::Unit | Content::Dropped => quote!(Self::#ident { .. }),
        Content::Kept(_) => quote!(Self::#ident(#kept)),
        Content::Values(fields) => {
            let names = fields.iter().map(|field| &field.ident);
            quote!(Self::#ident(#(#names),*))
        }
        Content::Named(fields) => {
            let written = fields.iter().filter(|field| !matches!(field.kind, FieldKind::Skipped));
            let names = written.map(|field| &field.ident);
            quote!(Self::#ident { #(#names,)* .. })
        }
    }
}

fn variant_of(tagging: &Tagging, variant: &Variant, out: &Ident) -> TokenStream {
    let name = &variant.name;
    match tagging {
        Tagging::Text => quote!(#out.text(#name);),
        // As serde does, so that conditions find what either has written.
        Tagging::External if matches!(variant.content, Content::Unit) => quote!(#out.text(#name);),
        Tagging::External => {
            let content = content(&variant.content, out);
            quote! {
                #out.begin_map();
                #out.name(#name);
                #content
                #out.end_map();
            }
        }
        Tagging::Internal { tag } => {
            let beside = match &variant.content {
                Content::Named(fields) => members(fields, out),
                Content::Values(fields) => {
                    let documents = fields.iter().map(|Field { ident, ty, .. }| {
                        quote_spanned! {place(ty)=>
                            <#ty as __dynamo_model::Document>::write_attributes(#ident, #out)?;
                        }
                    });
                    documents.collect()
                }
                _ => TokenStream::new(),
            };
            quote! {
                #out.begin_map();
                #out.name(#tag);
                #out.text(#name);
                #beside
                #out.end_map();
            }
        }
        Tagging::Adjacent { tag, content: entry } => {
            let content = match &variant.content {
                Content::Unit => TokenStream::new(),
                held => {
                    let content = content(held, out);
                    quote!(#out.name(#entry); #content)
                }
            };
            quote! {
                #out.begin_map();
                #out.name(#tag);
                #out.text(#name);
                #content
                #out.end_map();
            }
        }
    }
}

/// Writes what a variant holds as an attribute.
fn content(content: &Content, out: &Ident) -> TokenStream {
    match content {
        Content::Values(fields) => match fields.as_slice() {
            [field] => value(field, out),
            fields => {
                let elements = fields.iter().map(|field| {
                    let value = value(field, out);
                    quote!(#out.element(); #value)
                });
                quote!(#out.begin_list(); #(#elements)* #out.end_list();)
            }
        },
        Content::Named(fields) => {
            let members = members(fields, out);
            quote!(#out.begin_map(); #members #out.end_map();)
        }
        Content::Unit | Content::Dropped | Content::Kept(_) => quote!(#out.null();),
    }
}

fn value(field: &Field, out: &Ident) -> TokenStream {
    let (ident, form) = (&field.ident, form(field));
    quote!(#form::write(#ident, #out)?;)
}

fn members(fields: &[Field], out: &Ident) -> TokenStream {
    codec::write(
        fields,
        |field| {
            let ident = &field.ident;
            quote!(#ident)
        },
        out,
    )
}
