// Megabytes of course text parsed, checked and rendered per second.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));
const COPIES = 20;

export async function checking() {
  const folder = mkdtempSync(join(tmpdir(), "preau-content-"));
  try {
    cpSync(CONTENT, folder, { recursive: true });
    const courses = readdirSync(join(CONTENT, "cours")).filter((name) => statSync(join(CONTENT, "cours", name)).isDirectory());
    const once = seconds(CONTENT);
    for (let copy = 1; copy < COPIES; copy += 1) {
      for (const course of courses) cpSync(join(CONTENT, "cours", course), join(folder, "cours", `${course}-${copy}`), { recursive: true });
    }
    const many = seconds(folder);
    const bytes = pages(join(CONTENT, "cours"));
    // The difference leaves out the start of the program and what is loaded once. Copies repeat
    // formulas and code, which come from the cache of a run: this is the figure of a warm checker,
    // and the one beside it is that of a cold one.
    const rate = ((COPIES - 1) * bytes) / (many - once) / 1e6;
    return [
      {
        what: `courses checked, warm, ${(bytes / 1e3).toFixed(0)} kB of pages × ${COPIES}`,
        ours: `${rate.toFixed(1)} MB/s`,
        reference: `cold ${(bytes / once / 1e6).toFixed(1)} MB/s, start included`,
        target: "≥ 30 MB/s",
        good: rate >= 30,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The best of three. */
function seconds(folder) {
  const runs = [1, 2, 3].map(() => {
    const start = process.hrtime.bigint();
    try {
      execFileSync(process.env.PREAU_BINARY, ["check", folder], { stdio: "ignore" });
    } catch (error) {
      // 1: something is to be said about the courses, which copies of each other provoke.
      if (error.status !== 1) throw error;
    }
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  return Math.min(...runs);
}

function pages(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}
