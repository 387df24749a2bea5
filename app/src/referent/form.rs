//! The form of a nomination: the teacher, the period, the reward and the mission letter.

use leptos::prelude::*;
use uuid::Uuid;

use preau::referent::draft::{Asked, Input};
use preau::referent::letter::{LONGEST, MissionLetter};
use preau::referent::scheme::{Amounts, Kept, euros, read_euros};
use preau::referent::{Mission, Nomination, Reward};
use preau::school::postings::Colleague;
use preau::year::SchoolYear;
use preau::{Error, Fault, Result};

use super::act::day;
use super::names::{self, money};
use crate::account::disciplines;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Choice, Choices, Field, FormState, Select, SelectOption, TextArea};

/// Models of a letter, by their name in the address and in the texts.
pub(super) const TEMPLATES: [(&str, &[Mission]); 3] = [
    ("depart", &[Mission::Information, Mission::Needs, Mission::Accompaniment]),
    ("projets", &[Mission::Needs, Mission::Accompaniment, Mission::Projects]),
    ("complete", &Mission::ALL),
];

pub(super) fn template_name(lang: Lang, code: &str) -> String {
    match code {
        "depart" => t!(lang, "letter-model-depart"),
        "projets" => t!(lang, "letter-model-projets"),
        _ => t!(lang, "letter-model-complete"),
    }
}

/// What a model fills in.
pub(super) fn template(lang: Lang, code: &str) -> Vec<(String, String)> {
    let Some((_, missions)) = TEMPLATES.iter().find(|(known, _)| *known == code) else { return Vec::new() };
    let mut pairs: Vec<(String, String)> =
        missions.iter().map(|mission| ("missions".to_owned(), mission.code().to_owned())).collect();
    let texts = match code {
        "depart" => [t!(lang, "letter-model-depart-time"), t!(lang, "letter-model-depart-indicators")],
        "projets" => [t!(lang, "letter-model-projets-time"), t!(lang, "letter-model-projets-indicators")],
        _ => [t!(lang, "letter-model-complete-time"), t!(lang, "letter-model-complete-indicators")],
    };
    let [time, indicators] = texts;
    pairs.push(("time".into(), time));
    pairs.push(("indicators".into(), indicators));
    pairs.push(("training".into(), t!(lang, "letter-model-training")));
    pairs
}

/// Reads the letter that was typed.
pub(super) fn read_letter(fields: &Fields) -> MissionLetter {
    let lines = |name: &str| fields.get(name).lines().map(str::to_owned).collect();
    MissionLetter {
        missions: fields.all("missions").filter_map(Mission::parse).collect(),
        secondary: fields.get("secondary").to_owned(),
        time: fields.get("time").to_owned(),
        room: fields.get("room").to_owned(),
        equipment: fields.get("equipment").to_owned(),
        indicators: lines("indicators"),
        training: lines("training"),
        free_text: fields.get("free_text").to_owned(),
    }
}

/// Reads what was typed; every fault that can be seen without the database at once.
pub(super) fn read(fields: &Fields, year: SchoolYear) -> Result<Input> {
    let mut faults = Vec::new();
    let person = fields.get("person").parse::<Uuid>().ok();
    if person.is_none() {
        faults.push(Fault::new("person", "teacher-missing"));
    }
    let (first, last) = (day(fields.get("first")), day(fields.get("last")));
    if first.is_none() {
        faults.push(Fault::new("first", "day-unreadable"));
    }
    if last.is_none() {
        faults.push(Fault::new("last", "day-unreadable"));
    }
    let share = fields.get("share").trim().trim_end_matches('%').trim();
    let share = if share.is_empty() { Some(100) } else { share.parse::<i32>().ok() };
    if share.is_none() {
        faults.push(Fault::new("share", "share-unreadable"));
    }
    let (amount, relief) = (fields.get("amount").trim(), fields.get("relief").trim());
    let reward = match fields.get("reward") {
        "allowance" => {
            if !relief.is_empty() {
                faults.push(Fault::new("relief", "reward-exclusive"));
            }
            match read_euros(amount) {
                Some(cents) => Asked::Allowance(fields.get("scheme").to_owned(), cents),
                None => {
                    faults.push(Fault::new("amount", "amount-unreadable"));
                    Asked::None
                }
            }
        }
        // Hours a week, as a decimal number: read like an amount, in hundredths.
        "relief" => match read_euros(relief).map(|hundredths| hundredths * 60 / 100).map(i32::try_from) {
            Some(Ok(minutes)) => Asked::Relief(minutes),
            Some(Err(_)) | None => {
                faults.push(Fault::new("relief", "relief-unreadable"));
                Asked::None
            }
        },
        "none" => Asked::None,
        _ => {
            faults.push(Fault::new("reward", "reward-missing"));
            Asked::None
        }
    };
    let letter = read_letter(fields).tidy();
    if !faults.is_empty() {
        faults.extend(letter.faults());
        return Err(Error::Invalid(faults));
    }
    match (person, first, last, share) {
        (Some(person), Some(first), Some(last), Some(share_percent)) => {
            Ok(Input { person, year, first, last, share_percent, reward, letter })
        }
        _ => Err(Error::Invalid(Vec::new())),
    }
}

