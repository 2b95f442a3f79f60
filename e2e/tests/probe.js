// A small server of made-up pages, on which the harness itself is tested.
import { createServer } from "node:http";

export const page = (body, style = "") =>
  `<!doctype html><html lang="de"><head><title>Probe</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
   <style>${style}</style></head><body><main><h1>Probe</h1>${body}</main></body></html>`;

/** Serves what `answer(method, url, posted)` returns, an HTML page or nothing (an internal error). */
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    let posted = "";
    for await (const chunk of request) posted += chunk;
    const html = answer(request.method, request.url, posted);
    response.writeHead(html ? 200 : 500, { "content-type": "text/html; charset=utf-8" }).end(html ?? page("nicht da"));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
