//! Scans that are cut into parts.

use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::plan::options::{ReadOptions, Segment, Segments};
use crate::plan::steps::Reasons;

/// Refuses segments of what is no scan, and pages of several segments.
pub(crate) fn check(plan: &Plan, options: &ReadOptions) -> Result<()> {
    match (plan, options.segments) {
        (Plan::Scan(_), Some(Segments::All(_))) if options.is_page => Err(Error::refused(
            "a page goes on in one place: read each segment by itself with `.segment(number, of)`",
        )),
        (_, None) | (Plan::Nothing(_) | Plan::Scan(_), _) => Ok(()),
        (plan, Some(_)) => {
            let operation = plan.operation().unwrap_or_default();
            Err(Error::refused(format!(
                "only a Scan has segments, and the plan is a {operation}: leave them out"
            )))
        }
    }
}

/// The most parts into which a scan can be cut.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html>
const MAX_SEGMENTS: u32 = 1_000_000;

/// Refuses a number of segments that no scan can have.
pub(crate) fn check_count(segments: u32) -> Result<u32> {
    if (1..=MAX_SEGMENTS).contains(&segments) {
        return Ok(segments);
    }
    Err(Error::refused(format!("a scan is cut into 1 to {MAX_SEGMENTS} segments, not into {segments}")))
}

/// How many parts are scanned side by side, or which one is scanned.
pub(crate) fn of(asked: Option<Segments>, why: &mut Reasons) -> Result<(Option<u32>, Option<Segment>)> {
    let Some(Segments::All(of) | Segments::One(_, of)) = asked else { return Ok((None, None)) };
    let whole = i32::try_from(check_count(of)?).unwrap_or(i32::MAX);
    let Some(Segments::One(number, _)) = asked else {
        why.push("the segments are scanned side by side".into());
        return Ok((Some(of), None));
    };
    let number = i32::try_from(number).ok().filter(|number| *number < whole).ok_or_else(|| {
        Error::refused(format!("the {of} segments are numbered from 0 to {}, without {number}", of - 1))
    })?;
    why.push("one segment is scanned, and other workers scan the others".into());
    Ok((None, Some(Segment { number, of: whole })))
}
