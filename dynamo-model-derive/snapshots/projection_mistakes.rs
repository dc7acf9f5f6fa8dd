::core::compile_error! {
    "a projection says whose fields it names: write `#[projection(of = ..)]` with the model"
}
::core::compile_error! {
    "a projection has the types of its model's fields, so it takes no parameters: remove them"
}
const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    impl<T, __DynamoModel> __dynamo_model::Projection<__DynamoModel> for Person<T>
    where
        Self: ::core::marker::Send + 'static,
    {
        fn attributes() -> ::core::option::Option<&'static [&'static str]> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
    #[automatically_derived]
    impl<T> __dynamo_model::ReadItem for Person<T>
    where
        Self: ::core::marker::Send + 'static,
    {
        fn read_item(
            _: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::unreachable!("the derive has reported a mistake")
        }
    }
};
