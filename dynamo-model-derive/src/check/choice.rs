//! What the variants of an enum mean.

use std::collections::HashMap;

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Type};

use crate::check::{Broken, Checked, Field, Head, bounds, check_fields, container, field};
use crate::errors::Errors;
use crate::parse::{Container, DataSyntax, Kind, Parsed, Shape, VariantSyntax};
use crate::spelling::Spelling;

/// An enum without mistakes.
pub(crate) struct Choice {
    pub(crate) head: Head,
    pub(crate) tagging: Tagging,
    pub(crate) variants: Vec<Variant>,
}

/// How the variant is told in what is stored.
#[derive(Clone)]
pub(crate) enum Tagging {
    /// The text is the variant.
    Text,
    /// A map of one entry, under the variant's name.
    External,
    /// An entry of the map, beside the fields.
    Internal { tag: LitStr },
    /// An entry of the map, and one for the content.
    Adjacent { tag: LitStr, content: LitStr },
}

/// One variant.
#[derive(Clone)]
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) content: Content,
}

/// What a variant holds.
#[derive(Clone)]
pub(crate) enum Content {
    Unit,
    /// One value or several, without names.
    Values(Vec<Field>),
    Named(Vec<Field>),
    /// Whatever is not one of the other variants, and is dropped.
    Dropped,
    /// Whatever is not one of the other variants, as it is.
    Kept(Box<Type>),
}

impl Content {
    /// The fields of the variant.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Values(fields) | Self::Named(fields) => fields,
            Self::Unit | Self::Dropped | Self::Kept(_) => &[],
        }
    }
}

pub(super) fn check(parsed: Parsed, errors: &mut Errors) -> Checked {
    let DataSyntax::Variants(written) = parsed.data else {
        unreachable!("an enum is parsed as one");
    };
    if written.is_empty() {
        errors.at(&parsed.ident, format!("`{}` has no variant, so it has no value to store", parsed.ident));
    }
    let tagging = tagging(&parsed.ident, &written, &parsed.container, errors);
    let settings = container::check(Kind::Choice, &parsed.ident, parsed.container, errors);
    let variants: Vec<Variant> = written
        .iter()
        .map(|variant| {
            check_variant(variant, tagging.as_ref(), settings.rename_all, settings.rename_all_fields, errors)
        })
        .collect();
    check_names(&written, &variants, errors);
    let all: Vec<Field> = variants.iter().flat_map(|variant| variant.content.fields()).cloned().collect();
    let used = if errors.count() == 0 { all.as_slice() } else { &[] };
    let generics = bounds::check(Kind::Choice, parsed.generics, used, &bounds::Asked::default(), errors);
    let head = Head {
        ident: parsed.ident,
        vis: parsed.vis,
        generics,
        path: settings.path,
        is_validated_elsewhere: false,
    };
    match tagging {
        Some(tagging) if errors.count() == 0 => Checked::Choice(Box::new(Choice { head, tagging, variants })),
        _ => Checked::Broken(Box::new(Broken::of(Kind::Choice, head))),
    }
}

fn tagging(
    ident: &Ident,
    written: &[VariantSyntax],
    container: &Container,
    errors: &mut Errors,
) -> Option<Tagging> {
    let holds_data = written.iter().find(|variant| variant.shape != Shape::Unit && variant.other.is_none());
    let before = errors.count();
    let tagging = match (&container.tag, &container.content, &container.external) {
        (None, Some(content), _) => {
            errors.at(content, "`content` goes with `tag`: write `tag = \"type\", content = \"value\"`");
            None
        }
        (Some(tag), _, Some(_)) => {
            errors.at(tag, "an enum has a `tag` or is `external`, not both: remove one of them");
            None
        }
        (Some(tag), None, None) => Some(Tagging::Internal { tag: tag.clone() }),
        (Some(tag), Some(content), None) if tag.value() == content.value() => {
            errors.at(content, "`tag` and `content` are two entries: give them two names");
            None
        }
        (Some(tag), Some(content), None) => {
            Some(Tagging::Adjacent { tag: tag.clone(), content: content.clone() })
        }
        (None, None, Some(_)) => Some(Tagging::External),
        (None, None, None) => match holds_data {
            None => return Some(Tagging::Text),
            Some(variant) => {
                errors.at(
                    &variant.ident,
                    format!(
                        "a variant of `{ident}` holds data, so the enum is stored as a map and needs a tag: write \
                         `#[model(tag = \"type\")]`, `#[model(tag = \"type\", content = \"value\")]` or \
                         `#[model(external)]` on it"
                    ),
                );
                None
            }
        },
    };
    tagging.filter(|_| errors.count() == before)
}

