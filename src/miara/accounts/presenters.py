"""Events of the context as sentences."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from miara.accounts.models import User
from miara.accounts.phrases import role_name
from miara.audit import public as audit

KINDS = (
    "accounts.role_granted",
    "accounts.role_revoked",
    "accounts.person_invited",
    "accounts.invitation_withdrawn",
    "accounts.administrator_asked",
    "accounts.administrator_confirmed",
    "accounts.administrator_refused",
    "accounts.administrator_request_withdrawn",
)
# Told in the operator's trail; they belong to no unit's history.
OTHER_KINDS = (
    "accounts.person_created",
    "accounts.person_updated",
    "accounts.account_closed",
    "accounts.authorisation_read",
    "accounts.login_provider_saved",
    "accounts.login_provider_switched",
)


def sentence(event: audit.Event, names: Mapping[str, str]) -> str:
    """What happened, with names of people.

    Parameters
    ----------
    names
        Name by id of person, as text; people who closed their account are absent.
    """
    facts = {**(event.before or {}), **(event.after or {})}
    values = {
        "by": _name(names, event.actor_id),
        "person": _name(names, facts.get("user")),
        "role": role_name(str(facts.get("role", ""))),
        "subject": _name(names, event.target_id),
        "domains": ", ".join(facts.get("domains") or []) or "–",
    }
    templates = {
        "accounts.role_granted": _("%(person)s got the role: %(role)s."),
        "accounts.role_revoked": _("%(person)s no longer has the role: %(role)s."),
        "accounts.person_invited": _("%(by)s invited a person to the role: %(role)s."),
        "accounts.invitation_withdrawn": _(
            "%(by)s withdrew an invitation to the role: %(role)s."
        ),
        "accounts.administrator_asked": _(
            "%(by)s asked for the role of administrator."
        ),
        "accounts.administrator_confirmed": _(
            "%(by)s confirmed %(person)s as administrator."
        ),
        "accounts.administrator_refused": _(
            "%(by)s refused a request for the role of administrator."
        ),
        "accounts.administrator_request_withdrawn": _(
            "%(by)s withdrew the request for the role of administrator."
        ),
        "accounts.person_created": _("The account of %(subject)s was opened."),
        "accounts.person_updated": _("%(by)s changed the data of the account."),
        "accounts.account_closed": _("A person closed the account."),
        "accounts.authorisation_read": _(
            "%(by)s read the document attached to a request for the role of "
            "administrator."
        ),
        "accounts.login_provider_saved": _(
            "%(by)s saved the login through the server of an office. "
            "Mail domains: %(domains)s."
        ),
        "accounts.login_provider_switched": (
            _("%(by)s switched on the login through the server of an office.")
            if facts.get("is_active")
            else _("%(by)s switched off the login through the server of an office.")
        ),
    }
    return templates[event.kind] % values


def names_for(events: Sequence[audit.Event]) -> dict[str, str]:
    """Names of the people in events, in one statement."""
    ids = {str(event.actor_id) for event in events}
    ids |= {each.target_id for each in events if each.target_kind == "accounts.user"}
    for event in events:
        for facts in (event.before or {}, event.after or {}):
            ids.add(str(facts.get("user", "")))
    keys = [int(each) for each in ids if each.isdigit()]
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)}


def _name(names: Mapping[str, str], key: object) -> str:
    if key in (None, ""):
        return _("The system")
    return names.get(str(key)) or _("a person whose account is closed")


def register() -> None:
    """Tell the trail how to say the events of this context."""
    audit.presenter_of_many(*KINDS, *OTHER_KINDS)(_tell)


def _tell(events: Sequence[audit.Event]) -> list[str]:
    names = names_for(events)
    return [sentence(event, names) for event in events]
