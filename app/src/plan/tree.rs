//! Priorities, the programmes under them, their modules: the body of a plan's page.

use leptos::prelude::*;
use uuid::Uuid;

use preau::plan::priority::{Above, Priority};
use preau::plan::sheet::{Bough, Branch, Figures};
use preau::plan::{Module, ModuleState, ProgrammeEvent, ProgrammeState};

use super::place::Here;
use super::words;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Button, ButtonKind, ButtonLink, PostForm, SelectOption, TableScroll, Tag, Tone, number};

/// Every priority with what stands under it.
pub(super) fn boughs(lang: Lang, here: &Here, boughs: &[Bough], above: &[Above]) -> AnyView {
    boughs.iter().map(|bough| one(lang, here, bough, above)).collect_view().into_any()
}

fn one(lang: Lang, here: &Here, bough: &Bough, above: &[Above]) -> AnyView {
    let (id, title) = match &bough.priority {
        Some(priority) => (format!("p-{}", priority.id), priority.title.clone()),
        None => ("sans-priorite".to_owned(), t!(lang, "plan-loose")),
    };
    let bare = bough.priority.is_some() && bough.is_bare();
    let words = bough.priority.as_ref().map(|priority| told(lang, here, priority, bough, above));
    let shown = |branch: &&Branch| here.writes || branch.programme.state() != ProgrammeState::Withdrawn;
    let branches =
        bough.branches.iter().filter(shown).map(|branch| programme(lang, here, branch)).collect_view();
    view! {
        <section class=if bare { "card plan-priority plan-bare" } else { "card plan-priority" } id=id.clone() aria-labelledby=format!("t-{id}")>
            <h2 class="card-title" id=format!("t-{id}")>{title}</h2>
            {words}
            {branches}
        </section>
    }
    .into_any()
}

/// What is said of a priority, and what can be done with it.
fn told(lang: Lang, here: &Here, priority: &Priority, bough: &Bough, above: &[Above]) -> AnyView {
    let parent = priority.parent_title.clone().zip(priority.parent_node.clone());
    let below = bough.below;
    let bare = bough.is_bare();
    let add = format!("{}&priorite={}", here.part("dispositif"), priority.id);
    let change = here.writes && here.plan.state().may_change();
    let about = format!(" ({})", priority.title);
    view! {
        {parent.map(|(title, node)| view! { <p class="soft">{t!(lang, "plan-serves", "title" => title, "node" => node)}</p> })}
        {(!priority.body.is_empty()).then(|| view! { <p class="typed">{priority.body.clone()}</p> })}
        {bare.then(|| view! { <p><Tag tone=Tone::Warning icon="triangle-alert">{t!(lang, "plan-bare")}</Tag></p> })}
        {(!bare).then(|| view! { <p class="plan-line">{line(lang, &bough.figures)}</p> })}
        {(below.plans > 0)
            .then(|| {
                view! {
                    <p class="plan-line">
                        {t!(
                            lang,
                            "plan-below",
                            "plans" => below.plans,
                            "modules" => below.modules,
                            "hours" => words::hours(lang, below.minutes),
                            "money" => words::money(below.cents)
                        )}
                    </p>
                }
            })}
        {change
            .then(|| {
                view! {
                    <div class="plan-acts">
                        <ButtonLink href=add icon="plus">{t!(lang, "plan-programme-new")}<span class="visually-hidden">{about}</span></ButtonLink>
                        {here.plan.state().may_change_priorities().then(|| ordering(lang, here, "priorite", priority.id, priority.id, &priority.title))}
                        {here.plan.state().may_change_priorities().then(|| priority_acts(lang, here, priority, bough))}
                    </div>
                    {linking(lang, here, priority, above)}
                }
            })}
    }
    .into_any()
}

fn priority_acts(lang: Lang, here: &Here, priority: &Priority, bough: &Bough) -> AnyView {
    let edit = format!("{}&id={}", here.part("priorite"), priority.id);
    let about = format!(" ({})", priority.title);
    let said = about.clone();
    let empty = bough.branches.is_empty() && bough.below.plans == 0;
    view! {
        <ButtonLink href=edit kind=ButtonKind::Quiet icon="pen-line">{t!(lang, "plan-edit")}<span class="visually-hidden">{said}</span></ButtonLink>
        {empty
            .then(|| {
                let hidden = vec![("geste", "supprimer-priorite".to_owned()), ("id", priority.id.to_string())];
                gesture(here, "plan.write", hidden, ButtonKind::Quiet, "trash-2", t!(lang, "plan-remove"), about)
            })}
    }
    .into_any()
}

