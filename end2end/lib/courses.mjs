// The starter courses and a short one of ours whose answers the journeys know, in one folder.

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const STARTERS = new URL("../../content", import.meta.url).pathname;
const OURS = new URL("../content", import.meta.url).pathname;

/** A copy that a journey may change; remove it with `forget`. */
export async function courses() {
  const folder = await mkdtemp(join(tmpdir(), "preau-courses-"));
  await cp(STARTERS, folder, { recursive: true });
  await cp(OURS, folder, { recursive: true });
  return { folder, forget: () => rm(folder, { recursive: true, force: true }) };
}
