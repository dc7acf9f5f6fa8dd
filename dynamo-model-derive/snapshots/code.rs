const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    impl __dynamo_model::Attribute for Code {
        type Native = Self;
        type Operand = Self;
        const TYPE: ::core::option::Option<__dynamo_model::AttributeType> = <String as __dynamo_model::FieldType>::TYPE;
        #[inline]
        fn write(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            <String as __dynamo_model::FieldType>::write(&value.0, out)
        }
        #[inline]
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::result::Result::Ok(Self {
                0: <String as __dynamo_model::FieldType>::read(from)?,
            })
        }
        #[inline]
        fn is_absent(value: &Self) -> bool {
            <String as __dynamo_model::FieldType>::is_absent(&value.0)
        }
        fn is_absent_value(value: &__dynamo_model::Value) -> bool {
            <String as __dynamo_model::FieldType>::is_absent_value(value)
        }
        #[inline]
        fn absent() -> ::core::option::Option<Self> {
            ::core::option::Option::Some(Self {
                0: <String as __dynamo_model::FieldType>::absent()?,
            })
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Element for Code {}
    #[automatically_derived]
    impl __dynamo_model::Ordered for Code
    where
        for<'__asked> String: __dynamo_model::Ordered<Native = String>,
    {}
    #[automatically_derived]
    impl __dynamo_model::Sizable for Code
    where
        for<'__asked> String: __dynamo_model::Sizable<Native = String>,
    {}
    #[automatically_derived]
    impl __dynamo_model::Prefix for Code
    where
        for<'__asked> String: __dynamo_model::Prefix<Native = String>,
    {}
    #[automatically_derived]
    impl __dynamo_model::ExpiryTime for Code
    where
        for<'__asked> String: __dynamo_model::ExpiryTime<Native = String>,
    {}
    #[automatically_derived]
    impl __dynamo_model::Contains for Code
    where
        for<'__asked> String: __dynamo_model::Contains<Native = String>,
    {
        type Element = <String as __dynamo_model::Contains>::Element;
    }
    #[automatically_derived]
    impl __dynamo_model::List for Code
    where
        for<'__asked> String: __dynamo_model::List<Native = String>,
    {
        type Element = <String as __dynamo_model::List>::Element;
    }
    #[automatically_derived]
    impl __dynamo_model::Add for Code
    where
        for<'__asked> String: __dynamo_model::Add<Native = String>,
    {
        type Delta = <String as __dynamo_model::Add>::Delta;
    }
    #[automatically_derived]
    impl __dynamo_model::Set for Code
    where
        for<'__asked> String: __dynamo_model::Set<Native = String>,
    {
        type Members = <String as __dynamo_model::Set>::Members;
    }
    #[automatically_derived]
    impl __dynamo_model::Contents for Code
    where
        for<'__asked> String: __dynamo_model::Contents<Native = String>,
    {
        type Content = <String as __dynamo_model::Contents>::Content;
        fn for_each(
            value: &Self,
            visit: impl ::core::ops::FnMut(
                __dynamo_model::validate::Place<'_>,
                &<Self::Content as __dynamo_model::Attribute>::Native,
            ),
        ) {
            <String as __dynamo_model::Contents>::for_each(&value.0, visit);
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Map for Code
    where
        for<'__asked> String: __dynamo_model::Map<Native = String>,
    {
        type Key = <String as __dynamo_model::Map>::Key;
        type Element = <String as __dynamo_model::Map>::Element;
    }
    #[automatically_derived]
    impl __dynamo_model::CanBeEmpty for Code
    where
        for<'__asked> String: __dynamo_model::CanBeEmpty<Native = String>,
    {
        fn is_empty(value: &Self) -> bool {
            <String as __dynamo_model::CanBeEmpty>::is_empty(&value.0)
        }
        fn empty() -> Self {
            Self {
                0: <String as __dynamo_model::CanBeEmpty>::empty(),
            }
        }
    }
    #[automatically_derived]
    impl __dynamo_model::KeyType for Code
    where
        for<'__asked> String: __dynamo_model::KeyType<Native = String>,
    {
        const SCALAR: __dynamo_model::ScalarType = <String as __dynamo_model::KeyType>::SCALAR;
        fn to_key(
            value: &Self,
        ) -> ::core::result::Result<
            __dynamo_model::KeyPart,
            __dynamo_model::EncodeError,
        > {
            <String as __dynamo_model::KeyType>::to_key(&value.0)
        }
        #[inline]
        fn is_certain(value: &Self, limit: usize) -> bool {
            <String as __dynamo_model::KeyType>::is_certain(&value.0, limit)
        }
        #[inline]
        fn key_size(value: &Self) -> ::core::option::Option<usize> {
            <String as __dynamo_model::KeyType>::key_size(&value.0)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::SetMember for Code
    where
        for<'__asked> String: __dynamo_model::SetMember<Native = String>,
        for<'__asked> Code: ::core::cmp::Eq,
        for<'__asked> Code: ::core::cmp::Ord,
        for<'__asked> Code: ::core::hash::Hash,
    {
        const SET: __dynamo_model::AttributeType = <String as __dynamo_model::SetMember>::SET;
        fn write_member(
            value: &Self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            <String as __dynamo_model::SetMember>::write_member(&value.0, out)
        }
        fn read_member(
            text: &str,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::result::Result::Ok(Self {
                0: <String as __dynamo_model::SetMember>::read_member(text)?,
            })
        }
    }
    #[automatically_derived]
    impl __dynamo_model::MapKey for Code
    where
        for<'__asked> String: __dynamo_model::MapKey,
        for<'__asked> Code: ::core::cmp::Eq,
        for<'__asked> Code: ::core::cmp::Ord,
        for<'__asked> Code: ::core::hash::Hash,
    {
        fn to_name(&self) -> ::std::borrow::Cow<'_, str> {
            <String as __dynamo_model::MapKey>::to_name(&self.0)
        }
        fn from_name(
            name: ::std::borrow::Cow<'_, str>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            ::core::result::Result::Ok(Self {
                0: <String as __dynamo_model::MapKey>::from_name(name)?,
            })
        }
    }
    #[automatically_derived]
    impl __dynamo_model::validate::Text for Code
    where
        for<'__asked> String: __dynamo_model::validate::Text,
    {
        fn text(&self) -> ::core::option::Option<&str> {
            <String as __dynamo_model::validate::Text>::text(&self.0)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::validate::HasLength for Code
    where
        for<'__asked> String: __dynamo_model::validate::HasLength,
    {
        fn length(&self) -> ::core::option::Option<u64> {
            <String as __dynamo_model::validate::HasLength>::length(&self.0)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::validate::Searched for Code
    where
        for<'__asked> String: __dynamo_model::validate::Searched,
    {
        fn holds(&self, needle: &str) -> ::core::option::Option<bool> {
            <String as __dynamo_model::validate::Searched>::holds(&self.0, needle)
        }
    }
    #[automatically_derived]
    impl<__Bound> __dynamo_model::validate::Ranged<__Bound> for Code
    where
        for<'__asked> String: __dynamo_model::validate::Ranged<__Bound>,
    {
        fn is_within(&self, bounds: __dynamo_model::validate::Range<__Bound>) -> bool {
            <String as __dynamo_model::validate::Ranged<
                __Bound,
            >>::is_within(&self.0, bounds)
        }
    }
    #[automatically_derived]
    impl<__Bound> __dynamo_model::validate::OneOf<__Bound> for Code
    where
        for<'__asked> String: __dynamo_model::validate::OneOf<__Bound>,
    {
        fn is_one_of(&self, allowed: &[__Bound]) -> bool {
            <String as __dynamo_model::validate::OneOf<
                __Bound,
            >>::is_one_of(&self.0, allowed)
        }
    }
};
