//! A read that goes on: through what is queried, or through what is fetched of it.

use dynamo_model_fields::ReadItem;

use crate::error::Result;
use crate::exec::call::Call;
use crate::exec::fetched::Fetched;
use crate::exec::pages::{Pages, Source};
use crate::model::schema::Schema;
use crate::plan::options::Segment;
use crate::wire::decode::Counted;

/// A Query or Scan, to the end of which items come; `T` is what each becomes.
pub(crate) enum Reading<T> {
    /// Items come with the pages.
    Whole(Box<Pages<T>>),
    /// The pages name them.
    Fetched(Box<Fetched<T>>),
}

impl<T: ReadItem + Send + 'static> Reading<T> {
    /// `in_flight`: how many BatchGetItems are sent at once, where items are fetched.
    pub(crate) fn of(call: Call, schema: &'static Schema, mut source: Source, in_flight: usize) -> Self {
        match source.take_fetch() {
            None => Self::Whole(Box::new(Pages::of(call, schema, source))),
            Some(fetch) => Self::Fetched(Box::new(Fetched::of(call, schema, source, fetch, in_flight))),
        }
    }

    /// Reads a part of a parallel scan.
    pub(crate) fn of_segment(self, segment: Segment) -> Self {
        match self {
            Self::Whole(pages) => Self::Whole(Box::new(pages.of_segment(segment))),
            Self::Fetched(fetched) => Self::Fetched(Box::new(fetched.of_segment(segment))),
        }
    }

    /// Reads the next items; `None` after the last. There may be none, and more to come.
    pub(crate) async fn next_items(&mut self) -> Result<Option<Vec<T>>> {
        match self {
            Self::Whole(pages) => pages.next_page().await,
            Self::Fetched(fetched) => Box::pin(fetched.next_items()).await,
        }
    }

    /// Reads all into one list.
    pub(crate) async fn collect(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(mut items) = self.next_items().await? {
            if all.is_empty() {
                all = items;
            } else {
                all.append(&mut items);
            }
        }
        Ok(all)
    }
}

impl Reading<Counted> {
    /// Counts the items without reading them, as far as that can be (R9).
    pub(crate) async fn count(self) -> Result<u64> {
        let mut fetched = match self {
            Self::Whole(pages) => return pages.count().await,
            Self::Fetched(fetched) => fetched,
        };
        let mut total: u64 = 0;
        while let Some(items) = fetched.next_items().await? {
            total += items.len() as u64;
        }
        Ok(total)
    }
}
