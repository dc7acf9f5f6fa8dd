::core::compile_error! {
    "there is no field `nmae`; did you mean `name`?"
}
///The primary key of a [`User`].
#[allow(dead_code, private_interfaces)]
struct UserKey {
    ///The value of the attribute `email`.
    email: String,
}
const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl User {
        ///Stands for the attribute `email`.
        const EMAIL: __dynamo_model::Field<Self, String, __dynamo_model::HashKey> = __dynamo_model::Field::new(
            "email",
        );
        ///Stands for the attribute `name`.
        const NAME: __dynamo_model::Field<Self, String, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "name",
        );
        ///Stands for the index `by_name`.
        const BY_NAME: __dynamo_model::index::Index<Self> = __dynamo_model::index::Index::new(
            "by_name",
        );
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
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    #[allow(dead_code, private_bounds, private_interfaces, clippy::too_many_arguments)]
    impl User {
        ///Makes one `User` of the required fields; the others get their defaults.
        #[must_use]
        fn new(
            _: impl __dynamo_model::IntoValue<String>,
            _: impl __dynamo_model::IntoValue<String>,
        ) -> Self {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Validate for User {
        fn validate(
            &self,
        ) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl __dynamo_model::ReadItem for User {
        fn read_item(
            _: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl __dynamo_model::WriteItem for User {
        fn write_item(
            &self,
            _: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Model for User {
        type Key = __dynamo_model::HashOnly<String>;
        fn schema() -> &'static __dynamo_model::Schema {
            ::core::unreachable!("the derive has reported a mistake")
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            ::core::unreachable!("the derive has reported a mistake")
        }
        fn read_input(
            _: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
};
