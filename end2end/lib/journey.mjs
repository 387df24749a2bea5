// What each file of journeys starts with: one platform, one browser, both closed at the end.

import { after, before } from "node:test";
import { accessible } from "./accessibility.mjs";
import { awake, calm, newReader, startBrowser } from "./browser.mjs";
import { startPlatform } from "./platform.mjs";
import { fitsPhone, screenshots } from "./screenshots.mjs";
import { collect } from "./validity.mjs";

/**
 * Call it once at the top of a file; in the tests, `here.reader()` gives a new page.
 *
 * `options` are those of `startPlatform`.
 */
export function journey(options = {}) {
  const here = {
    platform: undefined,
    browser: undefined,
    reader: (context) => newReader(here.browser, here.platform.url, context),
  };
  before(async () => {
    here.platform = await startPlatform(options);
    here.browser = await startBrowser();
  });
  after(async () => {
    await here.browser?.close();
    await here.platform?.stop();
  });
  return here;
}

/**
 * Everything that must hold on any page: islands awake, no complaint, no accessibility fault in
 * either theme, fits a phone, valid HTML (checked at the end of the run), and pictures to look at.
 *
 * `pictures` may say which: the options of `screenshots`.
 */
export async function sound(page, name, { except = [], pictures = true } = {}) {
  await awake(page);
  if (pictures) await screenshots(page, name, pictures === true ? {} : pictures);
  await collect(page, name);
  // All that is wrong at once: one fault must not hide the next.
  const faults = [];
  for (const check of [() => accessible(page, { except }), () => fitsPhone(page), () => calm(page)]) {
    try {
      await check();
    } catch (error) {
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

export { awake, calm };
