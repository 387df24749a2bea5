// A visitor arrives: the home page answers, without a complaint from anybody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey, sound } from "../lib/journey.mjs";
import { payload } from "../lib/payload.mjs";
import { awake, calm } from "../lib/browser.mjs";

const here = journey();

test("the home page answers", async () => {
  const page = await here.reader();
  const response = await page.goto("/");
  assert.equal(response.status(), 200);
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  await sound(page, "home");
});

test("the login page wakes its islands", async () => {
  const page = await here.reader();
  const response = await page.goto("/connexion");
  assert.equal(response.status(), 200);
  await sound(page, "login");
});

test("a page that does not exist says so", async () => {
  const page = await here.reader();
  const response = await page.goto("/rien-de-tel");
  assert.equal(response.status(), 404);
  await sound(page, "not-found", { pictures: false });
});

test("without JavaScript the login page has its form", async () => {
  const page = await here.reader({ javaScriptEnabled: false });
  await page.goto("/connexion");
  assert.ok((await page.locator("form[method=post]").count()) > 0);
  calm(page);
});

test("a page with islands stays within its weight", async () => {
  const page = await here.reader();
  const { total, weights } = await payload(page, "/connexion", awake);
  const scripts = [...weights].filter(([address]) => /\.(js|wasm)$/.test(new URL(address).pathname));
  const sum = scripts.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`login page: ${total} bytes in all, ${sum} of scripts`);
  // Headers are counted too, hence a little more than the ceiling of the build.
  assert.ok(sum <= 112_000, `scripts weigh ${sum} bytes`);
});
