//! What changed between two versions of a course, and whether the version number says so
//! (course format, section 4.11).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::diagnostic::{Code, Diagnostic};
use super::published::{Block, Page, PageKind, PageRule, PagesRule, ProductionsRule, PublishedCourse};

/// How much a change asks of people under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Wording, images, feedback: they move silently.
    Fix,
    /// Something added that completion does not need: they move silently.
    Minor,
    /// Completion asks for something else: they choose.
    Major,
}

impl Class {
    /// The word of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fix => "correctif",
            Self::Minor => "mineur",
            Self::Major => "majeur",
        }
    }
}

/// One thing that changed, in French, for the author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub class: Class,
    pub message: String,
}

/// The difference between two versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The highest class of the reasons.
    pub class: Class,
    pub reasons: Vec<Reason>,
    /// N01 and N03: what the version number does not say. Paths are those of a content folder.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compares the version in service with the one that would follow it.
pub fn compare(previous: &PublishedCourse, next: &PublishedCourse) -> Change {
    let mut change = Change { class: Class::Fix, reasons: Vec::new(), diagnostics: Vec::new() };
    if previous.checksum == next.checksum {
        return change;
    }
    let mut comparison = Comparison { reasons: Vec::new(), removed: Vec::new() };
    comparison.course(previous, next);
    let Comparison { mut reasons, removed } = comparison;
    if reasons.is_empty() {
        reasons.push(Reason { class: Class::Fix, message: "textes, images ou retours modifiés".to_owned() });
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.class));
    change.class = reasons.iter().map(|reason| reason.class).max().unwrap_or(Class::Fix);
    change.reasons = reasons;
    change.diagnostics = version_faults(previous, next, change.class, &removed);
    change
}

/// Whether the number rises enough; nothing is said of a number that cannot be read (F10 says it).
fn version_faults(
    previous: &PublishedCourse,
    next: &PublishedCourse,
    class: Class,
    removed: &[(String, String)],
) -> Vec<Diagnostic> {
    let (Ok(before), Ok(after)) =
        (semver::Version::parse(&previous.version), semver::Version::parse(&next.version))
    else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    let slug = &next.slug;
    let major = after.major > before.major;
    for (page, what) in removed.iter().filter(|_| !major) {
        let file = format!("cours/{slug}/{page}.md");
        let message =
            format!("{what} : une version majeure est nécessaire ({}.0.0)", before.major.saturating_add(1));
        faults.push(Diagnostic::whole_file(&file, Code::N01, message));
    }
    let file = format!("cours/{slug}/course.toml");
    let wanted = match class {
        Class::Fix => semver::Version::new(before.major, before.minor, before.patch.saturating_add(1)),
        Class::Minor => semver::Version::new(before.major, before.minor.saturating_add(1), 0),
        Class::Major => semver::Version::new(before.major.saturating_add(1), 0, 0),
    };
    if after.cmp_precedence(&before).is_le() {
        let message =
            format!("version {after} déjà publiée ou dépassée ({before}) : écrivez version = \"{wanted}\"");
        faults.push(Diagnostic::whole_file(&file, Code::N03, message));
    } else if after.cmp_precedence(&wanted).is_lt() && class != Class::Fix {
        let message = format!(
            "version {after} trop petite pour un changement {} depuis {before} : écrivez version = \"{wanted}\"",
            class.name()
        );
        faults.push(Diagnostic::whole_file(&file, Code::N03, message));
    }
    faults
}

/// What completion looks at in an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Weight {
    kind: &'static str,
    points: u8,
    required: bool,
}

struct Comparison {
    reasons: Vec<Reason>,
    /// Page, and the sentence about what is gone.
    removed: Vec<(String, String)>,
}

impl Comparison {
    fn add(&mut self, class: Class, message: impl Into<String>) {
        self.reasons.push(Reason { class, message: message.into() });
    }

    fn course(&mut self, previous: &PublishedCourse, next: &PublishedCourse) {
        self.rules(previous, next);
        let pages = |course: &PublishedCourse| -> BTreeSet<String> {
            course.pages.iter().map(|page| page.key.clone()).collect()
        };
        let (before, after) = (pages(previous), pages(next));
        for key in before.difference(&after) {
            self.remove(key, format!("page « {key} » retirée"));
        }
        for page in next.pages.iter().filter(|page| !before.contains(&page.key)) {
            match page.kind {
                PageKind::Resource => {
                    self.add(Class::Minor, format!("page de ressources « {} » ajoutée", page.key))
                }
                PageKind::Lesson | PageKind::Assessment => {
                    self.add(Class::Major, format!("page « {} » ajoutée", page.key));
                }
            }
        }
        for page in &next.pages {
            if let Some(old) = previous.page(&page.key) {
                self.page(old, page);
            }
        }
        let extras = |course: &PublishedCourse| -> BTreeSet<String> {
            course.extras.iter().map(|page| page.key.clone()).collect()
        };
        for key in extras(next).difference(&extras(previous)) {
            self.add(Class::Minor, format!("page liée « {key} » ajoutée"));
        }
    }