fn check_variant(
    syntax: &VariantSyntax,
    tagging: Option<&Tagging>,
    rename_all: Option<Spelling>,
    rename_all_fields: Option<Spelling>,
    errors: &mut Errors,
) -> Variant {
    let ident = syntax.ident.unraw().to_string();
    let name = match (&syntax.rename, rename_all) {
        (Some(rename), _) => rename.value(),
        (None, Some(spelling)) => spelling.spell_variant(&ident),
        (None, None) => ident,
    };
    let content = match syntax.shape {
        _ if syntax.other.is_some() => catch_all(syntax, errors),
        Shape::Unit => Content::Unit,
        Shape::Tuple => {
            values_with_internal_tag(syntax, tagging, errors);
            Content::Values(syntax.fields.iter().map(|field| field::check_unnamed(field, errors)).collect())
        }
        Shape::Named => {
            let (fields, _) = check_fields(&syntax.fields, rename_all_fields, errors);
            tag_among_fields(syntax, &fields, tagging, errors);
            Content::Named(fields)
        }
    };
    let aliases = syntax.aliases.iter().map(LitStr::value).collect();
    Variant { ident: syntax.ident.clone(), name, aliases, content }
}

fn catch_all(syntax: &VariantSyntax, errors: &mut Errors) -> Content {
    if let Some(written) = syntax.rename.iter().chain(&syntax.aliases).next() {
        errors.at(written, "a variant with `other` has no name of its own: remove this");
    }
    match (syntax.shape, &syntax.fields[..]) {
        (Shape::Unit, _) => Content::Dropped,
        (Shape::Tuple, [field]) => Content::Kept(Box::new(field.ty.clone())),
        _ => {
            errors.at(
                &syntax.ident,
                "a variant with `other` holds what was found: write it as `Other(String)`, as `Other(Value)` where the \
                 enum is a map, or without a value to drop it",
            );
            Content::Dropped
        }
    }
}

fn values_with_internal_tag(syntax: &VariantSyntax, tagging: Option<&Tagging>, errors: &mut Errors) {
    if matches!(tagging, Some(Tagging::Internal { .. })) && syntax.fields.len() > 1 {
        errors.at(
            &syntax.ident,
            "beside an internal `tag` a variant has named fields or holds one document: name the fields, or add \
             `content = \"..\"`",
        );
    }
}

fn tag_among_fields(
    syntax: &VariantSyntax,
    fields: &[Field],
    tagging: Option<&Tagging>,
    errors: &mut Errors,
) {
    let Some(Tagging::Internal { tag }) = tagging else { return };
    let tag = tag.value();
    for (written, field) in syntax.fields.iter().zip(fields) {
        if field.stored().is_some_and(|stored| stored.name == tag || stored.aliases.contains(&tag)) {
            errors.at(
                &written.ident,
                format!("the tag is stored as `{tag}` too: give one of them another name"),
            );
        }
    }
}

fn check_names(written: &[VariantSyntax], variants: &[Variant], errors: &mut Errors) {
    let mut taken: HashMap<&str, &Ident> = HashMap::new();
    let mut catch_all: Option<&Ident> = None;
    for (syntax, variant) in written.iter().zip(variants) {
        if let Some(keyword) = &syntax.other {
            match catch_all {
                Some(first) => {
                    errors.at(keyword, format!("`{first}` has `other` already: remove one of them"));
                }
                None => catch_all = Some(&variant.ident),
            }
            continue;
        }
        let written = syntax.rename.as_ref().map_or(&syntax.ident as &dyn ToTokens, |rename| rename);
        let own = (written, &variant.name, "give one of them another name with `rename`");
        let aliases = syntax.aliases.iter().zip(&variant.aliases);
        let aliases = aliases.map(|(alias, name)| (alias as &dyn ToTokens, name, "remove the alias"));
        for (written, name, fix) in std::iter::once(own).chain(aliases) {
            match taken.get(name.as_str()) {
                Some(first) if **first == variant.ident => {
                    let message = format!("`{first}` is read from `{name}` anyway: remove it");
                    errors.at(&written.to_token_stream(), message);
                }
                Some(first) => {
                    errors.at(
                        &written.to_token_stream(),
                        format!("`{first}` is stored as `{name}` too: {fix}"),
                    );
                }
                None => {
                    taken.insert(name, &variant.ident);
                }
            }
        }
    }
}
