//! How a variant is found and read.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::check::{Choice, Content, Field, Tagging, Variant};
use crate::expand::{codec, form, form_of, place};

/// Quotes code whose variables no expression of the user's can see.
macro_rules! hygienic {
    ($($code:tt)*) => {
        quote_spanned!(Span::mixed_site()=> $($code)*)
    };
}

pub(super) fn expand(choice: &Choice, from: &Ident) -> TokenStream {
    let known = choice.variants.iter().filter(|variant| is_known(variant));
    let known: Vec<&Variant> = known.collect();
    match &choice.tagging {
        Tagging::Text => text(choice, &known, from),
        Tagging::External => external(choice, &known, from),
        Tagging::Internal { tag } => {
            let arms = known.iter().map(|variant| {
                let (names, read) = (names(variant), beside_tag(variant, &tag.value(), from));
                hygienic!(#names => return ::core::result::Result::Ok(#read),)
            });
            tagged(choice, &tag.value(), &arms.collect(), from)
        }
        Tagging::Adjacent { tag, content: entry } => {
            let arms = known.iter().map(|variant| {
                let names = names(variant);
                if let Content::Unit = variant.content {
                    let ident = &variant.ident;
                    return hygienic!(#names => { #from.skip()?; return ::core::result::Result::Ok(Self::#ident {}); });
                }
                let read = content(variant, from);
                hygienic! {
                    #names => return __dynamo_model::read_content(#from, #entry, |#from| {
                        ::core::result::Result::Ok(#read)
                    }),
                }
            });
            tagged(choice, &tag.value(), &arms.collect(), from)
        }
    }
}

fn is_known(variant: &Variant) -> bool {
    !matches!(variant.content, Content::Dropped | Content::Kept(_))
}

fn names(variant: &Variant) -> TokenStream {
    let (name, aliases) = (&variant.name, &variant.aliases);
    hygienic!(#name #(| #aliases)*)
}

fn text(choice: &Choice, known: &[&Variant], from: &Ident) -> TokenStream {
    let arms = unit_arms(known);
    let last = last_resort(choice, &hygienic!(&text), from);
    let text = found_by(choice, &hygienic!(#from.text()));
    hygienic! {
        #[allow(unused_variables)]
        let again = #from.clone();
        let text = #text;
        match &*text {
            #arms
            _ => {}
        }
        #last
    }
}

fn unit_arms(known: &[&Variant]) -> TokenStream {
    let units = known.iter().filter(|variant| matches!(variant.content, Content::Unit));
    units
        .map(|variant| {
            let (names, ident) = (names(variant), &variant.ident);
            hygienic!(#names => return ::core::result::Result::Ok(Self::#ident {}),)
        })
        .collect()
}

fn external(choice: &Choice, known: &[&Variant], from: &Ident) -> TokenStream {
    let units = unit_arms(known);
    let arms = known.iter().map(|variant| {
        let (names, read) = (names(variant), content(variant, from));
        hygienic!(#names => return __dynamo_model::read_content(#from, &name, |#from| ::core::result::Result::Ok(#read)),)
    });
    let last = last_resort(choice, &hygienic!(&name), from);
    let variant = found_by(choice, &hygienic!(__dynamo_model::variant_of(#from)));
    hygienic! {
        #[allow(unused_variables)]
        let again = #from.clone();
        let (name, is_map) = #variant;
        if is_map {
            match &*name {
                #(#arms)*
                _ => {}
            }
        } else {
            match &*name {
                #units
                _ => {}
            }
        }
        #last
    }
}

fn tagged(choice: &Choice, tag: &str, arms: &TokenStream, from: &Ident) -> TokenStream {
    let last = last_resort(choice, &hygienic!(&found), from);
    let found = found_by(choice, &hygienic!(__dynamo_model::tag_of(#from, #tag)));
    hygienic! {
        #[allow(unused_variables)]
        let again = #from.clone();
        let found = #found;
        match &*found {
            #arms
            _ => {}
        }
        #last
    }
}

/// What tells the variant. Where one stands for whatever is not known, that it cannot be told is no error.
fn found_by(choice: &Choice, look: &TokenStream) -> TokenStream {
    if choice.variants.iter().all(is_known) { quote!(#look?) } else { quote!(#look.unwrap_or_default()) }
}

/// What is made of a value that is none of the known variants.
fn last_resort(choice: &Choice, found: &TokenStream, from: &Ident) -> TokenStream {
    for variant in &choice.variants {
        let ident = &variant.ident;
        match &variant.content {
            Content::Kept(ty) => {
                let form = form_of(ty, ty);
                return hygienic! {
                *#from = again;
                            ::core::result::Result::Ok(Self::#ident(#form::read(#from)?))
                        };
            }
            Content::Dropped => {
                return hygienic! {
                *#from = again;
                            #from.skip()?;
                            ::core::result::Result::Ok(Self::#ident {})
                        };
            }
            _ => {}
        }
    }
    let names = choice.variants.iter().map(|variant| &variant.name);
    hygienic!(::core::result::Result::Err(__dynamo_model::unknown_variant(&[#(#names),*], #found)))
}

/// Reads what a variant holds from an attribute.
fn content(variant: &Variant, from: &Ident) -> TokenStream {
    let ident = &variant.ident;
    match &variant.content {
        Content::Values(fields) => {
            if let [field] = fields.as_slice() {
                let form = form(field);
                return hygienic!(Self::#ident(#form::read(#from)?));
            }
            let types = fields.iter().filter_map(|field| Some(&field.stored()?.ty));
            let names: Vec<&Ident> = fields.iter().map(|field| &field.ident).collect();
            hygienic!({
                let (#(#names,)*) = <(#(#types,)*) as __dynamo_model::Attribute>::read(#from)?;
                Self::#ident(#(#names),*)
            })
        }
        Content::Named(fields) => named(ident, fields, None, from),
        Content::Unit | Content::Dropped | Content::Kept(_) => hygienic!({
            #from.skip()?;
            Self::#ident {}
        }),
    }
}

/// Reads what stands beside the tag.
fn beside_tag(variant: &Variant, tag: &str, from: &Ident) -> TokenStream {
    let ident = &variant.ident;
    match &variant.content {
        Content::Values(fields) => {
            let documents = fields.iter().map(|Field { ty, .. }| {
                quote_spanned!(place(ty)=> <#ty as __dynamo_model::Document>::read_tagged(#from, #tag)?)
            });
            hygienic!(Self::#ident(#(#documents),*))
        }
        Content::Named(fields) => named(ident, fields, Some(tag), from),
        Content::Unit | Content::Dropped | Content::Kept(_) => hygienic!({
            #from.skip()?;
            Self::#ident {}
        }),
    }
}

fn named(ident: &Ident, fields: &[Field], tag: Option<&str>, from: &Ident) -> TokenStream {
    let slots = codec::local_slots(fields);
    let variables = codec::declare(&slots);
    let (open, skip) = (hygienic!(#from.begin_map()?), hygienic!(#from.skip()?));
    let read = codec::read_object(&slots, tag, &open, &skip, from);
    let construct = codec::construct(fields, &slots, &quote!(false));
    hygienic!({
        #variables
        #read
        #from.end_map()?;
        Self::#ident { #construct }
    })
}
