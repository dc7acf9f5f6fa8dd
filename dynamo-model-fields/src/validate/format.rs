//! Rules about the form of a text.

use url::{Host, Url};
use validator::{
    AsRegex, ValidateEmail, ValidateIp, ValidateNonControlCharacter, ValidateRegex, ValidateUrl,
    ValidationError,
};

use super::outcome::unless;
use super::text::Text;

/// Which addresses of the internet protocol the rule [`ip`] accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpVersion {
    /// Both versions.
    Any,
    /// Such as `192.0.2.1`.
    V4,
    /// Such as `2001:db8::1`.
    V6,
}

/// Finds text that is no e-mail address as HTML defines it; the code is `email`.
pub fn email<T: Text + ?Sized>(value: &T) -> Option<ValidationError> {
    unless(obeys(value, |text| text.validate_email()), "email")
}

/// Finds text that is no absolute URL; the code is `url`.
///
/// A fully qualified one has a host that is an IP address or has a dot inside, so `http://localhost` is refused.
pub fn url<T: Text + ?Sized>(value: &T, fully_qualified: bool) -> Option<ValidationError> {
    let is_url = |text: &str| text.validate_url() && (!fully_qualified || is_fully_qualified(text));
    unless(obeys(value, is_url), "url")
}

/// Finds text that is no IP address of the version; the code is `ip`, `ipv4` or `ipv6`.
pub fn ip<T: Text + ?Sized>(value: &T, version: IpVersion) -> Option<ValidationError> {
    match version {
        IpVersion::Any => unless(obeys(value, |text| text.validate_ip()), "ip"),
        IpVersion::V4 => unless(obeys(value, |text| text.validate_ipv4()), "ipv4"),
        IpVersion::V6 => unless(obeys(value, |text| text.validate_ipv6()), "ipv6"),
    }
}

/// Finds text in which the regular expression has no match; the code is `regex`.
pub fn regex<T: Text + ?Sized>(value: &T, regex: impl AsRegex) -> Option<ValidationError> {
    unless(obeys(value, |text| text.validate_regex(regex)), "regex")
}

/// Finds text with a control character, such as a line break; the code is `non_control_character`.
pub fn non_control_character<T: Text + ?Sized>(value: &T) -> Option<ValidationError> {
    unless(obeys(value, |text| text.validate_non_control_character()), "non_control_character")
}

fn obeys<T: Text + ?Sized>(value: &T, rule: impl FnOnce(&str) -> bool) -> bool {
    value.text().is_none_or(rule)
}

fn is_fully_qualified(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| match url.host() {
        Some(Host::Domain(domain)) => domain.trim_matches('.').contains('.'),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    })
}
