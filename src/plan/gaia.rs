//! Programmes and modules as files: out in the shape of GAIA's `formations`, in from it or from a spreadsheet
//! (domain.md §7.1).
//!
//! A file is judged row by row before anything is written; a wrong row says why and stops nothing, and the same file
//! taken in twice adds nothing. What is there already is never changed by a file.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::modules::{self, Input};
use super::sheet::Sheet;
use super::{
    MODULE_CODE_MAX, MOST_MODULES, MOST_PROGRAMMES, ModuleState, PROGRAMME_CODE_MAX, Plan, ProgrammeState,
    TITLE_MAX, code, hold_open, line, note, read_hours,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::people::disciplines::TRANSVERSAL;
use crate::referent::scheme::read_euros;
use crate::table::{Broken, NotATable, Row, Rows, sniff};
use crate::{ids, sql, text};

/// Longest file taken in, in bytes: it is read while its sender waits.
pub const MAX_BYTES: usize = 192 * 1024;
/// Most rows of a file.
pub const MAX_ROWS: usize = 1000;

/// A plan's modules in the shape of GAIA's `formations`: thirteen fields, a pipe after each, Windows' letters. What
/// belongs to sessions is empty; what is withdrawn is left out.
pub fn formations(sheet: &Sheet) -> Vec<u8> {
    let mut file = String::new();
    for branch in sheet.boughs.iter().flat_map(|bough| &bough.branches) {
        let programme = &branch.programme;
        if programme.state() == ProgrammeState::Withdrawn {
            continue;
        }
        for module in branch.modules.iter().filter(|module| module.state() != ModuleState::Withdrawn) {
            let named = [&programme.code, &programme.title, &module.code, &module.title];
            file.push_str("FORMATIONS|");
            for cell in named {
                // Neither pipes nor quotes can be written in such a file.
                file.push_str(&cell.replace('|', "/").replace('"', "”"));
                file.push('|');
            }
            file.push_str("||||||||\r\n");
        }
    }
    windows(&file)
}

/// Windows' Latin letters; what has none becomes a question mark, narrow spaces become plain ones.
fn windows(text: &str) -> Vec<u8> {
    let mut letter = [0; 4];
    text.chars()
        .map(|c| if matches!(c, '\u{202f}' | '\u{2009}') { ' ' } else { c })
        .flat_map(|c| {
            let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut letter));
            if unknown { b"?".to_vec() } else { bytes.into_owned() }
        })
        .collect()
}

/// Why a row is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It cannot be read at all.
    Unreadable,
    /// No code of a programme, or one that is none.
    ProgrammeCode,
    ProgrammeTitle,
    ModuleCode,
    ModuleTitle,
    /// A duration, a number or an amount that is none.
    Number,
    /// The module stands in another programme of the plan, or of the file.
    Elsewhere,
    /// The plan has no room for it.
    Full,
}

impl Problem {
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::ProgrammeCode => "programme-code",
            Self::ProgrammeTitle => "programme-title",
            Self::ModuleCode => "module-code",
            Self::ModuleTitle => "module-title",
            Self::Number => "number",
            Self::Elsewhere => "elsewhere",
            Self::Full => "full",
        }
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Programme and module are new.
    AddsBoth,
    AddsProgramme,
    AddsModule,
    /// All of it is there already, and stays as it is.
    Known,
    Wrong(Problem),
}

/// One row of the file, judged.
#[derive(Debug, Clone)]
pub struct Line {
    /// In the file, from 1.
    pub number: u32,
    pub programme: String,
    pub module: String,
    pub verdict: Verdict,
}

/// What a file would do.
#[derive(Debug, Default)]
pub struct Reading {
    pub lines: Vec<Line>,
    new_programmes: Vec<NewProgramme>,
    new_modules: Vec<NewModule>,
}

impl Reading {
    pub fn programmes(&self) -> usize {
        self.new_programmes.len()
    }

    pub fn modules(&self) -> usize {
        self.new_modules.len()
    }

    pub fn wrong(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.verdict, Verdict::Wrong(_))).count()
    }
}

#[derive(Debug, Serialize)]
struct NewProgramme {
    id: String,
    code: String,
    title: String,
    position: i64,
}

#[derive(Debug, Serialize)]
struct NewModule {
    id: String,
    programme: String,
    position: i64,
    code: String,
    title: String,
    objectives: String,
    onsite: i64,
    remote: i64,
    groups: i32,
    cents: i64,
    key: String,
}

