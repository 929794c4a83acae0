"""What Wagtail would send by itself; letters leave Miara by its outbox alone."""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

__all__ = ["stop_wagtail_mail"]

_LETTERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def stop_wagtail_mail() -> None:
    """Take Wagtail's own letters off the signals of its workflow.

    Called when every application is ready, after Wagtail has connected them.
    """
    for signal, sender, uid in _LETTERS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
