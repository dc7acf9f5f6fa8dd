//! What is declared of how a table is kept.

use syn::{LitInt, LitStr, Type};

use crate::check::{Field, index};
use crate::errors::Errors;
use crate::parse::{OptionsSyntax, RecoverySyntax, TagSyntax, WarmSyntax};
use crate::suggest;

/// The units for reads or writes where only the other are given.
const DEFAULT_UNITS: u64 = 8;

/// What every table can take from the start; less cannot be asked for.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html>
const LEAST_WARM_READ: u64 = 12_000;
const LEAST_WARM_WRITE: u64 = 4_000;

/// How many days of backups can be kept.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html>
const RECOVERY_DAYS: std::ops::RangeInclusive<u8> = 1..=35;

/// The service's limits for tags.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html>
const MAX_TAGS: usize = 50;
const MAX_TAG_KEY: usize = 128;
const MAX_TAG_VALUE: usize = 256;

/// What is declared of a table. Enums are named by their variants.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) billing: Option<Billing>,
    pub(crate) class: Option<&'static str>,
    pub(crate) deletion_protection: Option<bool>,
    pub(crate) stream: Option<&'static str>,
    pub(crate) point_in_time_recovery: Option<Recovery>,
    pub(crate) encryption: Option<Encryption>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) warm_throughput: Option<(u64, u64)>,
    pub(crate) ttl: Option<Expiry>,
}

/// How throughput is paid for.
pub(crate) enum Billing {
    OnDemand,
    Provisioned(u64, u64),
}

/// Backups that any second can be restored from.
pub(crate) enum Recovery {
    Off,
    On,
    Days(u8),
}

/// Whose key encrypts the table.
pub(crate) enum Encryption {
    Named(&'static str),
    Key(String),
}

/// The attribute that says when an item expires.
pub(crate) struct Expiry {
    pub(crate) name: String,
    /// The type that is stored.
    pub(crate) ty: Type,
}

/// Whether the table has units, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provision {
    OnDemand,
    Provisioned,
    /// A mistake hides it.
    Unknown,
}

pub(super) fn check(written: &OptionsSyntax, fields: &[Field], errors: &mut Errors) -> (Options, Provision) {
    let (billing, provision) = billing(written, errors);
    let options = Options {
        billing,
        class: written.table_class.as_ref().and_then(|class| {
            let known = [("standard", "Standard"), ("infrequent_access", "InfrequentAccess")];
            one_of("table_class", class, &known, errors)
        }),
        deletion_protection: written.deletion_protection,
        stream: written.stream.as_ref().and_then(|stream| {
            let known = [("keys", "Keys"), ("new", "New"), ("old", "Old"), ("new_and_old", "NewAndOld")];
            one_of("stream", stream, &known, errors)
        }),
        point_in_time_recovery: written.point_in_time_recovery.as_ref().map(|days| recovery(days, errors)),
        encryption: encryption(written, errors),
        tags: written.tags.as_deref().map(|written| tags(written, errors)).unwrap_or_default(),
        warm_throughput: written.warm_throughput.as_ref().and_then(|warm| warm_units(warm, errors)),
        ttl: written.ttl.as_ref().and_then(|field| {
            let field = index::attribute(field, fields, "say when an item expires", errors)?;
            field.stored().map(|stored| Expiry { name: stored.name.clone(), ty: stored.ty.clone() })
        }),
    };
    (options, provision)
}

fn billing(written: &OptionsSyntax, errors: &mut Errors) -> (Option<Billing>, Provision) {
    let read = written.read_units.as_ref().map(|units| ("read_units", units));
    let write = written.write_units.as_ref().map(|units| ("write_units", units));
    let units = units(read, write, errors);
    let known = [("on_demand", "on_demand"), ("provisioned", "provisioned")];
    let named = match &written.billing {
        Some(billing) => match one_of("billing", billing, &known, errors) {
            Some(named) => Some((named, billing)),
            None => return (None, Provision::Unknown),
        },
        None => None,
    };
    match (named, units) {
        (Some(("on_demand", billing)), Some(_)) => {
            errors.at(
                billing,
                "a table with units is not on demand: remove `billing`, or `read_units` and `write_units`",
            );
            (None, Provision::Unknown)
        }
        (Some(("on_demand", _)), None) => (Some(Billing::OnDemand), Provision::OnDemand),
        (None, None) => (None, Provision::OnDemand),
        (_, units) => {
            let (read, write) = units.unwrap_or((DEFAULT_UNITS, DEFAULT_UNITS));
            (Some(Billing::Provisioned(read, write)), Provision::Provisioned)
        }
    }
}

