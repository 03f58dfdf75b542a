/**
 * The rest of the loader: what a page needs only once the visitor has acted or the page calls for it.
 *
 * For: the conversation with the panel (boot, focus, unread, closing), the JS API beyond opening and
 * closing, the one flag after the first message, page changes of single-page hosts, the panel as a part
 * of the page. Not for: the way to people when the panel does not come; that is handrail.js alone.
 *
 * Invariants
 * - Nothing is stored on the host page before the panel says `conversed`; then one localStorage entry,
 *   `handrail`, which says whether the panel was open.
 * - A message counts when its source is our frame and its origin this file's; ours go to that origin only.
 * - Pages are reported as paths, never with query or fragment.
 * - A page's listener that throws disturbs neither us nor the other listeners.
 */

const edge = new URL(import.meta.url).origin;
const FLAG = "handrail";
/** How long a panel may take to forget at sign-out before its frame goes anyway. */
const FORGET_MILLIS = 1000;

const STYLE =
  ".alive *{visibility:hidden}" +
  ".alive iframe{visibility:visible}" +
  "button{cursor:pointer}" +
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

/** Where the panel stands as a part of the page. Tells when the page takes that part away. */
class Place extends HTMLElement {
  onGone = () => {};
  disconnectedCallback() {
    // A part that is only moved is back by then.
    queueMicrotask(() => this.isConnected || this.onGone());
  }
}

let started = false;

