const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl<K: Clone, T, const N: usize> Event<K, T, N>
    where
        T: Clone,
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
        Vec<T>: __dynamo_model::Attribute<Native = Vec<T>>,
        Vec<T>: ::core::default::Default,
        K: __dynamo_model::KeyType,
    {
        ///Stands for the attribute `id`.
        const ID: __dynamo_model::Field<Self, K, __dynamo_model::HashKey> = __dynamo_model::Field::new(
            "id",
        );
        ///Stands for the attribute `payload`.
        const PAYLOAD: __dynamo_model::Field<Self, T, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "payload",
        );
        ///Stands for the attribute `earlier`.
        const EARLIER: __dynamo_model::Field<Self, Vec<T>, __dynamo_model::Removable> = __dynamo_model::Field::new(
                "earlier",
            )
            .filled(|slot| __dynamo_model::fill(
                slot,
                __dynamo_model::or_default::<Vec<T>>(::core::option::Option::None),
            ));
        ///Stands for the attribute `parts`.
        const PARTS: __dynamo_model::Field<Self, [u16; N], __dynamo_model::Plain> = __dynamo_model::Field::new(
            "parts",
        );
    }
    trait __DynamoModelItem: ::core::marker::Sized {
        const SCHEMA: &'static __dynamo_model::Schema;
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
    }
    #[automatically_derived]
    impl<K: Clone, T, const N: usize> __DynamoModelItem for Event<K, T, N>
    where
        T: Clone,
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
        Vec<T>: __dynamo_model::Attribute<Native = Vec<T>>,
        Vec<T>: ::core::default::Default,
        K: __dynamo_model::KeyType,
    {
        const SCHEMA: &'static __dynamo_model::Schema = &__dynamo_model::Schema::new(
            "Event",
            "events",
            __dynamo_model::KeySchema::new("id", <K as __dynamo_model::KeyType>::SCALAR),
            ::core::option::Option::None,
            __dynamo_model::Fields::new(
                const {
                    &[
                        <K as __dynamo_model::FieldType>::SCHEMA
                            .named("id", "id", __dynamo_model::Presence::Required),
                        <T as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "payload",
                                "payload",
                                __dynamo_model::Presence::Required,
                            ),
                        <Vec<T> as __dynamo_model::FieldType>::SCHEMA
                            .named(
                                "earlier",
                                "earlier",
                                __dynamo_model::Presence::Defaulted,
                            ),
                        <[u16; N] as __dynamo_model::FieldType>::SCHEMA
                            .named("parts", "parts", __dynamo_model::Presence::Required),
                    ]
                },
                const { &[] },
                false,
            ),
        );
        #[allow(unused_variables)]
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            let mut slot0 = ::core::option::Option::None;
            let mut slot1 = ::core::option::Option::None;
            let mut slot2 = ::core::option::Option::None;
            let mut slot3 = ::core::option::Option::None;
            let mut names = {
                static NAMES: __dynamo_model::KnownNames<
                    [__dynamo_model::KnownName; 4usize],
                > = __dynamo_model::KnownNames::new([
                    ("id", "\"id\":"),
                    ("payload", "\"payload\":"),
                    ("earlier", "\"earlier\":"),
                    ("parts", "\"parts\":"),
                ]);
                __dynamo_model::NamesAmong::new(&NAMES, from.object()?)
            };
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match name {
                    __dynamo_model::FoundName::Known(at) => {
                        match at {
                            0usize => {
                                slot0 = <K as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "id",
                                )?;
                            }
                            1usize => {
                                slot1 = <T as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "payload",
                                )?;
                            }
                            2usize => {
                                slot2 = <Vec<
                                    T,
                                > as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "earlier",
                                )?;
                            }
                            3usize => {
                                slot3 = <[u16; N] as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "parts",
                                )?;
                            }
                            _ => {}
                        }
                    }
                    __dynamo_model::FoundName::Other(name) => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                id: <K as __dynamo_model::FieldType>::required(slot0, "id")?,
                payload: <T as __dynamo_model::FieldType>::required(slot1, "payload")?,
                earlier: __dynamo_model::or_default(slot2),
                parts: <[u16; N] as __dynamo_model::FieldType>::required(slot3, "parts")?,
            })
        }
    }
    #[automatically_derived]
    impl<K: Clone, T, const N: usize> __dynamo_model::ReadItem for Event<K, T, N>
    where
        T: Clone,
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
        Vec<T>: __dynamo_model::Attribute<Native = Vec<T>>,
        Vec<T>: ::core::default::Default,
        K: __dynamo_model::KeyType,
    {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, false)
        }
    }
    #[automatically_derived]
    impl<K: Clone, T, const N: usize> __dynamo_model::WriteItem for Event<K, T, N>
    where
        T: Clone,
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
        Vec<T>: __dynamo_model::Attribute<Native = Vec<T>>,
        Vec<T>: ::core::default::Default,
        K: __dynamo_model::KeyType,
    {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            <K as __dynamo_model::FieldType>::write_field(
                &self.id,
                "id",
                ",\"id\":",
                out,
            )?;
            <T as __dynamo_model::FieldType>::write_field(
                &self.payload,
                "payload",
                ",\"payload\":",
                out,
            )?;
            <Vec<
                T,
            > as __dynamo_model::FieldType>::write_field(
                &self.earlier,
                "earlier",
                ",\"earlier\":",
                out,
            )?;
            <[u16; N] as __dynamo_model::FieldType>::write_field(
                &self.parts,
                "parts",
                ",\"parts\":",
                out,
            )?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<K: Clone, T, const N: usize> __dynamo_model::Model for Event<K, T, N>
    where
        T: Clone,
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        T: __dynamo_model::Attribute<Native = T>,
        T: ::core::marker::Send + ::core::marker::Sync + 'static,
        Vec<T>: __dynamo_model::Attribute<Native = Vec<T>>,
        Vec<T>: ::core::default::Default,
        K: __dynamo_model::KeyType,
    {
        type Key = __dynamo_model::HashOnly<K>;
        fn schema() -> &'static __dynamo_model::Schema {
            <Self as __DynamoModelItem>::SCHEMA
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_hash(
                <K as __dynamo_model::KeyType>::to_key(&self.id),
                "id",
            )
        }
        fn is_key_certain(&self) -> bool {
            <K as __dynamo_model::KeyType>::is_certain(
                &self.id,
                __dynamo_model::MAX_HASH_KEY_SIZE,
            )
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, true)
        }
    }
};
