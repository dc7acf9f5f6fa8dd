//! What readers accept, refuse, and survive.

use std::borrow::Cow;

use super::*;
use crate::value::{Item, Value};
use crate::wire::{AttributeType, size};

fn reader(json: &str) -> Reader<'_> {
    Reader::new(json.as_bytes()).unwrap()
}

/// An item of every type, as DynamoDB writes it.
const ITEM: &str = concat!(
    r#"{"s":{"S":"caf\u00e9 \ud83d\ude00 日本"},"n":{"N":"-12.5"},"b":{"B":"AAEC"},"t":{"BOOL":true},"#,
    r#""f":{"BOOL":false},"z":{"NULL":true},"l":{"L":[{"S":"a"},{"L":[]},{"M":{}}]},"#,
    r#""m":{"M":{"a\"b":{"N":"1"},"c":{"M":{"d":{"S":""}}}}},"ss":{"SS":["x","y"]},"#,
    r#""ns":{"NS":["1","2"]},"bs":{"BS":["AA==","AQ=="]}}"#
);

/// The same item with white space wherever JSON allows it.
fn spaced() -> String {
    let mut spaced = String::new();
    let mut is_text = false;
    let mut previous = ' ';
    for character in ITEM.chars() {
        let is_quote = character == '"' && previous != '\\';
        if !is_text && "{}[],:\"".contains(character) {
            spaced.push_str(" \n\t\r");
        }
        is_text ^= is_quote;
        spaced.push(character);
        if !is_text && "{}[],:\"".contains(character) {
            spaced.push(' ');
        }
        previous = character;
    }
    spaced
}

fn item(json: &str) -> Result<Item, DecodeError> {
    let mut reader = Reader::new(json.as_bytes())?;
    let item = <Item as crate::ReadItem>::read_item(&mut reader)?;
    reader.end()?;
    Ok(item)
}

