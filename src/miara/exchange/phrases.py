"""Words about packages and keys."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.exchange.domain.archive import Fault, PackageFault
from miara.exchange.domain.keys import Scope

__all__ = ["SCOPES", "fault_sentence"]

SCOPES: Final[dict[Scope, Promise]] = {
    Scope.READ_PLANS: _("read plans and money of the unit"),
    Scope.READ_RISKS: _("read the register of risks"),
    Scope.SEND_VALUES: _("send values of local indicators"),
    Scope.SEND_BUDGET: _("send files of the budget"),
}

_FAULTS: Final[dict[Fault, Promise]] = {
    Fault.NO_ZIP: _("it is no ZIP file, or it was cut on its way."),
    Fault.NO_MANIFEST: _("the file manifest.json is missing in it."),
    Fault.BAD_MANIFEST: _("its file manifest.json is damaged."),
    Fault.OTHER_FORMAT: _("its format “%(format)s” is not known here."),
    Fault.STRANGE_FILE: _("the file “%(file)s” does not belong in a package."),
    Fault.TOO_LARGE: _("it is larger inside than any unit is."),
    Fault.FILE_MISSING: _("the file “%(file)s” is missing in it."),
    Fault.SUM_DIFFERS: _("the control sum of “%(file)s” differs from the manifest."),
    Fault.COUNT_DIFFERS: _(
        "“%(file)s” has %(found)s rows, and the manifest promises %(told)s."
    ),
    Fault.BAD_LINE: _("row %(row)s of “%(file)s” cannot be read."),
}


def fault_sentence(error: PackageFault) -> str:
    """What is wrong with a package, beginning with a small letter."""
    return str(_FAULTS[error.fault]) % error.facts
