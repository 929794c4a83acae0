"""Events of forms and sheets as sentences."""

from django.utils.translation import gettext as _

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of this context."""
    for kind in _sentences():
        audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    return _sentences()[event.kind]


def _sentences() -> dict[str, str]:
    return {
        "questionnaires.form_created": _("A form was created."),
        "questionnaires.draft_saved": _("The draft of a form was changed."),
        "questionnaires.draft_deleted": _("The draft of a form was deleted."),
        "questionnaires.version_started": _("A new version of a form was started."),
        "questionnaires.version_published": _("A version of a form was published."),
        "questionnaires.sheets_migrated": _(
            "Forms being filled in were moved to a newer version."
        ),
        "questionnaires.sheet_opened": _("Filling in of a form was started."),
        "questionnaires.sheet_locked": _("A filled form was closed for changes."),
        "questionnaires.sheet_unlocked": _("A filled form was opened for changes."),
        "questionnaires.sheet_restored": _(
            "Earlier answers of a form were brought back."
        ),
        "questionnaires.answers_copied": _(
            "Answers were copied from another filled form."
        ),
        "questionnaires.personal_erased": _(
            "Personal data were erased from a filled form."
        ),
        "questionnaires.file_attached": _("A file was attached to a form."),
        "questionnaires.file_described": _(
            "The description of an attachment was changed."
        ),
        "questionnaires.file_detached": _("An attachment was removed from a form."),
    }