/// The priority above that this one serves: chosen from those that are shown, or untied.
fn linking(lang: Lang, here: &Here, priority: &Priority, above: &[Above]) -> AnyView {
    if above.is_empty() {
        return ().into_any();
    }
    let options: Vec<SelectOption> = std::iter::once(SelectOption::new("", t!(lang, "plan-link-none")))
        .chain(above.iter().map(|above| {
            SelectOption::new(above.id.to_string(), format!("{} · {}", above.node_name, above.title))
        }))
        .collect();
    let now = priority.parent_id.map(|id| id.to_string()).unwrap_or_default();
    let (own, anchor, id) =
        (priority.id.to_string(), priority.id.to_string(), format!("lien-{}", priority.id));
    let options = options.into_iter().map(move |option| {
        let selected = option.value == now;
        view! { <option value=option.value selected=selected>{option.label}</option> }
    });
    view! {
        <PostForm action=here.address() act="plan.write" class="form form-line plan-link">
            <input type="hidden" name="geste" value="rattacher"/>
            <input type="hidden" name="id" value=own/>
            <input type="hidden" name="ancre" value=anchor/>
            <div class="field">
                <label for=id.clone()>{t!(lang, "plan-link")}</label>
                <select class="input" id=id name="parent">{options.collect_view()}</select>
            </div>
            <Button>{t!(lang, "plan-link-save")}</Button>
        </PostForm>
    }
    .into_any()
}

/// « 3 modules · 5 groupes · 90 places · 84 h · 3 200 € ».
fn line(lang: Lang, figures: &Figures) -> String {
    [
        t!(lang, "plan-count-modules", "count" => figures.modules),
        t!(lang, "plan-count-groups", "count" => figures.groups),
        t!(lang, "plan-count-seats", "count" => figures.seats),
        words::hours(lang, figures.amount.minutes),
        words::money(figures.amount.cents),
    ]
    .join(" · ")
}

fn programme(lang: Lang, here: &Here, branch: &Branch) -> AnyView {
    let programme = &branch.programme;
    let (tone, state) = words::programme_state(lang, programme.state());
    let audience = format!("{} · {}", words::mode(lang, programme.enrolment_mode()), programme.audience);
    let audience = audience.trim_end_matches([' ', '·']).to_owned();
    let shown = |module: &&Module| here.writes || module.state() != ModuleState::Withdrawn;
    let modules: Vec<&Module> = branch.modules.iter().filter(shown).collect();
    let acts = (here.writes || here.validates) && here.plan.state().may_change();
    view! {
        <article class="plan-programme" id=format!("p-{}", programme.id)>
            <h3><span class="plan-code">{programme.code.clone()}</span>" "{programme.title.clone()}</h3>
            <p><Tag tone=tone>{state}</Tag></p>
            {(!programme.aim.is_empty()).then(|| view! { <p class="typed">{programme.aim.clone()}</p> })}
            <p class="soft">{audience}</p>
            <p class="plan-line">{line(lang, &branch.figures)}</p>
            {if modules.is_empty() {
                view! { <p class="soft">{t!(lang, "plan-no-module")}</p> }.into_any()
            } else {
                table(lang, here, &programme.title, modules)
            }}
            {acts.then(|| programme_acts(lang, here, branch))}
        </article>
    }
    .into_any()
}

