//! Plans from end to end, on both databases.

use jiff::civil::date;
use uuid::Uuid;

use super::modules::Input;
use super::write::{Facts, NewPlan};
use super::*;
use crate::access::Allowed;
use crate::access::policy::by_operator;
use crate::db::Tx;
use crate::error::Error;
use crate::school::by_path;
use crate::testing::{Platform, school};
use crate::{ids, on_both};

on_both!(
    a_plan_goes_its_whole_way,
    a_module_is_written_validated_offered_and_withdrawn,
    what_is_sent_twice_is_written_once,
    two_people_changing_the_same_thing_are_told,
    figures_of_lower_plans_add_up_along_links,
    things_are_put_in_order,
    next_year_copies_the_structure_and_says_what_it_left,
    a_file_is_judged_before_it_is_written_and_adds_nothing_twice,
    what_is_offered_is_found_by_sessions,
    a_plan_is_read_in_a_fixed_number_of_statements,
);

const YEAR: &str = "2026-2027";

fn year() -> SchoolYear {
    SchoolYear::parse(YEAR).unwrap()
}

struct Scene {
    t: Platform,
}

impl Scene {
    async fn new(t: Platform) -> Self {
        school(&t, "fr/14/b1/", "9990001X").await;
        Self { t }
    }

    async fn tx(&self) -> Tx {
        self.t.db.begin().await.unwrap()
    }

    fn id(&self) -> Uuid {
        ids::new(self.t.now())
    }

    async fn plan_of(&self, path: &str, year: SchoolYear) -> Plan {
        let mut tx = self.tx().await;
        let node = by_path(&mut tx, path).await.unwrap().unwrap().id;
        let new = NewPlan { id: self.id(), node, year, title: "Plan de formation".into() };
        let plan = write::create(&mut tx, by_operator(&new), self.t.now()).await.unwrap();
        tx.commit().await.unwrap();
        plan
    }

    /// A plan with a priority, a programme under it and a module that holds.
    async fn full(&self, path: &str) -> (Plan, Uuid, Uuid, Uuid) {
        let plan = self.plan_of(path, year()).await;
        let priority = self.priority(plan.id, "Évaluer avec le numérique").await;
        let programme = self.programme(plan.id, Some(priority), "26A0140001").await;
        let module = self.module(plan.id, programme, "M1").await;
        (plan, priority, programme, module)
    }

