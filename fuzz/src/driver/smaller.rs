//! Makes an input smaller that breaks something.

/// Leaves out pieces as long as it still breaks.
pub(super) fn than(mut input: Vec<u8>, mut breaks: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut size = input.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < input.len() {
            let end = input.len().min(at + size);
            let without = [&input[..at], &input[end..]].concat();
            if breaks(&without) { input = without } else { at = end }
        }
        size /= 2;
    }
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_what_is_needed() {
        let breaks = |input: &[u8]| input.windows(2).any(|pair| pair == b"ab") && input.contains(&b'z');
        assert_eq!(than(b"xxxxabxxxxxxzxx".to_vec(), breaks), b"abz");
    }
}
