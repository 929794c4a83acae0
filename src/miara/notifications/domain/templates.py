"""Texts with variables: what may stand in them, checked and filled.

There is nothing but ``{{ name }}``: no tags, no filters, no attributes, so a text
cannot run anything. Values are put in as they are, once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

__all__ = [
    "BUILT_IN",
    "Flaw",
    "FlawKind",
    "TemplateKind",
    "Variable",
    "fill",
    "flaws_of",
    "one_line",
    "register_template",
    "template_kind",
    "template_kinds",
]

Text = Callable[[], str]

_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
#: Variables that every letter has.
BUILT_IN = ("site_url", "unsubscribe_url")


@dataclass(frozen=True, slots=True)
class Variable:
    """One value that a letter may name.

    Attributes
    ----------
    sample
        What the preview shows, by language.
    description
        What it means, translated when called.
    required
        Whether a letter without it is probably a mistake.
    """

    sample: Mapping[str, str]
    description: Text
    required: bool = False

    def sample_in(self, language: str) -> str:
        """The sample in a language, else in Polish."""
        return self.sample.get(language) or self.sample.get("pl", "")


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """A kind of letter: its variables and default texts.

    ``subject`` and ``text`` map languages to texts; when they are empty the letter has
    templates in files, and only what organisers write is filled here. ``example`` holds
    values of the preview that those files read as numbers.
    """

    kind: str
    variables: Mapping[str, Variable]
    title: Text
    subject: Mapping[str, str]
    text: Mapping[str, str]
    example: Mapping[str, object] = field(default_factory=dict)

    @property
    def in_files(self) -> bool:
        """Whether the default text is a file, not to be edited."""
        return not self.subject

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variables that a text may use."""
        return tuple(dict.fromkeys((*self.variables, *BUILT_IN)))

    def with_names(self, names: Iterable[str]) -> TemplateKind:
        """The same kind with more variables, not required."""
        more = {name: Variable({}, str) for name in names}
        return replace(self, variables={**self.variables, **more})


class FlawKind(StrEnum):
    """What may be wrong with a text."""

    UNKNOWN = "unknown"
    BROKEN = "broken"
    MISSING = "missing"  # a warning only


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw: the name or piece of text it is about, and the nearest known name."""

    kind: FlawKind
    what: str
    nearest: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the text cannot be used."""
        return self.kind != FlawKind.MISSING


_kinds: dict[str, TemplateKind] = {}


def register_template(
    kind: str,
    *,
    variables: Mapping[str, Variable],
    title: Text,
    subject: Mapping[str, str] | None = None,
    text: Mapping[str, str] | None = None,
    example: Mapping[str, object] | None = None,
) -> TemplateKind:
    """Make a kind of letter known, so that organisers may write its text.

    Raises
    ------
    ValueError
        When the kind is registered with another meaning, or a default text names an
        unknown variable.
    """
    made = TemplateKind(
        kind, variables, title, subject or {}, text or {}, example or {}
    )
    for texts in (made.subject, made.text):
        for each in texts.values():
            if bad := [flaw for flaw in flaws_of(each, made) if flaw.is_error]:
                msg = f"{kind}: {bad[0].what} in a default text"
                raise ValueError(msg)
    known = _kinds.get(kind)
    if known is not None and (known.names, known.text) != (made.names, made.text):
        msg = f"letter {kind} is already registered with another meaning"
        raise ValueError(msg)
    return _kinds.setdefault(kind, made)


def template_kind(kind: str) -> TemplateKind | None:
    """The kind of letter of a name, None when it is not registered."""
    return _kinds.get(kind)


def template_kinds(prefix: str = "") -> list[TemplateKind]:
    """Registered kinds, by name; those of one context when a prefix is given."""
    return [_kinds[name] for name in sorted(_kinds) if name.startswith(prefix)]


def flaws_of(text: str, kind: TemplateKind, *, whole: str | None = None) -> list[Flaw]:
    """What is wrong with a text.

    Parameters
    ----------
    text
        Subject or text of a letter.
    kind
        Its kind.
    whole
        Subject and text together: when given, required variables missing from it are
        told too.
    """
    found = []
    for name in dict.fromkeys(_VARIABLE.findall(text)):
        if name not in kind.names:
            near = get_close_matches(name, kind.names, n=1, cutoff=0.5)
            found.append(Flaw(FlawKind.UNKNOWN, name, near[0] if near else ""))
    rest = _VARIABLE.sub("", text)
    if broken := _BRACES.search(rest):
        found.append(Flaw(FlawKind.BROKEN, rest[broken.start() :][:40]))
    if whole is not None:
        used = set(_VARIABLE.findall(whole))
        found += [
            Flaw(FlawKind.MISSING, name)
            for name, variable in kind.variables.items()
            if variable.required and name not in used
        ]
    return found


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values in place of their names; values are not read again.

    Raises
    ------
    KeyError
        When a name has no value.

    Examples
    --------
    >>> fill("Dla {{ name }}", {"name": "{{ secret }}", "secret": "x"})
    'Dla {{ secret }}'
    """
    return _VARIABLE.sub(lambda found: str(values[found[1]]), text)


def one_line(text: str) -> str:
    """A text as a header may carry it: no line breaks, no control characters.

    >>> one_line("Wynik\\r\\nBcc: a@example.org")
    'Wynik Bcc: a@example.org'
    """
    plain = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in text
    )
    return " ".join(plain.split())