fn programme_acts(lang: Lang, here: &Here, branch: &Branch) -> AnyView {
    let programme = &branch.programme;
    let about = format!(" ({})", programme.title);
    let drafts =
        branch.modules.iter().any(|module| module.state() == ModuleState::Draft && module.is_complete());
    let validated = branch.modules.iter().any(|module| module.state() == ModuleState::Validated);
    let step = |event: ProgrammeEvent| {
        let hidden = vec![
            ("geste", "dispositif".to_owned()),
            ("id", programme.id.to_string()),
            ("etape", event.code().to_owned()),
            ("ancre", programme.id.to_string()),
        ];
        let label = texts::text(lang, &format!("programme-event-{}", event.code()));
        let kind = if event == ProgrammeEvent::Withdraw { ButtonKind::Quiet } else { ButtonKind::Secondary };
        gesture(here, "plan.write", hidden, kind, "", label, about.clone())
    };
    // What was validated since is offered with the rest.
    let again = programme.state() == ProgrammeState::Offered && validated;
    let (for_add, for_validate, for_edit) = (about.clone(), about.clone(), about.clone());
    let steps: Vec<AnyView> = ProgrammeEvent::ALL
        .iter()
        .copied()
        .filter(|event| programme.state().next(*event).is_ok() || (again && *event == ProgrammeEvent::Offer))
        .map(step)
        .collect();
    let edit = format!("{}&id={}", here.part("dispositif"), programme.id);
    let add = format!("{}&dispositif={}", here.part("module"), programme.id);
    view! {
        <div class="plan-acts">
            {here
                .writes
                .then(|| {
                    view! {
                        <ButtonLink href=add icon="plus">{t!(lang, "plan-module-new")}<span class="visually-hidden">{for_add}</span></ButtonLink>
                    }
                })}
            {(here.validates && drafts)
                .then(|| {
                    let hidden = vec![
                        ("geste", "valider-tout".to_owned()),
                        ("id", programme.id.to_string()),
                        ("ancre", programme.id.to_string()),
                    ];
                    gesture(here, "plan.validate", hidden, ButtonKind::Secondary, "check", t!(lang, "plan-validate-all"), for_validate)
                })}
            {here
                .writes
                .then(|| {
                    view! {
                        {steps}
                        <ButtonLink href=edit kind=ButtonKind::Quiet icon="pen-line">{t!(lang, "plan-edit")}<span class="visually-hidden">{for_edit}</span></ButtonLink>
                        {ordering(lang, here, "dispositif", programme.id, programme.id, &programme.title)}
                    }
                })}
        </div>
    }
    .into_any()
}

fn table(lang: Lang, here: &Here, title: &str, modules: Vec<&Module>) -> AnyView {
    let order = here.writes && here.plan.state().may_change();
    let rows = modules.into_iter().map(|module| {
        let (tone, state) = words::module_state(lang, module.state());
        let duration = words::hours(lang, module.minutes());
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("/plan/modules/{}", module.id)>{module.title.clone()}</a>
                    <span class="cell-detail">{module.code.clone()}</span>
                </th>
                <td class="align-right">{duration}</td>
                <td class="align-right">{number(lang, u64::try_from(module.planned_groups).unwrap_or(0))}</td>
                <td class="align-right">{format!("{}–{}", module.min_size, module.max_size)}</td>
                <td><Tag tone=tone>{state}</Tag></td>
                {order
                    .then(|| {
                        view! {
                            <td><div class="plan-acts">{ordering(lang, here, "module", module.id, module.programme_id, &module.title)}</div></td>
                        }
                    })}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableScroll label=title.to_owned()>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "plan-module")}</th>
                        <th scope="col">{t!(lang, "plan-duration")}</th>
                        <th scope="col">{t!(lang, "plan-groups")}</th>
                        <th scope="col">{t!(lang, "plan-size")}</th>
                        <th scope="col">{t!(lang, "plan-state")}</th>
                        {order.then(|| view! { <th scope="col">{t!(lang, "plan-order")}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// Up and down.
fn ordering(lang: Lang, here: &Here, what: &'static str, id: Uuid, anchor: Uuid, title: &str) -> AnyView {
    let one = |gesture: &'static str, icon: &'static str, label: String| {
        view! {
            <button class="button button-quiet" type="submit" name="geste" value=gesture>
                <crate::ui::Icon name=icon/>
                <span class="visually-hidden">{label}</span>
            </button>
        }
    };
    let (up, down) = (
        one("monter", "arrow-up", t!(lang, "plan-up", "title" => title.to_owned())),
        one("descendre", "arrow-down", t!(lang, "plan-down", "title" => title.to_owned())),
    );
    view! {
        <PostForm action=here.address() act="plan.write" class="row-form plan-order">
            <input type="hidden" name="quoi" value=what/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="ancre" value=anchor.to_string()/>
            {up}
            {down}
        </PostForm>
    }
    .into_any()
}

/// A button with a form of its own.
fn gesture(
    here: &Here,
    act: &'static str,
    hidden: Vec<(&'static str, String)>,
    kind: ButtonKind,
    icon: &'static str,
    label: String,
    about: String,
) -> AnyView {
    let hidden = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <PostForm action=here.address() act=act class="row-form">
            {hidden}
            <Button kind=kind icon=icon>{label}<span class="visually-hidden">{about}</span></Button>
        </PostForm>
    }
    .into_any()
}
