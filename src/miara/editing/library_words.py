"""Sentences of the library that its own Polish lacks, or says badly.

Listed so that they come into our catalogue, which is read before that of the library.
"""

from django.utils.translation import gettext_noop as _

__all__ = ["WORDS"]

WORDS = (
    _(
        "There are no %(model_name)s to display. "
        'Why not <a href="%(add_url)s">add one</a>?'
    ),
    _("There are no %(model_name)s to display."),
    _("No %(model_name)s match your query."),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("%(range_start)s - %(range_end)s"),
    _("%(model_name)s scheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s scheduled for publishing"),
    _("%(model_name)s unscheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s unscheduled from publishing"),
    _("%(model_name)s '%(title)s' is now unlocked."),
    _("The %(model_name)s could not be saved as it is locked"),
    _("%(status_display)s %(task_name)s %(started_at)s"),
    _("A network error occurred"),
    _("A network error occurred."),
    _("A server error occurred."),
    _("Actions (footer)"),
    _("Close modal dialogs (like this one)"),
    _("Collapse all"),
    _("Compare"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Locked by"),
    _("Once scheduled:"),
    _("Saved"),
    _("Schedule to publish"),
    _("Scheduling…"),
    _("Show keyboard shortcuts"),
    _("Text editing"),
    _("There are validation errors, click save to highlight them."),
    _(
        "This publishing schedule will only take effect after you select the "
        '"Schedule to publish" option'
    ),
    _("To be created by %(user)s"),
    _("Toggle minimap"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor "
        "in a separate tab to view the last saved version."
    ),
    _("View latest version"),
    _("account"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("Would you still like to publish this %(model_name)s?"),
    _("Anyone can edit this %(model_name)s"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Go-live:"),
    _("Expiry:"),
    _("Edit schedule"),
    _(
        "Keyboard shortcuts are currently enabled; "
        "manage your %(account_link)s to disable them."
    ),
    _("This %(model_name)s is currently awaiting moderation."),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("No one can make changes while the %(model_name)s is locked"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _(
        "{model_name} '{title}' is locked and has been scheduled to go live at "
        "{datetime}"
    ),
    _("Currently locked and will go live on the scheduled date"),
    _("Locked by workflow"),
    _("Locked by schedule"),
    _("'%(workflow)s' started. Next step '%(task)s'"),
    _("Cancelled '%(workflow)s' at '%(task)s'"),
    _("Approved at '%(task)s'. '%(workflow)s' complete"),
    _("log entry"),
    _("log entries"),
    _("model log entry"),
    _("model log entries"),
    _("Go live date/time must be before expiry date/time"),
    _("Expiry date/time must be in the future."),
    _("go live date/time"),
    _("expiry date/time"),
    _("Schedule publishing"),
)
