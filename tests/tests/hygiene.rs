//! Derived code gets along with whatever stands around it: names, lints, generics and visibility.

use dynamo_model::{DecodeError, Document, FieldSchema, ReadItem, Reader, WriteItem, Writer};

fn json(item: &impl WriteItem) -> String {
    let mut out = Writer::new();
    item.write_item(&mut out).expect("it can be stored");
    String::from_utf8(out.into_bytes()).expect("JSON is text")
}

fn read<M: ReadItem>(json: &str) -> Result<M, DecodeError> {
    M::read_item(&mut Reader::new(json.as_bytes())?)
}

/// Asserts that a value is stored like this, and comes back.
fn assert_stored<M: ReadItem + WriteItem + PartialEq + std::fmt::Debug>(item: &M, stored: &str) {
    assert_eq!(json(item), stored);
    assert_eq!(read::<M>(stored).as_ref(), Ok(item));
}

/// Asserts the same of an attribute.
fn assert_attribute<T: dynamo_model::Attribute<Native = T> + PartialEq + std::fmt::Debug>(
    value: &T,
    stored: &str,
) {
    let mut out = Writer::new();
    T::write(value, &mut out).expect("it can be stored");
    assert_eq!(String::from_utf8(out.into_bytes()).as_deref(), Ok(stored));
    assert_eq!(Reader::new(stored.as_bytes()).and_then(|mut from| T::read(&mut from)).as_ref(), Ok(value));
}

