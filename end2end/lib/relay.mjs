// A mail relay that takes everything and delivers nothing: what left the platform can be read.

import { createServer } from "node:net";
import { until } from "./until.mjs";

/** Listens on loopback. `url` is for `--mail`; `mailTo(address, nth)` waits for the nth mail to somebody. */
export async function startRelay() {
  const mails = [];
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    converse(socket, (mail) => mails.push(mail));
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const to = (address) => mails.filter((mail) => mail.recipients.includes(address));
  return {
    url: `smtp://127.0.0.1:${server.address().port}`,
    mails,
    mailTo: (address, nth = 1) => until(`mail ${nth} to ${address}`, () => to(address)[nth - 1]),
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** RFC 5321, as far as a client that is let in needs it. */
function converse(socket, deliver) {
  const say = (line) => socket.write(`${line}\r\n`);
  let waiting = "";
  let body;
  let recipients = [];
  socket.setEncoding("latin1");
  say("220 relay.test");
  socket.on("data", (more) => {
    waiting += more;
    for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      if (body && line !== ".") body.push(line.replace(/^\./, ""));
      else if (body) {
        deliver(read(body.join("\r\n"), recipients));
        [body, recipients] = [undefined, []];
        say("250 taken");
      } else {
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === "RCPT") recipients.push(/<(.*?)>/.exec(line)[1]);
        if (verb === "DATA") body = [];
        say({ DATA: "354 go on", QUIT: "221 bye" }[verb] ?? "250 ok");
        if (verb === "QUIT") socket.end();
      }
    }
  });
}

/** The headers of a mail (by name in lower case), its `text` and its `html`. */
function read(source, recipients) {
  const { headers, content } = part(source);
  const boundary = /boundary="?([^";]+)/.exec(headers["content-type"])?.[1];
  const parts = boundary ? content.split(`--${boundary}`).slice(1, -1).map((one) => part(one.replace(/^\r\n/, ""))) : [part(source)];
  const of = (kind) => parts.find((one) => one.headers["content-type"]?.startsWith(kind))?.decoded;
  return { headers, recipients, text: of("text/plain"), html: of("text/html") };
}

function part(source) {
  const end = source.indexOf("\r\n\r\n");
  const headers = {};
  for (const line of source.slice(0, end).replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const at = line.indexOf(":");
    headers[line.slice(0, at).toLowerCase()] = words(line.slice(at + 1).trim());
  }
  const content = source.slice(end + 4);
  return { headers, content, decoded: decode(content, headers["content-transfer-encoding"]) };
}

/** RFC 2047: words of a header that are not ASCII. */
function words(value) {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, way, text) =>
      way.toLowerCase() === "b" ? Buffer.from(text, "base64").toString() : quoted(text.replaceAll("_", " ")),
    );
}

function decode(content, way = "7bit") {
  if (way === "base64") return Buffer.from(content, "base64").toString();
  if (way === "quoted-printable") return quoted(content.replace(/=\r\n/g, ""));
  return Buffer.from(content, "latin1").toString();
}

const quoted = (text) => Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString();
