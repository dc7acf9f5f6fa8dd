//! Text types that are not the standard library's.

use super::equality::OneOf;
use super::length::HasLength;
use super::search::Searched;
use super::text::Text;

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl Text for $text {
            fn text(&self) -> Option<&str> {
                Some(self.as_str())
            }
        }

        impl HasLength for $text {
            fn length(&self) -> Option<u64> {
                self.as_str().length()
            }
        }

        impl Searched for $text {
            fn holds(&self, needle: &str) -> Option<bool> {
                Some(self.as_str().contains(needle))
            }
        }

        impl<'a> OneOf<&'a str> for $text {
            fn is_one_of(&self, allowed: &[&'a str]) -> bool {
                allowed.contains(&self.as_str())
            }
        }
    )*};
}

texts!(crate::attribute::Email);

#[cfg(feature = "compact_str")]
texts!(compact_str::CompactString);
#[cfg(feature = "smol_str")]
texts!(smol_str::SmolStr);
#[cfg(feature = "url")]
texts!(url::Url);

#[cfg(feature = "bytes")]
impl HasLength for bytes::Bytes {
    fn length(&self) -> Option<u64> {
        u64::try_from(self.len()).ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::attribute::Email;
    use crate::validate::{Length, contains, email, length, one_of};

    #[test]
    fn rules_about_text_see_an_email() -> Result<(), Box<dyn std::error::Error>> {
        let address = Email::new("a@b.io")?;
        assert_eq!(email(&address), None);
        assert_eq!(length(&address, Length { equal: Some(6), ..Length::default() }), None);
        assert_eq!(contains(&Some(address.clone()), "@b"), None);
        assert_eq!(one_of(&address, &["a@b.io"]), None);
        assert!(one_of(&address, &["c@d.io"]).is_some());
        Ok(())
    }
}
