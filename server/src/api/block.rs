//! The blocks of a page in JSON. Questions stand in the slots of the page, those drawn only, in the order of the attempt.

use preau::course::published::{
    Block as Source, Checklist as SourceList, Criteria as SourceCriteria, Page, Question as SourceQuestion,
    Submission, Survey as SourceSurvey, SurveyKind, Task as SourceTask, TaskReview,
};
use preau::learning::draw;
use preau::learning::player::Player;
use preau::learning::production::Production;
use preau::learning::sight::Sight;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::question::Question;

/// A part of a page.
#[derive(Serialize, ToSchema)]
#[serde(tag = "block", rename_all = "snake_case")]
pub(super) enum Block {
    Html {
        html: String,
    },
    /// In another language than the course.
    Language {
        lang: String,
        #[schema(no_recursion)]
        blocks: Vec<Block>,
    },
    /// For trainers only.
    Trainer {
        html: String,
    },
    Question(Question),
    Checklist(Checklist),
    Survey(Survey),
    Production(Task),
}

/// Things to tick.
#[derive(Serialize, ToSchema)]
pub(super) struct Checklist {
    id: String,
    title_html: Option<String>,
    intro_html: String,
    items: Vec<Item>,
    required: bool,
}

/// One thing to tick.
#[derive(Serialize, ToSchema)]
pub(super) struct Item {
    /// The number to tick it by.
    number: i32,
    html: String,
    ticked: bool,
    #[schema(no_recursion)]
    children: Vec<Item>,
}

/// A survey.
#[derive(Serialize, ToSchema)]
pub(super) struct Survey {
    id: String,
    title_html: Option<String>,
    statement_html: String,
    /// `single`, `multiple`, `scale` or `text`.
    kind: &'static str,
    /// Chosen by their place, from 0.
    options_html: Vec<String>,
    anonymous: bool,
    required: bool,
    answered: bool,
    /// From five answers on, for who has answered.
    results: Option<SurveyResults>,
}

/// How a survey was answered.
#[derive(Serialize, ToSchema)]
pub(super) struct SurveyResults {
    answers: i64,
    /// By option, in their order.
    counts: Vec<i64>,
}

/// Something to hand in.
#[derive(Serialize, ToSchema)]
pub(super) struct Task {
    id: String,
    title_html: Option<String>,
    instructions_html: String,
    criteria_html: Vec<String>,
    /// `text`, `link`, `file`; files go to `…/file`.
    accepts: Vec<&'static str>,
    formats: Vec<String>,
    max_megabytes: u8,
    /// `trainer`, `peers` or `own`.
    review: &'static str,
    required: bool,
    handed_in: Option<Handed>,
}

/// What was handed in, or is being written.
#[derive(Serialize, ToSchema)]
pub(super) struct Handed {
    text: String,
    link: String,
    file_name: Option<String>,
    /// `draft`, `handed_in`, `returned` or `validated`.
    state: String,
    saved_at: String,
    handed_in_at: Option<String>,
}

/// What of a page is shown to whom.
pub(super) struct Shown<'a> {
    pub(super) page: &'a Page,
    pub(super) player: Option<&'a Player>,
    pub(super) withheld: bool,
    pub(super) trainer: bool,
}

