/** The masking proxy: a chat completion goes to the model without details and comes back with them. */
import { Details, Restorer } from "./details.js";
import { events } from "./events.js";

export async function complete(request, env) {
  if (request.headers.get("authorization") !== `Bearer ${env.KEY}`) return new Response("no key", { status: 401 });
  const details = new Details();
  const body = await request.json();
  for (const message of body.messages) message.content = details.hide(message.content);
  const response = await fetch(`${env.UPSTREAM}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) return new Response("the model refused", { status: 502 });
  if (!body.stream) {
    const whole = await response.json();
    for (const { message } of whole.choices) message.content = details.restore(message.content);
    return Response.json(whole);
  }
  const { readable, writable } = new TransformStream();
  restored(response.body, details, writable.getWriter());
  return new Response(readable, { headers: { "content-type": "text/event-stream" } });
}

/** Copies a stream with its details put back. */
async function restored(body, details, writer) {
  const encoder = new TextEncoder();
  const write = (data) => writer.write(encoder.encode(`data: ${data}\n\n`));
  const restorer = new Restorer(details);
  for await (const data of events(body)) {
    if (data === "[DONE]") {
      await write(data);
      continue;
    }
    const event = JSON.parse(data);
    const { delta, finish_reason: isLast } = event.choices[0];
    if (isLast) delta.content = restorer.finish();
    else if (delta.content) delta.content = restorer.push(delta.content);
    await write(JSON.stringify(event));
  }
  await writer.close();
}
