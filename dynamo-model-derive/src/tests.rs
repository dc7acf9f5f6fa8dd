//! Tests of the derive as a whole, from the user's tokens to messages and code.

mod expansion;
mod mistakes;