    fn remove(&mut self, page: &str, message: String) {
        self.removed.push((page.to_owned(), message.clone()));
        self.add(Class::Major, message);
    }

    fn rules(&mut self, previous: &PublishedCourse, next: &PublishedCourse) {
        let (before, after) = (&previous.meta.completion, &next.meta.completion);
        if before.threshold != after.threshold {
            self.add(
                Class::Major,
                format!("seuil du cours : {} % → {} %", before.threshold, after.threshold),
            );
        }
        if before.pages != after.pages {
            let shown = |rule: PagesRule| match rule {
                PagesRule::All => "toutes".to_owned(),
                PagesRule::Percent(share) => format!("{share} %"),
            };
            self.add(
                Class::Major,
                format!("pages à terminer : {} → {}", shown(before.pages), shown(after.pages)),
            );
        }
        if before.productions != after.productions {
            let shown = |rule: ProductionsRule| match rule {
                ProductionsRule::Optional => "facultatives",
                ProductionsRule::HandedIn => "remises",
                ProductionsRule::Validated => "validées",
            };
            let message =
                format!("productions : {} → {}", shown(before.productions), shown(after.productions));
            self.add(Class::Major, message);
        }
        if before.attestation != after.attestation {
            self.add(Class::Major, "attestation ajoutée ou retirée");
        }
    }

    fn page(&mut self, old: &Page, new: &Page) {
        let key = &new.key;
        let required = |page: &Page| page.kind != PageKind::Resource;
        if required(old) != required(new) {
            let message = if required(new) { "devient obligatoire" } else { "n'est plus obligatoire" };
            self.add(Class::Major, format!("page « {key} » : {message}"));
        }
        if old.minutes != new.minutes {
            self.add(Class::Major, format!("page « {key} » : durée {} → {} min", old.minutes, new.minutes));
        }
        if old.rule != new.rule {
            let shown = |rule: PageRule| match rule {
                PageRule::Read => "lecture",
                PageRule::Activities => "activites",
                PageRule::Threshold => "seuil",
            };
            self.add(
                Class::Major,
                format!("page « {key} » : achèvement {} → {}", shown(old.rule), shown(new.rule)),
            );
        }
        if new.rule == PageRule::Threshold && old.rule == new.rule {
            if old.threshold != new.threshold {
                let message = format!("page « {key} » : seuil {} % → {} %", old.threshold, new.threshold);
                self.add(Class::Major, message);
            }
            if old.attempts != new.attempts || old.draw != new.draw {
                self.add(Class::Major, format!("page « {key} » : essais ou tirage modifiés"));
            }
        }
        let (before, after) = (weights(old), weights(new));
        for id in before.keys().filter(|id| !after.contains_key(*id)) {
            self.remove(key, format!("activité « {key}#{id} » retirée"));
        }
        for (id, weight) in &after {
            match before.get(id) {
                None if weight.points > 0 && weight.kind == "question" => {
                    self.add(Class::Major, format!("question notée « {key}#{id} » ajoutée"));
                }
                None if weight.required => {
                    self.add(Class::Major, format!("activité obligatoire « {key}#{id} » ajoutée"))
                }
                None => self.add(Class::Minor, format!("activité facultative « {key}#{id} » ajoutée")),
                Some(old) => self.activity(key, id, *old, *weight),
            }
        }
    }

    fn activity(&mut self, key: &str, id: &str, old: Weight, new: Weight) {
        if old.kind != new.kind {
            self.add(Class::Major, format!("activité « {key}#{id} » : {} → {}", old.kind, new.kind));
            return;
        }
        if old.points != new.points {
            self.add(
                Class::Major,
                format!("activité « {key}#{id} » : {} → {} points", old.points, new.points),
            );
        }
        if old.required != new.required {
            let (class, message) = if new.required {
                (Class::Major, "devient obligatoire")
            } else {
                (Class::Minor, "devient facultative")
            };
            self.add(class, format!("activité « {key}#{id} » : {message}"));
        }
    }
}

fn weights(page: &Page) -> BTreeMap<String, Weight> {
    let weight = |block: &Block| match block {
        Block::Question(question) => {
            Some((question.id.clone(), Weight { kind: "question", points: question.points, required: false }))
        }
        Block::Survey(survey) => {
            Some((survey.id.clone(), Weight { kind: "sondage", points: 0, required: survey.required }))
        }
        Block::Checklist(list) => {
            Some((list.id.clone(), Weight { kind: "checklist", points: 0, required: list.required }))
        }
        Block::Task(task) => Some((
            task.id.clone(),
            Weight { kind: "production", points: task.points, required: task.required },
        )),
        Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => None,
    };
    page.activities().filter_map(weight).collect()
}
