/**
 * The shop's pane: the sample shop's page with the real loader, on this visit's site.
 *
 * For: handing the visit's site to the loader of every page the visitor comes to, and clicking for them.
 * Not for: anything a customer's page could not do; only sending a message at once is kept for pages of
 * the edge's own origin.
 */

const FRONT = "/shop/";
const IN_APP = "/shop/account.html";

/** A citation: an article, at its sentence. It may be on any site. */
const ARTICLE = ".sources a";

/**
 * Starts the chat once `begins` resolves. Tells `onOwner` whose the conversation is, and `onSource` when
 * the visitor opens an article.
 */
export class Shop {
  #frame;
  #site;
  #begins;
  /** The page whose chat has started. */
  #begun;
  #onOwner;
  #onSource;
  #inApp = false;
  #said = [];

  constructor(frame, site, { begins, onOwner, onSource }) {
    this.#begins = begins;
    this.#frame = frame;
    this.#site = site;
    this.#onOwner = onOwner;
    this.#onSource = onSource;
    frame.addEventListener("load", () => this.#arrived());
    frame.src = FRONT;
  }

  /** The panel as a part of the shop's account page, or over the shop's front page. */
  show({ inApp }) {
    this.#inApp = inApp;
    this.#frame.src = inApp ? IN_APP : FRONT;
  }

  /** Sends as the visitor would, once the page is there. */
  say(text) {
    const loader = this.#begun === this.#frame.contentDocument && this.#loader();
    if (loader) loader.showNewMessage(text, { send: true });
    else this.#said.push(text);
  }

  /** The policy header the shop's pages come with, or null. */
  static async policy() {
    const response = await fetch(FRONT, { method: "GET" });
    return response.headers.get("content-security-policy");
  }

  #loader() {
    const loader = this.#frame.contentWindow?.Handrail;
    return loader?.boot ? loader : null;
  }

  async #arrived() {
    const doc = this.#frame.contentDocument;
    await this.#begins;
    const loader = this.#loader();
    // The visitor may have gone on to another page meanwhile.
    if (!loader || !doc || doc !== this.#frame.contentDocument) return;
    this.#begun = doc;
    loader.boot({ site: this.#site });
    loader.on("owner", ({ owner }) => this.#onOwner(typeof owner === "string" ? owner : owner?.kind));
    // The panel is of this page's own origin here, and only here: its clicks can be seen.
    loader.on("ready", () => {
      const panels = [...doc.querySelectorAll("handrail-chat, handrail-place")].map((host) =>
        host.shadowRoot.querySelector("iframe"),
      );
      panels.find(Boolean)?.contentDocument?.addEventListener("click", ({ target }) => {
        if (target.closest(ARTICLE)) this.#onSource();
      });
    });
    const place = this.#inApp && doc.querySelector("handrail-panel");
    const focused = document.activeElement;
    if (place) {
      loader.render(place);
      place.scrollIntoView({ block: "center" });
    } else loader.open();
    // Only here does a panel open that nobody asked for: the focus stays where it was.
    doc.querySelector("handrail-place, handrail-chat")?.shadowRoot.activeElement?.blur();
    if (document.activeElement === this.#frame && focused !== this.#frame) {
      this.#frame.blur();
      focused?.focus();
    }
    for (const text of this.#said.splice(0)) this.say(text);
  }
}
