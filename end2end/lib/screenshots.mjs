// Pictures for people: a phone, a tablet, a desk; in the light and in the dark.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RESULTS } from "./results.mjs";

export const WIDTHS = [360, 768, 1440];

/** Writes `results/screenshots/{name}-{width}-{theme}.png`, whole pages. */
export async function screenshots(page, name, { widths = WIDTHS, themes = ["light", "dark"] } = {}) {
  const folder = join(RESULTS, "screenshots");
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  // From the top: what stays in sight would stand in the middle of the picture.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 700 ? 800 : 1000 });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  if (before) await page.setViewportSize(before);
}

/** Writes `results/pictures/{name}.png`: what is seen at once on a small desk, in the light. */
export async function picture(page, name) {
  const folder = join(RESULTS, "pictures");
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  if (before) await page.setViewportSize(before);
}

/** Fails when the page is wider than a small phone: reading would mean scrolling sideways. */
export async function fitsPhone(page, width = 320) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (before) await page.setViewportSize(before);
  if (excess > 0) throw new Error(`${page.url()} is ${excess} px wider than a screen of ${width} px`);
}
