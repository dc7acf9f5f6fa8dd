//! Conditions in DynamoDB's own words, checked and renamed before they are sent.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dynamo_model_fields::{AttributeType, Value, Writer};

use crate::error::{Error, Result};
use crate::expr::display::HIDDEN;
use crate::expr::path::{AttributePath, Name, Step};
use crate::expr::render::{MAX_EXPRESSION_SIZE, MAX_IN_OPERANDS, MAX_OPERATORS, Weight};
use crate::model::schema::Fields;

/// How deep parentheses may nest: no condition of 300 operators needs more, and parsers recurse.
const MAX_PARENTHESES: usize = 300;

/// A condition as its caller wrote it, with the names and values in the place of the placeholders.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Raw {
    pieces: Vec<Piece>,
    paths: Vec<AttributePath>,
    weight: Weight,
    /// Whether the values are not shown.
    is_hidden: bool,
    /// Why it cannot be sent; reported when the condition is used, so that making one cannot fail.
    problem: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    Name(String),
    Value(Value),
}

impl Raw {
    /// Reads a text whose placeholders stand for these names and values, given with or without their mark.
    pub(crate) fn new(
        text: &str,
        names: Vec<(&str, String)>,
        values: Vec<(String, Value)>,
        fields: &Fields,
    ) -> Self {
        let mut raw = Self {
            pieces: Vec::new(),
            paths: Vec::new(),
            weight: Weight::default(),
            is_hidden: false,
            problem: None,
        };
        raw.problem = raw.read(text, names, values).err();
        raw.is_hidden = raw.paths.iter().any(|path| hides(fields, path));
        raw
    }

    fn read(
        &mut self,
        text: &str,
        names: Vec<(&str, String)>,
        values: Vec<(String, Value)>,
    ) -> Result<(), String> {
        let names = declared('#', names)?;
        let values = declared(':', values)?;
        if text.len() > MAX_EXPRESSION_SIZE {
            return Err(format!("is {} bytes long, and DynamoDB takes {MAX_EXPRESSION_SIZE}", text.len()));
        }
        let tokens = tokens(text)?;
        let tokens = bare(&tokens)?;
        if tokens.iter().all(|token| matches!(token, Token::Space)) {
            return Err("is empty".to_owned());
        }
        let used = self.take(tokens, &names, &values)?;
        let unused =
            names.keys().map(|name| format!("#{name}")).chain(values.keys().map(|name| format!(":{name}")));
        match unused.into_iter().find(|placeholder| !used.contains(placeholder)) {
            Some(unused) => Err(format!("does not use `{unused}`, which is declared")),
            None => self.within_limits(),
        }
    }

