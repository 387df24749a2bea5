//! Following a page as a teacher does: reading, answering, ticking, handing in.
//!
//! A careful learner knows every answer; the others miss one in four, try no second time, and so leave pages unfinished
//! where the rule of the page asks for more.

use std::collections::BTreeSet;

use preau::access::policy::by_operator;
use preau::certificate::{self, issue};
use preau::clock::{MINUTE, SECOND};
use preau::course::live::Live;
use preau::course::number;
use preau::course::published::{
    Answers, Block, FeedbackTime, Page, PageRule, Question, Submission, Survey, SurveyKind, Task,
};
use preau::learning::{Outcome, Seat, answer, checklist, draw, hold, pages, production, progress, survey};
use preau::{Result, Timestamp, Tx};
use preau_app::SiteConfig;
use rand::Rng as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use uuid::Uuid;

const WORK: [&str; 3] = [
    "Séance de 55 minutes en quatrième. J'ai repris ma fiche de l'an dernier, remplacé deux images et ajouté les crédits.",
    "Version remise après essai en classe : la consigne 2 était trop longue, je l'ai coupée en deux.",
    "Voici ma trame, testée avec un groupe. Je garde les critères affichés au tableau pendant le travail.",
];
const WORDS: [&str; 3] =
    ["Un exemple de plus pour le lycée.", "Très clair, merci.", "Le modèle à télécharger m'a servi."];

/// Somebody in front of a course.
pub(super) struct Learner<'a> {
    pub person: Uuid,
    pub course: &'a Live,
    pub config: &'a SiteConfig,
    pub careful: bool,
}

