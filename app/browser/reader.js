// The small comforts of the lesson reader: players that load on a click, the arrow keys, reading without network.
//
// Nothing here is essential: without it the links and forms of the page do the same.

const LESSON = document.querySelector(".reader");
const FRENCH = document.documentElement.lang !== "en";

/** A player of another site, put in only when the reader asks for it. */
function playersOnDemand() {
  for (const figure of document.querySelectorAll("figure.embed[data-src]")) {
    const { src, host, title, height } = figure.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button embed-load";
    button.textContent = FRENCH ? `Afficher ici (contenu de ${host})` : `Show it here (content from ${host})`;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = src;
      frame.title = title ?? host;
      frame.height = height ?? "400";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation");
      frame.allow = "fullscreen";
      frame.referrerPolicy = "no-referrer";
      button.replaceWith(frame);
      frame.focus();
    });
    figure.prepend(button);
  }
}

/** Left and right go through the course, unless the keys are needed where the focus is. */
function arrowKeys() {
  document.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const busy = event.target.closest?.("input, textarea, select, video, audio, [tabindex='0'], [contenteditable], summary");
    if (!way || held || busy || event.defaultPrevented) return;
    const link = document.querySelector(`.reader-pager a[rel="${way}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  });
}

/** A file too large is told at once, before it is sent for nothing. */
function filesTooLarge() {
  document.addEventListener("change", (event) => {
    const input = event.target;
    const most = Number(input.dataset?.maxBytes);
    const file = input.files?.[0];
    if (!most || !file) return;
    const megabytes = Math.round(most / 1048576);
    const sentence = FRENCH ? `Ce fichier est trop lourd : ${megabytes} Mo au plus.` : `This file is too large: ${megabytes} MB at most.`;
    input.setCustomValidity(file.size > most ? sentence : "");
    input.reportValidity();
  });
}

if (LESSON) {
  playersOnDemand();
  arrowKeys();
  filesTooLarge();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
  }
}
