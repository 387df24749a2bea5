// axe on a page, in the light and in the dark theme: contrast is not the same in both.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// All of it in the light; in the dark, what colours change.
const THEMES = {
  light: { type: "tag", values: RULES },
  dark: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

/** Fails when axe finds something in one theme or the other, and says all of it. */
export async function accessible(page, { except = [] } = {}) {
  const faults = new Map();
  // Evaluated from outside: the page's own policy refuses a script tag, rightly.
  await page.evaluate(axe);
  // Without motion, and before any colour changes: one half-way through a transition is nobody's contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [colorScheme, only] of Object.entries(THEMES)) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(async () => {
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      await Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished));
    });
    const { violations } = await page.evaluate(
      ([runOnly, except]) =>
        globalThis.axe.run(document, {
          runOnly,
          rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
        }),
      [only, except],
    );
    for (const rule of violations) {
      for (const node of rule.nodes) {
        const fault = `${rule.id} (${rule.impact}): ${node.target.join(" ")}\n    ${node.failureSummary.replaceAll("\n", "\n    ")}`;
        faults.set(fault, [...(faults.get(fault) ?? []), colorScheme]);
      }
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  if (faults.size > 0) {
    const lines = [...faults].map(([fault, themes]) => `[${themes.join(", ")}] ${fault}`);
    throw new Error(`${faults.size} accessibility faults on ${page.url()}:\n  ${lines.join("\n  ")}`);
  }
}
