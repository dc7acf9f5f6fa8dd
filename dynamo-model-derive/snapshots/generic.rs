const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code)]
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
        );
        ///Stands for the attribute `parts`.
        const PARTS: __dynamo_model::Field<Self, [u16; N], __dynamo_model::Plain> = __dynamo_model::Field::new(
            "parts",
        );
    }
    trait __DynamoModelRead: ::core::marker::Sized {
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
    }
    #[automatically_derived]
    impl<K: Clone, T, const N: usize> __DynamoModelRead for Event<K, T, N>
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
        #[allow(unused_variables)]
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            let mut slot0 = ::core::option::Option::None;
            let mut slot1 = ::core::option::Option::None;
            let mut slot2 = ::core::option::Option::None;
            let mut slot3 = ::core::option::Option::None;
            let mut names = from.object()?;
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match &*name {
                    "id" => slot0 = __dynamo_model::read_field::<K>(from, "id")?,
                    "payload" => {
                        slot1 = __dynamo_model::read_field::<T>(from, "payload")?;
                    }
                    "earlier" => {
                        slot2 = __dynamo_model::read_field::<Vec<T>>(from, "earlier")?;
                    }
                    "parts" => {
                        slot3 = __dynamo_model::read_field::<[u16; N]>(from, "parts")?;
                    }
                    _ => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                id: __dynamo_model::required::<K>(slot0, "id")?,
                payload: __dynamo_model::required::<T>(slot1, "payload")?,
                earlier: __dynamo_model::or_default::<Vec<T>>(slot2),
                parts: __dynamo_model::required::<[u16; N]>(slot3, "parts")?,
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
            <Self as __DynamoModelRead>::read(from, false)
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
            __dynamo_model::write_field::<K>(&self.id, "id", out)?;
            __dynamo_model::write_field::<T>(&self.payload, "payload", out)?;
            __dynamo_model::write_field::<Vec<T>>(&self.earlier, "earlier", out)?;
            __dynamo_model::write_field::<[u16; N]>(&self.parts, "parts", out)?;
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
            const {
                &__dynamo_model::Schema::new(
                    "Event",
                    "events",
                    __dynamo_model::KeySchema::new(
                        "id",
                        <K as __dynamo_model::KeyType>::SCALAR,
                    ),
                    ::core::option::Option::None,
                    __dynamo_model::Fields::new(
                        const {
                            &[
                                __dynamo_model::FieldSchema::of::<
                                    K,
                                >("id", "id", __dynamo_model::Presence::Required),
                                __dynamo_model::FieldSchema::of::<
                                    T,
                                >("payload", "payload", __dynamo_model::Presence::Required),
                                __dynamo_model::FieldSchema::of::<
                                    Vec<T>,
                                >(
                                    "earlier",
                                    "earlier",
                                    __dynamo_model::Presence::Defaulted,
                                ),
                                __dynamo_model::FieldSchema::of::<
                                    [u16; N],
                                >("parts", "parts", __dynamo_model::Presence::Required),
                            ]
                        },
                        const { &[] },
                        false,
                    ),
                )
            }
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_hash::<K>(&self.id, "id")
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelRead>::read(from, true)
        }
    }
};
