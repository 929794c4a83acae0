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

__all__ = ["Texts", "render"]

FOLDER = "notifications/emails"


@dataclass(frozen=True, slots=True)
class Texts:
    """What the reader sees: subject without line breaks, plain text, perhaps HTML."""

    subject: str
    text: str
    html: str


def render(kind: str, context: Mapping[str, Any], language: str) -> Texts:
    """Fill the templates ``notifications/emails/<kind>.{subject.txt,txt,html}``.

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

    Raises
    ------
    TemplateDoesNotExist
        When the subject or the text has no template.
    """
    values = {"site_url": settings.MIARA_SITE_URL, **context}
    with override(language):
        subject = _plain(f"{FOLDER}/{kind}.subject.txt", values)
        text = _plain(f"{FOLDER}/{kind}.txt", values)
        html = _html(f"{FOLDER}/{kind}.html", values)
    return Texts(" ".join(subject.split()), text.strip() + "\n", html)


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
