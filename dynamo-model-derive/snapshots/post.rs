///The primary key of a [`BlogPost`].
#[allow(dead_code, private_interfaces)]
pub(crate) struct BlogPostKey {
    ///The value of the attribute `userId`.
    pub(crate) user_id: Uuid,
    ///The value of the attribute `type`.
    pub(crate) r#type: u64,
}
const _: () = {
    use crate::dm::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl BlogPost {
        ///Stands for the attribute `userId`.
        pub(crate) const USER_ID: __dynamo_model::Field<
            Self,
            Uuid,
            __dynamo_model::HashKey,
        > = __dynamo_model::Field::new("userId");
        ///Stands for the attribute `type`.
        pub(crate) const WRITTEN: __dynamo_model::Field<
            Self,
            u64,
            __dynamo_model::RangeKey,
        > = __dynamo_model::Field::new("type");
        ///Stands for the attribute `state`.
        pub(crate) const STATE: __dynamo_model::Field<
            Self,
            String,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("state")
            .filled(|slot| __dynamo_model::fill(
                slot,
                __dynamo_model::given::<
                    String,
                >(__dynamo_model::IntoValue::<String>::into_value("published")),
            ));
        ///Stands for the attribute `note`.
        pub(crate) const NOTE: __dynamo_model::Field<
            Self,
            Option<String>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("note");
        ///Stands for the attribute `t`.
        pub(crate) const HEADLINE: __dynamo_model::Field<
            Self,
            String,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("t").aliases(&["heading", "title"]);
        ///Stands for the attribute `views`.
        pub(crate) const VIEWS: __dynamo_model::Field<
            Self,
            u64,
            __dynamo_model::ReadOnly,
        > = __dynamo_model::Field::new("views");
        ///Stands for the attribute `tags`.
        pub(crate) const TAGS: __dynamo_model::Field<
            Self,
            HashSet<String>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("tags")
            .filled(|slot| __dynamo_model::fill(
                slot,
                __dynamo_model::or_default::<
                    HashSet<String>,
                >(::core::option::Option::None),
            ));
        ///Stands for the attribute `editor`.
        pub(crate) const EDITOR: __dynamo_model::Field<
            Self,
            Option<String>,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("editor");
        ///Stands for the attribute `version`.
        pub(crate) const VERSION: __dynamo_model::Field<
            Self,
            u32,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("version")
            .filled(|slot| __dynamo_model::fill(
                slot,
                __dynamo_model::given::<
                    u32,
                >({
                    let value: u32 = 1;
                    value
                }),
            ));
    }
    #[automatically_derived]
    #[allow(dead_code, private_bounds, private_interfaces, clippy::too_many_arguments)]
    impl BlogPost {
        ///Makes one `BlogPost` of the required fields; the others get their defaults.
        #[must_use]
        pub(crate) fn draft(
            user_id: impl __dynamo_model::IntoValue<Uuid>,
            r#type: impl __dynamo_model::IntoValue<u64>,
            headline: impl __dynamo_model::IntoValue<String>,
            views: impl __dynamo_model::IntoValue<u64>,
            editor: impl __dynamo_model::IntoValue<Option<String>>,
            version: impl __dynamo_model::IntoValue<u32>,
        ) -> Self {
            Self {
                user_id: __dynamo_model::IntoValue::<Uuid>::into_value(user_id),
                r#type: __dynamo_model::IntoValue::<u64>::into_value(r#type),
                state: __dynamo_model::IntoValue::<String>::into_value("draft"),
                note: ::core::option::Option::Some(
                    __dynamo_model::IntoValue::<String>::into_value("none"),
                ),
                headline: __dynamo_model::IntoValue::<String>::into_value(headline),
                views: __dynamo_model::IntoValue::<u64>::into_value(views),
                tags: ::core::default::Default::default(),
                editor: __dynamo_model::IntoValue::<Option<String>>::into_value(editor),
                version: __dynamo_model::IntoValue::<u32>::into_value(version),
                rendered: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    #[allow(
        dead_code,
        non_snake_case,
        clippy::ptr_arg,
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref
    )]
    impl BlogPost {
        #[doc(hidden)]
        fn __rules_of_headline(
            value: &String,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found
                .add(
                    __dynamo_model::validate::worded(
                        ::core::option::Option::Some("too_long"),
                        ::core::option::Option::Some("is too long"),
                        __dynamo_model::validate::length(
                            value,
                            __dynamo_model::validate::Length {
                                min: ::core::option::Option::None,
                                max: __dynamo_model::validate::bound(80),
                                equal: ::core::option::Option::None,
                            },
                        ),
                    ),
                );
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Validate for BlogPost {
        fn validate(
            &self,
        ) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
            let mut violations = __dynamo_model::validate::Violations::new();
            violations
                .field(
                    "headline",
                    |found| {
                        Self::__rules_of_headline(&self.headline, found);
                    },
                );
            violations.finish()
        }
    }
    #[automatically_derived]
    impl ::core::clone::Clone for BlogPostKey
    where
        for<'__asked> Uuid: ::core::clone::Clone,
        for<'__asked> u64: ::core::clone::Clone,
    {
        fn clone(&self) -> Self {
            Self {
                user_id: ::core::clone::Clone::clone(&self.user_id),
                r#type: ::core::clone::Clone::clone(&self.r#type),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for BlogPostKey
    where
        for<'__asked> Uuid: ::core::fmt::Debug,
        for<'__asked> u64: ::core::fmt::Debug,
    {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("BlogPostKey")
                .field("user_id", &self.user_id)
                .field("type", &self.r#type)
                .finish()
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for BlogPostKey
    where
        for<'__asked> Uuid: ::core::cmp::PartialEq,
        for<'__asked> u64: ::core::cmp::PartialEq,
    {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.user_id, &other.user_id)
                && ::core::cmp::PartialEq::eq(&self.r#type, &other.r#type)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::KeyStruct for BlogPostKey {
        type Model = BlogPost;
        fn into_key(self) -> __dynamo_model::Key<BlogPost> {
            __dynamo_model::Key::of_pair(
                (<Uuid as __dynamo_model::KeyType>::to_key(&self.user_id), "userId"),
                (<u64 as __dynamo_model::KeyType>::to_key(&self.r#type), "type"),
            )
        }
    }
    trait __DynamoModelItem: ::core::marker::Sized {
        const SCHEMA: &'static __dynamo_model::Schema;
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
    }
    #[automatically_derived]
    impl __DynamoModelItem for BlogPost {
        const SCHEMA: &'static __dynamo_model::Schema = &__dynamo_model::Schema::new(
            "BlogPost",
            "blog_posts",
            __dynamo_model::KeySchema::new(
                "userId",
                <Uuid as __dynamo_model::KeyType>::SCALAR,
            ),
            ::core::option::Option::Some(
                __dynamo_model::KeySchema::new(
                    "type",
                    <u64 as __dynamo_model::KeyType>::SCALAR,
                ),
            ),
            __dynamo_model::Fields::new(
                const {
                    &[
                        <Uuid as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "user_id",
                                "userId",
                                __dynamo_model::Presence::Required,
                            ),
                        <u64 as __dynamo_model::FieldType>::SCHEMA
                            .named("type", "type", __dynamo_model::Presence::Required),
                        <String as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "state",
                                "state",
                                __dynamo_model::Presence::Defaulted,
                            ),
                        <Option<String> as __dynamo_model::FieldType>::SCHEMA
                            .named("note", "note", __dynamo_model::Presence::Optional),
                        <String as __dynamo_model::FieldType>::SCHEMA
                            .named("headline", "t", __dynamo_model::Presence::Required)
                            .checked(|value, found| __dynamo_model::check::<
                                String,
                            >(value, Self::__rules_of_headline, found)),
                        <u64 as __dynamo_model::FieldType>::SCHEMA
                            .named("views", "views", __dynamo_model::Presence::Required)
                            .read_only(),
                        <HashSet<String> as __dynamo_model::FieldType>::SCHEMA
                            .named("tags", "tags", __dynamo_model::Presence::Optional),
                        <Option<String> as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "editor",
                                "editor",
                                __dynamo_model::Presence::Required,
                            ),
                        <u32 as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "version",
                                "version",
                                __dynamo_model::Presence::Defaulted,
                            ),
                    ]
                },
                const { &[] },
                false,
            ),
        );
        #[allow(unused_variables)]
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            let mut slot0 = ::core::option::Option::None;
            let mut slot1 = ::core::option::Option::None;
            let mut slot2 = ::core::option::Option::None;
            let mut slot3 = ::core::option::Option::None;
            let mut slot4 = ::core::option::Option::None;
            let mut slot5 = ::core::option::Option::None;
            let mut slot6 = ::core::option::Option::None;
            let mut slot7 = ::core::option::Option::None;
            let mut slot8 = ::core::option::Option::None;
            let mut names = {
                static NAMES: __dynamo_model::KnownNames<
                    [__dynamo_model::KnownName; 11usize],
                > = __dynamo_model::KnownNames::new([
                    ("userId", "\"userId\":"),
                    ("type", "\"type\":"),
                    ("state", "\"state\":"),
                    ("note", "\"note\":"),
                    ("t", "\"t\":"),
                    ("heading", "\"heading\":"),
                    ("title", "\"title\":"),
                    ("views", "\"views\":"),
                    ("tags", "\"tags\":"),
                    ("editor", "\"editor\":"),
                    ("version", "\"version\":"),
                ]);
                __dynamo_model::NamesAmong::new(&NAMES, from.object()?)
            };
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match name {
                    __dynamo_model::FoundName::Known(at) => {
                        match at {
                            0usize => {
                                slot0 = <Uuid as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "userId",
                                )?;
                            }
                            1usize => {
                                slot1 = <u64 as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "type",
                                )?;
                            }
                            2usize => {
                                slot2 = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "state",
                                )?;
                            }
                            3usize => {
                                slot3 = <Option<
                                    String,
                                > as __dynamo_model::FieldType>::read_field(from, "note")?;
                            }
                            4usize => {
                                slot4 = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "t",
                                )?;
                            }
                            5usize | 6usize => {
                                let value = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "t",
                                )?;
                                if slot4.is_none() {
                                    slot4 = value;
                                }
                            }
                            7usize => {
                                slot5 = <u64 as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "views",
                                )?;
                            }
                            8usize => {
                                slot6 = <HashSet<
                                    String,
                                > as __dynamo_model::FieldType>::read_field(from, "tags")?;
                            }
                            9usize => {
                                slot7 = <Option<
                                    String,
                                > as __dynamo_model::FieldType>::read_field(from, "editor")?;
                            }
                            10usize => {
                                slot8 = <u32 as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "version",
                                )?;
                            }
                            _ => {}
                        }
                    }
                    __dynamo_model::FoundName::Other(name) => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                user_id: <Uuid as __dynamo_model::FieldType>::required(slot0, "userId")?,
                r#type: <u64 as __dynamo_model::FieldType>::required(slot1, "type")?,
                state: match slot2 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None if fill => {
                        __dynamo_model::IntoValue::<String>::into_value("draft")
                    }
                    ::core::option::Option::None => {
                        __dynamo_model::given::<
                            String,
                        >(__dynamo_model::IntoValue::<String>::into_value("published"))
                    }
                },
                note: match slot3 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None if fill => {
                        ::core::option::Option::Some(
                            __dynamo_model::IntoValue::<String>::into_value("none"),
                        )
                    }
                    ::core::option::Option::None => {
                        <Option<
                            String,
                        > as __dynamo_model::FieldType>::required(
                            ::core::option::Option::None,
                            "note",
                        )?
                    }
                },
                headline: <String as __dynamo_model::FieldType>::required(slot4, "t")?,
                views: <u64 as __dynamo_model::FieldType>::required(slot5, "views")?,
                tags: __dynamo_model::or_default(slot6),
                editor: <Option<
                    String,
                > as __dynamo_model::FieldType>::required(slot7, "editor")?,
                version: match slot8 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        __dynamo_model::given::<
                            u32,
                        >({
                            let value: u32 = 1;
                            value
                        })
                    }
                },
                rendered: ::core::default::Default::default(),
            })
        }
    }
    #[automatically_derived]
    impl __dynamo_model::ReadItem for BlogPost {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, false)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::WriteItem for BlogPost {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            <Uuid as __dynamo_model::FieldType>::write_field(
                &self.user_id,
                "userId",
                ",\"userId\":",
                out,
            )?;
            <u64 as __dynamo_model::FieldType>::write_field(
                &self.r#type,
                "type",
                ",\"type\":",
                out,
            )?;
            <String as __dynamo_model::FieldType>::write_field(
                &self.state,
                "state",
                ",\"state\":",
                out,
            )?;
            <Option<
                String,
            > as __dynamo_model::FieldType>::write_field(
                &self.note,
                "note",
                ",\"note\":",
                out,
            )?;
            <String as __dynamo_model::FieldType>::write_field(
                &self.headline,
                "t",
                ",\"t\":",
                out,
            )?;
            <u64 as __dynamo_model::FieldType>::write_field(
                &self.views,
                "views",
                ",\"views\":",
                out,
            )?;
            <HashSet<
                String,
            > as __dynamo_model::FieldType>::write_field(
                &self.tags,
                "tags",
                ",\"tags\":",
                out,
            )?;
            <Option<
                String,
            > as __dynamo_model::FieldType>::write_field(
                &self.editor,
                "editor",
                ",\"editor\":",
                out,
            )?;
            <u32 as __dynamo_model::FieldType>::write_field(
                &self.version,
                "version",
                ",\"version\":",
                out,
            )?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Model for BlogPost {
        type Key = __dynamo_model::Composite<Uuid, u64>;
        fn schema() -> &'static __dynamo_model::Schema {
            <Self as __DynamoModelItem>::SCHEMA
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_pair(
                (<Uuid as __dynamo_model::KeyType>::to_key(&self.user_id), "userId"),
                (<u64 as __dynamo_model::KeyType>::to_key(&self.r#type), "type"),
            )
        }
        fn is_key_certain(&self) -> bool {
            <Uuid as __dynamo_model::KeyType>::is_certain(
                &self.user_id,
                __dynamo_model::MAX_HASH_KEY_SIZE,
            )
                && <u64 as __dynamo_model::KeyType>::is_certain(
                    &self.r#type,
                    __dynamo_model::MAX_RANGE_KEY_SIZE,
                )
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, true)
        }
    }
    const _: fn() = || {
        fn range_key<T: __dynamo_model::Ordered>() {}
        range_key::<u64>();
    };
    const _: &__dynamo_model::Schema = <BlogPost as __DynamoModelItem>::SCHEMA;
};
