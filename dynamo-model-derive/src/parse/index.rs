//! `index(..)` and `local_index(..)` on the struct.

use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Token, parenthesized, token};

use crate::errors::Errors;
use crate::parse::entry;

const OF_GLOBAL: &[&str] = &["name", "hash", "range", "projection", "read_units", "write_units", "handle"];
const OF_LOCAL: &[&str] = &["name", "range", "projection", "handle"];

/// An index as it was written.
pub(crate) struct IndexSyntax {
    /// `index` or `local_index`.
    pub(crate) keyword: Ident,
    pub(crate) name: Option<LitStr>,
    pub(crate) hash: Option<KeySyntax>,
    pub(crate) range: Option<KeySyntax>,
    pub(crate) projection: Option<ProjectionOf>,
    pub(crate) read_units: Option<LitInt>,
    pub(crate) write_units: Option<LitInt>,
    pub(crate) handle: Option<LitStr>,
    /// Whether nothing was wrong with its entries so far.
    pub(crate) is_sound: bool,
}

/// `hash = field` or `hash(field, field)`.
pub(crate) struct KeySyntax {
    pub(crate) keyword: Ident,
    pub(crate) fields: Vec<Ident>,
}

/// What `projection = ..` asks for.
pub(crate) enum ProjectionOf {
    /// `"all"` or `"keys"`.
    Named(LitStr),
    /// `include(field, field)`.
    Include(KeySyntax),
}

impl IndexSyntax {
    pub(super) fn read(
        keyword: &Ident,
        meta: &ParseNestedMeta<'_>,
        errors: &mut Errors,
    ) -> syn::Result<Self> {
        if !meta.input.peek(token::Paren) {
            return Err(syn::Error::new_spanned(keyword, format!("`{keyword}` takes {}", example(keyword))));
        }
        let mut index = Self {
            keyword: keyword.clone(),
            name: None,
            hash: None,
            range: None,
            projection: None,
            read_units: None,
            write_units: None,
            handle: None,
            is_sound: true,
        };
        let before = errors.count();
        let outcome = entry::list(meta, errors, |keyword, meta, errors| index.entry(keyword, meta, errors));
        // What cannot be skipped ends the list; what was read before stays.
        if let Err(error) = outcome {
            errors.push(error);
        }
        index.is_sound = errors.count() == before;
        Ok(index)
    }

    pub(crate) fn is_local(&self) -> bool {
        self.keyword == "local_index"
    }

    fn entry(&mut self, keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        let name = keyword.to_string();
        let known = if self.is_local() { OF_LOCAL } else { OF_GLOBAL };
        if !known.contains(&name.as_str()) {
            return Err(self.misplaced(keyword, &name, known));
        }
        match name.as_str() {
            "name" => entry::keep(&mut self.name, entry::text(keyword, meta)?, keyword, errors),
            "hash" => entry::keep(&mut self.hash, KeySyntax::read(keyword, meta)?, keyword, errors),
            "range" => entry::keep(&mut self.range, KeySyntax::read(keyword, meta)?, keyword, errors),
            "projection" => entry::keep(&mut self.projection, projection(keyword, meta)?, keyword, errors),
            "read_units" => entry::keep(&mut self.read_units, entry::number(keyword, meta)?, keyword, errors),
            "write_units" => {
                entry::keep(&mut self.write_units, entry::number(keyword, meta)?, keyword, errors);
            }
            "handle" => entry::keep(&mut self.handle, entry::text(keyword, meta)?, keyword, errors),
            _ => unreachable!("the entries of each kind are read above"),
        }
        Ok(())
    }

    fn misplaced(&self, keyword: &Ident, name: &str, known: &[&str]) -> syn::Error {
        let message = match name {
            "hash" | "hash_key" if self.is_local() => {
                "a local index has the hash key of the table: remove it, or write `index(..)`"
            }
            "read_units" | "write_units" if self.is_local() => {
                "a local index takes the units of the table: remove it, or write `index(..)`"
            }
            "include" => "`include` is a projection: write `projection = include(a, b)`",
            "hash_key" | "range_key" => {
                let word = name.trim_end_matches("_key");
                return syn::Error::new_spanned(
                    keyword,
                    format!("in an index this is `{word}`: write `{word} = field`"),
                );
            }
            _ => return entry::unknown("option of an index", keyword, known),
        };
        syn::Error::new_spanned(keyword, message)
    }
}

impl KeySyntax {
    fn read(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let message =
            format!("`{keyword}` takes a field, or several: write `{keyword} = field` or `{keyword}(a, b)`");
        let fields = if meta.input.peek(token::Paren) {
            fields(meta.input, &message)?
        } else if meta.input.peek(Token![=]) {
            vec![field(meta.value()?, &message)?]
        } else {
            return Err(syn::Error::new_spanned(keyword, message));
        };
        if fields.is_empty() {
            return Err(syn::Error::new_spanned(keyword, message));
        }
        Ok(Self { keyword: keyword.clone(), fields })
    }
}

fn projection(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<ProjectionOf> {
    let message = "`projection` is `\"all\"`, `\"keys\"` or `include(a, b)`: write `projection = \"all\"`";
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        return value.parse().map(ProjectionOf::Named);
    }
    let word = Ident::parse_any(value).map_err(|error| syn::Error::new(error.span(), message))?;
    if word != "include" || !value.peek(token::Paren) {
        return Err(syn::Error::new_spanned(word, message));
    }
    let fields = fields(value, "`include` takes fields: write `include(a, b)`")?;
    if fields.is_empty() {
        return Err(syn::Error::new_spanned(
            word,
            "`include()` includes nothing: write `projection = \"keys\"`",
        ));
    }
    Ok(ProjectionOf::Include(KeySyntax { keyword: word, fields }))
}

fn fields(input: ParseStream<'_>, message: &str) -> syn::Result<Vec<Ident>> {
    let inside;
    parenthesized!(inside in input);
    let mut fields = Vec::new();
    while !inside.is_empty() {
        fields.push(field(&inside, message)?);
        if !inside.is_empty() {
            inside.parse::<Token![,]>()?;
        }
    }
    Ok(fields)
}

/// A field is named as in Rust, without quotes.
pub(super) fn field(input: ParseStream<'_>, message: &str) -> syn::Result<Ident> {
    if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        let hint = format!("{message}; fields stand without quotes");
        return Err(syn::Error::new_spanned(text, hint));
    }
    Ident::parse_any(input).map_err(|error| syn::Error::new(error.span(), message))
}

fn example(keyword: &Ident) -> &'static str {
    if keyword == "local_index" {
        "a name and a key: write `local_index(name = \"by_date\", range = date)`"
    } else {
        "a name and a key: write `index(name = \"by_status\", hash = status)`"
    }
}
