const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    impl __dynamo_model::Attribute for Command {
        type Native = Self;
        type Operand = Self;
        const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = ::core::option::Option::None;
        fn write(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            match value {
                Self::Stop { .. } => {
                    out.text("Stop");
                }
                Self::Go(field0) => {
                    out.begin_map();
                    out.name("Go");
                    <u8 as __dynamo_model::FieldType>::write(field0, out)?;
                    out.end_map();
                }
                Self::Turn { by, .. } => {
                    out.begin_map();
                    out.name("Turn");
                    out.begin_map();
                    <i16 as __dynamo_model::FieldType>::write_field(
                        by,
                        "by",
                        ",\"by\":",
                        out,
                    )?;
                    out.end_map();
                    out.end_map();
                }
                Self::Unknown(kept) => {
                    return <Value as __dynamo_model::FieldType>::write(kept, out);
                }
            }
            ::core::result::Result::Ok(())
        }
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            #[allow(unused_variables)]
            let again = from.clone();
            let (name, is_map) = __dynamo_model::variant_of(from).unwrap_or_default();
            if is_map {
                match &*name {
                    "Stop" => {
                        return __dynamo_model::read_content(
                            from,
                            &name,
                            |from| ::core::result::Result::Ok({
                                from.skip()?;
                                Self::Stop {}
                            }),
                        );
                    }
                    "Go" => {
                        return __dynamo_model::read_content(
                            from,
                            &name,
                            |from| ::core::result::Result::Ok(
                                Self::Go(<u8 as __dynamo_model::FieldType>::read(from)?),
                            ),
                        );
                    }
                    "Turn" => {
                        return __dynamo_model::read_content(
                            from,
                            &name,
                            |from| ::core::result::Result::Ok({
                                let mut slot0 = ::core::option::Option::None;
                                let mut names = {
                                    static NAMES: __dynamo_model::KnownNames<
                                        [__dynamo_model::KnownName; 1usize],
                                    > = __dynamo_model::KnownNames::new([("by", "\"by\":")]);
                                    __dynamo_model::NamesAmong::new(&NAMES, from.begin_map()?)
                                };
                                while let ::core::option::Option::Some(name) = names
                                    .next(from)?
                                {
                                    match name {
                                        __dynamo_model::FoundName::Known(at) => {
                                            match at {
                                                0usize => {
                                                    slot0 = <i16 as __dynamo_model::FieldType>::read_field(
                                                        from,
                                                        "by",
                                                    )?;
                                                }
                                                _ => {}
                                            }
                                        }
                                        __dynamo_model::FoundName::Other(name) => from.skip()?,
                                    }
                                }
                                from.end_map()?;
                                Self::Turn {
                                    by: <i16 as __dynamo_model::FieldType>::required(
                                        slot0,
                                        "by",
                                    )?,
                                }
                            }),
                        );
                    }
                    _ => {}
                }
            } else {
                match &*name {
                    "Stop" => return ::core::result::Result::Ok(Self::Stop {}),
                    _ => {}
                }
            }
            *from = again;
            ::core::result::Result::Ok(
                Self::Unknown(<Value as __dynamo_model::FieldType>::read(from)?),
            )
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Element for Command {}
    #[automatically_derived]
    impl __dynamo_model::Sizable for Command {}
    #[automatically_derived]
    impl __dynamo_model::Parts for Command {
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
    impl __dynamo_model::validate::Nested for Command {
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
