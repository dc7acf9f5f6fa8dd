//! A struct of one field.

use syn::{Index, Member};

use crate::check::{Broken, Checked, Head, Newtype, bounds, container, field};
use crate::errors::Errors;
use crate::parse::{DataSyntax, Kind, Parsed};

pub(super) fn check(parsed: Parsed, errors: &mut Errors) -> Checked {
    let DataSyntax::Newtype { field: syntax, is_named } = parsed.data else {
        unreachable!("a newtype is parsed as one");
    };
    if is_named && parsed.container.transparent.is_none() {
        errors.at(
            &parsed.ident,
            format!(
                "`{}` has a named field: derive `Document` to store it as a map, or write `#[model(transparent)]` to \
                 store it as its field is stored",
                parsed.ident
            ),
        );
    }
    if let Some(rule) = syntax.rules.first() {
        errors.at(&rule.name, "a newtype has no rules of its own: write them on the fields that hold it");
    }
    let settings = container::check(Kind::Newtype, &parsed.ident, parsed.container, errors);
    let field = field::check_unnamed(&syntax, errors);
    let fields = std::slice::from_ref(&field);
    let used = if errors.count() == 0 { fields } else { &[] };
    let generics = bounds::check(Kind::Newtype, parsed.generics, used, &bounds::Asked::default(), errors);
    let member = if is_named { Member::Named(syntax.ident.clone()) } else { Member::Unnamed(Index::from(0)) };
    let head = Head {
        ident: parsed.ident,
        vis: parsed.vis,
        generics,
        path: settings.path,
        is_validated_elsewhere: false,
    };
    if errors.count() > 0 {
        return Checked::Broken(Box::new(Broken::of(Kind::Newtype, head)));
    }
    Checked::Newtype(Box::new(Newtype { head, member, field }))
}
