//! Reading a file: nothing is written but a verdict for each row.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;

use sqlx::types::Json;

use super::batch::open;
use super::columns::{self, Unnamed};
use super::people::{self, Crowd, Known, PersonRow};
use super::register::{self, Map, SchoolRow, held};
use super::verdict::{Judged, Reason, Verdict};
use super::{Batch, CHUNK, Event, Kind, Mapping, Surroundings, rows, went_on};
use crate::clock::{Clock, Timestamp};
use crate::db::{Conn as _, Db, Tx};
use crate::error::{Error, Result};
use crate::notice::{self, Notice};
use crate::school::after;
use crate::sql;
use crate::table::{Broken, NotATable, Row, Rows, Shape, Sniffed, sniff};

/// What was read before in the same file: sixteen bytes for each row and key, nothing of its content.
#[derive(Debug, Default)]
pub(super) struct Seen {
    firsts: HashMap<u64, (u32, u64)>,
    departments: BTreeSet<String>,
    mothers: HashMap<String, String>,
}

/// The first row with some key.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    pub(super) line: u32,
    /// It says the same.
    pub(super) same: bool,
}

impl Seen {
    /// The row that came first with this key, if it was not this one.
    pub(super) fn first(&mut self, key: &str, content: &str, line: u32) -> Option<First> {
        let (key, content) = (hash(key), hash(content));
        match self.firsts.get(&key) {
            Some((line, first)) => Some(First { line: *line, same: *first == content }),
            None => {
                self.firsts.insert(key, (line, content));
                None
            }
        }
    }

    pub(super) fn department(&mut self, department: &str) {
        if !department.is_empty() && !self.departments.contains(department) {
            self.departments.insert(department.to_owned());
        }
    }

    pub(super) fn mother(&mut self, uai: &str, mother: &str) {
        self.mothers.insert(uai.to_owned(), mother.to_owned());
    }

