/** Which call goes where. */
import { complete } from "./proxy.js";

export { Conversation } from "./conversation.js";
export { Knowledge } from "./knowledge.js";

const named = (namespace, name) => namespace.get(namespace.idFromName(name));

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const [, place, name] = url.pathname.split("/");
    const knowledge = named(env.KNOWLEDGE, "articles");
    switch (`${request.method} /${place}`) {
      case "GET /healthz":
        return new Response("ok");
      case "PUT /articles":
        await knowledge.replace(await request.json());
        return new Response(null, { status: 204 });
      case "GET /search":
        return Response.json(await knowledge.search(url.searchParams.get("q")));
      case "GET /socket":
        return named(env.CONVERSATION, name).fetch(request);
      case "POST /v1":
        return complete(request, env);
      default:
        return new Response("not found", { status: 404 });
    }
  },
};
