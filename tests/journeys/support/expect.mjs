/** Waiting for a condition, with a sentence for when it never comes. */
const LIMIT_MILLIS = 20_000;

/** Waits until `look` gives something true; looks again a moment later. */
export async function until(look, what, limit = LIMIT_MILLIS) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
