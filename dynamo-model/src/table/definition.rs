//! The definition of a table and its indexes, as data.

mod cli;
mod cloud_formation;
mod json;
mod terraform;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::model::index::{IndexKind, IndexSchema};
use crate::model::schema::Schema;
use crate::model::table_options::{Billing, TableOptions, Units};
use crate::table::key::{KeyAttribute, KeyAttributes};

/// What a model declares of its table: the key, the indexes and how the table is kept.
///
/// [`create_table`](crate::Tables::create_table) sends what stands here. Where tables are made elsewhere, give it to
/// those who make them, as [JSON of the command line](Self::to_cli_json), [CloudFormation](Self::to_cloud_formation) or
/// [Terraform](Self::to_terraform), and do not call `create_table`: then nothing is described at start-up.
///
/// Displays as [`to_cli_json`](Self::to_cli_json).
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Model, Clone, Debug, PartialEq)]
/// struct User {
///     #[model(hash_key)]
///     email: String,
/// }
///
/// assert_eq!(
///     User::table_definition().named("dev-users").to_cli_json(),
///     r#"{
///   "TableName": "dev-users",
///   "AttributeDefinitions": [
///     {
///       "AttributeName": "email",
///       "AttributeType": "S"
///     }
///   ],
///   "KeySchema": [
///     {
///       "AttributeName": "email",
///       "KeyType": "HASH"
///     }
///   ],
///   "BillingMode": "PAY_PER_REQUEST"
/// }"#
/// );
/// ```
#[derive(Clone, Debug)]
pub struct TableDefinition {
    schema: &'static Schema,
    name: String,
}

impl TableDefinition {
    pub(crate) fn of(schema: &'static Schema) -> Self {
        Self { schema, name: schema.table().to_owned() }
    }

    /// Gives the table another name, which is complete: no prefix is put before it.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Names the table: as the model does, unless [`named`](Self::named) gave it a name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Describes the key of the table.
    #[must_use]
    pub fn key(&self) -> KeyAttributes {
        let range = self.schema.range_key().map_or(&[][..], std::slice::from_ref);
        KeyAttributes::declared(std::slice::from_ref(self.schema.hash_key()), range)
    }

    /// Describes the attributes that are keys of the table or of an index, each once.
    #[must_use]
    pub fn attributes(&self) -> Vec<KeyAttribute> {
        let of_indexes = self.indexes().iter().flat_map(|index| index.hash().iter().chain(index.range()));
        let mut attributes: Vec<KeyAttribute> = Vec::new();
        for key in self.schema.key_attributes().chain(of_indexes) {
            if !attributes.iter().any(|known| known.name == key.name()) {
                attributes.push(KeyAttribute::declared(key));
            }
        }
        attributes
    }

    /// Describes the indexes, in the order of declaration.
    #[must_use]
    pub fn indexes(&self) -> &'static [IndexSchema] {
        self.schema.indexes()
    }

    /// Tells how the table is kept, as far as that is declared.
    #[must_use]
    pub fn options(&self) -> &'static TableOptions {
        self.schema.options()
    }

    /// Tells how a new table is paid for: on demand, unless something else is declared.
    #[must_use]
    pub fn billing(&self) -> Billing {
        self.options().billing().unwrap_or(Billing::OnDemand)
    }

    /// Gives the JSON that `aws dynamodb create-table --cli-input-json` takes.
    ///
    /// It is what `create_table` sends. Time to live and point-in-time recovery are not in it, since they are calls of
    /// their own: `update-time-to-live` and `update-continuous-backups`.
    #[must_use]
    pub fn to_cli_json(&self) -> String {
        cli::create_table(self).to_string()
    }

    /// Gives the JSON of a CloudFormation resource, `AWS::DynamoDB::Table`, to stand under a logical id in `Resources`.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html>
    #[must_use]
    pub fn to_cloud_formation(&self) -> String {
        cloud_formation::resource(self).to_string()
    }

    /// Gives a Terraform resource, `aws_dynamodb_table`, whose label is the table's name.
    ///
    /// A global index with a key of several attributes is written with `key_schema` blocks, which need a version 6 of
    /// the AWS provider that knows them (6.30 does). All else is understood by older ones, too.
    ///
    /// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table>
    #[must_use]
    pub fn to_terraform(&self) -> String {
        terraform::resource(self)
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// The indexes of one kind, in the order of declaration.
    pub(crate) fn indexes_of(&self, kind: IndexKind) -> impl Iterator<Item = &'static IndexSchema> {
        self.indexes().iter().filter(move |index| index.kind() == kind)
    }

    pub(crate) fn index(&self, name: &str) -> Option<&'static IndexSchema> {
        self.indexes().iter().find(|index| index.name() == name)
    }
}

impl fmt::Display for TableDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        cli::create_table(self).fmt(f)
    }
}

/// The units of a global index on a table that is paid for like this; none on demand.
pub(crate) fn index_units(index: &IndexSchema, billing: Billing) -> Option<Units> {
    match billing {
        Billing::Provisioned(of_table) => Some(index.units().unwrap_or(of_table)),
        Billing::OnDemand => None,
    }
}

/// The key of an index.
pub(crate) fn index_key(index: &IndexSchema) -> KeyAttributes {
    KeyAttributes::declared(index.hash(), index.range())
}
