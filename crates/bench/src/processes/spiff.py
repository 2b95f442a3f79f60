"""SpiffWorkflow on a process. Its scripts are Python: results are assigned as Python assigns."""

import json
import sys
import time

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
RESULT = "{urn:rennsteig:bpmn:1}result"


def load(xml):
    root = etree.fromstring(xml)
    for task in root.iter(f"{BPMN}scriptTask"):
        script = task.find(f"{BPMN}script")
        script.text = f"{task.get(RESULT)} = {script.text}"
    parser = BpmnParser()
    parser.add_bpmn_xml(root)
    return parser.get_spec("p")


def run(spec, engine):
    """One instance to its end; the number that it counted to, and how many tasks a person completed."""
    workflow, answers = BpmnWorkflow(spec, script_engine=engine), 0
    workflow.do_engine_steps()
    while not workflow.completed:
        for task in workflow.get_tasks(state=TaskState.READY, manual=True):
            task.run()
            answers += 1
        workflow.do_engine_steps()
    return {"n": workflow.data.get("n"), "answers": answers}


model, seconds = sys.argv[1:3]
with open(model, "rb") as file:
    spec, engine = load(file.read()), PythonScriptEngine()
result = run(spec, engine)
rates = []
begin = time.perf_counter()
while len(rates) < 5 and (not rates or time.perf_counter() - begin < float(seconds)):
    start, done = time.perf_counter(), 0
    while not done or time.perf_counter() - start < float(seconds) / 5:
        run(spec, engine)
        done += 1
    rates.append(done / (time.perf_counter() - start))
print(json.dumps({"instances_per_s": sorted(rates)[len(rates) // 2], "result": result}))
