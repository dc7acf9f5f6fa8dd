//! The forms in which a type can be stored other than its own, and what of their types can be told apart.
