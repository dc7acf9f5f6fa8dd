//! What an engine does otherwise than DynamoDB, test by test.

use std::fmt;

use crate::server::Kind;

/// A test, or all tests whose names begin so, that fails on an engine of this version, and why.
#[derive(Debug)]
pub(crate) struct Difference {
    engine: Kind,
    suite: &'static str,
    /// A name, or the beginning of several and a `*`.
    pub(crate) test: &'static str,
    pub(crate) reason: &'static str,
    /// False for a test that the engine never answers, which is left out.
    is_run: bool,
}

impl Difference {
    pub(crate) fn is_of(&self, suite: &str, test: &str) -> bool {
        let is_named = match self.test.strip_suffix('*') {
            Some(beginning) => test.starts_with(beginning),
            None => test == self.test,
        };
        self.suite == suite && is_named
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: `{}`: {}", self.engine.name(), self.suite, self.test, self.reason)
    }
}

/// The tests of a suite that are left out.
pub(crate) fn left_out(engine: Kind, suite: &str) -> impl Iterator<Item = &'static Difference> {
    known(engine).filter(move |known| known.suite == suite && !known.is_run)
}

pub(crate) fn known(engine: Kind) -> impl Iterator<Item = &'static Difference> {
    KNOWN.iter().filter(move |known| known.engine == engine)
}

const fn ministack(suite: &'static str, test: &'static str, reason: &'static str) -> Difference {
    Difference { engine: Kind::MiniStack, suite, test, reason, is_run: true }
}

const fn dynalite(suite: &'static str, test: &'static str, reason: &'static str) -> Difference {
    Difference { engine: Kind::Dynalite, suite, test, reason, is_run: true }
}

impl Difference {
    const fn not_run(mut self) -> Self {
        self.is_run = false;
        self
    }
}

const BEGINS_WITH: &str =
    "`begins_with` on an attribute of another type is refused, where DynamoDB says that it does not hold";
const RECOVERY: &str = "recovery has no number of days, and no warm throughput is kept";
const NO_ITEM: &str = "no item comes with a condition that failed";
const ONE_ATTRIBUTE: &str = "the key of an index has one hash and one range attribute at most";
const NO_PARTIQL: &str = "there is no PartiQL";
const NO_TRANSACTIONS: &str = "there are no transactions";
const NO_TIME_TO_LIVE: &str = "there is no time to live";
const UNITS: &str = "an index that is added to a table on demand needs units";

