///The primary key of a [`BlogPost`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
#[allow(dead_code)]
pub(crate) struct BlogPostKey {
    ///The value of the attribute `userId`.
    pub(crate) user_id: Uuid,
    ///The value of the attribute `type`.
    pub(crate) r#type: u64,
}
const _: () = {
    use crate::dm::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code)]
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
        > = __dynamo_model::Field::new("state");
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
        > = __dynamo_model::Field::new("t");
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
        > = __dynamo_model::Field::new("tags");
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
        > = __dynamo_model::Field::new("version");
    }
    #[automatically_derived]
    #[allow(dead_code, clippy::too_many_arguments)]
    impl BlogPost {
        ///Makes a `BlogPost` of its required fields; the others get their defaults.
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
                                max: ::core::option::Option::Some(80),
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
    impl __dynamo_model::KeyStruct for BlogPostKey {
        type Model = BlogPost;
        fn into_key(self) -> __dynamo_model::Key<BlogPost> {
            __dynamo_model::Key::of_pair::<
                Uuid,
                u64,
            >((&self.user_id, "userId"), (&self.r#type, "type"))
        }
    }
    trait __DynamoModelRead: ::core::marker::Sized {
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
    }
    #[automatically_derived]
    impl __DynamoModelRead for BlogPost {
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
            let mut names = from.object()?;
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match &*name {
                    "userId" => {
                        slot0 = __dynamo_model::read_field::<Uuid>(from, "userId")?;
                    }
                    "type" => slot1 = __dynamo_model::read_field::<u64>(from, "type")?,
                    "state" => {
                        slot2 = __dynamo_model::read_field::<String>(from, "state")?;
                    }
                    "note" => {
                        slot3 = __dynamo_model::read_field::<
                            Option<String>,
                        >(from, "note")?;
                    }
                    "t" => slot4 = __dynamo_model::read_field::<String>(from, "t")?,
                    "heading" | "title" => {
                        let value = __dynamo_model::read_field::<String>(from, "t")?;
                        if slot4.is_none() {
                            slot4 = value;
                        }
                    }
                    "views" => slot5 = __dynamo_model::read_field::<u64>(from, "views")?,
                    "tags" => {
                        slot6 = __dynamo_model::read_field::<
                            HashSet<String>,
                        >(from, "tags")?;
                    }
                    "editor" => {
                        slot7 = __dynamo_model::read_field::<
                            Option<String>,
                        >(from, "editor")?;
                    }
                    "version" => {
                        slot8 = __dynamo_model::read_field::<u32>(from, "version")?;
                    }
                    _ => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                user_id: __dynamo_model::required::<Uuid>(slot0, "userId")?,
                r#type: __dynamo_model::required::<u64>(slot1, "type")?,
                state: match slot2 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None if fill => {
                        __dynamo_model::IntoValue::<String>::into_value("draft")
                    }
                    ::core::option::Option::None => {
                        __dynamo_model::IntoValue::<String>::into_value("published")
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
                        __dynamo_model::required::<
                            Option<String>,
                        >(::core::option::Option::None, "note")?
                    }
                },
                headline: __dynamo_model::required::<String>(slot4, "t")?,
                views: __dynamo_model::required::<u64>(slot5, "views")?,
                tags: __dynamo_model::or_default::<HashSet<String>>(slot6),
                editor: __dynamo_model::required::<Option<String>>(slot7, "editor")?,
                version: match slot8 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => 1,
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
            <Self as __DynamoModelRead>::read(from, false)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::WriteItem for BlogPost {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            __dynamo_model::write_field::<Uuid>(&self.user_id, "userId", out)?;
            __dynamo_model::write_field::<u64>(&self.r#type, "type", out)?;
            __dynamo_model::write_field::<String>(&self.state, "state", out)?;
            __dynamo_model::write_field::<Option<String>>(&self.note, "note", out)?;
            __dynamo_model::write_field::<String>(&self.headline, "t", out)?;
            __dynamo_model::write_field::<u64>(&self.views, "views", out)?;
            __dynamo_model::write_field::<HashSet<String>>(&self.tags, "tags", out)?;
            __dynamo_model::write_field::<Option<String>>(&self.editor, "editor", out)?;
            __dynamo_model::write_field::<u32>(&self.version, "version", out)?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Model for BlogPost {
        type Key = __dynamo_model::Composite<Uuid, u64>;
        fn schema() -> &'static __dynamo_model::Schema {
            const {
                &__dynamo_model::Schema::new(
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
                                __dynamo_model::FieldSchema::of::<
                                    Uuid,
                                >("user_id", "userId", __dynamo_model::Presence::Required),
                                __dynamo_model::FieldSchema::of::<
                                    u64,
                                >("type", "type", __dynamo_model::Presence::Required),
                                __dynamo_model::FieldSchema::of::<
                                    String,
                                >("state", "state", __dynamo_model::Presence::Defaulted),
                                __dynamo_model::FieldSchema::of::<
                                    Option<String>,
                                >("note", "note", __dynamo_model::Presence::Optional),
                                __dynamo_model::FieldSchema::of::<
                                    String,
                                >("headline", "t", __dynamo_model::Presence::Required)
                                    .checked(|value, found| __dynamo_model::check::<
                                        String,
                                    >(value, Self::__rules_of_headline, found)),
                                __dynamo_model::FieldSchema::of::<
                                    u64,
                                >("views", "views", __dynamo_model::Presence::Required)
                                    .read_only(),
                                __dynamo_model::FieldSchema::of::<
                                    HashSet<String>,
                                >("tags", "tags", __dynamo_model::Presence::Optional),
                                __dynamo_model::FieldSchema::of::<
                                    Option<String>,
                                >("editor", "editor", __dynamo_model::Presence::Required),
                                __dynamo_model::FieldSchema::of::<
                                    u32,
                                >("version", "version", __dynamo_model::Presence::Defaulted),
                            ]
                        },
                        const { &[] },
                        false,
                    ),
                )
            }
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_pair::<
                Uuid,
                u64,
            >((&self.user_id, "userId"), (&self.r#type, "type"))
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelRead>::read(from, true)
        }
    }
    const _: fn() = || {
        fn range_key<T: __dynamo_model::Ordered>() {}
        range_key::<u64>();
    };
};