/// A row that could be read.
struct Parsed {
    programme: (String, String),
    /// Empty for a row that names a programme alone.
    module: Option<Input>,
}

/// Which column says what.
struct Columns {
    programme_code: usize,
    programme_title: usize,
    module_code: usize,
    module_title: usize,
    objectives: Option<usize>,
    onsite: Option<usize>,
    remote: Option<usize>,
    groups: Option<usize>,
    cost: Option<usize>,
}

/// GAIA's own order, for files without a header.
const GAIA: Columns = Columns {
    programme_code: 1,
    programme_title: 2,
    module_code: 3,
    module_title: 4,
    objectives: None,
    onsite: None,
    remote: None,
    groups: None,
    cost: None,
};

const PROGRAMME_CODES: &[&str] = &["code dispositif", "code du dispositif", "dispositif", "dispositif id"];
const PROGRAMME_TITLES: &[&str] = &["intitule dispositif", "intitule du dispositif", "dispositif name"];
const MODULE_CODES: &[&str] = &["code module", "code du module", "module", "module id"];
const MODULE_TITLES: &[&str] = &["intitule module", "intitule du module", "module name"];

impl Columns {
    /// The columns that a header names; none when one of the four that every row needs is missing.
    fn named(header: &[String]) -> Option<Self> {
        let keys: Vec<String> = header.iter().map(|name| text::key(name)).collect();
        let place = |names: &[&str]| keys.iter().position(|key| names.contains(&key.as_str()));
        Some(Self {
            programme_code: place(PROGRAMME_CODES)?,
            programme_title: place(PROGRAMME_TITLES)?,
            module_code: place(MODULE_CODES)?,
            module_title: place(MODULE_TITLES)?,
            objectives: place(&["objectifs"]),
            onsite: place(&["presentiel", "heures presentiel"]),
            remote: place(&["distanciel", "heures distanciel"]),
            groups: place(&["groupes"]),
            cost: place(&["cout par groupe", "cout"]),
        })
    }
}

fn parsed(row: &Row, columns: &Columns) -> Result<Parsed, Problem> {
    let said = |column: Option<usize>| column.map_or("", |column| row.said(column));
    let programme_code =
        code(row.said(columns.programme_code), PROGRAMME_CODE_MAX).ok_or(Problem::ProgrammeCode)?;
    let programme_title =
        line(row.said(columns.programme_title), TITLE_MAX).ok_or(Problem::ProgrammeTitle)?;
    let programme = (programme_code, programme_title);
    if row.said(columns.module_code).is_empty() && row.said(columns.module_title).is_empty() {
        return Ok(Parsed { programme, module: None });
    }
    let hours = |column| match said(column) {
        "" => Ok(0),
        typed => read_hours(typed).ok_or(Problem::Number),
    };
    let groups = match said(columns.groups) {
        "" => 1,
        typed => typed.parse().map_err(|_| Problem::Number)?,
    };
    let cents = match said(columns.cost) {
        "" => 0,
        typed => read_euros(typed).ok_or(Problem::Number)?,
    };
    let module = Input {
        code: code(row.said(columns.module_code), MODULE_CODE_MAX).ok_or(Problem::ModuleCode)?,
        title: line(row.said(columns.module_title), TITLE_MAX).ok_or(Problem::ModuleTitle)?,
        objectives: said(columns.objectives).to_owned(),
        onsite_min: hours(columns.onsite)?,
        remote_min: hours(columns.remote)?,
        planned_groups: groups,
        group_cost_cents: cents,
        ..Input::default()
    };
    // What no field of its own has looked at is a number, or a text that is too long.
    let module = modules::checked(&module).map_err(|_| Problem::Number)?;
    Ok(Parsed { programme, module: Some(module) })
}