/// Every kind of derive under every lint.
mod linted {
    #![deny(
        warnings,
        missing_docs,
        missing_debug_implementations,
        missing_copy_implementations,
        single_use_lifetimes,
        trivial_casts,
        trivial_numeric_casts,
        unit_bindings,
        unnameable_types,
        unreachable_pub,
        unused_import_braces,
        unused_lifetimes,
        unused_qualifications,
        unused_results,
        variant_size_differences,
        let_underscore_drop,
        elided_lifetimes_in_paths,
        explicit_outlives_requirements,
        clippy::all,
        clippy::pedantic,
        clippy::nursery
    )]
    #![allow(clippy::redundant_pub_crate, reason = "another lint asks for it")]

    use std::collections::BTreeMap;

    use chrono::{DateTime, NaiveDate, Utc};
    use dynamo_model::prelude::*;
    use dynamo_model::validate::ValidationError;

    fn is_sound(linted: &Linted) -> Result<(), ValidationError> {
        if linted.cache > 0 { Err(ValidationError::new("cached")) } else { Ok(()) }
    }

    /// A model.
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(
        rename_all = "camelCase",
        index(name = "by_note", hash(note, kind), range = stars, projection = include(day), read_units = 1),
        local_index(name = "by_stars", range = stars, projection = "keys"),
        write_units = 1,
        stream = "new",
        tags(team = "a")
    )]
    #[validate(schema(function = is_sound))]
    pub(crate) struct Linted {
        /// The hash key.
        #[model(hash_key)]
        #[validate(email)]
        pub(crate) email: String,
        /// The range key.
        #[model(range_key, as = "epoch_millis")]
        pub(crate) at: DateTime<Utc>,
        /// Text of every rule.
        #[model(default = "draft", read_default = "none", alias = "n")]
        #[validate(
            length(max = 9),
            one_of("draft", "none"),
            non_control_character,
            does_not_contain(pattern = "x")
        )]
        pub(crate) note: String,
        /// Numbers.
        #[validate(range(min = 0, max = 9), required)]
        pub(crate) stars: Option<u8>,
        /// A date in a pattern.
        #[model(as = "%d.%m.%Y")]
        pub(crate) day: Option<NaiveDate>,
        /// Documents.
        #[model(default)]
        #[validate(nested, each(nested), length(max = 3))]
        pub(crate) parts: Vec<Part>,
        /// An enum.
        pub(crate) kind: Kind,
        /// Another.
        pub(crate) shape: Shape,
        /// A third.
        pub(crate) command: Command,
        /// A document whose attributes stand beside the others.
        #[model(flatten)]
        pub(crate) stamp: Stamp,
        /// What is unknown.
        #[model(rest)]
        pub(crate) extra: BTreeMap<String, Value>,
        /// Not stored.
        #[model(skip)]
        pub(crate) cache: u8,
    }

    /// A document.
    #[derive(Document, Clone, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Part {
        /// A number.
        #[model(sensitive, empty = "absent")]
        pub(crate) name: String,
        /// Another text.
        #[validate(must_match(other = name))]
        pub(crate) again: String,
    }

    /// A document that stands beside others.
    #[derive(Document, Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Stamp {
        /// By whom.
        pub(crate) by: String,
    }

    /// An enum that is text.
    #[derive(Attribute, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub(crate) enum Kind {
        /// One.
        One,
        /// Whatever else.
        #[model(other)]
        Other,
    }

    /// An enum with a tag.
    #[derive(Attribute, Clone, Debug, PartialEq, Eq)]
    #[model(tag = "type")]
    pub(crate) enum Shape {
        /// Nothing.
        Nothing,
        /// A document.
        Part(#[validate(nested)] Part),
        /// Fields.
        Fields {
            /// A part.
            #[validate(nested)]
            part: Part,
            /// Not stored.
            #[model(skip)]
            cache: u8,
        },
    }

    /// An enum of one entry.
    #[derive(Attribute, Clone, Debug, PartialEq, Eq)]
    #[model(external)]
    pub(crate) enum Command {
        /// Nothing.
        Stop,
        /// A value.
        Go(u8),
        /// Values.
        Turn(i16, #[model(as = "epoch_seconds")] DateTime<Utc>),
        /// Whatever else.
        #[model(other)]
        Unknown(Value),
    }

    /// A newtype.
    #[derive(Attribute, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub(crate) struct Code(pub(crate) String);

    pub(super) fn linted() -> Linted {
        Linted {
            stars: Some(3),
            parts: vec![Part::new("a", "a")],
            ..Linted::new(
                "a@b.io",
                DateTime::UNIX_EPOCH,
                Kind::One,
                Shape::Fields { part: Part::new("", ""), cache: 0 },
                Command::Turn(-1, DateTime::UNIX_EPOCH),
                Stamp::new("ann"),
            )
        }
    }
}

#[test]
fn derived_code_passes_every_lint() {
    assert_stored(
        &linted::linted(),
        r#"{"email":{"S":"a@b.io"},"at":{"N":"0"},"note":{"S":"draft"},"stars":{"N":"3"},"parts":{"L":[{"M":{"name":{"S":"a"},"again":{"S":"a"}}}]},"kind":{"S":"One"},"shape":{"M":{"type":{"S":"Fields"},"part":{"M":{"again":{"S":""}}}}},"command":{"M":{"Turn":{"L":[{"N":"-1"},{"N":"0"}]}}},"by":{"S":"ann"}}"#,
    );
    assert_attribute(&linted::Code("x".to_owned()), r#"{"S":"x"}"#);
}

/// Types and macros of the names that derived code might use by mistake.
mod shadowed {
    #![deny(warnings)]
    #![allow(dead_code, unused_macros, reason = "what is here stands in the way, and nothing else")]

    use dynamo_model::{Attribute, Document, Model};

    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Box;
    pub(super) struct Value;
    pub(super) struct Field;
    pub(super) struct Reader;
    pub(super) struct Writer;
    pub(super) struct Key;
    pub(super) struct Cow;
    pub(super) struct FieldType;
    pub(super) trait Default {}
    pub(super) trait Clone {}
    pub(super) trait Sized {}
    pub(super) trait Into {}
    pub(super) trait From {}
    pub(super) trait FnMut {}
    pub(super) trait Iterator {}
    pub(super) trait Validate {}
    mod core {}
    mod std {}
    mod dynamo_model_fields {}

    macro_rules! matches {
        () => {};
    }
    macro_rules! unreachable {
        () => {};
    }

    type Text = ::std::string::String;
    type Maybe = ::core::option::Option<u8>;
    type List = ::std::vec::Vec<u16>;
    type Rest = ::std::collections::BTreeMap<Text, ::dynamo_model::Value>;

    #[derive(Model, PartialEq, Debug)]
    #[model(
        index(name = "by_text", hash = text, range(maybe, id), projection = include(list), write_units = 2),
        local_index(name = "by_code", range = maybe),
        read_units = 1,
        encryption_key = "alias/x",
        point_in_time_recovery
    )]
    pub(super) struct Shadowed {
        #[model(hash_key)]
        #[validate(length(min = 1))]
        pub(super) id: Text,
        #[model(range_key)]
        pub(super) code: Code,
        #[model(optional)]
        #[validate(required, range(min = 1))]
        pub(super) maybe: Maybe,
        #[model(default)]
        #[validate(each(range(max = 9)), length(max = 5))]
        pub(super) list: List,
        #[model(default = "a", read_default = "b")]
        pub(super) text: Text,
        #[validate(nested)]
        pub(super) part: Part,
        pub(super) state: State,
        pub(super) shape: Shape,
        #[model(rest)]
        pub(super) rest: Rest,
    }

    #[derive(Document, PartialEq, Debug)]
    pub(super) struct Part {
        #[model(empty = "absent")]
        pub(super) text: Text,
        #[model(as = "json")]
        pub(super) list: List,
        #[model(skip)]
        pub(super) skipped: u8,
    }

    #[derive(Attribute, Clone, PartialEq, Debug)]
    pub(super) struct Code(pub(super) Text);

    #[derive(Attribute, PartialEq, Debug)]
    pub(super) enum State {
        None,
        Some,
        Ok,
        Err,
        #[model(other)]
        Other(Text),
    }

    #[derive(Attribute, PartialEq, Debug)]
    #[model(tag = "t", content = "c")]
    pub(super) enum Shape {
        None,
        Some(Text),
        Ok { value: u8 },
        Err(u8, u8),
    }

    pub(super) fn shadowed() -> Shadowed {
        Shadowed::new(
            "1",
            Code("2".to_owned()),
            Part::new("", [1_u16].to_vec()),
            State::None,
            Shape::Ok { value: 1 },
        )
    }
}