impl Shown<'_> {
    pub(super) fn blocks(&self) -> Vec<Block> {
        let drawn = match self.player {
            Some(player) => player.drawn.clone(),
            None => draw::questions(self.page, draw::seed(Uuid::nil(), &self.page.key, 1)),
        };
        let mut asked: Vec<&SourceQuestion> = drawn
            .iter()
            .rev()
            .filter_map(|id| self.page.questions().find(|question| question.id == *id))
            .collect();
        if self.withheld {
            asked.clear();
        }
        self.each(&self.page.blocks, &mut asked)
    }

    /// `asked` holds the questions to come, the next one last.
    fn each(&self, blocks: &[Source], asked: &mut Vec<&SourceQuestion>) -> Vec<Block> {
        let mut shown = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Source::Html { html } => shown.push(Block::Html { html: html.clone() }),
                Source::Language { lang, blocks } => {
                    shown.push(Block::Language { lang: lang.clone(), blocks: self.each(blocks, asked) });
                }
                Source::Trainer { html } => {
                    if self.trainer {
                        shown.push(Block::Trainer { html: html.clone() });
                    }
                }
                // A slot: the next question of the draw, none when fewer were drawn than there are.
                Source::Question(_) => {
                    shown.extend(asked.pop().map(|question| Block::Question(self.question(question))))
                }
                Source::Checklist(list) => shown.push(Block::Checklist(self.checklist(list))),
                Source::Survey(survey) => shown.push(Block::Survey(self.survey(survey))),
                Source::Task(task) => shown.push(Block::Production(self.task(task))),
            }
        }
        shown
    }

    pub(super) fn question(&self, question: &SourceQuestion) -> Question {
        let sight = self
            .player
            .map_or_else(|| Sight::reader(self.page), |player| Sight::of(player, self.page, question));
        Question::of(self.page, question, sight)
    }

    fn checklist(&self, list: &SourceList) -> Checklist {
        let ticked = self.player.and_then(|player| player.page.ticked.get(&list.id));
        let mut number = -1;
        let mut item = |html: &String| {
            number += 1;
            let ticked = ticked.is_some_and(|ticked| ticked.contains(&number));
            Item { number, html: html.clone(), ticked, children: Vec::new() }
        };
        let mut items = Vec::with_capacity(list.items.len());
        for source in &list.items {
            let parent = item(&source.html);
            items.push(Item { children: source.children.iter().map(&mut item).collect(), ..parent });
        }
        Checklist {
            id: list.id.clone(),
            title_html: list.title_html.clone(),
            intro_html: list.intro_html.clone(),
            items,
            required: list.required,
        }
    }

    fn survey(&self, survey: &SourceSurvey) -> Survey {
        let counts = self.player.and_then(|player| player.surveys.get(&survey.id));
        let answered = self.player.is_some_and(|player| player.page.surveyed.contains(&survey.id));
        Survey {
            id: survey.id.clone(),
            title_html: survey.title_html.clone(),
            statement_html: survey.statement_html.clone(),
            kind: match survey.kind {
                SurveyKind::Single => "single",
                SurveyKind::Multiple => "multiple",
                SurveyKind::Scale => "scale",
                SurveyKind::Text => "text",
            },
            options_html: survey.options.clone(),
            anonymous: survey.anonymous,
            required: survey.required,
            answered,
            results: counts.filter(|_| answered).map(|counts| SurveyResults {
                answers: counts.answers,
                counts: (0..survey.options.len())
                    .map(|place| counts.by_option.get(&place).copied().unwrap_or(0))
                    .collect(),
            }),
        }
    }

    fn task(&self, task: &SourceTask) -> Task {
        let accepted = |form: &Submission| match form {
            Submission::Text => "text",
            Submission::File => "file",
            Submission::Link => "link",
        };
        Task {
            id: task.id.clone(),
            title_html: task.title_html.clone(),
            instructions_html: task.instructions_html.clone(),
            criteria_html: match &task.criteria {
                SourceCriteria::None => Vec::new(),
                SourceCriteria::List { items } => items.clone(),
                SourceCriteria::Table { html } => vec![html.clone()],
            },
            accepts: task.accepts.iter().map(accepted).collect(),
            formats: task.formats.clone(),
            max_megabytes: task.max_megabytes,
            review: match task.review {
                TaskReview::Trainer => "trainer",
                TaskReview::Peers => "peers",
                TaskReview::Own => "own",
            },
            required: task.required,
            handed_in: self.player.and_then(|player| player.productions.get(&task.id)).map(Handed::of),
        }
    }
}

impl Handed {
    fn of(production: &Production) -> Self {
        Self {
            text: production.body.clone(),
            link: production.link.clone(),
            file_name: production.file_name.clone(),
            state: production.state.clone(),
            saved_at: production.saved_at.to_rfc3339(),
            handed_in_at: production.handed_in_at.map(preau::Timestamp::to_rfc3339),
        }
    }
}
