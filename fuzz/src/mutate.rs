//! Small changes to an input.

use fastrand::Rng;

/// The most bytes of an input: what is longer is tried by tests of its own.
const MAX_SIZE: usize = 16 * 1024;

/// Bytes on which readers decide.
const MARKS: &[u8] = b"{}[]:,\"\\ \n\t/+-.0123456789eEutfnSNBLM#()<>=_=\0\x1f\x7f\x80\xc3\xed\xff";

/// Changes an input in one to eight places; `other` is one to take pieces of, `words` are those of the target.
pub fn mutate(rng: &mut Rng, mut input: Vec<u8>, other: &[u8], words: &[&str]) -> Vec<u8> {
    for _ in 0..rng.usize(1..=8) {
        change(rng, &mut input, other, words);
    }
    input.truncate(MAX_SIZE);
    input
}

fn change(rng: &mut Rng, input: &mut Vec<u8>, other: &[u8], words: &[&str]) {
    let at = rng.usize(0..=input.len());
    let range = piece(rng, input.len());
    match rng.u8(0..10) {
        0 => input.insert(at, rng.u8(..)),
        1 => input.insert(at, mark(rng)),
        2 => drop(input.drain(range)),
        3 => {
            let again = input[range].to_vec();
            splice(input, at, &again);
        }
        4 => splice(input, at, &other[piece(rng, other.len())]),
        5 if !words.is_empty() => splice(input, at, words[rng.usize(0..words.len())].as_bytes()),
        6 => input.truncate(at),
        7 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << rng.u8(0..8);
            }
        }
        8 => nest(rng, input),
        _ => {
            if let Some(byte) = input.get_mut(at) {
                *byte = mark(rng);
            }
        }
    }
}

fn mark(rng: &mut Rng) -> u8 {
    MARKS[rng.usize(0..MARKS.len())]
}

fn splice(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
    drop(input.splice(at..at, piece.iter().copied()));
}

fn piece(rng: &mut Rng, length: usize) -> std::ops::Range<usize> {
    let start = rng.usize(0..=length);
    start..start + rng.usize(0..=(length - start).min(64))
}

/// Repeats a short piece many times.
fn nest(rng: &mut Rng, input: &mut Vec<u8>) {
    let at = rng.usize(0..=input.len());
    let start = rng.usize(0..=input.len());
    let again = input[start..input.len().min(start + rng.usize(1..=8))].to_vec();
    let many = again.repeat(rng.usize(2..=200));
    splice(input, at, &many);
}
