"""bkflow-dmn on a decision table. It has a form of its own for tables; the cells are as in the model."""

from bkflow_dmn.data_model import SingleDecisionTable

from measured import arguments, few, microseconds, table, tell


def load(xml, decision):
    expressions, rules = table(xml)
    return SingleDecisionTable(
        title=decision,
        hit_policy="Unique",
        inputs={
            "cols": [{"id": name} for name in expressions],
            "rows": [["" if cell == "-" else cell for cell in cells] for cells, _ in rules],
        },
        outputs={"cols": [{"id": decision}], "rows": [[output] for _, output in rules]},
    )


xml, inputs, decision, seconds = arguments()
engine = load(xml, decision)
inputs = few(inputs, len(engine.inputs.rows))
results = [engine.decide(entries)[0][decision] for entries in inputs]
tell(
    microseconds(seconds, [lambda: load(xml, decision)]),
    microseconds(seconds, [lambda entries=entries: engine.decide(entries) for entries in inputs]),
    results,
)
