//! A log that keeps which words were in it, and nothing else.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex};

use tracing::{Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::Layer;
use tracing_subscriber::registry::LookupSpan;

#[derive(Clone)]
pub(crate) struct Log {
    words: &'static [&'static str],
    found: Arc<Mutex<BTreeSet<&'static str>>>,
}

impl Log {
    /// Looks for these words.
    pub(crate) fn of(words: &'static [&'static str]) -> Self {
        Self { words, found: Arc::default() }
    }

    /// Takes all lines of all levels, those of spans among them, that the filter lets pass.
    pub(crate) fn layer<S>(&self, filter: fn(&Metadata<'_>) -> bool) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_span_events(FmtSpan::FULL)
            .with_writer(self.clone())
            .with_filter(filter_fn(filter))
    }

    /// The words that were in it, in their alphabetical order.
    pub(crate) fn found(&self) -> Vec<&'static str> {
        self.found.lock().unwrap().iter().copied().collect()
    }
}

/// Each call has one whole line.
impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let found = self.words.iter().copied().filter(|word| text.contains(word));
        self.found.lock().unwrap().extend(found);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
