// HTML validity. Pages are collected on the way and read by the Nu checker in one go at the end:
// starting Java costs more than reading a hundred pages.

import { execFile } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { RESULTS } from "./results.mjs";

const FOLDER = join(RESULTS, "html");

/** Keeps the page as the server sent it (not as scripts left it), asked for with the reader's cookies. */
export async function collect(page, name) {
  const response = await page.request.get(page.url());
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.html`), await response.text());
}

/** Keeps HTML that was not reached by a GET, a refused form for example. */
export async function collectText(html, name) {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.html`), html);
}

/** Everything wrong in what was collected: lines for people. */
export async function faults() {
  const names = (await readdir(FOLDER).catch(() => [])).filter((name) => name.endsWith(".html"));
  if (names.length === 0) return [];
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const args = ["-Xss2m", "-jar", jar, "--format", "json", "--exit-zero-always", "--no-langdetect", "--errors-only", ...names.map((name) => join(FOLDER, name))];
  const report = await new Promise((resolve, reject) =>
    execFile("java", args, { maxBuffer: 64 * 1024 * 1024 }, (error, _stdout, stderr) => (error ? reject(error) : resolve(stderr))),
  );
  const { messages } = JSON.parse(report);
  // `<!>` is how leptos keeps two texts apart: browsers read it as an empty comment.
  const real = messages.filter(({ message }) => !message.startsWith("Bogus comment"));
  return real.map(({ url, lastLine, lastColumn, message, extract }) => {
    const name = url.split("/").at(-1);
    return `${name}:${lastLine}:${lastColumn}: ${message}  …${(extract ?? "").replaceAll("\n", " ")}…`;
  });
}

/** How many pages were collected. */
export async function collected() {
  return (await readdir(FOLDER).catch(() => [])).length;
}

/** Forgets the pages of an earlier run. */
export async function forget() {
  await rm(FOLDER, { recursive: true, force: true });
}

