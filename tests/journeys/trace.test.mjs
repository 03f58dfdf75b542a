/** What the sandbox reads out of trace entries. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decision, sections } from "../../widget/sandbox/trace.js";

test("a prompt falls into its parts", () => {
  const prompt = [
    "[system]", "Answer from the sources.", "",
    "[source 1: Returns]", "60 days.", "[CARD_1] is not a heading.", "",
    "[visitor]", "Can I return shoes?", "",
  ].join("\n");
  assert.deepEqual(sections(prompt), [
    { name: "system", text: "Answer from the sources." },
    { name: "source 1: Returns", text: "60 days.\n[CARD_1] is not a heading." },
    { name: "visitor", text: "Can I return shoes?" },
  ]);
});

test("a text without headings stays whole", () => {
  assert.deepEqual(sections("just text"), [{ name: "", text: "just text" }]);
  assert.deepEqual(sections(""), []);
});

test("a decision is read from a note, with each score beside its threshold", () => {
  const note = {
    outcome: "offer",
    reason: "low_confidence",
    scores: [["signals", 0], ["frustration", 0], ["confidence", 0.412345]],
    thresholds: [["signals", 2], ["min_confidence", 0.6]],
  };
  assert.deepEqual(decision(JSON.stringify(note)), {
    outcome: "offer",
    reason: "low_confidence",
    scores: [
      { name: "signals", value: 0, most: 2, least: null },
      { name: "confidence", value: 0.41, most: null, least: 0.6 },
    ],
  });
});

test("a decision in words is shown as it is", () => {
  assert.deepEqual(decision("handoff: asked for a person"), { outcome: "handoff", reason: "asked for a person", scores: [] });
  assert.deepEqual(decision("nothing found"), { outcome: "", reason: "nothing found", scores: [] });
  assert.deepEqual(decision("{broken"), { outcome: "", reason: "{broken", scores: [] });
});
