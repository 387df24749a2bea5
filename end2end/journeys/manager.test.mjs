// A plan manager: a register read, judged row by row, written and undone; a nomination decided; coverage looked at.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, choice, enter, finish, seen, submitted } from "../lib/school.mjs";
import { until } from "../lib/until.mjs";

const here = journey();

const letter = (digits) => "ABCDEFGHJKLMNPRSTUVWXYZ"[digits % 23];
const HEAD = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_academie;Nom_commune;etat;code_nature;code_bassin_formation;libelle_bassin_formation";

/** Two schools that are new, one whose number is wrong. */
function register(digits) {
  const line = (uai, name) => `${uai};${name};Collège;Public;99;Brume;OUVERT;340;tilleuls;Bassin des Tilleuls`;
  const wrong = letter(digits + 2) === "A" ? "B" : "A";
  return [
    HEAD,
    line(`${digits}${letter(digits)}`, "Collège des Œillets"),
    line(`${digits + 1}${letter(digits + 1)}`, "Collège de la Brume"),
    line(`${digits + 2}${wrong}`, "Collège mal numéroté"),
  ].join("\n");
}

/** The page of an import once no job is at work on it. */
async function settled(page) {
  const address = page.url().split("?")[0];
  await until("the import is at rest", async () => {
    await page.goto(address);
    return (await page.locator("main progress").count()) === 0;
  });
}

const NOMINATIONS = [
  { head: "direction", teacher: "Claire Lefèvre", account: "claire.lefevre" },
  { head: "direction.remparts", teacher: "Fatou Diop", account: "fatou.diop" },
];

for (const [way, [how, javaScript]] of WAYS.entries()) {
  const look = (page, name) => (javaScript ? seen(page, name) : undefined);

  test(`a register is judged row by row, written and undone, ${how}`, async () => {
    const digits = 9_990_101 + 10 * way;
    const page = await enter(here, "academie", javaScript);
    await page.goto("/pilotage/imports");
    await page.locator('main a[href="/pilotage/imports/nouveau"]').click();
    await page.locator("main input[name=file]").setInputFiles({
      name: "annuaire.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(register(digits)),
    });
    await page.locator("main form.form button.button-primary").click();
    await page.waitForURL(/\/pilotage\/imports\/[0-9a-f-]{36}/);
    await settled(page);
    const verdict = async (name) => page.locator("main tbody tr", { hasText: name }).innerText();
    assert.match(await verdict("Collège des Œillets"), /Ajout/i);
    assert.match(await verdict(`${digits + 2}`), /Refus/i);
    await look(page, "import-judged");
    await choice(page, "mode", "valides").click();
    await page.waitForURL(/\/pilotage\/imports\/[0-9a-f-]{36}/);
    await settled(page);
    const school = `/etablissements/${digits}${letter(digits)}`;
    assert.equal((await page.request.get(school)).status(), 200);
    await look(page, "import-written");
    await page.locator("main details.import-undo summary").click();
    await page.locator('main form[action$="/annulation"] button').click();
    await page.waitForURL(/\/pilotage\/imports\/[0-9a-f-]{36}/);
    await settled(page);
    assert.equal((await page.request.get(school)).status(), 404, "as if it had never been written");
    await look(page, "import-undone");
    await page.context().close();
  });

  test(`a nomination is validated, ${how}`, async () => {
    const { head, teacher, account } = NOMINATIONS[way];
    const id = await submitted(here.platform, head, teacher, account);
    const page = await enter(here, "academie", javaScript);
    await page.goto("/pilotage");
    await page.locator('main .next-step a[href="/pilotage/nominations?etat=submitted"]').click();
    await page.waitForURL(/etat=submitted/);
    await look(page, "manager-nominations");
    await page.locator(`main a[href="/pilotage/nominations/${id}"]`).click();
    await page.waitForURL(`**/pilotage/nominations/${id}`);
    await look(page, "manager-nomination");
    await finish(page, choice(page, "geste", "valider"), "nominations-validees");
    await page.goto(`/pilotage/nominations/${id}`);
    await page.locator("main .page-head .tag-success").waitFor();
    await page.context().close();
  });

  test(`coverage is looked at, listed and taken away, ${how}`, async () => {
    const page = await enter(here, "academie", javaScript);
    await page.goto("/pilotage");
    await look(page, "manager-hub");
    await page.locator('main a[href^="/pilotage/couverture?"]').first().click();
    await page.locator(".coverage-map-points").waitFor();
    await look(page, "coverage");
    await page.locator('main a[href*="referent=vacant"]').first().click();
    await page.waitForURL(/\/couverture\/etablissements/);
    await page.locator("main tbody tr").first().waitFor();
    await look(page, "coverage-schools");
    const rows = await page.locator("main tbody tr").count();
    const file = await page.request.get(await page.locator('main a[href*="etablissements.csv"]').getAttribute("href"));
    assert.equal(file.status(), 200);
    assert.equal((await file.text()).trim().split("\n").length, rows + 1, "what is on the screen is what is taken away");
    await page.context().close();
  });
}
