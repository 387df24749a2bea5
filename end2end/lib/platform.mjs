// A platform of its own for each file of journeys: a fresh demonstration in a temporary folder,
// on a port the system chooses.

import { execFile, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The executable under test. */
export const BINARY = process.env.PREAU_BINARY ?? new URL("../../target/debug/preau", import.meta.url).pathname;
const PATIENCE = 120_000;

/** A folder without anything in it: data that outlive one start of the platform. Remove it with `forget`. */
export async function emptyFolder() {
  const folder = await mkdtemp(join(tmpdir(), "preau-end2end-"));
  return { folder, forget: () => rm(folder, { recursive: true, force: true }) };
}

/** Types a command, as an operator does; gives its exit `code` and what it said, `out` and `err`. */
export function preau(args, { input = "", cwd = tmpdir() } = {}) {
  return new Promise((resolve) => {
    const child = execFile(BINARY, args, { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? error.code : 0, out, err });
    });
    child.stdin.end(input);
  });
}

/**
 * Starts `preau demo`, or another command that serves, and waits until it listens.
 *
 * `data` is a folder of data to go on with, which then stays after `stop()`.
 *
 * Gives `url` (no slash at the end), `password` (of every demonstration account), `log()` (what it
 * said since this start), `stop()` and `kill()`, which leaves it no time for anything.
 */
export async function startPlatform({ command = "demo", args = [], env = {}, data } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), "preau-end2end-")));
  const forget = async () => {
    if (!data) await rm(folder, { recursive: true, force: true });
  };
  // Into a file, not a pipe: a full pipe that nobody reads for a moment would stop the server.
  const file = join(folder, "output.log");
  const log = () => readFileSync(file, "utf8");
  const output = openSync(file, "w");
  const child = spawn(BINARY, [command, "--addr", "127.0.0.1:0", "--data-dir", folder, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  let ended;
  child.once("error", (error) => (ended = error.message));
  child.once("exit", (code, signal) => (ended = `it left with ${code ?? signal}`));

  const found = {};
  for (const deadline = Date.now() + PATIENCE; !found.url; await sleep(20)) {
    const said = log();
    found.password = /^password: (.+)$/m.exec(said)?.[1];
    found.url = /\blistening on (http:\/\/\S+)\n/.exec(said)?.[1].replace(/\/$/, "");
    if (found.url || (!ended && Date.now() < deadline)) continue;
    child.kill("SIGKILL");
    await forget();
    throw new Error(`preau ${command} is not ready (${ended ?? "too late"}):\n${said}`);
  }

  const gone = ended ? Promise.resolve() : new Promise((resolve) => child.once("exit", resolve));
  return {
    ...found,
    folder,
    log,
    async stop() {
      child.kill("SIGTERM");
      const forced = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(forced);
      await forget();
    },
    async kill() {
      child.kill("SIGKILL");
      await gone;
      await forget();
    },
  };
}
