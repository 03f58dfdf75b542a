// Lets the journeys import the packages that xtask keeps in the user's cache: what Node can't find
// beside the importing file is looked for in the folder that HANDRAIL_TEST_MODULES names.
import { register } from "node:module";

const hooks = `
  import { pathToFileURL } from "node:url";

  const modules = process.env.HANDRAIL_TEST_MODULES;

  export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch (error) {
      if (error.code !== "ERR_MODULE_NOT_FOUND" || /^[./]|^\\w+:/.test(specifier)) throw error;
      return next(specifier, { ...context, parentURL: pathToFileURL(modules).href });
    }
  }
`;

if (process.env.HANDRAIL_TEST_MODULES) {
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
