// bpmn-engine on a process. Its scripts and conditions are JavaScript, over the variables of its environment.

const fs = require("node:fs");
const { createRequire } = require("node:module");
const { EventEmitter } = require("node:events");

const [modules, model, seconds] = process.argv.slice(2);
const peer = createRequire(`${modules}/node_modules/`);
const { Engine } = peer("bpmn-engine");
const BpmnModdle = peer("bpmn-moddle");

const variables = (text) => text.replace(/\b[a-z]\w*\b/g, "environment.variables.$&");

// The same model in its language. A script task without result is not among the models.
const source = fs
  .readFileSync(model, "utf8")
  .replace(/<scriptTask ([^>]*)r:result="(\w+)"([^>]*)><script>(.*?)<\/script>/g, (_, before, result, after, script) => {
    const text = `${variables(result)} = ${variables(script)}; next();`;
    return `<scriptTask ${before}${after} scriptFormat="javascript"><script>${text}</script>`;
  })
  .replace(/<conditionExpression([^>]*)>(.*?)<\/conditionExpression>/g, (_, attributes, condition) => {
    const text = `next(null, ${variables(condition.replace("&lt;", "<"))})`;
    return `<conditionExpression${attributes} language="javascript"><![CDATA[${text}]]></conditionExpression>`;
  });

// Compiled once. What it brings along makes a new JavaScript context for each run of a script, which takes longer
// than all the rest.
const compiled = new Map();
const scripts = {
  register({ id, behaviour }) {
    const text = behaviour.script ?? behaviour.conditionExpression?.body;
    if (text && !compiled.has(id)) compiled.set(id, { execute: new Function("{ environment }", "next", text) });
  },
  getScript: (_, { id }) => compiled.get(id),
};

// One instance to its end; the number that it counted to, and how many tasks a person completed.
const run = async (moddleContext) => {
  const engine = Engine({ name: "bench", moddleContext, scripts });
  const listener = new EventEmitter();
  let answers = 0;
  listener.on("activity.wait", (task) => {
    answers += 1;
    task.signal();
  });
  const ended = new Promise((resolve, reject) => {
    engine.once("end", resolve);
    engine.once("error", reject);
  });
  const execution = await engine.execute({ listener });
  await ended;
  const { variables: found } = execution.definitions[0].getProcesses()[0].environment;
  return { n: found.n ?? null, answers };
};

(async () => {
  const Moddle = BpmnModdle.BpmnModdle ?? BpmnModdle.default ?? BpmnModdle;
  const moddleContext = await new Moddle().fromXML(source);
  const result = await run(moddleContext);
  const rates = [];
  const begin = performance.now();
  while (rates.length < 5 && (rates.length === 0 || performance.now() - begin < seconds * 1000)) {
    const start = performance.now();
    let done = 0;
    while (done === 0 || performance.now() - start < seconds * 200) {
      await run(moddleContext);
      done += 1;
    }
    rates.push((done * 1000) / (performance.now() - start));
  }
  const median = rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)];
  console.log(JSON.stringify({ instances_per_s: median, result }));
})();
