//! Weight that wasm-bindgen leaves and nobody needs: classes never made, and names with a hash of
//! sixteen digits that do not compress, each written in the module and twice in the script.

use std::collections::BTreeMap;

/// The classes of the script that nobody can make an object of.
///
/// A dependency of leptos exports classes for streamed bodies whether they are used or not, and
/// an export keeps everything it needs. An object of class `C` is made by the import `__wbg_c_new`:
/// where that import was swept away as unused, nothing can ever call the methods.
pub(crate) fn idle_classes(imports: &[String], javascript: &str) -> Vec<String> {
    let classes = javascript.lines().filter_map(|line| line.strip_prefix("export class ")?.split(' ').next());
    classes
        .filter(|class| {
            let maker = format!("__wbg_{}_new", class.to_lowercase());
            !imports.iter().any(|name| name.starts_with(&maker))
        })
        .map(str::to_owned)
        .collect()
}

/// Whether an export of the module is a method of one of these classes.
pub(crate) fn belongs_to(export: &str, classes: &[String]) -> bool {
    classes.iter().map(|class| class.to_lowercase()).any(|class| {
        export.strip_prefix(&class).is_some_and(|rest| rest.starts_with('_'))
            || export == format!("__wbg_{class}_free")
    })
}

/// The script without these classes being exported: what is only declared is swept away by esbuild.
pub(crate) fn unexport(javascript: &str, classes: &[String]) -> String {
    classes.iter().fold(javascript.to_owned(), |text, class| {
        text.replace(&format!("export class {class} "), &format!("class {class} "))
    })
}

/// Short names for long ones, in order.
pub(crate) fn short_names<'a>(long: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    // A dollar: no name of wasm-bindgen's script begins with it.
    long.filter(|name| name.starts_with("__wbg_") || name.starts_with("wasm_bindgen_"))
        .enumerate()
        .map(|(number, name)| (name.to_owned(), format!("${number}")))
        .collect()
}

/// The script with whole words replaced.
pub(crate) fn rename(javascript: &str, names: &BTreeMap<String, String>) -> String {
    let of_a_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$';
    let mut out = String::with_capacity(javascript.len());
    let mut rest = javascript;
    while !rest.is_empty() {
        let word = rest.bytes().take_while(|byte| of_a_word(*byte)).count();
        let gap = rest.bytes().skip(word).take_while(|byte| !of_a_word(*byte)).count();
        let (name, after) = rest.split_at(word);
        let (between, next) = after.split_at(gap);
        out.push_str(names.get(name).map_or(name, String::as_str));
        out.push_str(between);
        rest = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_classes_that_nobody_makes_are_idle() {
        let javascript = "export class Used {\n}\nexport class Idle {\n}\n";
        let imports = ["__wbg_used_new_12".to_owned(), "__wbg_log_3".to_owned()];
        let idle = idle_classes(&imports, javascript);
        assert_eq!(idle, ["Idle"]);
        assert!(belongs_to("idle_go", &idle) && belongs_to("__wbg_idle_free", &idle));
        assert!(
            !belongs_to("used_go", &idle) && !belongs_to("hydrate", &idle) && !belongs_to("idler", &idle)
        );
        assert_eq!(unexport(javascript, &idle), "export class Used {\n}\nclass Idle {\n}\n");
    }

    #[test]
    fn whole_words_are_renamed_whatever_stands_around() {
        let names = short_names(["__wbg_get_12", "hydrate", "__wbg_get_1"].into_iter());
        assert_eq!(rename("é __wbg_get_1: wasm.__wbg_get_12(hydrate)", &names), "é $1: wasm.$0(hydrate)");
    }
}
