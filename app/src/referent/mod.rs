//! Nominations: the head proposes, the teacher answers, the académie decides; the letter, the money, the basket.

mod act;
mod basket;
mod board;
mod decision;
mod direction;
mod edit;
mod form;
mod head;
mod letter;
mod money;
mod names;
mod new;
mod paper;
mod schemes;
mod teacher;
mod timeline;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

pub(crate) use letter::sheet as letter_sheet;
pub use paper::{LetterPaper, Section};

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/direction", get(direction::show).post(direction::roll_over))
        .route("/direction/nominations/nouvelle", get(new::show).post(new::create))
        .route("/direction/nominations/{nomination}", get(head::show).post(head::act))
        .route("/direction/nominations/{nomination}/modifier", get(edit::show).post(edit::save))
        .route("/nominations", get(teacher::list))
        .route("/nominations/{nomination}", get(teacher::show).post(teacher::answer))
        .route("/nominations/{nomination}/lettre", get(letter::show))
        .route("/nominations/{nomination}/lettre.pdf", get(letter::file))
        .route("/referent/reprise", get(basket::show).post(basket::settle))
        .route("/pilotage/nominations", get(board::show).post(board::act))
        .route("/pilotage/nominations.csv", get(board::download))
        .route("/pilotage/nominations/{nomination}", get(decision::show).post(decision::decide))
        .route("/pilotage/enveloppes", get(money::show).post(money::notify))
        .route("/pilotage/regimes", get(schemes::show).post(schemes::publish))
        .route("/pilotage/indemnites.csv", get(money::download))
}
