// What a lesson weighs for a browser that has never been here.

import { awake, newReader, startBrowser } from "../lib/browser.mjs";
import { payload } from "../lib/payload.mjs";

const LESSON = 100_000;
const SCRIPTS = 48_000;

export async function weight(platform, reader) {
  // One with islands: a lesson without any loads no WebAssembly, and would prove nothing.
  let lesson;
  for await (const candidate of reader.lessons()) {
    if (candidate.html.includes("<leptos-island")) {
      lesson = candidate;
      break;
    }
  }
  if (!lesson) throw new Error("no lesson has an island");
  const browser = await startBrowser();
  try {
    const page = await newReader(browser, platform.url);
    const cookies = reader.cookie.split("; ").map((pair) => {
      const [name, ...value] = pair.split("=");
      return { name, value: value.join("="), url: platform.url };
    });
    await page.context().addCookies(cookies);
    const { total, weights } = await payload(page, lesson.path, awake);
    const scripts = [...weights]
      .filter(([address]) => /\.(js|wasm)$/.test(new URL(address).pathname))
      .reduce((sum, [, bytes]) => sum + bytes, 0);
    return [
      { what: `${lesson.path}, all it loads`, ours: `${total} bytes`, target: `≤ ${LESSON}`, good: total <= LESSON },
      { what: "of which JavaScript and WebAssembly", ours: `${scripts} bytes`, target: `≤ ${SCRIPTS}`, good: scripts <= SCRIPTS },
    ];
  } finally {
    await browser.close();
  }
}
