//! Allowance schemes: what may be paid for a mandate, as versioned data with its days and its legal text.
//!
//! IFIC comes from décret 2010-1065 (repealed on 1 September 2015), IMP from décret 2015-475 and arrêté of 27 April 2015
//! (private schools under contract: décret 2015-605). Both are laid down when the platform starts; later versions are
//! added, never changed: a nomination keeps the version it was made under.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::{audit, sql};

/// Which amounts a scheme knows, in cents a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amounts {
    /// Anything between the two, both included.
    Range { min: i64, max: i64 },
    /// One of these, the smallest first.
    Rates(Vec<i64>),
}

impl Amounts {
    pub fn allow(&self, cents: i64) -> bool {
        match self {
            Self::Range { min, max } => (*min..=*max).contains(&cents),
            Self::Rates(rates) => rates.contains(&cents),
        }
    }
}

/// When it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    OnceAfterService,
    /// By ninths from November.
    Ninths,
}

/// A set of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    pub label: String,
    pub amounts: Amounts,
    pub currency: String,
    pub payment: Payment,
    /// Sectors of schools where it applies: `public`, `private_contract`.
    pub sectors: Vec<String>,
    /// No relief for the same mission beside it.
    pub exclusive_with_relief: bool,
    /// Codes of schemes that may be held beside it.
    pub cumulable_with: Vec<String>,
    pub legal_ref: String,
}

/// A scheme as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Kept {
    pub code: String,
    pub version: i32,
    pub scheme: Json<Scheme>,
    /// Civil dates; the last day is included.
    pub valid_from: String,
    pub valid_to: Option<String>,
}

impl Kept {
    /// Whether it holds on a day, in a school of this sector.
    pub fn applies(&self, on: Date, sector: &str) -> bool {
        let on = on.to_string();
        self.valid_from <= on
            && self.valid_to.as_deref().is_none_or(|last| on.as_str() <= last)
            && self.scheme.sectors.iter().any(|known| known == sector)
    }

    /// Whether an amount may be granted from a day on, in a school of this sector.
    ///
    /// # Errors
    /// Faults on `scheme` or `amount`.
    pub fn check(&self, cents: i64, on: Date, sector: &str) -> Result<()> {
        if !self.applies(on, sector) {
            return Err(Fault::new("scheme", "scheme-not-valid").with("scheme", &self.scheme.label).into());
        }
        match &self.scheme.amounts {
            amounts if amounts.allow(cents) => Ok(()),
            Amounts::Range { min, max } => Err(Fault::new("amount", "amount-outside-range")
                .with("min", euros(*min))
                .with("max", euros(*max))
                .into()),
            Amounts::Rates(rates) => {
                let rates = rates.iter().map(|rate| euros(*rate)).collect::<Vec<_>>().join(" ; ");
                Err(Fault::new("amount", "amount-no-rate").with("rates", rates).into())
            }
        }
    }
}

