// A process that is killed loses nothing it has acknowledged: teachers write, it dies at any moment, and what they
// were told is kept is there after the next start.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { courses } from "../lib/courses.mjs";
import { emptyFolder, preau, startPlatform } from "../lib/platform.mjs";
import { Reader, demoAccounts } from "../lib/reader.mjs";

const ROUNDS = 4;
const TEACHERS = 4;
const PAGE = "/cours/petit-parcours/exercices";
// Printed, and taken from the environment to see the same moments again.
const SEED = Number(process.env.PREAU_SEED ?? Date.now() % 1_000_000);

const content = await courses();
const data = await emptyFolder();
let platform;
after(async () => {
  await platform?.kill();
  await content.forget();
  await data.forget();
});

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The two places a teacher writes in: a draft of an answer, and a text handed in with a file. */
function notebooks(reader, html) {
  const of = (id) => new RegExp(`id="${id}"[\\s\\S]*?name="of" value="([0-9a-f]+)"`).exec(html)[1];
  const [draft, task] = [of("texte"), of("texte-remis")];
  return [
    {
      write: (n) => reader.post(PAGE, { activity: "texte", of: draft, answer: `mot ${n}`, act: "answer.save" }),
      read: (html) => /id="texte-champ"[^>]* value="mot (\d+)"/.exec(html)?.[1],
    },
    {
      write: (n) => {
        const form = new FormData();
        for (const [name, value] of Object.entries({ activity: "texte-remis", of: task, body: `remise ${n}`, link: "" })) form.append(name, value);
        form.append("file", new Blob([`fiche ${n}`]), `fiche-${n}.txt`);
        form.append("act", "production.hand_in");
        return reader.post(`${PAGE}/production/texte-remis`, form);
      },
      read: (html) => /id="texte-remis"[\s\S]*?remise (\d+)/.exec(html)?.[1],
      async proves(n, html) {
        const files = [...html.matchAll(/href="(\/productions\/[^"]+)"/g)].map((match) => match[1]);
        const texts = await Promise.all(files.map(async (path) => (await reader.get(path)).text));
        assert.ok(texts.includes(`fiche ${n}`), `the file of text ${n} is not among ${texts}`);
      },
    },
  ].map((notebook) => ({ ...notebook, reader, sent: 0, kept: 0 }));
}

test("what was acknowledged is there after each kill", async () => {
  console.log(`PREAU_SEED=${SEED}`);
  const random = chance(SEED);
  const start = (command) => startPlatform({ command, data: data.folder, args: ["--content", content.folder] });
  platform = await start("demo");
  const all = [];
  for (const { email } of demoAccounts()) {
    const reader = await Reader.as(platform, email);
    if (!reader) continue;
    assert.equal((await reader.post("/cours/petit-parcours/inscription", {})).status, 303);
    all.push(...notebooks(reader, (await reader.get(PAGE)).text));
    if (all.length === 2 * TEACHERS) break;
  }

  let acknowledged = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Both a request that leaves and an answer that comes are moments: the kill falls before, in and after commits.
    let moments = 20 + Math.floor(random() * 60);
    let killed;
    const moment = () => {
      moments -= 1;
      if (moments === 0) killed = platform.kill();
    };
    await Promise.all(
      all.map(async (notebook) => {
        while (!killed) {
          const n = (notebook.sent += 1);
          const answer = notebook.write(n).catch(() => undefined);
          moment();
          const status = (await answer)?.status;
          if (status === undefined) return;
          assert.equal(status, 303, `round ${round}, text ${n}`);
          [notebook.kept, acknowledged] = [n, acknowledged + 1];
          moment();
        }
      }),
    );
    await killed;
    platform = await start("serve");
    for (const notebook of all) {
      notebook.reader.url = platform.url;
      const { status, text } = await notebook.reader.get(PAGE);
      assert.equal(status, 200, "a login is an acknowledged write too");
      const found = Number(notebook.read(text) ?? 0);
      const [low, high] = [notebook.kept, notebook.sent];
      assert.ok(low <= found && found <= high, `round ${round}: ${low} was acknowledged, ${high} sent, ${found} is stored`);
      if (found > 0) await notebook.proves?.(found, text);
    }
  }
  console.log(`${acknowledged} acknowledgements, ${ROUNDS} kills`);
  assert.ok(acknowledged > 10 * ROUNDS);

  const { code, out } = await preau(["doctor", "--json", "--data-dir", data.folder]);
  assert.equal(code, 0, out);
  assert.deepEqual(JSON.parse(out).filter(({ verdict }) => verdict === "broken"), []);
});
