/**
 * The rest of the loader: what a page needs only once the visitor has acted or the page calls for it.
 *
 * For: the conversation with the panel (boot, focus, unread, closing, forgetting), the JS API beyond
 * opening and closing, the one flag, page changes of single-page hosts, the panel as a part of the page,
 * the page's own words. Not for: the way to people when the panel does not come; that is handrail.js alone.
 *
 * Invariants
 * - Nothing is stored on the host page before the panel says `conversed` or the page signs out; then one
 *   localStorage entry, `handrail`: `open` or `closed`, or `forget SITE` from a sign-out until the panel
 *   has forgotten. While it is owed, no conversation of that site is shown.
 * - The frame is seen once the panel has drawn itself; until then the close button and the words of
 *   handrail.js are.
 * - A message counts when its source is our frame and its origin this file's; ours go to that origin only.
 * - Pages are reported as paths, never with query or fragment.
 * - A page's listener that throws disturbs neither us nor the other listeners.
 */

const edge = new URL(import.meta.url).origin;
const FLAG = "handrail";
/** Begins the flag of a conversation that is still to be forgotten; its site follows. */
const FORGET = "forget ";

const STYLE =
  ".ready *{visibility:hidden}" +
  "iframe{position:absolute;inset:0;width:100%;height:100%}" +
  ".ready iframe{visibility:visible}" +
  "button{cursor:pointer}" +
  "div{overflow:hidden}" +
  "div>button{background:0 0}" +
  "@media(max-width:480px){:host>div{height:auto;max-height:none;border:0;border-radius:0}}" +
  ":host(.handrail-in){position:static;display:block;height:100%;min-height:320px}" +
  ":host(.handrail-in)>div{position:relative;inset:auto;z-index:auto;width:100%;height:100%;max-height:none;margin:0;box-shadow:none;border-radius:inherit}" +
  ":host(.handrail-in)>div>button{display:none}" +
  "b{display:inline-block;min-width:22px;margin-inline:8px -8px;border-radius:11px;background:#fff;color:#1a1a1a;font:600 13px/22px system-ui;text-align:center}" +
  "b:empty{display:none}" +
  // Heard, not seen: any block-like hiding would put a space before the comma of the button's name.
  "i{font-size:0}" +
  "@media print{:host(:not(.handrail-in)){display:none}}";

const flag = {
  get: () => {
    try {
      return localStorage.getItem(FLAG);
    } catch {
      return null;
    }
  },
  set: (value) => {
    try {
      if (value) localStorage.setItem(FLAG, value);
      else localStorage.removeItem(FLAG);
    } catch {
      // A page without storage keeps no flag: the panel then starts closed on each page.
    }
  },
};

/** A source opened in a tab of its own is there to be read, not to be covered by the panel again. */
const isSameTab = () =>
  history.length > 1 || performance.getEntriesByType("navigation")[0]?.type === "reload";

/** Where the panel stands as a part of the page. Tells when it is there, and when the page takes it away. */
class Place extends HTMLElement {
  onHere = () => {};
  onGone = () => {};
  connectedCallback() {
    this.onHere();
  }
  disconnectedCallback() {
    // A part that is only moved is back by then.
    queueMicrotask(() => this.isConnected || this.onGone());
  }
}

