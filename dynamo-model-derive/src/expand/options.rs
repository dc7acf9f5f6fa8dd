//! How a table is kept, as a constant.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::check::{Billing, Encryption, Expiry, Options, Recovery};
use crate::expand::place;

/// Adds the options to a schema.
pub(super) fn expand(options: &Options) -> Option<TokenStream> {
    let path = quote!(__dynamo_model::table_options);
    let variant = |name: &str| Ident::new(name, Span::call_site());
    let units = |read: u64, write: u64| quote!(#path::Units::new(#read, #write));
    let mut said: Vec<TokenStream> = Vec::new();
    if let Some(billing) = &options.billing {
        let billing = match billing {
            Billing::OnDemand => quote!(OnDemand),
            Billing::Provisioned(read, write) => {
                let units = units(*read, *write);
                quote!(Provisioned(#units))
            }
        };
        said.push(quote!(.with_billing(#path::Billing::#billing)));
    }
    if let Some(class) = options.class.map(variant) {
        said.push(quote!(.with_class(#path::TableClass::#class)));
    }
    if let Some(protects) = options.deletion_protection {
        said.push(quote!(.with_deletion_protection(#protects)));
    }
    if let Some(view) = options.stream.map(variant) {
        said.push(quote!(.with_stream(#path::StreamView::#view)));
    }
    if let Some(recovery) = &options.point_in_time_recovery {
        let recovery = match recovery {
            Recovery::Off => quote!(Off),
            Recovery::On => quote!(On),
            Recovery::Days(days) => quote!(Days(#days)),
        };
        said.push(quote!(.with_point_in_time_recovery(#path::Recovery::#recovery)));
    }
    if let Some(encryption) = &options.encryption {
        let encryption = match encryption {
            Encryption::Named(name) => {
                let name = variant(name);
                quote!(#name)
            }
            Encryption::Key(key) => quote!(Key(#key)),
        };
        said.push(quote!(.with_encryption(#path::Encryption::#encryption)));
    }
    if !options.tags.is_empty() {
        let tags = options.tags.iter().map(|(key, value)| quote!((#key, #value)));
        said.push(quote!(.with_tags(const { &[#(#tags),*] })));
    }
    if let Some(units) = options.warm_throughput.map(|(read, write)| units(read, write)) {
        said.push(quote!(.with_warm_throughput(#units)));
    }
    if let Some(Expiry { name, ty }) = &options.ttl {
        let attribute = quote_spanned!(place(ty)=> __dynamo_model::expiry::<#ty>(#name));
        said.push(quote!(.with_ttl(#attribute)));
    }
    (!said.is_empty()).then(|| quote!(.with_options(#path::TableOptions::new() #(#said)*)))
}
