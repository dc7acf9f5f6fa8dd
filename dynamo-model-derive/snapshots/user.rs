///The primary key of a [`User`].
#[allow(dead_code, private_interfaces)]
pub struct UserKey {
    ///The value of the attribute `email`.
    pub email: String,
}
const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl User {
        ///Stands for the attribute `email`.
        pub const EMAIL: __dynamo_model::Field<Self, String, __dynamo_model::HashKey> = __dynamo_model::Field::new(
            "email",
        );
        ///Stands for the attribute `name`.
        pub const NAME: __dynamo_model::Field<Self, String, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "name",
        );
        ///Stands for the attribute `year_of_birth`.
        pub const YEAR_OF_BIRTH: __dynamo_model::Field<
            Self,
            Option<u16>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("year_of_birth");
        ///Stands for the attribute `cities_visited`.
        pub const CITIES_VISITED: __dynamo_model::Field<
            Self,
            Vec<String>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("cities_visited")
            .filled(|slot| __dynamo_model::fill(
                slot,
                __dynamo_model::or_default::<Vec<String>>(::core::option::Option::None),
            ));
        ///Stands for the attribute `created_at`.
        pub const CREATED_AT: __dynamo_model::Field<
            Self,
            DateTime<Utc>,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("created_at");
    }
    #[automatically_derived]
    #[allow(dead_code, private_bounds, private_interfaces, clippy::too_many_arguments)]
    impl User {
        ///Makes one `User` of the required fields; the others get their defaults.
        #[must_use]
        pub fn new(
            email: impl __dynamo_model::IntoValue<String>,
            name: impl __dynamo_model::IntoValue<String>,
        ) -> Self {
            Self {
                email: __dynamo_model::IntoValue::<String>::into_value(email),
                name: __dynamo_model::IntoValue::<String>::into_value(name),
                year_of_birth: ::core::option::Option::None,
                cities_visited: ::core::default::Default::default(),
                created_at: {
                    let value: DateTime<Utc> = Utc::now();
                    value
                },
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
    impl User {
        #[doc(hidden)]
        fn __rules_of_email(
            value: &String,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found.add(__dynamo_model::validate::email(value));
        }
        #[doc(hidden)]
        fn __rules_of_name(
            value: &String,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found
                .add(
                    __dynamo_model::validate::length(
                        value,
                        __dynamo_model::validate::Length {
                            min: __dynamo_model::validate::bound(1),
                            max: __dynamo_model::validate::bound(80),
                            equal: ::core::option::Option::None,
                        },
                    ),
                );
        }
        #[doc(hidden)]
        fn __rules_of_year_of_birth(
            value: &Option<u16>,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found
                .add(
                    __dynamo_model::validate::range(
                        value,
                        __dynamo_model::validate::Range {
                            min: __dynamo_model::validate::bound(1900),
                            max: __dynamo_model::validate::bound(2018),
                            exclusive_min: ::core::option::Option::None,
                            exclusive_max: ::core::option::Option::None,
                        },
                    ),
                );
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Validate for User {
        fn validate(
            &self,
        ) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
            let mut violations = __dynamo_model::validate::Violations::new();
            violations
                .field(
                    "email",
                    |found| {
                        Self::__rules_of_email(&self.email, found);
                    },
                );
            violations
                .field(
                    "name",
                    |found| {
                        Self::__rules_of_name(&self.name, found);
                    },
                );
            violations
                .field(
                    "year_of_birth",
                    |found| {
                        Self::__rules_of_year_of_birth(&self.year_of_birth, found);
                    },
                );
            violations.finish()
        }
    }
    #[automatically_derived]
    impl ::core::clone::Clone for UserKey
    where
        for<'__asked> String: ::core::clone::Clone,
    {
        fn clone(&self) -> Self {
            Self {
                email: ::core::clone::Clone::clone(&self.email),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for UserKey
    where
        for<'__asked> String: ::core::fmt::Debug,
    {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("UserKey").field("email", &self.email).finish()
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for UserKey
    where
        for<'__asked> String: ::core::cmp::PartialEq,
    {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.email, &other.email)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::KeyStruct for UserKey {
        type Model = User;
        fn into_key(self) -> __dynamo_model::Key<User> {
            __dynamo_model::Key::of_hash(
                <String as __dynamo_model::KeyType>::to_key(&self.email),
                "email",
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
    impl __DynamoModelItem for User {
        const SCHEMA: &'static __dynamo_model::Schema = &__dynamo_model::Schema::new(
            "User",
            "users",
            __dynamo_model::KeySchema::new(
                "email",
                <String as __dynamo_model::KeyType>::SCALAR,
            ),
            ::core::option::Option::None,
            __dynamo_model::Fields::new(
                const {
                    &[
                        <String as __dynamo_model::FieldType>::SCHEMA
                            .named("email", "email", __dynamo_model::Presence::Required)
                            .checked(|value, found| __dynamo_model::check::<
                                String,
                            >(value, Self::__rules_of_email, found)),
                        <String as __dynamo_model::FieldType>::SCHEMA
                            .named("name", "name", __dynamo_model::Presence::Required)
                            .checked(|value, found| __dynamo_model::check::<
                                String,
                            >(value, Self::__rules_of_name, found)),
                        <Option<u16> as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "year_of_birth",
                                "year_of_birth",
                                __dynamo_model::Presence::Optional,
                            )
                            .checked(|value, found| __dynamo_model::check::<
                                Option<u16>,
                            >(value, Self::__rules_of_year_of_birth, found)),
                        <Vec<String> as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "cities_visited",
                                "cities_visited",
                                __dynamo_model::Presence::Defaulted,
                            ),
                        <DateTime<Utc> as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "created_at",
                                "created_at",
                                __dynamo_model::Presence::Required,
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
            let mut names = {
                static NAMES: __dynamo_model::KnownNames<
                    [__dynamo_model::KnownName; 5usize],
                > = __dynamo_model::KnownNames::new([
                    ("email", "\"email\":"),
                    ("name", "\"name\":"),
                    ("year_of_birth", "\"year_of_birth\":"),
                    ("cities_visited", "\"cities_visited\":"),
                    ("created_at", "\"created_at\":"),
                ]);
                __dynamo_model::NamesAmong::new(&NAMES, from.object()?)
            };
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match name {
                    __dynamo_model::FoundName::Known(at) => {
                        match at {
                            0usize => {
                                slot0 = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "email",
                                )?;
                            }
                            1usize => {
                                slot1 = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "name",
                                )?;
                            }
                            2usize => {
                                slot2 = <Option<
                                    u16,
                                > as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "year_of_birth",
                                )?;
                            }
                            3usize => {
                                slot3 = <Vec<
                                    String,
                                > as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "cities_visited",
                                )?;
                            }
                            4usize => {
                                slot4 = <DateTime<
                                    Utc,
                                > as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "created_at",
                                )?;
                            }
                            _ => {}
                        }
                    }
                    __dynamo_model::FoundName::Other(name) => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                email: <String as __dynamo_model::FieldType>::required(slot0, "email")?,
                name: <String as __dynamo_model::FieldType>::required(slot1, "name")?,
                year_of_birth: <Option<
                    u16,
                > as __dynamo_model::FieldType>::required(slot2, "year_of_birth")?,
                cities_visited: __dynamo_model::or_default(slot3),
                created_at: match slot4 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None if fill => {
                        let value: DateTime<Utc> = Utc::now();
                        value
                    }
                    ::core::option::Option::None => {
                        <DateTime<
                            Utc,
                        > as __dynamo_model::FieldType>::required(
                            ::core::option::Option::None,
                            "created_at",
                        )?
                    }
                },
            })
        }
    }
    #[automatically_derived]
    impl __dynamo_model::ReadItem for User {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, false)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::WriteItem for User {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            <String as __dynamo_model::FieldType>::write_field(
                &self.email,
                "email",
                ",\"email\":",
                out,
            )?;
            <String as __dynamo_model::FieldType>::write_field(
                &self.name,
                "name",
                ",\"name\":",
                out,
            )?;
            <Option<
                u16,
            > as __dynamo_model::FieldType>::write_field(
                &self.year_of_birth,
                "year_of_birth",
                ",\"year_of_birth\":",
                out,
            )?;
            <Vec<
                String,
            > as __dynamo_model::FieldType>::write_field(
                &self.cities_visited,
                "cities_visited",
                ",\"cities_visited\":",
                out,
            )?;
            <DateTime<
                Utc,
            > as __dynamo_model::FieldType>::write_field(
                &self.created_at,
                "created_at",
                ",\"created_at\":",
                out,
            )?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Model for User {
        type Key = __dynamo_model::HashOnly<String>;
        fn schema() -> &'static __dynamo_model::Schema {
            <Self as __DynamoModelItem>::SCHEMA
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_hash(
                <String as __dynamo_model::KeyType>::to_key(&self.email),
                "email",
            )
        }
        fn is_key_certain(&self) -> bool {
            <String as __dynamo_model::KeyType>::is_certain(
                &self.email,
                __dynamo_model::MAX_HASH_KEY_SIZE,
            )
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, true)
        }
    }
    const _: &__dynamo_model::Schema = <User as __DynamoModelItem>::SCHEMA;
};
