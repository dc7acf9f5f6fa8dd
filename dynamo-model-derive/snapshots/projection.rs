const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[inline]
    fn field0() -> impl __dynamo_model::Projected<User, String> {
        <User>::NAME
    }
    #[inline]
    fn field1() -> impl __dynamo_model::Projected<User, Option<u16>> {
        <User>::YEAR_OF_BIRTH
    }
    #[inline]
    fn field2() -> impl __dynamo_model::Projected<User, Kind> {
        <User>::KIND
    }
    #[automatically_derived]
    impl __dynamo_model::Projection<User> for Person {
        fn attributes() -> ::core::option::Option<&'static [&'static str]> {
            static NAMES: ::std::sync::OnceLock<::std::vec::Vec<&'static str>> = ::std::sync::OnceLock::new();
            ::core::option::Option::Some(
                NAMES
                    .get_or_init(|| {
                        [
                            __dynamo_model::names_of::<User, String>(field0()),
                            __dynamo_model::names_of::<User, Option<u16>>(field1()),
                            __dynamo_model::names_of::<User, Kind>(field2()),
                        ]
                            .concat()
                    }),
            )
        }
    }
    #[automatically_derived]
    impl __dynamo_model::ReadItem for Person {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            let mut slot0 = __dynamo_model::Slot::<User, String, _>::of(field0());
            let mut slot1 = __dynamo_model::Slot::<User, Option<u16>, _>::of(field1());
            let mut slot2 = __dynamo_model::Slot::<User, Kind, _>::of(field2());
            let mut names = from.object()?;
            while let ::core::option::Option::Some(name) = names.next(from)? {
                if !slot0.read(&name, from)? && !slot1.read(&name, from)?
                    && !slot2.read(&name, from)?
                {
                    from.skip()?;
                }
            }
            ::core::result::Result::Ok(Self {
                name: slot0.finish()?,
                born: slot1.finish()?,
                r#type: slot2.finish()?,
            })
        }
    }
};
