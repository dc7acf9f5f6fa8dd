//! What was written means: a model that can be generated, or what is left of one after a mistake.

mod bounds;
mod container;
mod field;
mod key;
mod names;
mod rule;

use proc_macro2::TokenStream;
use syn::{Expr, Generics, Ident, Type, Visibility};

use crate::errors::Errors;
use crate::parse::Parsed;

pub(crate) use rule::{Bound, Rule, RuleKind};

/// The outcome of the check.
pub(crate) enum Checked {
    /// No mistake was found.
    Model(Box<Model>),
    /// Mistakes were reported; what is here keeps the compiler from reporting them again in other words.
    Broken(Box<Broken>),
}

/// A model without mistakes.
pub(crate) struct Model {
    pub(crate) head: Head,
    pub(crate) table: String,
    pub(crate) constructor: Option<Ident>,
    pub(crate) fields: Vec<Field>,
    pub(crate) key: PrimaryKey,
}

/// What is certain about a model that has mistakes.
pub(crate) struct Broken {
    pub(crate) head: Head,
    pub(crate) constructor: Option<Ident>,
    /// The fields that `new` would most likely take.
    pub(crate) parameters: Vec<Field>,
    /// The fields without mistakes.
    pub(crate) sound: Vec<Field>,
    pub(crate) key: Option<PrimaryKey>,
}

/// What every generated item needs to know of the struct.
pub(crate) struct Head {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The generics with the bounds that the generated impls need.
    pub(crate) generics: Generics,
    /// The path of the runtime crate.
    pub(crate) path: TokenStream,
    /// Whether the user implements `Validate`.
    pub(crate) is_validated_elsewhere: bool,
}

/// One field of a model.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) initial: Initial,
    /// `None` where the field is not stored.
    pub(crate) stored: Option<Stored>,
    pub(crate) rules: Vec<Rule>,
}

/// What `new` puts into a field.
#[derive(Clone)]
pub(crate) enum Initial {
    /// What the caller gives.
    Parameter,
    /// `None`.
    Nothing,
    /// The default of the field's type.
    OfType,
    /// The user's expression.
    Value(Value),
}

/// An expression that the user wrote for a field.
#[derive(Clone)]
pub(crate) enum Value {
    /// Used as it was written.
    Plain(Box<Expr>),
    /// A text, converted to the field's type.
    Text(Box<Expr>, Box<Type>),
    /// A text, converted to the type inside the field's `Option`.
    SomeText(Box<Expr>, Box<Type>),
}

/// How a field is stored.
#[derive(Clone)]
pub(crate) struct Stored {
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) handle: Ident,
    pub(crate) role: Role,
    pub(crate) presence: Presence,
    /// What an absent attribute of an item that was not stored yet reads as, where it differs.
    pub(crate) on_input: Option<Value>,
    pub(crate) on_read: Absent,
}

/// What an absent attribute reads as.
#[derive(Clone)]
pub(crate) enum Absent {
    /// What the type says: `None` for an `Option`, an error for most.
    AsTyped,
    /// The default of the field's type.
    Default,
    /// The user's expression.
    Value(Value),
}

/// What a handle may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    HashKey,
    RangeKey,
    Plain,
    Removable,
    ReadOnly,
}

/// Whether the attribute must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
    Defaulted,
}

/// The fields of the primary key.
#[derive(Clone)]
pub(crate) struct PrimaryKey {
    pub(crate) hash: KeyField,
    pub(crate) range: Option<KeyField>,
}

/// A field that is part of the primary key.
#[derive(Clone)]
pub(crate) struct KeyField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) name: String,
}

impl PrimaryKey {
    /// The key's fields, hash first.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &KeyField> {
        std::iter::once(&self.hash).chain(&self.range)
    }
}

/// Checks what was written, as a whole.
pub(crate) fn check(parsed: Parsed, errors: &mut Errors) -> Checked {
    let container = container::check(&parsed.ident, parsed.container, errors);
    let has_fields = parsed.fields.is_some();
    let written = parsed.fields.unwrap_or_default();
    let key = if has_fields { key::check(&parsed.ident, &written, errors) } else { key::Marked::default() };

    let mut sound = Vec::new();
    let mut fields = Vec::new();
    let mut names = names::Names::default();
    for syntax in &written {
        let before = errors.count();
        let field = field::check(syntax, container.rename_all, errors);
        names.add(syntax, &field, errors);
        if syntax.is_sound && errors.count() == before {
            sound.push(field.clone());
        }
        fields.push(field);
    }
    let key = key.among(&sound);
    let bounds = if errors.count() == 0 { fields.as_slice() } else { &[] };
    let generics = bounds::check(parsed.generics, bounds, key.as_ref(), errors);
    let head = Head {
        ident: parsed.ident,
        vis: parsed.vis,
        generics,
        path: container.path,
        is_validated_elsewhere: container.is_validated_elsewhere,
    };
    let constructor = container.constructor.filter(|_| has_fields);
    match key {
        Some(key) if errors.count() == 0 => {
            Checked::Model(Box::new(Model { head, table: container.table, constructor, fields, key }))
        }
        key => {
            let parameters =
                fields.into_iter().filter(|field| matches!(field.initial, Initial::Parameter)).collect();
            Checked::Broken(Box::new(Broken { head, constructor, parameters, sound, key }))
        }
    }
}
