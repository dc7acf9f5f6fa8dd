const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    impl<T> __dynamo_model::Attribute for Event<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        type Native = Self;
        type Operand = Self;
        const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = ::core::option::Option::Some(
            __dynamo_model::AttributeType::M,
        );
        fn write(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            match value {
                Self::Left { .. } => {
                    out.begin_map();
                    out.name("t");
                    out.text("Left");
                    out.end_map();
                }
                Self::Joined(field0) => {
                    out.begin_map();
                    out.name("t");
                    out.text("Joined");
                    out.name("c");
                    <T as __dynamo_model::FieldType>::write(field0, out)?;
                    out.end_map();
                }
                Self::Moved(field0, field1) => {
                    out.begin_map();
                    out.name("t");
                    out.text("Moved");
                    out.name("c");
                    out.begin_list();
                    out.element();
                    <i32 as __dynamo_model::FieldType>::write(field0, out)?;
                    out.element();
                    <__dynamo_model::As<
                        DateTime<Utc>,
                        __dynamo_model::form::EpochSeconds,
                    > as __dynamo_model::FieldType<DateTime<Utc>>>::write(field1, out)?;
                    out.end_list();
                    out.end_map();
                }
                Self::Renamed { to, .. } => {
                    out.begin_map();
                    out.name("t");
                    out.text("Renamed");
                    out.name("c");
                    out.begin_map();
                    <String as __dynamo_model::FieldType>::write_field(
                        to,
                        "to",
                        ",\"to\":",
                        out,
                    )?;
                    out.end_map();
                    out.end_map();
                }
            }
            ::core::result::Result::Ok(())
        }
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            #[allow(unused_variables)]
            let again = from.clone();
            let found = __dynamo_model::tag_of(from, "t")?;
            match &*found {
                "Left" => {
                    from.skip()?;
                    return ::core::result::Result::Ok(Self::Left {});
                }
                "Joined" => {
                    return __dynamo_model::read_content(
                        from,
                        "c",
                        |from| {
                            ::core::result::Result::Ok(
                                Self::Joined(<T as __dynamo_model::FieldType>::read(from)?),
                            )
                        },
                    );
                }
                "Moved" => {
                    return __dynamo_model::read_content(
                        from,
                        "c",
                        |from| {
                            ::core::result::Result::Ok({
                                let (field0, field1) = <(
                                    i32,
                                    __dynamo_model::As<
                                        DateTime<Utc>,
                                        __dynamo_model::form::EpochSeconds,
                                    >,
                                ) as __dynamo_model::Attribute>::read(from)?;
                                Self::Moved(field0, field1)
                            })
                        },
                    );
                }
                "Renamed" => {
                    return __dynamo_model::read_content(
                        from,
                        "c",
                        |from| {
                            ::core::result::Result::Ok({
                                let mut slot0 = ::core::option::Option::None;
                                let mut names = {
                                    static NAMES: __dynamo_model::KnownNames<
                                        [__dynamo_model::KnownName; 1usize],
                                    > = __dynamo_model::KnownNames::new([("to", "\"to\":")]);
                                    __dynamo_model::NamesAmong::new(&NAMES, from.begin_map()?)
                                };
                                while let ::core::option::Option::Some(name) = names
                                    .next(from)?
                                {
                                    match name {
                                        __dynamo_model::FoundName::Known(at) => {
                                            match at {
                                                0usize => {
                                                    slot0 = <String as __dynamo_model::FieldType>::read_field(
                                                        from,
                                                        "to",
                                                    )?;
                                                }
                                                _ => {}
                                            }
                                        }
                                        __dynamo_model::FoundName::Other(name) => from.skip()?,
                                    }
                                }
                                from.end_map()?;
                                Self::Renamed {
                                    to: <String as __dynamo_model::FieldType>::required(
                                        slot0,
                                        "to",
                                    )?,
                                }
                            })
                        },
                    );
                }
                _ => {}
            }
            ::core::result::Result::Err(
                __dynamo_model::unknown_variant(
                    &["Left", "Joined", "Moved", "Renamed"],
                    &found,
                ),
            )
        }
    }
    #[automatically_derived]
    impl<T> __dynamo_model::Element for Event<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {}
    #[automatically_derived]
    impl<T> __dynamo_model::Sizable for Event<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {}
    #[automatically_derived]
    impl<T> __dynamo_model::Parts for Event<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        const DEPTH: usize = 0;
        fn fields() -> &'static __dynamo_model::Fields {
            const { &__dynamo_model::Fields::new(&[], &[], false) }
        }
        fn check_nested(
            value: &Self,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found.nested(value);
        }
    }
    #[automatically_derived]
    impl<T> __dynamo_model::validate::Nested for Event<T>
    where
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
    {
        #[allow(clippy::ptr_arg, clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
        fn nested(
            &self,
        ) -> ::core::option::Option<__dynamo_model::validate::ValidationErrorsKind> {
            match self {
                #[allow(unreachable_patterns)]
                _ => ::core::option::Option::None,
            }
        }
    }
};
