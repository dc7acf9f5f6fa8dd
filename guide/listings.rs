//! The listings of the guide, as tests: each is compiled and run by `cargo test`.

/// Gives each chapter a module, so that a listing that fails is named with its chapter.
macro_rules! chapters {
    ($($name:ident in $file:literal),* $(,)?) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("src/", $file))]
            mod $name {}
        )*

        /// The files whose listings are tested.
        #[cfg(test)]
        const CHAPTERS: &[&str] = &[$($file),*];
    };
}

chapters! {
    introduction in "introduction.md",
    dynamodb in "dynamodb.md",
    models in "models.md",
    fields in "fields.md",
    saving in "saving.md",
    reading in "reading.md",
    conditions in "conditions.md",
    indexes in "indexes.md",
    batches in "batches.md",
    pages in "pages.md",
    transactions in "transactions.md",
    tables in "tables.md",
    errors in "errors.md",
    observing in "observing.md",
    testing in "testing.md",
    performance in "performance.md",
    from_sdk in "from-sdk.md",
    from_serde_dynamo in "from-serde-dynamo.md",
    from_pynamodb in "from-pynamodb.md",
    from_dynamongo in "from-dynamongo.md",
    actions in "actions.md",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::CHAPTERS;

    fn source() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
    }

    fn read(file: &str) -> String {
        let path = source().join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The targets of the links in a page that lead to other pages of the guide.
    fn linked(page: &str) -> Vec<String> {
        let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let files = targets.map(|target| target.split('#').next().unwrap_or_default());
        files
            .filter(|file| file.strip_suffix(".md").is_some() && !file.contains("://"))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn each_chapter_is_in_the_summary_and_its_listings_are_tested() {
        let entries = fs::read_dir(source()).unwrap().map(|entry| entry.unwrap().file_name());
        let files: BTreeSet<String> = entries.map(|name| name.into_string().unwrap()).collect();
        let chapters: BTreeSet<String> = files.into_iter().filter(|file| file != "SUMMARY.md").collect();
        let tested: BTreeSet<String> = CHAPTERS.iter().map(|&file| file.to_owned()).collect();
        let summary: BTreeSet<String> = linked(&read("SUMMARY.md")).into_iter().collect();
        assert_eq!(chapters, tested);
        assert_eq!(chapters, summary);
    }

    #[test]
    fn links_between_chapters_lead_somewhere() {
        for chapter in CHAPTERS {
            for file in linked(&read(chapter)) {
                assert!(CHAPTERS.contains(&file.as_str()), "{chapter} leads to {file}");
            }
        }
    }

    #[test]
    fn no_listing_is_left_out_of_the_tests() {
        for chapter in CHAPTERS {
            let page = read(chapter);
            let fences = page.lines().filter(|line| line.starts_with("```") && line.len() > 3);
            for fence in fences {
                let is_known = ["```rust", "```text", "```toml", "```sh", "```json", "```rust,compile_fail"];
                assert!(is_known.contains(&fence), "{chapter}: {fence}");
            }
        }
    }
}
