// Whoever applied says once how content they are; the office sees a mean from five votes on, and nothing before. With nothing but a
// keyboard, and on a phone without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { referred } from "../pages/answers.js";
import { apply } from "../pages/case.js";
import { signIn } from "../pages/portal.js";

const service = "Bewohnerparkausweis";
const pictures = Boolean(process.env.RENNSTEIG_PICTURES);
const ways = [{ keyboard: true, pictures }, { width: "phone", javaScript: false }];

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("five applicants vote, each once", async () => {
  const server = await start();
  try {
    for (let count = 0; count < 5; count++) await apply(browser, server.origin, "buergerin", referred);
    const office = await Visitor.arrive(browser, server.origin, { pictures });
    await office.go("/anmelden?zurueck=%2Fsteuerung%2Fzufriedenheit");
    await signIn(office, "cio-stab");
    await office.sees("Noch keine Bewertungen");

    let last;
    for (const [at, how] of ways.entries()) {
      const citizen = await Visitor.arrive(browser, server.origin, how);
      await citizen.go("/anmelden?zurueck=%2Fantraege");
      await signIn(citizen, "buergerin");
      const links = citizen.page.getByRole("main").locator("a[href^='/antraege/']");
      const all = [...new Set(await links.evaluateAll((found) => found.map((link) => link.getAttribute("href"))))];
      assert.equal(all.length, 5);
      for (const path of at === 0 ? all.slice(0, 2) : all.slice(2)) {
        if (path === all[4]) {
          await office.go("/steuerung/zufriedenheit");
          await office.sees("weniger als fünf");
          await office.seesNot("Durchweg freundlich");
        }
        await vote(citizen, path, path === all[0] ? "Sehr zufrieden" : "Teils, teils");
        last = path;
      }
      await refusedAgain(citizen, last);
      await citizen.goodbye();
    }

    await office.go("/steuerung/zufriedenheit");
    await office.sees(service);
    await office.sees("3,4");
    await office.unfold(/Anmerkungen zu/);
    await office.sees("Durchweg freundlich");
    await office.picture("zufriedenheit");
    await office.goodbye();
    assert.match(server.run("journal", "verify"), /\S/);
  } finally {
    await server.stop();
  }
});

/** From the page of an Antrag to a vote with a comment, with what happens who forgets to choose. */
async function vote(citizen, path, note) {
  await citizen.go(path);
  await citizen.follow("Jetzt bewerten");
  await citizen.press("Bewertung abgeben");
  await citizen.sees("Wählen Sie, wie zufrieden Sie sind.");
  await citizen.picture("bewerten");
  await citizen.choose("Wie zufrieden sind Sie?", note);
  await citizen.fill(/Was sollen wir wissen/, "Durchweg freundlich.");
  await citizen.press("Bewertung abgeben");
  assert.equal(citizen.path, `${path}?bewertet=1`);
  await citizen.sees("Danke für Ihre Bewertung.");
}

/** There is no way to a second vote: no link, and the page leads back. */
async function refusedAgain(citizen, path) {
  await citizen.go(path);
  await citizen.seesNot("Jetzt bewerten");
  await citizen.go(`${path}/bewerten`);
  assert.equal(citizen.path, path);
}
