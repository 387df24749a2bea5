//! Lists as files, in the very shape that is imported: taken in again, they change nothing.

use serde_json::json;
use uuid::Uuid;

use super::register::degrees;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Db};
use crate::error::Result;
use crate::school::after;
use crate::{audit, csv, sql};

/// Rows read at once.
const PIECE: i64 = 2000;

const SCHOOL_COLUMNS: [&str; 25] = [
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Statut_public_prive",
    "Adresse_1",
    "Code postal",
    "Code_commune",
    "Nom_commune",
    "Code_departement",
    "Code_academie",
    "Mail",
    "Nombre_d_eleves",
    "Type_contrat_prive",
    "Libelle_departement",
    "latitude",
    "longitude",
    "date_ouverture",
    "date_maj_ligne",
    "etat",
    "code_nature",
    "libelle_nature",
    "Code_type_contrat_prive",
    "etablissement_mere",
    "code_bassin_formation",
    "libelle_bassin_formation",
    "Libelle_academie",
];

#[derive(Debug, sqlx::FromRow)]
struct SchoolLine {
    path: String,
    uai: String,
    name: String,
    state: String,
    opened_on: Option<String>,
    sector: String,
    address: String,
    postcode: String,
    commune_code: String,
    commune: String,
    department: String,
    department_name: String,
    mailbox: String,
    pupils: Option<i32>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    source_on: Option<String>,
    nature_code: String,
    nature: Option<String>,
    contract_code: String,
    parent_uai: Option<String>,
    above_kind: String,
    above_code: String,
    above_name: String,
    academy_name: Option<String>,
}

/// The schools of a part of the organisation, in the columns of the register.
pub async fn schools(db: &Db, allowed: Allowed<&str>, now: Timestamp) -> Result<String> {
    let under = *allowed.thing();
    let mut table = csv::start();
    csv::row(&mut table, SCHOOL_COLUMNS);
    let (mut last, mut rows) = (under.to_owned(), 0_usize);
    loop {
        let found: Vec<SchoolLine> = db
            .read()
            .await?
            .query(sql!(
                "select n.path, s.uai, n.name, n.state, n.opened_on, s.sector, s.address, s.postcode, s.commune_code,
                        s.commune, s.department, s.department_name, s.mailbox, s.pupils, s.latitude, s.longitude,
                        s.source_on, s.nature_code, t.label as nature, s.contract_code, s.parent_uai,
                        a.kind as above_kind, a.code as above_code, a.name as above_name, u.name as academy_name
                   from org_node n
                   join school s on s.node_id = n.id
                   join org_node a on a.id = n.parent_id
                   left join org_node u on u.id = case when a.kind = 'academy' then a.id else a.parent_id end
                   left join school_nature t on t.code = s.nature_code
                  where n.kind = 'school' and n.path > $1 and n.path < $2
                  order by n.path
                  limit $3"
            ))
            .bind(&last)
            .bind(after(under))
            .bind(PIECE)
            .all()
            .await?;
        let Some(end) = found.last() else { break };
        last.clone_from(&end.path);
        rows += found.len();
        for school in found {
            school_row(&mut table, &school);
        }
    }
    record(db, allowed.by(), "export.schools", under, rows, now).await?;
    Ok(table)
}

fn school_row(table: &mut String, school: &SchoolLine) {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let in_basin = school.above_kind == "basin";
    let (status, contract) = match school.sector.as_str() {
        "public" => ("Public", "SANS OBJET"),
        "private_contract" => ("Privé", "SOUS CONTRAT"),
        "private_no_contract" => ("Privé", "HORS CONTRAT"),
        _ => ("Privé", ""),
    };
    let state = match school.state.as_str() {
        "opening" => "A OUVRIR",
        "closing" => "A FERMER",
        "closed" => "FERME",
        _ => "OUVERT",
    };
    let academy = school.path.split('/').nth(1).unwrap_or_default().to_owned();
    let basin = |value: &String| if in_basin { value.clone() } else { String::new() };
    csv::row(
        table,
        [
            school.uai.clone(),
            school.name.clone(),
            status.to_owned(),
            school.address.clone(),
            school.postcode.clone(),
            school.commune_code.clone(),
            school.commune.clone(),
            school.department.clone(),
            academy,
            school.mailbox.clone(),
            school.pupils.map(|pupils| pupils.to_string()).unwrap_or_default(),
            contract.to_owned(),
            school.department_name.clone(),
            degrees(school.latitude),
            degrees(school.longitude),
            text(&school.opened_on),
            text(&school.source_on),
            state.to_owned(),
            school.nature_code.clone(),
            text(&school.nature),
            school.contract_code.clone(),
            text(&school.parent_uai),
            basin(&school.above_code),
            basin(&school.above_name),
            text(&school.academy_name),
        ],
    );
}

