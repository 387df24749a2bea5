//! The top of every page: where one is, where one can go, who one is.

use leptos::prelude::*;

use preau::access::{Act, Role};

use super::{Icon, Logo};
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;

/// Name, search, at most seven entries, the account.
pub(super) fn header(cx: &Cx, nav: Nav) -> AnyView {
    let lang = cx.lang;
    let signed_in = cx.actor.is_some();
    let entries = entries(cx, signed_in).into_iter().map(|(page, href, icon, text)| {
        view! {
            <li>
                <a href=href aria-current=(page == nav).then_some("page")>
                    <Icon name=icon/>
                    <span>{text}</span>
                </a>
            </li>
        }
    });
    view! {
        <header class="site-header">
            <div class="site-header-inside">
                <a class="site-name" href="/" aria-current=(nav == Nav::Home).then_some("page")>
                    <Logo/>
                    <span>{cx.site.config.name.clone()}</span>
                </a>
                {(!has_own_search(cx)).then(|| search(lang))}
                <nav class="site-nav" aria-label=t!(lang, "nav-main")>
                    <ul>{entries.collect_view()}</ul>
                </nav>
                {account(cx, nav)}
            </div>
        </header>
    }
    .into_any()
}

/// Where one can go: what concerns the asker, seven entries at most. Whoever holds many roles at once finds the own record
/// in the menu of the account, and the plan from the sessions.
fn entries(cx: &Cx, signed_in: bool) -> Vec<(Nav, &'static str, &'static str, String)> {
    let lang = cx.lang;
    let mut entries = [
        (true, Nav::Courses, "/cours", "book-open", t!(lang, "nav-courses")),
        (signed_in, Nav::Sessions, "/sessions", "calendar", t!(lang, "nav-sessions")),
        (signed_in, Nav::Record, "/mon-parcours", "award", t!(lang, "nav-record")),
        (at_school(cx), Nav::School, "/etablissement", "users", t!(lang, "nav-school")),
        (cx.may(Act::ProposeNomination), Nav::Direction, "/direction", "flag", t!(lang, "nav-direction")),
        (with_needs(cx), Nav::Needs, "/besoins", "message-circle", t!(lang, "nav-needs")),
        (signed_in, Nav::Plan, "/plan", "list-ordered", t!(lang, "nav-plan")),
        (cx.may(Act::WorkAsReferent), Nav::Referent, "/referent", "flag", t!(lang, "nav-referent")),
        (cx.may(Act::RunCohort), Nav::Cohorts, "/cohortes", "users", t!(lang, "cohorts-title")),
        (steers(cx), Nav::Operate, "/pilotage", "settings", t!(lang, "nav-operate")),
    ]
    .into_iter()
    .filter_map(|(shown, nav, href, icon, text)| shown.then_some((nav, href, icon, text)))
    .collect::<Vec<_>>();
    for least in [Nav::Record, Nav::Plan] {
        if entries.len() > 7 {
            entries.retain(|entry| entry.0 != least);
        }
    }
    entries
}

/// Works in a school, or leads one.
fn at_school(cx: &Cx) -> bool {
    cx.actor.as_ref().is_some_and(|actor| !actor.postings.is_empty() || actor.has(Role::Head))
}

/// States needs, or reads what others need.
fn with_needs(cx: &Cx) -> bool {
    cx.actor.as_ref().is_some_and(|actor| !actor.postings.is_empty()) || cx.may(Act::ReadNeedsSummary)
}

/// Has something to open in « Pilotage ».
pub(crate) fn steers(cx: &Cx) -> bool {
    cx.may(Act::Operate) || cx.may(Act::ReadCoverage)
}

/// Two search fields on one page are one too many.
fn has_own_search(cx: &Cx) -> bool {
    let path = cx.path.split('?').next().unwrap_or("/");
    path == "/cours" || (path == "/" && cx.actor.is_none() && cx.site.config.open_catalogue)
}

fn search(lang: Lang) -> AnyView {
    view! {
        <form class="site-search" role="search" action="/cours" method="get">
            <label class="visually-hidden" for="recherche-entete">{t!(lang, "search-label")}</label>
            <input
                class="input"
                id="recherche-entete"
                type="search"
                name="q"
                maxlength="200"
                autocomplete="off"
                placeholder=t!(lang, "search-placeholder")
            />
            <button class="site-search-go" type="submit">
                <Icon name="search"/>
                <span class="visually-hidden">{t!(lang, "search-go")}</span>
            </button>
        </form>
    }
    .into_any()
}

fn account(cx: &Cx, nav: Nav) -> AnyView {
    let lang = cx.lang;
    let Some(actor) = &cx.actor else {
        // Back to where one was; not to the login page itself.
        let here = cx.path.split('?').next().unwrap_or("/");
        let href = if here == "/" || here.starts_with("/connexion") || here.starts_with("/mot-de-passe") {
            "/connexion".to_owned()
        } else {
            format!("/connexion?next={}", encode(&cx.path))
        };
        return view! { <a class="button button-primary site-login" href=href><Icon name="log-in"/><span>{t!(lang, "nav-login")}</span></a> }
            .into_any();
    };
    let unread = actor.unread;
    // A hundred and more are many.
    let shown = if unread > 99 { "99+".to_owned() } else { unread.to_string() };
    view! {
        <details class="menu">
            <summary class="menu-button" aria-current=(nav == Nav::Account).then_some("true")>
                <Icon name="user"/>
                <span class="menu-name">{actor.person.given_name.clone()}</span>
                {(unread > 0)
                    .then(|| {
                        view! {
                            <span class="menu-count">
                                <span aria-hidden="true">{shown}</span>
                                <span class="visually-hidden">{t!(lang, "notices-menu", "count" => unread)}</span>
                            </span>
                        }
                    })}
                <Icon name="chevron-down" class="menu-mark"/>
            </summary>
            <div class="menu-panel">
                <p class="menu-who">{actor.person.full_name()}</p>
                <ul>
                    <li><a href="/compte">{t!(lang, "nav-account")}</a></li>
                    <li><a href="/mon-parcours">{t!(lang, "nav-record")}</a></li>
                    {(!actor.mandates.is_empty()).then(|| view! { <li><a href="/nominations">{t!(lang, "nav-mandate")}</a></li> })}
                    <li><a href="/notifications">{t!(lang, "notices-menu", "count" => unread)}</a></li>
                </ul>
                <form method="post" action="/deconnexion" data-act="account.logout">
                    <button class="button button-quiet" type="submit"><Icon name="log-out"/><span>{t!(lang, "nav-logout")}</span></button>
                </form>
            </div>
        </details>
    }
    .into_any()
}
