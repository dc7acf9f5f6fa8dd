//! The constants that stand for the fields and indexes: `User::EMAIL`, `User::BY_STATUS`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::check::{Absent, Field, FieldKind, Head, IndexHandle, Role, Stored};
use crate::expand::place;
use crate::expand::value::given;

pub(super) fn expand(head: &Head, fields: &[Field], indexes: &[&IndexHandle]) -> TokenStream {
    let Head { ident, generics, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let handles = fields.iter().filter_map(|field| handle(head, field));
    let indexes = indexes.iter().map(|index| of_index(head, index));
    quote! {
        #[automatically_derived]
        #[allow(dead_code, private_interfaces)]
        impl #parameters #ident #arguments #bounds {
            #(#handles)*
            #(#indexes)*
        }
    }
}

fn of_index(head: &Head, index: &IndexHandle) -> TokenStream {
    let (vis, IndexHandle { ident, name }) = (&head.vis, index);
    let doc = format!("Stands for the index `{name}`.");
    quote! {
        #[doc = #doc]
        #vis const #ident: __dynamo_model::index::Index<Self> = __dynamo_model::index::Index::new(#name);
    }
}

fn handle(head: &Head, field: &Field) -> Option<TokenStream> {
    let (vis, ty) = (&head.vis, &field.ty);
    Some(match &field.kind {
        FieldKind::Stored(stored) => {
            let Stored { name, handle, ty, aliases, .. } = &**stored;
            let role = role(stored.role);
            let doc = format!("Stands for the attribute `{name}`.");
            let sensitive = stored.is_sensitive.then(|| quote!(.sensitive()));
            let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
            let filled = filled(field, stored);
            quote! {
                #[doc = #doc]
                #vis const #handle: __dynamo_model::Field<Self, #ty, __dynamo_model::#role> =
                    __dynamo_model::Field::new(#name) #sensitive #aliases #filled;
            }
        }
        FieldKind::Flattened { handle } => quote! {
            #[doc = "Stands for the document whose attributes are beside the others."]
            #vis const #handle: __dynamo_model::Flattened<Self, #ty> = __dynamo_model::Flattened::new();
        },
        FieldKind::Rest { handle } => quote! {
            #[doc = "Stands for the attributes that no field is for."]
            #vis const #handle: __dynamo_model::Rest<Self> = __dynamo_model::Rest::new();
        },
        FieldKind::Skipped => return None,
    })
}

/// What an absent attribute reads as, where the type does not say it.
fn filled(field: &Field, stored: &Stored) -> Option<TokenStream> {
    let ty = &field.ty;
    let value = match &stored.on_read {
        Absent::AsTyped => return None,
        Absent::Default => quote_spanned! {place(ty)=>
            __dynamo_model::or_default::<#ty>(::core::option::Option::None)
        },
        Absent::Value(value) => given(value, ty),
    };
    Some(quote_spanned!(place(ty)=> .filled(|slot| __dynamo_model::fill(slot, #value))))
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
