const _: () = {
    use crate::dm::__private as __dynamo_model;
    #[inline]
    fn field0() -> impl __dynamo_model::Projected<blog::Post, u64> {
        Post::STAMP.at(Stamp::AT)
    }
    const _: () = __dynamo_model::assert_distinct(&[(Post::STAMP.at(Stamp::AT)).name()]);
    #[automatically_derived]
    impl __dynamo_model::Projection<blog::Post> for Stamped {
        fn attributes() -> ::core::option::Option<&'static [&'static str]> {
            static NAMES: ::std::sync::OnceLock<::std::vec::Vec<&'static str>> = ::std::sync::OnceLock::new();
            ::core::option::Option::Some(
                NAMES
                    .get_or_init(|| {
                        [__dynamo_model::names_of::<blog::Post, u64>(field0())].concat()
                    }),
            )
        }
    }
    #[automatically_derived]
    impl __dynamo_model::ReadItem for Stamped {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            let mut slot0 = __dynamo_model::Slot::<blog::Post, u64, _>::of(field0());
            let mut names = from.object()?;
            while let ::core::option::Option::Some(name) = names.next(from)? {
                if !slot0.read(&name, from)? {
                    from.skip()?;
                }
            }
            ::core::result::Result::Ok(Self { at: slot0.finish()? })
        }
    }
};
