"""Refusals that a person is told about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.core.errors import MiaraError
from miara.documents.domain.contents.faults import Fault, FileRefused
from miara.documents.phrases import count, kind_name, kinds_list, megabytes

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BadFileError",
    "DocumentsError",
    "ErasureError",
    "FileErasedError",
    "FileInfectedError",
    "OverrideError",
    "ScannerUnreachableError",
    "SealKeyError",
    "SealNotValidError",
    "TrustListError",
    "TypesettingError",
]


class DocumentsError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class BadFileError(DocumentsError):
    """The file is not acceptable; says which file, why and what to do."""

    def __init__(self, name: str, refused: FileRefused) -> None:
        super().__init__(refused.fault.value)
        self.name = name
        self.fault = refused.fault
        self.facts = dict(refused.facts)

    def for_people(self) -> str:
        """The name of the file and the sentence of its fault."""
        return _("%(name)s: %(why)s") % {
            "name": self.name,
            "why": sentence_of(self.fault, self.facts),
        }


class FileInfectedError(DocumentsError):
    """The antivirus found something; the file was not kept, or is not given out."""

    sentence = gettext_lazy(
        "%(name)s: the antivirus program found something dangerous in this file, so "
        "it cannot be accepted. Check your computer and make the file anew."
    )


class ScannerUnreachableError(DocumentsError):
    """The site demands a scan and the scanner does not answer."""

    sentence = gettext_lazy(
        "The antivirus program does not answer, so no file can be accepted now. "
        "Try again in a few minutes; nothing else that you entered is lost."
    )


class FileErasedError(DocumentsError):
    """The content is gone by decision."""

    sentence = gettext_lazy("This file was erased on %(on)s.")


class TypesettingError(DocumentsError):
    """The document could not be set; the cause is in the log."""

    sentence = gettext_lazy(
        "The PDF could not be made. Try again; if it fails again, tell the operator "
        "of the site."
    )


class SealKeyError(DocumentsError):
    """The key of the electronic seal is set and cannot be read."""

    sentence = gettext_lazy(
        "The key of the electronic seal cannot be read, so nothing was sealed. The "
        "operator of the site checks MIARA_SEAL and MIARA_SEAL_PASSWORD."
    )


class SealNotValidError(DocumentsError):
    """The certificate of the electronic seal has run out, or is not valid yet."""

    sentence = gettext_lazy(
        "The certificate of the electronic seal is valid from %(first)s to %(last)s, "
        "so nothing was sealed. The operator of the site has to set a new one."
    )


class TrustListError(DocumentsError):
    """A file is not a trust list."""

    sentence = gettext_lazy(
        "No certificate of a trusted issuer was found in this file. A list in PEM "
        "or the official XML list (ETSI TS 119 612) is needed. Details: %(detail)s"
    )


class OverrideError(DocumentsError):
    """An override without a reason, or over another one."""

    sentence = gettext_lazy(
        "Give the reason for changing the result of the check. It can be changed only "
        "once."
    )


class ErasureError(DocumentsError):
    """An erasure without a reason."""

    sentence = gettext_lazy("Give the reason for erasing the file.")


def sentence_of(fault: Fault, facts: Mapping[str, object]) -> str:
    """What is wrong with a file and how to put it right, in the active language."""
    values = {
        "limit": megabytes(facts.get("limit")),
        "pixels": count(facts.get("limit")),
        "found": _found(facts.get("found")),
        "accepted": kinds_list(facts.get("accepted")),
        "where": facts.get("where", ""),
    }
    return str(_sentences()[fault]) % values


def _found(found: object) -> str:
    return kind_name(str(found)) if found else _("an unknown format")


def _sentences() -> dict[Fault, str]:
    return {
        Fault.EMPTY: _("the file is empty. Choose the right file."),
        Fault.TOO_LARGE: _(
            "the file is too large; the limit here is %(limit)s. Make it smaller, "
            "for instance by saving pictures at a lower resolution."
        ),
        Fault.NOT_ACCEPTED: _(
            "the content is %(found)s, and this place accepts: %(accepted)s. Save "
            "the document in one of these formats."
        ),
        Fault.UNKNOWN: _(
            "the content is not a format that is accepted here (%(found)s). Open "
            "the file in its program and save it as PDF."
        ),
        Fault.ARCHIVE: _(
            "this is a packed archive. Unpack it and send the files one by one."
        ),
        Fault.DAMAGED: _(
            "the file is damaged or incomplete. Open it, save it again and choose "
            "the new file."
        ),
        Fault.ENCRYPTED: _(
            "the document is protected by a password or against printing. Save it "
            "without protection and choose the new file."
        ),
        Fault.SCRIPTS: _(
            "the document contains scripts, programs or multimedia. Print it to PDF "
            "and choose the new file."
        ),
        Fault.ATTACHMENTS: _(
            "other files are attached inside the PDF. Send them separately and save "
            "the PDF without attachments."
        ),
        Fault.FORM_XFA: _(
            "this PDF is a dynamic XFA form, which most programs cannot show. Print "
            "it to PDF and choose the new file."
        ),
        Fault.MACROS: _(
            "the document contains macros or active controls (%(where)s). Save it "
            "without them, as a plain document."
        ),
        Fault.OLD_OFFICE: _(
            "this is a document of an old office format. Save it as DOCX, XLSX, ODT, "
            "ODS or PDF."
        ),
        Fault.BOMB: _(
            "after unpacking the document would be unusually large. Remove empty "
            "rows and oversized objects and save it again."
        ),
        Fault.PICTURE_TOO_BIG: _(
            "the picture has too many pixels; at most %(pixels)s on a side are "
            "accepted. Make it smaller."
        ),
        Fault.NOT_TEXT: _(
            "this is not plain text. Save it as text or CSV in UTF-8 encoding."
        ),
        Fault.ENTITIES: _(
            "the file declares XML entities (%(where)s), which is not accepted for "
            "safety. Save the document again in its usual program."
        ),
        Fault.NOT_SIGNATURE: _(
            "there is no electronic signature in this XML file. Choose the file "
            "that the signing program made."
        ),
        Fault.CMS_SIGNATURE: _(
            "this is a CAdES signature, which cannot be verified here. Sign in the "
            "PAdES (inside a PDF) or XAdES format."
        ),
        Fault.TOO_MANY: _(
            "there are more than %(where)s files in the archive. Split it into smaller "
            "ones."
        ),
        Fault.UNSAFE_NAME: _(
            "its name in the archive leads outside of it, or it is a link. Pack the "
            "file anew."
        ),
        Fault.NAME_TWICE: _(
            "the archive holds a file of this name twice. Give the files names of "
            "their own."
        ),
        Fault.NESTED: _(
            "this is an archive within the archive. Unpack it and pack the files "
            "themselves."
        ),
    }
