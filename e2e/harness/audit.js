// What every page must pass, whatever it shows: axe-core without a finding, and no sideways scrolling at 320 px, which
// is 1280 px at 400 % zoom (WCAG 2.2, 1.4.10).
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Fails with a readable list where the page in front of us has a violation. On a page whose own scripts are off
 * (`javaScript: false`) it is audited as it was rendered without them.
 */
export async function audit(page, { javaScript = true } = {}) {
  const where = `${await page.title()} <${page.url()}>`;
  const violations = await withTimers(page, javaScript, async (page) => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      // All rules, best practices included; this one is off by default though WCAG 2.2 AA has it.
      const results = await globalThis.axe.run(document, { rules: { "target-size": { enabled: true } } });
      return results.violations;
    });
  });
  if (violations.length > 0) assert.fail(`axe found on ${where}:\n${violations.map(describe).join("\n")}`);
  await reflows(page, where);
}

function describe({ id, help, nodes }) {
  return `- ${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(" ")}\n      ${node.html}`).join("\n")}`;
}

async function reflows(page, where) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  try {
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      if (document.scrollingElement.scrollWidth <= limit) return [];
      return [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > limit + 1)
        .map((element) => element.outerHTML.slice(0, 120))
        .slice(0, 5);
    });
    assert.deepEqual(wide, [], `at 320 px ${where} scrolls sideways because of these`);
  } finally {
    await page.setViewportSize(size);
  }
}

const twins = new WeakMap(); // a second profile by browser

/**
 * axe needs timers, and they stand still where scripts are off. So the page, as it was rendered without scripts, is
 * laid into a second browser profile, without its script elements.
 */
async function withTimers(page, javaScript, work) {
  if (javaScript) return work(page);
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, "").replace(/<\/?noscript\b[^>]*>/gi, "");
  const browser = page.context().browser();
  if (!twins.has(browser)) twins.set(browser, await browser.newPage({ reducedMotion: "reduce" }));
  const twin = twins.get(browser);
  await twin.setViewportSize(page.viewportSize());
  await twin.unrouteAll();
  await twin.route("**/*", (route) =>
    route.request().isNavigationRequest() ? route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }) : route.continue(),
  );
  await twin.goto(page.url().startsWith("http") ? page.url() : "http://127.0.0.1/");
  return work(twin);
}
