//! The parts of a container's body, once it is known to be the one of the format.
//!
//! The checker finds them, the renderer uses them: they are looked for once.

use super::number::Interval;
use super::tree::Id;

/// The body of a container.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Any blocks: `depliant`, `langue`, `formateur`.
    Blocks,
    Question(Box<QuestionShape>),
    Survey(SurveyShape),
    Checklist(ChecklistShape),
    Task(TaskShape),
    Steps {
        list: Id,
    },
    Tabs {
        tabs: Vec<TabShape>,
    },
    Figure {
        image: Id,
        caption: Vec<Id>,
    },
    Media(MediaShape),
    Embed {
        link: Id,
        rest: Vec<Id>,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct QuestionShape {
    pub(crate) statement: Vec<Id>,
    pub(crate) answers: AnswersShape,
    pub(crate) hints: Vec<Id>,
    pub(crate) right: Option<Id>,
    pub(crate) wrong: Option<Id>,
    pub(crate) explanation: Option<Id>,
}

#[derive(Debug, Clone)]
pub(crate) enum AnswersShape {
    Single(Vec<ChoiceShape>),
    Multiple(Vec<ChoiceShape>),
    Text(Vec<TypedShape>),
    Number(Vec<TypedShape>),
    Matching { head: [Id; 2], rows: Vec<[Id; 2]>, distractors: Vec<Id> },
    Ordering { items: Vec<Id> },
    Open,
}

/// One option of a choice.
#[derive(Debug, Clone)]
pub(crate) struct ChoiceShape {
    pub(crate) item: Id,
    pub(crate) right: bool,
    /// A quotation, last block of the item.
    pub(crate) feedback: Option<Id>,
}

/// One accepted or foreseen answer, typed.
#[derive(Debug, Clone)]
pub(crate) struct TypedShape {
    pub(crate) text: String,
    pub(crate) interval: Option<Interval>,
    pub(crate) right: bool,
    pub(crate) feedback: Option<Id>,
}

#[derive(Debug, Clone)]
pub(crate) struct SurveyShape {
    pub(crate) statement: Vec<Id>,
    pub(crate) options: Vec<Id>,
}

#[derive(Debug, Clone)]
pub(crate) struct ChecklistShape {
    pub(crate) intro: Vec<Id>,
    /// Items, each with its children.
    pub(crate) items: Vec<(Id, Vec<Id>)>,
}

#[derive(Debug, Clone)]
pub(crate) struct TaskShape {
    pub(crate) instructions: Vec<Id>,
    pub(crate) criteria: CriteriaShape,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum CriteriaShape {
    None,
    List(Id),
    Table(Id),
}

#[derive(Debug, Clone)]
pub(crate) struct TabShape {
    pub(crate) heading: Id,
    pub(crate) body: Vec<Id>,
}

#[derive(Debug, Clone)]
pub(crate) struct MediaShape {
    /// The link or the image link of the first paragraph.
    pub(crate) link: Id,
    /// Captions files, by path inside the course.
    pub(crate) captions: Vec<String>,
    /// Blocks that are shown under the player.
    pub(crate) caption: Vec<Id>,
    pub(crate) transcript: Option<Id>,
}
