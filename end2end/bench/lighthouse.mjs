// What Lighthouse thinks of the pages most visitors see first, on its slow phone, logged out.
//
// Installed apart from the journeys: it brings two hundred packages that no test needs.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS } from "../lib/browser.mjs";

const PAGES = ["/", "/cours", "/cours/differencier/quoi"];
const TARGET = 95;
// The machine may be busy for a moment: the median of so many runs.
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/** One row for each page, with the four scores and, when one is missed, what cost it. */
export async function pageScores(platform) {
  const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: ["--headless=new", ...FLAGS], logLevel: "silent" });
  try {
    const rows = [];
    for (const path of PAGES) rows.push(await scored(platform.url + path, path, chrome.port));
    return rows;
  } finally {
    await chrome.kill();
  }
}

async function scored(url, path, port) {
  const reports = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { lhr } = await lighthouse(url, { port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES });
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    reports.push(lhr);
  }
  const middle = (name) => reports.map((lhr) => Math.round(100 * lhr.categories[name].score)).sort((a, b) => a - b)[RUNS >> 1];
  const scores = CATEGORIES.map((name) => [name, middle(name)]);
  const missed = scores.filter(([, score]) => score < TARGET).map(([name]) => name);
  for (const fault of faults(reports.at(-1), missed)) console.log(`${path}: ${fault}`);
  return {
    what: `Lighthouse, ${path}`,
    ours: scores.map(([name, score]) => `${name} ${score}`).join(", "),
    target: `≥ ${TARGET} each`,
    good: missed.length === 0,
  };
}

/** The audits that cost points in some categories. */
function faults(lhr, categories) {
  const names = categories.flatMap((name) => lhr.categories[name].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id));
  const lost = [...new Set(names)].map((id) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.9);
  return lost.map(({ id, title, displayValue }) => `${id}: ${title} ${displayValue ?? ""}`.trimEnd());
}
