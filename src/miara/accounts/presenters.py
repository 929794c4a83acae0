"""Events of the context as sentences."""

from collections.abc import Mapping

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
    }
    return templates[event.kind] % values


def names_for(events: list[audit.Event]) -> dict[str, str]:
    """Names of the people in events, in one statement."""
    ids = {str(event.actor_id) for event in events}
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
    for kind in KINDS:
        audit.presenter(kind)(_tell)


def _tell(event: audit.Event) -> str:
    return sentence(event, names_for([event]))
