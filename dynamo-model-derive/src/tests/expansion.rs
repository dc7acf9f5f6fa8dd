use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;

use crate::parse::{Kind, Parsed};
use crate::{derive, projection};

/// Compares what `derive(Model)` generates to `snapshots/<name>.rs`; `UPDATE_SNAPSHOTS=1` writes the file instead.
fn assert_snapshot(name: &str, input: TokenStream) {
    assert_code(name, derive(input, |input, errors| Parsed::read(Kind::Model, input, errors)));
}

/// The same for `derive(Attribute)`.
fn assert_attribute(name: &str, input: TokenStream) {
    assert_code(name, derive(input, Parsed::read_attribute));
}

fn assert_code(name: &str, code: TokenStream) {
    let code = prettyplease::unparse(&syn::parse2(code).unwrap());
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
fn a_model_with_indexes_and_every_option_of_its_table() {
    assert_snapshot(
        "order",
        quote! {
            #[model(
                rename_all = "camelCase",
                index(name = "by_status", hash = status, range = created_at, projection = include(total, r#type)),
                index(name = "byPlace", hash(country, city), range(status, id), projection = "keys", read_units = 5),
                local_index(name = "by-total", range = total, projection = "all", handle = "DEAREST"),
                read_units = 2,
                write_units = 1,
                table_class = "infrequent_access",
                deletion_protection,
                stream = "new_and_old",
                point_in_time_recovery = 7,
                encryption_key = "alias/orders",
                tags(team = "search", "cost:center" = "42"),
                warm_throughput(read = 20000),
                ttl = expires_at,
            )]
            pub struct Order {
                #[model(hash_key)]
                shop: String,
                #[model(range_key)]
                id: u64,
                status: Option<Status>,
                created_at: DateTime<Utc>,
                #[model(sensitive, empty = "absent")]
                country: String,
                city: String,
                total: u32,
                r#type: Kind,
                #[model(as = "epoch_seconds")]
                expires_at: Option<DateTime<Utc>>,
            }
        },
    );
}

#[test]
fn a_generic_model_with_an_index() {
    assert_snapshot(
        "generic_index",
        quote! {
            #[model(index(name = "by_kind", hash = kind, range = at), ttl = until, new = false, validate = "external")]
            struct Event<K, A, U> {
                #[model(hash_key)]
                id: u64,
                kind: K,
                at: Option<A>,
                until: U,
            }
        },
    );
}

#[test]
fn an_index_with_mistakes() {
    assert_snapshot(
        "index_mistakes",
        quote! {
            #[model(index(name = "by_name", hash = nmae))]
            struct User {
                #[model(hash_key)]
                email: String,
                name: String,
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

#[test]
fn a_document_and_every_attribute() {
    let input = quote! {
        pub struct Address {
            #[validate(length(min = 1), each(length(max = 80)))]
            lines: Vec<String>,
            #[model(rename = "zip", alias = "postCode", sensitive)]
            post_code: Option<String>,
            #[model(empty = "absent")]
            note: String,
            #[model(as = "%d.%m.%Y %H:%M", tz = "assume_utc")]
            since: Option<DateTime<Utc>>,
            #[model(as = "hours", truncate)]
            every: Duration,
            #[model(flatten)]
            #[validate(nested)]
            stamp: Stamp,
            #[model(rest)]
            extra: BTreeMap<String, Value>,
        }
    };
    assert_code("address", derive(input, |input, errors| Parsed::read(Kind::Document, input, errors)));
}

#[test]
fn an_enum_that_is_text() {
    assert_attribute(
        "state",
        quote! {
            #[model(rename_all = "snake_case")]
            pub(crate) enum State {
                Draft,
                #[model(alias = "reviewing", alias = "review")]
                InReview,
                #[model(other)]
                Other(String),
            }
        },
    );
}

#[test]
fn an_enum_with_an_internal_tag() {
    assert_attribute(
        "shape",
        quote! {
            #[model(tag = "kind", rename_all = "lowercase")]
            enum Shape {
                Nothing,
                Circle {
                    #[model(rename = "r")]
                    radius: u32,
                    #[model(default)]
                    tags: Vec<String>,
                },
                At(#[validate(nested)] Address),
                #[model(other)]
                Unknown,
            }
        },
    );
}

#[test]
fn an_enum_with_an_adjacent_tag() {
    assert_attribute(
        "event",
        quote! {
            #[model(tag = "t", content = "c")]
            enum Event<T> {
                Left,
                Joined(T),
                Moved(i32, #[model(as = "epoch_seconds")] DateTime<Utc>),
                Renamed { to: String },
            }
        },
    );
}

#[test]
fn an_enum_with_external_tags() {
    assert_attribute(
        "command",
        quote! {
            #[model(external)]
            enum Command {
                Stop,
                Go(u8),
                Turn { by: i16 },
                #[model(other)]
                Unknown(Value),
            }
        },
    );
}

#[test]
fn a_newtype() {
    assert_attribute(
        "code",
        quote!(
            struct Code(String);
        ),
    );
}

#[test]
fn a_projection() {
    assert_code(
        "projection",
        projection(quote! {
            #[projection(of = User)]
            struct Person {
                name: String,
                #[projection(field = year_of_birth)]
                born: Option<u16>,
                #[projection(handle = "KIND")]
                r#type: Kind,
            }
        }),
    );
}

#[test]
fn a_projection_with_an_expression() {
    assert_code(
        "projection_handle",
        projection(quote! {
            #[projection(of = blog::Post, crate = "crate::dm")]
            struct Stamped {
                #[projection(handle = Post::STAMP.at(Stamp::AT))]
                at: u64,
            }
        }),
    );
}

#[test]
fn a_projection_with_mistakes() {
    assert_code(
        "projection_mistakes",
        projection(quote! {
            struct Person<T> {
                name: T,
            }
        }),
    );
}
