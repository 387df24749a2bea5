//! A course as search engines read it: schema.org, in JSON-LD.

use preau::course::live::Live;
use serde_json::{Value, json};

use crate::cx::Cx;

/// The description of a course, safe inside a `<script>`.
pub(super) fn of(cx: &Cx, live: &Live) -> String {
    let meta = &live.course.meta;
    let base = &cx.site.config.base_url;
    let authors: Vec<Value> =
        meta.authors.iter().map(|author| json!({ "@type": "Person", "name": author.name })).collect();
    let value = json!({
        "@context": "https://schema.org",
        "@type": "Course",
        "name": meta.title,
        "description": meta.summary,
        "url": format!("{base}/cours/{}", live.course.slug),
        "inLanguage": meta.language,
        "version": live.semver,
        "datePublished": live.published_at.date_in(&cx.site.config.zone).to_string(),
        "keywords": meta.keywords,
        "teaches": meta.objectives,
        "author": authors,
        "license": format!("https://spdx.org/licenses/{}.html", meta.licence),
        "isAccessibleForFree": true,
        "provider": { "@type": "Organization", "name": cx.site.config.issuer.name, "url": base },
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": format!("PT{}M", meta.minutes),
        },
    });
    // `</script>` in a title must not end the script.
    value.to_string().replace('<', "\\u003c")
}
