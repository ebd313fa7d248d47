"""Writing in plans and adjustments: one function for each thing a person does."""

from houvast.plan.actions.tasks import add_task, answer_task, take_task_back

__all__ = ["add_task", "answer_task", "take_task_back"]