/** Called by handrail.js each time it asks for this file; the first call takes over. */
export default function start(Handrail, host, settings, queue, load, show) {
  if (started) return;
  started = true;

  customElements.define("handrail-place", Place);
  const root = host.shadowRoot;
  const [launcher, panel] = root.children;
  const badge = document.createElement("b");
  badge.ariaHidden = "true";
  const spoken = document.createElement("i");
  launcher.append(spoken, badge);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets.push(sheet);

  const listeners = new Set();
  /** Messages for a panel that does not run yet. */
  let waiting = [];
  /** Where the panel stands when it is a part of the page. */
  let place = null;
  let forgetTimer;
  /** What a boot after a shutdown starts from. */
  let before = null;
  const phones = matchMedia("(max-width:480px)");
  /** In the page there is no close button that could hold the focus until the panel runs. */
  let wantsFocus = false;

  const frame = () => panel.querySelector("iframe");
  const alive = () => panel.className === "alive" && frame() !== null;

  const post = (type, more) => {
    // A frame that the page has taken away has no window any more.
    frame().contentWindow?.postMessage({ handrail: 1, type, ...more }, edge);
  };
  const tell = (type, more) => {
    if (alive()) post(type, more);
    else waiting.push([type, more]);
  };
  const emit = (type, data) => {
    for (const [wanted, listener] of listeners)
      if (wanted === type) queueMicrotask(() => listener(data));
  };
  const unload = () => {
    frame()?.remove();
    panel.className = "";
    waiting = [];
    unread(0);
  };
  const unread = (count) => {
    badge.textContent = count > 0 ? (count > 99 ? "99+" : String(count)) : "";
    spoken.textContent = count > 0 ? `, ${count} new ${count === 1 ? "message" : "messages"}` : "";
  };

  const fromPanel = {
    alive() {
      const focus = place ? wantsFocus : panel.matches(":focus-within");
      wantsFocus = false;
      panel.className = "alive";
      post("boot", {
        site: settings.site,
        locale: settings.locale,
        page: location.pathname,
        mode: place ? "panel" : "launcher",
        phone: phones.matches,
        contact: document.querySelector(settings.contact)?.href,
        dir: getComputedStyle(host).direction,
      });
      if (!panel.hidden) {
        if (focus) frame().focus();
        post("open", { focus });
      }
      const held = waiting;
      waiting = [];
      for (const [type, more] of held) post(type, more);
    },
    close() {
      if (!place) show(false);
    },
    conversed() {
      // Told again on each page; what the visitor did since then stands.
      if (!flag.get()) flag.set(panel.hidden || place ? "closed" : "open");
    },
    unread({ count }) {
      unread(panel.hidden ? Number(count) || 0 : 0);
    },
    forgotten() {
      if (forgetTimer) finishShutdown();
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
      wantsFocus = !quiet;
      if (alive()) {
        if (!quiet) frame().focus();
        post("open", { focus: !quiet });
      }
      // A part of the page never makes the page inert.
      if (place) document.body.inert = panel.ariaModal = false;
    } else if (alive()) {
      post("close");
    } else if (!frame()) {
      waiting = [];
    }
    if (flag.get() && !place) flag.set(on ? "open" : "closed");
    fitKeyboard();
    emit(on ? "open" : "close");
  };

  const reportPage = () => {
    if (alive() && host.isConnected) post("page", { page: location.pathname });
  };

  // On phones the on-screen keyboard covers a fixed element's lower part, with the composer and the way
  // to people in it; the panel takes the part of the screen that is left.
  const fitKeyboard = () => {
    const view = window.visualViewport;
    const full = phones.matches && !place && !panel.hidden && view?.scale === 1;
    panel.style.setProperty("height", full ? `${view.height}px` : "");
    panel.style.setProperty("transform", full ? `translateY(${view.offsetTop}px)` : "");
  };

  const onPhonesChange = () => {
    document.body.inert = panel.ariaModal = phones.matches && !panel.hidden && !place;
    fitKeyboard();
  };

  const unplace = () => {
    if (!place) return;
    const last = place;
    place = null;
    if (!panel.hidden) show(false);
    unload();
    root.append(panel);
    last.remove();
    launcher.hidden = false;
  };

  const finishShutdown = () => {
    clearTimeout(forgetTimer);
    forgetTimer = 0;
    settings.site = "";
    unplace();
    unload();
    host.remove();
    launcher.hidden = false;
  };

  const onBoot = (changes) => {
    if (forgetTimer) finishShutdown();
    if (before) Object.assign(settings, before, changes);
    before = null;
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
      const other = frame() && changes.site && !frame().src.endsWith("=" + changes.site);
      Object.assign(settings, changes);
      if (other) {
        const open = !panel.hidden;
        unload();
        if (place || open) load();
      } else if (alive()) post("update", changes);
    },
    show() {
      launcher.hidden = false;
    },
    hide() {
      if (!place) show(false);
      launcher.hidden = true;
    },
    requestHuman() {
      show(true);
      tell("request_human");
    },
    /** `send` counts only where the page and the edge are one origin, as in the sandbox. */
    showNewMessage(text = "", { send = false } = {}) {
      show(true, send);
      tell("prefill", { text: String(text), send });
    },
    render(target) {
      const element = typeof target === "string" ? document.querySelector(target) : target;
      if (!element) throw new Error(`Handrail.render: nothing on this page matches ${target}`);
      if (place?.parentNode === element) return;
      const focus = element.contains(document.activeElement);
      unplace();
      if (!panel.hidden) show(false);
      unload();
      // What stood in the element was the way to people until now.
      element.replaceChildren();
      place = document.createElement("handrail-place");
      place.onGone = () => {
        if (place === null) return;
        unplace();
        if (flag.get()) load();
      };
      place.className = "handrail-in";
      const inner = place.attachShadow({ mode: "open" });
      inner.adoptedStyleSheets = root.adoptedStyleSheets;
      inner.append(panel);
      launcher.hidden = true;
      element.append(place);
      show(true, !focus);
    },
    /** Sign-out: the panel forgets the conversation, the page the flag. */
    shutdown() {
      before = before ?? { site: settings.site, contact: settings.contact };
      // The contact link is a link again.
      settings.contact = "none";
      const known = flag.get();
      flag.set(null);
      if (!panel.hidden) show(false);
      launcher.hidden = true;
      if (!known && !alive()) return finishShutdown();
      load();
      tell("shutdown");
      forgetTimer = setTimeout(finishShutdown, FORGET_MILLIS);
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

  window.visualViewport?.addEventListener("resize", fitKeyboard);
  window.visualViewport?.addEventListener("scroll", fitKeyboard);
  phones.addEventListener("change", onPhonesChange);
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
  if (flag.get() && host.isConnected) {
    if (flag.get() === "open" && isSameTab()) show(true, true);
    else load();
  }
}
