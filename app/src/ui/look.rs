//! What components need to know of the page they stand on, so that pages need not repeat it to each of them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::cx::Cx;
use crate::texts::Lang;

/// The language of the page and the addresses its components need.
#[derive(Debug, Clone)]
pub struct Look {
    pub lang: Lang,
    /// Address of the sprite of icons.
    pub sprite: Arc<str>,
    /// Zone in which instants are shown.
    pub zone: Arc<str>,
}

/// Makes the look of a page known to the components rendered in it.
pub fn provide(cx: &Cx) {
    provide_context(Look {
        lang: cx.lang,
        sprite: cx.site.assets.href("icons.svg").into(),
        zone: cx.site.config.zone.as_str().into(),
    });
}

/// The look of this page; French and plain addresses outside of one.
pub fn look() -> Look {
    use_context::<Look>().unwrap_or_else(|| Look {
        lang: Lang::default(),
        sprite: "/assets/icons.svg".into(),
        zone: "Europe/Paris".into(),
    })
}
