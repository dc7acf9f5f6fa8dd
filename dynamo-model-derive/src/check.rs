//! What was written means: something that can be generated, or what is left of it after a mistake.

mod bounds;
mod choice;
mod container;
mod field;
mod form;
mod index;
mod key;
mod names;
mod newtype;
mod options;
mod projection;
mod rule;

use proc_macro2::TokenStream;
use syn::{Expr, Generics, Ident, Member, Type, Visibility};

use crate::errors::Errors;
use crate::parse::{DataSyntax, FieldSyntax, Kind, OfTable, Parsed};

pub(crate) use choice::{Choice, Content, Tagging, Variant};
pub(crate) use field::{is_written_as_option, option_argument};
pub(crate) use form::Pattern;
pub(crate) use index::{Held, Index, IndexHandle};
pub(crate) use options::{Billing, Encryption, Expiry, Options, Recovery};
pub(crate) use projection::{BrokenProjection, CheckedProjection, Handle, Projected, Projection};
pub(crate) use rule::{Bound, Rule, RuleKind, WholeRule};

/// The outcome of the check.
pub(crate) enum Checked {
    Model(Box<Model>),
    Document(Box<Body>),
    Newtype(Box<Newtype>),
    Choice(Box<Choice>),
    /// Mistakes were reported; what is here keeps the compiler from reporting them again in other words.
    Broken(Box<Broken>),
}

/// A model without mistakes.
pub(crate) struct Model {
    pub(crate) body: Body,
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) indexes: Vec<Index>,
    pub(crate) options: Options,
}

/// What a model and a document have in common.
pub(crate) struct Body {
    pub(crate) head: Head,
    pub(crate) constructor: Option<Ident>,
    pub(crate) fields: Vec<Field>,
    /// Whether an attribute that is not known is an error on read.
    pub(crate) denies_unknown: bool,
    pub(crate) whole_rules: Vec<WholeRule>,
}

/// A struct of one field, stored as that field is.
pub(crate) struct Newtype {
    pub(crate) head: Head,
    pub(crate) member: Member,
    pub(crate) field: Field,
}

/// What is certain about an input that has mistakes.
pub(crate) struct Broken {
    pub(crate) kind: Kind,
    pub(crate) head: Head,
    pub(crate) constructor: Option<Ident>,
    /// The fields that `new` would most likely take.
    pub(crate) parameters: Vec<Field>,
    /// The fields without mistakes.
    pub(crate) sound: Vec<Field>,
    pub(crate) key: Option<PrimaryKey>,
    /// The indexes that have a name.
    pub(crate) indexes: Vec<IndexHandle>,
}

impl Broken {
    /// An input of which nothing but its name is used.
    fn of(kind: Kind, head: Head) -> Self {
        Self {
            kind,
            head,
            constructor: None,
            parameters: Vec::new(),
            sound: Vec::new(),
            key: None,
            indexes: Vec::new(),
        }
    }
}

/// What every generated item needs to know of the struct or enum.
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

/// One field of a struct or of a variant.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) initial: Initial,
    pub(crate) kind: FieldKind,
    pub(crate) rules: Vec<Rule>,
}

/// How a field stands in the item.
#[derive(Clone)]
pub(crate) enum FieldKind {
    Stored(Box<Stored>),
    /// The attributes of a document stand beside the others.
    Flattened {
        handle: Ident,
    },
    /// The attributes that are not known.
    Rest {
        handle: Ident,
    },
    Skipped,
}

impl Field {
    /// How the field is stored, if it is an attribute of its own.
    pub(crate) fn stored(&self) -> Option<&Stored> {
        match &self.kind {
            FieldKind::Stored(stored) => Some(stored),
            _ => None,
        }
    }

    fn handle(&self) -> Option<&Ident> {
        match &self.kind {
            FieldKind::Stored(stored) => Some(&stored.handle),
            FieldKind::Flattened { handle } | FieldKind::Rest { handle } => Some(handle),
            FieldKind::Skipped => None,
        }
    }
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
    /// Used as it was written, for the field's type.
    Plain(Box<Expr>, Box<Type>),
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
    /// The type that is stored: the field's own, or one that wraps it.
    pub(crate) ty: Type,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) handle: Ident,
    pub(crate) is_sensitive: bool,
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

/// A field that is part of the key of the table or of an index.
#[derive(Clone)]
pub(crate) struct KeyField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) stored: Stored,
}

impl KeyField {
    /// The field as part of a key, if it is an attribute of its own.
    fn of(field: &Field) -> Option<Self> {
        let stored = field.stored()?.clone();
        Some(Self { ident: field.ident.clone(), ty: field.ty.clone(), stored })
    }
}

