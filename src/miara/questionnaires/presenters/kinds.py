"""Names of kinds of field, of attachments and of parts of a card."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.questionnaires.domain.kinds import AttachmentKind, Kind, SummaryRole

__all__ = ["ATTACHMENT_KINDS", "KINDS", "SUMMARY_ROLES"]

Name = str | Promise

KINDS: dict[Kind, Name] = {
    Kind.SHORT_TEXT: _("one line of text"),
    Kind.LONG_TEXT: _("longer text"),
    Kind.NUMBER: _("number"),
    Kind.MONEY: _("amount in PLN"),
    Kind.YEAR: _("year"),
    Kind.DATE: _("day"),
    Kind.PERIOD: _("period from – to"),
    Kind.YES_NO: _("yes or no"),
    Kind.CHOICE: _("one answer of several"),
    Kind.CHOICES: _("several answers of many"),
    Kind.EMAIL: _("e-mail address"),
    Kind.PHONE: _("telephone number"),
    Kind.URL: _("address of a page"),
    Kind.UNIT: _("local government"),
    Kind.KEYWORDS: _("keywords"),
    Kind.COSTS: _("table of costs"),
    Kind.RESULTS: _("table of results"),
    Kind.PARTNERS: _("table of partners"),
    Kind.PERSON: _("name and office of a person"),
    Kind.CONTACT: _("person to contact"),
    Kind.ATTACHMENTS: pgettext_lazy("kind of field", "attachments"),
    Kind.STATEMENT: _("statement to be confirmed"),
}

ATTACHMENT_KINDS: dict[AttachmentKind, Name] = {
    AttachmentKind.DOCUMENT: _("document"),
    AttachmentKind.PHOTO: _("photograph"),
    AttachmentKind.FILM: _("film"),
}

SUMMARY_ROLES: dict[SummaryRole, Name] = {
    SummaryRole.TITLE: pgettext_lazy("part of a card", "title"),
    SummaryRole.SUMMARY: pgettext_lazy("part of a card", "summary"),
    SummaryRole.DOMAIN: pgettext_lazy("part of a card", "domain"),
    SummaryRole.KEYWORDS: pgettext_lazy("part of a card", "keywords"),
    SummaryRole.PERIOD: pgettext_lazy("part of a card", "time of the work"),
    SummaryRole.BEFORE: pgettext_lazy("part of a card", "state before"),
    SummaryRole.SOLUTION: pgettext_lazy("part of a card", "solution"),
    SummaryRole.RESULTS: pgettext_lazy("part of a card", "results"),
    SummaryRole.COSTS: pgettext_lazy("part of a card", "costs"),
    SummaryRole.REPLICATION: pgettext_lazy("part of a card", "advice for others"),
    SummaryRole.CONTACT: pgettext_lazy("part of a card", "contact"),
    SummaryRole.PARTNERS: pgettext_lazy("part of a card", "partners"),
    SummaryRole.ATTACHMENTS: pgettext_lazy("part of a card", "attachments"),
}
