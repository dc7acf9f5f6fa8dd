///The primary key of a [`User`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
#[allow(dead_code)]
pub struct UserKey {
    ///The value of the attribute `email`.
    pub email: String,
}
const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code)]
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
        > = __dynamo_model::Field::new("cities_visited");
        ///Stands for the attribute `created_at`.
        pub const CREATED_AT: __dynamo_model::Field<
            Self,
            DateTime<Utc>,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("created_at");
    }
    #[automatically_derived]
    #[allow(dead_code, clippy::too_many_arguments)]
    impl User {
        ///Makes a `User` of its required fields; the others get their defaults.
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
                created_at: Utc::now(),
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
                            min: ::core::option::Option::Some(1),
                            max: ::core::option::Option::Some(80),
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
                            min: ::core::option::Option::Some(1900),
                            max: ::core::option::Option::Some(2018),
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
    impl __dynamo_model::KeyStruct for UserKey {
        type Model = User;
        fn into_key(self) -> __dynamo_model::Key<User> {
            __dynamo_model::Key::of_hash::<String>(&self.email, "email")
        }
    }
    trait __DynamoModelRead: ::core::marker::Sized {
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
    }
    #[automatically_derived]
    impl __DynamoModelRead for User {
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
            let mut names = from.object()?;
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match &*name {
                    "email" => {
                        slot0 = __dynamo_model::read_field::<String>(from, "email")?;
                    }
                    "name" => slot1 = __dynamo_model::read_field::<String>(from, "name")?,
                    "year_of_birth" => {
                        slot2 = __dynamo_model::read_field::<
                            Option<u16>,
                        >(from, "year_of_birth")?;
                    }
                    "cities_visited" => {
                        slot3 = __dynamo_model::read_field::<
                            Vec<String>,
                        >(from, "cities_visited")?;
                    }
                    "created_at" => {
                        slot4 = __dynamo_model::read_field::<
                            DateTime<Utc>,
                        >(from, "created_at")?;
                    }
                    _ => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                email: __dynamo_model::required::<String>(slot0, "email")?,
                name: __dynamo_model::required::<String>(slot1, "name")?,
                year_of_birth: __dynamo_model::required::<
                    Option<u16>,
                >(slot2, "year_of_birth")?,
                cities_visited: __dynamo_model::or_default::<Vec<String>>(slot3),
                created_at: match slot4 {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None if fill => Utc::now(),
                    ::core::option::Option::None => {
                        __dynamo_model::required::<
                            DateTime<Utc>,
                        >(::core::option::Option::None, "created_at")?
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
            <Self as __DynamoModelRead>::read(from, false)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::WriteItem for User {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            __dynamo_model::write_field::<String>(&self.email, "email", out)?;
            __dynamo_model::write_field::<String>(&self.name, "name", out)?;
            __dynamo_model::write_field::<
                Option<u16>,
            >(&self.year_of_birth, "year_of_birth", out)?;
            __dynamo_model::write_field::<
                Vec<String>,
            >(&self.cities_visited, "cities_visited", out)?;
            __dynamo_model::write_field::<
                DateTime<Utc>,
            >(&self.created_at, "created_at", out)?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Model for User {
        type Key = __dynamo_model::HashOnly<String>;
        fn schema() -> &'static __dynamo_model::Schema {
            const {
                &__dynamo_model::Schema::new(
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
                                __dynamo_model::FieldSchema::of::<
                                    String,
                                >("email", "email", __dynamo_model::Presence::Required)
                                    .checked(|value, found| __dynamo_model::check::<
                                        String,
                                    >(value, Self::__rules_of_email, found)),
                                __dynamo_model::FieldSchema::of::<
                                    String,
                                >("name", "name", __dynamo_model::Presence::Required)
                                    .checked(|value, found| __dynamo_model::check::<
                                        String,
                                    >(value, Self::__rules_of_name, found)),
                                __dynamo_model::FieldSchema::of::<
                                    Option<u16>,
                                >(
                                        "year_of_birth",
                                        "year_of_birth",
                                        __dynamo_model::Presence::Optional,
                                    )
                                    .checked(|value, found| __dynamo_model::check::<
                                        Option<u16>,
                                    >(value, Self::__rules_of_year_of_birth, found)),
                                __dynamo_model::FieldSchema::of::<
                                    Vec<String>,
                                >(
                                    "cities_visited",
                                    "cities_visited",
                                    __dynamo_model::Presence::Defaulted,
                                ),
                                __dynamo_model::FieldSchema::of::<
                                    DateTime<Utc>,
                                >(
                                    "created_at",
                                    "created_at",
                                    __dynamo_model::Presence::Required,
                                ),
                            ]
                        },
                        const { &[] },
                        false,
                    ),
                )
            }
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_hash::<String>(&self.email, "email")
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelRead>::read(from, true)
        }
    }
};
