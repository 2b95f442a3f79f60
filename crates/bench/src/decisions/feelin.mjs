// feelin on the literal expression of a model. It reads the expression at each evaluation.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import measured from "./measured.cjs";

const { modules, xml, inputs, seconds } = measured.arguments();
const { evaluate } = await import(pathToFileURL(createRequire(modules).resolve("feelin")));
const load = () => {
  const text = /<literalExpression[^>]*><text>([^]*?)<\/text>/.exec(xml)[1];
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
};
const text = load();
const run = (entries) => {
  const { value } = evaluate(text, entries);
  return value;
};
const results = inputs.map(run).map((value) => (typeof value === "string" ? value : String(value)));
measured.tell(
  await measured.microseconds(seconds, [load]),
  await measured.microseconds(seconds, inputs.map((entries) => () => run(entries))),
  results,
);
