//! Covers that draw themselves: arches and a sun, placed by the title and coloured by the discipline, so that a course
//! without a picture is never grey. The same title always gives the same cover.

use std::fmt::Write as _;

use leptos::prelude::*;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 180;

/// The family of hues of a discipline.
pub fn hue(discipline: &str) -> &'static str {
    match discipline {
        "mathematiques" | "nsi" | "maths-sciences-lp" => "maths",
        "physique-chimie" | "svt" | "biochimie" | "biotechnologies" | "stms" => "science",
        "technologie" | "sii" | "genie-mecanique" | "genie-civil" | "genie-electrique" => "craft",
        "allemand" | "anglais" | "arabe" | "chinois" | "espagnol" | "italien" | "portugais" | "russe"
        | "lsf" | "langues-regionales" | "autres-langues" => "languages",
        "lettres" | "lettres-classiques" | "lettres-modernes" | "lettres-langues-lp" | "philosophie"
        | "documentation" => "letters",
        "histoire-geographie" | "ses" | "economie-gestion" => "society",
        "arts-plastiques" | "arts-appliques" | "education-musicale" | "hotellerie-restauration" => "arts",
        "eps" | "vie-scolaire" => "life",
        _ => "all",
    }
}

/// The drawn cover of a course.
#[component]
pub fn Cover(
    /// Title of the course: what the drawing depends on.
    title: String,
    /// First discipline of the course.
    #[prop(into)]
    discipline: String,
) -> AnyView {
    view! {
        <svg
            class="cover"
            data-hue=hue(&discipline)
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="xMidYMid slice"
            aria-hidden="true"
            focusable="false"
            inner_html=drawing(&title)
        ></svg>
    }
    .into_any()
}

/// A small generator of numbers from a text (FNV-1a, then a linear congruence): nothing here is secret.
struct Dice(u64);

impl Dice {
    fn of(text: &str) -> Self {
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    /// 0 ≤ number < `below`.
    fn roll(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(below)).unwrap_or(0)
    }
}

/// The inside of the drawing: made of numbers alone.
fn drawing(title: &str) -> String {
    let mut dice = Dice::of(title);
    let mut svg = format!("<rect class=\"cover-ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>");
    match dice.roll(4) {
        0 => rainbow(&mut svg, &mut dice),
        1 => arcade(&mut svg, &mut dice),
        2 => tiles(&mut svg, &mut dice),
        _ => corridor(&mut svg, &mut dice),
    }
    svg
}

/// An arch standing on a line: a half circle on two legs.
fn arch(svg: &mut String, class: &str, left: u32, width: u32, top: u32, bottom: u32) {
    let (radius, right) = (width / 2, left + width);
    let shoulder = top + radius;
    let _ = write!(
        svg,
        "<path class=\"{class}\" d=\"M{left} {bottom}V{shoulder}a{radius} {radius} 0 0 1 {width} 0V{bottom}z\"/>"
    );
    debug_assert!(right <= WIDTH * 2);
}

fn sun(svg: &mut String, x: u32, y: u32, radius: u32) {
    let _ = write!(svg, "<circle class=\"cover-sun\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
}

const FILLS: [&str; 3] = ["cover-1", "cover-2", "cover-3"];

/// Arches one inside the other.
fn rainbow(svg: &mut String, dice: &mut Dice) {
    let centre = 90 + dice.roll(5) * 30;
    sun(svg, (centre + 150) % 290 + 15, 34 + dice.roll(3) * 8, 17);
    let first = dice.roll(3);
    for (step, radius) in [110_u32, 84, 58, 32].into_iter().enumerate() {
        let class = if step == 3 { "cover-ground" } else { FILLS[(step + first as usize) % 3] };
        let left = centre.saturating_sub(radius);
        arch(svg, class, left, 2 * (centre - left).min(radius), 160 - radius.min(130), HEIGHT);
    }
}

/// A row of arches of several heights, with doors in some.
fn arcade(svg: &mut String, dice: &mut Dice) {
    sun(svg, 30 + dice.roll(9) * 30, 36, 15);
    let mut left = 8;
    for place in 0..5 {
        let width = 56;
        let top = 44 + dice.roll(4) * 18;
        arch(svg, FILLS[(place + dice.roll(3) as usize) % 3], left, width, top, HEIGHT);
        if dice.roll(3) > 0 {
            arch(svg, "cover-ground", left + 16, 24, top + 46, HEIGHT);
        }
        left += 62;
    }
}

/// A paving of quarter circles and arches.
fn tiles(svg: &mut String, dice: &mut Dice) {
    const SIDE: u32 = 64;
    for row in 0..3_u32 {
        for column in 0..5_u32 {
            let (x, y) = (column * SIDE, row * SIDE);
            let class = FILLS[dice.roll(3) as usize];
            match dice.roll(6) {
                0 => {}
                1 => arch(svg, class, x + 6, SIDE - 12, y + 4, y + SIDE),
                2 => {
                    let _ = write!(
                        svg,
                        "<path class=\"{class}\" d=\"M{x} {y}h{SIDE}a{SIDE} {SIDE} 0 0 1 -{SIDE} {SIDE}z\"/>"
                    );
                }
                3 => {
                    let (right, below) = (x + SIDE, y + SIDE);
                    let _ = write!(
                        svg,
                        "<path class=\"{class}\" d=\"M{right} {below}h-{SIDE}a{SIDE} {SIDE} 0 0 1 {SIDE} -{SIDE}z\"/>"
                    );
                }
                4 => {
                    arch(svg, class, x + 4, SIDE - 8, y + 2, y + SIDE);
                    arch(svg, "cover-ground", x + 20, SIDE - 40, y + 26, y + SIDE);
                }
                _ => sun_or_moon(svg, class, x + SIDE / 2, y + SIDE / 2, dice.roll(4) == 0),
            }
        }
    }
}

fn sun_or_moon(svg: &mut String, class: &str, x: u32, y: u32, sunny: bool) {
    let class = if sunny { "cover-sun" } else { class };
    let _ = write!(svg, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"20\"/>");
}

/// The covered playground seen from its end: arches that recede towards the light.
fn corridor(svg: &mut String, dice: &mut Dice) {
    let centre = 120 + dice.roll(4) * 26;
    for (half, top, class) in [
        (118_u32, 12_u32, FILLS[0]),
        (94, 36, FILLS[1]),
        (70, 60, FILLS[2]),
        (46, 84, FILLS[0]),
        (24, 110, "cover-sun"),
    ] {
        arch(svg, class, centre - half, 2 * half, top, HEIGHT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_its_own_cover_and_keeps_it() {
        let titles =
            ["Droit d'auteur", "Maths et GeoGebra", "Différencier", "RGPD", "Référent numérique", ""];
        let covers: Vec<String> = titles.iter().map(|title| drawing(title)).collect();
        for (title, cover) in titles.iter().zip(&covers) {
            assert_eq!(&drawing(title), cover);
            assert_eq!(covers.iter().filter(|other| *other == cover).count(), 1, "{title}");
        }
    }

    #[test]
    fn nothing_of_a_title_gets_into_the_drawing() {
        for number in 0..500 {
            let svg = drawing(&format!("<script>{number}\"'"));
            assert!(!svg.contains("script"));
            assert!(svg.len() < 4_000);
        }
    }
}
