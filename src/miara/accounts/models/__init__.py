"""Models of the context."""

from miara.accounts.models.invitation import Invitation
from miara.accounts.models.login import LoginDomain, LoginProvider
from miara.accounts.models.membership import Membership
from miara.accounts.models.request import AdministratorRequest
from miara.accounts.models.user import User

__all__ = [
    "AdministratorRequest",
    "Invitation",
    "LoginDomain",
    "LoginProvider",
    "Membership",
    "User",
]
