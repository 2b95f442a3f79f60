// An OpenID Connect provider that is not ours: panva's certified oidc-provider, with people of a test in it.
import { createServer } from "node:http";
import { once } from "node:events";
import { Provider, interactionPolicy } from "oidc-provider";

/** The values of the `acr` claim that this provider knows, from weak to strong. */
export const acr = { low: "urn:beispiel:einfach", substantial: "urn:beispiel:substantiell" };
export const client = { id: "rennsteig", secret: "ein-geheimnis-nur-fuer-den-test-0123456789" };

const people = {
  "anna-4711": { name: "Anna Maria Beispiel", given_name: "Anna Maria", family_name: "Beispiel" },
};

/**
 * Starts the provider on a free port; `site` is the origin that it may send people back to. People sign in there with their id, and
 * say whether they show their card. The result has `issuer` and `stop()`.
 */
export async function startProvider(site) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${site}/anmelden/oidc/amt/zurueck`],
        post_logout_redirect_uris: [`${site}/abmelden`],
      },
    ],
    acrValues: Object.values(acr),
    claims: { openid: ["sub"], acr: null, profile: ["name", "given_name", "family_name"] },
    cookies: { keys: ["nur-fuer-den-test"] },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}`, policy: policy() },
    findAccount: (_, sub) => (people[sub] ? { accountId: sub, claims: () => ({ sub, ...people[sub] }) } : undefined),
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
  });
  provider.on("server_error", (_, error) => console.error(error));
  server.on("request", (request, response) => {
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const serve = request.url.startsWith("/interaction/") ? interaction(provider) : provider.callback();
    Promise.resolve(serve(request, response)).catch((error) => response.writeHead(500).end(String(error)));
  });
  return { issuer, stop: () => new Promise((done) => (server.closeAllConnections(), server.close(done))) };
}

/** Whoever is signed in weakly is asked again where more is wanted. */
function policy() {
  const { base, Check } = interactionPolicy;
  const rules = base();
  rules.get("login").checks.add(
    new Check("acr_too_low", "a stronger sign-in is wanted", (context) => {
      const { oidc } = context;
      const wanted = oidc.params.acr_values?.split(" ") ?? [];
      // Who has just signed in is not asked twice: a wish for a level may stay unfulfilled.
      const enough = wanted.length === 0 || wanted.includes(oidc.session?.acr) || Boolean(oidc.result?.login);
      return enough ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  return rules;
}

/** Asks whether to sign out here too. */
function logoutSource(context, form) {
  context.body = `<!doctype html><html lang="de"><title>Musterkonto</title><main><h1>Musterkonto</h1>${form}
<button form="op.logoutForm" name="logout" value="yes">Ja, abmelden</button></main></html>`;
}

/** The provider's own page: who are you, and do you show your card? */
const interaction = (provider) => async (request, response) => {
  const details = await provider.interactionDetails(request, response);
  if (request.method === "GET" && details.prompt.name === "login") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(form);
  }
  if (details.prompt.name === "consent") {
    const grant = new provider.Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
    grant.addOIDCScope(details.params.scope);
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  }
  const said = new URLSearchParams(await body(request));
  const result = said.has("nein")
    ? { error: "access_denied" }
    : { login: { accountId: said.get("wer"), acr: said.has("karte") ? acr.substantial : acr.low } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
};

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const form = `<!doctype html><html lang="de"><meta name="viewport" content="width=device-width"><title>Musterkonto</title>
<main><h1>Musterkonto</h1><form method="post">
<p><label>Wer sind Sie? <input name="wer"></label></p>
<p><label><input type="checkbox" name="karte"> Mit Karte</label></p>
<p><button>Bestätigen</button> <button name="nein" value="1">Abbrechen</button></p></form></main></html>`;
