// An authenticator app: what a phone does with the key that the page shows (RFC 6238).
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const step = 30_000; // milliseconds

/** The key on the page, beside a QR code. */
export async function secretOnPage(visitor) {
  assert.equal(await visitor.page.getByRole("img", { name: /QR-Code/ }).count(), 1);
  const secret = await visitor.page.locator(".rs-secret").innerText();
  assert.match(secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/, "32 letters in groups of four");
  return secret.replaceAll(" ", "");
}

/** The code that the app shows, `ahead` steps from now. */
export function appCode(secret, ahead = 0) {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / step) + ahead));
  const tag = createHmac("sha1", key).update(counter).digest();
  const number = tag.readUInt32BE(tag.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}
