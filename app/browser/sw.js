// Keeps the lessons one has opened, so that they can be read without network.
//
// What is kept: pages of courses (/cours/…/…) once opened, their pictures and files, and the files of the site. Nothing
// else: no account, no record, no attestation. Logging in or out empties it, for the next person at this computer.
//
// The network always comes first for a page; its copy is shown only when there is none, with its date on it.

const ASSETS = "preau-assets-1";
const PAGES = "preau-pages-1";
const MOST_PAGES = 200;
const MOST_FILES = 400;

// Second part of an address that is no lesson.
const NOT_LESSONS = new Set(["inscription", "abandon", "reprendre", "version", "imprimer"]);

const WORDS = {
  fr: {
    banner: (date) => `Hors connexion : page enregistrée le ${date}. Ce que vous écrivez sera envoyé au retour du réseau.`,
    title: "Hors connexion",
    absent: "Cette page n'est pas enregistrée sur cet appareil. Les pages de parcours déjà ouvertes, elles, restent lisibles.",
    unsent: "Rien n'a été envoyé : il n'y a pas de réseau. Revenez à la page précédente, ce que vous avez écrit y est encore, puis réessayez.",
    kept: "Pages enregistrées",
  },
  en: {
    banner: (date) => `Offline: page saved on ${date}. What you write will be sent when the network is back.`,
    title: "Offline",
    absent: "This page is not saved on this device. The course pages you have already opened can still be read.",
    unsent: "Nothing was sent: there is no network. Go back to the previous page, what you wrote is still there, then try again.",
    kept: "Saved pages",
  },
};

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("preau-") && name !== ASSETS && name !== PAGES) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && request.mode === "navigate") {
    event.respondWith(send(request, url));
  } else if (request.method !== "GET" || request.headers.has("range")) {
    return;
  } else if (request.mode === "navigate") {
    event.respondWith(isLesson(url) ? lesson(event, url) : fetch(request).catch(() => nothingHere("absent")));
  } else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/media/")) {
    event.respondWith(file(event));
  }
});

function isLesson(url) {
  const parts = url.pathname.split("/");
  return parts.length === 4 && parts[1] === "cours" && parts[3] !== "" && !NOT_LESSONS.has(parts[3]);
}

async function send(request, url) {
  if (url.pathname === "/deconnexion" || url.pathname === "/connexion") await caches.delete(PAGES);
  try {
    return await fetch(request);
  } catch {
    return nothingHere("unsent");
  }
}

async function lesson(event, url) {
  const key = url.pathname;
  try {
    const response = await fetch(event.request);
    const kind = response.headers.get("content-type") ?? "";
    if (response.status === 200 && !response.redirected && kind.startsWith("text/html")) {
      event.waitUntil(keep(PAGES, key, response.clone(), MOST_PAGES));
    } else if (response.status === 404 || response.type === "opaqueredirect") {
      // Withdrawn, or not one's own any more.
      event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(key)));
    }
    return response;
  } catch {
    const copy = await (await caches.open(PAGES)).match(key);
    return copy ? withBanner(copy) : nothingHere("absent");
  }
}

/** Files whose address names their content never change: once is enough. */
async function file(event) {
  const cache = await caches.open(ASSETS);
  const known = await cache.match(event.request.url);
  if (known) return known;
  const response = await fetch(event.request);
  if (response.status === 200) event.waitUntil(keep(ASSETS, event.request.url, response.clone(), MOST_FILES));
  return response;
}

async function keep(name, key, response, most) {
  const cache = await caches.open(name);
  // Put again at the end of the list: the first ones are those opened longest ago.
  await cache.delete(key);
  await cache.put(key, response);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(old);
}

function language(html) {
  return html.includes('<html lang="en"') ? "en" : "fr";
}

async function withBanner(copy) {
  const html = await copy.text();
  const lang = language(html);
  const saved = new Date(copy.headers.get("date") ?? Date.now());
  const date = saved.toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
  const notice = `<div class="notice notice-warning offline-banner" role="status"><p>${escape(WORDS[lang].banner(date))}</p></div>`;
  const at = html.indexOf(">", html.indexOf("<main")) + 1;
  const shown = at > 0 ? html.slice(0, at) + notice + html.slice(at) : html;
  return new Response(shown, { status: 200, headers: copy.headers });
}

async function nothingHere(why) {
  const pages = await caches.open(PAGES);
  const keys = await pages.keys();
  const first = keys[0] && (await (await pages.match(keys[0])).text());
  const lang = first ? language(first) : navigator.language.startsWith("en") ? "en" : "fr";
  const words = WORDS[lang];
  const links = [];
  for (const key of keys.reverse().slice(0, 50)) {
    const html = await (await pages.match(key)).text();
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? new URL(key.url).pathname;
    links.push(`<li><a href="${escape(new URL(key.url).pathname)}">${title}</a></li>`);
  }
  const list = links.length > 0 && why === "absent" ? `<h2>${words.kept}</h2><ul>${links.join("")}</ul>` : "";
  const style = /<link rel="stylesheet" href="([^"]*)"/.exec(first ?? "")?.[1];
  const sheet = style ? `<link rel="stylesheet" href="${style}">` : "";
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title>${sheet}</head><body><main><section class="narrow stack"><h1>${words.title}</h1><p class="lead">${words[why]}</p>${list}</section></main></body></html>`;
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'",
    },
  });
}

function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}
