/** What the sandbox reads out of trace entries. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decision, instructions, sections } from "../../widget/sandbox/trace.js";

test("a prompt falls into its parts", () => {
  const prompt = "[system]\nAnswer from the sources.\n\n[user]\nCan I return shoes?\n[CARD_1] is no heading.\n\n[assistant]\nYes.";
  assert.deepEqual(sections(prompt), [
    { name: "system", text: "Answer from the sources." },
    { name: "user", text: "Can I return shoes?\n[CARD_1] is no heading." },
    { name: "assistant", text: "Yes." },
  ]);
});

test("instructions and passages are told apart", () => {
  const system = "Answer.\nAt most 120 words.\n\nSources:\n[[1]] Returns\n60 days.\n[[7]] is no heading.\n\n[[2]] Refunds\nTo the card.";
  assert.deepEqual(instructions(system), {
    told: "Answer.\nAt most 120 words.\n",
    passages: [
      { title: "Returns", text: "60 days.\n[[7]] is no heading." },
      { title: "Refunds", text: "To the card." },
    ],
  });
  assert.deepEqual(instructions("Answer.\nSources:\n(none)").passages, []);
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
