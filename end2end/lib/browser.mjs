// Chromium, and pages that do not forgive: whatever the console complains about fails the test.

import { chromium } from "playwright-core";

/** The browser of Debian, or the one named by `PREAU_CHROMIUM`. */
export const CHROMIUM = process.env.PREAU_CHROMIUM ?? "/usr/bin/chromium";

/** Quiet, and at work as root in a container. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser; close it at the end. */
export function startBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * A new reader: a context without cookies, in French, and one page in it.
 *
 * `page.complaints` holds what went wrong so far; `calm(page)` fails when there is any.
 */
export async function newReader(browser, baseURL, options = {}) {
  const context = await browser.newContext({ baseURL, locale: "fr-FR", timezoneId: "Europe/Paris", ...options });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`content security policy: ${event.violatedDirective} refuses ${event.blockedURI || "inline"}`);
    });
  });
  const page = await context.newPage();
  // What is not there after this long will not come: fail while somebody is watching.
  page.setDefaultTimeout(10_000);
  page.complaints = [];
  const answered = new Set();
  page.on("response", (response) => {
    if (response.request().isNavigationRequest() && response.status() >= 400) answered.add(response.url());
  });
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // A page that answers 404 or 422 is a page: Chromium complains, the test decides by itself.
    const { url } = message.location();
    if (message.text().startsWith("Failed to load resource") && answered.has(url)) return;
    page.complaints.push(`${message.type()}: ${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => {
    // The fade between two pages is Chromium's own to give up, when the machine is slow: the page itself is there.
    if (/^(Transition was (aborted|skipped)|Skipped ViewTransition)/.test(error.message)) return;
    page.complaints.push(`exception: ${error.message}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page while it loads is no fault.
    if (reason !== "net::ERR_ABORTED") page.complaints.push(`request: ${request.url()} ${reason}`);
  });
  return page;
}

/** Fails when the browser has complained about this page since the last call. */
export function calm(page) {
  const complaints = page.complaints.splice(0);
  if (complaints.length > 0) {
    throw new Error(`the browser complains on ${page.url()}:\n  ${complaints.join("\n  ")}`);
  }
}

/** Waits until the islands of the page, if it has any, answer. */
export async function awake(page) {
  if ((await page.locator("leptos-island").count()) > 0) {
    await page.locator("html[data-islands=awake]").waitFor({ state: "attached", timeout: 15_000 });
  }
}
