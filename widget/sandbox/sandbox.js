/**
 * The sandbox: the sample shop, what the AI sees and the desk side by side, for one visit.
 *
 * For: trying Handrail in a minute without setting anything up. Only the demo serves it. Everything it
 * shows comes from the edge's own calls and from the loader that customers get.
 */

import { Shop } from "./shop.js";
import { Steps } from "./steps.js";
import { Trace } from "./trace.js";
import { arrive, leave, Refused } from "./visit.js";

const LIE_QUESTION = "How much does it cost to return shoes?";
const PAUSE_MILLIS = 1000;
const PAUSE_MAX_MILLIS = 15_000;
/** The chat begins without the desk after this. */
const DESK_MILLIS = 2000;

const $ = (id) => document.getElementById(id);
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const say = (words) => {
  $("status").textContent = words;
};

function followScheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.documentElement.dataset.scheme = dark.matches ? "dark" : "light";
  };
  apply();
  dark.addEventListener("change", apply);
}

/** Below the width for three panes, tabs choose; between the two, the shop stays and tabs choose the rest. */
function tabs() {
  const names = ["shop", "trace", "desk"];
  const bar = document.querySelector(".tabs");
  const select = (name, focus) => {
    document.body.dataset.tab = name;
    for (const other of names) {
      const tab = $(`tab-${other}`);
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
    }
    if (focus) $(`tab-${name}`).focus();
  };
  for (const name of names) $(`tab-${name}`).addEventListener("click", () => select(name));
  bar.addEventListener("keydown", (event) => {
    const shown = names.filter((name) => $(`tab-${name}`).checkVisibility());
    const at = shown.indexOf(document.body.dataset.tab);
    const rtl = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const to = { ArrowRight: at + rtl, ArrowLeft: at - rtl, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(shown[(to + shown.length) % shown.length], true);
  });
  const wide = matchMedia("(min-width: 760px)");
  const settle = () => {
    if (wide.matches && document.body.dataset.tab === "shop") select("trace");
  };
  select(wide.matches ? "trace" : "shop");
  wide.addEventListener("change", settle);
  return (name) => {
    if ($(`tab-${name}`).checkVisibility()) select(name);
  };
}

function trouble(head, text, again) {
  $("trouble-head").textContent = head;
  $("trouble-text").textContent = text;
  $("trouble-again").onclick = again;
  $("trouble").hidden = false;
  $("trouble-again").focus();
}

function showModel(model) {
  const builtIn = !model || model === "extractive";
  const line = $("model");
  if (builtIn) {
    const link = document.createElement("a");
    link.href = "#yours";
    link.textContent = "cargo xtask demo --model-url … --model …";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      openYours();
    });
    line.replaceChildren("Built-in answers, no language model. Connect one: ", link);
    $("trace-sub").textContent = "as it would be sent to a model";
  } else {
    line.replaceChildren(`Answers come from ${model}.`);
    $("trace-sub").textContent = `as sent to ${model}`;
  }
  line.hidden = false;
}

let steps;

function showVisit(expiresAt) {
  const until = new Date(expiresAt).toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" });
  $("visit-words").textContent = `This site and desk are yours alone until ${until}.`;
  $("start-over").addEventListener("click", startOver);
  $("visit").hidden = false;
}

function startOver() {
  leave();
  location.reload();
}

function openYours() {
  $("yours").showModal();
  steps?.done("yours");
}

function yours() {
  const { origin } = location;
  $("snippet").textContent =
    `<a id="support" href="/contact">Contact support</a>\n` +
    `<script async src="${origin}/handrail.js"\n` +
    `        data-site="your-site" data-contact="#support"></` +
    `script>`;
  $("yours-open").addEventListener("click", openYours);
  $("yours-close").addEventListener("click", () => $("yours").close());
  // A press on the backdrop, outside the card, closes it too.
  $("yours").addEventListener("click", (event) => {
    if (event.target === $("yours")) $("yours").close();
  });
  for (const button of document.querySelectorAll("[data-copy]"))
    button.addEventListener("click", async () => {
      const text = $(button.dataset.copy).textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.firstChild.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren($(button.dataset.copy));
        button.firstChild.textContent = "Selected: press Ctrl+C";
      }
    });
}

/**
 * The desk gets its session when it says that it listens; it may load more than once. Resolves once its
 * agent counts as present, or after a while: a desk that fails keeps nobody from the chat.
 */
function desk(visit) {
  const frame = $("desk");
  return new Promise((resolve) => {
    addEventListener("message", ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== location.origin) return;
      if (data?.handrail !== 1) return;
      if (data.type === "desk_present") resolve();
      if (data.type !== "desk_ready") return;
      frame.contentWindow.postMessage(
        { handrail: 1, type: "desk_session", ...visit.deskSession },
        location.origin,
      );
    });
    setTimeout(resolve, DESK_MILLIS);
    frame.src = "/desk";
  });
}

