"""A snapshot of a sheet: canonical text and digest, equal on every database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miara.questionnaires.domain.definition import FormDefinition, canonical, digest
from miara.questionnaires.domain.problems import shown_fields
from miara.questionnaires.domain.values import is_empty, normalise

__all__ = ["FORMAT", "Snapshot", "seal"]

#: Version of the layout of the snapshot itself.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a sheet said at a moment.

    Attributes
    ----------
    content
        Plain data: form, version, digest of its definition, answers, files.
    text
        Their canonical JSON.
    sha256
        Digest of ``text`` in UTF-8, hexadecimal.
    """

    content: dict[str, Any]
    text: str
    sha256: str


def seal(
    definition: FormDefinition,
    version: int,
    values: Mapping[str, Any],
    files: Sequence[Mapping[str, Any]] = (),
) -> Snapshot:
    """Snapshot of the answers that are asked, empty ones left out.

    Depends neither on the order of keys, of answers or of files, nor on how a
    database keeps JSON. Answers to fields hidden by a condition are left out: the
    writer does not see them, so they are not part of what is sent.

    Parameters
    ----------
    files
        Mappings with ``field``, ``position`` and what identifies the content.
    """
    asked = [field for _section, field in shown_fields(definition, values)]
    answers = {field.code: normalise(field, values.get(field.code)) for field in asked}
    codes = {field.code for field in asked}
    content = {
        "format": FORMAT,
        "form": definition.code,
        "version": version,
        "definition_sha256": definition.sha256,
        "answers": {k: v for k, v in answers.items() if not is_empty(v)},
        "files": sorted(
            (dict(file) for file in files if file["field"] in codes),
            key=lambda file: (file["field"], file["position"], canonical(file)),
        ),
    }
    return Snapshot(content, canonical(content), digest(content))
