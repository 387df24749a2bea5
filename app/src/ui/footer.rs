//! The foot of every page: how one reads, in which language, and what the law wants within reach.

use leptos::prelude::*;

use super::{Icon, Logo, settings};
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;

pub(super) fn footer(cx: &Cx) -> AnyView {
    let lang = cx.lang;
    let next = cx.path.clone();
    let links = [
        ("/aide", t!(lang, "footer-help")),
        ("/accessibilite", t!(lang, "footer-accessibility")),
        ("/mentions-legales", t!(lang, "footer-legal")),
        ("/donnees-personnelles", t!(lang, "footer-privacy")),
        ("/plan-du-site", t!(lang, "footer-map")),
        ("/contact", t!(lang, "footer-contact")),
    ];
    let other = match lang {
        Lang::Fr => Lang::En,
        Lang::En => Lang::Fr,
    };
    view! {
        <footer class="site-footer">
            <div class="site-footer-inside">
                <div class="site-footer-about">
                    <p class="site-footer-name"><Logo/><span>{cx.site.config.name.clone()}</span></p>
                    <p>{t!(lang, "footer-free")}</p>
                </div>
                <nav aria-label=t!(lang, "footer-nav")>
                    <ul class="site-footer-links">
                        {links.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect_view()}
                        <li><a href="/verifier">{t!(lang, "footer-check")}</a></li>
                        <li><a href="/donnees-ouvertes">{t!(lang, "footer-open-data")}</a></li>
                        <li><a href="/glossaire">{t!(lang, "footer-glossary")}</a></li>
                    </ul>
                </nav>
                <div class="site-footer-settings">
                    <details class="reading">
                        <summary><Icon name="type"/>{t!(lang, "reading-title")}</summary>
                        <form method="post" action="/lecture" data-act="reading.set">
                            <input type="hidden" name="next" value=next.clone()/>
                            {settings::fields(lang, &cx.reading)}
                            <button class="button" type="submit">{t!(lang, "reading-save")}</button>
                        </form>
                    </details>
                    <form method="post" action="/langue" data-act="language.set">
                        <input type="hidden" name="next" value=next/>
                        <button class="button button-quiet" type="submit" name="langue" value=other.code() lang=other.code()>
                            <Icon name="globe"/>
                            <span>{t!(lang, "language-other")}</span>
                        </button>
                    </form>
                </div>
            </div>
        </footer>
    }
    .into_any()
}
