//! What sends nothing: conditions, and their plans.

use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::IntoStrategy;
use dynamo_model::prelude::*;

use crate::Failure;
use crate::canned::Canned;
use crate::order::{Address, Order};

/// A client that nothing is sent by.
pub(crate) fn client() -> Client {
    Canned::answering("{}".to_owned()).client()
}

/// A condition of ten terms: two on the key, eight on other attributes.
pub(crate) fn ten_terms() -> Condition<Order> {
    let key = Order::CUSTOMER.eq("c") & Order::NUMBER.ge(1_000);
    let state = Order::STATUS.is_in(["open", "paid"]) & Order::PAID.eq(true) & Order::RATING.gt(3.5);
    let goods =
        Order::TAGS.contains("fragile") & Order::TOTAL_CENTS.between(100, 10_000) & Order::NOTE.exists();
    let city = Order::ADDRESS.at(Address::CITY);
    let place = city.begins_with("Ki") & Order::EMAIL.ne("nobody@example.com");
    (key & state & goods & place).any()
}

/// Plans a read.
pub(crate) fn plan<Mark>(strategy: impl IntoStrategy<Order, Mark>) -> Result<(), Failure> {
    black_box(Order::plan_get_many(strategy).plan()?);
    Ok(())
}

/// The Query of ten terms, as it is written without a model.
pub(crate) fn query_by_hand(client: &Client) -> QueryFluentBuilder {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    client
        .query()
        .table_name("orders")
        .key_condition_expression("#customer = :customer AND #number >= :number")
        .filter_expression(
            "#status IN (:open, :paid) AND #paid = :true AND #rating > :rating AND contains(#tags, :tag) \
             AND #total BETWEEN :low AND :high AND attribute_exists(#note) \
             AND begins_with(#address.#city, :city) AND #email <> :email",
        )
        .expression_attribute_names("#customer", "customer")
        .expression_attribute_names("#number", "number")
        .expression_attribute_names("#status", "status")
        .expression_attribute_names("#paid", "paid")
        .expression_attribute_names("#rating", "rating")
        .expression_attribute_names("#tags", "tags")
        .expression_attribute_names("#total", "total_cents")
        .expression_attribute_names("#note", "note")
        .expression_attribute_names("#address", "address")
        .expression_attribute_names("#city", "city")
        .expression_attribute_names("#email", "email")
        .expression_attribute_values(":customer", text("c"))
        .expression_attribute_values(":number", AttributeValue::N(1_000.to_string()))
        .expression_attribute_values(":open", text("open"))
        .expression_attribute_values(":paid", text("paid"))
        .expression_attribute_values(":true", AttributeValue::Bool(true))
        .expression_attribute_values(":rating", AttributeValue::N(3.5.to_string()))
        .expression_attribute_values(":tag", text("fragile"))
        .expression_attribute_values(":low", AttributeValue::N(100.to_string()))
        .expression_attribute_values(":high", AttributeValue::N(10_000.to_string()))
        .expression_attribute_values(":city", text("Ki"))
        .expression_attribute_values(":email", text("nobody@example.com"))
}
