// How long until the platform answers, and the memory it then holds, with its courses.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export async function starting() {
  const folder = await mkdtemp(join(tmpdir(), "preau-start-"));
  try {
    // The first start fills the demonstration and takes the courses in; the next ones are the daily ones.
    await once(folder, "demo");
    const { seconds, megabytes } = await once(folder, "serve");
    return [
      { what: "start-up", ours: `${seconds.toFixed(2)} s`, target: "< 1 s", good: seconds < 1 },
      { what: "resident memory", ours: `${megabytes.toFixed(0)} MB`, target: "< 100 MB", good: megabytes < 100 },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function once(folder, command) {
  const start = process.hrtime.bigint();
  const child = spawn(process.env.PREAU_BINARY, [command, "--addr", "127.0.0.1:0", "--data-dir", folder], { stdio: ["ignore", "pipe", "pipe"] });
  try {
    const url = await new Promise((resolve, reject) => {
      const read = (line) => {
        const found = /listening on (http:\S+)/.exec(line);
        if (found) resolve(found[1].replace(/\/$/, ""));
      };
      createInterface({ input: child.stdout }).on("line", read);
      createInterface({ input: child.stderr }).on("line", read);
      child.once("exit", (code) => reject(new Error(`preau ${command} left with ${code}`)));
    });
    const answer = await fetch(`${url}/`);
    await answer.text();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const status = await readFile(`/proc/${child.pid}/status`, "utf8");
    return { seconds, megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 };
  } finally {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
  }
}
