//! The bound: the bytes of the answer by hand into the struct, with no SDK, no request and no checksum.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use dynamo_model::{Attribute, AttributeType, DecodeError, Reader};
use uuid::Uuid;

use super::{Answer, Contender, Setup};
use crate::Failure;
use crate::order::{Address, Order};

pub(super) struct Bytes {
    body: &'static str,
}

impl Contender for Bytes {
    fn new(setup: Setup) -> Result<Self, Failure> {
        Ok(Self { body: setup.body })
    }

    async fn query(&self) -> Result<Answer, Failure> {
        let mut orders = Vec::new();
        let mut reader = Reader::new(self.body.as_bytes())?;
        let mut names = reader.object()?;
        while let Some(name) = names.next(&mut reader)? {
            if name == "Items" { items(&mut reader, &mut orders)? } else { reader.skip()? }
        }
        Ok(Answer::Orders(orders))
    }

    async fn get_item(&self) -> Result<Answer, Failure> {
        let mut reader = Reader::new(self.body.as_bytes())?;
        let mut names = reader.object()?;
        names.next(&mut reader)?;
        Ok(Answer::Order(order(&mut reader)?))
    }

    async fn batch_get(&self) -> Result<Answer, Failure> {
        let mut orders = Vec::new();
        let mut reader = Reader::new(self.body.as_bytes())?;
        let mut names = reader.object()?;
        names.next(&mut reader)?;
        let mut tables = reader.object()?;
        tables.next(&mut reader)?;
        items(&mut reader, &mut orders)?;
        Ok(Answer::Orders(orders))
    }

    async fn update_item(&self) -> Result<Answer, Failure> {
        self.get_item().await
    }
}

fn items(from: &mut Reader<'_>, orders: &mut Vec<Order>) -> Result<(), DecodeError> {
    let mut elements = from.array()?;
    while elements.next(from)? {
        orders.push(order(from)?);
    }
    Ok(())
}

fn text(from: &mut Reader<'_>) -> Result<Option<String>, DecodeError> {
    from.text().map(|text| Some(text.into_owned()))
}

fn number<T: Attribute>(from: &mut Reader<'_>) -> Result<Option<T::Native>, DecodeError> {
    T::read(from).map(Some)
}

fn order(from: &mut Reader<'_>) -> Result<Order, DecodeError> {
    let (mut customer, mut id, mut email, mut status, mut note) = (None, None, None, None, None);
    let (mut order_number, mut total_cents, mut rating, mut paid) = (None, None, None, None);
    let (mut tags, mut labels, mut attributes) = (Vec::new(), HashSet::new(), BTreeMap::new());
    let (mut place, mut created_at, mut updated_at) = (None, None, None);
    let mut names = from.object()?;
    while let Some(name) = names.next(from)? {
        match &*name {
            "customer" => customer = text(from)?,
            "number" => order_number = number::<i64>(from)?,
            "id" => id = number::<Uuid>(from)?,
            "email" => email = text(from)?,
            "status" => status = text(from)?,
            "total_cents" => total_cents = number::<i64>(from)?,
            "rating" => rating = number::<f64>(from)?,
            "paid" => paid = Some(from.boolean()?),
            "tags" => from.list(|from, _| {
                tags.extend(text(from)?);
                Ok(())
            })?,
            "labels" => from.set(AttributeType::Ss, |label| {
                labels.insert(label.into_owned());
                Ok(())
            })?,
            "note" => note = text(from)?,
            "attributes" => from.map(|from, name| {
                attributes.insert(name.into_owned(), from.text()?.into_owned());
                Ok(())
            })?,
            "address" => place = Some(address(from)?),
            "created_at" => created_at = number::<DateTime<Utc>>(from)?,
            "updated_at" => updated_at = number::<DateTime<Utc>>(from)?,
            _ => from.skip()?,
        }
    }
    Ok(Order {
        customer: there(customer)?,
        number: there(order_number)?,
        id: there(id)?,
        email: there(email)?,
        status: there(status)?,
        total_cents: there(total_cents)?,
        rating: there(rating)?,
        paid: there(paid)?,
        tags,
        labels,
        note,
        attributes,
        address: there(place)?,
        created_at: there(created_at)?,
        updated_at,
    })
}

fn address(from: &mut Reader<'_>) -> Result<Address, DecodeError> {
    let (mut street, mut city, mut post_code, mut country) = (None, None, None, None);
    let (mut house, mut verified) = (None, None);
    let mut names = from.begin_map()?;
    while let Some(name) = names.next(from)? {
        match &*name {
            "street" => street = text(from)?,
            "house" => house = number::<i32>(from)?,
            "city" => city = text(from)?,
            "post_code" => post_code = text(from)?,
            "country" => country = text(from)?,
            "verified" => verified = Some(from.boolean()?),
            _ => from.skip()?,
        }
    }
    from.end_map()?;
    Ok(Address {
        street: there(street)?,
        house: there(house)?,
        city: there(city)?,
        post_code: there(post_code)?,
        country: there(country)?,
        verified: there(verified)?,
    })
}

fn there<T>(slot: Option<T>) -> Result<T, DecodeError> {
    slot.ok_or_else(DecodeError::missing)
}
