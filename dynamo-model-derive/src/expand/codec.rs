//! How attributes are read and written, one by one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::check::{Absent, Field, FieldKind, Model, Stored};
use crate::expand::value::given;
use crate::expand::{form, local, model, place, placed};

/// A field and where what was read for it is kept meanwhile.
pub(super) struct Slot<'a> {
    place: TokenStream,
    field: &'a Field,
}

/// Gives each field that is read a local variable.
pub(super) fn local_slots(fields: &[Field]) -> Vec<Slot<'_>> {
    let read = fields.iter().filter(|field| !matches!(field.kind, FieldKind::Skipped));
    read.enumerate()
        .map(|(at, field)| Slot { place: local(&format!("slot{at}")).into_token_stream(), field })
        .collect()
}

/// Gives each field that is read a place in `slots`, a chain of pairs; the second is its type.
pub(super) fn chained_slots<'a>(fields: &'a [Field], slots: &Ident) -> (Vec<Slot<'a>>, TokenStream) {
    let mut rest = quote!(#slots);
    let mut places = Vec::new();
    let mut types = Vec::new();
    for field in fields {
        let ty = &field.ty;
        types.push(match &field.kind {
            FieldKind::Skipped => continue,
            FieldKind::Stored(_) => quote!(::core::option::Option<#ty>),
            FieldKind::Flattened { .. } => {
                let document = placed(ty);
                quote_spanned!(place(ty)=> <#document as __dynamo_model::Document>::Slots)
            }
            FieldKind::Rest { .. } => quote!(#ty),
        });
        places.push(Slot { place: quote!(#rest.0), field });
        rest = quote!(#rest.1);
    }
    let chain = types.into_iter().rev().fold(quote!(()), |rest, ty| quote!((#ty, #rest)));
    (places, chain)
}

/// The most slots that the compiler may keep in registers.
const FEW: usize = 16;

/// Declares the local variables.
///
/// Many of them are shown to a black box, so that they stay in one place in memory: as values of their own each of them
/// is copied for each attribute that is read, and an item of 40 attributes costs ten times as much as one of 20.
pub(super) fn declare(slots: &[Slot<'_>]) -> TokenStream {
    let is_shown = slots.len() > FEW;
    let variables = slots.iter().map(|Slot { place: variable, field }| {
        let ty = &field.ty;
        let shown = is_shown.then(|| quote!(let _ = ::core::hint::black_box(&mut #variable);));
        let declared = match &field.kind {
            FieldKind::Stored(_) | FieldKind::Skipped => {
                quote!(let mut #variable = ::core::option::Option::None;)
            }
            FieldKind::Flattened { .. } => quote!(let mut #variable = ::core::default::Default::default();),
            FieldKind::Rest { .. } => quote_spanned! {place(ty)=>
                let mut #variable = <#ty as ::core::default::Default>::default();
            },
        };
        quote!(#declared #shown)
    });
    variables.collect()
}

/// The names of the attributes, as a list of pairs: each name, and as it is written. A `tag` stands before them.
pub(super) fn names(slots: &[Slot<'_>], tag: Option<&str>) -> Vec<TokenStream> {
    let stored = slots.iter().filter_map(|slot| slot.field.stored());
    let names = stored.flat_map(|stored| std::iter::once(&stored.name).chain(&stored.aliases));
    let pair = |name: &str| {
        let json = json_name(name);
        quote!((#name, #json))
    };
    tag.into_iter().chain(names.map(String::as_str)).map(pair).collect()
}

/// Reads the object that `open` opens; `unknown` is what is done with a name that nothing is for, and may use `name`.
pub(super) fn read_object(
    slots: &[Slot<'_>],
    tag: Option<&str>,
    open: &TokenStream,
    unknown: &TokenStream,
    from: &Ident,
) -> TokenStream {
    let pairs = names(slots, tag);
    let count = pairs.len();
    let arms = arms(slots, usize::from(tag.is_some()), from);
    let skipped = tag.map(|_| quote!(0usize => #from.skip()?,));
    let (names, name, at) = (local("names"), local("name"), local("at"));
    let otherwise = otherwise(slots, &quote!(&#name), from, unknown);
    quote! {
        let mut #names = {
            static NAMES: __dynamo_model::KnownNames<[__dynamo_model::KnownName; #count]> =
                __dynamo_model::KnownNames::new([#(#pairs),*]);
            __dynamo_model::NamesAmong::new(&NAMES, #open)
        };
        while let ::core::option::Option::Some(#name) = #names.next(#from)? {
            match #name {
                __dynamo_model::FoundName::Known(#at) => match #at {
                    #skipped
                    #arms
                    _ => {}
                },
                __dynamo_model::FoundName::Other(#name) => #otherwise,
            }
        }
    }
}

/// The arms of a match on the place of a name, one for each attribute; the first is at `place`.
pub(super) fn arms(slots: &[Slot<'_>], first: usize, from: &Ident) -> TokenStream {
    let mut place = first;
    let stored = slots.iter().filter_map(|slot| Some((slot, slot.field.stored()?)));
    stored
        .map(|(slot, stored)| {
            let at = place;
            place += 1 + stored.aliases.len();
            arm(slot, stored, at, from)
        })
        .collect()
}

fn arm(slot: &Slot<'_>, stored: &Stored, at: usize, from: &Ident) -> TokenStream {
    let variable = &slot.place;
    let Stored { name, aliases, .. } = stored;
    let (form, span) = (form(slot.field), place(&slot.field.ty));
    let function = if stored.is_sensitive { "read_sensitive_field" } else { "read_field" };
    let function = Ident::new(function, span);
    let read = quote_spanned!(span=> #form::#function(#from, #name)?);
    // The field's own name wins over an older one, in whichever order they come.
    let older = (!aliases.is_empty()).then(|| {
        let value = local("value");
        let places = at + 1..=at + aliases.len();
        quote! {
            #(#places)|* => {
                let #value = #read;
                if #variable.is_none() {
                    #variable = #value;
                }
            }
        }
    });
    quote!(#at => #variable = #read, #older)
}

/// What is done with a name that no arm is for; `unknown` is the last resort.
pub(super) fn otherwise(
    slots: &[Slot<'_>],
    name: &TokenStream,
    from: &Ident,
    unknown: &TokenStream,
) -> TokenStream {
    let rest = slots.iter().find(|slot| matches!(slot.field.kind, FieldKind::Rest { .. }));
    let last = match rest {
        Some(Slot { place: variable, field: Field { ty, .. } }) => quote_spanned! {place(ty)=>
            <#ty as __dynamo_model::RestMap>::read_rest(&mut #variable, #name, #from)?
        },
        None => unknown.clone(),
    };
    let flattened = slots.iter().filter(|slot| matches!(slot.field.kind, FieldKind::Flattened { .. }));
    flattened.rev().fold(last, |otherwise, Slot { place: variable, field }| {
        let ty = placed(&field.ty);
        quote_spanned! {place(&field.ty)=>
            if !<#ty as __dynamo_model::Document>::read_attribute(&mut #variable, #name, #from)? {
                #otherwise
            }
        }
    })
}

/// The fields of a struct expression, once every attribute was read.
pub(super) fn construct(fields: &[Field], slots: &[Slot<'_>], fill: &TokenStream) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let ident = &field.ident;
        let slot = slots.iter().find(|slot| slot.field.ident == *ident);
        let value = slot.map_or_else(
            || quote_spanned!(place(&field.ty)=> ::core::default::Default::default()),
            |slot| value(slot, fill),
        );
        quote!(#ident: #value,)
    });
    fields.collect()
}

/// What becomes of a slot once every attribute was read.
pub(super) fn value(slot: &Slot<'_>, fill: &TokenStream) -> TokenStream {
    let (variable, field) = (&slot.place, slot.field);
    let ty = &field.ty;
    match &field.kind {
        FieldKind::Stored(stored) => stored_value(variable, field, stored, fill),
        FieldKind::Flattened { .. } => {
            let document = placed(ty);
            quote_spanned!(place(ty)=> <#document as __dynamo_model::Document>::finish(#variable, #fill)?)
        }
        FieldKind::Rest { .. } | FieldKind::Skipped => variable.clone(),
    }
}

fn stored_value(variable: &TokenStream, field: &Field, stored: &Stored, fill: &TokenStream) -> TokenStream {
    let (form, span, name) = (form(field), place(&field.ty), &stored.name);
    let absent = match (&stored.on_read, &stored.on_input) {
        (Absent::AsTyped, None) => return quote_spanned!(span=> #form::required(#variable, #name)?),
        (Absent::Default, None) => return quote_spanned!(span=> __dynamo_model::or_default(#variable)),
        (Absent::AsTyped, Some(_)) => {
            quote_spanned!(span=> #form::required(::core::option::Option::None, #name)?)
        }
        (Absent::Default, Some(_)) => quote_spanned!(span=> ::core::default::Default::default()),
        (Absent::Value(read), _) => given(read, &field.ty),
    };
    let value = local("value");
    let input =
        stored.on_input.as_ref().map(|input| quote!(::core::option::Option::None if #fill => #input,));
    quote! {
        match #variable {
            ::core::option::Option::Some(#value) => #value,
            #input
            ::core::option::Option::None => #absent,
        }
    }
}

/// Writes the fields, each a member of the object or map that is open.
pub(super) fn write(fields: &[Field], access: impl Fn(&Field) -> TokenStream, out: &Ident) -> TokenStream {
    let members = fields.iter().map(|field| {
        let (ty, value) = (&field.ty, access(field));
        match &field.kind {
            FieldKind::Stored(stored) => {
                let (form, name) = (form(field), &stored.name);
                let json = format!(",{}", json_name(name));
                quote_spanned!(place(ty)=> #form::write_field(#value, #name, #json, #out)?;)
            }
            FieldKind::Flattened { .. } => {
                let document = placed(ty);
                quote_spanned! {place(ty)=>
                    <#document as __dynamo_model::Document>::write_attributes(#value, #out)?;
                }
            }
            FieldKind::Rest { .. } => {
                let known = is_known(fields);
                quote_spanned! {place(ty)=>
                    <#ty as __dynamo_model::RestMap>::write_rest(#value, |name| #known, #out)?;
                }
            }
            FieldKind::Skipped => TokenStream::new(),
        }
    });
    members.collect()
}

/// The name as JSON, with the colon behind it.
fn json_name(name: &str) -> String {
    let mut json = String::from('"');
    for character in name.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\0'..' ' => json.extend([format!("\\u{:04x}", u32::from(character))]),
            _ => json.push(character),
        }
    }
    json.push_str("\":");
    json
}

/// Tells whether a `name` is that of a field, which what is left over must not bear.
fn is_known(fields: &[Field]) -> TokenStream {
    let names = fields.iter().filter_map(Field::stored);
    let names: Vec<&String> =
        names.flat_map(|stored| std::iter::once(&stored.name).chain(&stored.aliases)).collect();
    let own = if names.is_empty() { quote!(false) } else { quote!(::core::matches!(name, #(#names)|*)) };
    let flattened = fields.iter().filter(|field| matches!(field.kind, FieldKind::Flattened { .. }));
    let flattened = flattened.map(|field| {
        let ty = placed(&field.ty);
        quote_spanned!(place(&field.ty)=> || <#ty as __dynamo_model::Document>::FIELDS.find(name).is_some())
    });
    quote!(#own #(#flattened)*)
}

/// Reading and writing of a whole item.
pub(super) fn expand_item(model: &Model) -> TokenStream {
    let (fields, head) = (&model.body.fields, &model.body.head);
    let ident = &head.ident;
    let (parameters, arguments, bounds) = head.generics.split_for_impl();
    let (from, fill, out) = (local("from"), local("fill"), Ident::new("out", Span::call_site()));
    let slots = local_slots(fields);
    let variables = declare(&slots);
    let name = local("name");
    let unknown = if model.body.denies_unknown {
        quote!(return ::core::result::Result::Err(__dynamo_model::DecodeError::unknown().within(&#name)))
    } else {
        quote!(#from.skip()?)
    };
    let read = read_object(&slots, None, &quote!(#from.object()?), &unknown, &from);
    let fields_read = construct(fields, &slots, &quote!(#fill));
    let written = write(
        fields,
        |field| {
            let ident = &field.ident;
            quote!(&self.#ident)
        },
        &out,
    );
    let schema = model::schema(model);
    // A local trait rather than a function, so that `Self` may stand in the types of fields.
    let item = quote_spanned! {Span::mixed_site()=>
        trait __DynamoModelItem: ::core::marker::Sized {
            const SCHEMA: &'static __dynamo_model::Schema;

            fn read(
                from: &mut __dynamo_model::Reader<'_>,
                fill: bool,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
        }
        #[automatically_derived]
        impl #parameters __DynamoModelItem for #ident #arguments #bounds {
            const SCHEMA: &'static __dynamo_model::Schema = #schema;

            #[allow(unused_variables)]
            fn read(
                #from: &mut __dynamo_model::Reader<'_>,
                #fill: bool,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                #variables
                #read
                ::core::result::Result::Ok(Self { #fields_read })
            }
        }
        #[automatically_derived]
        impl #parameters __dynamo_model::ReadItem for #ident #arguments #bounds {
            fn read_item(
                from: &mut __dynamo_model::Reader<'_>,
            ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
                <Self as __DynamoModelItem>::read(from, false)
            }
        }
    };
    quote! {
        #item
        #[automatically_derived]
        impl #parameters __dynamo_model::WriteItem for #ident #arguments #bounds {
            fn write_item(
                &self,
                #out: &mut __dynamo_model::Writer,
            ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
                #out.begin_object();
                #written
                #out.end_object();
                ::core::result::Result::Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::json_name;

    #[test]
    fn names_are_escaped_as_json() {
        for (name, json) in [
            ("email", r#""email":"#),
            ("é日", r#""é日":"#),
            ("a\"b\\c", r#""a\"b\\c":"#),
            ("\n\u{1f}", r#""\u000a\u001f":"#),
        ] {
            assert_eq!(json_name(name), json);
        }
    }
}
