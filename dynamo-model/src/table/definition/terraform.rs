//! The definition as a resource of Terraform.

use std::fmt::Display;

use super::json::quoted;
use super::{TableDefinition, index_units};
use crate::model::index::{IndexKind, IndexSchema};
use crate::model::schema::KeySchema;
use crate::model::table_options::{Billing, Encryption, Recovery, Units};
use crate::table::words;

pub(super) fn resource(definition: &TableDefinition) -> String {
    let mut block =
        Block::new(format!("resource \"aws_dynamodb_table\" {}", quoted(&label(definition.name()))));
    block.set("name", quote(definition.name()));
    block.set("billing_mode", quote(words::billing_mode(definition.billing()).as_str()));
    if let Billing::Provisioned(units) = definition.billing() {
        capacity(&mut block, units);
    }
    let schema = definition.schema();
    block.set("hash_key", quote(schema.hash_key().name()));
    block.set_some("range_key", schema.range_key().map(|key| quote(key.name())));
    settings(&mut block, definition);
    for key in definition.attributes() {
        let mut attribute = Block::new("attribute");
        attribute.set("name", quote(&key.name));
        attribute.set_some("type", key.scalar.map(|scalar| quote(scalar.as_str())));
        block.put(attribute);
    }
    block.put_all(definition.indexes_of(IndexKind::Local).map(local_index));
    let global = definition.indexes_of(IndexKind::Global);
    block.put_all(global.map(|index| global_index(index, definition.billing())));
    parts(&mut block, definition);
    block.put_all(tags(definition).into_iter());
    block.shown(0)
}

/// What Terraform can refer to the resource by: it starts with a letter or `_`, and holds no dot.
fn label(table: &str) -> String {
    let label = table.replace('.', "_");
    if label.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') { label } else { format!("_{label}") }
}

fn settings(block: &mut Block, definition: &TableDefinition) {
    let options = definition.options();
    block.set_some("table_class", options.class().map(|class| quote(words::table_class(class).as_str())));
    block.set_some("deletion_protection_enabled", options.deletion_protection());
    if let Some(view) = options.stream() {
        block.set("stream_enabled", true);
        block.set("stream_view_type", quote(words::stream_view(view).as_str()));
    }
}

fn parts(block: &mut Block, definition: &TableDefinition) {
    let options = definition.options();
    if let Some(attribute) = options.ttl() {
        let mut ttl = Block::new("ttl");
        ttl.set("attribute_name", quote(attribute));
        ttl.set("enabled", true);
        block.put(ttl);
    }
    if let Some(recovery) = options.point_in_time_recovery() {
        let mut part = Block::new("point_in_time_recovery");
        part.set("enabled", recovery != Recovery::Off);
        if let Recovery::Days(days) = recovery {
            part.set("recovery_period_in_days", days);
        }
        block.put(part);
    }
    if let Some(whose @ (Encryption::Managed | Encryption::Key(_))) = options.encryption() {
        let mut part = Block::new("server_side_encryption");
        part.set("enabled", true);
        if let Encryption::Key(key) = whose {
            part.set("kms_key_arn", quote(key));
        }
        block.put(part);
    }
    if let Some(units) = options.warm_throughput() {
        let mut part = Block::new("warm_throughput");
        part.set("read_units_per_second", units.read());
        part.set("write_units_per_second", units.write());
        block.put(part);
    }
}

fn tags(definition: &TableDefinition) -> Option<Block> {
    let mut block = Block::new("tags =");
    let tags = definition.options().tags().iter();
    block.set = tags.map(|(key, value)| (quote(key), quote(value))).collect();
    if block.set.is_empty() { None } else { Some(block) }
}

fn local_index(index: &IndexSchema) -> Block {
    let mut block = Block::new("local_secondary_index");
    block.set("name", quote(index.name()));
    block.set_some("range_key", index.range().first().map(|key| quote(key.name())));
    projection(&mut block, index);
    block
}

fn global_index(index: &IndexSchema, billing: Billing) -> Block {
    let mut block = Block::new("global_secondary_index");
    block.set("name", quote(index.name()));
    match (index.hash(), index.range()) {
        ([hash], []) => block.set("hash_key", quote(hash.name())),
        ([hash], [range]) => {
            block.set("hash_key", quote(hash.name()));
            block.set("range_key", quote(range.name()));
        }
        (hash, range) => {
            block.put_all(hash.iter().map(|key| key_element(key, "HASH")));
            block.put_all(range.iter().map(|key| key_element(key, "RANGE")));
        }
    }
    projection(&mut block, index);
    if let Some(units) = index_units(index, billing) {
        capacity(&mut block, units);
    }
    block
}

fn key_element(key: &KeySchema, kind: &str) -> Block {
    let mut block = Block::new("key_schema");
    block.set("attribute_name", quote(key.name()));
    block.set("key_type", quote(kind));
    block
}

fn projection(block: &mut Block, index: &IndexSchema) {
    let (kind, names) = words::projection(index.projected());
    block.set("projection_type", quote(kind.as_str()));
    let listed = |names: &[&str]| names.iter().map(|name| quote(name)).collect::<Vec<_>>().join(", ");
    block.set_some("non_key_attributes", names.map(|names| format!("[{}]", listed(names))));
}

fn capacity(block: &mut Block, units: Units) {
    block.set("read_capacity", units.read());
    block.set("write_capacity", units.write());
}

/// Text in quotes, in which nothing is a template.
fn quote(text: &str) -> String {
    quoted(text).replace("${", "$${").replace("%{", "%%{")
}

/// A block of HCL: what is set in it, and the blocks in it after that.
struct Block {
    head: String,
    set: Vec<(String, String)>,
    blocks: Vec<Block>,
}

impl Block {
    fn new(head: impl Into<String>) -> Self {
        Self { head: head.into(), set: Vec::new(), blocks: Vec::new() }
    }

    fn set(&mut self, name: &'static str, value: impl Display) {
        self.set.push((name.to_owned(), value.to_string()));
    }

    fn set_some(&mut self, name: &'static str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    fn put(&mut self, block: Block) {
        self.blocks.push(block);
    }

    fn put_all(&mut self, blocks: impl Iterator<Item = Block>) {
        self.blocks.extend(blocks);
    }

    fn shown(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let widest = self.set.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        let set = self.set.iter().map(|(name, value)| format!("{indent}  {name:widest$} = {value}\n"));
        let blocks = self.blocks.iter().map(|block| format!("\n{}", block.shown(depth + 1)));
        let content: String = set.chain(blocks).collect();
        format!("{indent}{} {{\n{content}{indent}}}\n", self.head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_template() {
        assert_eq!(quote("a ${b} %{c} \"d\""), r#""a $${b} %%{c} \"d\"""#);
    }

    #[test]
    fn a_label_is_an_identifier() {
        assert_eq!(label("dev.users-2"), "dev_users-2");
        assert_eq!(label("2users"), "_2users");
    }
}
