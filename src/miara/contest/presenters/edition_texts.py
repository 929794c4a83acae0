"""Rules, brochure and letter of an edition, made of its data.

The same data drive the program, so what these texts say is what it does. An editor
writes beside them, never into them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from miara.contest.models import Edition, EditionText, TitleKind
from miara.contest.presenters import rule_sentences as say
from miara.contest.presenters.moments import milestone_when, moment
from miara.contest.presenters.rule_words import joined
from miara.contest.queries.edition_parts import EditionParts, edition_parts
from miara.core.localized import LANGUAGES, Localized

__all__ = [
    "TextSection",
    "generated_text",
    "rules_by_language",
    "sections_of",
    "split_text",
]


@dataclass(frozen=True, slots=True)
class TextSection:
    """A heading and its sentences, each a paragraph of its own."""

    title: str
    lines: list[str]


def sections_of(parts: EditionParts, kind: str) -> list[TextSection]:
    """A text of an edition in the active language."""
    maker: Callable[[EditionParts], list[TextSection]] = {
        EditionText.Kind.RULES: _rules,
        EditionText.Kind.BROCHURE: _brochure,
        EditionText.Kind.LETTER: _letter,
    }[EditionText.Kind(kind)]
    return [section for section in maker(parts) if section.lines]


def generated_text(edition: Edition, kind: str) -> Localized:
    """A text in all languages as it is kept: headings marked with ``## ``."""
    parts = edition_parts(edition)
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = "\n\n".join(
                "\n".join(([f"## {s.title}"] if s.title else []) + s.lines)
                for s in sections_of(parts, kind)
            )
    return Localized.of(texts)


def split_text(text: str) -> list[TextSection]:
    """A kept text as sections again; paragraphs without a heading come first.

    >>> split_text("a\\n\\n## B\\nc")
    [TextSection(title='', lines=['a']), TextSection(title='B', lines=['c'])]
    """
    found = [TextSection("", [])]
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("## "):
            found.append(TextSection(line[3:], []))
        elif line:
            found[-1].lines.append(line)
    return [section for section in found if section.title or section.lines]


def rules_by_language(edition: Edition) -> dict[str, list[str]]:
    """Every sentence of the rules by language: what a public change is told from."""
    parts = edition_parts(edition)
    found = {}
    for language in LANGUAGES:
        with override(language):
            sections = sections_of(parts, EditionText.Kind.RULES)
            found[language] = [line for s in sections for line in s.lines]
    return found


def _rules(parts: EditionParts) -> list[TextSection]:
    return [
        TextSection(_("The contest"), say.about(parts)),
        TextSection(_("Who may enter"), say.who_enters(parts)),
        TextSection(_("What may be entered"), say.what_is_entered(parts)),
        TextSection(_("Domains"), say.domains(parts)),
        TextSection(_("Groups"), say.groups(parts)),
        TextSection(_("How and when to apply"), say.how_to_apply(parts)),
        TextSection(_("Formal check"), say.formal_check(parts)),
        TextSection(_("Assessment"), say.assessment(parts)),
        TextSection(_("Criteria"), say.criteria(parts)),
        TextSection(_("Finalists, jury and titles"), say.finals(parts)),
        TextSection(_("What is public"), say.publicity(parts)),
        TextSection(_("Calendar"), say.calendar(parts)),
        TextSection(_("Contact"), say.contact(parts)),
    ]


def _brochure(parts: EditionParts) -> list[TextSection]:
    edition = parts.edition
    titles = [row for row in parts.titles if row.role == TitleKind.Role.LAUREATE]
    why = []
    if titles:
        why.append(
            _("The best applications receive the title: %(titles)s.")
            % {"titles": joined(row.name for row in titles)}
        )
    return [
        TextSection(str(edition.name), say.about(parts) + _about(edition)),
        TextSection(_("Who may enter"), say.who_enters(parts)[:2]),
        TextSection(_("In what"), say.domains(parts)),
        TextSection(_("Against whom"), say.groups(parts)),
        TextSection(_("What is assessed"), say.criteria(parts)),
        TextSection(_("What can be won"), why),
        TextSection(_("When"), say.dates_of_the_call(parts) + say.calendar(parts)),
        TextSection(_("Contact"), say.contact(parts)),
    ]


def _about(edition: Edition) -> list[str]:
    return [line for line in str(edition.about).splitlines() if line.strip()]


def _letter(parts: EditionParts) -> list[TextSection]:
    edition = parts.edition
    names = [row.organisation.name for row in parts.organisers]
    lines = [
        _("%(organisers)s invite you to the contest “%(edition)s”.")
        % {"organisers": joined(names), "edition": edition.name}
        if len(names) > 1
        else _("%(organiser)s invites you to the contest “%(edition)s”.")
        % {
            "organiser": names[0] if names else edition.contest.owner.name,
            "edition": edition.name,
        }
    ]
    if edition.theme:
        lines.append(
            _("The theme of this edition: %(theme)s.") % {"theme": edition.theme}
        )
    lines += say.who_enters(parts)[:1]
    lines.append(
        ngettext(
            "Applications are received in %(count)s domain: %(names)s.",
            "Applications are received in %(count)s domains: %(names)s.",
            len(parts.domains),
        )
        % {
            "count": len(parts.domains),
            "names": joined(row.name for row in parts.domains),
        }
    )
    if edition.closes_at:
        lines.append(
            _("We wait for applications until %(when)s, Warsaw time.")
            % {"when": moment(edition.closes_at)}
        )
    closing = [row for row in parts.milestones if row.kind == "CONFERENCE"]
    lines += [
        _("The contest ends with a conference: %(when)s.")
        % {"when": milestone_when(row)}
        for row in closing
        if row.is_public
    ]
    return [TextSection("", lines), TextSection(_("Contact"), say.contact(parts))]