    /// Takes the tokens in, and gives the placeholders among them.
    fn take(
        &mut self,
        tokens: &[Token<'_>],
        names: &BTreeMap<String, String>,
        values: &BTreeMap<String, Value>,
    ) -> Result<BTreeSet<String>, String> {
        let mut used = BTreeSet::new();
        let mut weight = Counter::default();
        let mut after_dot = false;
        for (position, token) in tokens.iter().enumerate() {
            weight.take(token, || is_called(&tokens[position + 1..]));
            let undeclared = |mark, name| format!("uses `{mark}{name}`, which is not declared");
            match token {
                Token::Name(name) => {
                    let attribute = names.get(*name).ok_or_else(|| undeclared('#', name))?;
                    used.insert(format!("#{name}"));
                    self.step(attribute, after_dot);
                    self.pieces.push(Piece::Name(attribute.clone()));
                }
                Token::Value(name) => {
                    let value = values.get(*name).ok_or_else(|| undeclared(':', name))?;
                    used.insert(format!(":{name}"));
                    self.pieces.push(Piece::Value(value.clone()));
                }
                // Behind a placeholder a reserved word is a name like any other.
                Token::Word(word) if !is_keyword(word) && !is_called(&tokens[position + 1..]) => {
                    self.step(word, after_dot);
                    self.pieces.push(Piece::Name((*word).to_owned()));
                }
                Token::Index(index) => {
                    let steps = index.parse().map_err(|_| format!("has an index of `{index}`"))?;
                    let path = self.paths.pop().ok_or("has an index that follows no attribute")?;
                    self.paths.push(path.index(steps));
                    self.text(token);
                }
                other => self.text(other),
            }
            after_dot = matches!(token, Token::Sign(".")) || (after_dot && matches!(token, Token::Space));
        }
        self.weight = weight.weight;
        Ok(used)
    }

    fn step(&mut self, name: &str, after_dot: bool) {
        match self.paths.pop() {
            Some(path) if after_dot => self.paths.push(path.key(name.to_owned())),
            earlier => {
                self.paths.extend(earlier);
                self.paths.push(AttributePath::attribute(name.to_owned()));
            }
        }
    }

    fn text(&mut self, token: &Token<'_>) {
        if !matches!(self.pieces.last(), Some(Piece::Text(_))) {
            self.pieces.push(Piece::Text(String::new()));
        }
        if let Some(Piece::Text(text)) = self.pieces.last_mut() {
            token.write(text);
        }
    }

    fn within_limits(&self) -> Result<(), String> {
        let Weight { operators, in_operands } = self.weight;
        if operators > MAX_OPERATORS {
            return Err(format!(
                "has {operators} operators and functions, and DynamoDB takes {MAX_OPERATORS}"
            ));
        }
        if in_operands > MAX_IN_OPERANDS {
            return Err(format!("has {in_operands} operands of IN, and DynamoDB takes {MAX_IN_OPERANDS}"));
        }
        Ok(())
    }

    /// Refuses what cannot be sent.
    pub(crate) fn check(&self) -> Result<()> {
        if let Some(problem) = &self.problem {
            return Err(Error::refused(format!("the raw condition {problem}")));
        }
        self.paths.iter().try_for_each(AttributePath::check)?;
        for piece in &self.pieces {
            if let Piece::Value(value) = piece {
                value.write(&mut Writer::new())?;
            }
        }
        Ok(())
    }

    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Every path in it, in order.
    pub(crate) fn paths(&self) -> &[AttributePath] {
        &self.paths
    }

    pub(crate) fn weight(&self) -> Weight {
        self.weight
    }
}

/// The text with names and values in the place of their placeholders.
impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.problem.is_some() {
            return f.write_str("a raw condition that cannot be sent");
        }
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Name(name) => Name(name).fmt(f),
            Piece::Value(_) if self.is_hidden => f.write_str(HIDDEN),
            Piece::Value(value) => value.fmt(f),
        })
    }
}

/// The declarations without their mark; one that stands twice is refused.
fn declared<T>(mark: char, list: Vec<(impl AsRef<str>, T)>) -> Result<BTreeMap<String, T>, String> {
    let mut known = BTreeMap::new();
    for (placeholder, meant) in list {
        let placeholder = placeholder.as_ref();
        let name = placeholder.strip_prefix(mark).unwrap_or(placeholder);
        if name.is_empty() || !name.chars().all(is_part_of_name) {
            return Err(format!(
                "declares `{mark}{name}`, which is no placeholder: letters, digits and `_` are"
            ));
        }
        if known.insert(name.to_owned(), meant).is_some() {
            return Err(format!("declares `{mark}{name}` twice"));
        }
    }
    Ok(known)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Space,
    Word(&'a str),
    Name(&'a str),
    Value(&'a str),
    Open,
    Close,
    Index(&'a str),
    /// A comparator, a dot or a comma.
    Sign(&'a str),
}

impl Token<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Space => out.push(' '),
            Self::Word(text) | Self::Sign(text) => out.push_str(text),
            Self::Open => out.push('('),
            Self::Close => out.push(')'),
            Self::Index(index) => {
                out.push('[');
                out.push_str(index);
                out.push(']');
            }
            Self::Name(_) | Self::Value(_) => unreachable!("placeholders are replaced"),
        }
    }
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let (token, size) = token(first, rest)?;
        tokens.push(token);
        rest = &rest[size..];
    }
    Ok(tokens)
}

/// The token that a text starts with, and its size.
fn token(first: char, rest: &str) -> Result<(Token<'_>, usize), String> {
    let run = |from: usize, belongs: fn(char) -> bool| {
        rest[from..].find(|c| !belongs(c)).map_or(rest.len(), |size| from + size)
    };
    Ok(match first {
        c if c.is_ascii_whitespace() => (Token::Space, run(0, |c| c.is_ascii_whitespace())),
        c if is_part_of_name(c) => {
            let end = run(0, is_part_of_name);
            (Token::Word(&rest[..end]), end)
        }
        '#' | ':' => {
            let end = run(1, is_part_of_name);
            if end == 1 {
                return Err(format!("has a `{first}` that no name follows"));
            }
            let name = &rest[1..end];
            (if first == '#' { Token::Name(name) } else { Token::Value(name) }, end)
        }
        '(' => (Token::Open, 1),
        ')' => (Token::Close, 1),
        '[' => {
            let end = run(1, |c| c.is_ascii_digit());
            if end == 1 || !rest[end..].starts_with(']') {
                return Err("has a `[` that no index and `]` follow".to_owned());
            }
            (Token::Index(&rest[1..end]), end + 1)
        }
        '<' if rest.starts_with("<>") || rest.starts_with("<=") => (Token::Sign(&rest[..2]), 2),
        '>' if rest.starts_with(">=") => (Token::Sign(&rest[..2]), 2),
        '<' | '>' | '=' | '.' | ',' => (Token::Sign(&rest[..1]), 1),
        '"' | '\'' => {
            return Err(format!("holds {first}, and text stands in no expression: declare it as a value"));
        }
        other => return Err(format!("holds `{}`, which stands in no condition", other.escape_debug())),
    })
}

/// The tokens without parentheses around the whole, which would be redundant where others are put around them.
fn bare<'a, 't>(tokens: &'a [Token<'t>]) -> Result<&'a [Token<'t>], String> {
    let mut open: Vec<usize> = Vec::new();
    let mut closed_by = BTreeMap::new();
    for (position, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => open.push(position),
            Token::Close => match open.pop() {
                Some(from) => {
                    closed_by.insert(from, position);
                }
                None => return Err("has a `)` that closes nothing".to_owned()),
            },
            _ => {}
        }
        if open.len() > MAX_PARENTHESES {
            return Err(format!("nests parentheses more than {MAX_PARENTHESES} deep"));
        }
    }
    if !open.is_empty() {
        return Err("has a `(` that is not closed".to_owned());
    }
    let (mut from, mut to) = (0, tokens.len());
    loop {
        while from < to && tokens[from] == Token::Space {
            from += 1;
        }
        while from < to && tokens[to - 1] == Token::Space {
            to -= 1;
        }
        if closed_by.get(&from).is_none_or(|close| close + 1 != to) {
            return Ok(&tokens[from..to]);
        }
        from += 1;
        to -= 1;
    }
}