/// Reads a file and says of each row what it would do to the plan; writes nothing.
///
/// # Errors
/// Inside, why the file is no table: nothing in it can be judged.
pub async fn judge(
    db: &mut impl Conn,
    plan: &Plan,
    file: &[u8],
    now: Timestamp,
) -> Result<Result<Reading, NotATable>> {
    let known = [PROGRAMME_CODES, PROGRAMME_TITLES, MODULE_CODES, MODULE_TITLES].concat();
    let found = match sniff(file, &known).map_err(Error::broken)? {
        Ok(found) => found,
        Err(not) => return Ok(Err(not)),
    };
    let programmes: Vec<(String, Uuid, i32)> = db
        .query(sql!(
            "select code, id, position from plan_programme where plan_id = $1 order by position limit $2"
        ))
        .bind(plan.id)
        .bind(MOST_PROGRAMMES)
        .all()
        .await?;
    let modules: Vec<(String, Uuid, i32)> = db
        .query(sql!("select code, programme_id, position from plan_module where plan_id = $1 order by position limit $2"))
        .bind(plan.id)
        .bind(MOST_MODULES)
        .all()
        .await?;
    let mut judge = Judge::new(programmes, modules, now);
    let mut rows = Rows::new(file, found.shape);
    let mut columns = GAIA;
    let mut first = true;
    while judge.reading.lines.len() < MAX_ROWS {
        let Some(next) = rows.next().map_err(Error::broken)? else { break };
        match next {
            Ok(row) if std::mem::take(&mut first) => match Columns::named(&row.cells) {
                Some(named) => columns = named,
                // GAIA's files have no header: the first row is a row.
                None => judge.row(&row, &columns),
            },
            Ok(row) => judge.row(&row, &columns),
            Err((
                number,
                Broken::TooLong | Broken::TooManyCells | Broken::OpenQuote | Broken::Unreadable,
            )) => {
                judge.say(number, String::new(), String::new(), Verdict::Wrong(Problem::Unreadable));
            }
        }
    }
    Ok(Ok(judge.reading))
}

/// What is known of the plan while rows are judged, the new ones among it.
struct Judge {
    now: Timestamp,
    /// Id of each programme, by its code.
    programmes: HashMap<String, String>,
    /// Id of the programme of each module, by its code.
    modules: HashMap<String, String>,
    next_programme: i64,
    next_module: i64,
    reading: Reading,
}

impl Judge {
    fn new(programmes: Vec<(String, Uuid, i32)>, modules: Vec<(String, Uuid, i32)>, now: Timestamp) -> Self {
        let next =
            |rows: &[(String, Uuid, i32)]| i64::from(rows.iter().map(|row| row.2).max().unwrap_or(0)) + 1;
        Self {
            now,
            next_programme: next(&programmes),
            next_module: next(&modules),
            programmes: programmes.into_iter().map(|(code, id, _)| (code, id.simple().to_string())).collect(),
            modules: modules.into_iter().map(|(code, id, _)| (code, id.simple().to_string())).collect(),
            reading: Reading::default(),
        }
    }

    fn say(&mut self, number: u32, programme: String, module: String, verdict: Verdict) {
        self.reading.lines.push(Line { number, programme, module, verdict });
    }

    fn row(&mut self, row: &Row, columns: &Columns) {
        let named = |code: usize, title: usize| {
            format!("{} {}", row.said(code), row.said(title)).trim().chars().take(120).collect::<String>()
        };
        let programme = named(columns.programme_code, columns.programme_title);
        let module = named(columns.module_code, columns.module_title);
        let verdict = match parsed(row, columns) {
            Ok(parsed) => self.take(parsed),
            Err(problem) => Verdict::Wrong(problem),
        };
        self.say(row.line, programme, module, verdict);
    }

    fn take(&mut self, parsed: Parsed) -> Verdict {
        let (code, title) = parsed.programme;
        let there = self.programmes.get(&code).cloned();
        if let Some(module) = &parsed.module
            && let Some(programme) = self.modules.get(&module.code)
            && there.as_ref() != Some(programme)
        {
            return Verdict::Wrong(Problem::Elsewhere);
        }
        let new_module = parsed.module.filter(|module| !self.modules.contains_key(&module.code));
        let full = |count: usize, most: i64| i64::try_from(count).unwrap_or(i64::MAX) >= most;
        if (there.is_none() && full(self.programmes.len(), MOST_PROGRAMMES))
            || (new_module.is_some() && full(self.modules.len(), MOST_MODULES))
        {
            return Verdict::Wrong(Problem::Full);
        }
        let new_programme = there.is_none();
        let programme = there.unwrap_or_else(|| {
            let id = ids::new(self.now).simple().to_string();
            self.programmes.insert(code.clone(), id.clone());
            let position = self.next_programme;
            self.next_programme += 1;
            self.reading.new_programmes.push(NewProgramme { id: id.clone(), code, title, position });
            id
        });
        let verdict = match (new_programme, new_module.is_some()) {
            (true, true) => Verdict::AddsBoth,
            (true, false) => Verdict::AddsProgramme,
            (false, true) => Verdict::AddsModule,
            (false, false) => Verdict::Known,
        };
        if let Some(module) = new_module {
            self.modules.insert(module.code.clone(), programme.clone());
            let key = module.search_key();
            self.reading.new_modules.push(NewModule {
                id: ids::new(self.now).simple().to_string(),
                programme,
                position: self.next_module,
                code: module.code,
                title: module.title,
                objectives: module.objectives,
                onsite: module.onsite_min,
                remote: module.remote_min,
                groups: module.planned_groups,
                cents: module.group_cost_cents,
                key,
            });
            self.next_module += 1;
        }
        verdict
    }
}

