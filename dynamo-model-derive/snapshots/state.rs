const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    impl __dynamo_model::Attribute for State {
        type Native = Self;
        type Operand = Self;
        const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = ::core::option::Option::Some(
            __dynamo_model::AttributeType::S,
        );
        fn write(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            match value {
                Self::Draft { .. } => {
                    out.text("draft");
                }
                Self::InReview { .. } => {
                    out.text("in_review");
                }
                Self::Other(kept) => {
                    return <String as __dynamo_model::FieldType>::write(kept, out);
                }
            }
            ::core::result::Result::Ok(())
        }
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            #[allow(unused_variables)]
            let again = from.clone();
            let text = from.text().unwrap_or_default();
            match &*text {
                "draft" => return ::core::result::Result::Ok(Self::Draft {}),
                "in_review" | "reviewing" | "review" => {
                    return ::core::result::Result::Ok(Self::InReview {});
                }
                _ => {}
            }
            *from = again;
            ::core::result::Result::Ok(
                Self::Other(<String as __dynamo_model::FieldType>::read(from)?),
            )
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Element for State {}
    #[automatically_derived]
    impl __dynamo_model::Sizable for State {}
    #[automatically_derived]
    impl __dynamo_model::KeyType for State {
        const SCALAR: __dynamo_model::ScalarType = __dynamo_model::ScalarType::S;
        fn to_key(
            value: &Self,
        ) -> ::core::result::Result<
            __dynamo_model::KeyPart,
            __dynamo_model::EncodeError,
        > {
            __dynamo_model::key_of_text(value)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::SetMember for State
    where
        for<'__asked> State: ::core::cmp::Eq,
        for<'__asked> State: ::core::cmp::Ord,
        for<'__asked> State: ::core::hash::Hash,
    {
        const SET: __dynamo_model::AttributeType = __dynamo_model::AttributeType::Ss;
        fn write_member(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.json_string(&__dynamo_model::text_of(value)?);
            ::core::result::Result::Ok(())
        }
        fn read_member(
            text: &str,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            __dynamo_model::of_text(text)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::MapKey for State
    where
        for<'__asked> State: ::core::cmp::Eq,
        for<'__asked> State: ::core::cmp::Ord,
        for<'__asked> State: ::core::hash::Hash,
    {
        fn to_name(&self) -> ::std::borrow::Cow<'_, str> {
            ::std::borrow::Cow::Owned(__dynamo_model::text_of(self).unwrap_or_default())
        }
        fn from_name(
            name: ::std::borrow::Cow<'_, str>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            __dynamo_model::of_text(&name)
        }
    }
};