async function start(showTab) {
  const visit = await arrive();
  $("trouble").hidden = true;
  showModel(visit.model);
  showVisit(visit.expiresAt);

  steps = new Steps(visit.done, (step) => visit.markDone(step));
  const trace = new Trace({ list: $("entries"), scroller: $("trace"), empty: $("trace-empty") });
  let owner = "assistant";
  // The panel asks at its start whether people are there: the one at the desk here is.
  const shop = new Shop($("shop"), visit.site, {
    begins: desk(visit),
    onSource: () => steps.done("source"),
    onOwner(now) {
      owner = now;
      if (owner === "assistant") $("person-note").textContent = "Then take the conversation at the desk.";
      if (owner === "waiting") {
        $("person-note").textContent = "The desk rings. Take the conversation there.";
        showTab("desk");
      }
      if (owner === "person") {
        $("person-note").textContent = "A person has it. The AI is silent now.";
        steps.done("person");
      }
    },
  });

  const drawSwitches = () => {
    const { model = "normal", agents = "here", server = "running" } = visit.switches;
    $("switch-model").value = model;
    $("switch-agents").checked = agents === "here";
    $("switch-server").checked = server === "running";
    const stopped = server === "stopped";
    $("stop").textContent = stopped ? "Start the server" : "Stop the server";
    $("stop-note").textContent = stopped
      ? "Write something: it is kept. Then start it."
      : steps.has("stop")
        ? "Nothing was lost."
        : "For this visit only.";
    document.body.classList.toggle("stopped", stopped);
  };
  const flip = async (changes, words) => {
    try {
      await visit.flip(changes);
      if (changes.server === "running") steps.done("stop");
      say(words);
    } catch (error) {
      say(error instanceof Refused ? error.message : "The switch didn't reach the server. Try again.");
    }
    drawSwitches();
  };
  drawSwitches();

  /** The scripted lie ends with the answer it was told in. */
  let lying = false;
  const actions = {
    ask(button) {
      showTab("trace");
      shop.say(button.textContent);
    },
    async lie() {
      if (owner === "person" || owner === "waiting") {
        say("The AI is silent now. Hand the conversation back to it at the desk first.");
        return;
      }
      lying = true;
      await flip({ model: "lies" }, "A scripted model answers the next question.");
      showTab("trace");
      shop.say(LIE_QUESTION);
    },
    person: () => shop.say("I want a person"),
    stop: () =>
      visit.switches.server === "stopped"
        ? flip({ server: "running" }, "The server runs again.")
        : flip({ server: "stopped" }, "The server is stopped for this visit."),
    yours: openYours,
  };
  for (const button of document.querySelectorAll("[data-do]"))
    button.addEventListener("click", () => actions[button.dataset.do](button));

  $("switch-model").addEventListener("change", ({ target }) => {
    lying = false;
    flip({ model: target.value }, `The model ${target.selectedOptions[0].textContent}.`);
  });
  $("switch-agents").addEventListener("change", ({ target }) =>
    flip(
      { agents: target.checked ? "here" : "away" },
      target.checked ? "Agents are here." : "No agent is here.",
    ),
  );
  $("switch-server").addEventListener("change", () => actions.stop());
  $("switch-inapp").addEventListener("change", ({ target }) => shop.show({ inApp: target.checked }));

  const drawPolicy = (policy) => {
    $("policy-text").textContent = policy ? policy.split(/;\s*/).filter(Boolean).join(";\n") : "";
    if (!policy) {
      $("policy").firstElementChild.textContent = "Strict CSP: off";
      $("policy-words").textContent = "The shop's page came without a policy header.";
    }
  };
  Shop.policy().then(drawPolicy, () => {
    $("policy").hidden = true;
  });

  for (let after = 0, wait = PAUSE_MILLIS; ; ) {
    try {
      const wasAway = wait > PAUSE_MILLIS;
      // An edge that was away is not asked to hold the call: the words below would come late.
      const { entries, next } = await visit.trace(after, { hold: !wasAway });
      after = next ?? after;
      wait = PAUSE_MILLIS;
      if (wasAway) say("The edge answers again.");
      trace.add(entries);
      for (const { kind } of entries) {
        if (kind === "prompt" || kind === "would_send") steps.done("ask");
        if (kind === "withheld") steps.done("lie");
        if (kind === "reply" && lying) {
          lying = false;
          flip({ model: "normal" }, "The scripted model is gone again.");
        }
      }
    } catch (error) {
      if (error instanceof Refused && [401, 403, 404, 410].includes(error.status)) {
        trouble("This visit has ended", "Each visit has a site of its own that expires. Nothing of it is kept.", startOver);
        return;
      }
      say("The edge doesn't answer. This page goes on by itself when it is back.");
      await pause(wait);
      wait = Math.min(wait * 2, PAUSE_MAX_MILLIS);
    }
  }
}

function begin(showTab) {
  start(showTab).catch((error) => {
    const refused = error instanceof Refused;
    trouble(
      "The sandbox couldn't start",
      refused ? error.message : "The edge doesn't answer. Start it with cargo xtask demo, then try again.",
      startOver,
    );
  });
}

followScheme();
yours();
begin(tabs());