/// Cents as a French reader writes them: « 312,50 », « 1 250 » with a no-break space.
pub fn euros(cents: i64) -> String {
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let digits = whole.to_string();
    let mut text = if cents < 0 { "−".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    if rest > 0 {
        text.push_str(&format!(",{rest:02}"));
    }
    text
}

/// Reads an amount as people type it: `1 250`, `312,5`, `312.50 €`. At most two decimals, below ten million euros.
pub fn read_euros(typed: &str) -> Option<i64> {
    let plain: String =
        typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '\u{202f}' | '\u{a0}')).collect();
    let (whole, decimals) = plain.split_once([',', '.']).unwrap_or((plain.as_str(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 7 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let cents: i64 = format!("{decimals:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + cents)
}

/// Every scheme, the newest version of each first.
pub async fn all(db: &mut impl Conn) -> Result<Vec<Kept>> {
    db.query(sql!(
        "select code, version, scheme, valid_from, valid_to
           from allowance_scheme order by valid_from desc, code, version desc limit 200"
    ))
    .all()
    .await
}

/// The newest versions that hold on a day in a school of this sector.
pub async fn on(db: &mut impl Conn, day: Date, sector: &str) -> Result<Vec<Kept>> {
    let mut found: Vec<Kept> = Vec::new();
    for kept in all(db).await? {
        if kept.applies(day, sector) && !found.iter().any(|known| known.code == kept.code) {
            found.push(kept);
        }
    }
    Ok(found)
}

/// The newest version of a scheme that holds on a day in a school of this sector.
pub async fn named(db: &mut impl Conn, code: &str, day: Date, sector: &str) -> Result<Kept> {
    let known = on(db, day, sector).await?.into_iter().find(|kept| kept.code == code);
    known.ok_or_else(|| Fault::new("scheme", "scheme-not-valid").with("scheme", code).into())
}

/// One version of a scheme.
pub async fn version(db: &mut impl Conn, code: &str, version: i32) -> Result<Kept> {
    db.query(sql!(
        "select code, version, scheme, valid_from, valid_to from allowance_scheme where code = $1 and version = $2"
    ))
    .bind(code)
    .bind(version)
    .one()
    .await
}

/// The last version of a scheme.
pub async fn latest(db: &mut impl Conn, code: &str) -> Result<Option<Kept>> {
    db.query(sql!(
        "select code, version, scheme, valid_from, valid_to from allowance_scheme
          where code = $1 order by version desc limit 1"
    ))
    .bind(code)
    .optional()
    .await
}

/// Who was granted something under a version: mandates, and the schools they are in.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Use {
    pub code: String,
    pub version: i32,
    pub mandates: i64,
    pub schools: i64,
}

/// How each version is used, whatever became of the mandates.
pub async fn uses(db: &mut impl Conn) -> Result<Vec<Use>> {
    db.query(sql!(
        "select scheme_code as code, scheme_version as version, count(*) as mandates,
                count(distinct school_id) as schools
           from nomination
          where scheme_code is not null and scheme_version is not null
          group by scheme_code, scheme_version
          order by scheme_code, scheme_version
          limit 200"
    ))
    .all()
    .await
}

/// Whether a scheme can be put in service.
///
/// # Errors
/// Faults on `code`, `label`, `legal_ref`, `rates`, `max`, `sector`, `valid_to`.
pub fn check(code: &str, scheme: &Scheme, from: Option<Date>, to: Option<Date>) -> Result<()> {
    let mut faults = Vec::new();
    let plain = (1..=20).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !plain {
        faults.push(Fault::new("code", "scheme-code-unreadable"));
    }
    for (field, text, most) in [("label", &scheme.label, 60), ("legal_ref", &scheme.legal_ref, 200)] {
        if text.trim().is_empty() || text.chars().count() > most {
            faults.push(Fault::new(field, "scheme-text-missing"));
        }
    }
    match &scheme.amounts {
        Amounts::Range { min, max } if *min <= 0 || max < min => {
            faults.push(Fault::new("max", "scheme-range-reversed"));
        }
        Amounts::Rates(rates)
            if rates.is_empty() || rates.len() > 20 || rates.iter().any(|rate| *rate <= 0) =>
        {
            faults.push(Fault::new("rates", "scheme-rates-missing"));
        }
        Amounts::Range { .. } | Amounts::Rates(_) => {}
    }
    if scheme.sectors.is_empty() {
        faults.push(Fault::new("sector", "choose-one"));
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        faults.push(Fault::new("valid_to", "scheme-days-reversed"));
    }
    if faults.is_empty() { Ok(()) } else { Err(crate::error::Error::Invalid(faults)) }
}

/// Puts a new version of a scheme in service from a day on; the one before it ends the day before.
///
/// # Errors
/// Those of [`check`]; refusals `scheme-not-newer` when a version begins on that day or later, `scheme-in-use` when
/// mandates that begin on that day or later were granted under the version before.
pub async fn publish(
    tx: &mut Tx,
    allowed: Allowed<(&str, &Scheme)>,
    from: Date,
    to: Option<Date>,
    now: Timestamp,
) -> Result<i32> {
    let (code, scheme) = *allowed.thing();
    check(code, scheme, Some(from), to)?;
    let last: Option<(i32, String)> = tx
        .query(sql!(
            "select version, valid_from from allowance_scheme where code = $1 order by version desc limit 1"
        ))
        .bind(code)
        .optional()
        .await?;
    let number = match &last {
        Some((_, began)) if *began >= from.to_string() => {
            return Err(Refusal::new("scheme-not-newer").into());
        }
        Some((number, _)) => number + 1,
        None => 1,
    };
    if let (Some((number, _)), Ok(eve)) = (&last, from.yesterday()) {
        // What was granted is never changed: a mandate keeps a version that holds on its first day.
        let granted: Option<(i32,)> = tx
            .query(sql!(
                "select 1 from nomination
                  where scheme_code = $1 and scheme_version = $2 and starts_at >= $3
                    and state in ('proposed', 'accepted', 'submitted', 'active')
                  limit 1"
            ))
            .bind(code)
            .bind(*number)
            .bind(Timestamp::midnight(from, "Europe/Paris"))
            .optional()
            .await?;
        if granted.is_some() {
            return Err(Refusal::new("scheme-in-use").into());
        }
        tx.query(sql!(
            "update allowance_scheme set valid_to = $3
              where code = $1 and version = $2 and (valid_to is null or valid_to > $3)"
        ))
        .bind(code)
        .bind(*number)
        .bind(eve.to_string())
        .run()
        .await?;
    }
    tx.query(sql!(
        "insert into allowance_scheme (code, version, scheme, valid_from, valid_to, created_at)
         values ($1, $2, $3, $4, $5, $6)"
    ))
    .bind(code)
    .bind(number)
    .bind(Json(scheme))
    .bind(from.to_string())
    .bind(to.map(|day| day.to_string()))
    .bind(now)
    .run()
    .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "scheme.publish",
        object_kind: "allowance_scheme",
        object_id: code.to_owned(),
        detail: serde_json::json!({ "version": number, "from": from.to_string() }),
    };
    audit::record(tx, event, now).await?;
    Ok(number)
}

/// Lays down the two schemes of the texts, where there are none yet.
pub async fn found(tx: &mut Tx, now: Timestamp) -> Result<()> {
    use crate::access::policy::by_operator;
    if !all(tx).await?.is_empty() {
        return Ok(());
    }
    let ific = Scheme {
        label: "IFIC".into(),
        amounts: Amounts::Range { min: 40_000, max: 240_000 },
        currency: "EUR".into(),
        payment: Payment::OnceAfterService,
        sectors: vec!["public".into(), "private_contract".into()],
        exclusive_with_relief: true,
        cumulable_with: Vec::new(),
        legal_ref: "décret 2010-1065 du 8 septembre 2010".into(),
    };
    let imp = Scheme {
        label: "IMP".into(),
        amounts: Amounts::Rates(vec![31_250, 62_500, 125_000, 250_000, 375_000]),
        payment: Payment::Ninths,
        legal_ref: "décret 2015-475 et arrêté du 27 avril 2015 ; privé sous contrat : décret 2015-605".into(),
        ..ific.clone()
    };
    let (first, last) = (Date::constant(2010, 9, 9), Date::constant(2015, 8, 31));
    publish(tx, by_operator(("ific", &ific)), first, Some(last), now).await?;
    publish(tx, by_operator(("imp", &imp)), Date::constant(2015, 9, 1), None, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::testing::Platform;
    use jiff::civil::date;
    use proptest::prelude::*;

    on_both!(schemes_hold_between_their_days, a_version_that_was_granted_is_not_cut_short);

    async fn schemes_hold_between_their_days(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        for _ in 0..2 {
            found(&mut tx, t.now()).await.unwrap();
        }
        assert_eq!(all(&mut tx).await.unwrap().len(), 2);
        let codes = |kept: Vec<Kept>| kept.into_iter().map(|kept| kept.code).collect::<Vec<_>>();
        assert_eq!(codes(on(&mut tx, date(2012, 9, 1), "public").await.unwrap()), ["ific"]);
        assert_eq!(codes(on(&mut tx, date(2026, 9, 1), "private_contract").await.unwrap()), ["imp"]);
        assert!(on(&mut tx, date(2026, 9, 1), "private_no_contract").await.unwrap().is_empty());
        let imp = named(&mut tx, "imp", date(2026, 9, 1), "public").await.unwrap();
        assert!(imp.check(31_250, date(2026, 9, 1), "public").is_ok());
        assert!(imp.check(40_000, date(2026, 9, 1), "public").is_err());
        assert!(imp.check(31_250, date(2015, 8, 31), "public").is_err());
        let ific = version(&mut tx, "ific", 1).await.unwrap();
        for (cents, fits) in [(39_999, false), (40_000, true), (240_000, true), (240_001, false)] {
            assert_eq!(ific.check(cents, date(2012, 9, 1), "public").is_ok(), fits, "{cents}");
        }
        // A new version keeps the days of the old one.
        let mut dearer = imp.scheme.0.clone();
        dearer.amounts = Amounts::Rates(vec![32_000]);
        let allowed = by_operator(("imp", &dearer));
        assert_eq!(publish(&mut tx, allowed, date(2027, 9, 1), None, t.now()).await.unwrap(), 2);
        assert_eq!(named(&mut tx, "imp", date(2027, 8, 31), "public").await.unwrap().version, 1);
        assert_eq!(named(&mut tx, "imp", date(2027, 9, 1), "public").await.unwrap().version, 2);
        let again = publish(&mut tx, by_operator(("imp", &dearer)), date(2027, 9, 1), None, t.now()).await;
        assert_eq!(again.unwrap_err().refusal().unwrap().key, "scheme-not-newer");
        assert_eq!(latest(&mut tx, "imp").await.unwrap().unwrap().version, 2);
        assert!(uses(&mut tx).await.unwrap().is_empty());
    }

    async fn a_version_that_was_granted_is_not_cut_short(t: Platform) {
        let here = crate::testing::school(&t, "fr/14/b1/", "9990001X").await;
        let mut tx = t.db.begin().await.unwrap();
        found(&mut tx, t.now()).await.unwrap();
        let imp = latest(&mut tx, "imp").await.unwrap().unwrap().scheme.0;
        let person = crate::people::NewPerson {
            given_name: "Zoé".into(),
            usual_name: "Martin".into(),
            email: "zoe@ac-exemple.fr".into(),
            ..Default::default()
        };
        let person = crate::people::create(&mut tx, &person, t.now()).await.unwrap().id;
        tx.query(sql!(
            "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward,
                 scheme_code, scheme_version, amount_cents, created_at, updated_at)
             values ($1, $1, $2, '2027-2028', $3, $4, 'submitted', 'allowance', 'imp', 1, 31250, 0, 0)"
        ))
        .bind(here.node_id)
        .bind(person)
        .bind(Timestamp::midnight(date(2027, 9, 1), "Europe/Paris"))
        .bind(Timestamp::midnight(date(2028, 9, 1), "Europe/Paris"))
        .run()
        .await
        .unwrap();
        let early = publish(&mut tx, by_operator(("imp", &imp)), date(2027, 9, 1), None, t.now()).await;
        assert_eq!(early.unwrap_err().refusal().unwrap().key, "scheme-in-use");
        assert_eq!(
            publish(&mut tx, by_operator(("imp", &imp)), date(2027, 9, 2), None, t.now()).await.unwrap(),
            2
        );
        let used = uses(&mut tx).await.unwrap();
        assert_eq!(used, [Use { code: "imp".into(), version: 1, mandates: 1, schools: 1 }]);
    }

    #[test]
    fn a_scheme_is_checked_field_by_field() {
        let scheme = Scheme {
            label: " ".into(),
            amounts: Amounts::Range { min: 500, max: 400 },
            currency: "EUR".into(),
            payment: Payment::Ninths,
            sectors: Vec::new(),
            exclusive_with_relief: true,
            cumulable_with: Vec::new(),
            legal_ref: "arrêté".into(),
        };
        let wrong = check("IMP 2", &scheme, Some(date(2027, 9, 1)), Some(date(2027, 8, 31))).unwrap_err();
        let crate::error::Error::Invalid(faults) = wrong else { panic!("{wrong}") };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["code", "label", "max", "sector", "valid_to"]);
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, cents) in [
            ("312,50", Some(31_250)),
            ("312.5", Some(31_250)),
            (" 1 250 € ", Some(125_000)),
            ("1\u{202f}250,00", Some(125_000)),
            ("0", Some(0)),
            ("", None),
            ("-5", None),
            ("1e3", None),
            ("12,345", None),
            ("1.250,00", None),
            ("123456789", None),
        ] {
            assert_eq!(read_euros(typed), cents, "{typed}");
        }
        assert_eq!(euros(31_250), "312,50");
        assert_eq!(euros(125_000), "1\u{202f}250");
        assert_eq!(euros(5), "0,05");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cents in 0_i64..1_000_000_000) {
            prop_assert_eq!(read_euros(&euros(cents)), Some(cents));
        }
    }
}
