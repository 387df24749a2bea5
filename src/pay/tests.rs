//! Statements on both databases, from the closing of presence to the day of payment.

use jiff::civil::date;
use uuid::Uuid;

use super::decide::{self, Desk};
use super::rate::Typed;
use super::state::State;
use super::{Statement, Warning, batch, list, open, paid, statement, submit};
use crate::access::policy::{Act, Place, allow, by_operator};
use crate::access::roles::{self, NewGrant};
use crate::access::{self, Allowed, Role, accounts};
use crate::clock::{DAY, SECOND, Timestamp};
use crate::db::Conn as _;
use crate::error::{Error, Result};
use crate::people::NewPerson;
use crate::school::{self, School};
use crate::session::draft::{self, New, Typed as TypedSession, TypedSlot};
use crate::testing::Platform;
use crate::{ids, on_both, sql};

on_both!(
    a_statement_goes_from_the_closing_to_the_day_of_payment,
    statements_appear_once_and_only_for_paid_sessions,
    hours_of_an_allowance_are_not_paid_twice,
    nobody_decides_on_their_own_and_a_reason_goes_back,
    a_session_opened_again_stops_its_statements,
    a_batch_takes_each_statement_once,
    a_file_of_payments_is_judged_row_by_row,
    budgets_add_up_by_plan,
);

struct Scene {
    t: Platform,
    school: School,
    academy: Uuid,
    trainer: Uuid,
    second: Uuid,
    head: Uuid,
    manager: Uuid,
    session: Uuid,
}

