//! Formulas and coloured code, made once per check: both are slow next to the rest.

use std::collections::HashMap;

use super::render::{code, math};

/// Why a formula is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormulaFault {
    /// In French.
    pub(crate) sentence: String,
    /// What the formula parser said.
    pub(crate) original: String,
}

/// Results kept during one check.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    formulas: HashMap<(bool, String), Result<String, FormulaFault>>,
    blocks: HashMap<(String, String), String>,
}

impl Cache {
    /// The MathML of a formula.
    pub(crate) fn formula(&mut self, latex: &str, display: bool) -> Result<&str, &FormulaFault> {
        let key = (display, latex.to_owned());
        let made = self.formulas.entry(key).or_insert_with(|| math::convert(latex, display));
        made.as_deref()
    }

    /// The HTML of a code block, coloured when its language is known.
    pub(crate) fn code(&mut self, language: &str, text: &str) -> &str {
        let key = (language.to_owned(), text.to_owned());
        self.blocks.entry(key).or_insert_with(|| code::colour(language, text))
    }
}
