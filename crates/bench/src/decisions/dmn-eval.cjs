// dmn-eval-js on a decision table.

const { createRequire } = require("node:module");
const { arguments: read, microseconds, tell } = require("./measured.cjs");

(async () => {
  const { modules, xml, inputs, decision, seconds } = read();
  const { decisionTable } = createRequire(modules)("@hbtgmbh/dmn-eval-js");
  const id = "d";
  // It knows DMN 1.1, in which this model is written the same but for its namespace.
  const old = xml.replace("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd");
  const load = () => decisionTable.parseDmnXml(old);
  const decisions = await load();
  const evaluate = (entries) => decisionTable.evaluateDecision(id, decisions, { ...entries });
  const results = inputs.map((entries) => evaluate(entries)[decision]);
  tell(
    await microseconds(seconds, [load]),
    await microseconds(seconds, inputs.map((entries) => () => evaluate(entries))),
    results,
  );
})();
