// Requests per second and slowest hundredth: a lesson against the same bytes as a file of nginx,
// answers saved against bare transactions of SQLite with the same promises to the disk.

import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerForm } from "../lib/reader.mjs";

const SECONDS = 8;

export async function lessonPage(_platform, reader) {
  const rows = [];
  for await (const lesson of reader.lessons()) {
    // A visitor may not read every lesson: the first one open to all.
    const open = await fetch(reader.url + lesson.path, { redirect: "manual" });
    if (open.status !== 200) continue;
    const html = await open.text();
    const ours = wrk(reader.url + lesson.path);
    const member = wrk(reader.url + lesson.path, ["-H", `Cookie: ${reader.cookie}`]);
    const nginx = await withNginx(html, (url) => wrk(url));
    const ratio = ours.rate / nginx.rate;
    rows.push({
      what: `${lesson.path}, ${Buffer.byteLength(html)} bytes, visitor`,
      ours: `${Math.round(ours.rate)}/s, p99 ${ours.p99}`,
      reference: `nginx ${Math.round(nginx.rate)}/s, p99 ${nginx.p99}`,
      ratio: ratio.toFixed(2),
      target: "≥ 0.5",
      good: ratio >= 0.5 && ours.errors === 0,
    });
    rows.push({
      what: "the same, for a teacher who follows the course",
      ours: `${Math.round(member.rate)}/s, p99 ${member.p99}`,
      reference: `nginx ${Math.round(nginx.rate)}/s`,
      ratio: (member.rate / nginx.rate).toFixed(2),
      target: "for information",
      good: member.errors === 0,
    });
    return rows;
  }
  throw new Error("no lesson can be read by a visitor");
}

export async function saves(_platform, reader) {
  for await (const lesson of reader.lessons()) {
    const fields = answerForm(lesson.html);
    if (!fields) continue;
    const first = await reader.post(lesson.path, fields);
    if (first.status !== 303) continue;
    const folder = await mkdtemp(join(tmpdir(), "preau-bench-"));
    try {
      const script = join(folder, "save.lua");
      await writeFile(
        script,
        `wrk.method = "POST"\nwrk.body = ${JSON.stringify(new URLSearchParams(fields).toString())}\n` +
          `wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n` +
          `wrk.headers["Cookie"] = ${JSON.stringify(reader.cookie)}\nwrk.headers["Origin"] = ${JSON.stringify(reader.url)}\n`,
      );
      const ours = wrk(reader.url + lesson.path, ["-s", script]);
      const bare = bareSqlite(join(folder, "bare.db"));
      const ratio = ours.rate / bare;
      return [
        {
          what: "answers saved, durable",
          ours: `${Math.round(ours.rate)}/s, p99 ${ours.p99}`,
          reference: `SQLite ${Math.round(bare)}/s`,
          ratio: ratio.toFixed(2),
          target: "≥ 0.5",
          good: ratio >= 0.5 && ours.errors === 0,
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new Error("no lesson has a question whose answer can be saved");
}

/** wrk against one address. Answers outside 2xx and 3xx are errors. */
function wrk(url, more = []) {
  const report = execFileSync("wrk", ["-t1", "-c16", `-d${SECONDS}s`, "--latency", ...more, url]).toString();
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1] ?? 0),
    p99: /^\s+99%\s+(\S+)/m.exec(report)?.[1] ?? "?",
    errors: Number(/Non-2xx or 3xx responses: (\d+)/.exec(report)?.[1] ?? 0),
  };
}

async function withNginx(html, measure) {
  const folder = await mkdtemp(join(tmpdir(), "preau-nginx-"));
  const port = await freePort();
  await writeFile(join(folder, "lesson.html"), html);
  await writeFile(
    join(folder, "nginx.conf"),
    `worker_processes auto; daemon off; pid ${folder}/pid; error_log ${folder}/log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types { text/html html; }
       client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
       server { listen 127.0.0.1:${port}; root ${folder}; } }`,
  );
  // As root, nginx would drop to a user who may not enter the folder.
  const nginx = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-g", "user root;"], { stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}/lesson.html`;
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.ok) break;
      if (tries > 50) throw new Error("nginx does not answer");
      await new Promise((next) => setTimeout(next, 100));
    }
    return measure(url);
  } finally {
    nginx.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One row, one transaction, WAL, synchronous=FULL: what the platform asks of its disk. */
function bareSqlite(file) {
  const program = `
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("pragma journal_mode=wal"); db.execute("pragma synchronous=full")
db.execute("create table answer (id integer primary key, question text, given text, at integer)")
start = time.perf_counter(); n = 0
while time.perf_counter() - start < ${SECONDS}:
    db.execute("begin immediate")
    db.execute("insert into answer (question, given, at) values (?, ?, ?)", ("q1", "12", n))
    db.execute("commit"); n += 1
print(n / (time.perf_counter() - start))
`;
  return Number(execFileSync("python3", ["-c", program, file]).toString());
}