#[test]
fn lends_text_without_escapes_and_copies_the_rest() {
    assert!(matches!(reader(r#"{"S":"plain é"}"#).text(), Ok(Cow::Borrowed("plain é"))));
    assert!(matches!(reader(r#"{"S":"a\tb"}"#).text(), Ok(Cow::Owned(text)) if text == "a\tb"));
}

#[test]
fn white_space_changes_nothing() {
    let expected = item(ITEM).unwrap();
    assert_eq!(expected.len(), 11);
    assert_eq!(expected["s"], Value::from("café 😀 日本"));
    assert_eq!(item(&spaced()), Ok(expected));
}

#[test]
fn says_which_type_it_found() {
    for json in [r#"{"N":"1"}"#, r#" { "N" : "1" } "#] {
        let error = reader(json).text().unwrap_err();
        assert_eq!(error.to_string(), "expected S, found N");
        let error = reader(json).list(|_, _| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "expected L, found N");
        let error = reader(json).set(AttributeType::Ss, |_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "expected SS, found N");
    }
    assert_eq!(reader(r#"{"S":"1"}"#).boolean().unwrap_err().expected(), Some("BOOL"));
}

#[test]
fn names_the_place_of_an_error() {
    let json = r#"{"a":{"S":"x"},"b\n":{"L":[{"N":"1"},{"M":{"k":{"S":"x"}}}]}}"#;
    let mut place = reader(json);
    let mut names = place.object().unwrap();
    names.next(&mut place).unwrap();
    place.skip().unwrap();
    names.next(&mut place).unwrap();
    let error = place
        .list(|from, position| match position {
            0 => from.number().map(drop),
            _ => from.map(|from, _| from.number().map(drop)),
        })
        .unwrap_err();
    assert_eq!(error.to_string(), "`[1].k`: expected N, found S");
}

#[test]
fn consumes_null_and_nothing_else() {
    for json in [r#"{"NULL":true}"#, r#" { "NULL" : true } "#] {
        let mut null = reader(json);
        assert_eq!(null.null(), Ok(true));
        assert_eq!(null.end(), Ok(()));
    }
    for json in [r#"{"S":"x"}"#, r#"{"N":"1"}"#, r#"{"NS":["1"]}"#, r#" {"S":"x"}"#] {
        let mut other = reader(json);
        assert_eq!(other.null(), Ok(false));
        assert_eq!(other.offset(), 0);
    }
    for json in [r#"{"NULL":"true"}"#, r#"{"NULL":nil}"#, r#"{"NULL":null}"#] {
        assert!(reader(json).null().unwrap_err().is_syntax(), "{json}");
    }
}

#[test]
fn peeks_at_every_type() {
    let kinds: Vec<AttributeType> = item(ITEM).unwrap().values().map(Value::attribute_type).collect();
    for kind in kinds {
        let json = format!("{{\"{kind}\":0}}");
        let mut peeked = reader(&json);
        assert_eq!(peeked.attribute_type(), Ok(kind));
        assert_eq!(peeked.offset(), 0);
    }
    assert!(reader(r#"{"Q":1}"#).attribute_type().unwrap_err().is_syntax());
}

#[test]
fn skips_any_value_and_returns_its_text() {
    for value in ["1", "-1.5e+10", "true", "null", r#""a\"]}""#, "[]", "{}", ITEM, r#"[{"a":[1,{"b":"}"}]}]"#]
    {
        let json = format!(" {value} , 2");
        let mut skipped = reader(&json);
        assert_eq!(skipped.raw(), Ok(value));
        assert_eq!(skipped.offset(), value.len() + 1);
    }
    let deep = "[".repeat(128) + &"]".repeat(128);
    assert_eq!(reader(&deep).raw(), Ok(deep.as_str()));
    for depth in [129, 10_000, 1_000_000] {
        let deep = "{\"a\":[".repeat(depth);
        let error = reader(&deep).skip().unwrap_err();
        assert_eq!(error.to_string(), "malformed DynamoDB JSON: more than 128 nested containers at byte 385");
    }
}

#[test]
fn checks_the_structure_of_what_it_passes_over() {
    for json in [
        "[1,]",
        "[,1]",
        "[1 2]",
        "[}",
        "{]",
        "{,}",
        "[{]}",
        r#"{"a"}"#,
        r#"{"a" 1}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1 "b":2}"#,
        "{1:2}",
        "[:]",
        "[tru]",
        "[True]",
        "[nul]",
        "[+1]",
        "[-]",
        "[1e]",
        "[1.2.3]",
        "[-inf]",
        "[NaN]",
        "[\"a\nb\"]",
        "[\"a]",
        "[[1]",
        "]",
        ",",
        "",
    ] {
        assert!(reader(json).skip().unwrap_err().is_syntax(), "{json}");
    }
    // What the SDK takes for a number, or passes over unread, though JSON has no such thing.
    for json in ["01", "-01", "1.", "-.5", "1e999", r#""\q""#, r#""\u12""#, r#""\ud800""#, "\"\\é\""] {
        let mut skipped = reader(json);
        assert_eq!(skipped.skip().and_then(|()| skipped.end()), Ok(()), "{json}");
    }
}

#[test]
fn nulls_beside_a_value_say_nothing() {
    for json in [
        r#"{"S":null,"N":"1"}"#,
        r#"{"N":"1","S":null}"#,
        r#"{"N":null,"Q":null,"N":"1","L":null,"Q":null}"#,
        r#"{"__type":"AttributeValue","N":"1"}"#,
        r#"{"N":"1","__type":{"a":[1]}}"#,
        // The SDK does not read the name of a null.
        r#"{"\x":null,"N":"1"}"#,
        r#"{"N":"1","\ud800":null}"#,
    ] {
        assert_eq!(Value::read(&mut reader(json)), Ok(Value::from(1)), "{json}");
        assert_eq!(reader(json).number(), Ok("1".into()), "{json}");
        assert_eq!(reader(json).null(), Ok(false), "{json}");
    }
    let truth = r#"{"NULL":null,"BOOL":true,"S":null}"#;
    assert_eq!(Value::read(&mut reader(truth)), Ok(Value::Bool(true)));
    for json in [
        r#"{"NULL":true,"S":null}"#,
        r#"{"S":null,"NULL":true}"#,
        r#"{"NULL":false}"#,
        r#"{ "NULL" : false }"#,
    ] {
        assert_eq!(Value::read(&mut reader(json)), Ok(Value::Null), "{json}");
        assert_eq!(reader(json).null(), Ok(true), "{json}");
    }
    for json in [
        r#"{"S":null}"#,
        r#"{"__type":"x"}"#,
        r#"{"S":null,}"#,
        r#"{"S":null "N":"1"}"#,
        r#"{"N":"1","S":nulls}"#,
        r#"{"\x":"","N":"1"}"#,
        r#"{"N":"1",7:null}"#,
    ] {
        assert!(Value::read(&mut reader(json)).unwrap_err().is_syntax(), "{json}");
    }
}

#[test]
fn base64_has_one_form() {
    assert_eq!(reader(r#"{"B":"+/8="}"#).binary(), Ok(vec![0xfb, 0xff]));
    for text in ["AA", "AAE", "AAF=", "A A=", "AA==\\n", "\\u0041A==", "\\/w==", "-_8=", "AA===", "A"] {
        let (one, set) = (format!(r#"{{"B":"{text}"}}"#), format!(r#"{{"BS":["{text}"]}}"#));
        assert_eq!(reader(&one).binary().unwrap_err().expected(), Some("base64"), "{text}");
        assert_eq!(Value::read(&mut reader(&set)).unwrap_err().expected(), Some("base64"), "{text}");
    }
}

#[test]
fn refuses_hostile_json() {
    for json in [
        "",
        "{",
        "{]",
        "[}",
        "{,}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":{"S":"x"},}"#,
        r#"{,"a":{"S":"x"}}"#,
        r#"{"a":{"S":"x"}"b":{"S":"y"}}"#,
        r#"{"a":{"S":x}}"#,
        r#"{"a":{"S":"x","N":"1"}}"#,
        r#"{"a":{"S":1}}"#,
        r#"{"a":{}}"#,
        r#"{"a":{"L":[,]}}"#,
        r#"{"a":{"L":[{"S":"x"},]}}"#,
        r#"{"a":{"L":[{"S":"x"} {"S":"x"}]}}"#,
        r#"{"a":{"SS":["x",]}}"#,
        r#"{"a":{"BOOL":"true"}}"#,
        r#"{"a":{"BOOL":trueish}}"#,
        r#"{"a":{"S":"x"}} {"#,
        "{\"a\":{\"S\":\"\u{0}\"}}",
        "\u{feff}{}",
        r#"{"a":{"S":"\ud800"}}"#,
        r#"{"a":{"S":"\é"}}"#,
    ] {
        let error = item(json).unwrap_err();
        assert!(error.is_syntax(), "{json}: {error}");
    }
    for json in [r#"{"a":{"N":"x"}}"#, r#"{"a":{"B":"*"}}"#, r#"{"a":{"NS":[""]}}"#] {
        assert!(!item(json).unwrap_err().is_syntax(), "{json}");
    }
    assert!(Reader::new(b"{\"a\":{\"S\":\"\xff\"}}").unwrap_err().is_syntax());
}

#[test]
fn survives_a_cut_at_every_byte() {
    for sample in [ITEM.to_owned(), spaced()] {
        let length = sample.trim_end().len();
        for end in (0..length).filter(|&end| sample.is_char_boundary(end)) {
            let cut = &sample[..end];
            assert!(item(cut).unwrap_err().is_syntax(), "{cut}");
            assert!(reader(cut).skip().is_err(), "{cut}");
            assert!(size::item_size(cut).is_err(), "{cut}");
        }
    }
}

#[test]
fn survives_any_byte_in_any_place() {
    for at in 0..ITEM.len() {
        for byte in [0, b' ', b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b'0', b'u', 0x1f, 0x7f] {
            let mut bytes = ITEM.as_bytes().to_vec();
            bytes[at] = byte;
            if let Ok(mut reader) = Reader::new(&bytes) {
                let _ = <Item as crate::ReadItem>::read_item(&mut reader);
            }
            if let Ok(mut reader) = Reader::new(&bytes) {
                let _ = reader.skip();
            }
        }
    }
}
