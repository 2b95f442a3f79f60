// What the Node.js peers share: arguments, measuring, telling.

const fs = require("node:fs");

// The folder with node_modules comes first.
exports.arguments = () => {
  const [modules, model, inputs, decision, seconds] = process.argv.slice(2);
  return {
    modules: `${modules}/node_modules/`,
    xml: fs.readFileSync(model, "utf8"),
    inputs: JSON.parse(fs.readFileSync(inputs, "utf8")),
    decision,
    seconds: Number(seconds),
  };
};

// Microseconds of one of the runs, the median of up to five measurements.
exports.microseconds = async (seconds, runs) => {
  const figures = [];
  const begin = performance.now();
  while (figures.length < 5 && (figures.length === 0 || performance.now() - begin < seconds * 1000)) {
    const start = performance.now();
    let done = 0;
    while (done === 0 || performance.now() - start < seconds * 200) {
      const result = runs[done % runs.length]();
      if (result instanceof Promise) await result;
      done += 1;
    }
    figures.push(((performance.now() - start) * 1000) / done);
  }
  return figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];
};

exports.tell = (load, evaluation, results) =>
  console.log(JSON.stringify({ load_us: load, evaluation_us: evaluation, results }));
