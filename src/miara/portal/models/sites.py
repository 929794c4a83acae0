"""Sites of associations that share one database."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField

#: Our own colour, where a site chooses none.
DEFAULT_ACCENT = "#0b5563"


class Site(models.Model):
    """What one association shows under its name and in its colours.

    ``code`` is a word of addresses and the scope of its editors; which hosts show the
    site is said in the settings.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = LocalizedField(_("name"), max_length=100)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    accent = models.CharField(
        _("colour of links and buttons"),
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$")],
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self) -> str:
        return str(self.name)
