// A learner of the demonstration, as far as HTTP needs one: a cookie, a lesson, a form.

import { execFileSync } from "node:child_process";
import { BINARY } from "./platform.mjs";

/** The accounts that every demonstration has. */
export function demoAccounts() {
  return JSON.parse(execFileSync(BINARY, ["demo", "accounts", "--json"]).toString()).accounts;
}

export class Reader {
  constructor(url, cookie) {
    this.url = url;
    this.cookie = cookie;
  }

  /** Logs in the first account of the demonstration that may. */
  static async logIn(platform) {
    for (const { email } of demoAccounts()) {
      const reader = await Reader.as(platform, email);
      if (reader) return reader;
    }
    throw new Error("no account of the demonstration could log in");
  }

  /** Logs in with an address; nothing when it may not. */
  static async as(platform, email) {
    const answer = await fetch(`${platform.url}/connexion`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: platform.url },
      body: new URLSearchParams({ email, password: platform.password, next: "/cours" }),
    });
    const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    return answer.status === 303 && cookie ? new Reader(platform.url, cookie) : undefined;
  }

  async get(path) {
    const answer = await fetch(this.url + path, { headers: { cookie: this.cookie }, redirect: "manual" });
    return { status: answer.status, text: await answer.text() };
  }

  /** Sends a form; a `FormData` as one with files. */
  async post(path, fields) {
    const headers = { cookie: this.cookie, origin: this.url };
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    return fetch(this.url + path, { method: "POST", redirect: "manual", headers, body });
  }

  /** Every lesson of every course, after entering the course. */
  async *lessons() {
    const { text } = await this.get("/cours");
    for (const slug of new Set([...text.matchAll(/href="\/cours\/([a-z0-9-]+)"/g)].map((match) => match[1]))) {
      await this.post(`/cours/${slug}/inscription`, {});
      const sheet = await this.get(`/cours/${slug}`);
      const pages = [...sheet.text.matchAll(new RegExp(`href="(/cours/${slug}/[a-z0-9-]+)"`, "g"))].map((match) => match[1]);
      for (const path of new Set(pages)) {
        const page = await this.get(path);
        if (page.status === 200) yield { path, html: page.text };
      }
    }
  }
}

/** The fields of the first form of a page that saves an answer, with one answer chosen. */
export function answerForm(html) {
  for (const [, form] of html.matchAll(/<form\b([\s\S]*?)<\/form>/g)) {
    if (!/value="answers?\.(save|submit)"/.test(form)) continue;
    const fields = {};
    for (const [tag] of form.matchAll(/<(?:input|button)\b[^>]*>/g)) {
      const name = /\bname="([^"]*)"/.exec(tag)?.[1];
      const value = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? "";
      const type = /\btype="([^"]*)"/.exec(tag)?.[1] ?? "text";
      if (name && name !== "act" && type !== "submit") fields[name] ??= type === "text" ? "12" : value;
    }
    fields.act = "answer.save";
    if (Object.keys(fields).length > 1) return fields;
  }
  return undefined;
}