/** Called by handrail.js each time it asks for this file; the first call takes over. */
export default function start(Handrail, host, settings, queue, load, show) {
  // After a failed fetch the file may come from two addresses.
  if (customElements.get("handrail-place")) return;
  customElements.define("handrail-place", Place);
  const root = host.shadowRoot;
  const [launcher, panel] = root.children;
  const [closer, words] = panel.children;
  const badge = document.createElement("b");
  badge.ariaHidden = "true";
  const spoken = document.createElement("i");
  launcher.append(spoken, badge);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets.push(sheet);

  const listeners = new Set();
  /** The program in the frame hears us. */
  let runs = false;
  /** Messages for a panel that does not run yet. */
  let waiting = [];
  /** The site of the conversation that the frame is there to forget. The panel waits for that. */
  let forgetting = "";
  /** Where the page last wanted the panel as a part of it; the panel is there once this is connected. */
  let place = null;
  /** What a boot after a shutdown starts from. */
  let before = null;
  const phones = matchMedia("(max-width:480px)");
  /** The page behind the panel is inert. */
  let covered = false;
  /** In the page there is no close button that could hold the focus until the panel is drawn. */
  let wantsFocus = false;

  const frame = () => panel.querySelector("iframe");
  const isInPage = () => panel.parentNode !== root;
  const isReady = () => panel.className === "ready";

  const post = (type, more) => {
    // A frame that the page has taken away has no window any more.
    frame()?.contentWindow?.postMessage({ handrail: 1, type, ...more }, edge);
  };
  const tell = (type, more) => {
    if (runs) post(type, more);
    else waiting.push([type, more]);
  };
  const emit = (type, data) => {
    for (const [wanted, listener] of listeners)
      if (wanted === type) queueMicrotask(() => listener(data));
  };
  const unload = () => {
    // One that is there to forget stays until it has.
    if (!forgetting) frame()?.remove();
    panel.className = "";
    runs = false;
    waiting = [];
    unread(0);
  };
  const unread = (count) => {
    const own = settings.labelNew?.replace("{n}", count);
    badge.textContent = count > 0 ? (count > 99 ? "99+" : String(count)) : "";
    spoken.textContent =
      count > 0 ? `, ${own || `${count} new ${count === 1 ? "message" : "messages"}`}` : "";
  };

  /** The panel has drawn itself. Again, where it had to say first that it could not begin. */
  const ready = () => {
    if (forgetting) return;
    const focus = wantsFocus || panel.contains(panel.getRootNode().activeElement);
    wantsFocus = false;
    panel.className = "ready";
    if (panel.hidden) return;
    if (focus) frame().focus();
    post("open", { focus });
  };

  const fromPanel = {
    alive() {
      frame().title = panel.ariaLabel;
      if (forgetting) return post("shutdown");
      runs = true;
      post("boot", {
        site: settings.site,
        locale: settings.locale,
        page: location.pathname,
        mode: isInPage() ? "panel" : "launcher",
        phone: phones.matches,
        contact: document.querySelector(settings.contact)?.href,
        dir: getComputedStyle(host).direction,
      });
      const held = waiting;
      waiting = [];
      for (const [type, more] of held) post(type, more);
    },
    ready,
    error: ready,
    close() {
      if (!isInPage()) show(false);
    },
    conversed() {
      // Told again on each page; what the visitor did since then stands.
      if (!flag.get()) flag.set(panel.hidden || isInPage() ? "closed" : "open");
    },
    unread({ count }) {
      unread(panel.hidden ? Number(count) || 0 : 0);
    },
    forgotten() {
      if (!forgetting) return;
      forgetting = "";
      flag.set(null);
      const held = waiting;
      unload();
      waiting = held;
      if (!settings.site) host.remove();
      else if (!panel.hidden) load();
    },
  };

  const onMessage = ({ source, origin, data }) => {
    if (source !== frame()?.contentWindow || origin !== edge || data?.handrail !== 1) return;
    if (Object.hasOwn(fromPanel, data.type)) fromPanel[data.type](data);
    if (data.type !== "close") emit(data.type, data);
  };

  const onShown = (on, quiet) => {
    if (on) {
      unread(0);
      wantsFocus = isInPage() && !quiet;
      if (isReady()) {
        if (!quiet) frame().focus();
        post("open", { focus: !quiet });
      }
    } else if (frame()) {
      if (runs) post("close");
    } else {
      runs = false;
      waiting = [];
      if (forgetting) forget(forgetting);
    }
    const kept = flag.get();
    if (kept && !kept.startsWith(FORGET) && !isInPage()) flag.set(on ? "open" : "closed");
    fit();
    emit(on ? "open" : "close");
  };

  const reportPage = () => {
    if (runs && host.isConnected) post("page", { page: location.pathname });
  };

  const fit = () => {
    // The host element stands beside the body, so that on phones the whole page can be inert. A part of
    // the page never makes the page inert.
    const covers = phones.matches && !isInPage() && !panel.hidden;
    if (covers !== covered && document.body) document.body.inert = covered = covers;
    panel.ariaModal = covers;
    // On phones the on-screen keyboard covers a fixed element's lower part, with the composer and the way
    // to people in it; the panel takes the part of the screen that is left.
    const view = window.visualViewport;
    const full = covers && view?.scale === 1;
    panel.style.setProperty("height", full ? `${view.height}px` : "");
    panel.style.setProperty("min-height", full ? "0" : "");
    panel.style.setProperty("transform", full ? `translateY(${view.offsetTop}px)` : "");
  };

  const apply = (...changes) => {
    Object.assign(settings, ...changes);
    try {
      document.querySelector(settings.contact);
    } catch {
      settings.contact = "none";
    }
    relabel();
  };

  /** The page's own words, where it gives them; and no button that would open nothing. */
  const relabel = () => {
    const { lang = "en", label, labelClose, labelChat } = settings;
    host.lang = launcher.lang = lang;
    if (label) launcher.firstChild.data = label;
    if (labelClose) closer.ariaLabel = labelClose;
    if (labelChat) panel.ariaLabel = labelChat;
    for (const { button } of document.querySelectorAll("handrail-panel")) {
      if (!button) continue;
      button.lang = lang;
      button.textContent = launcher.firstChild.data;
      button.hidden = !settings.site;
    }
    for (const node of words.childNodes) {
      const own = { "Contact us: ": "labelContact", "Chat couldn't load. ": "labelFailed" }[node.data];
      if (settings[own]) node.data = `${settings[own]} `;
    }
  };

  const unplace = () => {
    if (!place) return;
    const last = place;
    place = null;
    if (isInPage()) {
      if (!panel.hidden) show(false);
      unload();
      root.append(panel);
      launcher.hidden = false;
    }
    // What stood there is a way to the chat again.
    last.replaceWith(...last.former);
  };

  /** Loads the panel of a site to have it forget. It waits in the frame for its turn where it runs. */
  const forget = (site) => {
    forgetting = site;
    flag.set(FORGET + site);
    panel.className = "";
    if (runs) {
      runs = false;
      return post("shutdown");
    }
    if (frame() && !frame().src.endsWith("=" + site)) frame().remove();
    const wanted = settings.site;
    settings.site = site;
    load();
    settings.site = wanted;
  };

  /** A page before this one signed out and did not live to hear that all is forgotten. */
  const forgetOwed = () => {
    const kept = flag.get();
    if (settings.site && !forgetting && kept?.startsWith(FORGET))
      forget(kept.slice(FORGET.length) || settings.site);
  };

  const onBoot = (changes) => {
    if (before) {
      apply(before, changes);
      before = null;
      launcher.hidden = false;
    }
    forgetOwed();
    api.update(changes);
  };

  const api = {
    on(type, listener) {
      const entry = [type, listener];
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    off(type, listener) {
      for (const entry of listeners)
        if (entry[0] === type && entry[1] === listener) listeners.delete(entry);
    },
    update(changes) {
      if (!changes) return;
      // Another site is another conversation: its panel starts from nothing.
      const other =
        !forgetting && frame() && changes.site && !frame().src.endsWith("=" + changes.site);
      apply(changes);
      if (other) {
        const open = !panel.hidden;
        unload();
        if (isInPage() || open) load();
      } else if (runs) post("update", changes);
    },
    show() {
      if (!before) launcher.hidden = false;
    },
    hide() {
      if (!isInPage()) show(false);
      launcher.hidden = true;
    },
    requestHuman() {
      if (!settings.site) return;
      show(true);
      tell("request_human");
    },
    /** `send` counts only where the page and the edge are one origin, as in the sandbox. */
    showNewMessage(text = "", { send = false } = {}) {
      if (!settings.site) return;
      show(true, send);
      tell("prefill", { text: String(text), send });
    },
    render(target) {
      const element = typeof target === "string" ? document.querySelector(target) : target;
      if (!element) throw new Error(`Handrail.render: nothing on this page matches ${target}`);
      if (!settings.site || place?.parentNode === element) return;
      const focus = element.contains(document.activeElement);
      unplace();
      const here = (place = document.createElement("handrail-place"));
      here.className = "handrail-in";
      here.lang = host.lang;
      // What stood in the element was the way to people until now.
      here.former = [...element.childNodes];
      const inner = here.attachShadow({ mode: "open" });
      inner.adoptedStyleSheets = root.adoptedStyleSheets;
      here.onHere = () => {
        if (place !== here || isInPage()) return;
        if (!panel.hidden) show(false);
        unload();
        inner.append(panel);
        launcher.hidden = true;
        show(true, !focus);
      };
      here.onGone = () => {
        if (place !== here) return;
        unplace();
        if (flag.get()) load();
      };
      element.replaceChildren(here);
    },
    /** Sign-out: the panel forgets the conversation, and then the page forgets the flag. */
    shutdown() {
      const { site, contact } = settings;
      if (!site) {
        // Whose conversation it was is known at the next boot.
        if (flag.get() && !forgetting) flag.set(FORGET);
        return;
      }
      before = { site, contact };
      unplace();
      show(false);
      settings.site = "";
      // The contact link is a link again.
      settings.contact = "none";
      launcher.hidden = true;
      relabel();
      forget(forgetting || site);
    },
  };

  // From here on whatever handrail.js would have queued is done at once.
  const take = (item) => {
    if (item instanceof MessageEvent) return onMessage(item);
    const [name, ...values] = item;
    if (name === "shown") return onShown(...values);
    if (name === "boot") return onBoot(...values);
    return api[name](...values);
  };
  const queued = queue.splice(0);
  queue.push = take;
  for (const name of Object.keys(api)) Handrail[name] = api[name];

  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);
  phones.addEventListener("change", fit);
  new MutationObserver(relabel).observe(words, { childList: true });
  relabel();
  if (window.navigation) {
    navigation.addEventListener("currententrychange", reportPage);
  } else {
    addEventListener("popstate", reportPage);
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name];
      history[name] = function (...values) {
        original.apply(this, values);
        reportPage();
      };
    }
  }

  // Before anything that the panel may have said.
  forgetOwed();
  for (const item of queued)
    try {
      take(item);
    } catch (error) {
      // The page's mistake in one call does not cost it the others.
      queueMicrotask(() => {
        throw error;
      });
    }
  // The visitor has written before: an answer may wait, and an open panel opens again, without
  // taking the focus of the page just come to.
  const kept = flag.get();
  if (kept && !forgetting && host.isConnected) {
    if (kept === "open" && isSameTab()) show(true, true);
    else load();
  }
}
