/**
 * The first minute, step by step: which is done, which comes next.
 *
 * Steps are marked by what happened (the trace, the conversation's owner), not by what was clicked.
 */

const ORDER = ["ask", "source", "lie", "person", "stop", "yours"];

export class Steps {
  #done = new Set();
  #onDone;

  constructor(done, onDone) {
    this.#onDone = onDone;
    for (const step of done) this.#done.add(step);
    this.#draw();
  }

  done(step) {
    if (this.#done.has(step)) return;
    this.#done.add(step);
    this.#onDone(step);
    this.#draw();
  }

  has(step) {
    return this.#done.has(step);
  }

  #draw() {
    const next = ORDER.find((step) => !this.#done.has(step));
    for (const step of ORDER) {
      const item = document.getElementById(`step-${step}`);
      const isDone = this.#done.has(step);
      item.classList.toggle("done", isDone);
      if (step === next) {
        item.setAttribute("aria-current", "step");
        // On narrow screens the strip scrolls sideways: the next step comes into view.
        const strip = item.closest(".steps");
        strip.scrollTo({ left: item.offsetLeft - strip.clientWidth / 4 });
      } else item.removeAttribute("aria-current");
      let mark = item.querySelector(".sr-only");
      if (isDone && !mark) {
        mark = document.createElement("span");
        mark.className = "sr-only";
        mark.textContent = " (done)";
        item.querySelector("h2").append(mark);
      }
    }
  }
}
