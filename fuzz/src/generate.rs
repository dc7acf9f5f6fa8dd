//! DynamoDB JSON by its grammar, with what is odd in it and now and then what is wrong.

use fastrand::Rng;

/// Names of fields, and others.
const NAMES: [&str; 24] = [
    "id", "whole", "real", "exact", "truth", "text", "bytes", "at", "uuid", "list", "map", "texts",
    "numbers", "blobs", "part", "parts", "shape", "any", "size", "label", "inner", "kind", "radius", "x",
];

const TEXTS: [&str; 26] = [
    "",
    "a",
    "k",
    "circle",
    "point",
    "2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00.123456789Z",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
    r"\u0041",
    r"\ud83d\ude00",
    r"\ud800",
    r"\udc00\ud800",
    r"\n\t\r\b\f\/\\",
    "\\\"",
    "é日本😀",
    r"\x",
    r"\",
    r"\u12",
    r"\u00e9\u0000",
    "\u{7f}\u{80}",
    "a\nb",
    "#a",
    ":b",
    "__type",
    r"\u+123",
    r"\é",
];

const NUMBERS: [&str; 26] = [
    "0",
    "-0",
    "1",
    "-1",
    "7",
    "1.5",
    "1e3",
    "1E+3",
    "01",
    "+1",
    ".5",
    "5.",
    "1e",
    "-",
    "",
    "NaN",
    "Infinity",
    "-inf",
    "0x1",
    "99999999999999999999999999999999999999",
    "999999999999999999999999999999999999999",
    "1e125",
    "1e126",
    "1E-130",
    "1e-131",
    "4294967296",
];

const BASE64: [&str; 14] = [
    "",
    "AA==",
    "AAE=",
    "AAEC",
    "AA",
    "AAE",
    "A",
    "AA=",
    "AAF=",
    "A A=",
    "AA==\\n",
    "\\u0041A==",
    "+/8=",
    "-_8=",
];

const WORDS: [&str; 14] =
    ["true", "false", "null", "0", "1", "-1.5e+10", "01", "1.", "-", "nul", "True", "1e999", "NaN", "\"\""];

fn one_of<'a>(rng: &mut Rng, list: &[&'a str]) -> &'a str {
    list[rng.usize(0..list.len())]
}

/// White space, mostly none.
fn blank(rng: &mut Rng, out: &mut String) {
    if rng.u8(0..24) == 0 {
        out.push_str(one_of(rng, &[" ", "\n", "\t", "\r\n", "\u{b}", "\u{a0}"]));
    }
}

fn string(rng: &mut Rng, out: &mut String, list: &[&str]) {
    out.push('"');
    out.push_str(one_of(rng, list));
    out.push('"');
}

/// Writes members or elements between brackets, now and then with a comma too many or too few.
fn list(rng: &mut Rng, out: &mut String, brackets: [char; 2], mut each: impl FnMut(&mut Rng, &mut String)) {
    out.push(brackets[0]);
    let count = rng.usize(0..4);
    for number in 0..count {
        if number > 0 && rng.u8(0..64) != 0 {
            blank(rng, out);
            out.push(',');
        }
        blank(rng, out);
        each(rng, out);
    }
    if rng.u8(0..64) == 0 {
        out.push(',');
    }
    blank(rng, out);
    out.push(if rng.u8(0..128) == 0 { brackets[0] } else { brackets[1] });
}

/// Writes an item, or the map inside an M.
pub fn members(rng: &mut Rng, out: &mut String, fuel: u8) {
    list(rng, out, ['{', '}'], |rng, out| {
        let name = one_of(rng, &NAMES);
        member(rng, out, name, |rng, out| attribute(rng, out, fuel));
    });
}

