//! The tree and who works in it, on both databases.

use jiff::civil::date;

use super::tree::{self, NewNode};
use super::*;
use crate::access::policy::by_operator;
use crate::access::{self, Role, accounts, roles};
use crate::on_both;
use crate::people::NewPerson;
use crate::school::postings::{self, NewPosting};
use crate::testing::{Platform, school};

on_both!(
    academies_are_laid_down_once,
    a_moved_bassin_takes_its_schools_along,
    names_have_dates,
    nothing_hangs_where_it_may_not,
    roles_hold_below_their_node_and_end_at_once,
);

async fn academies_are_laid_down_once(t: Platform) {
    for _ in 0..2 {
        let mut tx = t.db.begin().await.unwrap();
        academies::found(&mut tx, t.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut read = t.db.read().await.unwrap();
    let nation = by_path(&mut read, "fr/").await.unwrap().unwrap();
    assert_eq!(children(&mut read, nation.id).await.unwrap().len(), 34);
    let caen = by_path(&mut read, "fr/05/").await.unwrap().unwrap();
    let normandie = by_path(&mut read, "fr/70/").await.unwrap().unwrap();
    assert_eq!((caen.is_open(), caen.successor_id), (false, Some(normandie.id)));
    assert_eq!(by_path(&mut read, "fr/28/").await.unwrap().unwrap().zone, "Indian/Reunion");
}

async fn a_moved_bassin_takes_its_schools_along(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let basin = by_path(&mut tx, "fr/14/b1/").await.unwrap().unwrap();
    let nantes = by_path(&mut tx, "fr/17/").await.unwrap().unwrap();
    tree::move_to(&mut tx, by_operator((basin.id, nantes.id)), date(2026, 9, 1), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut read = t.db.read().await.unwrap();
    assert_eq!(node(&mut read, here.node_id).await.unwrap().path, "fr/17/b1/9990001X/");
    let line = line(&mut read, "fr/17/b1/9990001X/").await.unwrap();
    assert_eq!(line.iter().map(Node::kind).collect::<Vec<_>>(), NodeKind::ALL);
    assert_eq!(of_kind(&mut read, NodeKind::School, "fr/14/").await.unwrap().len(), 0);
    assert_eq!(of_kind(&mut read, NodeKind::School, "fr/17/").await.unwrap().len(), 1);
    let paths = ["fr/17/b1/9990001X/".to_owned(), "fr/17/b1/0000000A/".to_owned()];
    assert_eq!(at_paths(&mut read, &paths).await.unwrap().len(), 1);
    assert!(at_paths(&mut read, &[]).await.unwrap().is_empty());
}

async fn names_have_dates(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    tree::rename(&mut tx, by_operator(here.node_id), "Collège des Œillets", date(2026, 9, 1), t.now())
        .await
        .unwrap();
    let names: Vec<(String, Option<String>)> = tx
        .query(sql!("select name, ends_on from org_name where node_id = $1 order by starts_on"))
        .bind(here.node_id)
        .all()
        .await
        .unwrap();
    assert_eq!(names.last().unwrap(), &("Collège des Œillets".to_owned(), None));
    assert_eq!(node(&mut tx, here.node_id).await.unwrap().name, "Collège des Œillets");
    tx.commit().await.unwrap();
}

async fn nothing_hangs_where_it_may_not(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let refused = |error: crate::Error| error.refusal().map(|refusal| refusal.key);
    let add = NewNode {
        kind: NodeKind::Basin,
        code: "b9",
        name: "X",
        parent: Some(here.node_id),
        ..NewNode::default()
    };
    assert_eq!(
        refused(tree::add(&mut tx, by_operator(&add), t.now()).await.unwrap_err()),
        Some("node-wrong-parent")
    );
    let academy = by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
    let twice = NewNode {
        kind: NodeKind::Basin,
        code: "b1",
        name: "X",
        parent: Some(academy.id),
        ..NewNode::default()
    };
    assert_eq!(
        refused(tree::add(&mut tx, by_operator(&twice), t.now()).await.unwrap_err()),
        Some("node-exists")
    );
    let basin = by_path(&mut tx, "fr/14/b1/").await.unwrap().unwrap();
    let full =
        tree::close(&mut tx, by_operator((basin.id, None)), date(2026, 8, 31), t.now()).await.unwrap_err();
    assert_eq!(refused(full), Some("node-has-schools"));
    tree::close(&mut tx, by_operator((here.node_id, None)), date(2026, 8, 31), t.now()).await.unwrap();
    tree::close(&mut tx, by_operator((basin.id, None)), date(2026, 8, 31), t.now()).await.unwrap();
    let late = NewNode { code: "9990002Y", name: "X", parent: Some(basin.id), ..NewNode::default() };
    assert_eq!(
        refused(tree::add(&mut tx, by_operator(&late), t.now()).await.unwrap_err()),
        Some("node-not-open")
    );
    tx.commit().await.unwrap();
}

async fn roles_hold_below_their_node_and_end_at_once(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPerson {
        given_name: "Zoé".into(),
        usual_name: "Martin".into(),
        email: "zoe@ac-exemple.fr".into(),
        ..NewPerson::default()
    };
    let person = accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
    let academy = by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
    let grant = roles::NewGrant {
        person,
        role: Role::PlanManager,
        node: Some(academy.id),
        until: None,
        delegated_by: None,
        reason: "",
    };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    let posting = NewPosting {
        person,
        school: here.node_id,
        discipline: Some("svt"),
        main: true,
        employment_status: "titulaire",
        starts_at: t.now(),
        source: "manual",
    };
    for _ in 0..2 {
        postings::post(&mut tx, by_operator(&posting), t.now()).await.unwrap();
    }
    let actor = access::actor(&mut tx, person, t.now()).await.unwrap().unwrap();
    assert_eq!(actor.grants.len(), 1);
    assert!(actor.has_at(Role::PlanManager, &here.path) && !actor.has_at(Role::PlanManager, "fr/17/"));
    assert!(actor.is_posted_at(&here.path));
    assert_eq!(
        postings::staff(&mut tx, by_operator(()), here.node_id, "ZOE", 0, 50, t.now()).await.unwrap().len(),
        1
    );
    roles::end_role_at(&mut tx, by_operator((person, Role::PlanManager, academy.id)), t.now()).await.unwrap();
    postings::end(&mut tx, by_operator((person, here.node_id)), t.now(), t.now()).await.unwrap();
    let actor = access::actor(&mut tx, person, t.now()).await.unwrap().unwrap();
    assert!(actor.grants.is_empty() && actor.postings.is_empty());
    tx.commit().await.unwrap();
}
