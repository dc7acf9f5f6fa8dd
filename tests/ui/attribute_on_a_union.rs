use dynamo_model::prelude::*;

#[derive(Attribute)]
union Bits {
    whole: u32,
    half: u16,
}

fn main() {}
