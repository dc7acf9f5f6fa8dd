///The primary key of a [`Order`].
#[allow(dead_code, private_interfaces)]
pub struct OrderKey {
    ///The value of the attribute `shop`.
    pub shop: String,
    ///The value of the attribute `id`.
    pub id: u64,
}
const _: () = {
    use ::dynamo_model::__private as __dynamo_model;
    #[automatically_derived]
    #[allow(dead_code, private_interfaces)]
    impl Order {
        ///Stands for the attribute `shop`.
        pub const SHOP: __dynamo_model::Field<Self, String, __dynamo_model::HashKey> = __dynamo_model::Field::new(
            "shop",
        );
        ///Stands for the attribute `id`.
        pub const ID: __dynamo_model::Field<Self, u64, __dynamo_model::RangeKey> = __dynamo_model::Field::new(
            "id",
        );
        ///Stands for the attribute `status`.
        pub const STATUS: __dynamo_model::Field<
            Self,
            Option<Status>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("status");
        ///Stands for the attribute `createdAt`.
        pub const CREATED_AT: __dynamo_model::Field<
            Self,
            DateTime<Utc>,
            __dynamo_model::Plain,
        > = __dynamo_model::Field::new("createdAt");
        ///Stands for the attribute `country`.
        pub const COUNTRY: __dynamo_model::Field<
            Self,
            __dynamo_model::EmptyAbsent<String>,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("country").sensitive();
        ///Stands for the attribute `city`.
        pub const CITY: __dynamo_model::Field<Self, String, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "city",
        );
        ///Stands for the attribute `total`.
        pub const TOTAL: __dynamo_model::Field<Self, u32, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "total",
        );
        ///Stands for the attribute `type`.
        pub const TYPE: __dynamo_model::Field<Self, Kind, __dynamo_model::Plain> = __dynamo_model::Field::new(
            "type",
        );
        ///Stands for the attribute `expiresAt`.
        pub const EXPIRES_AT: __dynamo_model::Field<
            Self,
            ::core::option::Option<
                __dynamo_model::As<DateTime<Utc>, __dynamo_model::form::EpochSeconds>,
            >,
            __dynamo_model::Removable,
        > = __dynamo_model::Field::new("expiresAt");
        ///Stands for the index `by_status`.
        pub const BY_STATUS: __dynamo_model::index::Index<Self> = __dynamo_model::index::Index::new(
            "by_status",
        );
        ///Stands for the index `byPlace`.
        pub const BY_PLACE: __dynamo_model::index::Index<Self> = __dynamo_model::index::Index::new(
            "byPlace",
        );
        ///Stands for the index `by-total`.
        pub const DEAREST: __dynamo_model::index::Index<Self> = __dynamo_model::index::Index::new(
            "by-total",
        );
    }
    #[automatically_derived]
    #[allow(dead_code, private_bounds, private_interfaces, clippy::too_many_arguments)]
    impl Order {
        ///Makes one `Order` of the required fields; the others get their defaults.
        #[must_use]
        pub fn new(
            shop: impl __dynamo_model::IntoValue<String>,
            id: impl __dynamo_model::IntoValue<u64>,
            created_at: impl __dynamo_model::IntoValue<DateTime<Utc>>,
            country: impl __dynamo_model::IntoValue<String>,
            city: impl __dynamo_model::IntoValue<String>,
            total: impl __dynamo_model::IntoValue<u32>,
            r#type: impl __dynamo_model::IntoValue<Kind>,
        ) -> Self {
            Self {
                shop: __dynamo_model::IntoValue::<String>::into_value(shop),
                id: __dynamo_model::IntoValue::<u64>::into_value(id),
                status: ::core::option::Option::None,
                created_at: __dynamo_model::IntoValue::<
                    DateTime<Utc>,
                >::into_value(created_at),
                country: __dynamo_model::IntoValue::<String>::into_value(country),
                city: __dynamo_model::IntoValue::<String>::into_value(city),
                total: __dynamo_model::IntoValue::<u32>::into_value(total),
                r#type: __dynamo_model::IntoValue::<Kind>::into_value(r#type),
                expires_at: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Validate for Order {
        fn validate(
            &self,
        ) -> ::core::result::Result<(), __dynamo_model::ValidationErrors> {
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl ::core::clone::Clone for OrderKey
    where
        for<'__asked> String: ::core::clone::Clone,
        for<'__asked> u64: ::core::clone::Clone,
    {
        fn clone(&self) -> Self {
            Self {
                shop: ::core::clone::Clone::clone(&self.shop),
                id: ::core::clone::Clone::clone(&self.id),
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for OrderKey
    where
        for<'__asked> String: ::core::fmt::Debug,
        for<'__asked> u64: ::core::fmt::Debug,
    {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("OrderKey")
                .field("shop", &self.shop)
                .field("id", &self.id)
                .finish()
        }
    }
    #[automatically_derived]
    impl ::core::cmp::PartialEq for OrderKey
    where
        for<'__asked> String: ::core::cmp::PartialEq,
        for<'__asked> u64: ::core::cmp::PartialEq,
    {
        fn eq(&self, other: &Self) -> bool {
            ::core::cmp::PartialEq::eq(&self.shop, &other.shop)
                && ::core::cmp::PartialEq::eq(&self.id, &other.id)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::KeyStruct for OrderKey {
        type Model = Order;
        fn into_key(self) -> __dynamo_model::Key<Order> {
            __dynamo_model::Key::of_pair(
                (<String as __dynamo_model::KeyType>::to_key(&self.shop), "shop"),
                (<u64 as __dynamo_model::KeyType>::to_key(&self.id), "id"),
            )
        }
    }
    trait __DynamoModelItem: ::core::marker::Sized {
        const SCHEMA: &'static __dynamo_model::Schema;
        fn read(
            from: &mut __dynamo_model::Reader<'_>,
            fill: bool,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError>;
    }
    #[automatically_derived]
    impl __DynamoModelItem for Order {
        const SCHEMA: &'static __dynamo_model::Schema = &__dynamo_model::Schema::new(
                "Order",
                "orders",
                __dynamo_model::KeySchema::new(
                    "shop",
                    <String as __dynamo_model::KeyType>::SCALAR,
                ),
                ::core::option::Option::Some(
                    __dynamo_model::KeySchema::new(
                        "id",
                        <u64 as __dynamo_model::KeyType>::SCALAR,
                    ),
                ),
                __dynamo_model::Fields::new(
                    const {
                        &[
                            <String as __dynamo_model::FieldType>::SCHEMA
                                .named("shop", "shop", __dynamo_model::Presence::Required),
                            <u64 as __dynamo_model::FieldType>::SCHEMA
                                .named("id", "id", __dynamo_model::Presence::Required),
                            <Option<Status> as __dynamo_model::FieldType>::SCHEMA
                                .named(
                                    "status",
                                    "status",
                                    __dynamo_model::Presence::Optional,
                                ),
                            <DateTime<Utc> as __dynamo_model::FieldType>::SCHEMA
                                .named(
                                    "created_at",
                                    "createdAt",
                                    __dynamo_model::Presence::Required,
                                ),
                            <__dynamo_model::EmptyAbsent<
                                String,
                            > as __dynamo_model::FieldType<String>>::SCHEMA
                                .named(
                                    "country",
                                    "country",
                                    __dynamo_model::Presence::Defaulted,
                                )
                                .sensitive(),
                            <String as __dynamo_model::FieldType>::SCHEMA
                                .named("city", "city", __dynamo_model::Presence::Required),
                            <u32 as __dynamo_model::FieldType>::SCHEMA
                                .named(
                                    "total",
                                    "total",
                                    __dynamo_model::Presence::Required,
                                ),
                            <Kind as __dynamo_model::FieldType>::SCHEMA
                                .named("type", "type", __dynamo_model::Presence::Required),
                            <::core::option::Option<
                                __dynamo_model::As<
                                    DateTime<Utc>,
                                    __dynamo_model::form::EpochSeconds,
                                >,
                            > as __dynamo_model::FieldType<
                                Option<DateTime<Utc>>,
                            >>::SCHEMA
                                .named(
                                    "expires_at",
                                    "expiresAt",
                                    __dynamo_model::Presence::Optional,
                                ),
                        ]
                    },
                    const { &[] },
                    false,
                ),
            )
            .with_indexes(const {
                &[
                    __dynamo_model::index::IndexSchema::new(
                        "by_status",
                        __dynamo_model::index::IndexKind::Global,
                        const {
                            &[
                                __dynamo_model::KeySchema::new(
                                    "status",
                                    <Option<Status> as __dynamo_model::IndexKey>::STORED,
                                ),
                            ]
                        },
                        const {
                            &[
                                __dynamo_model::in_order::<
                                    DateTime<Utc>,
                                >(
                                    __dynamo_model::KeySchema::new(
                                        "createdAt",
                                        <DateTime<Utc> as __dynamo_model::IndexKey>::STORED,
                                    ),
                                ),
                            ]
                        },
                        __dynamo_model::index::Projected::Include(const {
                            &["total", "type"]
                        }),
                    ),
                    __dynamo_model::index::IndexSchema::new(
                            "byPlace",
                            __dynamo_model::index::IndexKind::Global,
                            const {
                                &[
                                    __dynamo_model::KeySchema::new(
                                            "country",
                                            <__dynamo_model::EmptyAbsent<
                                                String,
                                            > as __dynamo_model::IndexKey>::STORED,
                                        )
                                        .sensitive(),
                                    __dynamo_model::KeySchema::new(
                                        "city",
                                        <String as __dynamo_model::IndexKey>::STORED,
                                    ),
                                ]
                            },
                            const {
                                &[
                                    __dynamo_model::in_order::<
                                        Option<Status>,
                                    >(
                                        __dynamo_model::KeySchema::new(
                                            "status",
                                            <Option<Status> as __dynamo_model::IndexKey>::STORED,
                                        ),
                                    ),
                                    __dynamo_model::KeySchema::new(
                                        "id",
                                        <u64 as __dynamo_model::KeyType>::SCALAR,
                                    ),
                                ]
                            },
                            __dynamo_model::index::Projected::Keys,
                        )
                        .with_units(
                            __dynamo_model::table_options::Units::new(5u64, 8u64),
                        ),
                    __dynamo_model::index::IndexSchema::new(
                        "by-total",
                        __dynamo_model::index::IndexKind::Local,
                        const {
                            &[
                                __dynamo_model::KeySchema::new(
                                    "shop",
                                    <String as __dynamo_model::KeyType>::SCALAR,
                                ),
                            ]
                        },
                        const {
                            &[
                                __dynamo_model::in_order::<
                                    u32,
                                >(
                                    __dynamo_model::KeySchema::new(
                                        "total",
                                        <u32 as __dynamo_model::IndexKey>::STORED,
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
                    .with_billing(
                        __dynamo_model::table_options::Billing::Provisioned(
                            __dynamo_model::table_options::Units::new(2u64, 1u64),
                        ),
                    )
                    .with_class(
                        __dynamo_model::table_options::TableClass::InfrequentAccess,
                    )
                    .with_deletion_protection(true)
                    .with_stream(__dynamo_model::table_options::StreamView::NewAndOld)
                    .with_point_in_time_recovery(
                        __dynamo_model::table_options::Recovery::Days(7u8),
                    )
                    .with_encryption(
                        __dynamo_model::table_options::Encryption::Key("alias/orders"),
                    )
                    .with_tags(const { &[("team", "search"), ("cost:center", "42")] })
                    .with_warm_throughput(
                        __dynamo_model::table_options::Units::new(20000u64, 4000u64),
                    )
                    .with_ttl(
                        __dynamo_model::expiry::<
                            ::core::option::Option<
                                __dynamo_model::As<
                                    DateTime<Utc>,
                                    __dynamo_model::form::EpochSeconds,
                                >,
                            >,
                        >("expiresAt"),
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
            let mut slot4 = ::core::option::Option::None;
            let mut slot5 = ::core::option::Option::None;
            let mut slot6 = ::core::option::Option::None;
            let mut slot7 = ::core::option::Option::None;
            let mut slot8 = ::core::option::Option::None;
            let mut names = {
                static NAMES: __dynamo_model::KnownNames<
                    [__dynamo_model::KnownName; 9usize],
                > = __dynamo_model::KnownNames::new([
                    ("shop", "\"shop\":"),
                    ("id", "\"id\":"),
                    ("status", "\"status\":"),
                    ("createdAt", "\"createdAt\":"),
                    ("country", "\"country\":"),
                    ("city", "\"city\":"),
                    ("total", "\"total\":"),
                    ("type", "\"type\":"),
                    ("expiresAt", "\"expiresAt\":"),
                ]);
                __dynamo_model::NamesAmong::new(&NAMES, from.object()?)
            };
            while let ::core::option::Option::Some(name) = names.next(from)? {
                match name {
                    __dynamo_model::FoundName::Known(at) => {
                        match at {
                            0usize => {
                                slot0 = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "shop",
                                )?;
                            }
                            1usize => {
                                slot1 = <u64 as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "id",
                                )?;
                            }
                            2usize => {
                                slot2 = <Option<
                                    Status,
                                > as __dynamo_model::FieldType>::read_field(from, "status")?;
                            }
                            3usize => {
                                slot3 = <DateTime<
                                    Utc,
                                > as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "createdAt",
                                )?;
                            }
                            4usize => {
                                slot4 = <__dynamo_model::EmptyAbsent<
                                    String,
                                > as __dynamo_model::FieldType<
                                    String,
                                >>::read_sensitive_field(from, "country")?;
                            }
                            5usize => {
                                slot5 = <String as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "city",
                                )?;
                            }
                            6usize => {
                                slot6 = <u32 as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "total",
                                )?;
                            }
                            7usize => {
                                slot7 = <Kind as __dynamo_model::FieldType>::read_field(
                                    from,
                                    "type",
                                )?;
                            }
                            8usize => {
                                slot8 = <::core::option::Option<
                                    __dynamo_model::As<
                                        DateTime<Utc>,
                                        __dynamo_model::form::EpochSeconds,
                                    >,
                                > as __dynamo_model::FieldType<
                                    Option<DateTime<Utc>>,
                                >>::read_field(from, "expiresAt")?;
                            }
                            _ => {}
                        }
                    }
                    __dynamo_model::FoundName::Other(name) => from.skip()?,
                }
            }
            ::core::result::Result::Ok(Self {
                shop: <String as __dynamo_model::FieldType>::required(slot0, "shop")?,
                id: <u64 as __dynamo_model::FieldType>::required(slot1, "id")?,
                status: <Option<
                    Status,
                > as __dynamo_model::FieldType>::required(slot2, "status")?,
                created_at: <DateTime<
                    Utc,
                > as __dynamo_model::FieldType>::required(slot3, "createdAt")?,
                country: <__dynamo_model::EmptyAbsent<
                    String,
                > as __dynamo_model::FieldType<String>>::required(slot4, "country")?,
                city: <String as __dynamo_model::FieldType>::required(slot5, "city")?,
                total: <u32 as __dynamo_model::FieldType>::required(slot6, "total")?,
                r#type: <Kind as __dynamo_model::FieldType>::required(slot7, "type")?,
                expires_at: <::core::option::Option<
                    __dynamo_model::As<DateTime<Utc>, __dynamo_model::form::EpochSeconds>,
                > as __dynamo_model::FieldType<
                    Option<DateTime<Utc>>,
                >>::required(slot8, "expiresAt")?,
            })
        }
    }
    #[automatically_derived]
    impl __dynamo_model::ReadItem for Order {
        fn read_item(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, false)
        }
    }
    #[automatically_derived]
    impl __dynamo_model::WriteItem for Order {
        fn write_item(
            &self,
            out: &mut __dynamo_model::Writer,
        ) -> ::core::result::Result<(), __dynamo_model::EncodeError> {
            out.begin_object();
            <String as __dynamo_model::FieldType>::write_field(
                &self.shop,
                "shop",
                ",\"shop\":",
                out,
            )?;
            <u64 as __dynamo_model::FieldType>::write_field(
                &self.id,
                "id",
                ",\"id\":",
                out,
            )?;
            <Option<
                Status,
            > as __dynamo_model::FieldType>::write_field(
                &self.status,
                "status",
                ",\"status\":",
                out,
            )?;
            <DateTime<
                Utc,
            > as __dynamo_model::FieldType>::write_field(
                &self.created_at,
                "createdAt",
                ",\"createdAt\":",
                out,
            )?;
            <__dynamo_model::EmptyAbsent<
                String,
            > as __dynamo_model::FieldType<
                String,
            >>::write_field(&self.country, "country", ",\"country\":", out)?;
            <String as __dynamo_model::FieldType>::write_field(
                &self.city,
                "city",
                ",\"city\":",
                out,
            )?;
            <u32 as __dynamo_model::FieldType>::write_field(
                &self.total,
                "total",
                ",\"total\":",
                out,
            )?;
            <Kind as __dynamo_model::FieldType>::write_field(
                &self.r#type,
                "type",
                ",\"type\":",
                out,
            )?;
            <::core::option::Option<
                __dynamo_model::As<DateTime<Utc>, __dynamo_model::form::EpochSeconds>,
            > as __dynamo_model::FieldType<
                Option<DateTime<Utc>>,
            >>::write_field(&self.expires_at, "expiresAt", ",\"expiresAt\":", out)?;
            out.end_object();
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __dynamo_model::Model for Order {
        type Key = __dynamo_model::Composite<String, u64>;
        fn schema() -> &'static __dynamo_model::Schema {
            <Self as __DynamoModelItem>::SCHEMA
        }
        fn key(&self) -> __dynamo_model::Key<Self> {
            __dynamo_model::Key::of_pair(
                (<String as __dynamo_model::KeyType>::to_key(&self.shop), "shop"),
                (<u64 as __dynamo_model::KeyType>::to_key(&self.id), "id"),
            )
        }
        fn is_key_certain(&self) -> bool {
            <String as __dynamo_model::KeyType>::is_certain(
                &self.shop,
                __dynamo_model::MAX_HASH_KEY_SIZE,
            )
                && <u64 as __dynamo_model::KeyType>::is_certain(
                    &self.id,
                    __dynamo_model::MAX_RANGE_KEY_SIZE,
                )
        }
        fn check_index_keys(&self) -> ::core::result::Result<(), __dynamo_model::Error> {
            __dynamo_model::check_index_key::<
                Self,
            >(
                <Option<Status> as __dynamo_model::IndexKey>::indexed_size(&self.status),
                "status",
            )?;
            __dynamo_model::check_index_key::<
                Self,
            >(
                <DateTime<
                    Utc,
                > as __dynamo_model::IndexKey>::indexed_size(&self.created_at),
                "createdAt",
            )?;
            __dynamo_model::check_index_key::<
                Self,
            >(
                <__dynamo_model::EmptyAbsent<
                    String,
                > as __dynamo_model::IndexKey>::indexed_size(&self.country),
                "country",
            )?;
            __dynamo_model::check_index_key::<
                Self,
            >(<String as __dynamo_model::IndexKey>::indexed_size(&self.city), "city")?;
            __dynamo_model::check_index_key::<
                Self,
            >(<u32 as __dynamo_model::IndexKey>::indexed_size(&self.total), "total")?;
            ::core::result::Result::Ok(())
        }
        fn read_input(
            from: &mut __dynamo_model::Reader<'_>,
        ) -> ::core::result::Result<Self, __dynamo_model::DecodeError> {
            <Self as __DynamoModelItem>::read(from, true)
        }
    }
    const _: fn() = || {
        fn range_key<T: __dynamo_model::Ordered>() {}
        range_key::<u64>();
    };
    const _: &__dynamo_model::Schema = <Order as __DynamoModelItem>::SCHEMA;
};