    /// Schools that are their own mother's mother, however far.
    fn in_circles(&self) -> BTreeSet<&str> {
        let mut circles = BTreeSet::new();
        for start in self.mothers.keys() {
            let (mut at, mut passed) = (start.as_str(), HashSet::new());
            while let Some(mother) = self.mothers.get(at) {
                if !passed.insert(at) {
                    break;
                }
                at = mother;
                if at == start {
                    circles.insert(start.as_str());
                    break;
                }
            }
        }
        circles
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What rows are judged against.
enum Against {
    Register(Map),
    People(Crowd),
}

/// A row on its way to its verdict.
enum Pending {
    Settled(Box<Judged>),
    School(u32, Box<SchoolRow>),
    Person(u32, Box<PersonRow>),
}

/// Reads on until the file or the time ends; says whether there is more to do.
pub(super) async fn slice(
    db: &Db,
    clock: &Clock,
    around: &Surroundings,
    batch: Batch,
    until: Timestamp,
) -> Result<bool> {
    let Some((mut batch, shape)) = prepare(db, clock, around, batch).await? else { return Ok(false) };
    let against = match batch.kind() {
        Kind::Register => Against::Register(Map::load(&mut db.read().await?, &batch, around).await?),
        Kind::People => {
            Against::People(Crowd::load(&mut db.read().await?, &batch, around, clock.now()).await?)
        }
    };
    let mut rows = Rows::new(open(around, batch.id)?, shape);
    let mut seen = Seen::default();
    if shape.header {
        rows.next().map_err(disk)?;
    }
    let (mut number, mut ended) = (0, false);
    while !ended {
        let mut pending = Vec::with_capacity(CHUNK);
        while pending.len() < CHUNK {
            let Some(row) = rows.next().map_err(disk)? else {
                ended = true;
                break;
            };
            number += 1;
            // Rows that have their verdict are read again all the same: later ones may repeat them.
            let row = understand(row, &batch.mapping, &against, &mut seen);
            if number > batch.done_rows {
                pending.push(row);
            }
        }
        let now = clock.now();
        let mut tx = db.begin().await?;
        let judged = judge(&mut tx, pending, &against, now).await?;
        let mut is = batch.clone();
        rows::keep(&mut tx, batch.id, batch.done_rows + 1, &judged).await?;
        for row in &judged {
            is.counts.count(row.verdict);
            if !row.detail.notes.is_empty() {
                is.counts.remark();
            }
        }
        is.done_rows += i32::try_from(judged.len()).unwrap_or(0);
        is.total_rows = is.done_rows;
        is.done_bytes = i64::try_from(rows.taken()).unwrap_or(i64::MAX);
        if ended {
            if is.done_rows == 0 {
                tx.rollback().await?;
                fail(db, clock, &batch, Reason::new("no-rows")).await?;
                return Ok(false);
            }
            if matches!(against, Against::Register(_)) {
                finish_register(&mut tx, &mut is, &seen).await?;
            }
            is.state = batch.state().next(Event::WasRead)?.code().to_owned();
            tell(&mut tx, &is, "import-read", now).await?;
        }
        if !went_on(&mut tx, &batch, &is, now).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        tx.commit().await?;
        batch = is;
        if !ended && clock.now() >= until {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Finds out how the file is read, unless somebody has said so. Gives nothing when it cannot be.
async fn prepare(
    db: &Db,
    clock: &Clock,
    around: &Surroundings,
    mut batch: Batch,
) -> Result<Option<(Batch, Shape)>> {
    if let (Some(shape), false) = (batch.shape(), batch.mapping.is_empty() || batch.head.is_empty()) {
        return Ok(Some((batch, shape)));
    }
    let (file, kind, chosen) = (open(around, batch.id)?, batch.kind(), batch.shape());
    let sniffed = tokio::task::spawn_blocking(move || match chosen {
        Some(shape) => crate::table::head(file, shape).map(|head| Ok(Sniffed { shape, head })),
        None => sniff(file, &columns::names(kind)),
    })
    .await
    .map_err(Error::broken)?
    .map_err(disk)?;
    let Sniffed { shape, head } = match sniffed {
        Ok(sniffed) => sniffed,
        Err(not) => {
            fail(db, clock, &batch, Reason::new(no_table(not))).await?;
            return Ok(None);
        }
    };
    batch.shape = Json(Some(shape));
    batch.head = Json(head);
    let unnamed = if shape.header { Unnamed::Unknown } else { columns::unnamed(&batch.head) };
    if batch.mapping.is_empty() {
        batch.mapping = Json(mapping(&mut db.read().await?, &batch, shape, unnamed).await?);
    }
    let mut tx = db.begin().await?;
    tx.query(sql!(
        "update import_batch set shape = $2, mapping = $3, head = $4
          where id = $1 and state = 'reading' and done_rows = 0"
    ))
    .bind(batch.id)
    .bind(batch.shape)
    .bind(&batch.mapping)
    .bind(&batch.head)
    .run()
    .await?;
    tx.commit().await?;
    if unnamed == Unnamed::GaiaSessions {
        fail(db, clock, &batch, Reason::new("belongs-to-plan")).await?;
        return Ok(None);
    }
    let missing = batch.mapping.missing(kind);
    if !missing.is_empty() {
        let reason = Reason::new("columns-missing").with("fields", missing.join(" "));
        fail(db, clock, &batch, reason).await?;
        return Ok(None);
    }
    Ok(Some((batch, shape)))
}

/// The columns: as somebody chose them for such a file before, or by their names, or by the shape of GAIA's files.
async fn mapping(
    db: &mut impl crate::db::Conn,
    batch: &Batch,
    shape: Shape,
    unnamed: Unnamed,
) -> Result<Mapping> {
    let remembered: Option<(Json<Mapping>,)> = db
        .query(sql!("select mapping from import_mapping where scope = $1 and kind = $2 and shape = $3"))
        .bind(&batch.scope)
        .bind(batch.kind().code())
        .bind(columns::shape_of(shape.header, &batch.head))
        .optional()
        .await?;
    if let Some((remembered,)) = remembered {
        return Ok(remembered.0);
    }
    Ok(match (batch.head.first(), unnamed) {
        (Some(header), _) if shape.header => columns::by_name(batch.kind(), header),
        (_, Unnamed::GaiaPeople) if batch.kind() == Kind::People => columns::of_gaia_people(),
        _ => Mapping::default(),
    })
}

fn no_table(not: NotATable) -> &'static str {
    match not {
        NotATable::Empty => "file-empty",
        NotATable::Html => "file-html",
        NotATable::Workbook => "file-workbook",
        NotATable::Pdf => "file-pdf",
        NotATable::Binary => "file-binary",
    }
}

async fn fail(db: &Db, clock: &Clock, batch: &Batch, reason: Reason) -> Result<()> {
    let next = batch.state().next(Event::CannotBeRead)?;
    let now = clock.now();
    let mut tx = db.begin().await?;
    let failed = tx
        .query(sql!(
            "update import_batch set state = $2, failure = $3, updated_at = $4 where id = $1 and state = 'reading'"
        ))
        .bind(batch.id)
        .bind(next.code())
        .bind(Json(Some(reason)))
        .bind(now)
        .run()
        .await?;
    if failed > 0 {
        tell(&mut tx, batch, "import-failed", now).await?;
    }
    tx.commit().await
}

/// Tells whoever sent the file how it went on.
pub(super) async fn tell(tx: &mut Tx, batch: &Batch, kind: &'static str, now: Timestamp) -> Result<()> {
    let Some(to) = batch.created_by else { return Ok(()) };
    let (path, about) =
        (format!("/pilotage/imports/{}", batch.id), format!("import:{}:{kind}:{}", batch.id, now.0));
    let detail = serde_json::json!({ "file": batch.file_name });
    let notice = Notice { to, kind, detail, path: &path, asks_act: false, about: &about };
    notice::tell(tx, notice, now).await
}

fn understand(
    row: Result<Row, (u32, Broken)>,
    mapping: &Mapping,
    against: &Against,
    seen: &mut Seen,
) -> Pending {
    let row = match row {
        Ok(row) => row,
        Err((line, broken)) => {
            let key = match broken {
                Broken::TooLong => "row-too-long",
                Broken::TooManyCells => "row-too-many-cells",
                Broken::OpenQuote => "row-open-quote",
                Broken::Unreadable => "row-unreadable",
            };
            return Pending::Settled(Box::new(Judged::refused(line, "", "", Reason::new(key))));
        }
    };
    match against {
        Against::Register(map) => match register::read(&row, mapping, map, seen) {
            Ok(school) => Pending::School(row.line, Box::new(school)),
            Err(judged) => Pending::Settled(judged),
        },
        Against::People(crowd) => match people::read(&row, mapping, crowd, seen) {
            Ok(person) => Pending::Person(row.line, Box::new(person)),
            Err(judged) => Pending::Settled(judged),
        },
    }
}

async fn judge(tx: &mut Tx, pending: Vec<Pending>, against: &Against, now: Timestamp) -> Result<Vec<Judged>> {
    match against {
        Against::Register(map) => {
            let uais: Vec<&str> = pending
                .iter()
                .filter_map(|row| match row {
                    Pending::School(_, school) => Some(school.uai.as_str()),
                    Pending::Settled(_) | Pending::Person(..) => None,
                })
                .collect();
            let held = held(tx, &uais).await?;
            Ok(pending
                .into_iter()
                .filter_map(|row| match row {
                    Pending::Settled(judged) => Some(*judged),
                    Pending::School(line, school) => {
                        Some(register::judged(&school, line, held.get(&school.uai), map))
                    }
                    Pending::Person(..) => None,
                })
                .collect())
        }
        Against::People(crowd) => {
            let rows: Vec<&PersonRow> = pending
                .iter()
                .filter_map(|row| match row {
                    Pending::Person(_, person) => Some(person.as_ref()),
                    Pending::Settled(_) | Pending::School(..) => None,
                })
                .collect();
            let known = Known::load(tx, &rows, now).await?;
            Ok(pending
                .into_iter()
                .filter_map(|row| match row {
                    Pending::Settled(judged) => Some(*judged),
                    Pending::Person(line, person) => Some(people::judged(&person, line, &known, crowd)),
                    Pending::School(..) => None,
                })
                .collect())
        }
    }
}

/// What only shows at the end of a register: schools that are missing from it, and mothers in a circle.
async fn finish_register(tx: &mut Tx, is: &mut Batch, seen: &Seen) -> Result<()> {
    let circles = seen.in_circles();
    if !circles.is_empty() {
        let turned: Vec<(String, i64)> = tx
            .query(sql! {
                sqlite: "select verdict, count(*) from import_row
                          where batch_id = $1 and verdict in ('add', 'change', 'same', 'close')
                            and about in (select asked.value from json_each($2) asked)
                          group by verdict order by verdict",
                postgres: "select verdict, count(*) from import_row
                            where batch_id = $1 and verdict in ('add', 'change', 'same', 'close')
                              and about in (select asked.value from jsonb_array_elements_text($2) asked (value))
                            group by verdict order by verdict",
            })
            .bind(is.id)
            .bind(Json(&circles))
            .all()
            .await?;
        tx.query(sql! {
            sqlite: "update import_row set verdict = 'refuse', reason = 'mother-circle'
                      where batch_id = $1 and verdict in ('add', 'change', 'same', 'close')
                        and about in (select asked.value from json_each($2) asked)",
            postgres: "update import_row set verdict = 'refuse', reason = 'mother-circle'
                        where batch_id = $1 and verdict in ('add', 'change', 'same', 'close')
                          and about in (select asked.value from jsonb_array_elements_text($2) asked (value))",
        })
        .bind(is.id)
        .bind(Json(&circles))
        .run()
        .await?;
        for (verdict, many) in turned {
            is.counts.add(Verdict::parse(&verdict).unwrap_or(Verdict::Same), -many);
            is.counts.add(Verdict::Refuse, many);
        }
    }
    // Only in the départements that the file is about: the extract of one says nothing of the others.
    let absent = tx
        .query(sql! {
            sqlite: "insert into import_row (batch_id, number, line, verdict, about, label, search_key, detail)
                     select $1, $2 + row_number() over (order by s.uai), 0, 'absent', s.uai, n.name,
                            lower(s.uai) || ' ' || n.name_key, '{}'
                       from school s
                       join org_node n on n.id = s.node_id
                      where n.path >= $3 and n.path < $4 and n.state <> 'closed'
                        and s.department in (select asked.value from json_each($5) asked)
                        and s.uai not in (select about from import_row where batch_id = $1)",
            postgres: "insert into import_row (batch_id, number, line, verdict, about, label, search_key, detail)
                       select $1, cast($2 + row_number() over (order by s.uai) as integer), 0, 'absent', s.uai, n.name,
                              lower(s.uai) || ' ' || n.name_key, '{}'
                         from school s
                         join org_node n on n.id = s.node_id
                        where n.path >= $3 and n.path < $4 and n.state <> 'closed'
                          and s.department in (select asked.value from jsonb_array_elements_text($5) asked (value))
                          and s.uai not in (select about from import_row where batch_id = $1)",
        })
        .bind(is.id)
        .bind(i64::from(is.done_rows))
        .bind(is.scope.clone())
        .bind(after(&is.scope))
        .bind(Json(&seen.departments))
        .run()
        .await?;
    is.total_rows += i32::try_from(absent).unwrap_or(0);
    is.counts.add(Verdict::Absent, i64::try_from(absent).unwrap_or(0));
    Ok(())
}

fn disk(error: io::Error) -> Error {
    Error::Unavailable(anyhow::Error::new(error).context("the file of an import"))
}