const KNOWN: &[Difference] = &[
    ministack("plans", "plans_agree_with_a_filtered_scan_on_*", BEGINS_WITH),
    ministack("plans", "r4_a_condition_means_the_same_here_and_on_the_engine_*", BEGINS_WITH),
    ministack(
        "tables",
        "create::a_new_table_gets_time_to_live_and_recovery_where_the_engine_knows_them",
        RECOVERY,
    ),
    ministack("tables", "create::of_sixteen_tasks_one_creates_the_table", RECOVERY),
    ministack("tables", "describe::the_live_table_is_compared", RECOVERY),
    ministack("tables", "sync::all_that_is_declared_is_set_one_after_the_other", RECOVERY),
    ministack(
        "tables",
        "sync::a_change_that_is_refused_to_the_end_is_told",
        "units of indexes are kept, so that the script of refusals meets another change",
    ),
    ministack(
        "untyped",
        "a_query_and_a_scan_are_followed_to_the_end",
        "the filter of a Query may name its keys",
    ),
    ministack(
        "updates",
        "updates_do_what_the_documentation_says",
        "REMOVE takes an element of a list that is not there, whose path DynamoDB calls invalid",
    ),
    dynalite("answers", "an_item_that_must_be_there_and_is_not_is_not_found", NO_ITEM),
    dynalite("batches", "w6_without_overwrite_the_first_input_of_a_key_wins", NO_ITEM),
    dynalite("batches", "w7_an_item_that_changed_in_between_is_kept", NO_ITEM),
    dynalite("batches", "w7_unchecked_does_not_drop_a_condition_that_nothing_has_checked", NO_ITEM),
    dynalite("batches", "w7_whole_keys_are_not_read_first", NO_ITEM),
    dynalite("bulk", "streams_of_keys_update_and_delete_under_a_condition", NO_ITEM),
    dynalite("bulk", "w7_update_many_by_whole_keys_asks_what_is_left_and_reads_nothing", NO_ITEM),
    dynalite("concurrency", "two_hundred_tasks_count_exactly_and_hold_nothing", NO_ITEM),
    dynalite("documents", "documents_are_saved_found_and_changed_in_place", "no document equals another"),
    dynalite("expressions", "a_raw_condition_stands_on_writes_and_in_filters", NO_ITEM),
    dynalite("expressions", "each_condition_holds_or_does_not", NO_ITEM),
    dynalite("expressions", "w5_absent_parents_are_made", NO_ITEM),
    dynalite("index_pages", "*", ONE_ATTRIBUTE),
    dynalite("indexes", "*", ONE_ATTRIBUTE),
    dynalite("limit", "a_hundred_tasks_never_have_more_in_flight_than_the_limit", NO_PARTIQL),
    dynalite("limit", "each_class_of_verbs_is_under_the_limit", NO_PARTIQL),
    dynalite("observing", "a_batch_names_its_tables", NO_TRANSACTIONS),
    dynalite("observing", "an_observer_that_panics_takes_nothing_down", NO_TRANSACTIONS),
    dynalite("observing", "calls_of_every_class_are_told_with_their_verbs", NO_TRANSACTIONS),
    dynalite("observing", "what_failed_below_the_service_has_its_kind", NO_TRANSACTIONS),
    dynalite(
        "observing",
        "consumed_capacity_is_asked_for_where_somebody_wants_it",
        "a read of no item consumes nothing",
    ),
    dynalite("outcomes", "w1_a_conditional_put_that_fails_on_its_own_item_is_a_success", NO_ITEM),
    dynalite("outcomes", "w2_a_condition_that_fails_on_an_unreadable_item_has_failed_all_the_same", NO_ITEM),
    dynalite("outcomes", "w2_a_failed_condition_carries_the_item", NO_ITEM),
    dynalite("partiql", "*", NO_PARTIQL),
    dynalite(
        "planner",
        "a_condition_that_is_nested_too_deep_is_refused",
        "not run: its parser takes for ever over parentheses",
    )
    .not_run(),
    dynalite("plans", "indexes::r5_plans_through_declared_indexes_agree_with_a_filtered_scan", ONE_ATTRIBUTE),
    dynalite(
        "plans",
        "plans_agree_with_a_filtered_scan_on_number_keys",
        "numbers of 38 digits are compared as if they had fewer",
    ),
    dynalite(
        "schedules",
        "w8_under_any_faults_the_table_holds_what_save_many_without_overwrite_says",
        NO_ITEM,
    ),
    dynalite("seam", "a_failed_condition_surfaces_once_with_the_item", NO_ITEM),
    dynalite("surface", "on_the_wire::items_are_written_in_every_form", NO_ITEM),
    dynalite("surface", "through_maps::items_are_written_in_every_form", NO_ITEM),
    dynalite(
        "tables",
        "create::a_new_table_gets_time_to_live_and_recovery_where_the_engine_knows_them",
        ONE_ATTRIBUTE,
    ),
    dynalite("tables", "create::an_index_that_is_missing_or_differs_is_a_mismatch", ONE_ATTRIBUTE),
    dynalite(
        "tables",
        "create::global_indexes_of_one_and_of_several_attributes_are_created_described_and_equal",
        ONE_ATTRIBUTE,
    ),
    dynalite("tables", "create::of_sixteen_tasks_one_creates_the_table", ONE_ATTRIBUTE),
    dynalite("tables", "create::recovery_is_turned_on_once_backups_are_ready", ONE_ATTRIBUTE),
    dynalite("tables", "create::the_builder_is_within_reach", ONE_ATTRIBUTE),
    dynalite("tables", "create::what_is_sent_is_the_definition", ONE_ATTRIBUTE),
    dynalite("tables", "delete::a_table_that_is_protected_stays", ONE_ATTRIBUTE),
    dynalite("tables", "describe::a_table_is_described_in_full", ONE_ATTRIBUTE),
    dynalite(
        "tables",
        "name::a_name_of_the_connection_is_complete_and_others_have_the_prefix",
        ONE_ATTRIBUTE,
    ),
    dynalite("tables", "name::every_verb_uses_the_name", ONE_ATTRIBUTE),
    dynalite("tables", "query::each_global_index_is_queried", ONE_ATTRIBUTE),
    dynalite("tables", "sync::a_table_that_is_missing_is_created", ONE_ATTRIBUTE),
    dynalite("tables", "sync::all_that_is_declared_is_set_one_after_the_other", ONE_ATTRIBUTE),
    dynalite("tables", "sync::an_index_is_removed_only_when_told_to", ONE_ATTRIBUTE),
    dynalite("tables", "sync::an_index_that_differs_is_replaced_only_when_told_to", ONE_ATTRIBUTE),
    dynalite("tables", "describe::the_live_table_is_compared", NO_TIME_TO_LIVE),
    dynalite("tables", "sync::a_change_that_is_refused_to_the_end_is_told", NO_TIME_TO_LIVE),
    dynalite("tables", "sync::time_to_live_is_turned_on_once", NO_TIME_TO_LIVE),
    dynalite("tables", "sync::indexes_are_added_one_at_a_time", UNITS),
    dynalite("transactions", "*", NO_TRANSACTIONS),
    dynalite("unreadable", "a_transaction_tells_it", NO_TRANSACTIONS),
    dynalite("unready_indexes", "create_table_does_not_insist_on_an_index_that_is_done_without", UNITS),
    dynalite("untyped", "one_item_is_put_read_changed_and_deleted", NO_ITEM),
    dynalite("untyped", "w5_absent_parents_are_made_by_name", NO_ITEM),
];