impl Learner<'_> {
    /// Follows one page from beginning to end.
    pub(super) async fn follow(
        &self,
        tx: &mut Tx,
        place: usize,
        rng: &mut StdRng,
        at: Timestamp,
    ) -> Result<()> {
        let course = &self.course.course;
        let Some(page) = course.pages.get(place) else { return Ok(()) };
        let mut now = at;
        let seat = hold(tx, by_operator(self.person), &course.slug, self.course.version_id, course).await?;
        progress::seen(tx, &seat, &page.key, now).await?;
        let seed = draw::seed(seat.enrolment.id, &page.key, 1);
        let drawn = draw::questions(page, seed);
        for activity in page.activities() {
            now = now.plus(SECOND * rng.random_range(20..90));
            let outcome = match activity {
                Block::Question(question) if drawn.contains(&question.id) => {
                    self.answer(tx, &seat, page, question, seed, rng, now).await?
                }
                Block::Survey(asked) => {
                    survey::answer(tx, &seat, &page.key, &asked.id, &survey_fields(asked, rng), now).await?
                }
                Block::Checklist(list) => {
                    let count = list.items.iter().map(|item| 1 + item.children.len()).sum::<usize>();
                    let all: BTreeSet<i32> = (0..i32::try_from(count).unwrap_or(0)).collect();
                    checklist::tick(tx, &seat, &page.key, &list.id, &all, now).await?
                }
                Block::Task(task) => {
                    production::save(tx, &seat, &page.key, &task.id, &work(task, rng), now).await?
                }
                Block::Question(_) | Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => {
                    continue;
                }
            };
            self.attest(tx, &outcome, now).await?;
        }
        now = now.plus(MINUTE);
        if page.feedback == FeedbackTime::End && !drawn.is_empty() {
            let outcome = answer::hand_in(tx, &seat, &page.key, now).await?;
            self.attest(tx, &outcome, now).await?;
        }
        if page.rule == PageRule::Read {
            let outcome = pages::mark_read(tx, &seat, &page.key, now).await?;
            self.attest(tx, &outcome, now).await?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one answer of one learner: nothing to put together")]
    async fn answer(
        &self,
        tx: &mut Tx,
        seat: &Seat<'_>,
        page: &Page,
        question: &Question,
        seed: i64,
        rng: &mut StdRng,
        now: Timestamp,
    ) -> Result<Outcome> {
        let knows = self.careful || rng.random_range(0..4) > 0;
        let fields = answer_fields(question, seed, knows);
        match page.feedback {
            FeedbackTime::Immediate => answer::submit(tx, seat, &page.key, &question.id, &fields, now).await,
            FeedbackTime::End => {
                answer::save(tx, seat, &page.key, &question.id, &fields, now).await?;
                Ok(Outcome::default())
            }
        }
    }

    /// Whoever completes gets the attestation at once, as on the page.
    async fn attest(&self, tx: &mut Tx, outcome: &Outcome, now: Timestamp) -> Result<()> {
        let Some(completion) = outcome.completed.filter(|_| self.course.course.meta.completion.attestation)
        else {
            return Ok(());
        };
        let issuer = certificate::Issuer {
            name: self.config.issuer.name.clone(),
            detail: self.config.issuer.detail.clone(),
        };
        issue(tx, completion, &issuer, &self.config.zone, now).await.map(drop)
    }
}

/// The form as a browser would send it. Who does not know takes the first wrong option, or writes something else.
fn answer_fields(question: &Question, seed: i64, knows: bool) -> Vec<(String, String)> {
    let key = |index: usize| draw::option_key(seed, &question.id, index);
    let field = |name: &str, value: String| (name.to_owned(), value);
    match &question.answers {
        Answers::Single { options } | Answers::Multiple { options } => {
            let mut chosen: Vec<usize> =
                (0..options.len()).filter(|index| options[*index].right == knows).collect();
            if !knows || matches!(question.answers, Answers::Single { .. }) {
                chosen.truncate(1);
            }
            chosen.into_iter().map(|index| field("answer", key(index))).collect()
        }
        Answers::Text { answers, .. } => {
            let right = answers.iter().find(|answer| answer.right).filter(|_| knows);
            vec![field(
                "answer",
                right.map_or_else(|| "je ne sais plus".to_owned(), |answer| answer.text.clone()),
            )]
        }
        Answers::Number { answers, .. } => {
            let right = answers.iter().find(|answer| answer.right).filter(|_| knows);
            let typed =
                right.filter(|answer| number::parse(&answer.low).is_some()).map(|answer| answer.low.clone());
            vec![field("answer", typed.unwrap_or_else(|| "987654".to_owned()))]
        }
        Answers::Matching { left, .. } => {
            let turn = usize::from(!knows);
            (0..left.len())
                .map(|place| field(&format!("left-{place}"), key((place + turn) % left.len())))
                .collect()
        }
        Answers::Ordering { items } => {
            let mut order: Vec<usize> = (0..items.len()).collect();
            if !knows {
                order.rotate_left(1);
            }
            order.into_iter().map(|index| field("order", key(index))).collect()
        }
        Answers::Open => vec![field(
            "answer",
            "Dans ma classe, je commencerais par un exemple apporté par les élèves.".to_owned(),
        )],
    }
}

fn survey_fields(survey: &Survey, rng: &mut StdRng) -> Vec<(String, String)> {
    let value = match survey.kind {
        SurveyKind::Text => WORDS.choose(rng).copied().unwrap_or_default().to_owned(),
        SurveyKind::Single | SurveyKind::Multiple | SurveyKind::Scale => {
            rng.random_range(0..survey.options.len().max(1)).to_string()
        }
    };
    vec![("answer".to_owned(), value)]
}

fn work(task: &Task, rng: &mut StdRng) -> production::Input {
    let text = task.accepts.contains(&Submission::Text);
    let link = !text && task.accepts.contains(&Submission::Link);
    production::Input {
        body: if text { WORK.choose(rng).copied().unwrap_or_default().to_owned() } else { String::new() },
        link: if link { "https://demo.preau.example/fiche".to_owned() } else { String::new() },
        upload: None,
        // A task that takes files only stays to be done.
        hand_in: text || link,
    }
}
