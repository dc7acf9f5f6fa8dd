//! An attempt as a line for InfluxDB.

use std::fmt::Write;
use std::time::SystemTime;

use crate::observe::measurement::{Ending, Measurement};

/// Writes an attempt as a line of InfluxDB's line protocol, without an end of line.
///
/// The measurement is the service, or `dynamodb` where none is named. The tags are `action` (the operation), `table`
/// (several are separated by commas), `attempt`, `error` (its kind, or `Dropped`), `environment` and `correlation_id`,
/// each where there is one. The field is `duration`, in seconds and without the wait for a turn. The time is when the
/// attempt began, in nanoseconds.
///
/// The library sends nothing: an observer hands the line to whatever does.
///
/// ```
/// use std::sync::mpsc;
///
/// use dynamo_model::observe::{Measurement, line_protocol};
/// use dynamo_model::prelude::*;
///
/// # async fn run() -> dynamo_model::Result<()> {
/// let (lines, sender) = mpsc::channel();
/// let db = Connection::builder()
///     .local(dynamo_model::Embedded::memory()?)
///     .service("box office")
///     .deployment("staging")
///     .observer(move |attempt: &Measurement| drop(lines.send(line_protocol(attempt))))
///     .build()?;
/// db.list_tables().await?;
///
/// let line = sender.recv().unwrap();
/// assert!(line.starts_with(r"box\ office,action=ListTables,attempt=1,environment=staging duration="), "{line}");
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
///
/// <https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/>
#[must_use]
pub fn line_protocol(measurement: &Measurement) -> String {
    let mut line = String::with_capacity(128);
    escape(
        &mut line,
        measurement.service.as_deref().filter(|name| !name.is_empty()).unwrap_or("dynamodb"),
        &[',', ' '],
    );
    let mut tag = |name: &str, value: &str| {
        // A tag without a value is no tag.
        if !value.is_empty() {
            line.push(',');
            line.push_str(name);
            line.push('=');
            escape(&mut line, value, &[',', '=', ' ']);
        }
    };
    tag("action", measurement.operation);
    tag("table", &measurement.tables.join(","));
    tag("attempt", &measurement.attempt.to_string());
    match measurement.ending {
        Ending::Done => {}
        Ending::Failed(kind) => tag("error", &format!("{kind:?}")),
        Ending::Dropped => tag("error", "Dropped"),
    }
    tag("environment", measurement.deployment.as_deref().unwrap_or_default());
    tag("correlation_id", measurement.correlation_id.as_deref().unwrap_or_default());
    let since = measurement.start.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let _ = write!(line, " duration={} {}", measurement.duration.as_secs_f64(), since.as_nanos());
    line
}

/// A backslash escapes. An end of line cannot be told, and becomes a space.
fn escape(line: &mut String, text: &str, special: &[char]) {
    for c in text.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if c == '\\' || special.contains(&c) {
            line.push('\\');
        }
        line.push(c);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::error::ErrorKind;

    fn measurement() -> Measurement {
        Measurement {
            start: SystemTime::UNIX_EPOCH + Duration::from_nanos(1_700_000_000_123_456_789),
            verb: "get_one",
            operation: "GetItem",
            tables: vec!["users".to_owned()],
            index: None,
            attempt: 1,
            duration: Duration::from_micros(1500),
            waited: Duration::ZERO,
            ending: Ending::Done,
            code: None,
            status: Some(200),
            consumed_capacity: None,
            items: Some(1),
            scanned: None,
            bytes_sent: 60,
            bytes_received: 80,
            service: Some("shop".into()),
            deployment: Some("production".into()),
            correlation_id: Some("7f".into()),
        }
    }

    #[test]
    fn an_attempt_is_a_line() {
        assert_eq!(
            line_protocol(&measurement()),
            "shop,action=GetItem,table=users,attempt=1,environment=production,correlation_id=7f \
             duration=0.0015 1700000000123456789"
        );
    }

    #[test]
    fn what_is_absent_is_left_out() {
        let bare = Measurement {
            tables: Vec::new(),
            attempt: 3,
            ending: Ending::Failed(ErrorKind::Throttled),
            service: None,
            deployment: Some("".into()),
            correlation_id: None,
            ..measurement()
        };
        assert_eq!(
            line_protocol(&bare),
            "dynamodb,action=GetItem,attempt=3,error=Throttled duration=0.0015 1700000000123456789"
        );
        let dropped = Measurement { ending: Ending::Dropped, ..bare };
        assert!(line_protocol(&dropped).starts_with("dynamodb,action=GetItem,attempt=3,error=Dropped "));
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        let odd = Measurement {
            tables: vec!["a.b-c_d".to_owned(), "users".to_owned()],
            service: Some("box office, east=1".into()),
            deployment: Some("a b,c=d".into()),
            correlation_id: Some("x\ny\\".into()),
            ..measurement()
        };
        assert_eq!(
            line_protocol(&odd),
            r"box\ office\,\ east=1,action=GetItem,table=a.b-c_d\,users,attempt=1,environment=a\ b\,c\=d,correlation_id=x\ y\\ duration=0.0015 1700000000123456789"
        );
    }
}
