const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl<K, A, U> Event<K, A, U>
    where
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        A: __dynamo_model::Attribute<Native = A>,
        A: ::core::marker::Send + ::core::marker::Sync + 'static,
        U: __dynamo_model::Attribute<Native = U>,
        U: ::core::marker::Send + ::core::marker::Sync + 'static,
        Option<A>: __dynamo_model::Attribute<Native = Option<A>>,
        K: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::Ordered,
        U: __dynamo_model::ExpiryTime,
    {
        ///Stands for the attribute `id`.
        const ID: __dynamo_model::Field<Self, u64, __dynamo_model::HashKey> = __dynamo_model::Field::new(
            "id",
        );
        ///Stands for the attribute `kind`.
        const KIND: __dynamo_model::Field<Self, K, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "kind",
        );
        ///Stands for the attribute `at`.
        const AT: __dynamo_model::Field<Self, Option<A>, __dynamo_model::Removable> = __dynamo_model::Field::new(
            "at",
        );
        ///Stands for the attribute `until`.
        const UNTIL: __dynamo_model::Field<Self, U, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "until",
        );
        ///Stands for the index `by_kind`.
        const BY_KIND: __dynamo_model::index::Index<Self> = __dynamo_model::index::Index::new(
            "by_kind",
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
    impl<K, A, U> __DynamoModelItem for Event<K, A, U>
    where
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        A: __dynamo_model::Attribute<Native = A>,
        A: ::core::marker::Send + ::core::marker::Sync + 'static,
        U: __dynamo_model::Attribute<Native = U>,
        U: ::core::marker::Send + ::core::marker::Sync + 'static,
        Option<A>: __dynamo_model::Attribute<Native = Option<A>>,
        K: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::Ordered,
        U: __dynamo_model::ExpiryTime,
    {
        const SCHEMA: &'static __dynamo_model::Schema = &__dynamo_model::Schema::new(
                "Event",
                "events",
                __dynamo_model::KeySchema::new(
                    "id",
                    <u64 as __dynamo_model::KeyType>::SCALAR,
                ),
                ::core::option::Option::None,
                __dynamo_model::Fields::new(
                    const {
                        &[
                            <u64 as __dynamo_model::FieldType>::SCHEMA
                                .named("id", "id", __dynamo_model::Presence::Required),
                            <K as __dynamo_model::FieldType>::SCHEMA
                                .named("kind", "kind", __dynamo_model::Presence::Required),
                            <Option<A> as __dynamo_model::FieldType>::SCHEMA
                                .named("at", "at", __dynamo_model::Presence::Optional),
                            <U as __dynamo_model::FieldType>::SCHEMA
                                .named("until", "until", __dynamo_model::Presence::Required),
                        ]
                    },
                    const { &[] },
                    false,
                ),
            )
            .with_indexes(const {
                &[
                    __dynamo_model::index::IndexSchema::new(
                        "by_kind",
                        __dynamo_model::index::IndexKind::Global,
                        const {
                            &[
                                __dynamo_model::KeySchema::new(
                                    "kind",
                                    <K as __dynamo_model::IndexKey>::STORED,
                                ),
                            ]
                        },
                        const {
                            &[
                                __dynamo_model::in_order::<
                                    Option<A>,
                                >(
                                    __dynamo_model::KeySchema::new(
                                        "at",
                                        <Option<A> as __dynamo_model::IndexKey>::STORED,
                                    ),
                                ),
                            ]
                        },
                        __dynamo_model::index::Projected::All,
                    ),
                ]
            })
            .with_options(
                __dynamo_model::table_options::TableOptions::new()
                    .with_ttl(__dynamo_model::expiry::<U>("until")),
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
                    ("kind", "\"kind\":"),
                    ("at", "\"at\":"),
                    ("until", "\"until\":"),
                ]);
                __dynamo_model::NamesAmong::new(&NAMES, from.object()?)
            };
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match name {
                    __dynamo_model::FoundName::Known(at) => {
                        match at {
                            0usize => {
                                slot0 = <u64 as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "id",
                                )?;
                            }
                            1usize => {
                                slot1 = <K as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "kind",
                                )?;
                            }
                            2usize => {
                                slot2 = <Option<
                                    A,
                                > as __dynamo_model::FieldType>::read_field(from, "at")?;
                            }
                            3usize => {
                                slot3 = <U as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "until",
                                )?;
                            }
                            _ => {}
                        }
                    }
                    __dynamo_model::FoundName::Other(name) => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                id: <u64 as __dynamo_model::FieldType>::required(slot0, "id")?,
                kind: <K as __dynamo_model::FieldType>::required(slot1, "kind")?,
                at: <Option<A> as __dynamo_model::FieldType>::required(slot2, "at")?,
                until: <U as __dynamo_model::FieldType>::required(slot3, "until")?,
            })
        }
    }
    #[automatically_derived]
    impl<K, A, U> __dynamo_model::ReadItem for Event<K, A, U>
    where
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        A: __dynamo_model::Attribute<Native = A>,
        A: ::core::marker::Send + ::core::marker::Sync + 'static,
        U: __dynamo_model::Attribute<Native = U>,
        U: ::core::marker::Send + ::core::marker::Sync + 'static,
        Option<A>: __dynamo_model::Attribute<Native = Option<A>>,
        K: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::Ordered,
        U: __dynamo_model::ExpiryTime,
    {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, false)
        }
    }
    #[automatically_derived]
    impl<K, A, U> __dynamo_model::WriteItem for Event<K, A, U>
    where
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        A: __dynamo_model::Attribute<Native = A>,
        A: ::core::marker::Send + ::core::marker::Sync + 'static,
        U: __dynamo_model::Attribute<Native = U>,
        U: ::core::marker::Send + ::core::marker::Sync + 'static,
        Option<A>: __dynamo_model::Attribute<Native = Option<A>>,
        K: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::Ordered,
        U: __dynamo_model::ExpiryTime,
    {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            <u64 as __dynamo_model::FieldType>::write_field(
                &self.id,
                "id",
                ",\"id\":",
                out,
            )?;
            <K as __dynamo_model::FieldType>::write_field(
                &self.kind,
                "kind",
                ",\"kind\":",
                out,
            )?;
            <Option<
                A,
            > as __dynamo_model::FieldType>::write_field(
                &self.at,
                "at",
                ",\"at\":",
                out,
            )?;
            <U as __dynamo_model::FieldType>::write_field(
                &self.until,
                "until",
                ",\"until\":",
                out,
            )?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<K, A, U> __dynamo_model::Model for Event<K, A, U>
    where
        K: __dynamo_model::Attribute<Native = K>,
        K: ::core::marker::Send + ::core::marker::Sync + 'static,
        A: __dynamo_model::Attribute<Native = A>,
        A: ::core::marker::Send + ::core::marker::Sync + 'static,
        U: __dynamo_model::Attribute<Native = U>,
        U: ::core::marker::Send + ::core::marker::Sync + 'static,
        Option<A>: __dynamo_model::Attribute<Native = Option<A>>,
        K: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::IndexKey,
        Option<A>: __dynamo_model::Ordered,
        U: __dynamo_model::ExpiryTime,
    {
        type Key = __dynamo_model::HashOnly<u64>;
        fn schema() -> &'static __dynamo_model::Schema {
            <Self as __DynamoModelItem>::SCHEMA
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_hash(
                <u64 as __dynamo_model::KeyType>::to_key(&self.id),
                "id",
            )
        }
        fn is_key_certain(&self) -> bool {
            <u64 as __dynamo_model::KeyType>::is_certain(
                &self.id,
                __dynamo_model::MAX_HASH_KEY_SIZE,
            )
        }
        fn check_index_keys(&self) -> ::core::result::Result<(), __dynamo_model::Error> {
            __dynamo_model::check_index_key::<
                Self,
            >(<K as __dynamo_model::IndexKey>::indexed_size(&self.kind), "kind")?;
            __dynamo_model::check_index_key::<
                Self,
            >(<Option<A> as __dynamo_model::IndexKey>::indexed_size(&self.at), "at")?;
            ::core::result::Result::Ok(())
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, true)
        }
    }
};