/// Takes a file into a plan (`allowed`): what [`judge`] called new, as drafts under no priority. Gives what was read.
///
/// # Errors
/// Refusal `plan-archived`; `NotFound` for a file that is no table, which [`judge`] has told before.
pub async fn take_in(tx: &mut Tx, allowed: Allowed<Uuid>, file: &[u8], now: Timestamp) -> Result<Reading> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let Ok(reading) = judge(tx, &plan, file, now).await? else { return Err(Error::NotFound) };
    if reading.new_programmes.is_empty() && reading.new_modules.is_empty() {
        return Ok(reading);
    }
    tx.query(sql! {
        sqlite: "insert into plan_programme (id, plan_id, position, code, title, enrolment_mode, state, created_at,
                                             updated_at)
                 select unhex(r.value ->> 'id'), $2, r.value ->> 'position', r.value ->> 'code', r.value ->> 'title',
                        'individual', 'draft', $3, $3
                   from json_each($1) r",
        postgres: "insert into plan_programme (id, plan_id, position, code, title, enrolment_mode, state, created_at,
                                               updated_at)
                   select r.id, $2, r.position, r.code, r.title, 'individual', 'draft', $3, $3
                     from jsonb_to_recordset($1) r (id uuid, position integer, code text, title text)",
    })
    .bind(Json(&reading.new_programmes))
    .bind(plan.id)
    .bind(now)
    .run()
    .await?;
    let blank = Input::default();
    tx.query(sql! {
        sqlite: "insert into plan_module (id, plan_id, programme_id, position, code, title, objectives, onsite_min,
                                          remote_min, disciplines, level, min_size, max_size, planned_groups,
                                          group_cost_cents, state, search_key, created_at, updated_at)
                 select unhex(r.value ->> 'id'), $2, unhex(r.value ->> 'programme'), r.value ->> 'position',
                        r.value ->> 'code', r.value ->> 'title', r.value ->> 'objectives', r.value ->> 'onsite',
                        r.value ->> 'remote', $4, $5, $6, $7, r.value ->> 'groups', r.value ->> 'cents', 'draft',
                        r.value ->> 'key', $3, $3
                   from json_each($1) r",
        postgres: "insert into plan_module (id, plan_id, programme_id, position, code, title, objectives, onsite_min,
                                            remote_min, disciplines, level, min_size, max_size, planned_groups,
                                            group_cost_cents, state, search_key, created_at, updated_at)
                   select r.id, $2, r.programme, r.position, r.code, r.title, r.objectives, r.onsite, r.remote, $4, $5, $6,
                          $7, r.groups, r.cents, 'draft', r.key, $3, $3
                     from jsonb_to_recordset($1) r (id uuid, programme uuid, position integer, code text, title text,
                          objectives text, onsite integer, remote integer, groups integer, cents bigint, key text)",
    })
    .bind(Json(&reading.new_modules))
    .bind(plan.id)
    .bind(now)
    .bind(Json([TRANSVERSAL]))
    .bind(blank.level.code())
    .bind(blank.min_size)
    .bind(blank.max_size)
    .run()
    .await?;
    let detail =
        json!({ "programmes": reading.programmes(), "modules": reading.modules(), "wrong": reading.wrong() });
    note(tx, allowed.by(), "plan.import", "plan", plan.id, detail, now).await?;
    Ok(reading)
}

/// A file as text, whatever letters it is written in: what a page carries from the judging to the writing.
pub fn text_of(file: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(file) {
        return encoding.decode(file).0.into_owned();
    }
    match std::str::from_utf8(file) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(file).0.into_owned(),
    }
}
