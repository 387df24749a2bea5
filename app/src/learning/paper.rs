//! An attestation in words, once for the page and for the file made from it: both say the same.

use fast_qr::qr::QRBuilder;

use preau::certificate::mine::Full;
use preau::certificate::statement::{HalfDay, Kind, Session};
use preau::certificate::{State, code};

use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;
use crate::ui::{date, duration};

/// Everything that stands on an attestation.
#[derive(Debug, Clone)]
pub struct Paper {
    pub lang: Lang,
    pub number: String,
    pub title_line: String,
    pub holder: String,
    pub course_title: String,
    pub course_language: String,
    pub course_version: String,
    pub completed_on: String,
    pub period: Option<String>,
    pub hours: String,
    /// On site and at a distance: 0 is a value.
    pub hours_detail: String,
    pub objectives: Vec<String>,
    /// Half-days with presence, of an attestation of presence.
    pub half_days: Vec<String>,
    /// Code and label.
    pub competences: Vec<String>,
    pub issued_on: String,
    pub issued_at: jiff::Timestamp,
    /// Under its name of that day.
    pub issuer_name: String,
    pub issuer_detail: Vec<String>,
    /// In groups, as it is typed.
    pub code: String,
    pub verify_url: String,
    /// Rows of modules, dark is true, without margin.
    pub qr: Vec<Vec<bool>>,
    /// « Attestation révoquée le… »
    pub ended: Option<String>,
    pub labels: PaperLabels,
}

/// The words that are the same on every attestation.
#[derive(Debug, Clone)]
pub struct PaperLabels {
    pub number: String,
    pub issued_to: String,
    pub for_course: String,
    pub hours: String,
    pub completed_on: String,
    pub period: String,
    pub objectives: String,
    pub half_days: String,
    /// What the attestation does not say.
    pub what: String,
    pub competences: String,
    pub issued_by: String,
    pub verify: String,
    pub verify_sentence: String,
    pub code: String,
    pub qr_alternative: String,
    /// « Page {page} sur {pages} »
    pub page: String,
}

impl Paper {
    /// The words of an attestation, in the language of its reader; what is attested stays as it was signed.
    pub(super) fn of(cx: &Cx, full: &Full) -> Self {
        let lang = cx.lang;
        let said = &full.statement;
        let code = code::grouped(&said.code);
        let verify_url = format!("{}/verifier/{code}", cx.site.config.base_url);
        let ended_on = full
            .attestation
            .ended_at
            .map(|at| date(lang, at.date_in(&cx.site.config.zone)))
            .unwrap_or_default();
        let (started, completed) = (date(lang, said.started_on), date(lang, said.completed_on));
        Self {
            lang,
            number: said.number.clone(),
            title_line: match said.kind {
                Kind::Completion => t!(lang, "paper-title"),
                Kind::Presence => t!(lang, "paper-title-presence"),
            },
            holder: said.holder.full_name(),
            course_title: said.title().to_owned(),
            course_language: said.language().to_owned(),
            course_version: match (&said.session, said.version()) {
                (Some(session), _) => place_and_trainers(lang, session),
                (None, version) => {
                    t!(lang, "paper-version", "version" => version.unwrap_or_default().to_owned())
                }
            },
            half_days: said
                .session
                .iter()
                .flat_map(|session| &session.half_days)
                .map(|one| half_day(lang, one))
                .collect(),
            period: (said.started_on != said.completed_on)
                .then(|| t!(lang, "paper-period", "from" => started, "to" => completed.clone())),
            completed_on: completed,
            hours: duration(lang, said.hours.minutes()),
            hours_detail: t!(
                lang,
                "paper-hours-detail",
                "onsite" => duration(lang, said.hours.onsite_minutes),
                "remote" => duration(lang, said.hours.remote_minutes),
            ),
            objectives: said.objectives.clone(),
            competences: said
                .competences
                .iter()
                .map(|known| format!("{} {}", known.code, known.label).trim().to_owned())
                .collect(),
            issued_on: date(lang, said.issued_on),
            issued_at: said.issued_at,
            issuer_name: said.issuer.name.clone(),
            issuer_detail: said.issuer.detail.clone(),
            qr: modules(&verify_url),
            code,
            verify_url,
            ended: match full.attestation.state {
                State::Issued => None,
                State::Revoked => Some(t!(lang, "paper-revoked", "date" => ended_on)),
                State::Replaced => Some(t!(lang, "paper-replaced", "date" => ended_on)),
            },
            labels: PaperLabels::of(lang, said.kind),
        }
    }
}

impl PaperLabels {
    fn of(lang: Lang, kind: Kind) -> Self {
        let presence = kind == Kind::Presence;
        Self {
            number: t!(lang, "paper-number"),
            issued_to: t!(lang, "paper-issued-to"),
            for_course: if presence { t!(lang, "paper-for-session") } else { t!(lang, "paper-for-course") },
            hours: if presence { t!(lang, "paper-hours-presence") } else { t!(lang, "paper-hours") },
            completed_on: t!(lang, "paper-completed-on"),
            period: t!(lang, "paper-period-title"),
            objectives: t!(lang, "paper-objectives"),
            half_days: t!(lang, "paper-half-days"),
            what: if presence { t!(lang, "paper-what-presence") } else { t!(lang, "paper-what") },
            competences: t!(lang, "paper-competences"),
            issued_by: t!(lang, "paper-issued-by"),
            verify: t!(lang, "paper-verify"),
            verify_sentence: t!(lang, "paper-verify-sentence"),
            code: t!(lang, "paper-code"),
            qr_alternative: t!(lang, "paper-qr"),
            page: t!(lang, "paper-page", "page" => "{page}", "pages" => "{pages}"),
        }
    }
}

/// Where people met, and who led.
fn place_and_trainers(lang: Lang, session: &Session) -> String {
    t!(lang, "paper-session-place", "place" => session.place.clone(), "trainers" => session.trainers.join(", "))
}

/// « 10 décembre 2026 : 3 h sur place ».
fn half_day(lang: Lang, one: &HalfDay) -> String {
    let (day, time) = (date(lang, one.on), duration(lang, one.minutes));
    if one.remote {
        t!(lang, "paper-half-day-remote", "day" => day, "time" => time)
    } else {
        t!(lang, "paper-half-day-onsite", "day" => day, "time" => time)
    }
}

/// The modules of the code of an address; none when it is too long for one.
pub(crate) fn modules(address: &str) -> Vec<Vec<bool>> {
    let Ok(code) = QRBuilder::new(address).build() else { return Vec::new() };
    (0..code.size)
        .map(|row| code[row].iter().take(code.size).map(|module| module.value()).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_its_three_corners() {
        let rows = modules("https://preau.example/verifier/ABCD-EFGH-JKMN-PQRS");
        let side = rows.len();
        assert!(side >= 21 && rows.iter().all(|row| row.len() == side));
        for (row, column) in [(0, 0), (0, side - 7), (side - 7, 0)] {
            assert!((0..7).all(|step| rows[row][column + step] && rows[row + step][column]));
        }
    }
}