const PEOPLE_COLUMNS: [&str; 9] = [
    "Nom",
    "Prénom",
    "Courriel",
    "UAI",
    "Discipline",
    "Affectation principale",
    "Statut",
    "Rôle",
    "Périmètre du rôle",
];

#[derive(Debug, sqlx::FromRow)]
struct PostingLine {
    path: String,
    uai: String,
    person: Uuid,
    usual_name: String,
    given_name: String,
    address: Option<String>,
    discipline: Option<String>,
    main: bool,
    employment_status: String,
}

#[derive(Debug, sqlx::FromRow)]
struct RoleLine {
    id: Uuid,
    role: String,
    path: Option<String>,
    usual_name: String,
    given_name: String,
    address: Option<String>,
}

/// The people who work in a part of the organisation, a row for each posting, and a row for each role held there.
pub async fn people(db: &Db, allowed: Allowed<&str>, now: Timestamp) -> Result<String> {
    let under = *allowed.thing();
    let mut table = csv::start();
    csv::row(&mut table, PEOPLE_COLUMNS);
    let (mut last, mut rows) = ((under.to_owned(), Uuid::nil()), 0_usize);
    loop {
        let found: Vec<PostingLine> = db
            .read()
            .await?
            .query(sql!(
                "select n.path, n.code as uai, p.id as person, p.usual_name, p.given_name,
                        (select e.address from email e where e.person_id = p.id and e.ends_at is null
                          order by e.main desc, e.starts_at, e.id limit 1) as address,
                        o.discipline, o.main, o.employment_status
                   from org_node n
                   join posting o on o.school_id = n.id
                   join person p on p.id = o.person_id
                  where n.path >= $1 and n.path < $2 and (n.path > $1 or p.id > $3)
                    and o.ends_at is null and n.state <> 'closed'
                  order by n.path, p.id
                  limit $4"
            ))
            .bind(&last.0)
            .bind(after(under))
            .bind(last.1)
            .bind(PIECE)
            .all()
            .await?;
        let Some(end) = found.last() else { break };
        last = (end.path.clone(), end.person);
        for line in found {
            // Somebody without an address cannot be recognised when the file comes back.
            let Some(address) = line.address else { continue };
            rows += 1;
            let main = if line.main { "oui" } else { "non" };
            csv::row(
                &mut table,
                [
                    line.usual_name.as_str(),
                    &line.given_name,
                    &address,
                    &line.uai,
                    line.discipline.as_deref().unwrap_or_default(),
                    main,
                    &line.employment_status,
                    "",
                    "",
                ],
            );
        }
    }
    rows += roles(db, under, &mut table, now).await?;
    record(db, allowed.by(), "export.people", under, rows, now).await?;
    Ok(table)
}

async fn roles(db: &Db, under: &str, table: &mut String, now: Timestamp) -> Result<usize> {
    let (mut last, mut rows) = (Uuid::nil(), 0);
    loop {
        let found: Vec<RoleLine> = db
            .read()
            .await?
            .query(sql!(
                "select g.id, g.role, n.path, p.usual_name, p.given_name,
                        (select e.address from email e where e.person_id = p.id and e.ends_at is null
                          order by e.main desc, e.starts_at, e.id limit 1) as address
                   from role_grant g
                   join person p on p.id = g.person_id
                   left join org_node n on n.id = g.node_id
                  where g.id > $1 and g.starts_at <= $2 and (g.ends_at is null or g.ends_at > $2)
                    and ((n.path >= $3 and n.path < $4) or ($3 = '' and g.node_id is null))
                  order by g.id
                  limit $5"
            ))
            .bind(last)
            .bind(now)
            .bind(under)
            .bind(after(under))
            .bind(PIECE)
            .all()
            .await?;
        let Some(end) = found.last() else { return Ok(rows) };
        last = end.id;
        for line in found {
            let Some(address) = line.address else { continue };
            rows += 1;
            let path = line.path.as_deref().unwrap_or("*");
            csv::row(
                table,
                [&line.usual_name, &line.given_name, &address, "", "", "", "", line.role.as_str(), path],
            );
        }
    }
}

/// Exports are logged with their filter and their number of rows.
async fn record(
    db: &Db,
    by: Option<Uuid>,
    act: &'static str,
    scope: &str,
    rows: usize,
    now: Timestamp,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let event = audit::Event {
        actor: by,
        act,
        object_kind: "organisation",
        object_id: scope.to_owned(),
        detail: json!({ "rows": rows }),
    };
    audit::record(&mut tx, event, now).await?;
    tx.commit().await
}
