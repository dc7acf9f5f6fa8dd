//! What may be asked of a read besides its items.

/// Gives a builder, whose options are `self.options`, the words for them.
macro_rules! read_options {
    () => {
        /// Delivers at most this many items. 0 sends nothing, and is refused for a page.
        pub fn limit(mut self, items: usize) -> Self {
            self.options.limit = Some(items);
            self
        }

        /// Has each request of a Query or Scan evaluate at most this many items; without it, as many as fit into 1 MB.
        /// 0 is refused. A list of keys is asked for in hundreds, whatever this says.
        pub fn page_size(mut self, items: u32) -> Self {
            self.options.page_size = Some(items);
            self
        }

        /// Delivers in falling order of the range key. Refused where the plan is a Scan or a list of keys.
        pub fn descending(mut self) -> Self {
            self.options.descending = true;
            self
        }

        /// Delivers in the order of this field, which must be the range key of the table or of an index that the
        /// condition can use; refused otherwise.
        pub fn order_by<T: Ordered, R>(mut self, field: Field<M, T, R>) -> Self {
            self.options.order_by = Some(field.name());
            self
        }

        /// Reads through this index, whatever the planner would choose. Items without its key are left out. Refused for a
        /// list of keys.
        ///
        /// Without a condition that pins its hash key it is scanned. A local index that does not hold all that is read is
        /// read through, and DynamoDB fetches the rest: a read more for each item. Refused for a global index that does
        /// not hold all, unless [`fetch_missing`](Self::fetch_missing) is said or a projection fits; for a global index
        /// together with [`consistent`](Self::consistent); and for one that the connection does without
        /// ([`ConnectionBuilder::without_index`](crate::ConnectionBuilder::without_index)).
        pub fn index(mut self, index: Index<M>) -> Self {
            self.options.index = Some(index.name());
            self
        }

        /// Fetches what an index does not hold: the index is asked which items there are, and these are read from the
        /// table by BatchGetItem, in the order of the index.
        ///
        /// For an index of keys alone, or of some attributes. It costs a read more for each item, so the planner takes
        /// such an index by itself only where no other way but a Scan is left. Terms on attributes that the index lacks
        /// are evaluated here on what was fetched; so is the rest of the condition once more, since the index lags: an
        /// item that is gone meanwhile, or changed so that it does not satisfy the condition, is left out. Refused with
        /// a [raw](crate::Condition::raw) condition on such an index. Where an index holds all that is read, it says
        /// nothing.
        pub fn fetch_missing(mut self) -> Self {
            self.options.missing = Missing::Fetched;
            self
        }

        /// Reads what all earlier writes left, at twice the price in read units.
        pub fn consistent(mut self) -> Self {
            self.options.consistent = true;
            self
        }

        /// Reads what may lack the latest writes, at half the price; the default, unless the connection says otherwise.
        pub fn eventually_consistent(mut self) -> Self {
            self.options.consistent = false;
            self
        }

        /// Cuts a Scan into so many segments, 1 to 1,000,000, and reads them side by side, as many at once as the
        /// connection has requests in flight. Items come as they are read. Refused where the plan is no Scan.
        pub fn segments(mut self, segments: u32) -> Self {
            self.options.segments = Some(Segments::All(segments));
            self
        }

        /// Scans one of so many segments, numbered from 0: each of several workers takes its own. Refused where the plan
        /// is no Scan. Of this and `segments`, the one that is said last counts.
        pub fn segment(mut self, number: u32, of: u32) -> Self {
            self.options.segments = Some(Segments::One(number, of));
            self
        }

        /// Permits a Scan in this call, and does without the warning.
        pub fn allow_scan(mut self) -> Self {
            self.options.scan = ScanPolicy::Allow;
            self
        }
    };
}

pub(crate) use read_options;