    async fn priority(&self, plan: Uuid, title: &str) -> Uuid {
        let (mut tx, id) = (self.tx().await, self.id());
        let input = priority::Input { title: title.into(), body: String::new() };
        priority::add(&mut tx, by_operator(plan), id, &input, self.t.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn programme(&self, plan: Uuid, priority: Option<Uuid>, code: &str) -> Uuid {
        let (mut tx, id) = (self.tx().await, self.id());
        programme::add(&mut tx, by_operator(plan), id, &programme(priority, code), self.t.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn module(&self, plan: Uuid, programme: Uuid, code: &str) -> Uuid {
        let (mut tx, id) = (self.tx().await, self.id());
        modules::add(&mut tx, by_operator(plan), id, &module(programme, code), self.t.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn step(&self, plan: Uuid, event: Event) -> Result<()> {
        let mut tx = self.tx().await;
        write::step(&mut tx, by_operator(plan), event, self.t.now()).await?;
        tx.commit().await
    }

    async fn module_step(&self, plan: Uuid, module: Uuid, event: ModuleEvent) -> Result<()> {
        let mut tx = self.tx().await;
        modules::step(&mut tx, by_operator(plan), module, event, self.t.now()).await?;
        tx.commit().await
    }

    async fn programme_step(&self, plan: Uuid, programme: Uuid, event: ProgrammeEvent) -> Result<()> {
        let mut tx = self.tx().await;
        programme::step(&mut tx, by_operator(plan), programme, event, self.t.now()).await?;
        tx.commit().await
    }

    async fn adopt(&self, plan: Uuid) {
        self.step(plan, Event::Consult).await.unwrap();
        self.step(plan, Event::Adopt).await.unwrap();
    }

    async fn sheet(&self, id: Uuid) -> sheet::Sheet {
        let mut read = self.t.db.read().await.unwrap();
        let plan = plan(&mut read, id).await.unwrap();
        sheet::read(&mut read, by_operator(plan)).await.unwrap()
    }
}

fn programme(priority: Option<Uuid>, code: &str) -> programme::Input {
    programme::Input {
        priority,
        code: code.into(),
        title: "Évaluer pour faire progresser".into(),
        aim: String::new(),
        audience: "Enseignants du second degré".into(),
        mode: EnrolmentMode::Individual,
    }
}

fn module(programme: Uuid, code: &str) -> Input {
    Input {
        programme,
        code: code.into(),
        title: "Tests et retours".into(),
        objectives: "Construire un test court".into(),
        onsite_min: 180,
        remote_min: 90,
        planned_groups: 2,
        max_size: 15,
        group_cost_cents: 40_000,
        ..Input::default()
    }
}

/// Key of the rule that said no, or names of the fields that do not hold.
fn why<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome.unwrap_err() {
        Error::Refused(refusal) => refusal.key.to_owned(),
        Error::Invalid(faults) => faults.iter().map(|fault| fault.field).collect::<Vec<_>>().join(","),
        other => panic!("{other}"),
    }
}

async fn a_plan_goes_its_whole_way(t: Platform) {
    let s = Scene::new(t).await;
    let plan = s.plan_of("fr/14/", year()).await;
    assert_eq!((plan.state(), plan.level(), plan.node_key()), (State::Draft, NodeKind::Academy, "14".into()));
    assert_eq!(why(s.step(plan.id, Event::Adopt).await), "plan-moved");
    for _ in 0..2 {
        s.step(plan.id, Event::Consult).await.unwrap();
    }
    assert_eq!(why(s.step(plan.id, Event::Adopt).await), "plan-empty");
    let priority = s.priority(plan.id, "Accompagner").await;
    s.step(plan.id, Event::Adopt).await.unwrap();
    let mut tx = s.tx().await;
    let input = priority::Input { title: "Autre".into(), body: String::new() };
    let late = priority::add(&mut tx, by_operator(plan.id), s.id(), &input, s.t.now()).await;
    assert_eq!(why(late), "plan-priorities-stand");
    tx.rollback().await.unwrap();

    let programme = s.programme(plan.id, Some(priority), "26A0140001").await;
    assert_eq!(why(s.step(plan.id, Event::OpenCampaign).await), "plan-nothing-offered");
    let module = s.module(plan.id, programme, "M1").await;
    s.module_step(plan.id, module, ModuleEvent::Validate).await.unwrap();
    s.programme_step(plan.id, programme, ProgrammeEvent::Offer).await.unwrap();
    assert_eq!(why(s.step(plan.id, Event::OpenCampaign).await), "plan-campaign-dates");
    let seen = super::plan(&mut s.t.db.read().await.unwrap(), plan.id).await.unwrap().version;
    let facts = Facts {
        title: "Plan de formation".into(),
        hours_budget_min: Some(600),
        money_budget_cents: None,
        opens_on: Some(date(2026, 11, 1)),
        closes_on: Some(date(2026, 12, 1)),
    };
    let mut tx = s.tx().await;
    let wrong = Facts { closes_on: Some(date(2026, 10, 1)), title: String::new(), ..facts.clone() };
    assert_eq!(
        why(write::edit(&mut tx, by_operator(plan.id), &wrong, seen, s.t.now()).await),
        "title,closes_on"
    );
    write::edit(&mut tx, by_operator(plan.id), &facts, seen, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    s.step(plan.id, Event::OpenCampaign).await.unwrap();
    s.step(plan.id, Event::CloseCampaign).await.unwrap();
    let mut tx = s.tx().await;
    modules::count_sessions(&mut tx, module, 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(why(s.step(plan.id, Event::Archive).await), "plan-has-sessions");
    let mut tx = s.tx().await;
    modules::count_sessions(&mut tx, module, -1).await.unwrap();
    tx.commit().await.unwrap();
    s.step(plan.id, Event::Archive).await.unwrap();
    assert_eq!(why(s.programme_step(plan.id, programme, ProgrammeEvent::Withdraw).await), "plan-archived");
    let found = super::plan(&mut s.t.db.read().await.unwrap(), plan.id).await.unwrap();
    assert_eq!((found.state(), found.adopted_at), (State::Archived, Some(s.t.now())));
    assert_eq!(crate::audit::verify(&mut s.t.db.read().await.unwrap()).await.unwrap().broken_at, None);
}

async fn a_module_is_written_validated_offered_and_withdrawn(t: Platform) {
    let s = Scene::new(t).await;
    let (plan, _, programme, module) = s.full("fr/14/").await;
    let state =
        async || modules::one(&mut s.t.db.read().await.unwrap(), plan.id, module).await.unwrap().state();
    assert_eq!(why(s.module_step(plan.id, module, ModuleEvent::Offer).await), "module-moved");
    s.module_step(plan.id, module, ModuleEvent::Validate).await.unwrap();
    let mut tx = s.tx().await;
    let seen = modules::one(&mut tx, plan.id, module).await.unwrap();
    let changed = Input { content: "Trois séances".into(), ..Input::of(&seen) };
    modules::edit(&mut tx, by_operator(plan.id), module, &changed, seen.version, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state().await, ModuleState::Draft, "what changes is validated anew");
    // What has no aims waits; the others pass together.
    let mut tx = s.tx().await;
    let empty = Input { objectives: String::new(), code: "M2".into(), ..changed.clone() };
    let bare = s.id();
    modules::add(&mut tx, by_operator(plan.id), bare, &empty, s.t.now()).await.unwrap();
    assert_eq!(modules::validate_all(&mut tx, by_operator(plan.id), programme, s.t.now()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(why(s.module_step(plan.id, bare, ModuleEvent::Validate).await), "module-incomplete");
    for _ in 0..2 {
        s.programme_step(plan.id, programme, ProgrammeEvent::Offer).await.unwrap();
    }
    assert_eq!(state().await, ModuleState::Offered);

    let mut tx = s.tx().await;
    modules::count_sessions(&mut tx, module, 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(why(s.module_step(plan.id, module, ModuleEvent::Withdraw).await), "module-has-sessions");
    let programme_out = s.programme_step(plan.id, programme, ProgrammeEvent::Withdraw).await;
    assert_eq!(why(programme_out), "programme-has-sessions");
    let mut tx = s.tx().await;
    modules::count_sessions(&mut tx, module, -3).await.unwrap();
    tx.commit().await.unwrap();
    s.programme_step(plan.id, programme, ProgrammeEvent::Withdraw).await.unwrap();
    assert_eq!(
        s.sheet(plan.id).await.figures,
        sheet::Figures::default(),
        "what is withdrawn counts for nothing"
    );
    s.module_step(plan.id, module, ModuleEvent::Withdraw).await.unwrap();
    s.module_step(plan.id, module, ModuleEvent::Restore).await.unwrap();
    s.module_step(plan.id, module, ModuleEvent::Validate).await.unwrap();
    let nowhere = s.module_step(plan.id, module, ModuleEvent::Offer).await;
    assert_eq!(why(nowhere), "module-programme-withdrawn");

    let mut tx = s.tx().await;
    let wrong = Input {
        code: "a|b".into(),
        title: "\n".into(),
        onsite_min: -1,
        min_size: 30,
        disciplines: vec!["alchimie".into()],
        ..changed
    };
    let refused = modules::add(&mut tx, by_operator(plan.id), s.id(), &wrong, s.t.now()).await;
    assert_eq!(why(refused), "code,title,onsite,min_size,disciplines");
}

async fn what_is_sent_twice_is_written_once(t: Platform) {
    let s = Scene::new(t).await;
    let (plan, priority, first, module_id) = s.full("fr/14/").await;
    let (right, now) = (|| -> Allowed<Uuid> { by_operator(plan.id) }, s.t.now());
    let mut tx = s.tx().await;
    let again = NewPlan { id: plan.id, node: plan.node_id, year: year(), title: "Plan de formation".into() };
    assert_eq!(write::create(&mut tx, by_operator(&again), now).await.unwrap().id, plan.id);
    let other = NewPlan { id: s.id(), ..again };
    assert_eq!(why(write::create(&mut tx, by_operator(&other), now).await), "plan-exists");
    let input = priority::Input { title: "Évaluer avec le numérique".into(), body: String::new() };
    priority::add(&mut tx, right(), priority, &input, now).await.unwrap();
    programme::add(&mut tx, right(), first, &programme(Some(priority), "26A0140001"), now).await.unwrap();
    modules::add(&mut tx, right(), module_id, &module(first, "M1"), now).await.unwrap();
    let taken = programme::add(&mut tx, right(), s.id(), &programme(None, "26a0140001"), now).await;
    assert_eq!(why(taken), "code");
    assert_eq!(why(modules::add(&mut tx, right(), s.id(), &module(first, "m1"), now).await), "code");
    assert_eq!(why(priority::remove(&mut tx, right(), priority, now).await), "priority-in-use");
    tx.commit().await.unwrap();
    let sheet = s.sheet(plan.id).await;
    assert_eq!((sheet.boughs.len(), sheet.figures.programmes, sheet.figures.modules), (1, 1, 1));
    assert_eq!(sheet.figures.amount, Amount { minutes: 540, cents: 80_000 });
    assert_eq!((sheet.figures.groups, sheet.figures.seats), (2, 30));
}

async fn two_people_changing_the_same_thing_are_told(t: Platform) {
    let s = Scene::new(t).await;
    let (plan, priority, first, module_id) = s.full("fr/14/").await;
    let (right, now) = (|| -> Allowed<Uuid> { by_operator(plan.id) }, s.t.now());
    let mut tx = s.tx().await;
    let input = priority::Input { title: "Mieux évaluer".into(), body: "Un texte".into() };
    for _ in 0..2 {
        // Sent twice, the second changes nothing and is no conflict.
        priority::edit(&mut tx, right(), priority, &input, 1, now).await.unwrap();
    }
    let other = priority::Input { title: "Autrement".into(), ..input };
    assert_eq!(why(priority::edit(&mut tx, right(), priority, &other, 1, now).await), "plan-changed");
    let one = programme::Input { aim: "Un but".into(), ..programme(Some(priority), "26A0140001") };
    let two = programme::Input { aim: "Deux buts".into(), ..one.clone() };
    programme::edit(&mut tx, right(), first, &one, 1, now).await.unwrap();
    assert_eq!(why(programme::edit(&mut tx, right(), first, &two, 1, now).await), "plan-changed");
    let one = Input { content: "Un".into(), ..module(first, "M1") };
    modules::edit(&mut tx, right(), module_id, &one, 1, now).await.unwrap();
    let two = Input { content: "Deux".into(), ..one };
    assert_eq!(why(modules::edit(&mut tx, right(), module_id, &two, 1, now).await), "plan-changed");
    let facts = Facts { title: "Plan".into(), ..Facts::of(&plan) };
    write::edit(&mut tx, right(), &facts, plan.version, now).await.unwrap();
    let facts = Facts { title: "Autre plan".into(), ..facts };
    assert_eq!(why(write::edit(&mut tx, right(), &facts, plan.version, now).await), "plan-changed");
}

async fn figures_of_lower_plans_add_up_along_links(t: Platform) {
    let s = Scene::new(t).await;
    let nation = s.plan_of("fr/", year()).await;
    let (national, bare) =
        (s.priority(nation.id, "Nationale").await, s.priority(nation.id, "Sans suite").await);
    let (academy, regional, ..) = s.full("fr/14/").await;
    let (basin, local, ..) = s.full("fr/14/b1/").await;
    let now = s.t.now();
    let mut tx = s.tx().await;
    // A draft above is not there yet.
    let hidden = priority::link(&mut tx, by_operator(academy.id), regional, Some(national), now).await;
    assert!(matches!(hidden, Err(Error::NotFound)));
    tx.rollback().await.unwrap();
    s.adopt(nation.id).await;
    let mut tx = s.tx().await;
    priority::link(&mut tx, by_operator(academy.id), regional, Some(national), now).await.unwrap();
    // Never downwards, and never to oneself.
    for below in [regional, local] {
        let wrong = priority::link(&mut tx, by_operator(academy.id), regional, Some(below), now).await;
        assert!(matches!(wrong, Err(Error::NotFound)));
    }
    tx.commit().await.unwrap();
    s.adopt(academy.id).await;
    let mut tx = s.tx().await;
    let taken = s.id();
    for _ in 0..2 {
        priority::take_over(&mut tx, by_operator(basin.id), taken, bare, now).await.unwrap();
    }
    priority::link(&mut tx, by_operator(basin.id), local, Some(regional), now).await.unwrap();
    tx.commit().await.unwrap();
    let one = sheet::Below { plans: 1, modules: 1, minutes: 540, cents: 80_000 };
    assert_eq!(s.sheet(nation.id).await.boughs[0].below, one, "a plan counts once it is adopted");
    s.adopt(basin.id).await;
    let sheet = s.sheet(nation.id).await;
    assert_eq!(sheet.boughs[0].below, sheet::Below { plans: 2, modules: 2, minutes: 1080, cents: 160_000 });
    assert!(!sheet.boughs[0].is_bare() && sheet.boughs[1].is_bare());
    assert_eq!(s.sheet(academy.id).await.boughs[0].below, one);
    let basin = s.sheet(basin.id).await;
    assert_eq!(basin.boughs.len(), 2);
    let above = basin.boughs[1].priority.as_ref().unwrap();
    assert_eq!((above.title.as_str(), above.parent_title.as_deref()), ("Sans suite", Some("Sans suite")));
}

async fn things_are_put_in_order(t: Platform) {
    let s = Scene::new(t).await;
    let (plan, first, programme, module) = s.full("fr/14/").await;
    let second = s.priority(plan.id, "Deux").await;
    let other = s.programme(plan.id, Some(first), "P2").await;
    s.module(plan.id, programme, "M2").await;
    let now = s.t.now();
    let mut tx = s.tx().await;
    for _ in 0..2 {
        priority::shift(&mut tx, by_operator(plan.id), second, true, now).await.unwrap();
        programme::shift(&mut tx, by_operator(plan.id), programme, false, now).await.unwrap();
        modules::shift(&mut tx, by_operator(plan.id), module, false, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    let sheet = s.sheet(plan.id).await;
    let order: Vec<_> = sheet.boughs.iter().map(|bough| bough.priority.as_ref().unwrap().id).collect();
    assert_eq!(order, [second, first]);
    let branches = &sheet.boughs[1].branches;
    assert_eq!([branches[0].programme.id, branches[1].programme.id], [other, programme]);
    assert_eq!(branches[1].modules.iter().map(|m| m.code.as_str()).collect::<Vec<_>>(), ["M2", "M1"]);
    let mut tx = s.tx().await;
    priority::shift(&mut tx, by_operator(plan.id), second, false, now).await.unwrap();
    priority::remove(&mut tx, by_operator(plan.id), second, now).await.unwrap();
    priority::remove(&mut tx, by_operator(plan.id), second, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(s.sheet(plan.id).await.boughs.len(), 1);
}

async fn next_year_copies_the_structure_and_says_what_it_left(t: Platform) {
    let s = Scene::new(t).await;
    let nation = s.plan_of("fr/", year()).await;
    let national = s.priority(nation.id, "Nationale").await;
    s.adopt(nation.id).await;
    let (plan, priority, programme, module) = s.full("fr/14/").await;
    let out = s.module(plan.id, programme, "M9").await;
    let loose = s.programme(plan.id, None, "P9").await;
    s.module(plan.id, loose, "M8").await;
    s.module_step(plan.id, module, ModuleEvent::Validate).await.unwrap();
    s.module_step(plan.id, out, ModuleEvent::Withdraw).await.unwrap();
    let now = s.t.now();
    let mut tx = s.tx().await;
    priority::link(&mut tx, by_operator(plan.id), priority, Some(national), now).await.unwrap();
    let new = NewPlan { id: s.id(), node: plan.node_id, year: year().next(), title: "Plan suivant".into() };
    let first = NewPlan { year: year(), ..new.clone() };
    assert_eq!(why(roll_over::roll_over(&mut tx, by_operator(&first), now).await), "plan-nothing-to-copy");
    let mut made = Vec::new();
    for _ in 0..2 {
        made.push(roll_over::roll_over(&mut tx, by_operator(&new), now).await.unwrap());
    }
    tx.commit().await.unwrap();
    assert_eq!((made[0].id, made[0].copied_from), (made[1].id, Some(plan.id)));
    let sheet = s.sheet(new.id).await;
    assert_eq!(sheet.boughs.len(), 2);
    assert_eq!(sheet.boughs[0].priority.as_ref().unwrap().parent_id, None);
    assert_eq!(sheet.boughs[0].branches[0].modules.len(), 1, "what is withdrawn stays behind");
    assert_eq!(sheet.boughs[1].branches[0].modules[0].code, "M8");
    for module in sheet.boughs.iter().flat_map(|bough| &bough.branches).flat_map(|branch| &branch.modules) {
        assert_eq!((module.state(), module.plan_id), (ModuleState::Draft, new.id));
    }
    let left = roll_over::not_copied(&mut s.t.db.read().await.unwrap(), plan.id).await.unwrap();
    assert_eq!(left.year, YEAR);
    assert_eq!(
        (left.modules, left.links),
        (vec!["Tests et retours".into()], vec!["Évaluer avec le numérique".into()])
    );
    assert!(left.programmes.is_empty());
}

async fn a_file_is_judged_before_it_is_written_and_adds_nothing_twice(t: Platform) {
    use gaia::{Problem, Verdict};
    let s = Scene::new(t).await;
    let (plan, ..) = s.full("fr/14/").await;
    let table = "Code dispositif;Intitulé dispositif;Code module;Intitulé module;Présentiel;Objectifs;Groupes;Coût\n\
                 26A0140002;Créer du son;S1;Le micro;3 h;Enregistrer;2;150,50\n\
                 26A0140002;Créer du son;S2;Le montage;;;;\n\
                 26A0140003;Sans module;;;;;;\n\
                 26A0140001;Ailleurs;S1;Le micro;;;;\n\
                 26A0140001;Évaluer;M1;Tests et retours;;;;\n\
                 ;Rien;X;Y;;;;\n\
                 trop-long-ce-code;Rien;X;Y;;;;\n\
                 26A0140001;Évaluer;X1;Heures;demain;;;\n";
    let now = s.t.now();
    let judged = |file: Vec<u8>| {
        let (db, plan) = (s.t.db.clone(), plan.clone());
        async move { gaia::judge(&mut db.read().await.unwrap(), &plan, &file, now).await.unwrap() }
    };
    let before = s.t.db.queries_run();
    let reading = judged(table.into()).await.unwrap();
    assert_eq!(s.t.db.queries_run() - before, 2);
    let verdicts: Vec<_> = reading.lines.iter().map(|line| (line.number, line.verdict)).collect();
    assert_eq!(
        verdicts,
        [
            (2, Verdict::AddsBoth),
            (3, Verdict::AddsModule),
            (4, Verdict::AddsProgramme),
            (5, Verdict::Wrong(Problem::Elsewhere)),
            (6, Verdict::Known),
            (7, Verdict::Wrong(Problem::ProgrammeCode)),
            (8, Verdict::Wrong(Problem::ProgrammeCode)),
            (9, Verdict::Wrong(Problem::Number)),
        ]
    );
    assert_eq!((reading.programmes(), reading.modules(), reading.wrong()), (2, 2, 4));
    assert_eq!(s.sheet(plan.id).await.figures.modules, 1, "nothing is written yet");
    for expected in [2, 0] {
        let mut tx = s.tx().await;
        let taken = gaia::take_in(&mut tx, by_operator(plan.id), table.as_bytes(), now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(taken.modules(), expected);
    }
    let sheet = s.sheet(plan.id).await;
    assert_eq!(sheet.figures.modules, 3);
    let loose = &sheet.boughs[1].branches[0];
    assert_eq!((loose.programme.code.as_str(), loose.modules[0].onsite_min), ("26A0140002", 180));
    assert_eq!((loose.modules[0].planned_groups, loose.modules[0].group_cost_cents), (2, 15_050));

    // Out in GAIA's shape, and in again elsewhere.
    let file = gaia::formations(&sheet);
    let text = encoding_rs::WINDOWS_1252.decode(&file).0.into_owned();
    let first = text.lines().next().unwrap();
    assert_eq!(first, "FORMATIONS|26A0140001|Évaluer pour faire progresser|M1|Tests et retours|||||||||");
    assert!(text.lines().all(|line| line.matches('|').count() == 13 && line.ends_with('|')), "{text}");
    let other = s.plan_of("fr/10/", year()).await;
    let mut tx = s.tx().await;
    let taken = gaia::take_in(&mut tx, by_operator(other.id), &file, now).await.unwrap();
    assert_eq!((taken.programmes(), taken.modules(), taken.wrong()), (2, 3, 0));
    tx.commit().await.unwrap();
    assert!(
        s.sheet(other.id).await.boughs[0]
            .branches
            .iter()
            .any(|branch| branch.programme.title == "Créer du son")
    );
    assert!(judged(b"<!doctype html><p>".to_vec()).await.is_err());
}

async fn what_is_offered_is_found_by_sessions(t: Platform) {
    const HERE: &str = "fr/14/b1/9990001X/";
    let s = Scene::new(t).await;
    let now = s.t.now();
    let (nation, _, programme, module) = s.full("fr/").await;
    let (academy, ..) = s.full("fr/14/").await;
    let over =
        async |path: &str| adopted_over(&mut s.t.db.read().await.unwrap(), path, year()).await.unwrap();
    assert!(over(HERE).await.is_none(), "a draft is no plan to stand on");
    s.adopt(nation.id).await;
    assert_eq!(over(HERE).await.unwrap().id, nation.id);
    s.adopt(academy.id).await;
    assert_eq!(over(HERE).await.unwrap().id, academy.id, "the nearest one");
    assert_eq!(over("fr/10/").await.unwrap().id, nation.id);
    s.module_step(nation.id, module, ModuleEvent::Validate).await.unwrap();
    s.programme_step(nation.id, programme, ProgrammeEvent::Offer).await.unwrap();
    let mut read = s.t.db.read().await.unwrap();
    for (search, found) in [("", 1), ("RETOURS", 1), ("évalu", 0), ("100%", 0), ("construire un test", 1)] {
        let offered = offered_modules(&mut read, HERE, now, search, 1).await.unwrap();
        assert_eq!((offered.modules.len(), offered.more), (found, false), "{search}");
    }
    let placed = super::module(&mut read, module).await.unwrap();
    assert!(placed.is_offered());
    assert_eq!((placed.path.as_str(), placed.programme_code.as_str()), ("fr/", "26A0140001"));
    let later = now.plus(400 * crate::clock::DAY);
    assert!(offered_modules(&mut read, HERE, later, "", 1).await.unwrap().modules.is_empty());
}

async fn a_plan_is_read_in_a_fixed_number_of_statements(t: Platform) {
    let s = Scene::new(t).await;
    let (plan, priority, programme, _) = s.full("fr/14/").await;
    let mut counts = Vec::new();
    for more in ["M2", "M3"] {
        let before = s.t.db.queries_run();
        s.sheet(plan.id).await;
        counts.push(s.t.db.queries_run() - before);
        s.module(plan.id, programme, more).await;
        s.programme(plan.id, Some(priority), more).await;
    }
    assert_eq!(counts[0], counts[1]);
    let around = sheet::Around {
        mine: vec!["fr/14/b1/9990001X/".into(), "fr/".into()],
        kept: vec!["fr/10/".into()],
        over: Vec::new(),
    };
    let list = async || sheet::around(&mut s.t.db.read().await.unwrap(), &around, year(), 1).await.unwrap();
    assert!(list().await.is_empty(), "the draft of others");
    s.step(plan.id, Event::Consult).await.unwrap();
    s.plan_of("fr/10/", year()).await;
    s.plan_of("fr/10/", year().previous()).await;
    let listed = list().await;
    let years: Vec<_> =
        listed.iter().map(|one| (one.plan.path.as_str(), one.plan.school_year.as_str())).collect();
    assert_eq!(years, [("fr/10/", YEAR), ("fr/14/", YEAR), ("fr/10/", "2025-2026")]);
    assert_eq!((listed[1].programmes, listed[1].modules), (3, 3));
    let mut read = s.t.db.read().await.unwrap();
    let over = sheet::Around { over: vec!["fr/".into()], ..sheet::Around::default() };
    assert_eq!(sheet::around(&mut read, &over, year(), 1).await.unwrap().len(), 1, "no draft of others");
    let places = sheet::places(&mut read, &["fr/".into()], &["fr/14/".into()]).await.unwrap();
    assert_eq!(
        places.iter().map(|node| node.path.as_str()).collect::<Vec<_>>(),
        ["fr/", "fr/14/", "fr/14/b1/"]
    );
    assert_eq!(sheet::node(&mut read, "14").await.unwrap().path, "fr/14/");
    assert_eq!(sheet::node(&mut read, &plan.node_id.to_string()).await.unwrap().path, "fr/14/");
    assert!(matches!(sheet::node(&mut read, "rien").await, Err(Error::NotFound)));
}

#[test]
fn the_missing_amount_is_told_when_a_budget_is_too_small() {
    let mut plan = Plan {
        id: Uuid::nil(),
        node_id: Uuid::nil(),
        school_year: YEAR.into(),
        title: String::new(),
        state: "adopted".into(),
        hours_budget_min: Some(600),
        money_budget_cents: None,
        campaign_opens_on: None,
        campaign_closes_on: None,
        adopted_at: None,
        copied_from: None,
        version: 1,
        created_at: Timestamp(0),
        node_kind: "academy".into(),
        node_code: "14".into(),
        node_name: "Rennes".into(),
        path: "fr/14/".into(),
        zone: "Europe/Paris".into(),
    };
    let amount = |minutes, cents| Amount { minutes, cents };
    has_budget(&plan, amount(500, 1), amount(100, 9_999)).unwrap();
    let missing = has_budget(&plan, amount(500, 0), amount(190, 0)).unwrap_err();
    assert_eq!(missing.values, [("hours", "1h30".to_owned()), ("euros", "0".to_owned())]);
    plan.money_budget_cents = Some(10_000);
    let missing = has_budget(&plan, amount(0, 9_000), amount(0, 3_550)).unwrap_err();
    assert_eq!(missing.values, [("hours", "0h".to_owned()), ("euros", "25,50".to_owned())]);
    // Over already, what costs nothing still passes.
    has_budget(&plan, amount(700, 99_999), amount(0, 0)).unwrap();
}

#[test]
fn hours_are_read_as_people_type_them() {
    for (typed, minutes) in [
        ("12", 720),
        ("12 h", 720),
        ("1,5", 90),
        ("1.5 h", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("45 min", 45),
        ("0,33", 20),
        ("0", 0),
    ] {
        assert_eq!(read_hours(typed), Some(minutes), "{typed}");
    }
    for typed in ["", "h", "douze", "1h75", "1,5h30", "-3", "123456", "1,555", "1 h 3 h"] {
        assert_eq!(read_hours(typed), None, "{typed}");
    }
    for minutes in [0, 45, 90, 720] {
        assert_eq!(read_hours(&hours(minutes)), Some(minutes));
    }
}
