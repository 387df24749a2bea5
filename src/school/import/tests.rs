//! Files taken in and undone, on both databases.

use uuid::Uuid;

use super::*;
use crate::access::policy::by_operator;
use crate::access::{Role, accounts, roles};
use crate::clock::HOUR;
use crate::people::NewPerson;
use crate::school::{by_path, by_uai, postings};
use crate::testing::{Platform, school};
use crate::{ids, on_both};

on_both!(
    a_register_comes_in_and_a_second_time_changes_nothing,
    a_register_says_what_it_cannot_take,
    a_register_is_undone,
    what_changed_since_is_not_overwritten,
    all_or_nothing_takes_back_what_was_written,
    people_come_in_with_postings_and_roles,
    a_human_decides_who_is_who,
    people_are_undone,
    what_is_exported_changes_nothing,
    gaia_files_are_recognised,
    a_file_that_is_no_table_says_so,
    a_second_click_and_a_second_manager,
    a_killed_reader_goes_on_where_it_was,
    a_mapping_is_remembered,
    old_batches_are_forgotten,
);

const HEADER: &str = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;\
    Adresse_1;Code postal;Nom_commune;Code_departement;Code_academie;Mail;Nombre_d_eleves;latitude;longitude;etat;\
    code_nature;Code_type_contrat_prive;etablissement_multi_lignes;etablissement_mere;code_bassin_formation;\
    libelle_bassin_formation;date_maj_ligne\r\n";

/// A line of an invented register: number, name, nature, state, and the rest by default.
fn line(uai: &str, name: &str, nature: &str, state: &str) -> String {
    format!(
        "{uai};{name};Lycée;Public;1 rue des Tilleuls;35000;Rennes;035;14;ce.{uai}@ac-rennes.fr;450;48.098650278359116;-1.8339198169795154;{state};\
         {nature};99;0;;b1;Bassin de Rennes;2026-06-08\r\n"
    )
}

fn register(lines: &[String]) -> Vec<u8> {
    format!("\u{feff}{HEADER}{}", lines.concat()).into_bytes()
}

fn around(t: &Platform) -> Surroundings {
    Surroundings {
        folder: t.folder().join("imports"),
        mailbox_domains: vec!["ac-*.fr".into()],
        disciplines: ["mathematiques", "svt", "histoire-geographie"].map(str::to_owned).to_vec(),
    }
}

