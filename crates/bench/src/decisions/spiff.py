"""SpiffWorkflow on a decision table. Its cells are Python: ranges and lists are written as Python knows them."""

import re

from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

from measured import DMN, arguments, few, microseconds, tell


class Workflow:
    script_engine = PythonScriptEngine()


class Task:
    workflow = Workflow()

    def __init__(self, data):
        self.data = data


def python(cell):
    interval = re.fullmatch(r"\[(.+)\.\.(.+)\]", cell)
    if interval:
        return f"{interval[1]} <= ? <= {interval[2]}"
    return f"? in ({cell})" if "," in cell else cell


def load(xml):
    root = etree.fromstring(xml)
    for cell in root.iterfind(f".//{DMN}inputEntry/{DMN}text"):
        cell.text = python(cell.text)
    parser = DMNParser(None, root, {"dmn": DMN[1:-1]})
    # Only what it knows: the variable and the requirements of the decision are not looked at.
    parser.parse()
    return DMNEngine(parser.decision.decisionTables[0])


xml, inputs, decision, seconds = arguments()
engine = load(xml)
tasks = [Task(dict(entries)) for entries in few(inputs, len(engine.decision_table.rules))]
results = [engine.result(task)[decision] for task in tasks]
tell(
    microseconds(seconds, [lambda: load(xml)]),
    microseconds(seconds, [lambda task=task: engine.result(task) for task in tasks]),
    results,
)