impl PrimaryKey {
    /// The key's fields, hash first.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &KeyField> {
        std::iter::once(&self.hash).chain(&self.range)
    }
}

/// Checks a projection.
pub(crate) fn check_projection(
    parsed: crate::parse::ProjectionSyntax,
    errors: &mut Errors,
) -> CheckedProjection {
    projection::check(parsed, errors)
}

/// Checks what was written, as a whole.
pub(crate) fn check(parsed: Parsed, errors: &mut Errors) -> Checked {
    match parsed.data {
        DataSyntax::Fields(_) | DataSyntax::Other => check_body(parsed, errors),
        DataSyntax::Newtype { .. } => newtype::check(parsed, errors),
        DataSyntax::Variants(_) => choice::check(parsed, errors),
    }
}

fn check_body(parsed: Parsed, errors: &mut Errors) -> Checked {
    let settings = container::check(parsed.kind, &parsed.ident, parsed.container, errors);
    let (written, has_fields) = match parsed.data {
        DataSyntax::Fields(fields) => (fields, true),
        _ => (Vec::new(), false),
    };
    let is_model = parsed.kind == Kind::Model;
    let key = if has_fields && is_model {
        key::check(&parsed.ident, &written, errors)
    } else {
        key::Marked::default()
    };
    let (fields, sound) = check_fields(&written, settings.rename_all, errors);
    check_together(&written, &fields, settings.unknown.as_ref(), errors);
    let of_table = if has_fields { settings.of_table } else { OfTable::default() };
    let (options, provision) = options::check(&of_table.options, &fields, errors);
    let around = index::Surroundings { fields: &fields, key: &key, provision };
    let index::Indexes { sound: indexes, handles } = index::check(&of_table.indexes, &around, errors);
    let key = key.among(&sound);
    let bounds = if errors.count() == 0 { fields.as_slice() } else { &[] };
    let asked = bounds::Asked { key: key.as_ref(), indexes: &indexes, ttl: options.ttl.as_ref() };
    let generics = bounds::check(parsed.kind, parsed.generics, bounds, &asked, errors);
    let head = Head {
        ident: parsed.ident,
        vis: parsed.vis,
        generics,
        path: settings.path,
        is_validated_elsewhere: settings.is_validated_elsewhere,
    };
    let constructor = settings.constructor.filter(|_| has_fields);
    if errors.count() > 0 || !has_fields || (is_model && key.is_none()) {
        let is_parameter = |field: &Field| matches!(field.initial, Initial::Parameter);
        let parameters = fields.into_iter().filter(is_parameter).collect();
        return Checked::Broken(Box::new(Broken {
            kind: parsed.kind,
            head,
            constructor,
            parameters,
            sound,
            key,
            indexes: handles,
        }));
    }
    let denies_unknown = settings.unknown.is_some();
    let body = Body { head, constructor, fields, denies_unknown, whole_rules: settings.whole_rules };
    match key {
        Some(key) => Checked::Model(Box::new(Model { body, table: settings.table, key, indexes, options })),
        None => Checked::Document(Box::new(body)),
    }
}

/// Checks each field; the second list are those without mistakes.
fn check_fields(
    written: &[FieldSyntax],
    rename_all: Option<crate::spelling::Spelling>,
    errors: &mut Errors,
) -> (Vec<Field>, Vec<Field>) {
    let mut sound = Vec::new();
    let mut fields = Vec::new();
    let mut names = names::Names::default();
    for syntax in written {
        let before = errors.count();
        let field = field::check(syntax, rename_all, errors);
        names.add(syntax, &field, errors);
        if syntax.is_sound && errors.count() == before {
            sound.push(field.clone());
        }
        fields.push(field);
    }
    (fields, sound)
}

/// Reports what fields say of one another.
fn check_together(
    written: &[FieldSyntax],
    fields: &[Field],
    denies_unknown: Option<&syn::LitStr>,
    errors: &mut Errors,
) {
    let mut rests = written.iter().filter_map(|field| Some((&field.ident, field.rest.as_ref()?)));
    if let Some((first, keyword)) = rests.next() {
        if let Some(unknown) = denies_unknown {
            let message =
                format!("`{first}` keeps the attributes that are not known: remove `unknown` or `rest`");
            errors.at(unknown, message);
        }
        for (_, another) in rests {
            errors.at(another, format!("`{first}` has `{keyword}` already: remove one of them"));
        }
    }
    for rule in fields.iter().flat_map(|field| &field.rules) {
        let RuleKind::MustMatch(other) = &rule.kind else { continue };
        if !fields.iter().any(|field| field.ident == *other) {
            names::no_field(other, fields, errors);
        }
    }
}
