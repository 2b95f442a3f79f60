// The harness must notice what it is there to notice; else every journey would pass for nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { Visitor } from "../harness/visitor.js";
import { page, serve } from "./probe.js";

const form = `<form method="post">
  <p><label for="name">Name</label> <input id="name" name="name" autocomplete="name"></p>
  <p><label for="zone">Zone</label> <select id="zone" name="zone"><option>Altstadt</option><option>Nord</option></select></p>
  <fieldset><legend>Haben Sie ein Auto?</legend>
    <label><input type="radio" name="auto" value="ja"> Ja</label> <label><input type="radio" name="auto" value="nein"> Nein</label></fieldset>
  <p><label><input type="checkbox" name="wahr" value="1"> Alles ist wahr</label></p>
  <p><label for="nachweis">Nachweis</label> <input type="file" id="nachweis" name="nachweis"></p>
  <p><button>Absenden</button></p></form>`;

const pages = {
  "/form": page(form),
  "/ohne-beschriftung": page(`<input name="x">`),
  "/zu-breit": page(`<p style="width: 600px">breit</p>`),
  "/unsichtbarer-fokus": page(`<p><a href="/form">Weiter</a></p>`, "a:focus { outline: none }"),
  "/fehler": page(`<script>throw new Error("kaputt")</script>`),
};

let server, browser, origin;

before(async () => {
  server = await serve((method, url, posted) => (method === "POST" ? page(`<pre>${posted.replaceAll("<", "&lt;")}</pre>`) : pages[url]));
  origin = server.origin;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

for (const how of [{}, { keyboard: true }, { javaScript: false }, { javaScript: false, keyboard: true, width: "phone" }]) {
  test(`a form can be filled in: ${JSON.stringify(how)}`, async () => {
    const visitor = await Visitor.arrive(browser, origin, how);
    await visitor.go("/form");
    await visitor.fill("Name", "Zoë Müller");
    await visitor.select("Zone", "Nord");
    await visitor.choose("Haben Sie ein Auto?", "Nein");
    await visitor.tick("Alles ist wahr");
    await visitor.attach("Nachweis", { name: "nachweis.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-") });
    await visitor.press("Absenden");
    await visitor.sees(new URLSearchParams({ name: "Zoë Müller", zone: "Nord", auto: "nein", wahr: "1", nachweis: "nachweis.pdf" }).toString());
    await visitor.goodbye();
  });
}

for (const javaScript of [true, false]) {
  test(`an unlabelled field is found, scripts ${javaScript ? "on" : "off"}`, async () => {
    const visitor = await Visitor.arrive(browser, origin, { javaScript });
    await assert.rejects(visitor.go("/ohne-beschriftung"), /label: Form elements must have labels/);
    await visitor.goodbye();
  });

  test(`a page that scrolls sideways at 400 % zoom is found, scripts ${javaScript ? "on" : "off"}`, async () => {
    const visitor = await Visitor.arrive(browser, origin, { javaScript });
    await assert.rejects(visitor.go("/zu-breit"), /scrolls sideways/);
    await visitor.goodbye();
  });
}

test("an invisible focus is found", async () => {
  const visitor = await Visitor.arrive(browser, origin, { keyboard: true });
  await visitor.go("/unsichtbarer-fokus");
  await assert.rejects(visitor.follow("Weiter"), /nothing shows that the focus is on/);
  await visitor.goodbye();
});

test("a script error and an internal error are found", async () => {
  const visitor = await Visitor.arrive(browser, origin);
  await assert.rejects(visitor.go("/fehler"), /script error: kaputt/);
  await assert.rejects(visitor.go("/gibt-es-nicht"), /answered 500/);
  await visitor.goodbye();
});
