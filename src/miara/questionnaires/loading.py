"""Forms shipped as files, and forms as people export and import them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from miara.questionnaires.domain.checks import DefinitionProblem, from_data
from miara.questionnaires.domain.definition import FormDefinition
from miara.questionnaires.errors import FaultyDefinition

__all__ = ["as_yaml", "load_form", "parse_form", "shipped_forms"]

FORMS: Final = Path(__file__).parents[1] / "definitions" / "forms"
LARGEST: Final = 1_000_000


def shipped_forms() -> list[str]:
    """Codes of the forms that come with the program."""
    return sorted(path.stem for path in FORMS.glob("*.yaml"))


@lru_cache(maxsize=16)
def load_form(code: str) -> FormDefinition:
    """A form that comes with the program.

    Raises
    ------
    KeyError
        When there is none of this code.
    FaultyDefinition
        When the file is wrong.
    """
    if code not in shipped_forms():
        raise KeyError(code)
    return parse_form((FORMS / f"{code}.yaml").read_bytes())


def parse_form(content: bytes) -> FormDefinition:
    """A form from a YAML or JSON file (JSON is YAML too).

    Raises
    ------
    FaultyDefinition
        When it cannot be read or is not shaped like a form, with places and reasons.
        A form that can be read but not yet published is returned.
    """
    if len(content) > LARGEST:
        raise FaultyDefinition([DefinitionProblem("", _("The file is too large."))])
    try:
        data: Any = yaml.load(content.decode(), Loader=_Plain)  # noqa: S506 - safe
    except UnicodeDecodeError as error:
        raise FaultyDefinition(
            [DefinitionProblem("", _("The file is not text in UTF-8."))]
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FaultyDefinition([_yaml_problem(error)]) from error
    definition, problems = from_data(data)
    if definition is None:
        raise FaultyDefinition(problems)
    return definition


def as_yaml(definition: FormDefinition) -> str:
    """The form as a file that people can edit; reads back to the same form."""
    return yaml.safe_dump(
        json.loads(definition.model_dump_json(exclude_defaults=True)),
        allow_unicode=True,
        sort_keys=False,
        width=88,
    )


class _Plain(yaml.SafeLoader):
    """Safe, and without references: a small file must not grow without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse references to other places."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(
                None, None, "references are not accepted", event.start_mark
            )
        return super().compose_node(parent, index)


def _yaml_problem(error: Exception) -> DefinitionProblem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return DefinitionProblem("", _("The file cannot be read."))
    return DefinitionProblem(
        "",
        _("The file cannot be read: a mistake in line %(line)s, column %(column)s.")
        % {"line": mark.line + 1, "column": mark.column + 1},
    )
