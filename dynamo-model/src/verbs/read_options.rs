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

        /// Reads through this index, whatever the planner would choose. Items without its key are left out.
        ///
        /// Without a condition that pins its hash key it is scanned. Refused for a global index that does not hold all
        /// that is read, and for a global index together with [`consistent`](Self::consistent).
        pub fn index(mut self, index: Index<M>) -> Self {
            self.options.index = Some(index.name());
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
        /// is no Scan.
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
