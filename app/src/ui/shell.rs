//! The frame of every page: head, skip link, header, main, footer.

use leptos::prelude::*;

use super::footer::footer;
use super::header::header;
use super::{Breadcrumb, Icon, Notice, NoticeKind};
use crate::cx::Cx;
use crate::page::Page;
use crate::{t, texts};

/// `<html>` around a body.
pub fn shell(page: &Page<'_>, body: AnyView) -> AnyView {
    let cx = page.cx;
    let site = &cx.site;
    let lang = cx.lang;
    let title = if page.title == site.config.name {
        page.title.clone()
    } else {
        format!("{} – {}", page.title, site.config.name)
    };
    let class = if page.reader { "page page-reader" } else { "page" };
    let crumbs = page.crumbs.clone();
    view! {
        <!DOCTYPE html>
        <html
            lang=lang.code()
            data-theme=cx.reading.theme.clone()
            data-size=cx.reading.size.clone()
            data-spacing=cx.reading.spacing.clone()
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                {page.description.clone().map(|text| view! { <meta name="description" content=text/> })}
                {page.private.then(|| view! { <meta name="robots" content="noindex"/> })}
                <meta name="color-scheme" content=color_scheme(cx)/>
                <link
                    rel="preload"
                    href=site.assets.href("atkinson-hyperlegible-next-regular.woff2")
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <link rel="stylesheet" href=site.assets.href("app.css")/>
                <link rel="icon" href=site.assets.href("mark.svg") r#type="image/svg+xml"/>
                <script type="module" nonce=cx.nonce.clone() src=site.assets.href("boot.js")></script>
            </head>
            <body class=class>
                <a class="skip" href="#contenu">{t!(lang, "skip-to-content")}</a>
                {site
                    .config
                    .demo
                    .then(|| {
                        view! {
                            <aside class="demo-banner" aria-label=t!(lang, "demo-label")>
                                <Icon name="info"/>
                                <p>{t!(lang, "demo-banner")}</p>
                            </aside>
                        }
                    })}
                {header(cx, page.nav)}
                {crumbs.map(|crumbs| view! { <Breadcrumb crumbs=crumbs here=page.title.clone()/> })}
                <main id="contenu" tabindex="-1">
                    {done(cx)}
                    {body}
                </main>
                {footer(cx)}
            </body>
        </html>
    }
    .into_any()
}

fn color_scheme(cx: &Cx) -> &'static str {
    match cx.reading.theme.as_deref() {
        Some("dark") => "dark",
        Some("light") => "light",
        _ => "light dark",
    }
}

/// What a form before this page has done: `?fait=…`, one of the fixed texts `fait-…`.
fn done(cx: &Cx) -> Option<AnyView> {
    let query = cx.path.split_once('?')?.1;
    let key = query.split('&').find_map(|pair| pair.strip_prefix("fait="))?;
    let plain = key.len() <= 40 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let name = format!("fait-{key}");
    let text = texts::text(cx.lang, &name);
    (plain && text != name)
        .then(|| view! { <Notice kind=NoticeKind::Success live=true><p>{text}</p></Notice> }.into_any())
}
