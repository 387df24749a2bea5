//! A mission letter in words, once for the page and for the file made from it: both say the same.

use preau::referent::letter::Version;
use preau::referent::{Nomination, Reward, scheme};
use preau::{Read, Result, people, school};

use super::names;
use crate::school::words as school_words;
use crate::t;
use crate::texts::Lang;
use crate::ui::date;

/// A part of the letter: paragraphs, or a list.
#[derive(Debug, Clone, Default)]
pub struct Section {
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub items: Vec<String>,
}

/// Everything that stands on a mission letter.
#[derive(Debug, Clone)]
pub struct LetterPaper {
    pub lang: Lang,
    pub title: String,
    /// « Version 2 du 12 mars 2027 ».
    pub version: String,
    /// Académie, bassin, school: under their names of the letter's day.
    pub bodies: Vec<String>,
    /// « À Sophie Martin ».
    pub addressee: String,
    pub intro: String,
    pub sections: Vec<Section>,
    /// Who signs, and what each says.
    pub signatures: Vec<(String, String)>,
    /// A letter that is not accepted yet says so.
    pub standing: Option<String>,
    /// « Page {page} sur {pages} ».
    pub page: String,
    pub written_at: jiff::Timestamp,
    /// Names the file for good.
    pub identity: String,
}

impl LetterPaper {
    /// The words of a version of a letter, in a language.
    pub(super) async fn of(
        read: &mut Read,
        lang: Lang,
        found: &Nomination,
        version: &Version,
    ) -> Result<Self> {
        let day = version.written_at.date_in(&found.zone);
        let mut bodies = Vec::new();
        // The nation is in no letter-head; the school comes last. Four nodes at most.
        for node in school::line(read, &found.path).await?.into_iter().skip(1) {
            let name = school::name_on(read, node.id, day).await?;
            bodies.push(match node.kind() {
                school::NodeKind::Academy => t!(lang, "paper-academy", "name" => name),
                school::NodeKind::Basin => school_words::basin(lang, &name),
                school::NodeKind::Nation | school::NodeKind::School => {
                    format!("{name} ({})", found.uai)
                }
            });
        }
        let label = match found.reward() {
            Reward::Allowance { scheme: code, version, .. } => {
                let kept = scheme::version(read, &code, version).await?.scheme.0;
                format!("{} – {}", kept.label, kept.legal_ref)
            }
            Reward::None | Reward::Relief { .. } => String::new(),
        };
        let head = match found.proposed_by {
            Some(head) => people::by_id(read, head).await?.full_name(),
            None => String::new(),
        };
        let answered = |at: Option<preau::Timestamp>, key: fn(Lang, String) -> String| {
            at.map(|at| key(lang, date(lang, at.date_in(&found.zone))))
        };
        let answer =
            answered(version.accepted_at, |lang, on| t!(lang, "letter-signed-accepted", "date" => on))
                .or(answered(
                    version.declined_at,
                    |lang, on| t!(lang, "letter-signed-declined", "date" => on),
                ))
                .unwrap_or_else(|| t!(lang, "letter-signed-not-yet"));
        let proposed = found.proposed_at.map_or_else(
            || t!(lang, "letter-being-written"),
            |at| t!(lang, "letter-signed-proposed", "date" => date(lang, at.date_in(&found.zone))),
        );
        let on = date(lang, day);
        Ok(Self {
            lang,
            title: t!(lang, "paper-letter-title"),
            version: t!(lang, "paper-letter-version", "number" => version.number, "date" => on),
            bodies,
            addressee: found.teacher(),
            intro: t!(
                lang,
                "paper-letter-intro",
                "from" => date(lang, found.first_day()),
                "to" => date(lang, found.last_day()),
                "year" => found.year().label()
            ),
            sections: sections(lang, found, version, &label),
            signatures: vec![
                (t!(lang, "paper-signature-head", "name" => head), proposed),
                (t!(lang, "paper-signature-teacher", "name" => found.teacher()), answer),
            ],
            standing: version.accepted_at.is_none().then(|| t!(lang, "paper-letter-standing")),
            page: t!(lang, "paper-page", "page" => "{page}", "pages" => "{pages}"),
            written_at: version.written_at.instant(),
            identity: format!("preau letter {} {}", found.id, version.number),
        })
    }
}

fn sections(lang: Lang, found: &Nomination, version: &Version, label: &str) -> Vec<Section> {
    let letter = &version.letter;
    let text = |heading: String, text: &str| {
        let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        Section { heading, paragraphs: paragraphs.collect(), items: Vec::new() }
    };
    let list = |heading: String, items: Vec<String>| Section { heading, paragraphs: Vec::new(), items };
    let mut means = Vec::new();
    for (name, value) in [
        (t!(lang, "letter-time"), &letter.time),
        (t!(lang, "letter-room"), &letter.room),
        (t!(lang, "letter-equipment"), &letter.equipment),
    ] {
        if !value.is_empty() {
            means.push(t!(lang, "paper-pair", "name" => name, "value" => value.clone()));
        }
    }
    let mut reward = vec![names::reward(lang, &found.reward(), label)];
    if found.share_percent < 100 {
        reward.push(t!(lang, "paper-share", "share" => found.share_percent));
    }
    let sections = vec![
        list(
            t!(lang, "letter-missions"),
            letter.missions.iter().map(|mission| names::mission(lang, *mission)).collect(),
        ),
        text(t!(lang, "letter-secondary"), &letter.secondary),
        list(t!(lang, "letter-means"), means),
        list(t!(lang, "letter-indicators"), letter.indicators.clone()),
        list(t!(lang, "letter-training"), letter.training.clone()),
        text(t!(lang, "reward-legend"), &reward.join("\n")),
        text(t!(lang, "letter-free-text"), &letter.free_text),
    ];
    sections
        .into_iter()
        .filter(|section| !section.paragraphs.is_empty() || !section.items.is_empty())
        .collect()
}
