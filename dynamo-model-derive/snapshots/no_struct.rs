::core::compile_error! {
    "`Model` is derived for a struct with named fields, and `User` is an enum: it can be a field of one, with `derive(Attribute)`"
}
const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl<T> User<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {}
    #[automatically_derived]
    impl<T> __dynamo_model::Validate for User<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        fn validate(
            &self,
        ) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl<T> __dynamo_model::ReadItem for User<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        fn read_item(
            _: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl<T> __dynamo_model::WriteItem for User<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        fn write_item(
            &self,
            _: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl<T> __dynamo_model::Model for User<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        type Key = __dynamo_model::HashOnly<::std::string::String>;
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
