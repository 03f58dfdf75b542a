/**
 * A model's server that the journeys of the masking proxy script call by call. It keeps every byte it
 * was sent, headers too, so that a test can look for what must not be there.
 */
import { createServer } from "node:http";

/** `answer(request, response)` is set by the test; `request` is `{method, path, headers, body, json, closed}`. */
export async function startUpstream() {
  const seen = [];
  const upstream = { seen, answer: undefined };
  const server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const request = {
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      raw: `${incoming.method} ${incoming.url}\n${incoming.rawHeaders.join("\n")}\n\n${body}`,
      body,
      json: body ? JSON.parse(body) : undefined,
      /** Resolves when the connection of this call is closed before its answer is whole. */
      closed: new Promise((resolve) => response.once("close", () => response.writableFinished || resolve())),
    };
    seen.push(request);
    upstream.answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  upstream.origin = `http://127.0.0.1:${server.address().port}`;
  upstream.close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return upstream;
}

/** Answers with JSON. */
export const json = (value, status = 200, headers = {}) => (_request, response) =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));

/** Begins a stream of events. */
export function stream(response) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  return (data, event = data.type) =>
    response.write(`${event ? `event: ${event}\n` : ""}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
}

/** Answers with these events at once, cut into pieces of `size` bytes. */
export const events = (list, size = 7) => async (_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const bytes = Buffer.from(
    list.map((data) => `${data.type ? `event: ${data.type}\n` : ""}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`).join(""),
  );
  for (let at = 0; at < bytes.length; at += size) {
    // Each piece is a packet of its own.
    await new Promise((resolve) => response.write(bytes.subarray(at, at + size), resolve));
  }
  response.end();
};

/** Chunks of a chat, one for each delta. */
export const chunks = (deltas, finish = "stop") => [
  ...deltas.map((delta) => chunk(delta)),
  chunk({}, finish),
  { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "mock", choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } },
  "[DONE]",
];
export const chunk = (delta, finish_reason = null) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "mock",
  choices: [{ index: 0, delta, finish_reason }],
});

/** A whole chat reply. */
export const chat = (message, usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }) => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "mock",
  choices: [{ index: 0, message: { role: "assistant", content: null, refusal: null, ...message }, finish_reason: "stop", logprobs: null }],
  usage,
});
