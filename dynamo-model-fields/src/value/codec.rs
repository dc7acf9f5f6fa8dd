//! Values to and from DynamoDB JSON.

use std::collections::BTreeSet;

use crate::error::{DecodeError, EncodeError};
use crate::number::Number;
use crate::wire::{AttributeType, Reader, Writer, decode_base64};

use super::{Item, Value};

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
const MAX_NESTING: usize = 32;

impl Value {
    /// Reads an attribute of any type.
    ///
    /// # Errors
    ///
    /// What is no attribute, and more than 64 nested containers, give an error with `is_syntax`.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let kind = from.attribute_type()?;
        Ok(match kind {
            AttributeType::S => Self::S(from.text()?.into_owned()),
            AttributeType::N => Self::N(read_number(&from.number()?)?),
            AttributeType::B => Self::B(from.binary()?),
            AttributeType::Bool => Self::Bool(from.boolean()?),
            AttributeType::Null => {
                from.null()?;
                Self::Null
            }
            AttributeType::L => {
                let mut elements = Vec::new();
                from.list(|from, _| {
                    elements.push(Self::read(from)?);
                    Ok(())
                })?;
                Self::L(elements)
            }
            AttributeType::M => {
                let mut entries = Item::new();
                from.map(|from, name| {
                    let value = Self::read(from)?;
                    entries.insert(name.into_owned(), value);
                    Ok(())
                })?;
                Self::M(entries)
            }
            AttributeType::Ss => Self::Ss(read_set(from, kind, |text| Ok(text.to_owned()))?),
            AttributeType::Ns => Self::Ns(read_set(from, kind, read_number)?),
            AttributeType::Bs => Self::Bs(read_set(from, kind, decode_base64)?),
        })
    }

    /// Writes the value as an attribute.
    ///
    /// # Errors
    ///
    /// Empty sets and more than 32 nested containers are refused.
    pub fn write(&self, out: &mut Writer) -> Result<(), EncodeError> {
        self.write_at(0, out)
    }

    fn write_at(&self, depth: usize, out: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::S(text) => out.text(text),
            Self::N(number) => out.number(number.as_str()),
            Self::B(bytes) => out.binary(bytes),
            Self::Bool(value) => out.boolean(*value),
            Self::Null => out.null(),
            Self::L(elements) => return write_list(elements, deeper(depth)?, out),
            Self::M(entries) => {
                out.begin_map();
                write_entries(entries, deeper(depth)?, out)?;
                out.end_map();
            }
            Self::Ss(members) => write_set(AttributeType::Ss, members, out, |text, out| {
                out.json_string(text);
            })?,
            Self::Ns(members) => write_set(AttributeType::Ns, members, out, |number, out| {
                out.json_string(number.as_str());
            })?,
            Self::Bs(members) => write_set(AttributeType::Bs, members, out, |bytes, out| {
                out.base64_string(bytes);
            })?,
        }
        Ok(())
    }
}

/// Reads the text of an N.
pub(crate) fn read_number(text: &str) -> Result<Number, DecodeError> {
    Number::new(text).map_err(|_| DecodeError::mismatch("a number of up to 38 digits", text.to_owned()))
}

fn read_set<T: Ord>(
    from: &mut Reader<'_>,
    kind: AttributeType,
    member: impl Fn(&str) -> Result<T, DecodeError>,
) -> Result<BTreeSet<T>, DecodeError> {
    let mut members = BTreeSet::new();
    from.set(kind, |text| {
        members.insert(member(&text)?);
        Ok(())
    })?;
    Ok(members)
}

/// Steps into a list or map, of which DynamoDB nests so many.
pub(crate) fn deeper(depth: usize) -> Result<usize, EncodeError> {
    if depth == MAX_NESTING {
        return Err(EncodeError::new("lists and maps are nested more than 32 deep"));
    }
    Ok(depth + 1)
}

fn write_list(elements: &[Value], depth: usize, out: &mut Writer) -> Result<(), EncodeError> {
    out.begin_list();
    for (position, element) in elements.iter().enumerate() {
        out.element();
        element.write_at(depth, out).map_err(|error| error.within_index(position))?;
    }
    out.end_list();
    Ok(())
}

/// Writes the entries of a map or item, without its braces.
pub(crate) fn write_entries(entries: &Item, depth: usize, out: &mut Writer) -> Result<(), EncodeError> {
    for (name, value) in entries {
        out.name(name);
        value.write_at(depth, out).map_err(|error| error.within(name))?;
    }
    Ok(())
}

fn write_set<T>(
    kind: AttributeType,
    members: &BTreeSet<T>,
    out: &mut Writer,
    each: impl Fn(&T, &mut Writer),
) -> Result<(), EncodeError> {
    if members.is_empty() {
        return Err(EncodeError::new("an empty set cannot be stored"));
    }
    out.begin_set(kind);
    for member in members {
        out.element();
        each(member, out);
    }
    out.end_set();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Value {
        (0..depth).fold(Value::Null, |inner, _| Value::L(vec![inner]))
    }

    fn written(value: &Value) -> Result<String, EncodeError> {
        let mut out = Writer::new();
        value.write(&mut out)?;
        Ok(String::from_utf8(out.into_bytes()).unwrap())
    }

    #[test]
    fn v5_nests_32_deep_and_no_deeper() {
        assert!(written(&nested(32)).is_ok());
        let error = written(&nested(33)).unwrap_err();
        assert_eq!(error.path(), "[0]".repeat(32));
    }

    #[test]
    fn bounds_the_nesting_that_it_reads() {
        for (depth, is_read) in [(64, true), (65, false), (100_000, false)] {
            let json = format!("{}{{\"NULL\":true}}{}", "{\"L\":[".repeat(depth), "]}".repeat(depth));
            let value = Value::read(&mut Reader::over(&json));
            assert_eq!(value.is_ok(), is_read, "{depth}");
            assert!(value.is_ok() || value.unwrap_err().is_syntax());
        }
    }

    #[test]
    fn v1_refuses_an_empty_set() {
        let value = Value::from(Item::from([("a".to_owned(), Value::Ss(BTreeSet::new()))]));
        assert_eq!(written(&value).unwrap_err().to_string(), "`a`: an empty set cannot be stored");
    }

    #[test]
    fn v4_sets_of_numbers_hold_equal_numbers_once() {
        let json = r#"{"NS":["1","1.0","2"]}"#;
        let value = Value::read(&mut Reader::over(json)).unwrap();
        assert_eq!(written(&value).unwrap(), r#"{"NS":["1","2"]}"#);
    }
}
