"""Sites of associations that share one database."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField

#: Our own colour, where a site chooses none.
DEFAULT_ACCENT = "#0b5563"


class Site(ClusterableModel):
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
    logo = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    logo_alternative = models.CharField(
        _("what the logo says, for those who do not see it"),
        max_length=200,
        blank=True,
    )

    #: Nobody asks where a site is referred to.
    wagtail_reference_index_ignore = True

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(logo=None) | ~Q(logo_alternative=""),
                name="portal_site_logo_described",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Strip(models.Model):
    """One line of the foot of every page: a programme, who pays, a partner."""

    site = ParentalKey(Site, on_delete=models.CASCADE, related_name="strips")
    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    text = models.CharField(_("sentence"), max_length=300)
    address = models.CharField(_("address"), max_length=500, blank=True)
    picture = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    alternative = models.CharField(
        _("what the picture shows, for those who do not see it"),
        max_length=300,
        blank=True,
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("address",)

    class Meta:
        verbose_name = _("line at the foot")
        verbose_name_plural = _("lines at the foot")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(picture=None) | ~Q(alternative=""),
                name="portal_strip_picture_described",
            ),
        ]

    def __str__(self) -> str:
        return self.text
