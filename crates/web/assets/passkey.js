// Asks the device for a passkey and sends its answer with the form. Nothing else here needs a script.
//
// A form with `data-passkey="create"` or `data-passkey="get"` carries the options of the server in `data-options`, as JSON
// of the WebAuthn standard. Its button is hidden until this script has found a browser that knows passkeys.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** The options as the browser wants them: bytes where JSON has base64url. */
function options(form) {
  const { publicKey } = JSON.parse(form.dataset.options);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const known of [...(publicKey.excludeCredentials ?? []), ...(publicKey.allowCredentials ?? [])]) known.id = bytes(known.id);
  return { publicKey };
}

/** The device's answer as JSON. */
function answer(credential) {
  const { id, rawId, type, response } = credential;
  const extensions = credential.getClientExtensionResults();
  const fields = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const written = fields.filter((name) => response[name]).map((name) => [name, text(response[name])]);
  return JSON.stringify({ id, rawId: text(rawId), type, extensions, response: Object.fromEntries(written) });
}

async function ask(form) {
  const create = form.dataset.passkey === "create";
  const asked = options(form);
  const credential = await (create ? navigator.credentials.create(asked) : navigator.credentials.get(asked));
  form.elements.antwort.value = answer(credential);
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const [button, trouble] = [form.querySelector("[data-passkey-button]"), form.querySelector("[data-passkey-trouble]")];
  if (!globalThis.PublicKeyCredential) {
    trouble.hidden = false;
    continue;
  }
  form.querySelector("[data-passkey-parts]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    button.disabled = true;
    try {
      await ask(form);
    } catch {
      // Cancelled, timed out, or no device at hand: the person decides what to do.
      trouble.hidden = false;
      trouble.focus();
    }
    button.disabled = false;
  });
}
