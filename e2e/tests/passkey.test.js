// Passkeys, with Chromium's own virtual authenticator: set up, used alone and as the second step, removed.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { freePort, start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";

const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Browsers make passkeys for names, and over http only for `localhost`. */
async function withSite(work) {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "rennsteig-passkey-"));
  const config = join(folder, "rennsteig.toml");
  await writeFile(config, `[site]\naddress = "http://localhost:${port}"\n`);
  const server = await start({ options: ["--config", config], listen: `127.0.0.1:${port}` });
  try {
    await work(`http://localhost:${port}`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** A device that checks the person, and always finds them right. */
async function device(visitor) {
  const devTools = await visitor.page.context().newCDPSession(visitor.page);
  await devTools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
  return {
    keys: async () => (await devTools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    checksPerson: (isUserVerified) => devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

async function withPassword(visitor) {
  await visitor.go("/anmelden?zurueck=/konto");
  await visitor.fill("Anmeldename", "buergerin");
  await visitor.fill("Kennwort", "rennsteig-demo");
  await visitor.goOn();
}

test("a passkey is set up, signs in alone and as the second step, and is removed", () =>
  withSite(async (origin) => {
    const citizen = await Visitor.arrive(browser, origin, { width: "phone", pictures });
    const phone = await device(citizen);
    await withPassword(citizen);
    await citizen.follow("Passkeys ansehen");
    await citizen.press("Passkey einrichten");
    await citizen.fill("Wie soll der Passkey heißen?", "Mein Telefon");
    await citizen.picture("passkey-einrichten");
    await citizen.press("Passkey anlegen");
    await citizen.sees("Ihre Ersatzcodes");
    await citizen.picture("ersatzcodes");
    await citizen.go("/konto/passkeys");
    await citizen.sees("Mein Telefon");
    await citizen.picture("passkeys");
    assert.equal((await phone.keys()).length, 1);

    await citizen.go("/abmelden");
    await citizen.press("Abmelden");
    await citizen.go("/anmelden?zurueck=/konto/passkeys");
    await citizen.press("Mit Passkey anmelden");
    await citizen.picture("passkey-anmelden");
    await citizen.press("Passkey verwenden");
    assert.equal(citizen.path, "/konto/passkeys");
    await citizen.sees("Zuletzt benutzt");

    await citizen.go("/abmelden");
    await citizen.press("Abmelden");
    await withPassword(citizen);
    await citizen.sees("Jetzt brauchen wir noch Ihren Passkey");
    await citizen.press("Mit Passkey anmelden");
    await phone.checksPerson(false); // somebody else's finger
    await citizen.page.getByRole("button", { name: "Passkey verwenden" }).click();
    await citizen.page.getByText("Das hat nicht geklappt").waitFor();
    await citizen.look();
    await phone.checksPerson(true);
    await citizen.press("Passkey verwenden");
    assert.equal(citizen.path, "/konto");

    await citizen.go("/konto/passkeys");
    await citizen.follow("Mein Telefon entfernen");
    await citizen.fill("Kennwort", "rennsteig-demo");
    await citizen.press("Passkey entfernen");
    await citizen.sees("Sie haben noch keinen Passkey");
    await citizen.go("/abmelden");
    await citizen.press("Abmelden");
    await withPassword(citizen);
    assert.equal(citizen.path, "/konto", "the password is enough again");
    await citizen.goodbye();
  }));

test("without scripts the page names the other ways", () =>
  withSite(async (origin) => {
    const citizen = await Visitor.arrive(browser, origin, { javaScript: false });
    await citizen.go("/anmelden?zurueck=/konto");
    await citizen.press("Mit Passkey anmelden");
    await citizen.sees("Ein Passkey braucht JavaScript");
    await citizen.follow("Anders anmelden");
    await citizen.fill("Anmeldename", "buergerin");
    await citizen.fill("Kennwort", "rennsteig-demo");
    await citizen.goOn();
    assert.equal(citizen.path, "/konto");
    await citizen.goodbye();
  }));
