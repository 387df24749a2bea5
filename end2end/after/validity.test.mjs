// Runs last: every page collected by the journeys must be valid HTML.

import assert from "node:assert/strict";
import { test } from "node:test";
import { collected, faults } from "../lib/validity.mjs";

test("the collected pages are valid HTML", async () => {
  console.log(`${await collected()} pages`);
  assert.deepEqual(await faults(), []);
});
