/**
 * The loader: the one script of a host page.
 *
 * For: the launcher, the page's own contact link, the frame of the panel with its close button, and the
 * contact when the panel does not come. Not for: anything that can wait until the visitor acts or the
 * page calls for it; that is handrail-api.js, from the same origin as this script.
 *
 * Invariants
 * - Before the first press or API call that needs more: no request, no cookie, no storage.
 * - Works under `script-src EDGE; frame-src EDGE`: no inline style, no style element, no markup from text.
 * - The way to people depends on nothing else arriving: 3 s after the panel opens the contact is shown,
 *   after 8 s the failure is told.
 *
 * Every byte is paid by every page of a customer: `cargo xtask size` holds it to loader_brotli.
 */
(() => {
  const stub = window.Handrail;
  // A second script tag is harmless: the first one stays.
  if (stub?.boot) return;

  const script = document.currentScript;
  const edge = new URL(script.src).origin;
  // Tag managers drop attributes, hence the settings object. No element is called none.
  const settings = { contact: "none", ...script.dataset, ...window.handrailSettings };
  // API calls and messages of the panel, until handrail-api.js takes over.
  const queue = [];
  const label = settings.label || "Chat with us";
  let opener;
  let timer;
  let retry = "";

  // Adopted, because a strict policy of the page blocks style elements in a shadow root too. System
  // colours follow light, dark and forced colours by themselves. handrail-api.js shows the frame once the
  // panel has drawn itself, with a close button of its own: then the panel is called `ready`.
  const style =
    ":host{all:initial;color-scheme:light dark}" +
    ":host>*{border:1px solid #8884;position:fixed;bottom:var(--handrail-bottom,20px);box-shadow:0 2px 12px #0004;inset-inline:var(--handrail-start,auto) var(--handrail-end,20px);z-index:999999999}" +
    "*{border:0;box-sizing:border-box;font:15px/22px system-ui}" +
    "button{border-radius:24px;min-width:44px;height:44px}" +
    ":host>button{background:var(--handrail-accent,#1f5fbf);padding:0 20px;color:var(--handrail-on-accent,#fff)}" +
    "div{max-height:calc(100dvh - 96px);margin-bottom:56px;background:canvas;border-radius:12px;width:400px;color:canvastext;height:640px}" +
    "div>button{margin:8px;float:inline-end}" +
    "p{margin:88px 24px}" +
    "iframe{visibility:hidden}" +
    "@media(max-width:480px){div{inset:0!important;margin:0;min-height:100%;width:auto}[aria-expanded=true]{visibility:hidden}}";

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const more = () =>
    import(edge + "/handrail-api.js" + retry).then(
      (rest) => rest.default(Handrail, host, settings, queue, load, show),
      // Browsers keep a failed import for the life of the page; another address is asked for anew.
      () => {
        retry += "?";
      },
    );

  /** On press, not on hover: a pointer that passes by has asked for nothing. */
  const load = () => {
    if (!settings.site || panel.lastChild != words) return;
    panel.append(
      make("iframe", {
        referrerPolicy: "origin",
        src: edge + "/widget?site=" + settings.site,
      }),
    );
    more();
  };

  /** Says whether something changed. */
  const show = (on, quiet) => {
    if (panel.hidden != on || !settings.site) return;
    const focused = root.activeElement;
    if (on) load();
    // The next opening tries anew.
    else if (!panel.className) panel.lastChild.remove();
    panel.hidden = !on;
    launcher.ariaExpanded = on;
    // Before the focus moves: on phones the rest of the page becomes inert by it, or usable again.
    queue.push(["shown", on, quiet]);
    clearTimeout(timer);
    if (on) {
      words.textContent = "";
      timer = setTimeout(() => {
        const way = /^(mailto|tel|https?):\/*(.*)/.exec(document.querySelector(settings.contact)?.href);
        if (way) words.append("Contact us: ", make("a", { href: way[0] }, way[2]));
        timer = setTimeout(() => words.prepend("Chat couldn't load. "), 5e3);
      }, 3e3);
      if (!quiet) closer.focus();
    } else {
      // Nobody who is at something else on the page is called away from it.
      if (focused) (opener || launcher).focus();
      opener = 0;
    }
    return true;
  };

  const launcher = make(
    "button",
    {
      ariaExpanded: false,
      lang: settings.lang || "en",
      onclick: () => show(panel.hidden),
      onpointerdown: load,
    },
    label,
  );
  const closer = make("button", { ariaLabel: "Close", onclick: () => show(false) }, "✕");
  const words = make("p", { role: "status" });
  const panel = make("div", { role: "dialog", ariaLabel: "Chat", hidden: true }, closer, words);
  const host = make("handrail-chat", {
    lang: "en",
    onkeydown({ key }) {
      if (key == "Escape") show(false);
      // On the launcher; elsewhere the frame is there.
      if (key == " ") load();
    },
  });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  root.append(launcher, panel);

  addEventListener("message", (event) => event.origin == edge && queue.push(event));

  const attach = () => host.isConnected || document.body.after(host);

  const Handrail = (window.Handrail = (name, ...values) => Handrail[name](...values));
  Handrail.boot = (changes) => {
    Object.assign(settings, changes);
    try {
      document.querySelector(settings.contact);
    } catch {
      settings.contact = "none";
    }
    queue.push(["boot", changes]);
    if (!settings.site) return;
    if (document.body) attach();
    else addEventListener("DOMContentLoaded", attach);
    try {
      // Set once the visitor has written: an answer may wait, or an open panel.
      if (localStorage.handrail) more();
    } catch {}
  };
  Handrail.open = () => show(true);
  Handrail.close = () => show(false);
  Handrail.toggle = () => show(panel.hidden);
  // The first three can wait until something is there to tell of. Where the visitor was to see the panel,
  // as with the last three, and the rest does not come to empty the queue, the floating panel leads to people.
  "on off update show hide shutdown requestHuman showNewMessage render".split(" ").forEach((name, at) => {
    Handrail[name] = (...values) => {
      queue.push([name, ...values]);
      // A page that signs out often leaves at once: the next one makes up for it.
      if (at == 5 && settings.site)
        try {
          localStorage.handrail = "forget " + settings.site;
        } catch {}
      if (at > 2) more().then(() => queue[0] && at > 5 && show(true));
      return () => Handrail.off(...values);
    };
  });

  // In the capture phase, before a router of the page takes the press for a navigation.
  const press = (event) => {
    const link = event.target.closest(settings.contact);
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    load();
    // Where the chat is open already, or not there, the link leads where it did.
    if (event.type == "click" && (show(true) || event.detail > 1)) {
      event.preventDefault();
      opener = link;
    }
  };
  addEventListener("pointerdown", press, true);
  addEventListener("click", press, true);

  customElements.define(
    "handrail-panel",
    class extends HTMLElement {
      connectedCallback() {
        if (!this.button)
          this.append(
            (this.button = make("button", { lang: launcher.lang, onclick: () => Handrail.render(this) }, label)),
          );
      }
    },
  );

  Handrail.boot();
  stub?.q.forEach((call) => Handrail(...call));
})();