fn is_called(after: &[Token<'_>]) -> bool {
    after.iter().find(|token| **token != Token::Space) == Some(&Token::Open)
}

fn is_keyword(word: &str) -> bool {
    ["AND", "OR", "NOT", "BETWEEN", "IN"].iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Counts what DynamoDB bounds.
#[derive(Default)]
struct Counter {
    weight: Weight,
    /// BETWEENs whose AND is still to come.
    between: usize,
    /// For each open parenthesis the operands so far, if it is that of an IN.
    open: Vec<Option<usize>>,
    opens_in: bool,
}

impl Counter {
    fn take(&mut self, token: &Token<'_>, is_called: impl Fn() -> bool) {
        let is_in = matches!(token, Token::Word(word) if word.eq_ignore_ascii_case("IN"));
        match token {
            Token::Word(word) if word.eq_ignore_ascii_case("AND") && self.between > 0 => self.between -= 1,
            Token::Word(word) if is_keyword(word) || is_called() => {
                self.between += usize::from(word.eq_ignore_ascii_case("BETWEEN"));
                self.weight.operators += 1;
            }
            Token::Sign("=" | "<>" | "<" | "<=" | ">" | ">=") => self.weight.operators += 1,
            Token::Sign(",") => {
                if let Some(Some(operands)) = self.open.last_mut() {
                    *operands += 1;
                }
            }
            Token::Open => self.open.push(self.opens_in.then_some(1)),
            Token::Close => {
                let operands = self.open.pop().flatten().unwrap_or_default();
                self.weight.in_operands = self.weight.in_operands.max(operands);
            }
            _ => {}
        }
        self.opens_in = is_in || (self.opens_in && *token == Token::Space);
    }
}

/// True if what stands at the path must not be shown, or if it cannot be known.
fn hides(fields: &Fields, path: &AttributePath) -> bool {
    let Some(mut field) = fields.find(path.root()) else { return false };
    let mut steps = path.steps();
    loop {
        if field.is_sensitive() {
            return true;
        }
        let Some(parts) = field.parts() else {
            // The parts of a document that has no rules of its own are not known.
            let may_be_document = matches!(field.stored(), None | Some(AttributeType::M | AttributeType::L));
            return may_be_document && steps.iter().any(|step| matches!(step, Step::Key(_)));
        };
        let Some((Step::Key(name), inside)) = steps.get(parts.depth..).and_then(<[Step]>::split_first) else {
            return false;
        };
        let Some(part) = (parts.fields)().find(name) else { return false };
        (field, steps) = (part, inside);
    }
}

#[cfg(test)]
mod tests;
