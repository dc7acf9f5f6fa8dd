use crate::table::testing::{bare, orders};

#[test]
fn the_command_line_gets_all_that_create_table_takes() {
    assert_eq!(orders().to_cli_json() + "\n", include_str!("rendered/orders.cli.json"));
    assert_eq!(orders().to_string(), orders().to_cli_json());
}

#[test]
fn cloud_formation_gets_time_to_live_and_recovery_as_well() {
    assert_eq!(orders().to_cloud_formation() + "\n", include_str!("rendered/orders.cfn.json"));
}

#[test]
fn terraform_gets_the_same_in_its_own_words() {
    assert_eq!(orders().to_terraform(), include_str!("rendered/orders.tf"));
}

#[test]
fn a_table_of_which_only_the_key_is_declared_is_on_demand() {
    let definition = bare().named("dev.orders");
    assert_eq!(
        definition.to_terraform(),
        r#"resource "aws_dynamodb_table" "dev_orders" {
  name         = "dev.orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "customer"
  range_key    = "placed"

  attribute {
    name = "customer"
    type = "S"
  }

  attribute {
    name = "placed"
    type = "N"
  }
}
"#
    );
    let json: serde_json::Value = serde_json::from_str(&definition.to_cloud_formation()).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "TableName": "dev.orders",
                "AttributeDefinitions": [
                    {"AttributeName": "customer", "AttributeType": "S"},
                    {"AttributeName": "placed", "AttributeType": "N"},
                ],
                "KeySchema": [
                    {"AttributeName": "customer", "KeyType": "HASH"},
                    {"AttributeName": "placed", "KeyType": "RANGE"},
                ],
                "BillingMode": "PAY_PER_REQUEST",
            },
        })
    );
}

#[test]
fn what_is_written_as_json_is_json() {
    for json in [orders().to_cli_json(), orders().to_cloud_formation()] {
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        let properties = read.get("Properties").unwrap_or(&read);
        assert_eq!(properties["Tags"][1], serde_json::json!({"Key": "cost ${center}", "Value": "4 \"2\""}));
    }
}
