"""What the Python peers share: reading the table of a model, measuring, telling."""

import json
import sys
import time
import xml.etree.ElementTree as tree

DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"


def arguments():
    """The model as bytes, the inputs, the decision and the seconds to measure."""
    model, inputs, decision, seconds = sys.argv[1:5]
    with open(model, "rb") as file:
        xml = file.read()
    with open(inputs, encoding="utf-8") as file:
        return xml, json.load(file), decision, float(seconds)


def table(xml):
    """The input expressions and the rules (input cells, output cell) of the only table."""
    table = tree.fromstring(xml).find(f".//{DMN}decisionTable")
    expressions = [text.text for text in table.findall(f"{DMN}input/{DMN}inputExpression/{DMN}text")]
    rules = []
    for rule in table.findall(f"{DMN}rule"):
        cells = [text.text for text in rule.findall(f"{DMN}inputEntry/{DMN}text")]
        rules.append((cells, rule.find(f"{DMN}outputEntry/{DMN}text").text))
    return expressions, rules


def microseconds(seconds, runs):
    """Microseconds of one of `runs` (functions), the median of up to five measurements."""
    figures = []
    begin = time.perf_counter()
    while len(figures) < 5 and (not figures or time.perf_counter() - begin < seconds):
        start, done = time.perf_counter(), 0
        while not done or time.perf_counter() - start < seconds / 5:
            runs[done % len(runs)]()
            done += 1
        figures.append((time.perf_counter() - start) * 1e6 / done)
    return sorted(figures)[len(figures) // 2]


def few(inputs, rules):
    """Fewer inputs for larger tables: one evaluation of thousands of rules takes seconds."""
    return inputs[: max(2, min(64, 6400 // rules))]


def tell(load_us, evaluation_us, results):
    print(json.dumps({"load_us": load_us, "evaluation_us": evaluation_us, "results": results}))
