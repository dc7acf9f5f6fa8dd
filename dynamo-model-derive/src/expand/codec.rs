//! How items are read and written, attribute by attribute.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::check::{Absent, Field, Head, Model, Stored};
use crate::expand::{local, place};

/// One stored field and the local variable that holds what was read for it.
struct Slot<'a> {
    variable: Ident,
    field: &'a Field,
    stored: &'a Stored,
}

pub(super) fn expand(model: &Model) -> TokenStream {
    let slots: Vec<Slot<'_>> = model
        .fields
        .iter()
        .filter_map(|field| field.stored.as_ref().map(|stored| (field, stored)))
        .enumerate()
        .map(|(at, (field, stored))| Slot { variable: local(&format!("slot{at}")), field, stored })
        .collect();
    let read = read(model, &slots);
    let write = write(&model.head, &slots);
    quote!(#read #write)
}

fn read(model: &Model, slots: &[Slot<'_>]) -> TokenStream {
    let Head { ident, generics, .. } = &model.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let (from, fill) = (local("from"), local("fill"));
    let variables = slots.iter().map(|slot| &slot.variable);
    let arms = slots.iter().map(|slot| arm(slot, &from));
    let fields = model.fields.iter().map(|field| {
        let ident = &field.ident;
        let slot = slots.iter().find(|slot| slot.field.ident == *ident);
        let value = slot.map_or_else(
            || quote_spanned!(place(&field.ty)=> ::core::default::Default::default()),
            |slot| value(slot, &fill),
        );
        quote!(#ident: #value)
    });
    // A local trait rather than a function, so that `Self` may stand in the types of fields.
    quote_spanned! {Span::mixed_site()=>
        trait __DynamoModelRead: ::core::marker::Sized {
            fn read(
                from: &mut __dynamo_model::Reader<'_>,
                fill: bool,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
        }
        #[automatically_derived]
        impl #parameters __DynamoModelRead for #ident #arguments #bounds {
            #[allow(unused_variables)]
            fn read(
                #from: &mut __dynamo_model::Reader<'_>,
                #fill: bool,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #(let mut #variables = ::core::option::Option::None;)*
                let mut names = #from.object()?;
                while let ::core::option::Option::Some(name) = names.next(#from)? {
                    match &*name {
                        #(#arms)*
                        _ => #from.skip()?,
                    }
                }
                ::core::result::Result::Ok(Self { #(#fields,)* })
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::ReadItem for #ident #arguments #bounds {
            fn read_item(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                <Self as __DynamoModelRead>::read(from, false)
            }
        }
    }
}

fn arm(slot: &Slot<'_>, from: &Ident) -> TokenStream {
    let (variable, ty, name, aliases) =
        (&slot.variable, &slot.field.ty, &slot.stored.name, &slot.stored.aliases);
    let read = quote_spanned!(place(ty)=> __dynamo_model::read_field::<#ty>(#from, #name)?);
    // The field's own name wins over an older one, in whichever order they come.
    let older = (!aliases.is_empty()).then(|| {
        let value = local("value");
        quote! {
            #(#aliases)|* => {
                let #value = #read;
                if #variable.is_none() {
                    #variable = #value;
                }
            }
        }
    });
    quote!(#name => #variable = #read, #older)
}

/// What becomes of a slot once every attribute was read.
fn value(slot: &Slot<'_>, fill: &Ident) -> TokenStream {
    let (variable, ty, name) = (&slot.variable, &slot.field.ty, &slot.stored.name);
    let value = local("value");
    let absent = match (&slot.stored.on_read, &slot.stored.on_input) {
        (Absent::AsTyped, None) => {
            return quote_spanned!(place(ty)=> __dynamo_model::required::<#ty>(#variable, #name)?);
        }
        (Absent::Default, None) => {
            return quote_spanned!(place(ty)=> __dynamo_model::or_default::<#ty>(#variable));
        }
        (Absent::AsTyped, Some(_)) => quote_spanned! {place(ty)=>
            __dynamo_model::required::<#ty>(::core::option::Option::None, #name)?
        },
        (Absent::Default, Some(_)) => quote_spanned! {place(ty)=>
            __dynamo_model::or_default::<#ty>(::core::option::Option::None)
        },
        (Absent::Value(read), _) => quote!(#read),
    };
    let input =
        slot.stored.on_input.as_ref().map(|input| quote!(::core::option::Option::None if #fill => #input,));
    quote! {
        match #variable {
            ::core::option::Option::Some(#value) => #value,
            #input
            ::core::option::Option::None => #absent,
        }
    }
}

fn write(head: &Head, slots: &[Slot<'_>]) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let fields = slots.iter().map(|slot| {
        let (ident, ty, name) = (&slot.field.ident, &slot.field.ty, &slot.stored.name);
        quote_spanned!(place(ty)=> __dynamo_model::write_field::<#ty>(&self.#ident, #name, out)?;)
    });
    quote! {
        #[automatically_derived]
        impl #parameters __dynamo_model::WriteItem for #ident #arguments #bounds {
            fn write_item(
                &self,
                out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                out.begin_object();
                #(#fields)*
                out.end_object();
                ::core::result::Result::Ok(())
            }
        }
    }
}
