// Throughput of the masker in WebAssembly: `node speed.mjs MODULE PATH…` prints a JSON list.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const MEASURED_MS = 700;

const [module, ...paths] = process.argv.slice(2);
const { Speed, Work } = createRequire(import.meta.url)(module);

const files = paths.map((path) => {
  const speed = new Speed(readFileSync(path, "utf8"));
  const perSecond = (work) => {
    speed.pass(work);
    const began = performance.now();
    let units = 0;
    let elapsed = 0;
    // A message takes microseconds: the clock is asked once for a hundred of them.
    const passes = work === Work.Message || work === Work.Chunk ? 100 : 1;
    while (elapsed < MEASURED_MS) {
      for (let pass = 0; pass < passes; pass += 1) units += speed.pass(work);
      elapsed = performance.now() - began;
    }
    return (units * 1000) / elapsed;
  };
  return {
    messages_mb_per_s: perSecond(Work.Messages) / 1e6,
    bulk_mb_per_s: perSecond(Work.Bulk) / 1e6,
    message_us: 1e6 / perSecond(Work.Message),
    chunk_us: 1e6 / perSecond(Work.Chunk),
  };
});
process.stdout.write(JSON.stringify(files));