async fn arrive(t: &Platform, kind: Kind, scope: &str, bytes: &[u8], options: Options) -> Uuid {
    let (id, around) = (ids::new(t.now()), around(t));
    std::fs::create_dir_all(&around.folder).unwrap();
    std::fs::write(around.file(id), bytes).unwrap();
    let mut tx = t.db.begin().await.unwrap();
    crate::school::academies::found(&mut tx, t.now()).await.unwrap();
    let new = NewBatch {
        id,
        kind,
        scope: scope.to_owned(),
        file_name: "essai.csv".into(),
        file_bytes: bytes.len() as u64,
        shape: None,
        options,
    };
    create(&mut tx, by_operator(new), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn work(t: &Platform, id: Uuid) -> Batch {
    while step(&t.db, &t.clock, &around(t), id, HOUR).await.unwrap() {}
    batch(&mut t.db.read().await.unwrap(), id).await.unwrap()
}

async fn take_in(t: &Platform, kind: Kind, scope: &str, bytes: &[u8]) -> Batch {
    let id = arrive(t, kind, scope, bytes, Options::default()).await;
    work(t, id).await
}

async fn write_all(t: &Platform, id: Uuid, only_valid: bool) -> Batch {
    let mut tx = t.db.begin().await.unwrap();
    apply(&mut tx, by_operator(id), only_valid, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    work(t, id).await
}

async fn take_back(t: &Platform, id: Uuid) -> Batch {
    let mut tx = t.db.begin().await.unwrap();
    undo(&mut tx, by_operator(id), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    work(t, id).await
}

/// Line, verdict, reason and what became of each row.
async fn told(t: &Platform, id: Uuid) -> Vec<String> {
    let mut read = t.db.read().await.unwrap();
    lines(&mut read, by_operator(id), &Wanted::default(), 0, 0, 5000)
        .await
        .unwrap()
        .into_iter()
        .map(|line| {
            let notes: Vec<_> = line.detail.notes.iter().map(|note| note.key.as_str()).collect();
            format!(
                "{} {} {} {} {}",
                line.line,
                line.verdict().code(),
                line.reason,
                line.outcome,
                notes.join("+")
            )
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
        })
        .collect()
}

fn three() -> Vec<u8> {
    register(&[
        line("9990001X", "Collège des Œillets", "340", "OUVERT"),
        line("9990002Y", "Lycée de la Mer", "306", "A FERMER"),
        line("9990003Z", "Cité étrange", "399", "OUVERT"),
    ])
}

async fn a_register_comes_in_and_a_second_time_changes_nothing(t: Platform) {
    let batch = take_in(&t, Kind::Register, "", &three()).await;
    assert_eq!(batch.state(), State::Ready, "{:?}", batch.failure());
    assert_eq!(told(&t, batch.id).await, ["2 add", "3 add", "4 add nature-unknown"]);
    let mut read = t.db.read().await.unwrap();
    let number = crate::school::Uai::parse("9990001X").unwrap();
    assert!(by_uai(&mut read, &number).await.unwrap().is_none(), "nothing is written before it is asked for");
    drop(read);
    let batch = write_all(&t, batch.id, false).await;
    assert_eq!((batch.state(), batch.counts.ended("done")), (State::Applied, 3));
    let mut read = t.db.read().await.unwrap();
    let first = by_uai(&mut read, &number).await.unwrap().unwrap();
    assert_eq!((first.path.as_str(), first.kind.as_str()), ("fr/14/b1/9990001X/", "college"));
    assert_eq!((first.mailbox.as_str(), first.pupils), ("ce.9990001x@ac-rennes.fr", Some(450)));
    assert!(first.hosts_referent && first.vacant_since.is_some());
    let strange = by_path(&mut read, "fr/14/b1/9990003Z/").await.unwrap().unwrap();
    assert!(strange.is_open());
    assert_eq!(by_path(&mut read, "fr/14/b1/9990002Y/").await.unwrap().unwrap().state, "closing");
    drop(read);

    let again = take_in(&t, Kind::Register, "", &three()).await;
    assert_eq!(again.counts.of(Verdict::Same), 3, "{:?}", told(&t, again.id).await);
    let mut tx = t.db.begin().await.unwrap();
    let nothing = apply(&mut tx, by_operator(again.id), false, t.now()).await.unwrap_err();
    assert_eq!(nothing.refusal().unwrap().key, "import-empty");
    drop(tx);

    t.clock.advance(24 * HOUR);
    let changed = register(&[
        line("9990001X", "Collège des Iris", "340", "OUVERT")
            .replace(";b1;Bassin de Rennes", ";b2;Bassin de Vitré"),
        line("9990002Y", "Lycée de la Mer", "306", "FERME"),
    ]);
    let batch = take_in(&t, Kind::Register, "", &changed).await;
    assert_eq!(told(&t, batch.id).await, ["2 change", "3 close", "0 absent"]);
    let mut read = t.db.read().await.unwrap();
    let shown = lines(&mut read, by_operator(batch.id), &Wanted::default(), 0, 0, 10).await.unwrap();
    let fields: Vec<_> = shown[0]
        .detail
        .changes
        .iter()
        .map(|c| (c.field.as_str(), c.before.as_str(), c.after.as_str()))
        .collect();
    assert_eq!(
        fields,
        [("name", "Collège des Œillets", "Collège des Iris"), ("place", "fr/14/b1/", "fr/14/b2/")]
    );
    drop(read);
    write_all(&t, batch.id, false).await;
    let mut read = t.db.read().await.unwrap();
    let moved = by_path(&mut read, "fr/14/b2/9990001X/").await.unwrap().unwrap();
    assert_eq!(moved.name, "Collège des Iris");
    let names: (i64,) = read
        .query(sql!("select count(*) from org_name where node_id = $1"))
        .bind(moved.id)
        .one()
        .await
        .unwrap();
    assert_eq!(names.0, 2, "the old name keeps its days");
    assert_eq!(by_path(&mut read, "fr/14/b1/9990002Y/").await.unwrap().unwrap().state, "closed");
    assert!(by_path(&mut read, "fr/14/b1/9990003Z/").await.unwrap().unwrap().is_open(), "absent, not closed");
    let acts: Vec<(String, i64)> = read
        .query(sql!(
            "select act, count(*) from audit_event where act like 'import.%' group by act order by act"
        ))
        .all()
        .await
        .unwrap();
    assert_eq!(acts, [("import.apply".to_owned(), 2)], "one event a batch");
}

async fn a_register_says_what_it_cannot_take(t: Platform) {
    let good = line("9990001X", "Collège", "340", "OUVERT");
    let rows = [
        good.clone(),
        good.replace(";0;;b1", ";1;;b1").replace("450", "451"),
        good.replace("Collège", "Autre"),
        good.clone(),
        line("9990001Y", "Lettre fausse", "340", "OUVERT"),
        line("12", "Pas un numéro", "340", "OUVERT"),
        line("9990002Y", "École", "151", "OUVERT").replace("Lycée", "Ecole"),
        line("9990003Z", "Sans académie", "340", "OUVERT").replace(";14;", ";99;"),
        line("9990004A", "De Caen", "340", "OUVERT").replace(";14;", ";05;"),
        line("9990005B", "=1+1", "340", "OUVERT").replace("ce.9990005B@ac-rennes.fr", "dupont@orange.fr"),
        line("9990006C", "Étrange", "340", "EN PANNE"),
        line("9990007D", "Mère", "340", "OUVERT").replace(";0;;b1", ";0;9990008E;b1"),
        line("9990008E", "Fille", "340", "OUVERT").replace(";0;;b1", ";0;9990007D;b1"),
        line("9990009F", "Lyon", "340", "OUVERT").replace(";14;", ";10;"),
        "\"ouvert;jamais fermé\r\n".to_owned(),
        line("9990010G", "", "340", "OUVERT"),
    ];
    let batch = take_in(&t, Kind::Register, "fr/14/", &register(&rows)).await;
    assert_eq!(
        told(&t, batch.id).await,
        [
            "2 add",
            "3 skip folded",
            "4 refuse uai-twice",
            "5 skip folded",
            "6 refuse uai-letter",
            "7 refuse uai-unreadable",
            "8 skip first-degree",
            "9 refuse academy-unknown",
            "10 refuse academy-closed",
            "11 add mailbox-left-out",
            "12 refuse state-unknown",
            "13 refuse mother-circle",
            "14 refuse mother-circle",
            "15 skip elsewhere",
            "16 refuse row-open-quote",
            "17 refuse name-missing",
        ]
    );
    assert_eq!((batch.counts.of(Verdict::Refuse), batch.counts.of(Verdict::Add)), (10, 2));
    let mut tx = t.db.begin().await.unwrap();
    let all = apply(&mut tx, by_operator(batch.id), false, t.now()).await.unwrap_err();
    assert_eq!(all.refusal().unwrap().key, "import-has-refusals");
    drop(tx);
    let batch = write_all(&t, batch.id, true).await;
    assert_eq!((batch.state(), batch.counts.ended("done")), (State::Applied, 2));
}

async fn a_register_is_undone(t: Platform) {
    let old = school(&t, "fr/14/b1/", "9990001X").await;
    let batch = take_in(&t, Kind::Register, "", &three()).await;
    assert_eq!(told(&t, batch.id).await, ["2 change", "3 add", "4 add nature-unknown"]);
    write_all(&t, batch.id, false).await;
    // Somebody works in one of them now.
    let busy = by_path(&mut t.db.read().await.unwrap(), "fr/14/b1/9990003Z/").await.unwrap().unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let person = somebody(&mut tx, &t, "zoe@ac-exemple.fr").await;
    let posting = postings::NewPosting {
        person,
        school: busy.id,
        discipline: None,
        main: true,
        employment_status: "",
        starts_at: t.now(),
        source: "manual",
    };
    postings::post(&mut tx, by_operator(&posting), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let batch = take_back(&t, batch.id).await;
    assert_eq!(batch.state(), State::Undone);
    assert_eq!(
        told(&t, batch.id).await,
        ["2 change restored", "3 add removed", "4 add things-hang closed nature-unknown"]
    );
    let mut read = t.db.read().await.unwrap();
    let number = crate::school::Uai::parse("9990001X").unwrap();
    let back = by_uai(&mut read, &number).await.unwrap().unwrap();
    assert_eq!((back.name.as_str(), back.mailbox.as_str(), back.pupils), (old.name.as_str(), "", None));
    assert_eq!((back.latitude, back.source.as_str()), (None, old.source.as_str()));
    assert!(by_path(&mut read, "fr/14/b1/9990002Y/").await.unwrap().is_none());
    assert_eq!(by_path(&mut read, "fr/14/b1/9990003Z/").await.unwrap().unwrap().state, "closed");
}

async fn what_changed_since_is_not_overwritten(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let batch = take_in(&t, Kind::Register, "", &three()).await;
    // Renamed by hand after the file was read.
    let rename = async |name: &'static str| {
        let mut tx = t.db.begin().await.unwrap();
        let day = jiff::civil::date(2026, 11, 24);
        crate::school::tree::rename(&mut tx, by_operator(here.node_id), name, day, t.now()).await.unwrap();
        tx.commit().await.unwrap();
    };
    rename("Collège Autre").await;
    let batch = write_all(&t, batch.id, true).await;
    assert_eq!(told(&t, batch.id).await[0], "2 change changed-since moved");
    assert_eq!((batch.counts.ended("moved"), batch.counts.ended("done")), (1, 2));
    // And what was changed after the import is not undone.
    let again = take_in(&t, Kind::Register, "", &three()).await;
    write_all(&t, again.id, true).await;
    rename("Collège Encore").await;
    let again = take_back(&t, again.id).await;
    assert_eq!(told(&t, again.id).await[0], "2 change changed-since kept");
    assert_eq!(again.counts.ended("kept"), 1);
}

async fn all_or_nothing_takes_back_what_was_written(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990003Z").await;
    let batch = take_in(&t, Kind::Register, "", &three()).await;
    let mut tx = t.db.begin().await.unwrap();
    let day = jiff::civil::date(2026, 11, 24);
    crate::school::tree::rename(&mut tx, by_operator(here.node_id), "Autre", day, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let batch = write_all(&t, batch.id, false).await;
    assert_eq!(batch.state(), State::Undone);
    assert!(told(&t, batch.id).await.contains(&"4 change changed-since moved nature-unknown".to_owned()));
    assert!(by_path(&mut t.db.read().await.unwrap(), "fr/14/b1/9990001X/").await.unwrap().is_none());
}

async fn somebody(tx: &mut crate::Tx, t: &Platform, email: &str) -> Uuid {
    let new = NewPerson {
        given_name: "Zoé".into(),
        usual_name: "Martin".into(),
        email: email.into(),
        ..NewPerson::default()
    };
    accounts::create_active(tx, by_operator(()), &new, "x", t.now()).await.unwrap().id
}

const PEOPLE: &str = "Nom;Prénom;Courriel;UAI;Discipline;Principal;Statut;Rôle\n\
    Le Goff;Anne;anne@ac-rennes.fr;9990001X;SVT;oui;titulaire;\n\
    Le Goff;Anne;anne@ac-rennes.fr;9990002Y;;;;\n\
    Roux;Lou;lou@ac-rennes.fr;9990001X;;;;Chef d'établissement\n\
    Noir;Max;max@ac-rennes.fr;9990001X;;;;chef\n\
    Gris;Ida;ida@ac-rennes.fr;9990001X;;;;référent\n\
    Bleu;Tom;tom@ac-rennes.fr;9990009F;;;;\n\
    Vert;Jo;jo@ac-rennes.fr;9990001X;alchimie;;;\n\
    Le Goff;Anne;anne@ac-rennes.fr;9990001X;SVT;oui;titulaire;\n\
    ;;pas-une-adresse;9990001X;;;;\n\
    Brun;Al;al@ac-rennes.fr;9990001X;;;;gestionnaire du plan\n\
    Seul;Al;seul@ac-rennes.fr;;;;;\n";

async fn manager(t: &Platform) -> Uuid {
    school(t, "fr/14/b1/", "9990001X").await;
    school(t, "fr/14/b1/", "9990002Y").await;
    let mut tx = t.db.begin().await.unwrap();
    let person = somebody(&mut tx, t, "gestion@ac-rennes.fr").await;
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
    tx.commit().await.unwrap();
    person
}

/// As if the manager had sent it.
async fn of_manager(t: &Platform, manager: Uuid, bytes: &[u8], options: Options) -> Batch {
    let id = arrive(t, Kind::People, "fr/14/", bytes, options).await;
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!("update import_batch set created_by = $2 where id = $1"))
        .bind(id)
        .bind(manager)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    work(t, id).await
}

async fn people_come_in_with_postings_and_roles(t: Platform) {
    let manager = manager(&t).await;
    let options = Options { send_invitations: true, ..Options::default() };
    let batch = of_manager(&t, manager, PEOPLE.as_bytes(), options).await;
    assert_eq!(
        told(&t, batch.id).await,
        [
            "2 add",
            "3 add",
            "4 add",
            "5 refuse role-unknown",
            "6 refuse role-by-nomination",
            "7 refuse school-unknown",
            "8 refuse discipline-unknown",
            "9 skip folded",
            "10 refuse email-unreadable",
            "11 refuse role-not-yours",
            "12 refuse uai-missing",
        ]
    );
    let batch = write_all(&t, batch.id, true).await;
    assert_eq!((batch.state(), batch.counts.ended("done")), (State::Applied, 3));
    let mut read = t.db.read().await.unwrap();
    let people: Vec<(String, String, String, bool, String)> = read
        .query(sql!(
            "select p.usual_name, n.code, coalesce(o.discipline, ''), o.main, a.state
               from person p
               join posting o on o.person_id = p.id
               join org_node n on n.id = o.school_id
               join account a on a.person_id = p.id
              where o.source = 'import'
              order by p.usual_name, n.code"
        ))
        .all()
        .await
        .unwrap();
    let row = |name: &str, uai: &str, discipline: &str, main| {
        (name.to_owned(), uai.to_owned(), discipline.to_owned(), main, "invited".to_owned())
    };
    assert_eq!(
        people,
        [
            row("Le Goff", "9990001X", "svt", true),
            row("Le Goff", "9990002Y", "", false),
            row("Roux", "9990001X", "", true),
        ]
    );
    let number = crate::school::Uai::parse("9990001X").unwrap();
    let here = by_uai(&mut read, &number).await.unwrap().unwrap();
    let heads = roles::holders(&mut read, Role::Head, here.node_id, t.now()).await.unwrap();
    assert_eq!(heads.iter().map(|head| head.usual_name.as_str()).collect::<Vec<_>>(), ["Roux"]);
    let (mails,): (i64,) =
        read.query(sql!("select count(*) from job where kind = 'mail'")).one().await.unwrap();
    assert_eq!(mails, 2, "each new person once, because it was asked for");
    drop(read);
    let again = of_manager(&t, manager, PEOPLE.as_bytes(), Options::default()).await;
    assert_eq!((again.counts.of(Verdict::Same), again.counts.of(Verdict::Add)), (3, 0));

    // A discipline and a name that changed; an address of the history; a role to oneself.
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!("update email set ends_at = $1 where address_key = 'lou@ac-rennes.fr'"))
        .bind(t.now())
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let more = "email;nom;prenom;uai;discipline;role\n\
        anne@ac-rennes.fr;Le Goff-Roux;Anne;9990001X;Histoire-géographie;\n\
        LOU@ac-rennes.fr;ROUX;LOU;9990001X;;head\n\
        gestion@ac-rennes.fr;Martin;Zoé;9990001X;;inspector\n";
    let more = of_manager(&t, manager, more.as_bytes(), Options::default()).await;
    assert_eq!(told(&t, more.id).await, ["2 change", "3 same", "4 refuse role-to-oneself"]);
}

async fn a_human_decides_who_is_who(t: Platform) {
    let manager = manager(&t).await;
    let first = of_manager(&t, manager, PEOPLE.as_bytes(), Options::default()).await;
    write_all(&t, first.id, true).await;
    let file = "email;nom;prenom;uai\n\
        anne.legoff@ac-rennes.fr;LE GOFF;Anne;9990001X\n\
        a.le-goff@ac-rennes.fr;Le Goff;Anne;9990001X\n\
        lou@ac-rennes.fr;Blanc;Eve;9990001X\n\
        eva@ac-rennes.fr;Neuf;Eva;9990002Y\n\
        eva2@ac-rennes.fr;Neuf;Eva;9990002Y\n";
    let batch = of_manager(&t, manager, file.as_bytes(), Options::default()).await;
    assert_eq!(
        told(&t, batch.id).await,
        [
            "2 decide same-name",
            "3 decide same-name",
            "4 decide address-other-name",
            "5 add",
            "6 decide same-name-in-file",
        ]
    );
    let decide = async |number: i32, same: Option<bool>| {
        let mut tx = t.db.begin().await.unwrap();
        let decided = decide(&mut tx, by_operator((batch.id, number)), same, t.now()).await;
        tx.commit().await.unwrap();
        decided
    };
    decide(1, Some(true)).await.unwrap();
    decide(2, Some(false)).await.unwrap();
    let impossible = decide(3, Some(false)).await.unwrap_err();
    assert_eq!(impossible.refusal().unwrap().key, "import-decision-impossible");
    decide(5, Some(true)).await.unwrap();
    assert!(decide(4, Some(true)).await.is_err(), "it asks nothing");
    let batch = write_all(&t, batch.id, true).await;
    assert_eq!(batch.counts.ended("done"), 4, "{:?}", told(&t, batch.id).await);
    let mut read = t.db.read().await.unwrap();
    let owner = async |read: &mut crate::Read, address: &str| {
        crate::people::by_address(read, address).await.unwrap().map(|person| person.id)
    };
    let anne = owner(&mut read, "anne@ac-rennes.fr").await.unwrap();
    assert_eq!(owner(&mut read, "anne.legoff@ac-rennes.fr").await, Some(anne), "the same person");
    assert_ne!(owner(&mut read, "a.le-goff@ac-rennes.fr").await, Some(anne), "another one");
    assert_eq!(owner(&mut read, "eva2@ac-rennes.fr").await, owner(&mut read, "eva@ac-rennes.fr").await);
    assert_eq!(
        crate::people::main_address(&mut read, anne).await.unwrap().unwrap(),
        "anne.legoff@ac-rennes.fr"
    );
    drop(read);
    let batch = take_back(&t, batch.id).await;
    assert_eq!(batch.state(), State::Undone);
    let mut read = t.db.read().await.unwrap();
    assert_eq!(crate::people::main_address(&mut read, anne).await.unwrap().unwrap(), "anne@ac-rennes.fr");
    assert_eq!(owner(&mut read, "a.le-goff@ac-rennes.fr").await, None);
}

async fn people_are_undone(t: Platform) {
    let manager = manager(&t).await;
    let batch = of_manager(&t, manager, PEOPLE.as_bytes(), Options::default()).await;
    write_all(&t, batch.id, true).await;
    // Lou has logged in meanwhile.
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "update account set state = 'active' where person_id in (select id from person where usual_name = 'Roux')"
    ))
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let batch = take_back(&t, batch.id).await;
    assert_eq!(batch.state(), State::Undone);
    let told = told(&t, batch.id).await;
    assert_eq!(&told[..3], ["2 add removed", "3 add removed", "4 add things-hang kept"]);
    let mut read = t.db.read().await.unwrap();
    let left: Vec<(String,)> =
        read.query(sql!("select usual_name from person order by usual_name")).all().await.unwrap();
    assert_eq!(left.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["Martin", "Roux"]);
    let (asked,): (i64,) = read
        .query(sql!("select count(*) from job where kind = $1 and state = 'ready'"))
        .bind(crate::school::postings::ENDED)
        .one()
        .await
        .unwrap();
    assert_eq!(asked, 1, "what stood on the postings that are gone is looked at at once");
}

async fn what_is_exported_changes_nothing(t: Platform) {
    let manager = manager(&t).await;
    let batch = take_in(&t, Kind::Register, "", &three()).await;
    write_all(&t, batch.id, false).await;
    let batch = of_manager(&t, manager, PEOPLE.as_bytes(), Options::default()).await;
    write_all(&t, batch.id, true).await;

    for scope in ["", "fr/14/"] {
        let schools = export_schools(&t.db, by_operator(scope), t.now()).await.unwrap();
        let back = take_in(&t, Kind::Register, scope, schools.as_bytes()).await;
        let counts = &back.counts;
        // A nature that nobody knows is not of the second degree: it is left out, and neither added nor changed.
        let quiet = [Verdict::Add, Verdict::Change, Verdict::Close, Verdict::Refuse, Verdict::Decide];
        assert!(quiet.iter().all(|verdict| counts.of(*verdict) == 0), "{:?}", told(&t, back.id).await);
        assert_eq!(counts.of(Verdict::Same) + counts.of(Verdict::Skip), 3);

        let people = export_people(&t.db, by_operator(scope), t.now()).await.unwrap();
        let back = match scope {
            "" => take_in(&t, Kind::People, scope, people.as_bytes()).await,
            _ => of_manager(&t, manager, people.as_bytes(), Options::default()).await,
        };
        assert!(quiet.iter().all(|v| back.counts.of(*v) == 0), "{people}\n{:?}", told(&t, back.id).await);
        assert_eq!(back.counts.of(Verdict::Same), 5, "three postings, a head, a manager");
    }
}

async fn gaia_files_are_recognised(t: Platform) {
    let manager = manager(&t).await;
    let text = "TSTAGIAIRE|1234|Œuvré|Zoé|zoe.oeuvre@ac-rennes.fr|\r\nTSTAGIAIRE|1234|Le Goff|Anne|anne@ac-rennes.fr|\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let options = Options { uai: Some("9990001X".into()), ..Options::default() };
    let batch = of_manager(&t, manager, &bytes, options).await;
    assert_eq!(batch.state(), State::Ready, "{:?}", batch.failure());
    let shape = batch.shape().unwrap();
    assert_eq!(
        (shape.encoding, shape.delimiter, shape.header),
        (crate::table::Encoding::Cp1252, crate::table::Delimiter::Pipe, false)
    );
    assert_eq!(told(&t, batch.id).await, ["1 add", "2 add"]);
    let mut read = t.db.read().await.unwrap();
    let first = &lines(&mut read, by_operator(batch.id), &Wanted::default(), 0, 0, 10).await.unwrap()[0];
    assert_eq!(first.label, "Zoé Œuvré");
    drop(read);
    let sessions =
        "TFORM|12A0250001|Dispositif|555|Module|1234|01|24/11/2026|09:00|24/11/2026|17:00|E|Rennes|\r\n";
    let batch = of_manager(&t, manager, sessions.as_bytes(), Options::default()).await;
    assert_eq!(batch.failure().map(|why| why.key.as_str()), Some("belongs-to-plan"));
}

async fn a_file_that_is_no_table_says_so(t: Platform) {
    for (bytes, why) in [
        (&b""[..], "file-empty"),
        (b"<!doctype html><p>Connexion", "file-html"),
        (b"PK\x03\x04\x14\x00", "file-workbook"),
        (b"\0\0\0\x01\x02\0\0\0", "file-binary"),
        (b"a;b;c\n1;2;3\n", "columns-missing"),
        ("é".repeat(3).as_bytes(), "columns-missing"),
        (HEADER.as_bytes(), "no-rows"),
    ] {
        let batch = take_in(&t, Kind::Register, "", bytes).await;
        assert_eq!(batch.failure().map(|reason| reason.key.as_str()), Some(why), "{bytes:?}");
        assert_eq!(batch.state(), State::Failed);
    }
    let mut wide = register(&[line("9990001X", &"x".repeat(150), "340", "OUVERT")]);
    wide.extend(format!("9990002Y;{}\r\n", "a;".repeat(100)).into_bytes());
    wide.extend(b"9990003Z;\0\0;340\r\n");
    let batch = take_in(&t, Kind::Register, "", &wide).await;
    assert_eq!(batch.state(), State::Ready);
    assert_eq!((batch.counts.of(Verdict::Add), batch.total_rows), (1, 3), "{:?}", told(&t, batch.id).await);
}

async fn a_second_click_and_a_second_manager(t: Platform) {
    let one = take_in(&t, Kind::Register, "fr/14/", &three()).await;
    let other = take_in(&t, Kind::Register, "", &three()).await;
    let mut tx = t.db.begin().await.unwrap();
    apply(&mut tx, by_operator(one.id), false, t.now()).await.unwrap();
    let twice = apply(&mut tx, by_operator(one.id), false, t.now()).await.unwrap_err();
    assert_eq!(twice.refusal().unwrap().key, "import-moved-on");
    let second = apply(&mut tx, by_operator(other.id), false, t.now()).await.unwrap_err();
    assert_eq!(second.refusal().unwrap().key, "import-under-way");
    tx.commit().await.unwrap();
    // Two workers on one batch write each row once.
    let surroundings = around(&t);
    let (a, b) = tokio::join!(
        step(&t.db, &t.clock, &surroundings, one.id, HOUR),
        step(&t.db, &t.clock, &surroundings, one.id, HOUR)
    );
    a.unwrap();
    b.unwrap();
    let one = work(&t, one.id).await;
    assert_eq!((one.state(), one.counts.ended("done")), (State::Applied, 3));
    // What the other shows is out of date by now: nothing is written twice.
    let other = write_all(&t, other.id, false).await;
    assert_eq!((other.counts.ended("already"), other.counts.ended("done")), (3, 0));
}

async fn a_killed_reader_goes_on_where_it_was(t: Platform) {
    let rows: Vec<String> = (0..2500)
        .map(|number| {
            let uai = crate::school::Uai::of_digits(9_990_000 + number % 2400);
            line(uai.as_str(), &format!("Collège {}", number % 2400), "340", "OUVERT")
        })
        .collect();
    let id = arrive(&t, Kind::Register, "", &register(&rows), Options::default()).await;
    let mut pieces = 0;
    // No time at all: each call does one piece.
    while step(&t.db, &t.clock, &around(&t), id, 0).await.unwrap() {
        pieces += 1;
        let now = batch(&mut t.db.read().await.unwrap(), id).await.unwrap();
        assert!(now.percent() <= 100 && now.done_rows == pieces * 1000);
    }
    let read = batch(&mut t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!((read.counts.of(Verdict::Add), read.counts.of(Verdict::Skip)), (2400, 100));
    let mut tx = t.db.begin().await.unwrap();
    apply(&mut tx, by_operator(id), false, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    while step(&t.db, &t.clock, &around(&t), id, 0).await.unwrap() {}
    let done = batch(&mut t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!((done.state(), done.counts.ended("done")), (State::Applied, 2400));
}

async fn a_mapping_is_remembered(t: Platform) {
    let manager = manager(&t).await;
    let file = "Adresse pro;Qui;Petit nom;Lieu\nzoe@x.fr;Martin;Zoé;9990001X\n";
    let batch = of_manager(&t, manager, file.as_bytes(), Options::default()).await;
    assert_eq!(batch.failure().map(|why| why.key.as_str()), Some("columns-missing"));
    let mut mapping = Mapping::default();
    for (field, column) in [("email", 0), ("usual_name", 1), ("given_name", 2), ("uai", 3)] {
        mapping.set(field, column);
    }
    let how = Reading { shape: batch.shape(), mapping, options: Options::default() };
    let mut tx = t.db.begin().await.unwrap();
    read_again(&mut tx, by_operator(batch.id), &how, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let batch = work(&t, batch.id).await;
    assert_eq!(told(&t, batch.id).await, ["2 add"]);
    let next = of_manager(&t, manager, file.as_bytes(), Options::default()).await;
    assert_eq!(told(&t, next.id).await, ["2 add"], "the next file of this shape is understood");
}

async fn old_batches_are_forgotten(t: Platform) {
    let old = take_in(&t, Kind::Register, "", &three()).await;
    t.clock.advance(40 * 24 * HOUR);
    let young = take_in(&t, Kind::Register, "", &three()).await;
    let mut tx = t.db.begin().await.unwrap();
    assert_eq!(purge(&mut tx, t.now().plus(-30 * 24 * HOUR)).await.unwrap(), [old.id]);
    tx.commit().await.unwrap();
    around(&t).forget(old.id);
    assert!(!around(&t).file(old.id).exists() && around(&t).file(young.id).exists());
    assert!(told(&t, old.id).await.is_empty());
}
