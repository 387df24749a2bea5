//! Pictures of coverage, drawn by the server: tiles for the académies, points for the schools of one. What they show
//! stands in a table too; a colour never says it alone.

use leptos::prelude::*;

use preau::school::coverage::{Cluster, Count};

use crate::t;
use crate::texts::Lang;

/// Column and row of each académie on the map of tiles: roughly where it lies, overseas below.
#[rustfmt::skip]
const TILES: [(&str, u16, u16); 34] = [
    ("09", 4, 0),
    ("70", 2, 1), ("20", 4, 1), ("19", 5, 1),
    ("14", 0, 2), ("25", 2, 2), ("01", 3, 2), ("24", 4, 2), ("12", 6, 2), ("15", 7, 2),
    ("17", 1, 3), ("18", 3, 3), ("07", 5, 3), ("03", 6, 3),
    ("13", 1, 4), ("22", 2, 4), ("06", 4, 4), ("10", 5, 4), ("08", 6, 4),
    ("04", 1, 5), ("16", 2, 5), ("11", 4, 5), ("02", 5, 5), ("23", 6, 5),
    ("27", 7, 6),
    ("32", 0, 7), ("31", 1, 7), ("33", 2, 7), ("28", 3, 7), ("43", 4, 7), ("44", 5, 7), ("41", 6, 7), ("40", 7, 7),
    ("42", 7, 8),
];

const SIDE: u16 = 76;
const GAP: u16 = 6;

/// A tile for each académie, with its rate; a link opens it.
pub(super) fn tiles(lang: Lang, rows: &[Count], href: impl Fn(&str) -> String) -> AnyView {
    let mut unplaced = 0_u16;
    let placed: Vec<_> = rows
        .iter()
        .map(|row| {
            let place =
                TILES.iter().find(|(code, _, _)| *code == row.code).map(|(_, column, line)| (*column, *line));
            let (column, line) = place.unwrap_or_else(|| {
                unplaced += 1;
                (unplaced - 1, 9)
            });
            (row.clone(), column * (SIDE + GAP), line * (SIDE + GAP))
        })
        .collect();
    if placed.is_empty() {
        return ().into_any();
    }
    let (highest, lowest) =
        placed.iter().fold((u16::MAX, 0), |(top, bottom), (_, _, y)| (top.min(*y), bottom.max(*y)));
    let (width, height) = (8 * (SIDE + GAP), lowest + SIDE - highest);
    view! {
        <figure class="coverage-map">
            <svg viewBox=format!("0 {highest} {width} {height}") role="group" aria-label=t!(lang, "coverage-map-label")>
                {placed
                    .into_iter()
                    .map(|(row, x, y)| {
                        let percent = row.percent().unwrap_or(0);
                        let shown = t!(lang, "coverage-percent", "percent" => percent);
                        // What is read on the tile first, as somebody who speaks to the machine says it.
                        let label = format!("{} {shown} – {}", short(&row.name), row.name);
                        view! {
                            <a href=href(&row.code) aria-label=label class=format!("tile tile-{}", level(percent))>
                                <title>{format!("{} – {}", row.name, t!(lang, "coverage-sentence", "covered" => row.covered, "schools" => row.schools))}</title>
                                <rect x=x.to_string() y=y.to_string() width=SIDE.to_string() height=SIDE.to_string() rx="12"></rect>
                                <text x=(x + SIDE / 2).to_string() y=(y + 32).to_string() class="tile-name">{short(&row.name)}" "</text>
                                <text x=(x + SIDE / 2).to_string() y=(y + 56).to_string() class="tile-figure">{shown.clone()}</text>
                            </a>
                        }
                    })
                    .collect_view()}
            </svg>
            <figcaption>{t!(lang, "coverage-map-caption")}</figcaption>
        </figure>
    }
    .into_any()
}

/// Which of five shades.
fn level(percent: i64) -> i64 {
    (percent / 20).clamp(0, 4)
}

/// As much of a name as fits on a tile.
fn short(name: &str) -> String {
    let first = name.split(['-', ' ']).find(|word| word.chars().count() > 3).unwrap_or(name);
    if first.chars().count() <= 9 { first.to_owned() } else { first.chars().take(8).chain(['.']).collect() }
}

const WIDTH: f64 = 640.0;
const EDGE: f64 = 18.0;

