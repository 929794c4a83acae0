"""The library's administration without letters of its own.

Letters leave Miara by its outbox alone.
"""

from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

__all__ = ["QuietAdminConfig"]


class QuietAdminConfig(WagtailAdminAppConfig):
    """Stands in the settings instead of the library's own configuration."""

    def ready(self) -> None:
        """Start the library, then take its letters off the signals of workflows."""
        super().ready()
        from wagtail.models import TaskState, WorkflowState

        for signal, sender, uid in (
            (task_submitted, TaskState, "group_approval_task_submitted"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected"),
            (workflow_approved, WorkflowState, "workflow_state_approved"),
        ):
            signal.disconnect(sender=sender, dispatch_uid=f"{uid}_email_notification")
