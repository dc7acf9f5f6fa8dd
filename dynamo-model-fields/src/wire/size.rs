//! How large DynamoDB will find an item.

use crate::error::DecodeError;

use super::attribute_type::AttributeType;
use super::reader::Reader;

/// The most bytes of an item, names and values together.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items>
pub const MAX_ITEM_SIZE: usize = 409_600;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
const CONTAINER: usize = 3;
const ELEMENT: usize = 1;

/// Measures an item, given its bare map such as `{"email":{"S":"a@b.io"}}`.
///
/// The size is a lower bound: DynamoDB publishes that of numbers only roughly.
///
/// # Errors
///
/// What is not DynamoDB JSON gives an error with `is_syntax`.
pub fn item_size(json: &str) -> Result<usize, DecodeError> {
    let mut reader = Reader::over(json);
    let mut names = reader.object()?;
    let mut size = 0;
    while let Some(name) = names.next(&mut reader)? {
        size += name.len() + value_size(&mut reader)?;
    }
    reader.end()?;
    Ok(size)
}

/// Measures a number: a byte for two digits and one for the rest.
pub(crate) fn number_size(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.trim_start_matches(['-', '+', '0', '.']);
    let digits = if mantissa.contains('.') {
        digits.trim_end_matches(['0', '.'])
    } else {
        digits.trim_end_matches('0')
    };
    let significant = digits.bytes().filter(u8::is_ascii_digit).count();
    significant.div_ceil(2) + 1
}

fn decoded_length(base64: &str) -> usize {
    base64.trim_end_matches('=').len() * 3 / 4
}

fn value_size(reader: &mut Reader<'_>) -> Result<usize, DecodeError> {
    let kind = reader.attribute_type()?;
    Ok(match kind {
        AttributeType::S => reader.text()?.len(),
        AttributeType::N => number_size(&reader.number()?),
        AttributeType::B => decoded_length(&reader.base64()?),
        AttributeType::Bool => {
            reader.boolean()?;
            1
        }
        AttributeType::Null => {
            reader.null()?;
            1
        }
        AttributeType::L => {
            let mut size = CONTAINER;
            reader.list(|reader, _| {
                size += ELEMENT + value_size(reader)?;
                Ok(())
            })?;
            size
        }
        AttributeType::M => {
            let mut size = CONTAINER;
            reader.map(|reader, name| {
                size += ELEMENT + name.len() + value_size(reader)?;
                Ok(())
            })?;
            size
        }
        AttributeType::Ss | AttributeType::Ns | AttributeType::Bs => {
            let mut size = 0;
            reader.set(kind, |member| {
                size += match kind {
                    AttributeType::Ns => number_size(&member),
                    AttributeType::Bs => decoded_length(&member),
                    _ => member.len(),
                };
                Ok(())
            })?;
            size
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v5_follows_the_published_rule() {
        for (json, size) in [
            ("{}", 0),
            (r#"{"a":{"S":"é\n"}}"#, 1 + 3),
            (r#"{"né":{"S":""}}"#, 3),
            (r#"{"a":{"N":"0"}}"#, 1 + 1),
            (r#"{"a":{"N":"27"}}"#, 1 + 2),
            (r#"{"a":{"N":"-27.5"}}"#, 1 + 3),
            (r#"{"a":{"N":"1000000"}}"#, 1 + 2),
            (r#"{"a":{"N":"0.00010"}}"#, 1 + 2),
            (r#"{"a":{"N":"1.5e+10"}}"#, 1 + 2),
            (r#"{"a":{"B":"AAEC"}}"#, 1 + 3),
            (r#"{"a":{"BOOL":true},"b":{"NULL":true}}"#, 4),
            (r#"{"a":{"L":[]}}"#, 1 + 3),
            (r#"{"a":{"L":[{"S":"xy"},{"N":"1"}]}}"#, 1 + 3 + (1 + 2) + (1 + 2)),
            (r#"{"a":{"M":{"k":{"S":"xy"}}}}"#, 1 + 3 + (1 + 1 + 2)),
            (r#"{"a":{"SS":["x","yz"]}}"#, 1 + 3),
            (r#"{"a":{"NS":["1","20"]},"b":{"BS":["AAE="]}}"#, 1 + 4 + 1 + 2),
        ] {
            assert_eq!(item_size(json), Ok(size), "{json}");
        }
    }

    #[test]
    fn refuses_what_is_no_item() {
        for json in ["", "[]", r#"{"a":1}"#, r#"{"a":{"S":"x"}} x"#, r#"{"a":{"Q":"x"}}"#] {
            assert!(item_size(json).unwrap_err().is_syntax(), "{json}");
        }
    }
}
