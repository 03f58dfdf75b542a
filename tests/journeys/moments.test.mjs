/** Moments of a conversation that ask something of the visitor, each as it stands on screen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Visitor } from "./support/actors.mjs";
import { until } from "./support/expect.mjs";
import { between, refusal, stage } from "./support/stage.mjs";
import { siteFile, startShop } from "./support/stack.mjs";

const withoutModel = (file) => file.slice(0, file.indexOf("[[model]]"));
const wait = (visitor) => visitor.panel.locator("#human-wait");
const banner = (visitor) => visitor.panel.locator(".banner");

// Its minute passes while the other journeys run.
let patient, patientShop;
const on = stage({ begin, end: () => patientShop.close() });
async function begin(on) {
  patientShop = await startShop(on.edge, "patient");
  const file = siteFile("patient", [patientShop.origin]).replace("[handoff]\n", "[handoff]\nmax_wait_minutes = 1\n");
  await on.edge.load("patient", file);
  patient = new Visitor(await (await on.browser.newContext()).newPage());
  await patient.arrive(patientShop);
  await patient.human.click();
  await patient.sees("in line");
}

test("what stands in no article is said, and the second time a person is offered", async () => {
  await on.open(withoutModel);
  const visitor = await on.newVisitor();
  await visitor.arrive(on.shop);
  await visitor.say("Zorblax quibbletron?");
  await visitor.sees("I couldn't find this in our help pages. Would you like to ask a person?");
  await visitor.say("Flimwidget snarkology?");
  await visitor.sees("I haven't solved this. Shall I get a person?");
  await visitor.button("Keep trying").click();
  await visitor.say("Gribbleflux?");
  await visitor.panel.locator(".notice").getByRole("button", { name: "Talk to a human" }).last().click();
  await visitor.sees("in line");
});

test("while waiting the AI can be asked, and the place is kept or given up", async () => {
  await on.open();
  const agent = await on.newAgent();
  const visitor = await on.newVisitor();
  await visitor.arrive(on.shop);
  await visitor.human.click();
  await visitor.sees("You're number 1 in line.");
  await agent.sees("Number 1 in line");
  await visitor.button("Ask the AI while I wait").click();
  await visitor.sees("The AI answers while you wait. Your place is kept.");
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  assert.equal(await wait(visitor).innerText(), "You're number 1 in line");
  await visitor.button("Stop waiting").click();
  await visitor.sees("You stopped waiting.");
  assert.equal(await wait(visitor).innerText(), "Someone is here now");
});

test("who waits with nobody there reads so, and keeps the place in line", async () => {
  await on.open();
  const visitor = await on.newVisitor();
  await visitor.arrive(on.shop);
  assert.equal(await wait(visitor).innerText(), "No one is here right now. Leave a message.");
  await visitor.human.click();
  await visitor.sees("You're number 1 in line.");
  const says = (words) => wait(visitor).filter({ hasText: words }).waitFor();
  await says("No one is here right now. Leave your email and we'll reply there.");
  await visitor.panel.getByRole("textbox", { name: "Email" }).fill("sarah@mail.example");
  await visitor.button("Leave my email").click();
  await says("No one is here right now. Leave a message.");
  await on.newAgent();
  await says("You're number 1 in line");
});

for (const way of ["in a minute", "when the panel is opened again"])
  test(`a visitor without a conversation reads that someone came, ${way}`, async () => {
    await on.open();
    const visitor = await on.newVisitor();
    await visitor.page.clock.install();
    await visitor.arrive(on.shop);
    assert.equal(await wait(visitor).innerText(), "No one is here right now. Leave a message.");
    const site = () => fetch(`${on.edge.origin}/api/v1/sites/${on.site}`).then((answer) => answer.json());
    await on.newAgent();
    await until(async () => (await site()).people.online, "an agent who counts as present");
    if (way === "in a minute") await visitor.page.clock.runFor(61_000);
    else {
      await visitor.page.clock.runFor(2_000);
      await visitor.button("Close").click();
      await visitor.page.getByRole("button", { name: /^Chat with us/ }).click();
    }
    await visitor.sees("Someone is here now");
  });

test("details that can't be hidden are not sent, and a person is a press away", async () => {
  await on.open();
  const context = await on.newContext();
  await between(context, (frame, answer) => {
    if (frame.type !== "say") return false;
    answer(refusal("masking_failed", frame.client_id));
    return true;
  });
  const visitor = new Visitor(await context.newPage());
  await visitor.arrive(on.shop);
  await visitor.say("My card is 4242 4242 4242 4242.");
  const words = "We couldn't hide personal details in this message, so we didn't send it to the AI.";
  await visitor.sees(words);
  assert.equal(await visitor.panel.locator("#live-alert").innerText(), words);
  await visitor.panel.locator(".unsent").getByRole("button", { name: "Talk to a human" }).click();
  await visitor.sees("in line");
});

test("a disclosure that asks holds back the AI, never the person, and is asked anew with a new conversation", async () => {
  await on.open((file) => file.replace("[disclosure]\n", '[disclosure]\nmode = "ask"\n'));
  const context = await on.newContext();
  let isOver = false;
  await between(context, (frame, answer) => {
    if (!isOver || frame.type !== "say") return false;
    isOver = false;
    answer(refusal("token_expired"));
    return true;
  });
  const visitor = new Visitor(await context.newPage());
  await visitor.arrive(on.shop);
  const question = visitor.panel.getByText("May the AI read your messages and answer?");
  await question.waitFor();
  await on.mock.forget();
  await visitor.say("How do I return shoes?");
  await visitor.sees("The AI doesn't read your messages. Would you like to ask a person?");
  assert.deepEqual(await on.mock.recorded(), []);
  await visitor.hasHuman();
  await visitor.button("Yes, let the AI answer").click();
  await visitor.answer();
  await visitor.composer.focus();
  await question.waitFor({ state: "hidden" });

  isOver = true;
  await visitor.say("How long does a refund take?");
  await visitor.sees("The AI doesn't read your messages. Would you like to ask a person?");
  await question.waitFor();
  const asked = (await visitor.messages()).filter((text) => text.includes("How long does a refund take?"));
  assert.equal(asked.length, 1);
});

test("the end of a conversation is on screen until something new begins", async () => {
  await on.open();
  const context = await on.newContext();
  let isOver = false;
  await between(context, (frame, answer) => {
    if (!isOver || frame.type !== "hello") return false;
    isOver = false;
    answer(refusal("token_expired"));
    return true;
  });
  const visitor = new Visitor(await context.newPage());
  await visitor.arrive(on.shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  isOver = true;
  await visitor.page.reload();
  await banner(visitor).getByText("This conversation has ended. A new message starts a new one.").waitFor();
  await visitor.say("How long does a refund take?");
  await visitor.answer();
  await banner(visitor).waitFor({ state: "hidden" });
});

test("what the edge refuses is said on screen, and can be tried again", async () => {
  await on.open();
  const context = await on.newContext();
  let refuses = "request_human";
  await between(context, (frame, answer) => {
    if (frame.type !== refuses) return false;
    refuses = "";
    answer(refusal("internal"));
    return true;
  });
  const visitor = new Visitor(await context.newPage());
  await visitor.arrive(on.shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  await visitor.human.click();
  await banner(visitor).getByText("That didn't work. Try again.").waitFor();
  assert.notEqual(await wait(visitor).innerText(), "We're finding someone");
  await visitor.human.click();
  await visitor.sees("in line");
  await banner(visitor).waitFor({ state: "hidden" });
  const field = visitor.panel.getByRole("textbox", { name: "Email" });
  await field.fill("a;b@c.example");
  await visitor.button("Leave my email").click();
  await visitor.sees("This doesn't look like an email address.");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
});

for (const [locale, at, time] of [
  ["en-US", "9:00 AM", /^You, \d\d:\d\d [AP]M$/],
  ["en-GB", "9:00", /^You, \d\d:\d\d$/],
])
  test(`the hours stand in the visitor's own words and time, ${locale}`, async () => {
    const day = (style) =>
      new Date(Date.now() + 3 * 86_400_000).toLocaleDateString("en", { weekday: style, timeZone: "UTC" });
    await on.open((file) => `${file}\n[hours]\ntime_zone = "UTC"\n${day("short").toLowerCase()} = ["09:00-17:00"]\n`);
    const visitor = await on.newVisitor({ locale, timezoneId: "UTC" });
    await visitor.arrive(on.shop);
    await visitor.sees(`Closed now. Back ${day("long")} at ${at} (your time). Leave a message.`);
    await visitor.say("How do I return shoes?");
    await visitor.answer();
    assert.match(await visitor.panel.locator(".from-visitor article").getAttribute("aria-label"), time);
  });

test("the corners are the site's", async () => {
  await on.open((file) => `${file}\n[branding]\nradius_px = 3\n`);
  const visitor = await on.newVisitor();
  await visitor.arrive(on.shop);
  await visitor.say("human please");
  await visitor.sees("in line");
  for (const part of [".field", ".bubble", ".notice-body", ".notice .button"]) {
    const corner = (node) => getComputedStyle(node).borderStartStartRadius;
    assert.equal(await visitor.panel.locator(part).last().evaluate(corner), "3px", part);
  }
});

test("a wait that takes too long is said, with another way", async () => {
  await until(
    () => patient.panel.locator(".notice").getByText("Sorry, this is taking longer than it should.").isVisible(),
    "word of the long wait",
    80_000,
  );
  await patient.panel.getByRole("textbox", { name: "Email" }).last().fill("sarah@mail.example");
  await patient.button("Leave my email").click();
  await patient.sees("Thank you.");
  await patient.page.context().close();
});
