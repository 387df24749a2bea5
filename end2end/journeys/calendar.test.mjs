// What the platform writes for calendar programs, read by a parser that is not ours. The files are those that
// `server/tests/all/calendar.rs` compares with what is written: instants here are told by hand, in UTC.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ICAL from "ical.js";

/** Method, zones and entries of a file; each entry with the instants that its own zones give. */
function read(name) {
  const source = readFileSync(new URL(`../calendar/${name}.ics`, import.meta.url), "utf8");
  for (const line of source.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  const calendar = new ICAL.Component(ICAL.parse(source));
  const zones = new Map();
  for (const part of calendar.getAllSubcomponents("vtimezone")) {
    const zone = new ICAL.Timezone(part);
    zones.set(zone.tzid, zone);
  }
  const instant = (property) => {
    const time = property.getFirstValue();
    const zone = zones.get(property.getParameter("tzid")) ?? ICAL.Timezone.utcTimezone;
    time.zone = zone;
    return new Date(time.toUnixTime() * 1000).toISOString().replace(".000", "");
  };
  const events = calendar.getAllSubcomponents("vevent").map((event) => ({
    from: instant(event.getFirstProperty("dtstart")),
    to: instant(event.getFirstProperty("dtend")),
    zone: event.getFirstProperty("dtstart").getParameter("tzid"),
    value: (name) => event.getFirstPropertyValue(name),
    property: (name) => event.getFirstProperty(name),
  }));
  return { method: calendar.getFirstPropertyValue("method"), zones, events };
}

test("an invitation, its move and its end are one entry with a rising sequence", () => {
  const [request, moved, cancel] = ["request", "moved", "cancel"].map(read);
  assert.deepEqual([request.method, moved.method, cancel.method], ["REQUEST", "REQUEST", "CANCEL"]);
  const entries = [request, moved, cancel].map(({ events }) => events[0]);
  assert.equal(new Set(entries.map((event) => event.value("uid"))).size, 1);
  assert.deepEqual(entries.map((event) => event.value("sequence")), [0, 1, 2]);
  assert.deepEqual(entries.map((event) => event.value("status")), ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
  assert.notEqual(request.events[1].value("uid"), request.events[0].value("uid"));
});

test("before and after the night when clocks change, the hour on the wall is the same", () => {
  const { events, zones } = read("request");
  assert.deepEqual([...zones.keys()], ["Europe/Paris"]);
  assert.deepEqual(events.map((event) => [event.from, event.to]), [
    ["2027-03-25T13:00:00Z", "2027-03-25T16:00:00Z"],
    ["2027-04-01T12:00:00Z", "2027-04-01T15:00:00Z"],
  ]);
  for (const event of events) assert.equal(event.value("dtstart").hour, 14);
});

test("overseas and on a summer-time night, each instant is the right one", () => {
  const { method, events } = read("overseas");
  assert.equal(method, null);
  assert.deepEqual(events.map((event) => [event.zone, event.from, event.to]), [
    ["Indian/Reunion", "2026-12-10T04:00:00Z", "2026-12-10T07:00:00Z"],
    ["America/Martinique", "2026-12-10T12:00:00Z", "2026-12-10T15:00:00Z"],
    ["Pacific/Noumea", "2026-12-09T21:00:00Z", "2026-12-10T00:00:00Z"],
    ["Pacific/Tahiti", "2026-12-10T18:00:00Z", "2026-12-10T21:00:00Z"],
    ["Pacific/Marquesas", "2026-12-10T17:30:00Z", "2026-12-10T20:30:00Z"],
    ["America/Miquelon", "2027-06-10T10:00:00Z", "2027-06-10T13:00:00Z"],
    ["Africa/Casablanca", "2027-02-20T08:00:00Z", "2027-02-20T11:00:00Z"],
    ["Europe/Paris", "2026-10-24T22:30:00Z", "2026-10-25T01:30:00Z"],
  ]);
});

test("what was typed comes back as it was, and people are who they are", () => {
  const [event] = read("request").events;
  assert.equal(
    event.value("summary"),
    "Évaluer ; trier, « noter » : l'élève\\la classe 🎓 et encore bien d'autres choses à dire",
  );
  assert.equal(event.value("location"), "Salle 204, Collège Jean-Zay, Brest");
  assert.equal(event.value("description"), "https://visio.example/classe?x=1;y=2,3");
  assert.equal(event.value("url"), "https://preau.example/sessions/1");
  assert.equal(event.value("organizer"), "mailto:robot@preau.example");
  assert.equal(event.property("organizer").getParameter("cn"), "Collège ’Jean Zay’");
  assert.equal(event.property("attendee").getParameter("partstat"), "ACCEPTED");
});
