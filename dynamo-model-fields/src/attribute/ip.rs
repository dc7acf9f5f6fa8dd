//! Addresses of the Internet protocol, stored as text.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::spelling::{Spelling, spelled};

macro_rules! addresses {
    ($($address:ident: $expected:literal;)*) => {$(
        impl Spelling for $address {
            const EXPECTED: &'static str = $expected;

            fn spell(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

addresses! {
    Ipv4Addr: "an IPv4 address";
    Ipv6Addr: "an IPv6 address";
    IpAddr: "an IP address";
}

spelled! {
    /// Stored as an S such as `10.0.0.1`, whose text order is not that of addresses.
    Ipv4Addr;
    /// Stored as an S in the shortest spelling, such as `2001:db8::1`; read in any.
    ///
    /// As a key it names the item under this spelling only.
    Ipv6Addr;
    /// Stored as an S, as the address of either version is.
    IpAddr;
}
