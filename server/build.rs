//! Tells cargo when the embedded files change, and makes sure that their folder exists.
//!
//! Only a release embeds: while developing, the same files are read from the checkout, and a new
//! course page or style compiles nothing.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let site = Path::new("../target/site");
    // rust-embed fixes the real path of the folder when it compiles: compiled before the browser
    // part was built, a development server would never find it. A failure shows there.
    let _ = std::fs::create_dir_all(site);
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        if !site.join("manifest.json").is_file() {
            println!(
                "cargo::warning=the browser part is not built: `cargo xtask build --release` makes a complete executable"
            );
        }
        // New files come with new names, which the compiler alone would not notice.
        println!("cargo::rerun-if-changed={}", site.display());
        println!("cargo::rerun-if-changed=../content");
    }
}
