"""The form engine for other contexts: forms, sheets, answers, rights, official values.

For people without an account show a `VisitorForm` and `take_in` what it holds.

Open a sheet on a published version, let people fill it under ``/formularze/<uid>/``,
ask `problems` before sending, keep the `snapshot`, `lock_sheet`. Rights come from the
rules that you register with `register_owner` when the program starts.

`sheet_pdf`, `sheet_docx`, `blank_docx` and `read_docx` take a moment of work: call them
outside a transaction.
"""

from miara.questionnaires.actions.answers import Conflict, Saved, fill, save_answer
from miara.questionnaires.actions.files import (
    attach_file,
    attach_film,
    describe_file,
    detach_file,
)
from miara.questionnaires.actions.sheets import (
    CopyReport,
    MigrationReport,
    copy_answers,
    erase_personal,
    lock_sheet,
    migrate_sheets,
    open_sheet,
    restore,
    unlock_sheet,
)
from miara.questionnaires.actions.versions import (
    create_form,
    publish_version,
    save_draft,
    start_version,
)
from miara.questionnaires.actions.visitors import erase_sheets, take_in
from miara.questionnaires.domain.audiences import Audience, may_see
from miara.questionnaires.domain.checks import DefinitionProblem, check, from_data
from miara.questionnaires.domain.definition import (
    Field,
    FormDefinition,
    Section,
    canonical,
)
from miara.questionnaires.domain.kinds import AttachmentKind, Kind, SummaryRole
from miara.questionnaires.domain.problems import (
    Problem,
    SectionProgress,
    shown_fields,
)
from miara.questionnaires.domain.sealed import Snapshot
from miara.questionnaires.errors import (
    AttachmentRefused,
    FaultyDefinition,
    NotPublished,
    QuestionnairesError,
    SheetLocked,
    UnknownField,
)
from miara.questionnaires.exports.pdf import printed_sections, sheet_pdf
from miara.questionnaires.exports.word import blank_docx, read_docx, sheet_docx
from miara.questionnaires.forms.visitor import VisitorForm
from miara.questionnaires.loading import load_form, shipped_forms
from miara.questionnaires.lookups import (
    Found,
    Lookup,
    OfficialValue,
    register_lookup,
)
from miara.questionnaires.models import AnswerSheet, Form, FormVersion, SheetFile
from miara.questionnaires.permissions import Access, OwnerRules, register_owner
from miara.questionnaires.presenters.answers import Shown, shown
from miara.questionnaires.queries.forms import (
    form_of,
    forms_of,
    published_version,
    versions_of,
)
from miara.questionnaires.queries.personal import personal_counts
from miara.questionnaires.queries.sheets import (
    Content,
    content_of,
    content_of_snapshot,
    contents_of,
    history,
    problems,
    problems_of_content,
    progress,
    progress_of_content,
    sheet_by_uid,
    sheets_of,
    snapshot,
    snapshot_of,
    summary_of,
    values_for,
    visible_values,
)

__all__ = [
    "Access",
    "AnswerSheet",
    "AttachmentKind",
    "AttachmentRefused",
    "Audience",
    "Conflict",
    "Content",
    "CopyReport",
    "DefinitionProblem",
    "FaultyDefinition",
    "Field",
    "Form",
    "FormDefinition",
    "FormVersion",
    "Found",
    "Kind",
    "Lookup",
    "MigrationReport",
    "NotPublished",
    "OfficialValue",
    "OwnerRules",
    "Problem",
    "QuestionnairesError",
    "Saved",
    "Section",
    "SectionProgress",
    "SheetFile",
    "SheetLocked",
    "Shown",
    "Snapshot",
    "SummaryRole",
    "UnknownField",
    "VisitorForm",
    "attach_file",
    "attach_film",
    "blank_docx",
    "canonical",
    "check",
    "content_of",
    "content_of_snapshot",
    "contents_of",
    "copy_answers",
    "create_form",
    "describe_file",
    "detach_file",
    "erase_personal",
    "erase_sheets",
    "fill",
    "form_of",
    "forms_of",
    "from_data",
    "history",
    "load_form",
    "lock_sheet",
    "may_see",
    "migrate_sheets",
    "open_sheet",
    "personal_counts",
    "printed_sections",
    "problems",
    "problems_of_content",
    "progress",
    "progress_of_content",
    "publish_version",
    "published_version",
    "read_docx",
    "register_lookup",
    "register_owner",
    "restore",
    "save_answer",
    "save_draft",
    "sheet_by_uid",
    "sheet_docx",
    "sheet_pdf",
    "sheets_of",
    "shipped_forms",
    "shown",
    "shown_fields",
    "snapshot",
    "snapshot_of",
    "start_version",
    "summary_of",
    "take_in",
    "unlock_sheet",
    "values_for",
    "versions_of",
    "visible_values",
]
