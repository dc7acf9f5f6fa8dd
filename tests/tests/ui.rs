//! What must not compile, with a message that says the fix.

use std::process::Command;

/// The compiler whose words are recorded in `ui/*.stderr`: each version has its own.
const RECORDED_WITH: &str = "rustc 1.95.";

#[test]
fn misuse_does_not_compile() {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler).arg("--version").output().expect("the compiler says its version");
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    if !version.starts_with(RECORDED_WITH) {
        println!("left out: the messages were recorded with {RECORDED_WITH}x, and this is {version}");
        return;
    }
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
