//! What the rules about text accept and refuse.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::{Arc, LazyLock};

use dynamo_model_fields::validate::{
    IpVersion, ValidationError, contains, does_not_contain, email, ip, non_control_character, one_of, regex,
    url,
};
use regex::Regex;
use serde_json::json;

/// Runs a rule on each text of a table, and tells those that were judged otherwise than the table says.
fn misjudged<'a>(
    table: &[(&'a str, bool)],
    code: &str,
    rule: impl Fn(&str) -> Option<ValidationError>,
) -> Vec<&'a str> {
    let is_accepted = |text: &str| match rule(text) {
        None => true,
        Some(found) => {
            assert_eq!((found.code.as_ref(), found.message, found.params.len()), (code, None, 0));
            false
        }
    };
    table.iter().filter(|(text, accepted)| is_accepted(text) != *accepted).map(|(text, _)| *text).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn knows_an_e_mail_address() {
    let table = [
        ("a@b.io", true),
        ("A.B+tag@sub.example.com", true),
        ("!#$%&'*+/=?^_`{|}~-@example.com", true),
        ("a@localhost", true),
        ("a@127.0.0.1", true),
        ("a@valid-----hyphens.com", true),
        ("a..b@example.com", true),
        (".a@example.com", true),
        ("", false),
        ("@", false),
        ("a", false),
        ("a.b.io", false),
        ("a@", false),
        ("@b.io", false),
        ("a@@b.io", false),
        ("a@b@c.io", false),
        ("a b@c.io", false),
        (" a@b.io", false),
        ("a@b.io ", false),
        ("a@b.io\n", false),
        ("a\n@b.io", false),
        ("a@b .io", false),
        ("a@.io", false),
        ("a@b..io", false),
        ("a@b.io.", false),
        ("a@-b.io", false),
        ("a@b-.io", false),
        ("a@b_c.io", false),
        ("a,b@c.io", false),
        ("Name <a@b.io>", false),
        ("mailto:a@b.io", false),
    ];
    assert_eq!(misjudged(&table, "email", email), NONE);
}

#[test]
fn knows_no_quotes_in_an_e_mail_address() {
    let table = [
        (r#""a b"@example.com"#, false),
        (r#""a@b"@example.com"#, false),
        (r#""\""@example.com"#, false),
        ("a(comment)@example.com", false),
        ("o'brien@example.com", true),
    ];
    assert_eq!(misjudged(&table, "email", email), NONE);
}

#[test]
fn knows_an_e_mail_address_by_ip() {
    let table = [
        ("a@[127.0.0.1]", true),
        ("a@[2001:dB8::1]", true),
        ("a@[::ffff:127.0.0.1]", true),
        ("a@[127.0.0.256]", false),
        ("a@[127.0.0.1", false),
        ("a@[127.0.0.1]\n", false),
        ("a@[2001:db8::12345]", false),
        ("a@[IPv6:2001:db8::1]", false),
        ("a@[]", false),
        ("a@[example.com]", false),
    ];
    assert_eq!(misjudged(&table, "email", email), NONE);
}

#[test]
fn knows_an_e_mail_address_in_other_scripts() {
    let table = [
        ("a@bücher.example", true),
        ("a@xn--bcher-kva.example", true),
        ("a@उदाहरण.परीक्षा", true),
        ("a@日本。jp", true),
        ("ü@example.com", false),
        ("a@b\u{200b}.io", true),
        ("a@b\u{a0}c.io", false),
        ("a@😀.example", true),
    ];
    assert_eq!(misjudged(&table, "email", email), NONE);
}

#[test]
fn knows_how_long_the_parts_of_an_e_mail_address_may_be() {
    let name = |length| format!("{}@b.io", "a".repeat(length));
    let label = |length| format!("a@{}.io", "b".repeat(length));
    // Short labels with their dots, and then what is left.
    let domain = |length| {
        let labels = format!("{}.", "b".repeat(31)).repeat(7);
        format!("a@{labels}{}", "c".repeat(length - labels.len()))
    };
    assert_eq!(domain(255).len(), 257);
    let found = [name(64), name(65), label(63), label(64), domain(255), domain(256)]
        .map(|address| email(&address).is_none());
    assert_eq!(found, [true, false, true, false, true, false]);
}

#[test]
fn knows_a_url() {
    let table = [
        ("http://example.com", true),
        ("HTTPS://EXAMPLE.COM/a?b=c#d", true),
        ("https://example.com:8443/", true),
        ("https://example.com:65535", true),
        ("https://user:password@example.com/", true),
        ("http://localhost", true),
        ("http://localhost:80/a", true),
        ("http://a", true),
        ("http://127.0.0.1:8000", true),
        ("http://[::1]:8000/a", true),
        ("http://[2001:db8::1]", true),
        ("http://bücher.example/ä", true),
        ("ftp://files.example.com/a b", true),
        ("mailto:a@b.io", true),
        ("data:text/plain,a", true),
        ("urn:isbn:9780131103627", true),
        ("file:///etc/hosts", true),
        ("postgres://db.internal/name", true),
        ("", false),
        ("http", false),
        ("http:", false),
        ("http://", false),
        ("example.com", false),
        ("/a/b", false),
        ("//example.com", false),
        ("://example.com", false),
        ("1http://example.com", false),
        ("http://exa mple.com", false),
        ("http://example.com:65536", false),
        ("http://example.com:a", false),
        ("http://[::1", false),
        ("http://[::12345]", false),
        ("http://256.0.0.1", false),
        ("http://exa<mple.com", false),
        ("http://user@", false),
    ];
    assert_eq!(misjudged(&table, "url", |text| url(text, false)), NONE);
}

#[test]
fn knows_a_fully_qualified_url() {
    let table = [
        ("http://example.com", true),
        ("http://example.com.", true),
        ("http://www.example.com:8080/a", true),
        ("http://user@example.com", true),
        ("http://bücher.example", true),
        ("http://日本。jp", true),
        ("http://127.0.0.1", true),
        ("http://[::1]/", true),
        ("postgres://db.internal/name", true),
        ("http://localhost", false),
        ("http://localhost:8000/a.b", false),
        ("http://localhost.", false),
        ("http://a", false),
        ("http://a.b@c", false),
        ("http://.a", false),
        ("postgres://db/name.sql", false),
        ("mailto:a@b.io", false),
        ("data:text/plain,a.b", false),
        ("file:///etc/hosts.allow", false),
        ("example.com", false),
    ];
    assert_eq!(misjudged(&table, "url", |text| url(text, true)), NONE);
}

#[test]
fn knows_ip_addresses_by_version() {
    let table = [
        ("0.0.0.0", true, false),
        ("192.0.2.1", true, false),
        ("255.255.255.255", true, false),
        ("::", false, true),
        ("::1", false, true),
        ("2001:DB8::1", false, true),
        ("1:2:3:4:5:6:7:8", false, true),
        ("::ffff:192.0.2.1", false, true),
        ("", false, false),
        ("256.0.0.1", false, false),
        ("1.2.3", false, false),
        ("1.2.3.4.5", false, false),
        ("01.2.3.4", false, false),
        ("1.2.3.4:80", false, false),
        ("1.2.3.4/8", false, false),
        (" 1.2.3.4", false, false),
        ("1.2.3.4\n", false, false),
        ("٧.2.3.4", false, false),
        ("[::1]", false, false),
        ("::1%eth0", false, false),
        ("12345::", false, false),
        ("1::2::3", false, false),
        ("1:2:3:4:5:6:7", false, false),
        ("localhost", false, false),
    ];
    let v4 = table.map(|(text, v4, _)| (text, v4));
    let v6 = table.map(|(text, _, v6)| (text, v6));
    let any = table.map(|(text, v4, v6)| (text, v4 || v6));
    assert_eq!(misjudged(&v4, "ipv4", |text| ip(text, IpVersion::V4)), NONE);
    assert_eq!(misjudged(&v6, "ipv6", |text| ip(text, IpVersion::V6)), NONE);
    assert_eq!(misjudged(&any, "ip", |text| ip(text, IpVersion::Any)), NONE);
}

#[test]
fn knows_what_a_regular_expression_matches() {
    static PLATE: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[A-Z]{2}[0-9]{1,4}$").unwrap());
    let whole =
        [("AB1", true), ("AB1234", true), ("", false), ("AB", false), ("xAB1", false), ("AB1\n", false)];
    assert_eq!(misjudged(&whole, "regex", |text| regex(text, &*PLATE)), NONE);
    assert_eq!(misjudged(&whole, "regex", |text| regex(text, &PLATE)), NONE);
    let part = [("a1b", true), ("1", true), ("ab", false)];
    assert_eq!(misjudged(&part, "regex", |text| regex(text, Regex::new("[0-9]").unwrap())), NONE);
}

#[test]
fn knows_control_characters() {
    let table = [
        ("", true),
        ("Himmel", true),
        ("आकाश", true),
        ("2H₂ + O₂ ⇌ 2H₂O", true),
        ("👨‍👩‍👧", true),
        ("a\u{a0}b", true),
        ("a\u{200b}b", true),
        ("a\nb", false),
        ("a\tb", false),
        ("a\0", false),
        ("\u{1f}", false),
        ("\u{7f}", false),
        ("\u{80}", false),
        ("\u{9f}", false),
    ];
    assert_eq!(misjudged(&table, "non_control_character", non_control_character), NONE);
}

#[test]
fn sees_text_wherever_it_is_kept() {
    let codes = [
        email("x"),
        email(&"x"),
        email(&"x".to_owned()),
        email(&Box::<str>::from("x")),
        email(&Arc::<str>::from("x")),
        email(&Cow::Borrowed("x")),
        email(&Cow::<str>::Owned("x".to_owned())),
        email(&Box::new("x".to_owned())),
        email(&Some("x".to_owned())),
        email(&Some(Some(Arc::<str>::from("x")))),
        email(&Box::new(Some("x"))),
    ]
    .map(|found| found.map(|error| error.code));
    assert_eq!(codes, [const { Some(Cow::Borrowed("email")) }; 11]);
}

#[test]
fn an_absent_text_obeys() {
    let absent = None::<String>;
    let found = [
        email(&absent),
        url(&absent, true),
        ip(&absent, IpVersion::V4),
        regex(&absent, Regex::new("a").unwrap()),
        non_control_character(&absent),
        contains(&absent, "a"),
        does_not_contain(&absent, "a"),
        does_not_contain(&None::<Vec<String>>, "a"),
        one_of(&absent, &["a"]),
        email(&Some(None::<String>)),
    ];
    assert_eq!(found, [const { None }; 10]);
}

#[test]
fn searches_text_collections_and_keys() {
    let words = ["to", "be"];
    let owned = words.map(str::to_owned);
    let map: HashMap<String, u8> = owned.clone().into_iter().map(|word| (word, 1)).collect();
    let holds = |needle: &str| {
        let found = [
            contains("to be", needle),
            contains(&"to be".to_owned(), needle),
            contains(&Some(Cow::Borrowed("to be")), needle),
            contains(&words, needle),
            contains(&Vec::from(owned.clone()), needle),
            contains(&VecDeque::from(owned.clone()), needle),
            contains(&Box::new(BTreeSet::from(owned.clone())), needle),
            contains(&HashSet::from(owned.clone()), needle),
            contains(&map, needle),
            contains(&Some(BTreeMap::from(words.map(|word| (word.to_owned(), 0)))), needle),
        ];
        found.map(|found| found.is_none())
    };
    assert_eq!(holds("be"), [true; 10]);
    assert_eq!(holds("zz"), [false; 10]);
    // A part of an element is not an element.
    assert_eq!(holds("b"), [true, true, true, false, false, false, false, false, false, false]);
    assert_eq!(holds(""), [true, true, true, false, false, false, false, false, false, false]);
    assert_eq!(contains(&BTreeMap::from([(12_u8, 0)]), "12"), None);
}

#[test]
fn refuses_what_does_or_does_not_contain_a_text() {
    let found = contains("needless", "needle?").unwrap();
    assert_eq!(json!(found), json!({"code": "contains", "message": null, "params": {"needle": "needle?"}}));
    let found = does_not_contain(&vec!["a", "b"], "b").unwrap();
    assert_eq!(json!(found), json!({"code": "does_not_contain", "message": null, "params": {"needle": "b"}}));
    assert_eq!(does_not_contain("abc", "d"), None);
    assert_eq!(does_not_contain("abc", "B"), None);
    assert_eq!(does_not_contain(&vec!["abc"], "b"), None);
}
