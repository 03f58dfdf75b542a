/** What visitors and agents do, by the names a screen reader would use. */
import assert from "node:assert/strict";

const LIMIT_MILLIS = 20_000;

/** Waits until it is on screen; says what should have been there when it never comes. */
async function isShown(locator, what) {
  try {
    await locator.waitFor({ state: "visible", timeout: LIMIT_MILLIS });
  } catch (error) {
    throw new Error(`never on screen: ${what}\n${error.message}`);
  }
}

/** A visitor on a customer's page, or in a frame that shows one. */
export class Visitor {
  constructor(page) {
    this.page = page;
    this.panel = page.frameLocator('iframe[src*="/widget"]');
    this.composer = this.panel.getByRole("textbox", { name: /^(Your message|Ihre Nachricht|رسالتك)/ });
    this.human = this.panel.locator(".human-bar").getByRole("button", { name: "Talk to a human" });
  }

  /** Opens the shop and presses the launcher. */
  async arrive(shop, path = "/") {
    await this.page.goto(shop.origin + path);
    await this.page.getByRole("button", { name: /^Chat with us/ }).click();
    await this.composer.waitFor();
  }

  async say(text) {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Sees the words somewhere in the panel. */
  sees(words) {
    return isShown(this.panel.getByText(words).filter({ visible: true }).first(), `${words}`);
  }

  button(name) {
    return this.panel.getByRole("button", { name }).last();
  }

  /** The assistant's messages on record. */
  answers() {
    return this.panel.getByRole("article", { name: /^Mira, AI assistant, / });
  }

  /** The newest reply, once there are `count` on record. */
  async answer(count = 1) {
    const reply = this.answers().nth(count - 1);
    await isShown(reply, `reply number ${count}`);
    return reply;
  }

  /** All messages of the transcript, as text for the eye. */
  messages() {
    return this.panel.getByRole("article").evaluateAll((articles) =>
      articles.map((article) => {
        const seen = article.cloneNode(true);
        for (const spoken of seen.querySelectorAll(".sr-only")) spoken.remove();
        return seen.textContent;
      }),
    );
  }

  /** A way to a person is on screen in every state. */
  async hasHuman() {
    await isShown(this.human, "Talk to a human");
    assert.equal(await this.human.isDisabled(), false);
  }
}

/** An agent at the desk, or in a frame that shows it. */
export class Agent {
  constructor(page) {
    this.page = page;
    this.list = page.getByRole("navigation", { name: "Conversations" });
    this.composer = page.getByRole("textbox", { name: "Your reply to the visitor" });
  }

  /** Signs in with a one-time code, as a person would. */
  async signIn(edge, site, email) {
    await this.page.goto(`${edge.origin}/desk`);
    await this.page.getByLabel("Site").fill(site);
    await this.page.getByLabel("One-time code").fill(await edge.code(site, email));
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await isShown(this.list, "the queue");
  }

  /** Opens the conversation that shows these words and takes it. */
  async take(words) {
    await this.open(words);
    await this.button("Take conversation").click();
    await isShown(this.composer, "the composer of the owner");
  }

  async open(words) {
    const line = this.list.getByRole("button").filter({ hasText: words }).first();
    await isShown(line, `a conversation with ${words}`);
    await line.click();
  }

  async reply(text) {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true }).first();
  }

  sees(words) {
    return isShown(this.page.getByText(words).filter({ visible: true }).first(), `${words} at the desk`);
  }
}
