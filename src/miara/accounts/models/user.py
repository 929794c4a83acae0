"""A person with an account."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub

_UNTIL_CLOSED = _("until the account is closed")


class UserManager(BaseUserManager["User"]):
    """Creates people by e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        """Save a person; the address is lower-cased, no password means unusable.

        Raises
        ------
        ValueError
            When the address is empty.
        """
        if not email:
            msg = "a person needs an e-mail address"
            raise ValueError(msg)
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        """Save the operator of this installation."""
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, whatever the case of its letters."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; logs in by e-mail address.

    ``is_staff`` says that the person is an operator of the installation. It follows
    the OPERATOR role: `actions.memberships` sets and clears both together.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name and surname"), max_length=200, blank=True)
    language = models.CharField(
        _("language of mails"),
        max_length=5,
        choices=settings.LANGUAGES,
        default="pl",
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("operator"), default=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    personal_data: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField(
            purpose=_("To log in and to receive mails about the account."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.FAKE_EMAIL,
            legal_basis=LegalBasis.CONTRACT,
        ),
        "full_name": PersonalField(
            purpose=_("To show colleagues who did what."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.FAKE_NAME,
            legal_basis=LegalBasis.CONTRACT,
        ),
        "password": PersonalField(
            purpose=_("To check the password; only its one-way digest is kept."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.BLANK,
            legal_basis=LegalBasis.CONTRACT,
        ),
        "last_login": PersonalField(
            purpose=_("To notice accounts that nobody uses."),
            keep_for=_UNTIL_CLOSED,
            scrub=Scrub.NULL,
            legal_basis=LegalBasis.LEGITIMATE_INTEREST,
        ),
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the address in lower case: people type it either way."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
