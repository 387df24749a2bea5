//! What the pages of one's account share: the way from one to the other.

use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::Crumb;

/// A page of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Profile,
    Password,
    Logins,
    Tokens,
    Notices,
    Data,
    Visibility,
}

impl Room {
    const ALL: [Self; 7] = [
        Self::Profile,
        Self::Password,
        Self::Logins,
        Self::Tokens,
        Self::Notices,
        Self::Data,
        Self::Visibility,
    ];

    fn href(self) -> &'static str {
        match self {
            Self::Profile => "/compte",
            Self::Password => "/compte/mot-de-passe",
            Self::Logins => "/compte/connexions",
            Self::Tokens => "/compte/jetons",
            Self::Notices => "/compte/notifications",
            Self::Data => "/compte/donnees",
            Self::Visibility => "/compte/visibilite",
        }
    }

    fn title(self, lang: Lang) -> String {
        match self {
            Self::Profile => t!(lang, "account-profile"),
            Self::Password => t!(lang, "account-password"),
            Self::Logins => t!(lang, "account-logins"),
            Self::Tokens => t!(lang, "account-tokens"),
            Self::Notices => t!(lang, "account-notices"),
            Self::Data => t!(lang, "account-data"),
            Self::Visibility => t!(lang, "account-visibility"),
        }
    }
}

/// Shows a page of the account around `body`, which holds no `h1`.
pub(crate) fn show(cx: &Cx, room: Room, status: StatusCode, body: impl FnOnce() -> AnyView) -> Response {
    let lang = cx.lang;
    let above = match room {
        Room::Profile => Vec::new(),
        Room::Password | Room::Logins | Room::Tokens | Room::Notices | Room::Data | Room::Visibility => {
            vec![Crumb::new("/compte", t!(lang, "account-title"))]
        }
    };
    let title = match room {
        Room::Profile => t!(lang, "account-title"),
        Room::Password | Room::Logins | Room::Tokens | Room::Notices | Room::Data | Room::Visibility => {
            room.title(lang)
        }
    };
    cx.page(title.clone()).nav(Nav::Account).crumbs(above).status(status).show(move || {
        view! {
            <div class="account">
                <h1>{title}</h1>
                <nav class="account-rooms" aria-label=t!(lang, "account-rooms")>
                    <ul>
                        {Room::ALL
                            .into_iter()
                            .map(|other| {
                                let here = (other == room).then_some("page");
                                view! { <li><a href=other.href() aria-current=here>{other.title(lang)}</a></li> }
                            })
                            .collect_view()}
                    </ul>
                </nav>
                <div class="account-body">{body()}</div>
            </div>
        }
        .into_any()
    })
}
