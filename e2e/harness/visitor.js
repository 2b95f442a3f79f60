// A person at the browser. Every page they come to is audited, whatever the journey is about.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { audit } from "./audit.js";
import { newPage, widths } from "./browser.js";
import { Keyboard, Pointer } from "./hands.js";

/** A name as people read it, whole; what may be left out says so after it. */
function whole(name) {
  if (typeof name !== "string") return name;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^\\s*${escaped}(\\s*\\(freiwillig\\))?\\s*$`);
}

const pictures = fileURLToPath(new URL("../pictures/", import.meta.url)); // git-ignored

const pause = 200; // milliseconds between two reloads

export class Visitor {
  /**
   * `javaScript: false` switches scripts off, `keyboard: true` takes the mouse away, `width` is `phone` or `desktop`,
   * `pictures: true` writes what `picture()` is asked for.
   */
  static async arrive(browser, origin, { javaScript = true, keyboard = false, width = "desktop", pictures = false } = {}) {
    const page = await newPage(browser, { javaScript, width });
    return new Visitor(page, origin, { javaScript, keyboard, pictures });
  }

  constructor(page, origin, { javaScript, keyboard, pictures }) {
    Object.assign(this, { page, origin, javaScript, wantsPictures: pictures });
    this.hands = keyboard ? new Keyboard(page) : new Pointer();
    this.audited = new Set();
    this.complaints = [];
    page.on("pageerror", (error) => this.complaints.push(`script error: ${error.message}`));
    page.on("console", (message) => {
      // An answer like 422 is told there as well; what the page says about it is for the journey to check.
      const ownAnswer = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
      if (message.type() === "error" && !ownAnswer) this.complaints.push(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) this.status = response.status();
    });
  }

  /** Types an address; a path like `/suche?q=parken`. */
  async go(path) {
    await this.page.goto(new URL(path, this.origin).href);
    await this.look();
  }

  // What a person can do. Names are the words on the page: a string is the whole name, an expression a part of it.

  /** Follows a link and looks at the page it leads to. */
  follow(name) {
    return this.leave(() => this.hands.click(this.#by("link", name)));
  }

  /** Presses a button and looks at the page that answers. */
  press(name) {
    return this.leave(() => this.hands.click(this.#by("button", name)));
  }

  /** Presses a button twice at once. */
  pressTwice(name) {
    return this.leave(() => this.hands.clickTwice(this.#by("button", name)));
  }

  /** Opens what is folded up on the page, and looks at it. */
  async unfold(name) {
    await this.hands.click(this.page.getByRole("main").locator("summary", { hasText: whole(name) }).first());
    await this.look();
  }

  /** Presses the one button that stands out: the next step, whatever it is called on this page. */
  goOn() {
    return this.leave(() => this.hands.click(this.page.locator("main form button.kern-btn--primary")));
  }

  fill(label, text) {
    return this.hands.type(this.#labelled(label), text);
  }

  select(label, option) {
    return this.hands.select(this.#labelled(label), option);
  }

  /** Chooses one of the options under a question. */
  choose(question, option) {
    const name = whole(question);
    const group = this.page.getByRole("radiogroup", { name }).or(this.page.getByRole("group", { name }));
    return this.hands.check(group.getByLabel(whole(option)).first());
  }

  tick(label) {
    return this.hands.check(this.#labelled(label));
  }

  /** `file` is a path, or `{ name, mimeType, buffer }`. */
  attach(label, file) {
    return this.hands.attach(this.#labelled(label), file);
  }

  /** Does what leads to another page, and looks at it. */
  async leave(act) {
    const loaded = this.page.waitForEvent("load");
    loaded.catch(() => {}); // reported below; an error of `act` comes first
    try {
      await act();
      await loaded;
    } catch (error) {
      const text = await this.text().catch(() => "nothing");
      throw new Error(`${error.message}\nWe are on ${this.page.url()}, which says:\n${text}`, { cause: error });
    }
    await this.look();
  }

  async reload() {
    await this.page.reload();
    await this.look();
  }

  /** The browser's back button. */
  async back() {
    await this.page.goBack();
    await this.look();
  }

  /** Audits the page in front of us. The same page with the same content is not audited twice. */
  async look() {
    const complaints = this.complaints.splice(0);
    assert.deepEqual(complaints, [], `${this.page.url()} complained`);
    assert.ok(this.status < 500, `${this.page.url()} answered ${this.status}`);
    const content = (await this.page.content()).replace(/name="_token" value="[^"]*"/g, ""); // new on every page
    if (this.audited.has(content)) return;
    this.audited.add(content);
    await audit(this.page, { javaScript: this.javaScript });
  }

  /** The path and query of the page in front of us. */
  get path() {
    return this.page.url().slice(this.origin.length);
  }

  heading() {
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  /** The text of the page's main part. */
  text() {
    return this.page.getByRole("main").innerText();
  }

  async sees(expected) {
    const text = await this.text();
    const there = expected instanceof RegExp ? expected.test(text) : text.includes(expected);
    assert.ok(there, `${this.page.url()} does not say ${expected}. It says:\n${text}`);
  }

  async seesNot(unexpected) {
    assert.ok(!(await this.text()).includes(unexpected), `${this.page.url()} says ${unexpected}`);
  }

  /** The messages of the error summary, in their order. */
  errors() {
    return this.page.getByRole("alert").getByRole("listitem").allInnerTexts();
  }

  /** What stands behind a name in a list of facts: `Aktenzeichen`. Null where there is no such fact. */
  async fact(name) {
    const value = this.page.getByRole("main").locator("dt", { hasText: whole(name) }).first().locator("xpath=following-sibling::dd[1]");
    return (await value.count()) > 0 ? value.innerText() : null;
  }

  /**
   * Reloads the page, as people do who wait for something, until `condition` holds; then looks at it. Fails after
   * `limit` milliseconds and says `what` did not come.
   */
  async reloadUntil(condition, what, limit = 60_000) {
    const end = Date.now() + limit;
    while (!(await condition())) {
      if (Date.now() > end) assert.fail(`${what} did not come within ${limit / 1000} s on ${this.page.url()}:\n${await this.text()}`);
      await this.page.waitForTimeout(pause);
      await this.page.reload();
    }
    await this.look();
  }

  /** What stands in a field. */
  value(label) {
    return this.#labelled(label).inputValue();
  }

  /** Downloads what a link leads to, with this person's cookies: `{ status, type, bytes }`. */
  async download(name) {
    const href = await this.#by("link", name).getAttribute("href");
    const response = await this.page.request.get(new URL(href, this.page.url()).href);
    return { status: response.status(), type: response.headers()["content-type"], bytes: await response.body() };
  }

  /** Writes pictures at phone and at desktop width: the whole page as PNG, what is seen of it at first as WebP. */
  async picture(name) {
    if (!this.wantsPictures) return;
    await mkdir(pictures, { recursive: true });
    const size = this.page.viewportSize();
    const devTools = await this.page.context().newCDPSession(this.page); // playwright itself writes no WebP
    for (const width of Object.values(widths)) {
      await this.page.setViewportSize({ width, height: 900 });
      await this.page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true });
      await this.page.evaluate(() => scrollTo(0, 0));
      const { data } = await devTools.send("Page.captureScreenshot", { format: "webp", quality: 85 });
      await writeFile(`${pictures}${name}-${width}.webp`, data, "base64");
    }
    await devTools.detach();
    await this.page.setViewportSize(size);
  }

  /** Closes the browser window; cookies are gone. */
  goodbye() {
    return this.page.context().close();
  }

  #by(role, name) {
    return this.page.getByRole(role, { name: whole(name) }).first();
  }

  #labelled(label) {
    return this.page.getByLabel(whole(label)).first();
  }
}
