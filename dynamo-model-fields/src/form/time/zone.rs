//! What is done with zones in text.

mod rule {
    /// What a rule does with a missing zone and with one that is there.
    pub trait Rule: 'static {
        /// Tells whether a missing zone is taken as UTC; else it is refused.
        const ASSUMES_UTC: bool;

        /// Tells whether every time is converted to UTC; else it keeps its offset.
        const CONVERTS: bool;
    }
}

/// What a form does with the zone of a time: [`RequireZone`], [`AssumeUtc`] or [`ConvertZone`].
pub trait ZoneRule: rule::Rule {}

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $rule:ident: $assumes:literal, $converts:literal;)*) => {$(
        $(#[doc = $doc])*
        pub enum $rule {}

        impl rule::Rule for $rule {
            const ASSUMES_UTC: bool = $assumes;
            const CONVERTS: bool = $converts;
        }

        impl ZoneRule for $rule {}
    )*};
}

rules! {
    /// Text must say its zone, which a type that has an offset keeps.
    RequireZone: false, false;
    /// Text that says no zone is taken as UTC; else as [`RequireZone`].
    AssumeUtc: true, false;
    /// Times are written in UTC, and converted to it when they are read.
    ConvertZone: false, true;
}
