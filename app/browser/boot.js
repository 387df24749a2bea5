// Wakes the islands of a page, and does nothing on a page that has none.
//
// leptos would write this as an inline script with a nonce; as a file it is cached with the
// rest and the content security policy needs no exception for it. `./app.js` and `./app.wasm`
// become names with a hash when the site is built.
//
// Nothing here is essential: every form and link works before the islands are awake, and goes
// on working when they never wake.

// leptos reads these three for what the server streamed. Our pages are sent whole, so nothing was.
globalThis.__RESOLVED_RESOURCES = [];
globalThis.__SERIALIZED_ERRORS = [];
globalThis.__INCOMPLETE_CHUNKS = [];

/** When the browser has nothing better to do, and within a second at the latest. */
function whenIdle(work) {
  if ("requestIdleCallback" in globalThis) {
    requestIdleCallback(work, { timeout: 1000 });
  } else {
    setTimeout(work, 1);
  }
}

/**
 * Walks down the page and wakes each island before those inside it.
 *
 * `owners` holds one call per `<leptos-children>` we are in: what the server put into an island
 * belongs to that island, and leptos must be told before an island in there is woken.
 */
async function wake(element, islands, owners) {
  if (element.localName === "leptos-island") {
    owners.at(-1)?.();
    const island = islands[element.dataset.component];
    if (island) {
      await island(element);
    } else {
      console.warn(`The browser part has no island ${element.dataset.component}.`);
    }
  }
  // The list is copied: an island may rearrange what it contains.
  const inner = element.localName === "leptos-children" ? [...owners, element.$$on_hydrate] : owners;
  for (const child of [...element.children]) {
    await wake(child, islands, inner);
  }
}

async function start() {
  const islands = await import("./app.js");
  await islands.default({ module_or_path: new URL("./app.wasm", import.meta.url) });
  islands.hydrate();
  await wake(document.body, islands, []);
  // For tests, which must not click before.
  document.documentElement.dataset.islands = "awake";
}

if (document.querySelector("leptos-island")) {
  whenIdle(start);
}
