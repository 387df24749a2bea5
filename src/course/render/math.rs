//! LaTeX to MathML, without script. Style attributes are refused by the security policy of the pages:
//! colours and negative offsets are dropped.

use pulldown_latex::config::{DisplayMode, MathStyle, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::{escape, mathml};
use crate::course::cache::FormulaFault;

/// Commands that define others, or would carry addresses and styles into the page.
const REFUSED: [&str; 14] = [
    "def",
    "gdef",
    "edef",
    "xdef",
    "let",
    "futurelet",
    "newcommand",
    "renewcommand",
    "providecommand",
    "href",
    "url",
    "includegraphics",
    "htmlStyle",
    "htmlClass",
];

/// The MathML of a formula, or why it is not understood.
pub(crate) fn convert(latex: &str, display: bool) -> Result<String, FormulaFault> {
    if let Some(command) = commands(latex).find(|command| REFUSED.contains(command)) {
        let sentence = format!("« \\{command} » n'est pas accepté, écrivez la formule en entier");
        return Err(FormulaFault { sentence, original: format!("\\{command}") });
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(latex, &storage) {
        match event {
            Ok(event) => events.push(event),
            Err(error) => return Err(fault(&error.to_string())),
        }
    }
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, math_style: MathStyle::TeX, ..RenderConfig::default() };
    let mut made = String::with_capacity(latex.len() * 12);
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut made, events, config).map_err(|error| fault(&error.to_string()))?;
    Ok(with_source(&mathml::clean(&made), latex))
}

fn commands(latex: &str) -> impl Iterator<Item = &str> {
    latex.split('\\').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        &rest[..end]
    })
}

fn fault(original: &str) -> FormulaFault {
    let first = original.lines().next().unwrap_or("").trim_start_matches("parsing error: ");
    let sentence = if first.contains("unbalanced group") {
        "une accolade n'est pas fermée".to_owned()
    } else if first.contains("unknown primitive command") {
        let context = original.lines().find(|line| line.contains('\\')).unwrap_or("");
        let command = commands(context).next().unwrap_or("");
        format!("commande « \\{command} » inconnue")
    } else if first.contains("environment") {
        "un environnement \\begin{…} est inconnu ou n'est pas fermé".to_owned()
    } else if first.contains("argument") || first.contains("token") {
        "il manque quelque chose après une commande".to_owned()
    } else {
        "vérifiez les accolades et les commandes".to_owned()
    };
    FormulaFault { sentence, original: original.to_owned() }
}

/// The source as `alttext`: what a screen reader without MathML says.
fn with_source(mathml: &str, latex: &str) -> String {
    let mut out = String::with_capacity(mathml.len() + latex.len() + 32);
    let tail = mathml.strip_prefix("<math").unwrap_or(mathml);
    out.push_str("<math class=\"math\" alttext=\"");
    escape::attribute(&mut out, latex.trim());
    out.push('"');
    out.push_str(tail);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_with_their_source() {
        let made = convert(r"f(x)=a(x-\alpha)^2", false).unwrap();
        assert!(
            made.starts_with("<math class=\"math\" alttext=\"f(x)=a(x-\\alpha)^2\" display=\"inline\">"),
            "{made}"
        );
        assert!(convert("x", true).unwrap().contains("display=\"block\""));
    }

    #[test]
    fn definitions_and_unknown_commands_are_refused() {
        for refused in [r"\def\a{b}\a", r"\newcommand{\x}{y}", r"\foo", "x^{2", r"\href{javascript:x}{y}"] {
            assert!(convert(refused, false).is_err(), "{refused}");
        }
        assert_eq!(convert(r"\foo", false).unwrap_err().sentence, "commande « \\foo » inconnue");
    }

    #[test]
    fn what_is_typed_in_a_formula_stays_text() {
        for latex in [
            r"\operatorname{<img src=x onerror=alert(1)>}",
            r"\text{<script>alert(1)</script>}",
            r"\mathrm{<b onclick='x'>}",
            r"a < b > c \& d",
            r"\operatorname{</math><script>}",
        ] {
            if let Ok(made) = convert(latex, false) {
                for tag in made.split('<').skip(1) {
                    assert!(tag.starts_with('m') || tag.starts_with("/m"), "{latex}: {made}");
                }
                assert!(!made.contains("<mo><") && made.ends_with("</math>"), "{made}");
            }
        }
    }

    #[test]
    fn no_style_attribute_comes_out() {
        for latex in [
            r"\color{red}{x}",
            r"\underbrace{a}_{b}",
            r"a\!b\negthinspace c",
            r"\begin{align}a&=b\\c&=d\end{align}",
        ] {
            let made = convert(latex, true).unwrap();
            assert!(!made.contains("style=\""), "{made}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(latex in "[\\\\{}^_a-z0-9&$ ]{0,40}") {
            let _ = std::panic::catch_unwind(|| convert(&latex, false).is_ok());
        }
    }
}
