//! How a table is kept, besides its keys and indexes.

/// What is declared of a table besides its keys and indexes.
///
/// What is not declared is DynamoDB's default for a new table, and is left as it is on one that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    billing: Option<Billing>,
    class: Option<TableClass>,
    deletion_protection: Option<bool>,
    stream: Option<StreamView>,
    point_in_time_recovery: Option<Recovery>,
    encryption: Option<Encryption>,
    tags: &'static [(&'static str, &'static str)],
    warm_throughput: Option<Units>,
    ttl: Option<&'static str>,
}

/// Read and write capacity units a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    read: u64,
    write: u64,
}

impl Units {
    /// Makes a pair of them.
    #[must_use]
    pub const fn new(read: u64, write: u64) -> Self {
        Self { read, write }
    }

    /// Gives the read capacity units.
    #[must_use]
    pub const fn read(self) -> u64 {
        self.read
    }

    /// Gives the write capacity units.
    #[must_use]
    pub const fn write(self) -> u64 {
        self.write
    }
}

/// How the throughput of a table is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Billing {
    /// By the request.
    OnDemand,
    /// By the hour, for so many units.
    Provisioned(Units),
}

/// What storage costs, and what requests do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableClass {
    /// The default.
    Standard,
    /// Less for storage, more for requests.
    InfrequentAccess,
}

/// What a stream says of each change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamView {
    /// The key of the item.
    Keys,
    /// The item after the change.
    New,
    /// The item before the change.
    Old,
    /// The item before and after the change.
    NewAndOld,
}

/// Backups that any second can be restored from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recovery {
    /// Off, as DynamoDB has it for a new table.
    Off,
    /// For the last 35 days.
    On,
    /// For so many days, 1 to 35.
    Days(u8),
}

/// Whose key encrypts the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encryption {
    /// One that DynamoDB owns; the default, and free of charge.
    Owned,
    /// The one that AWS manages for DynamoDB in the account's KMS.
    Managed,
    /// The customer's own, by its id, ARN, alias or alias ARN.
    Key(&'static str),
}

impl TableOptions {
    /// Declares nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            billing: None,
            class: None,
            deletion_protection: None,
            stream: None,
            point_in_time_recovery: None,
            encryption: None,
            tags: &[],
            warm_throughput: None,
            ttl: None,
        }
    }

    /// Declares how throughput is paid for.
    #[must_use]
    pub const fn with_billing(mut self, billing: Billing) -> Self {
        self.billing = Some(billing);
        self
    }

    /// Declares the class of the table.
    #[must_use]
    pub const fn with_class(mut self, class: TableClass) -> Self {
        self.class = Some(class);
        self
    }

    /// Declares whether the table can be deleted.
    #[must_use]
    pub const fn with_deletion_protection(mut self, protects: bool) -> Self {
        self.deletion_protection = Some(protects);
        self
    }

    /// Declares a stream of changes.
    #[must_use]
    pub const fn with_stream(mut self, view: StreamView) -> Self {
        self.stream = Some(view);
        self
    }

    /// Declares the backups.
    #[must_use]
    pub const fn with_point_in_time_recovery(mut self, recovery: Recovery) -> Self {
        self.point_in_time_recovery = Some(recovery);
        self
    }

    /// Declares whose key encrypts the table.
    #[must_use]
    pub const fn with_encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = Some(encryption);
        self
    }

    /// Declares the tags, by key and value.
    #[must_use]
    pub const fn with_tags(mut self, tags: &'static [(&'static str, &'static str)]) -> Self {
        self.tags = tags;
        self
    }

    /// Declares the throughput that the table can take from the start.
    #[must_use]
    pub const fn with_warm_throughput(mut self, units: Units) -> Self {
        self.warm_throughput = Some(units);
        self
    }

    /// Declares the attribute that says when an item expires, by stored name.
    #[must_use]
    pub const fn with_ttl(mut self, attribute: &'static str) -> Self {
        self.ttl = Some(attribute);
        self
    }

    /// Tells how throughput is paid for.
    #[must_use]
    pub const fn billing(&self) -> Option<Billing> {
        self.billing
    }

    /// Tells the class of the table.
    #[must_use]
    pub const fn class(&self) -> Option<TableClass> {
        self.class
    }

    /// Tells whether the table can be deleted.
    #[must_use]
    pub const fn deletion_protection(&self) -> Option<bool> {
        self.deletion_protection
    }

    /// Tells what the stream of changes says.
    #[must_use]
    pub const fn stream(&self) -> Option<StreamView> {
        self.stream
    }

    /// Tells of the backups.
    #[must_use]
    pub const fn point_in_time_recovery(&self) -> Option<Recovery> {
        self.point_in_time_recovery
    }

    /// Tells whose key encrypts the table.
    #[must_use]
    pub const fn encryption(&self) -> Option<Encryption> {
        self.encryption
    }

    /// Gives the tags, by key and value.
    #[must_use]
    pub const fn tags(&self) -> &'static [(&'static str, &'static str)] {
        self.tags
    }

    /// Tells the throughput that the table can take from the start.
    #[must_use]
    pub const fn warm_throughput(&self) -> Option<Units> {
        self.warm_throughput
    }

    /// Names the attribute that says when an item expires.
    #[must_use]
    pub const fn ttl(&self) -> Option<&'static str> {
        self.ttl
    }
}
