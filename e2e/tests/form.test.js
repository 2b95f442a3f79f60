// The driver of forms must fill in every kind of field in the form engine's wiring, go on where an answer asks for
// more, and notice when it is stuck.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { Visitor } from "../harness/visitor.js";
import { fields, paths, walk } from "../pages/form.js";
import { page, serve } from "./probe.js";

const radios = (name, question, options) =>
  `<fieldset role="radiogroup"><legend>${question}</legend>${options
    .map(([value, label], at) => `<p><input type="radio" id="${name}-${at}" name="${name}" value="${value}"> <label for="${name}-${at}">${label}</label></p>`)
    .join("")}</fieldset>`;

const date = (name, question) =>
  `<fieldset><legend>${question}</legend>${["tag", "monat", "jahr"]
    .map((part) => `<p><label for="${name}-${part}">${part}</label> <input id="${name}-${part}" name="${name}--${part}"></p>`)
    .join("")}</fieldset>`;

const form = (body) => page(`<form method="post"><input type="hidden" name="_token" value="x">${body}<p><button name="_zeile_hinzufuegen" value="fahrzeug">Noch ein Fahrzeug</button> <button class="kern-btn--primary">Weiter</button></p></form>`);

const kind = radios("fahrzeug[0].nutzungsart", "Wie nutzen Sie es?", [["dienstwagen", "Dienstwagen"], ["familie", "Familie"]]);
const plate = (row, value) => `<p><label for="k${row}">Kennzeichen ${row + 1}</label> <input id="k${row}" name="fahrzeug[${row}].kennzeichen" value="${value}"></p>`;
const first = `${plate(0, "")}
  ${date("ausweis.gueltig_ab", "Ab wann?")}
  <p><label for="z">Zone</label> <select id="z" name="zone"><option value="">Bitte wählen</option><option value="EF-A">Altstadt</option></select></p>
  ${radios("fahrzeug[0].halter", "Ist es Ihres?", [["true", "Ja"], ["false", "Nein"]])}
  <p><input type="checkbox" id="r" name="richtigkeit" value="true"> <label for="r">Alles ist richtig</label></p>`;

let server, browser;
let posts = [];

before(async () => {
  server = await serve((method, url, posted) => {
    if (method === "POST") posts.push(new URLSearchParams(posted));
    if (method === "GET" || url === "/nie") return form(first);
    const last = posts.at(-1);
    // As without scripts: the field that depends on an answer comes with the next view of the page.
    if (last.has("_zeile_hinzufuegen")) return form(plate(0, last.get("fahrzeug[0].kennzeichen")) + plate(1, ""));
    if (last.get("fahrzeug[0].halter") === "false" && !last.has("fahrzeug[0].nutzungsart")) return form(first + kind);
    return page("angekommen");
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

const answers = paths({
  zone: "EF-A",
  richtigkeit: true,
  ausweis: { gueltig_ab: "01.12.2026" },
  fahrzeug: [{ kennzeichen: "EF-AB 123", halter: false, nutzungsart: "dienstwagen" }],
});
const arrived = async (visitor) => (await visitor.text()).includes("angekommen");

test("answers become paths", () => {
  const file = { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("") };
  assert.deepEqual(paths({ person: { name: "A" }, fahrzeug: [{ kennzeichen: "EF-AB 123", schein: file }, { halter: false }] }), {
    "person.name": "A",
    "fahrzeug[0].kennzeichen": "EF-AB 123",
    "fahrzeug[0].schein": file,
    "fahrzeug[1].halter": false,
  });
});

for (const how of [{ javaScript: false }, { keyboard: true }]) {
  test(`a form is walked to its end: ${JSON.stringify(how)}`, async () => {
    posts = [];
    const visitor = await Visitor.arrive(browser, server.origin, how);
    await visitor.go("/form");
    assert.deepEqual(await fields(visitor), ["fahrzeug[0].kennzeichen", "ausweis.gueltig_ab", "zone", "fahrzeug[0].halter", "richtigkeit"]);
    await walk(visitor, answers, { arrived });
    assert.deepEqual(Object.fromEntries(posts.at(-1)), {
      _token: "x",
      "fahrzeug[0].kennzeichen": "EF-AB 123",
      "ausweis.gueltig_ab--tag": "01",
      "ausweis.gueltig_ab--monat": "12",
      "ausweis.gueltig_ab--jahr": "2026",
      zone: "EF-A",
      "fahrzeug[0].halter": "false",
      "fahrzeug[0].nutzungsart": "dienstwagen",
      richtigkeit: "true",
    });
    await visitor.goodbye();
  });
}

test("rows are added as the answers need them", async () => {
  posts = [];
  const visitor = await Visitor.arrive(browser, server.origin);
  await visitor.go("/form");
  await walk(visitor, paths({ fahrzeug: [{ kennzeichen: "EF-AB 123" }, { kennzeichen: "J-X 7E" }] }), { arrived });
  assert.deepEqual([...posts.at(-1).values()], ["x", "EF-AB 123", "J-X 7E"]);
  await visitor.goodbye();
});

test("a form that does not let us on is an error", async () => {
  const visitor = await Visitor.arrive(browser, server.origin);
  await visitor.go("/nie");
  await assert.rejects(walk(visitor, answers, { arrived }), /\/nie does not let us on/);
  await visitor.goodbye();
});
