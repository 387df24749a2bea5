// Waiting for something that no page announces: what another process does in its own time.

import { setTimeout as pause } from "node:timers/promises";

/** Asks again and again until `look` gives something, and gives that; fails with `what` when it is too late. */
export async function until(what, look, { patience = 20_000, every = 50 } = {}) {
  for (const deadline = Date.now() + patience; ; await pause(every)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`after ${patience} ms still not: ${what}`);
  }
}
