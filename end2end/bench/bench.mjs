// Side by side, in one run on one machine: what we serve against the plainest thing that could
// serve it. Loopback only; started by `cargo xtask bench`, which builds the release and installs
// nginx and wrk.

import { execFileSync } from "node:child_process";
import { lessonPage, saves } from "./http.mjs";
import { checking } from "./checking.mjs";
import { pageScores } from "./lighthouse.mjs";
import { importing } from "./importing.mjs";
import { starting } from "./starting.mjs";
import { weight } from "./weight.mjs";
import { startPlatform } from "../lib/platform.mjs";
import { Reader } from "../lib/reader.mjs";

const rows = [];
/** Runs a part; a part that cannot be measured is a row that says why, not the end of the run. */
async function part(name, measure) {
  try {
    for (const row of await measure()) rows.push(row);
  } catch (error) {
    rows.push({ what: name, ours: "not measured", target: error.message.split("\n")[0], good: false });
  }
}

console.log(`${execFileSync("nproc").toString().trim()} cores, ${execFileSync("uname", ["-r"]).toString().trim()}\n`);
await part("start-up", starting);
await part("courses checked", checking);
await part("rows imported", importing);

const platform = await startPlatform();
try {
  const reader = await Reader.logIn(platform);
  await part("lesson page", () => lessonPage(platform, reader));
  await part("answers saved", () => saves(platform, reader));
  await part("weight of a lesson", () => weight(platform, reader));
  await part("Lighthouse", () => pageScores(platform));
} finally {
  await platform.stop();
}

const columns = ["what", "ours", "reference", "ratio", "target", "good"];
const table = rows.map((row) => ({ ...row, good: row.good ? "✔" : "✘" }));
const widths = Object.fromEntries(columns.map((key) => [key, Math.max(...table.map((row) => String(row[key] ?? "").length), key.length)]));
const print = (row) => console.log(columns.map((key) => String(row[key] ?? "").padEnd(widths[key])).join("  ").trimEnd());
print(Object.fromEntries(columns.map((key) => [key, key === "good" ? "" : key])));
table.forEach(print);
const missed = rows.filter((row) => !row.good).length;
console.log(`\n${rows.length - missed} targets reached, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
