const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    impl __dynamo_model::Attribute for Shape {
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
                Self::Nothing { .. } => {
                    out.begin_map();
                    out.name("kind");
                    out.text("nothing");
                    out.end_map();
                }
                Self::Circle { radius, tags, .. } => {
                    out.begin_map();
                    out.name("kind");
                    out.text("circle");
                    <u32 as __dynamo_model::FieldType>::write_field(
                        radius,
                        "r",
                        ",\"r\":",
                        out,
                    )?;
                    <Vec<
                        String,
                    > as __dynamo_model::FieldType>::write_field(
                        tags,
                        "tags",
                        ",\"tags\":",
                        out,
                    )?;
                    out.end_map();
                }
                Self::At(field0) => {
                    out.begin_map();
                    out.name("kind");
                    out.text("at");
                    <Address as __dynamo_model::Document>::write_attributes(
                        field0,
                        out,
                    )?;
                    out.end_map();
                }
                Self::Unknown { .. } => {
                    return ::core::result::Result::Err(
                        __dynamo_model::EncodeError::new(
                            "`Unknown` stands for what was not known, and cannot be written",
                        ),
                    );
                }
            }
            ::core::result::Result::Ok(())
        }
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            #[allow(unused_variables)]
            let again = from.clone();
            let found = __dynamo_model::tag_of(from, "kind").unwrap_or_default();
            match &*found {
                "nothing" => {
                    return ::core::result::Result::Ok({
                        from.skip()?;
                        Self::Nothing {}
                    });
                }
                "circle" => {
                    return ::core::result::Result::Ok({
                        let mut slot0 = ::core::option::Option::None;
                        let mut slot1 = ::core::option::Option::None;
                        let mut names = {
                            static NAMES: __dynamo_model::KnownNames<
                                [__dynamo_model::KnownName; 3usize],
                            > = __dynamo_model::KnownNames::new([
                                ("kind", "\"kind\":"),
                                ("r", "\"r\":"),
                                ("tags", "\"tags\":"),
                            ]);
                            __dynamo_model::NamesAmong::new(&NAMES, from.begin_map()?)
                        };
                        while let ::core::option::Option::Some(name) = names.next(from)?
                        {
                            match name {
                                __dynamo_model::FoundName::Known(at) => {
                                    match at {
                                        0usize => from.skip()?,
                                        1usize => {
                                            slot0 = <u32 as __dynamo_model::FieldType>::read_field(
                                                from,
                                                "r",
                                            )?;
                                        }
                                        2usize => {
                                            slot1 = <Vec<
                                                String,
                                            > as __dynamo_model::FieldType>::read_field(from, "tags")?;
                                        }
                                        _ => {}
                                    }
                                }
                                __dynamo_model::FoundName::Other(name) => from.skip()?,
                            }
                        }
                        from.end_map()?;
                        Self::Circle {
                            radius: <u32 as __dynamo_model::FieldType>::required(
                                slot0,
                                "r",
                            )?,
                            tags: __dynamo_model::or_default(slot1),
                        }
                    });
                }
                "at" => {
                    return ::core::result::Result::Ok(
                        Self::At(
                            <Address as __dynamo_model::Document>::read_tagged(
                                from,
                                "kind",
                            )?,
                        ),
                    );
                }
                _ => {}
            }
            *from = again;
            from.skip()?;
            ::core::result::Result::Ok(Self::Unknown {})
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Element for Shape {}
    #[automatically_derived]
    impl __dynamo_model::Sizable for Shape {}
    #[automatically_derived]
    impl __dynamo_model::Parts for Shape {
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
    impl __dynamo_model::validate::Nested for Shape {
        #[allow(clippy::ptr_arg, clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
        fn nested(
            &self,
        ) -> ::core::option::Option<__dynamo_model::validate::ValidationErrorsKind> {
            match self {
                Self::At(field0) => __dynamo_model::validate::Nested::nested(field0),
                #[allow(unreachable_patterns)]
                _ => ::core::option::Option::None,
            }
        }
    }
};