/// Schools as points where they stand, neighbours put together. Distances are true enough: a degree of longitude is
/// shortened as it is at the middle of the map.
pub(super) fn points(lang: Lang, clusters: &[Cluster]) -> AnyView {
    let Some(frame) = Frame::around(clusters) else { return ().into_any() };
    let drawn: Vec<_> = clusters
        .iter()
        .map(|cluster| {
            let (x, y) = frame.place(cluster);
            let radius = 6.0 + 3.0 * f64::sqrt(as_f64(cluster.schools));
            let text = if cluster.schools == 1 {
                let state =
                    if cluster.covered > 0 { t!(lang, "coverage-cover-covered") } else { t!(lang, "coverage-cover-vacant") };
                format!("{} – {state}", cluster.name)
            } else {
                t!(lang, "coverage-sentence", "covered" => cluster.covered, "schools" => cluster.schools)
            };
            let class = match (cluster.covered, cluster.schools) {
                (0, _) => "point point-vacant",
                (covered, schools) if covered == schools => "point point-covered",
                _ => "point point-mixed",
            };
            view! {
                <g class=class>
                    <title>{text}</title>
                    <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r=format!("{radius:.1}")></circle>
                    {(cluster.schools > 1)
                        .then(|| view! { <text x=format!("{x:.1}") y=format!("{:.1}", y + 4.0)>{cluster.schools}</text> })}
                </g>
            }
        })
        .collect();
    view! {
        <figure class="coverage-map coverage-map-points">
            <svg viewBox=format!("0 0 {WIDTH} {:.0}", frame.height) role="img" aria-label=t!(lang, "coverage-points-label")>
                {drawn}
            </svg>
            <figcaption>
                <ul class="legend">
                    <li class="point-covered">{t!(lang, "coverage-legend-covered")}</li>
                    <li class="point-mixed">{t!(lang, "coverage-legend-mixed")}</li>
                    <li class="point-vacant">{t!(lang, "coverage-legend-vacant")}</li>
                </ul>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// The part of the world that a map shows.
struct Frame {
    west: f64,
    north: f64,
    /// Points per degree of longitude and of latitude.
    across: f64,
    down: f64,
    height: f64,
}

impl Frame {
    fn around(clusters: &[Cluster]) -> Option<Self> {
        let first = clusters.first()?;
        let start = (first.longitude, first.longitude, first.latitude, first.latitude);
        let (west, east, south, north) = clusters.iter().fold(start, |(west, east, south, north), one| {
            (
                west.min(one.longitude),
                east.max(one.longitude),
                south.min(one.latitude),
                north.max(one.latitude),
            )
        });
        let shrink = ((south + north) / 2.0).to_radians().cos().max(0.2);
        // A single place still has a map around it.
        let (wide, high) = ((east - west).max(0.05), (north - south).max(0.03));
        let across = ((WIDTH - 2.0 * EDGE) / wide).min(900.0 * shrink / high * 1.0);
        let down = across / shrink;
        Some(Self { west, north, across, down, height: high * down + 2.0 * EDGE })
    }

    fn place(&self, cluster: &Cluster) -> (f64, f64) {
        (
            EDGE + (cluster.longitude - self.west) * self.across,
            EDGE + (self.north - cluster.latitude) * self.down,
        )
    }
}

fn as_f64(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_academies_share_a_tile() {
        let mut places: Vec<_> = TILES.iter().map(|(_, column, line)| (column, line)).collect();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), TILES.len());
    }

    #[test]
    fn a_map_holds_its_points() {
        let at = |latitude, longitude| Cluster {
            latitude,
            longitude,
            schools: 1,
            covered: 0,
            uai: String::new(),
            name: String::new(),
        };
        for clusters in [
            vec![at(48.1, -1.7)],
            vec![at(48.7, -2.2), at(47.6, -1.0)],
            vec![at(-20.9, 55.3), at(-21.4, 55.8)],
            vec![at(44.0, 5.0), at(48.0, 5.1)],
        ] {
            let frame = Frame::around(&clusters).unwrap();
            for cluster in &clusters {
                let (x, y) = frame.place(cluster);
                assert!((0.0..=WIDTH).contains(&x) && (0.0..=frame.height).contains(&y), "{x} {y}");
            }
            assert!(frame.height < 1000.0, "{}", frame.height);
        }
    }
}