/// A nomination that is there already, as fields.
pub(super) fn pairs(nomination: &Nomination, letter: &MissionLetter) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("person", nomination.person_id.to_string()),
        ("first", nomination.first_day().to_string()),
        ("last", nomination.last_day().to_string()),
        ("share", nomination.share_percent.to_string()),
        ("reward", nomination.reward().code().to_owned()),
        ("version", nomination.version.to_string()),
    ];
    match nomination.reward() {
        Reward::None => {}
        Reward::Allowance { scheme, cents, .. } => {
            pairs.push(("scheme", scheme));
            pairs.push(("amount", euros(cents)));
        }
        Reward::Relief { minutes } => pairs.push(("relief", euros(i64::from(minutes) * 100 / 60))),
    }
    let mut pairs: Vec<(String, String)> =
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    pairs.extend(letter_pairs(letter));
    pairs
}

/// A letter, as fields.
pub(super) fn letter_pairs(letter: &MissionLetter) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> =
        letter.missions.iter().map(|mission| ("missions".to_owned(), mission.code().to_owned())).collect();
    for (name, value) in [
        ("secondary", letter.secondary.clone()),
        ("time", letter.time.clone()),
        ("room", letter.room.clone()),
        ("equipment", letter.equipment.clone()),
        ("indicators", letter.indicators.join("\n")),
        ("training", letter.training.join("\n")),
        ("free_text", letter.free_text.clone()),
    ] {
        pairs.push((name.to_owned(), value));
    }
    pairs
}

/// Who, when, and which part of the mandate.
pub(super) fn mandate_fields(lang: Lang, form: &FormState, staff: &[Colleague]) -> AnyView {
    let mut options = vec![SelectOption::new("", t!(lang, "nomination-teacher-choose"))];
    options.extend(staff.iter().map(|colleague| {
        let discipline = colleague.discipline.as_deref().map(|code| disciplines::label(lang, code));
        let label = match discipline {
            Some(discipline) => format!("{} – {discipline}", colleague.full_name()),
            None => colleague.full_name(),
        };
        SelectOption::new(colleague.person_id.to_string(), label)
    }));
    view! {
        <fieldset class="form-part">
            <legend>{t!(lang, "nomination-part-mandate")}</legend>
            <Select
                name="person"
                label=t!(lang, "nomination-teacher")
                hint=t!(lang, "nomination-teacher-hint")
                options=options
                value=form.value("person")
                fault=form.fault("person")
            />
            <div class="field-pair">
                <Field
                    name="first"
                    kind="date"
                    label=t!(lang, "nomination-first")
                    value=form.value("first")
                    fault=form.fault("first")
                />
                <Field
                    name="last"
                    kind="date"
                    label=t!(lang, "nomination-last")
                    value=form.value("last")
                    fault=form.fault("last")
                />
            </div>
            <Field
                name="share"
                label=t!(lang, "nomination-share")
                hint=t!(lang, "nomination-share-hint")
                inputmode=Some("numeric")
                value=form.value("share")
                fault=form.fault("share")
                maxlength=Some(4)
                size=Some(5)
            />
        </fieldset>
    }
    .into_any()
}

/// Allowance, relief, or neither. `left` is what the envelope still holds.
pub(super) fn reward_fields(lang: Lang, form: &FormState, schemes: &[Kept], left: Option<i64>) -> AnyView {
    let chosen = form.value("reward");
    let radio = |value: &'static str, label: String, hint: String| {
        let checked = chosen == value;
        view! { <Choice name="reward" value=value label=label hint=hint radio=true checked=checked/> }
            .into_any()
    };
    let hint = left.map(|left| t!(lang, "reward-left", "left" => money(left))).unwrap_or_default();
    let allowance = (!schemes.is_empty()).then(|| {
        let names = schemes.iter().map(|kept| kept.scheme.label.clone()).collect::<Vec<_>>().join(", ");
        let label = t!(lang, "reward-choose-allowance", "schemes" => names);
        view! {
            {radio("allowance", label, hint)}
            <div class="choice-more">{amount_fields(lang, form, schemes)}</div>
        }
    });
    let none = radio("none", t!(lang, "reward-choose-none"), String::new());
    let relief = radio("relief", t!(lang, "reward-choose-relief"), String::new());
    let hours = view! {
        <Field
            name="relief"
            label=t!(lang, "reward-relief-hours")
            hint=t!(lang, "reward-relief-hint")
            inputmode=Some("decimal")
            value=form.value("relief")
            fault=form.fault("relief")
            optional=true
            maxlength=Some(5)
            size=Some(6)
        />
    };
    view! {
        <Choices name="reward" legend=t!(lang, "reward-legend") hint=t!(lang, "reward-hint") fault=form.fault("reward")>
            {none}
            {allowance}
            {relief}
            <div class="choice-more">{hours}</div>
        </Choices>
    }
    .into_any()
}

