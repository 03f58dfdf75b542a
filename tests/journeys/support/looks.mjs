/** What an eye, a keyboard or a screen reader would find in a page: functions that run inside it. */
import assert from "node:assert/strict";
import { axe, axeSource } from "./browser.mjs";

/** No violation in any frame, light and dark. A frame is a page of its own to axe, so each is looked at. */
export async function isClean(page, what) {
  const script = await axeSource();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const frame of page.frames()) {
      if (frame.isDetached() || !/^http/.test(frame.url())) continue;
      const violations = await axe(frame, script, { iframes: false });
      assert.deepEqual(violations, [], `${what}, ${colorScheme}, ${new URL(frame.url()).pathname}`);
    }
  }
}

/** Keeps what the panel's live regions say from now on: `{ region, text, at }`, asked for by region. */
export async function listen(frame) {
  await frame.evaluate(() => {
    window.said = [];
    for (const region of ["live-messages", "live-status", "live-alert"]) {
      const node = document.getElementById(region);
      new MutationObserver(() => {
        const text = node.textContent;
        if (text) window.said.push({ region, text, at: performance.now() });
      }).observe(node, { childList: true, characterData: true, subtree: true });
    }
  });
  return (region) => frame.evaluate((only) => window.said.filter((one) => one.region === only), region);
}

/** Where the focus stands, by the parts of the panel. */
export const place = () =>
  document.activeElement.closest(".close")
    ? "close"
    : document.activeElement.id === "transcript"
      ? "transcript"
      : document.activeElement.closest(".rail")
        ? "message"
        : document.activeElement.closest(".human-bar")
          ? "human"
          : document.activeElement.closest(".send")
            ? "send"
            : document.activeElement.closest(".composer")
              ? "composer"
              : document.activeElement.closest(".foot")
                ? "foot"
                : "elsewhere";

/** What can be pressed and is on screen, with its size. */
export const targets = () =>
  [...document.querySelectorAll("a[href], button, input, textarea, summary")]
    .filter((node) => node.checkVisibility() && !node.closest("[inert]"))
    .map((node) => {
      const { width, height } = (node.matches("textarea") ? node.closest(".field") : node).getBoundingClientRect();
      return { name: node.ariaLabel || node.textContent.trim() || node.id, width, height };
    });

/** What is drawn around what has the focus, and its contrast against what is behind it. */
export function ringOfFocus() {
  const channel = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((part) => channel(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const node = document.activeElement;
  const drawn = node.closest(".field") ?? node;
  const style = getComputedStyle(drawn);
  // The field's ring is its border with a shadow of the same colour beside it.
  const width = parseFloat(style.outlineStyle === "none" ? 0 : style.outlineWidth);
  const shadowed = style.boxShadow !== "none" ? parseFloat(style.borderTopWidth) + 1 : 0;
  const colour = width > 0 ? style.outlineColor : style.borderTopColor;
  let behind = drawn.parentElement;
  while (/, 0\)$/.test(getComputedStyle(behind).backgroundColor) && behind.parentElement) behind = behind.parentElement;
  const [a, b] = [light(colour), light(getComputedStyle(behind).backgroundColor)].sort((x, y) => y - x);
  return { name: node.ariaLabel || node.id || node.textContent, width: Math.max(width, shadowed), ratio: (a + 0.05) / (b + 0.05) };
}

/** Is a button on screen whole, and can it be pressed where it stands? */
export function pressable(node) {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const wait = document.getElementById(node.getAttribute("aria-describedby"));
  return {
    native: node.tagName === "BUTTON" && node.type === "button",
    enabled: !node.disabled && node.getAttribute("aria-disabled") !== "true",
    visible: within && node.contains(hit),
    described: /\w/.test(wait?.textContent ?? ""),
  };
}