#[test]
fn derived_code_uses_no_name_of_its_surroundings() {
    assert_stored(
        &shadowed::shadowed(),
        r#"{"id":{"S":"1"},"code":{"S":"2"},"list":{"L":[]},"text":{"S":"a"},"part":{"M":{"list":{"L":[{"N":"1"}]}}},"state":{"S":"None"},"shape":{"M":{"t":{"S":"Ok"},"c":{"M":{"value":{"N":"1"}}}}}}"#,
    );
    assert_attribute(&shadowed::State::Some, r#"{"S":"Some"}"#);
    assert_attribute(&shadowed::Shape::None, r#"{"M":{"t":{"S":"None"}}}"#);
    assert_attribute(
        &shadowed::Shape::Err(1, 2),
        r#"{"M":{"t":{"S":"Err"},"c":{"L":[{"N":"1"},{"N":"2"}]}}}"#,
    );
    assert_attribute(&shadowed::Shape::Some("x".to_owned()), r#"{"M":{"t":{"S":"Some"},"c":{"S":"x"}}}"#);
}

/// Fields and variants of the names that derived code uses itself, and raw identifiers.
mod named {
    #![deny(warnings)]

    use dynamo_model::prelude::*;

    /// Functions of the names of local variables, for default expressions.
    mod values {
        pub(super) fn from() -> u8 {
            1
        }

        pub(super) fn name() -> u8 {
            2
        }

        pub(super) fn value() -> u8 {
            3
        }

        pub(super) fn found() -> u8 {
            4
        }

        pub(super) fn slot0() -> u8 {
            5
        }
    }

    use values::{found, from, name, slot0, value};

    macro_rules! of_every_name {
        ($(#[$attribute:meta])* $vis:vis struct $model:ident { $($before:tt)* }) => {
            $(#[$attribute])*
            $vis struct $model {
                $($before)*
                #[validate(range(max = 200))]
                pub(super) from: u8,
                pub(super) out: u8,
                pub(super) self_: u8,
                #[validate(range(max = 200), must_match(other = out))]
                pub(super) value: u8,
                #[validate(each(range(max = 200)), length(max = 9))]
                pub(super) found: Vec<u16>,
                pub(super) name: u8,
                pub(super) names: u8,
                pub(super) slots: u8,
                pub(super) fill: u8,
                pub(super) errors: u8,
                pub(super) violations: u8,
                pub(super) field0: u8,
                pub(super) slot0: u8,
                #[model(default)]
                pub(super) again: u8,
                pub(super) r#type: u8,
                pub(super) r#struct: u8,
                #[model(default = from() + name() + value() + found() + slot0(), read_default = from() + name())]
                pub(super) given: u8,
            }
        };
    }

    of_every_name! {
        #[derive(Model, Clone, Debug, PartialEq)]
        pub(super) struct Named {
            #[model(hash_key)]
            pub(super) r#fn: u8,
            #[validate(nested)]
            pub(super) kept: Inner,
            pub(super) text: Variants,
        }
    }

    of_every_name! {
        #[derive(Document, Clone, Debug, PartialEq)]
        pub(super) struct Inner {}
    }

    /// An enum of fields of every name.
    #[derive(Attribute, Clone, Debug, PartialEq)]
    #[model(tag = "tag")]
    #[allow(dead_code, reason = "one is made, and all are read")]
    pub(super) enum Variants {
        Fields {
            from: u8,
            out: u8,
            value: u8,
            #[validate(nested)]
            found: Part,
            #[validate(nested)]
            violations: Part,
            name: u8,
            names: u8,
            again: u8,
            is_map: u8,
            text: u8,
            kept: u8,
            slot0: u8,
            r#type: u8,
            #[model(read_default = from() + name() + value() + slot0())]
            given: u8,
        },
        r#None,
    }

    #[derive(Document, Clone, Debug, PartialEq)]
    pub(super) struct Part {
        pub(super) r#use: u8,
    }

    #[derive(Attribute, Clone, Debug, PartialEq)]
    #[model(transparent)]
    pub(super) struct Code {
        pub(super) r#type: u8,
    }

    /// An enum whose own name is raw, as are its variants.
    #[derive(Attribute, Clone, Copy, Debug, PartialEq)]
    #[model(rename_all = "lowercase")]
    pub(super) enum r#State {
        r#Do,
        r#Else,
    }

    pub(super) fn variants() -> Variants {
        let part = Part::new(7);
        Variants::Fields {
            from: 1,
            out: 2,
            value: 3,
            found: part.clone(),
            violations: part,
            name: 4,
            names: 5,
            again: 6,
            is_map: 7,
            text: 8,
            kept: 9,
            slot0: 10,
            r#type: 11,
            given: 12,
        }
    }

    pub(super) fn named() -> Named {
        let inner = Inner::new(1, 2, 3, 2, vec![5], 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        Named::new(0, inner, Variants::None, 1, 2, 3, 2, vec![5], 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    }
}

#[test]
fn fields_have_any_name() {
    use dynamo_model::prelude::*;

    let named = named::named();
    assert!(named.validate().is_ok());
    assert_eq!(named.given, 15);
    let inner = r#""from":{"N":"1"},"out":{"N":"2"},"self_":{"N":"3"},"value":{"N":"2"},"found":{"L":[{"N":"5"}]},"name":{"N":"6"},"names":{"N":"7"},"slots":{"N":"8"},"fill":{"N":"9"},"errors":{"N":"10"},"violations":{"N":"11"},"field0":{"N":"12"},"slot0":{"N":"13"},"again":{"N":"0"},"type":{"N":"14"},"struct":{"N":"15"},"given":{"N":"15"}"#;
    assert_stored(
        &named,
        &format!(
            r#"{{"fn":{{"N":"0"}},"kept":{{"M":{{{inner}}}}},"text":{{"M":{{"tag":{{"S":"None"}}}}}},{inner}}}"#
        ),
    );
    assert_eq!(named::Named::TYPE.name(), "type");
    let stored = r#"{"M":{"tag":{"S":"Fields"},"from":{"N":"1"},"out":{"N":"2"},"value":{"N":"3"},"found":{"M":{"use":{"N":"7"}}},"violations":{"M":{"use":{"N":"7"}}},"name":{"N":"4"},"names":{"N":"5"},"again":{"N":"6"},"is_map":{"N":"7"},"text":{"N":"8"},"kept":{"N":"9"},"slot0":{"N":"10"},"type":{"N":"11"},"given":{"N":"12"}}}"#;
    assert_attribute(&named::variants(), stored);
    assert_attribute(&named::Code { r#type: 1 }, r#"{"N":"1"}"#);
    assert_attribute(&named::State::Do, r#"{"S":"do"}"#);
    assert_attribute(&named::State::Else, r#"{"S":"else"}"#);
}

#[test]
fn default_expressions_see_no_variable_of_ours() {
    let absent = r#"{"M":{"tag":{"S":"Fields"},"from":{"N":"1"},"out":{"N":"2"},"value":{"N":"3"},"found":{"M":{"use":{"N":"7"}}},"violations":{"M":{"use":{"N":"7"}}},"name":{"N":"4"},"names":{"N":"5"},"again":{"N":"6"},"is_map":{"N":"7"},"text":{"N":"8"},"kept":{"N":"9"},"slot0":{"N":"10"},"type":{"N":"11"}}}"#;
    let found = Reader::new(absent.as_bytes())
        .and_then(|mut from| <named::Variants as dynamo_model::Attribute>::read(&mut from));
    let Ok(named::Variants::Fields { given, .. }) = found else { panic!("{found:?}") };
    assert_eq!(given, 11);
}

/// Generic models, documents, newtypes and enums.
mod generic {
    #![deny(warnings)]

    use dynamo_model::prelude::*;

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(index(name = "by_inner", hash = inner, range = id))]
    pub(super) struct Event<K, T: Clone, const N: usize>
    where
        T: PartialEq,
    {
        #[model(hash_key)]
        pub(super) id: K,
        #[model(flatten)]
        pub(super) stamp: Stamp<T>,
        pub(super) inner: Wrapped<T>,
        #[model(default)]
        pub(super) earlier: Vec<Choice<T>>,
        pub(super) parts: [u16; N],
    }

    #[derive(Document, Clone, Debug, PartialEq)]
    pub(super) struct Stamp<T: Clone> {
        pub(super) by: T,
        #[model(default)]
        pub(super) often: Vec<T>,
    }

    #[derive(Attribute, Clone, Debug, PartialEq)]
    pub(super) struct Wrapped<T>(pub(super) T);

    #[derive(Attribute, Clone, Debug, PartialEq)]
    #[model(tag = "t", content = "c")]
    pub(super) enum Choice<T> {
        One(T),
        Two(T, u8),
        Named { value: T },
    }

    pub(super) fn event() -> Event<String, String, 2> {
        Event {
            earlier: vec![
                Choice::One("d".to_owned()),
                Choice::Two("e".to_owned(), 1),
                Choice::Named { value: "f".to_owned() },
            ],
            ..Event::new("a", Stamp::new("b"), Wrapped("c".to_owned()), [1, 2])
        }
    }
}

#[test]
fn generic_types_are_stored() {
    assert_stored(
        &generic::event(),
        r#"{"id":{"S":"a"},"by":{"S":"b"},"often":{"L":[]},"inner":{"S":"c"},"earlier":{"L":[{"M":{"t":{"S":"One"},"c":{"S":"d"}}},{"M":{"t":{"S":"Two"},"c":{"L":[{"S":"e"},{"N":"1"}]}}},{"M":{"t":{"S":"Named"},"c":{"M":{"value":{"S":"f"}}}}}]},"parts":{"L":[{"N":"1"},{"N":"2"}]}}"#,
    );
}

/// A type of a private module is derived for under another path of the crate.
mod renamed {
    #![deny(warnings)]

    mod vendor {
        pub(super) mod dynamo {
            pub(in super::super) use dynamo_model::*;
        }
    }

    mod inside {
        use super::vendor::dynamo::prelude::*;

        type Maybe<T> = Option<T>;

        #[derive(Model, Clone, Debug, PartialEq)]
        #[model(crate = "super::vendor::dynamo")]
        pub(in super::super) struct Private {
            #[model(hash_key)]
            id: Id,
            #[model(optional)]
            maybe: Maybe<u8>,
            part: Part,
            state: State,
        }

        #[derive(Document, Clone, Debug, PartialEq)]
        #[model(crate = "super::vendor::dynamo")]
        struct Part {
            #[validate(length(max = 3))]
            text: String,
        }

        #[derive(Attribute, Clone, Debug, PartialEq)]
        #[model(crate = "super::vendor::dynamo")]
        pub(in super::super) struct Id(u8);

        #[derive(Attribute, Clone, Debug, PartialEq)]
        #[model(crate = "super::vendor::dynamo")]
        enum State {
            On,
        }

        pub(in super::super) fn private() -> Private {
            Private { maybe: Some(1), ..Private::new(Id(1), Part::new("x"), State::On) }
        }
    }

    pub(super) use inside::private;
}

#[test]
fn types_are_private_and_the_crate_has_any_path() {
    assert_stored(
        &renamed::private(),
        r#"{"id":{"N":"1"},"maybe":{"N":"1"},"part":{"M":{"text":{"S":"x"}}},"state":{"S":"On"}}"#,
    );
}

#[test]
fn documents_know_their_fields() {
    let names: Vec<_> = named::Inner::FIELDS.iter().map(FieldSchema::field).collect();
    assert_eq!(names.first(), Some(&"from"));
    assert!(names.contains(&"type"), "a raw identifier is stored under its name");
}
