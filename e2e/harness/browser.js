// Chromium of the distribution, driven by playwright-core. Nothing is downloaded.
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

function executable() {
  if (process.env.RENNSTEIG_CHROMIUM) return process.env.RENNSTEIG_CHROMIUM;
  for (const name of names) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // not this one
    }
  }
  throw new Error(`no Chromium on PATH (looked for ${names.join(", ")}); type: dev/setup browser`);
}

/**
 * Starts Chromium. Root has no sandbox there, and nothing may look up hosts in the background. Pages scroll at once: the
 * glide that arrow keys begin goes on beneath the next Tab and carries what has the focus out of view again.
 */
export function launch() {
  const args = ["--disable-smooth-scrolling", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath: executable(), args });
}

export const widths = { phone: 390, desktop: 1280 };

/** A fresh browser profile: no cookies, German, one of the two widths. */
export async function newPage(browser, { javaScript = true, width = "desktop" } = {}) {
  const context = await browser.newContext({
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    javaScriptEnabled: javaScript,
    viewport: { width: widths[width], height: 900 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}
