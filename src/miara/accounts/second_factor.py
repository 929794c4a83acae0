"""Who needs a second factor, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from miara.accounts.models import User


def has_second_factor(user: User) -> bool:
    """Whether the person confirms logins with codes from an application."""
    return Authenticator.objects.filter(
        user_id=user.pk, type=Authenticator.Type.TOTP
    ).exists()


def needs_second_factor(user: User) -> bool:
    """Whether the person must turn the second factor on before anything else."""
    return bool(
        settings.MIARA_OPERATOR_SECOND_FACTOR
        and user.is_staff
        and not has_second_factor(user)
    )