/// Reads units, of which one pair or half of it may be given.
pub(super) fn units(
    read: Option<(&str, &LitInt)>,
    write: Option<(&str, &LitInt)>,
    errors: &mut Errors,
) -> Option<(u64, u64)> {
    if read.is_none() && write.is_none() {
        return None;
    }
    let mut of = |units: Option<(&str, &LitInt)>| {
        units.and_then(|(name, units)| at_least(1, name, units, errors)).unwrap_or(DEFAULT_UNITS)
    };
    Some((of(read), of(write)))
}

fn at_least(least: u64, name: &str, written: &LitInt, errors: &mut Errors) -> Option<u64> {
    let number = written.base10_parse::<u64>().ok().filter(|number| *number >= least);
    if number.is_none() {
        errors.at(written, format!("`{name}` is a whole number of at least {least}"));
    }
    number
}

fn one_of(
    keyword: &str,
    written: &LitStr,
    known: &[(&str, &'static str)],
    errors: &mut Errors,
) -> Option<&'static str> {
    let value = written.value();
    let found = known.iter().find(|(name, _)| *name == value).map(|(_, variant)| *variant);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let hint = match suggest::nearest(&value, &names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known: {}", suggest::list(&names)),
        };
        errors.at(written, format!("unknown `{keyword}`: `{value}`; {hint}"));
    }
    found
}

fn recovery(written: &RecoverySyntax, errors: &mut Errors) -> Recovery {
    match written {
        RecoverySyntax::Is(true) => Recovery::On,
        RecoverySyntax::Is(false) => Recovery::Off,
        RecoverySyntax::Days(days) => {
            let parsed = days.base10_parse::<u8>().ok().filter(|days| RECOVERY_DAYS.contains(days));
            if parsed.is_none() {
                let (least, most) = (RECOVERY_DAYS.start(), RECOVERY_DAYS.end());
                errors.at(days, format!("backups are kept for {least} to {most} days"));
            }
            parsed.map_or(Recovery::On, Recovery::Days)
        }
    }
}

fn encryption(written: &OptionsSyntax, errors: &mut Errors) -> Option<Encryption> {
    let known = [("owned", "Owned"), ("managed", "Managed")];
    let named =
        written.encryption.as_ref().and_then(|encryption| one_of("encryption", encryption, &known, errors));
    let Some(key) = &written.encryption_key else { return named.map(Encryption::Named) };
    if written.encryption.is_some() {
        errors.at(key, "a table is encrypted with one key: remove `encryption` or `encryption_key`");
    } else if key.value().is_empty() {
        errors.at(key, "`encryption_key` is the id, ARN or alias of a key, and this is empty");
    }
    Some(Encryption::Key(key.value()))
}

fn tags(written: &[TagSyntax], errors: &mut Errors) -> Vec<(String, String)> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for TagSyntax { key, value } in written {
        let (name, text) = (key.value(), value.value());
        if tags.iter().any(|(known, _)| *known == name) {
            errors.at(key, format!("duplicate tag `{name}`: keep one of them"));
        } else if name.starts_with("aws:") {
            errors.at(key, "tags that begin with `aws:` belong to AWS: give this another key");
        } else if !(1..=MAX_TAG_KEY).contains(&name.chars().count()) {
            errors.at(key, format!("the key of a tag has 1 to {MAX_TAG_KEY} characters"));
        }
        if text.chars().count() > MAX_TAG_VALUE {
            errors.at(value, format!("the value of a tag has at most {MAX_TAG_VALUE} characters"));
        }
        tags.push((name, text));
    }
    if let Some(tag) = written.get(MAX_TAGS) {
        errors.at(&tag.key, format!("a table has at most {MAX_TAGS} tags, and this has {}", written.len()));
    }
    tags
}

fn warm_units(written: &WarmSyntax, errors: &mut Errors) -> Option<(u64, u64)> {
    if written.read.is_none() && written.write.is_none() {
        let keyword = &written.keyword;
        errors.at(
            keyword,
            format!("`{keyword}` takes units: write `{keyword}(read = {LEAST_WARM_READ}, write = {LEAST_WARM_WRITE})`"),
        );
        return None;
    }
    let mut of = |units: &Option<LitInt>, name, least| {
        units.as_ref().and_then(|units| at_least(least, name, units, errors)).unwrap_or(least)
    };
    Some((of(&written.read, "read", LEAST_WARM_READ), of(&written.write, "write", LEAST_WARM_WRITE)))
}