/// Writes an item of the model's that has its key.
pub fn item(rng: &mut Rng, out: &mut String) {
    out.push_str(r#"{"id":{"S":"k"}"#);
    for _ in 0..rng.usize(0..5) {
        out.push(',');
        let name = one_of(rng, &NAMES);
        member(rng, out, name, |rng, out| match rng.u8(0..4) {
            0 => attribute(rng, out, 3),
            _ => fitting(rng, out, name),
        });
    }
    out.push('}');
}

fn member(rng: &mut Rng, out: &mut String, name: &str, value: impl FnOnce(&mut Rng, &mut String)) {
    out.push('"');
    out.push_str(if rng.u8(0..48) == 0 { one_of(rng, &TEXTS) } else { name });
    out.push('"');
    blank(rng, out);
    if rng.u8(0..96) != 0 {
        out.push(':');
    }
    blank(rng, out);
    value(rng, out);
    blank(rng, out);
}

/// Writes an attribute of the type that the field wants.
fn fitting(rng: &mut Rng, out: &mut String, name: &str) {
    let kind = match name {
        "whole" | "real" | "exact" | "size" | "radius" => "N",
        "truth" => "BOOL",
        "bytes" => "B",
        "list" | "parts" | "inner" => "L",
        "map" | "part" | "shape" => "M",
        "texts" => "SS",
        "numbers" => "NS",
        "blobs" => "BS",
        "any" => return attribute(rng, out, 3),
        _ => "S",
    };
    typed(rng, out, kind, 3);
}

const KINDS: [&str; 12] = ["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS", "Q", "__type"];

/// Writes an attribute of any type.
fn attribute(rng: &mut Rng, out: &mut String, fuel: u8) {
    if rng.u8(0..64) == 0 {
        out.push_str(one_of(rng, &["null", "{}", "[]", "1", "\"\"", "{\"S\":null}", "true"]));
        return;
    }
    let kind = one_of(rng, &KINDS);
    typed(rng, out, kind, fuel);
}

fn typed(rng: &mut Rng, out: &mut String, kind: &str, fuel: u8) {
    out.push('{');
    if rng.u8(0..48) == 0 {
        nothing(rng, out);
        out.push(',');
    }
    blank(rng, out);
    member(rng, out, kind, |rng, out| content(rng, out, kind, fuel));
    if rng.u8(0..48) == 0 {
        out.push(',');
        if rng.bool() { nothing(rng, out) } else { out.push_str(r#""S":"x""#) }
    }
    out.push('}');
}

/// Writes a member that the SDK passes over.
fn nothing(rng: &mut Rng, out: &mut String) {
    out.push_str(one_of(
        rng,
        &["\"S\":null", "\"N\":null", "\"Q\":null", "\"__type\":\"x\"", "\"__type\":{\"a\":[1]}"],
    ));
}

fn content(rng: &mut Rng, out: &mut String, kind: &str, fuel: u8) {
    let content = if rng.u8(0..64) == 0 { one_of(rng, &KINDS) } else { kind };
    let fuel = fuel.saturating_sub(1);
    match content {
        "S" => string(rng, out, &TEXTS),
        "N" => string(rng, out, &NUMBERS),
        "B" => string(rng, out, &BASE64),
        "BOOL" | "NULL" => {
            out.push_str(one_of(rng, &["true", "false", "true", "null", "trueish", "\"true\""]));
        }
        "L" if fuel > 0 => list(rng, out, ['[', ']'], |rng, out| attribute(rng, out, fuel)),
        "M" if fuel > 0 => members(rng, out, fuel),
        "SS" => list(rng, out, ['[', ']'], |rng, out| string(rng, out, &TEXTS)),
        "NS" => list(rng, out, ['[', ']'], |rng, out| string(rng, out, &NUMBERS)),
        "BS" => list(rng, out, ['[', ']'], |rng, out| string(rng, out, &BASE64)),
        _ => out.push_str(one_of(rng, &WORDS)),
    }
}

/// Writes the body of a response around a value.
pub fn body(rng: &mut Rng, name: &str, value: impl FnOnce(&mut Rng, &mut String)) -> Vec<u8> {
    let mut out = String::from("{");
    if rng.u8(0..8) == 0 {
        out.push_str(r#""Count":"#);
        out.push_str(one_of(rng, &WORDS));
        out.push(',');
    }
    if rng.u8(0..16) == 0 {
        out.push_str(r#""More":"#);
        attribute(rng, &mut out, 3);
        out.push(',');
    }
    member(rng, &mut out, name, value);
    if rng.u8(0..16) == 0 {
        out.push(',');
        out.push_str(r#""ConsumedCapacity":{"TableName":"t","CapacityUnits":"#);
        out.push_str(one_of(rng, &WORDS));
        out.push('}');
    }
    out.push('}');
    out.into_bytes()
}

/// Makes the body of a `GetItem`.
pub fn get_item(rng: &mut Rng) -> Vec<u8> {
    body(rng, "Item", |rng, out| match rng.u8(0..4) {
        0 => members(rng, out, 5),
        _ => item(rng, out),
    })
}

/// Writes a page of items.
pub fn items(rng: &mut Rng, out: &mut String) {
    if rng.u8(0..32) == 0 {
        out.push_str("null");
        return;
    }
    list(rng, out, ['[', ']'], |rng, out| match rng.u8(0..16) {
        0 => out.push_str("null"),
        1..4 => members(rng, out, 4),
        _ => item(rng, out),
    });
}
