"""From templates to the texts of a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Mapping

from miara.notifications.domain.templates import (
    BUILT_IN,
    TemplateKind,
    fill,
    one_line,
    template_kind,
)

__all__ = ["Texts", "default_texts", "example", "fill_texts", "render"]

FOLDER = "notifications/emails"


@dataclass(frozen=True, slots=True)
class Texts:
    """What the reader sees: subject without line breaks, plain text, perhaps HTML."""

    subject: str
    text: str
    html: str


def render(
    kind: str,
    context: Mapping[str, Any],
    language: str,
    own: tuple[str, str] | None = None,
) -> Texts:
    """Make the texts of a letter.

    Subject and text that an organiser wrote (``own``) come first, then those of the
    registered kind, then the files
    ``notifications/emails/<kind>.{subject.txt,txt,html}``.

    Any context may ship them in its own ``templates`` folder. The HTML one may be
    missing. Plain texts are not HTML, so nothing is escaped in them.

    Parameters
    ----------
    kind
        ``context.what_happened``.
    context
        Values for the templates; ``site_url`` is added.
    language
        Language to render in.
    own
        Subject and text with ``{{ variables }}`` that replace the default.

    Raises
    ------
    TemplateDoesNotExist
        When the subject or the text has no template.
    KeyError
        When a variable of a registered kind has no value.
    """
    registered = template_kind(kind)
    if registered is not None:
        texts = own or default_texts(registered, language)
        if texts is not None:
            return fill_texts(registered, texts, context)
    return _from_files(kind, context, language)


def example(
    kind: TemplateKind, language: str, own: tuple[str, str] | None = None
) -> Texts:
    """A letter filled with the samples of its variables, as its readers would see it.

    Raises
    ------
    TemplateDoesNotExist
        When a kind with texts in files has none.
    """
    samples = {name: each.sample_in(language) for name, each in kind.variables.items()}
    texts = own or default_texts(kind, language)
    if texts is not None:
        return fill_texts(kind, texts, samples)
    return _from_files(kind.kind, {**samples, **kind.example}, language)


def _from_files(kind: str, context: Mapping[str, Any], language: str) -> Texts:
    values = {"site_url": settings.MIARA_SITE_URL, **context}
    with override(language):
        subject = _plain(f"{FOLDER}/{kind}.subject.txt", values)
        text = _plain(f"{FOLDER}/{kind}.txt", values)
        html = _html(f"{FOLDER}/{kind}.html", values)
    return Texts(one_line(subject), text.strip() + "\n", html)


def default_texts(kind: TemplateKind, language: str) -> tuple[str, str] | None:
    """Registered subject and text, else in Polish; None when files hold them."""
    subject = kind.subject.get(language) or kind.subject.get("pl", "")
    text = kind.text.get(language) or kind.text.get("pl", "")
    return (subject, text) if subject else None


def fill_texts(
    kind: TemplateKind, texts: tuple[str, str], context: Mapping[str, Any]
) -> Texts:
    """Fill a subject and a text; variables that are not told in full raise KeyError."""
    values: dict[str, Any] = {
        **dict.fromkeys(BUILT_IN, ""),
        "site_url": settings.MIARA_SITE_URL,
        **context,
    }
    if missing := [name for name in kind.variables if name not in values]:
        raise KeyError(f"{kind.kind}: no value of {', '.join(missing)}")
    subject, text = texts
    return Texts(one_line(fill(subject, values)), fill(text, values).strip() + "\n", "")


def _plain(name: str, values: Mapping[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(values), autoescape=False)))


def _html(name: str, values: Mapping[str, Any]) -> str:
    try:
        template = get_template(name)
    except TemplateDoesNotExist as error:
        if str(error) != name:  # a template it extends is missing: a fault
            raise
        return ""
    return str(template.render(dict(values)))
