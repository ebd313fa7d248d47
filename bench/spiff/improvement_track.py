"""The improvement track as a BPMN process in SpiffWorkflow: as many user tasks in a row, one choice, a log of data.

Run inside the benchmark's own environment: `python improvement_track.py ROUNDS`, with the records of the steps as a
JSON list on standard input; they are the data of the tasks, as they are of our log. Prints the milliseconds of the
median step, each step counted by the quickest of the rounds, and the bytes of the saved state at the end.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

NAMES = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'


def diagram(steps: int) -> str:
    """A process of `steps` user tasks; before the last stands a choice on the data of the first."""
    parts = ['<bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>']
    flows = ['<bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="t0"/>']
    for number in range(steps):
        last = number == steps - 1
        parts.append(
            f'<bpmn:userTask id="t{number}" name="step {number}"><bpmn:incoming>f{number}</bpmn:incoming>'
            f"<bpmn:outgoing>f{number + 1}</bpmn:outgoing></bpmn:userTask>"
        )
        target = "end" if last else "choice" if number == steps - 2 else f"t{number + 1}"
        flows.append(f'<bpmn:sequenceFlow id="f{number + 1}" sourceRef="t{number}" targetRef="{target}"/>')
    parts.append('<bpmn:exclusiveGateway id="choice" default="no"/><bpmn:endEvent id="end"/>')
    flows.append(
        f'<bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="t{steps - 1}">'
        "<bpmn:conditionExpression>kept == False</bpmn:conditionExpression></bpmn:sequenceFlow>"
        '<bpmn:sequenceFlow id="no" sourceRef="choice" targetRef="end"/>'
    )
    body = "".join(parts + flows)
    process = f'<bpmn:process id="track" isExecutable="true">{body}</bpmn:process>'
    return f"<bpmn:definitions {NAMES}>{process}</bpmn:definitions>"


def main() -> None:
    rounds, records = int(sys.argv[1]), json.load(sys.stdin)
    steps = len(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "track.bpmn"
        path.write_text(diagram(steps), encoding="utf-8")
        parser = BpmnParser()
        parser.add_bpmn_file(str(path))
        spec = parser.get_spec("track")
    serializer = BpmnWorkflowSerializer()
    bare = [float("inf")] * steps
    saved = list(bare)
    size = 0
    for _ in range(rounds):
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        for number, record in enumerate(records):
            task = workflow.get_tasks(state=TaskState.READY, manual=True)[0]
            began = time.perf_counter()
            task.data["kept"] = False
            task.data[f"step_{number}"] = dict(record)
            task.run()
            workflow.do_engine_steps()
            bare[number] = min(bare[number], time.perf_counter() - began)
            size = len(serializer.serialize_json(workflow).encode())
            saved[number] = min(saved[number], time.perf_counter() - began)
    print(json.dumps({"bare": median(bare) * 1000, "with_serialisation": median(saved) * 1000, "bytes": size}))


if __name__ == "__main__":
    main()
