"""Reasons to refuse a file, and remarks on one that is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from miara.documents.domain.kinds import FileKind

__all__ = ["Fault", "FileRefused", "Inspected", "Remark"]


class Fault(StrEnum):
    """Why a file is refused."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    UNKNOWN = "UNKNOWN"
    ARCHIVE = "ARCHIVE"
    DAMAGED = "DAMAGED"
    ENCRYPTED = "ENCRYPTED"
    SCRIPTS = "SCRIPTS"
    ATTACHMENTS = "ATTACHMENTS"
    FORM_XFA = "FORM_XFA"
    MACROS = "MACROS"
    OLD_OFFICE = "OLD_OFFICE"
    BOMB = "BOMB"
    PICTURE_TOO_BIG = "PICTURE_TOO_BIG"
    NOT_TEXT = "NOT_TEXT"
    ENTITIES = "ENTITIES"
    NOT_SIGNATURE = "NOT_SIGNATURE"
    CMS_SIGNATURE = "CMS_SIGNATURE"
    TOO_MANY = "TOO_MANY"
    UNSAFE_NAME = "UNSAFE_NAME"
    NAME_TWICE = "NAME_TWICE"
    NESTED = "NESTED"


class Remark(StrEnum):
    """Something worth knowing about a file that is accepted all the same."""

    EXTERNAL_LINKS = "EXTERNAL_LINKS"
    EMBEDDED_OBJECTS = "EMBEDDED_OBJECTS"
    ANSI_TEXT = "ANSI_TEXT"


class FileRefused(Exception):
    """A file is not acceptable.

    Attributes
    ----------
    fault
        Why.
    facts
        Numbers and names for the sentence: ``limit``, ``found``, ``accepted``,
        ``where``.
    """

    def __init__(self, fault: Fault, **facts: object) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that passed: what it is and what to know about it."""

    kind: FileKind
    remarks: tuple[Remark, ...] = field(default=())
