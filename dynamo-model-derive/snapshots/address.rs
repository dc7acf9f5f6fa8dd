const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[doc(hidden)]
    #[allow(
        non_camel_case_types,
        missing_docs,
        missing_debug_implementations,
        unreachable_pub
    )]
    pub enum __Pattern_since {}
    impl __dynamo_model::form::Pattern for __Pattern_since {
        const FORMAT: &'static str = "%d.%m.%Y %H:%M";
    }
    const _: () = __dynamo_model::refuse(
        <__dynamo_model::As<
            DateTime<Utc>,
            __dynamo_model::form::Formatted<
                __Pattern_since,
                __dynamo_model::form::AssumeUtc,
            >,
        > as __dynamo_model::FieldType<DateTime<Utc>>>::PROBLEM,
    );
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl Address {
        ///Stands for the attribute `lines`.
        pub const LINES: __dynamo_model::Field<
            Self,
            Vec<String>,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("lines");
        ///Stands for the attribute `zip`.
        pub const POST_CODE: __dynamo_model::Field<
            Self,
            Option<String>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("zip").sensitive().aliases(&["postCode"]);
        ///Stands for the attribute `note`.
        pub const NOTE: __dynamo_model::Field<
            Self,
            __dynamo_model::EmptyAbsent<String>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("note");
        ///Stands for the attribute `since`.
        pub const SINCE: __dynamo_model::Field<
            Self,
            ::core::option::Option<
                __dynamo_model::As<
                    DateTime<Utc>,
                    __dynamo_model::form::Formatted<
                        __Pattern_since,
                        __dynamo_model::form::AssumeUtc,
                    >,
                >,
            >,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("since");
        ///Stands for the attribute `every`.
        pub const EVERY: __dynamo_model::Field<
            Self,
            __dynamo_model::As<
                Duration,
                __dynamo_model::form::Truncated<__dynamo_model::form::Hours>,
            >,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("every");
        ///Stands for the document whose attributes are beside the others.
        pub const STAMP: __dynamo_model::Flattened<Self, Stamp> = __dynamo_model::Flattened::new();
        ///Stands for the attributes that no field is for.
        pub const EXTRA: __dynamo_model::Rest<Self> = __dynamo_model::Rest::new();
    }
    #[automatically_derived]
    #[allow(dead_code, private_bounds, private_interfaces, clippy::too_many_arguments)]
    impl Address {
        ///Makes one `Address` of the required fields; the others get their defaults.
        #[must_use]
        pub fn new(
            lines: impl __dynamo_model::IntoValue<Vec<String>>,
            note: impl __dynamo_model::IntoValue<String>,
            every: impl __dynamo_model::IntoValue<Duration>,
            stamp: impl __dynamo_model::IntoValue<Stamp>,
        ) -> Self {
            Self {
                lines: __dynamo_model::IntoValue::<Vec<String>>::into_value(lines),
                post_code: ::core::option::Option::None,
                note: __dynamo_model::IntoValue::<String>::into_value(note),
                since: ::core::option::Option::None,
                every: __dynamo_model::IntoValue::<Duration>::into_value(every),
                stamp: __dynamo_model::IntoValue::<Stamp>::into_value(stamp),
                extra: ::core::default::Default::default(),
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
    impl Address {
        #[doc(hidden)]
        fn __rules_of_lines(
            value: &Vec<String>,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found
                .add(
                    __dynamo_model::validate::length(
                        value,
                        __dynamo_model::validate::Length {
                            min: __dynamo_model::validate::bound(1),
                            max: ::core::option::Option::None,
                            equal: ::core::option::Option::None,
                        },
                    ),
                );
            <Vec<
                String,
            > as __dynamo_model::Elements>::check_each(
                value,
                Self::__rules_of_each_lines,
                found,
            );
        }
        #[doc(hidden)]
        fn __rules_of_each_lines(
            value: &<Vec<String> as __dynamo_model::Elements>::Element,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found
                .add(
                    __dynamo_model::validate::length(
                        value,
                        __dynamo_model::validate::Length {
                            min: ::core::option::Option::None,
                            max: __dynamo_model::validate::bound(80),
                            equal: ::core::option::Option::None,
                        },
                    ),
                );
        }
        #[doc(hidden)]
        fn __rules_of_stamp(
            value: &Stamp,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            <Stamp as __dynamo_model::Parts>::check_nested(value, found);
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Validate for Address {
        fn validate(
            &self,
        ) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
            let mut violations = __dynamo_model::validate::Violations::new();
            violations
                .field(
                    "lines",
                    |found| {
                        Self::__rules_of_lines(&self.lines, found);
                    },
                );
            violations
                .field(
                    "stamp",
                    |found| {
                        Self::__rules_of_stamp(&self.stamp, found);
                    },
                );
            violations.finish()
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Attribute for Address {
        type Native = Self;
        type Operand = Self;
        const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = ::core::option::Option::Some(
            __dynamo_model::AttributeType::M,
        );
        fn write(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            __dynamo_model::write_document(value, out)
        }
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            __dynamo_model::read_document(from, false)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Element for Address {}
    #[automatically_derived]
    impl __dynamo_model::Sizable for Address {}
    #[automatically_derived]
    impl __dynamo_model::DocumentField for Address {
        type Document = Self;
    }
    #[automatically_derived]
    impl __dynamo_model::Parts for Address {
        const DEPTH: usize = 0;
        fn fields() -> &'static __dynamo_model::Fields {
            <Self as __dynamo_model::Document>::FIELDS
        }
        fn check_nested(
            value: &Self,
            found: &mut __dynamo_model::validate::FieldViolations,
        ) {
            found.nested(value);
        }
    }
    #[automatically_derived]
    impl __dynamo_model::validate::Nested for Address {
        fn nested(
            &self,
        ) -> ::core::option::Option<__dynamo_model::validate::ValidationErrorsKind> {
            __dynamo_model::validate::of_document(
                __dynamo_model::Validate::validate(self),
            )
        }
    }
    const _: &__dynamo_model::Fields = <Address as __dynamo_model::Document>::FIELDS;
    #[automatically_derived]
    impl __dynamo_model::Document for Address {
        type Slots = (
            ::core::option::Option<Vec<String>>,
            (
                ::core::option::Option<Option<String>>,
                (
                    ::core::option::Option<String>,
                    (
                        ::core::option::Option<Option<DateTime<Utc>>>,
                        (
                            ::core::option::Option<Duration>,
                            (
                                <Stamp as __dynamo_model::Document>::Slots,
                                (BTreeMap<String, Value>, ()),
                            ),
                        ),
                    ),
                ),
            ),
        );
        const FIELDS: &'static __dynamo_model::Fields = &__dynamo_model::Fields::new(
            const {
                &[
                    <Vec<String> as __dynamo_model::FieldType>::SCHEMA
                        .named("lines", "lines", __dynamo_model::Presence::Required)
                        .checked(|value, found| __dynamo_model::check::<
                            Vec<String>,
                        >(value, Self::__rules_of_lines, found))
                        .checked_elements(|value, found| <Vec<
                            String,
                        > as __dynamo_model::Elements>::check_element(
                            value,
                            Self::__rules_of_each_lines,
                            found,
                        )),
                    <Option<String> as __dynamo_model::FieldType>::SCHEMA
                        .named("post_code", "zip", __dynamo_model::Presence::Optional)
                        .sensitive(),
                    <__dynamo_model::EmptyAbsent<
                        String,
                    > as __dynamo_model::FieldType<String>>::SCHEMA
                        .named("note", "note", __dynamo_model::Presence::Defaulted),
                    <::core::option::Option<
                        __dynamo_model::As<
                            DateTime<Utc>,
                            __dynamo_model::form::Formatted<
                                __Pattern_since,
                                __dynamo_model::form::AssumeUtc,
                            >,
                        >,
                    > as __dynamo_model::FieldType<Option<DateTime<Utc>>>>::SCHEMA
                        .named("since", "since", __dynamo_model::Presence::Optional),
                    <__dynamo_model::As<
                        Duration,
                        __dynamo_model::form::Truncated<__dynamo_model::form::Hours>,
                    > as __dynamo_model::FieldType<Duration>>::SCHEMA
                        .named("every", "every", __dynamo_model::Presence::Required),
                ]
            },
            const { &[<Stamp as __dynamo_model::Document>::FIELDS] },
            true,
        );
        fn names() -> &'static __dynamo_model::KnownNames {
            static NAMES: __dynamo_model::KnownNames<
                [__dynamo_model::KnownName; 6usize],
            > = __dynamo_model::KnownNames::new([
                ("lines", "\"lines\":"),
                ("zip", "\"zip\":"),
                ("postCode", "\"postCode\":"),
                ("note", "\"note\":"),
                ("since", "\"since\":"),
                ("every", "\"every\":"),
            ]);
            &NAMES
        }
        #[allow(unused_variables)]
        fn read_known(
            slots: &mut Self::Slots,
            at: usize,
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<(), __dynamo_model::DecodeError> {
            match at {
                0usize => {
                    slots.0 = <Vec<
                        String,
                    > as __dynamo_model::FieldType>::read_field(from, "lines")?;
                }
                1usize => {
                    slots.1.0 = <Option<
                        String,
                    > as __dynamo_model::FieldType>::read_sensitive_field(from, "zip")?;
                }
                2usize => {
                    let value = <Option<
                        String,
                    > as __dynamo_model::FieldType>::read_sensitive_field(from, "zip")?;
                    if slots.1.0.is_none() {
                        slots.1.0 = value;
                    }
                }
                3usize => {
                    slots.1.1.0 = <__dynamo_model::EmptyAbsent<
                        String,
                    > as __dynamo_model::FieldType<String>>::read_field(from, "note")?;
                }
                4usize => {
                    slots.1.1.1.0 = <::core::option::Option<
                        __dynamo_model::As<
                            DateTime<Utc>,
                            __dynamo_model::form::Formatted<
                                __Pattern_since,
                                __dynamo_model::form::AssumeUtc,
                            >,
                        >,
                    > as __dynamo_model::FieldType<
                        Option<DateTime<Utc>>,
                    >>::read_field(from, "since")?;
                }
                5usize => {
                    slots.1.1.1.1.0 = <__dynamo_model::As<
                        Duration,
                        __dynamo_model::form::Truncated<__dynamo_model::form::Hours>,
                    > as __dynamo_model::FieldType<Duration>>::read_field(from, "every")?;
                }
                _ => {}
            }
            ::core::result::Result::Ok(())
        }
        #[allow(unused_variables, unreachable_code)]
        fn read_other(
            slots: &mut Self::Slots,
            name: &str,
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<bool, __dynamo_model::DecodeError> {
            if !<Stamp as __dynamo_model::Document>::read_attribute(
                &mut slots.1.1.1.1.1.0,
                name,
                from,
            )? {
                <BTreeMap<
                    String,
                    Value,
                > as __dynamo_model::RestMap>::read_rest(
                    &mut slots.1.1.1.1.1.1.0,
                    name,
                    from,
                )?
            }
            ::core::result::Result::Ok(true)
        }
        #[allow(unused_variables)]
        fn finish(
            slots: Self::Slots,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::result::Result::Ok(Self {
                lines: <Vec<
                    String,
                > as __dynamo_model::FieldType>::required(slots.0, "lines")?,
                post_code: <Option<
                    String,
                > as __dynamo_model::FieldType>::required(slots.1.0, "zip")?,
                note: <__dynamo_model::EmptyAbsent<
                    String,
                > as __dynamo_model::FieldType<String>>::required(slots.1.1.0, "note")?,
                since: <::core::option::Option<
                    __dynamo_model::As<
                        DateTime<Utc>,
                        __dynamo_model::form::Formatted<
                            __Pattern_since,
                            __dynamo_model::form::AssumeUtc,
                        >,
                    >,
                > as __dynamo_model::FieldType<
                    Option<DateTime<Utc>>,
                >>::required(slots.1.1.1.0, "since")?,
                every: <__dynamo_model::As<
                    Duration,
                    __dynamo_model::form::Truncated<__dynamo_model::form::Hours>,
                > as __dynamo_model::FieldType<
                    Duration,
                >>::required(slots.1.1.1.1.0, "every")?,
                stamp: <Stamp as __dynamo_model::Document>::finish(
                    slots.1.1.1.1.1.0,
                    fill,
                )?,
                extra: slots.1.1.1.1.1.1.0,
            })
        }
        #[allow(unused_variables)]
        fn write_attributes(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            <Vec<
                String,
            > as __dynamo_model::FieldType>::write_field(
                &self.lines,
                "lines",
                ",\"lines\":",
                out,
            )?;
            <Option<
                String,
            > as __dynamo_model::FieldType>::write_field(
                &self.post_code,
                "zip",
                ",\"zip\":",
                out,
            )?;
            <__dynamo_model::EmptyAbsent<
                String,
            > as __dynamo_model::FieldType<
                String,
            >>::write_field(&self.note, "note", ",\"note\":", out)?;
            <::core::option::Option<
                __dynamo_model::As<
                    DateTime<Utc>,
                    __dynamo_model::form::Formatted<
                        __Pattern_since,
                        __dynamo_model::form::AssumeUtc,
                    >,
                >,
            > as __dynamo_model::FieldType<
                Option<DateTime<Utc>>,
            >>::write_field(&self.since, "since", ",\"since\":", out)?;
            <__dynamo_model::As<
                Duration,
                __dynamo_model::form::Truncated<__dynamo_model::form::Hours>,
            > as __dynamo_model::FieldType<
                Duration,
            >>::write_field(&self.every, "every", ",\"every\":", out)?;
            <Stamp as __dynamo_model::Document>::write_attributes(&self.stamp, out)?;
            <BTreeMap<
                String,
                Value,
            > as __dynamo_model::RestMap>::write_rest(
                &self.extra,
                |name| {
                    ::core::matches!(
                        name, "lines" | "zip" | "postCode" | "note" | "since" | "every"
                    ) || <Stamp as __dynamo_model::Document>::FIELDS.find(name).is_some()
                },
                out,
            )?;
            ::core::result::Result::Ok(())
        }
    }
};
