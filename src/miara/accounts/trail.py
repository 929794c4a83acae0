"""How the trail names the things of this context."""

from miara.accounts.domain.scopes import Scope
from miara.audit import public as audit


def scope_ref(scope: Scope) -> audit.Ref:
    """A scope in the trail: parent of every event about its people."""
    return audit.Ref(f"accounts.scope.{scope.kind}", scope.id or "-")