/// One scheme with rates is a list of amounts; anything else is typed.
fn amount_fields(lang: Lang, form: &FormState, schemes: &[Kept]) -> AnyView {
    if let [only] = schemes
        && let Amounts::Rates(rates) = &only.scheme.amounts
    {
        let mut options = vec![SelectOption::new("", t!(lang, "reward-amount-choose"))];
        options.extend(rates.iter().map(|rate| SelectOption::new(euros(*rate), money(*rate))));
        let fault = form.fault("amount").or_else(|| form.fault("scheme"));
        return view! {
            <input type="hidden" name="scheme" value=only.code.clone()/>
            <Select
                name="amount"
                label=t!(lang, "reward-amount")
                options=options
                value=form.value("amount")
                fault=fault
                optional=true
            />
        }
        .into_any();
    }
    let hint = schemes.iter().map(|kept| amounts(lang, kept)).collect::<Vec<_>>().join(" ");
    let options =
        schemes.iter().map(|kept| SelectOption::new(kept.code.clone(), kept.scheme.label.clone())).collect();
    view! {
        <Select
            name="scheme"
            label=t!(lang, "reward-scheme")
            options=options
            value=form.value("scheme")
            fault=form.fault("scheme")
            optional=true
        />
        <Field
            name="amount"
            label=t!(lang, "reward-amount")
            hint=hint
            inputmode=Some("decimal")
            value=form.value("amount")
            fault=form.fault("amount")
            optional=true
            maxlength=Some(12)
            size=Some(10)
        />
    }
    .into_any()
}

fn amounts(lang: Lang, kept: &Kept) -> String {
    let label = kept.scheme.label.clone();
    match &kept.scheme.amounts {
        Amounts::Range { min, max } => {
            t!(lang, "reward-range", "scheme" => label, "min" => money(*min), "max" => money(*max))
        }
        Amounts::Rates(rates) => {
            let rates = rates.iter().map(|rate| money(*rate)).collect::<Vec<_>>().join(", ");
            t!(lang, "reward-rates", "scheme" => label, "rates" => rates)
        }
    }
}

/// The mission letter.
pub(super) fn letter_fields(lang: Lang, form: &FormState) -> AnyView {
    let most = Some(u32::try_from(LONGEST).unwrap_or(u32::MAX));
    let missions = Mission::ALL.map(|mission| {
        let checked = form.has("missions", mission.code());
        let label = names::mission(lang, mission);
        view! { <Choice name="missions" value=mission.code() label=label checked=checked/> }
    });
    let area = |name: &'static str, label: String, hint: String, rows: u32| {
        view! {
            <TextArea
                name=name
                label=label
                hint=hint
                rows=rows
                value=form.value(name)
                fault=form.fault(name)
                optional=true
                maxlength=most
            />
        }
    };
    let line = |name: &'static str, label: String| {
        view! {
            <Field name=name label=label value=form.value(name) fault=form.fault(name) optional=true maxlength=most/>
        }
    };
    view! {
        <fieldset class="form-part">
            <legend>{t!(lang, "letter-title")}</legend>
            <Choices
                name="missions"
                legend=t!(lang, "letter-missions")
                hint=t!(lang, "letter-missions-hint")
                fault=form.fault("missions")
            >
                {missions.collect_view()}
            </Choices>
            {area("secondary", t!(lang, "letter-secondary"), String::new(), 3)}
            {line("time", t!(lang, "letter-time"))}
            {line("room", t!(lang, "letter-room"))}
            {line("equipment", t!(lang, "letter-equipment"))}
            {area("indicators", t!(lang, "letter-indicators"), t!(lang, "letter-lines-hint"), 4)}
            {area("training", t!(lang, "letter-training"), t!(lang, "letter-lines-hint"), 3)}
            {area("free_text", t!(lang, "letter-free-text"), String::new(), 4)}
        </fieldset>
    }
    .into_any()
}
