//! Small line drawings, out of one sprite: `style/icons.svg` holds those that pages use.

use leptos::prelude::*;

use super::look;

/// A drawing beside a word. It says nothing by itself: the word does.
#[component]
pub fn Icon(name: &'static str, #[prop(default = "")] class: &'static str) -> AnyView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! {
        <svg class=class width="20" height="20" aria-hidden="true" focusable="false">
            <use href=format!("{}#{name}", look().sprite)></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn sources(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    /// Literals after `start` in the sources of the pages.
    fn literals(text: &str, start: &str) -> BTreeSet<String> {
        text.split(start).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    }

    #[test]
    fn every_icon_of_a_page_is_in_the_sprite() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::new();
        sources(&root.join("src"), &mut text);
        let drawn = literals(&fs::read_to_string(root.join("../style/icons.svg")).unwrap(), "<symbol id=\"");
        let mut used = literals(&text, concat!("<Icon ", "name=\""));
        used.extend(literals(&text, concat!("icon", "=\"")));
        let missing: Vec<_> = used.difference(&drawn).collect();
        assert!(missing.is_empty(), "not in the sprite: {missing:?}");
    }
}
