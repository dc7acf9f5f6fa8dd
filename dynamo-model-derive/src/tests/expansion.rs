use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;

use crate::derive;
use crate::parse::{Kind, Parsed};

/// Compares what is generated to `snapshots/<name>.rs`; `UPDATE_SNAPSHOTS=1` writes the file instead.
fn assert_snapshot(name: &str, input: TokenStream) {
    let code = prettyplease::unparse(
        &syn::parse2(derive(input, |input, errors| Parsed::read(Kind::Model, input, errors))).unwrap(),
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(format!("{name}.rs"));
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(path, code).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap();
    assert_eq!(code, expected, "run the tests with UPDATE_SNAPSHOTS=1 if the difference is meant");
}

#[test]
fn the_user_of_the_design() {
    assert_snapshot(
        "user",
        quote! {
            #[model(table = "users")]
            pub struct User {
                #[model(hash_key)]
                #[validate(email)]
                pub email: String,
                #[validate(length(min = 1, max = 80))]
                pub name: String,
                #[validate(range(min = 1900, max = 2018))]
                pub year_of_birth: Option<u16>,
                #[model(default)]
                pub cities_visited: Vec<String>,
                #[model(default = Utc::now())]
                pub created_at: DateTime<Utc>,
            }
        },
    );
}

#[test]
fn a_composite_key_and_every_attribute() {
    assert_snapshot(
        "post",
        quote! {
            #[model(rename_all = "camelCase", new = "draft", crate = "crate::dm")]
            pub(crate) struct BlogPost {
                #[model(hash_key)]
                user_id: Uuid,
                #[model(range_key, handle = "WRITTEN")]
                r#type: u64,
                #[model(default = "draft", read_default = "published")]
                state: String,
                #[model(default = "none")]
                note: Option<String>,
                #[model(rename = "t", alias = "heading", alias = "title")]
                #[validate(length(max = 80, code = "too_long", message = "is too long"))]
                headline: String,
                #[model(read_only)]
                views: u64,
                #[model(optional)]
                tags: HashSet<String>,
                #[model(required)]
                editor: Option<String>,
                #[model(read_default = 1)]
                version: u32,
                #[model(skip)]
                rendered: Cache,
            }
        },
    );
}

#[test]
fn a_generic_model() {
    assert_snapshot(
        "generic",
        quote! {
            #[model(new = false, validate = "external")]
            struct Event<K: Clone, T, const N: usize = 3>
            where
                T: Clone,
            {
                #[model(hash_key)]
                id: K,
                payload: T,
                #[model(default)]
                earlier: Vec<T>,
                parts: [u16; N],
            }
        },
    );
}

#[test]
fn a_model_with_mistakes() {
    assert_snapshot(
        "mistakes",
        quote! {
            struct User {
                #[model(hash_key)]
                email: String,
                name: String,
                #[model(defualt)]
                cities_visited: Vec<String>,
            }
        },
    );
}

#[test]
fn no_struct_at_all() {
    assert_snapshot(
        "no_struct",
        quote!(
            enum User<T> {
                Guest(T),
            }
        ),
    );
}
