//! The competence framework: codes that courses cite. It is data, an administrator may replace it.

use serde::{Deserialize, Serialize};

use super::diagnostic::{Code, Diagnostic, Report};
use super::head::reader::{Keys, parse};
use super::lines::Span;

/// One competence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    pub code: String,
    pub domain: String,
    pub label: String,
}

/// The competences of `referentiels/*.toml`, in file order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framework {
    pub name: String,
    pub competences: Vec<Competence>,
}

impl Framework {
    /// The competence of this code.
    pub fn find(&self, code: &str) -> Option<&Competence> {
        self.competences.iter().find(|competence| competence.code == code)
    }

    /// Adds what a file of `referentiels/` says.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Vec<Diagnostic> {
        let mut report = Report::default();
        let (table, sound) = parse(text, 0, &mut report);
        if sound {
            self.read_keys(Keys { table: table.get_ref(), offset: 0, place: Span::at(0) }, &mut report);
        }
        report.into_diagnostics(file, text)
    }

    fn read_keys(&mut self, keys: Keys<'_, '_>, report: &mut Report) {
        keys.refuse_unknown(&["nom", "competence"], report);
        if let Some(name) = keys.text("nom", 120, report)
            && self.name.is_empty()
        {
            self.name = name.value;
        }
        for table in keys.tables("competence", "des sections [[competence]]", report) {
            table.refuse_unknown(&["code", "domaine", "libelle"], report);
            table.require("code", "code = \"1.1\"", report);
            table.require("libelle", "libelle = \"…\"", report);
            let Some(code) = table.text("code", 20, report) else { continue };
            if self.find(&code.value).is_some() {
                report.add(Code::F05, code.span, format!("code « {} » écrit deux fois", code.value));
                continue;
            }
            let text =
                |key, report: &mut Report| table.text(key, 200, report).map(|p| p.value).unwrap_or_default();
            self.competences.push(Competence {
                code: code.value,
                domain: text("domaine", report),
                label: text("libelle", report),
            });
        }
    }
}
