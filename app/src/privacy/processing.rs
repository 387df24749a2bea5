//! The record of processing (RGPD, article 30), as the privacy page shows it: what for, what, on which basis, seen by
//! whom, kept how long. The periods are those of this installation.

use leptos::prelude::*;

use preau::privacy::Periods;

use crate::t;
use crate::texts::{self, Lang, text_with, value};
use crate::ui::TableScroll;

/// Activities, in the order shown: `processing-<name>-…` in the catalogues.
pub(crate) const ACTIVITIES: [&str; 8] =
    ["account", "learning", "attestation", "organisation", "need", "notice", "access", "request"];

/// The table.
pub(crate) fn table(lang: Lang, periods: &Periods) -> AnyView {
    let row = |name: &&str| {
        let say = |part: &str| texts::text(lang, &format!("processing-{name}-{part}"));
        view! {
            <tr>
                <th scope="row">{say("purpose")}</th>
                <td>{say("data")}</td>
                <td>{say("basis")}</td>
                <td>{say("seen")}</td>
                <td>{kept(lang, name, periods)}</td>
            </tr>
        }
    };
    let rows = ACTIVITIES.iter().map(row).collect::<Vec<_>>();
    view! {
        <h2 id="registre">{t!(lang, "processing-title")}</h2>
        <TableScroll label=t!(lang, "processing-title")>
            <table class="table-compact processing">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "processing-purpose")}</th>
                        <th scope="col">{t!(lang, "processing-data")}</th>
                        <th scope="col">{t!(lang, "processing-basis")}</th>
                        <th scope="col">{t!(lang, "processing-seen")}</th>
                        <th scope="col">{t!(lang, "processing-kept")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// How long an activity's data are kept, with this installation's periods in it.
pub(crate) fn kept(lang: Lang, name: &str, periods: &Periods) -> String {
    text_with(
        lang,
        &format!("processing-{name}-kept"),
        &[
            ("closed", value(periods.account_closed_months)),
            ("erased", value(periods.account_erased_months)),
            ("learning", value(periods.learning_years)),
            ("access", value(periods.access_months)),
            ("notices", value(periods.notice_months)),
            ("requests", value(periods.request_years)),
            ("audit", value(periods.audit_years)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_activity_is_described_in_both_languages_with_its_periods() {
        let periods = Periods { access_months: 17, ..Periods::default() };
        for lang in Lang::ALL {
            for name in ACTIVITIES {
                for part in ["purpose", "data", "basis", "seen"] {
                    let key = format!("processing-{name}-{part}");
                    assert_ne!(texts::text(lang, &key), key);
                }
                assert!(!kept(lang, name, &periods).starts_with("processing-"), "{name}");
            }
            assert!(kept(lang, "access", &periods).contains("17"));
        }
    }
}
