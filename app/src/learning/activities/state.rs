//! What a learner may see of a question at this moment is decided in `preau::learning::sight`, for every door; here it
//! meets what was just typed and refused.

use preau::course::published::Question;
use preau::learning::grade::Given;
use preau::learning::sight::Sight;

use crate::learning::reading::Reading;
use crate::learning::trial::Trial;

pub(super) use preau::learning::sight::QuestionState;

/// A question as it stands in front of the asker.
pub(super) fn state_of(reading: &Reading, question: &Question, trial: Option<&Trial>) -> QuestionState {
    let page = reading.page();
    let Some(player) = &reading.player else {
        return QuestionState::of(page, question, Sight::reader(page), None);
    };
    let typed = trial.and_then(|trial| trial.typed(&question.id));
    let typed = typed.map(|fields| Given::from_fields(question, player.seed, &fields));
    QuestionState::of(page, question, Sight::of(player, page, question), typed)
}