async fn person(t: &Platform, name: &str) -> Uuid {
    let new = NewPerson {
        given_name: name.into(),
        usual_name: "Martin".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let person = accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
    tx.commit().await.unwrap();
    person
}

async fn give(t: &Platform, person: Uuid, role: Role, node: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    let grant = NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A session of three hours that was held; its state is set as closing sets it.
async fn closed(t: &Platform, school: &School, author: Uuid, paid: bool) -> Uuid {
    let typed = TypedSession {
        title: "Créer un quiz".into(),
        aim: "Savoir écrire un questionnaire.".into(),
        depth: "initiation".into(),
        modality: "onsite".into(),
        room: "Salle 204".into(),
        slots: vec![TypedSlot { day: "2026-12-10".into(), from: "09:00".into(), to: "12:00".into() }],
        scope: "school".into(),
        capacity: "12".into(),
        leads: true,
        ..TypedSession::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let id = ids::new(t.now());
    let new = New { id, author, host: &school.path, typed: &typed, needs: &[] };
    let id = draft::create(&mut tx, by_operator(new), t.now()).await.unwrap();
    tx.query(sql!("update training_session set state = 'attendance_closed', paid = $2 where id = $1"))
        .bind(id)
        .bind(paid)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

impl Scene {
    async fn new(t: Platform) -> Self {
        let school = crate::testing::school(&t, "fr/14/b1/", "9990001X").await;
        let mut names = Vec::new();
        for name in ["zoe", "noe", "ada", "max"] {
            names.push(person(&t, name).await);
        }
        let [trainer, second, head, manager] = names[..] else { unreachable!() };
        let academy = school::by_path(&mut t.db.read().await.unwrap(), "fr/14/").await.unwrap().unwrap().id;
        give(&t, head, Role::Head, school.node_id).await;
        give(&t, manager, Role::PlanManager, academy).await;
        let session = closed(&t, &school, trainer, true).await;
        let mut tx = t.db.begin().await.unwrap();
        tx.query(sql!("insert into session_trainer (session_id, person_id, lead) values ($1, $2, false)"))
            .bind(session)
            .bind(second)
            .run()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        t.clock.advance(20 * DAY);
        Self { t, school, academy, trainer, second, head, manager, session }
    }

    fn now(&self) -> Timestamp {
        self.t.now()
    }

    async fn open(&self) -> usize {
        let mut tx = self.t.db.begin().await.unwrap();
        let count = open::open(&mut tx, Some(self.session), self.now()).await.unwrap();
        tx.commit().await.unwrap();
        count
    }

    async fn of(&self, trainer: Uuid) -> Statement {
        let mut read = self.t.db.read().await.unwrap();
        let id = list::of_session(&mut read, by_operator((self.session, trainer))).await.unwrap().unwrap();
        statement(&mut read, id).await.unwrap()
    }

    async fn may<T>(&self, person: Uuid, act: Act, thing: T) -> Result<Allowed<T>> {
        let actor = access::actor(&mut self.t.db.read().await.unwrap(), person, self.now()).await.unwrap();
        let place = match act {
            Act::PreparePay => Place::Of(person),
            Act::ExportPay => Place::At("fr/14/"),
            _ => Place::At(&self.school.path),
        };
        allow(actor.as_ref(), act, place, thing)
    }

    async fn submit(&self, trainer: Uuid, typed: &Typed) -> Result<()> {
        self.t.clock.advance(SECOND);
        let found = self.of(trainer).await;
        let allowed = self.may(trainer, Act::PreparePay, (found.id, trainer)).await?;
        let mut tx = self.t.db.begin().await?;
        submit::submit(&mut tx, allowed, typed, found.version, self.now()).await?;
        tx.commit().await
    }

    async fn certify(&self, by: Uuid, trainer: Uuid) -> Result<()> {
        self.t.clock.advance(SECOND);
        let allowed = self.may(by, Act::CertifyService, self.of(trainer).await.id).await?;
        let mut tx = self.t.db.begin().await?;
        decide::certify(&mut tx, allowed, self.now()).await?;
        tx.commit().await
    }

    async fn check(&self, by: Uuid, trainer: Uuid) -> Result<()> {
        self.t.clock.advance(SECOND);
        let allowed = self.may(by, Act::CheckPay, self.of(trainer).await.id).await?;
        let mut tx = self.t.db.begin().await?;
        decide::check(&mut tx, allowed, self.now()).await?;
        tx.commit().await
    }

    async fn batch(&self) -> Result<Uuid> {
        self.t.clock.advance(SECOND);
        let allowed = self.may(self.manager, Act::ExportPay, self.academy).await?;
        let mut tx = self.t.db.begin().await?;
        let id = batch::make(&mut tx, allowed, self.now()).await?;
        tx.commit().await?;
        self.t.clock.advance(SECOND);
        Ok(id)
    }

    /// Both statements, checked.
    async fn checked(&self) {
        self.open().await;
        for trainer in [self.trainer, self.second] {
            self.submit(trainer, &hours("3", "32,50")).await.unwrap();
            self.certify(self.head, trainer).await.unwrap();
            self.check(self.manager, trainer).await.unwrap();
        }
    }

    async fn told(&self, person: Uuid) -> Vec<String> {
        let mut read = self.t.db.read().await.unwrap();
        let told = crate::notice::inbox::list(&mut read, by_operator(person), false, 0, 100).await.unwrap();
        told.into_iter().map(|notice| notice.kind).filter(|kind| kind.starts_with("pay-")).collect()
    }
}

fn hours(hours: &str, rate: &str) -> Typed {
    let mut typed = Typed::default();
    typed.lines[0] = (hours.into(), rate.into());
    typed
}

fn why<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome.unwrap_err() {
        Error::Refused(refusal) => refusal.key.to_owned(),
        Error::Invalid(faults) => format!("{}={}", faults[0].field, faults[0].key),
        other => format!("{other}"),
    }
}

async fn a_statement_goes_from_the_closing_to_the_day_of_payment(t: Platform) {
    let scene = Scene::new(t).await;
    assert_eq!(scene.open().await, 2);
    let opened = scene.of(scene.trainer).await;
    assert_eq!((opened.state(), opened.total_minutes), (State::ToPrepare, 180));
    assert_eq!(scene.told(scene.trainer).await, ["pay-to-prepare"]);
    let mut typed = hours("2 h 30", "32,50");
    typed.preparation = "50".into();
    typed.permit_on = "2026-12-11".into();
    scene.submit(scene.trainer, &typed).await.unwrap();
    // The same a second time is one submission; something else is not lost in silence.
    scene.submit(scene.trainer, &typed).await.unwrap();
    assert_eq!(why(scene.submit(scene.trainer, &hours("1", "25")).await), "pay-changed");
    let sent = scene.of(scene.trainer).await;
    assert_eq!((sent.state(), sent.amount_cents), (State::Submitted, 13_125));
    assert_eq!(sent.claim().total(), sent.amount_cents);
    assert_eq!(sent.warnings(), [Warning::LatePermit]);
    assert_eq!(scene.told(scene.head).await, ["pay-submitted"]);
    for _ in 0..2 {
        scene.certify(scene.head, scene.trainer).await.unwrap();
    }
    assert_eq!(scene.told(scene.manager).await, ["pay-certified"]);
    for _ in 0..2 {
        scene.check(scene.manager, scene.trainer).await.unwrap();
    }
    let id = scene.batch().await.unwrap();
    let mut tx = scene.t.db.begin().await.unwrap();
    let today = scene.now().date_in("Europe/Paris");
    assert_eq!(
        why(paid::whole(&mut tx, by_operator(id), "31/12/2099", today, scene.now()).await),
        "paid_on=pay-future"
    );
    assert_eq!(paid::whole(&mut tx, by_operator(id), "12/12/2026", today, scene.now()).await.unwrap(), 1);
    assert_eq!(paid::whole(&mut tx, by_operator(id), "13/12/2026", today, scene.now()).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let done = scene.of(scene.trainer).await;
    assert_eq!((done.state(), done.paid_on()), (State::PaidReported, Some(date(2026, 12, 12))));
    let steps = list::history(&mut scene.t.db.read().await.unwrap(), by_operator(done.id)).await.unwrap();
    let events: Vec<&str> = steps.iter().map(|step| step.event.as_str()).collect();
    assert_eq!(events, ["open", "submit", "certify", "check", "export", "report_paid"]);
    assert_eq!(scene.told(scene.trainer).await.len(), 3, "to prepare, exported, paid");
    let chain = crate::audit::verify(&mut scene.t.db.read().await.unwrap()).await.unwrap();
    assert_eq!(chain.broken_at, None);
}

async fn statements_appear_once_and_only_for_paid_sessions(t: Platform) {
    let scene = Scene::new(t).await;
    let unpaid = closed(&scene.t, &scene.school, scene.trainer, false).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    assert_eq!(open::open(&mut tx, Some(unpaid), scene.now()).await.unwrap(), 0);
    assert_eq!(open::open(&mut tx, None, scene.now()).await.unwrap(), 2);
    assert_eq!(open::open(&mut tx, None, scene.now()).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let mine =
        list::mine(&mut scene.t.db.read().await.unwrap(), by_operator(scene.second), 0, 50).await.unwrap();
    assert_eq!(mine.len(), 1);
    let stranger =
        list::own(&mut scene.t.db.read().await.unwrap(), by_operator((mine[0].id, scene.trainer))).await;
    assert!(matches!(stranger, Err(Error::NotFound)));
}

async fn hours_of_an_allowance_are_not_paid_twice(t: Platform) {
    let scene = Scene::new(t).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, share_percent, reward,
                                 scheme_code, scheme_version, amount_cents, letter_number, councils_apply, version,
                                 created_at, updated_at)
         select $1, $2, $3, '2026-2027', $4, $5, 'active', 100, 'allowance', 'imp', 1, 125000, 1, true, 1, $4, $4"
    ))
    .bind(ids::new(scene.now()))
    .bind(scene.school.node_id)
    .bind(scene.trainer)
    .bind(Timestamp::midnight(date(2026, 9, 1), "Europe/Paris"))
    .bind(Timestamp::midnight(date(2027, 9, 1), "Europe/Paris"))
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    scene.open().await;
    let found = scene.of(scene.trainer).await;
    assert_eq!((found.state(), found.covered_by_allowance), (State::NotApplicable, true));
    assert!(scene.told(scene.trainer).await.is_empty());
    let mut tx = scene.t.db.begin().await.unwrap();
    let mine = by_operator((found.id, scene.trainer));
    assert_eq!(why(submit::cover(&mut tx, mine, false, scene.now()).await), "pay-counted");
    // The colleague has no allowance, and may still say so of another one.
    let other = by_operator((scene.of(scene.second).await.id, scene.second));
    for _ in 0..2 {
        submit::cover(&mut tx, other, true, scene.now()).await.unwrap();
    }
    submit::cover(&mut tx, other, false, scene.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.of(scene.second).await.state(), State::ToPrepare);
}

async fn nobody_decides_on_their_own_and_a_reason_goes_back(t: Platform) {
    let scene = Scene::new(t).await;
    scene.open().await;
    give(&scene.t, scene.trainer, Role::Head, scene.school.node_id).await;
    give(&scene.t, scene.trainer, Role::PlanManager, scene.academy).await;
    assert_eq!(why(scene.submit(scene.trainer, &hours("3 h 01", "25")).await), "initiation=pay-too-long");
    scene.submit(scene.trainer, &hours("3", "25")).await.unwrap();
    assert_eq!(why(scene.certify(scene.trainer, scene.trainer).await), "pay-own");
    assert!(matches!(scene.certify(scene.second, scene.trainer).await, Err(Error::Forbidden)));
    assert_eq!(why(scene.check(scene.manager, scene.trainer).await), "pay-moved");
    scene.certify(scene.head, scene.trainer).await.unwrap();
    assert_eq!(why(scene.check(scene.trainer, scene.trainer).await), "pay-own");
    let id = scene.of(scene.trainer).await.id;
    let mut tx = scene.t.db.begin().await.unwrap();
    let allowed = scene.may(scene.manager, Act::CheckPay, id).await.unwrap();
    assert_eq!(
        why(decide::refuse(&mut tx, allowed, Desk::Manager, " ", scene.now()).await),
        "reason=pay-reason"
    );
    decide::refuse(&mut tx, allowed, Desk::Manager, "Le taux n'est pas celui du module.", scene.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let back = scene.of(scene.trainer).await;
    assert_eq!((back.state(), back.reason.is_empty()), (State::Rejected, false));
    scene.submit(scene.trainer, &hours("3", "26")).await.unwrap();
    assert_eq!(scene.of(scene.trainer).await.reason, "");
}

async fn a_session_opened_again_stops_its_statements(t: Platform) {
    let scene = Scene::new(t).await;
    scene.checked().await;
    let mut tx = scene.t.db.begin().await.unwrap();
    tx.query(sql!("update training_session set state = 'held' where id = $1"))
        .bind(scene.session)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(why(scene.batch().await), "pay-nothing-to-export");
    assert_eq!(scene.of(scene.trainer).await.state(), State::Checked);
}

async fn a_batch_takes_each_statement_once(t: Platform) {
    let scene = Scene::new(t).await;
    scene.checked().await;
    let id = scene.batch().await.unwrap();
    assert_eq!(why(scene.batch().await), "pay-nothing-to-export");
    let mut read = scene.t.db.read().await.unwrap();
    let made = batch::batch(&mut read, id).await.unwrap();
    assert_eq!((made.number, made.statements, made.amount_cents, made.paid), (1, 2, 19_500, 0));
    let lines = batch::lines(&mut read, by_operator(id)).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.amount_cents).sum::<i64>(), made.amount_cents);
    assert_eq!(batch::count(&mut read, by_operator("fr/14/")).await.unwrap(), 1);
    assert_eq!(batch::batches(&mut read, by_operator("fr/14/"), 0, 10).await.unwrap()[0].id, id);
    assert!(batch::batches(&mut read, by_operator("fr/10/"), 0, 10).await.unwrap().is_empty());
}

async fn a_file_of_payments_is_judged_row_by_row(t: Platform) {
    let scene = Scene::new(t).await;
    scene.checked().await;
    let id = scene.batch().await.unwrap();
    let (one, two) = (scene.of(scene.trainer).await.id, scene.of(scene.second).await.id);
    let file = format!(
        "Référence;Date de paiement\r\n{one};12/12/2026\r\n{one};12/12/2026\r\n{two};hier\r\n{two};\r\n{};12/12/2026\r\n",
        Uuid::nil()
    );
    let today = scene.now().date_in("Europe/Paris");
    let mut tx = scene.t.db.begin().await.unwrap();
    let read = paid::judge(&mut tx, by_operator(id), file.as_bytes(), today).await.unwrap().unwrap();
    let verdicts: Vec<paid::Verdict> = read.rows.iter().map(|row| row.verdict).collect();
    use paid::Verdict::{BadDay, Pay, Twice, Unknown};
    assert_eq!(verdicts, [Pay(date(2026, 12, 12)), Twice, BadDay, Twice, Unknown]);
    assert_eq!((read.paid(), read.wrong()), (1, 4));
    assert_eq!(paid::write(&mut tx, by_operator(id), file.as_bytes(), today, scene.now()).await.unwrap(), 1);
    assert_eq!(paid::write(&mut tx, by_operator(id), file.as_bytes(), today, scene.now()).await.unwrap(), 0);
    let late = format!("Référence;Date de paiement\n{one};14/12/2026\n{two};01/01/2030\n");
    let read = paid::judge(&mut tx, by_operator(id), late.as_bytes(), today).await.unwrap().unwrap();
    assert_eq!(read.rows[0].verdict, paid::Verdict::Other);
    assert_eq!(read.rows[1].verdict, paid::Verdict::Future);
    assert_eq!(
        why(paid::write(&mut tx, by_operator(id), late.as_bytes(), today, scene.now()).await),
        "pay-nothing-to-report"
    );
    tx.commit().await.unwrap();
    assert_eq!(scene.of(scene.second).await.state(), State::Exported);
}

async fn budgets_add_up_by_plan(t: Platform) {
    let scene = Scene::new(t).await;
    scene.open().await;
    scene.submit(scene.trainer, &hours("3", "40")).await.unwrap();
    scene.certify(scene.head, scene.trainer).await.unwrap();
    let mut read = scene.t.db.read().await.unwrap();
    let under = by_operator("fr/14/");
    assert_eq!(list::sums(&mut read, under, State::ServiceCertified).await.unwrap(), (1, 12_000));
    assert_eq!(list::waiting(&mut read, under, State::ServiceCertified, 0, 10).await.unwrap().len(), 1);
    // Of no module, hence of no plan.
    assert!(list::budgets(&mut read, under).await.unwrap().is_empty());
}
