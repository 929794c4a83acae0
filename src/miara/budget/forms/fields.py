"""Fields that forms of the budget share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from miara.budget.domain.money import to_zloty
from miara.cycle.public import AmountField

__all__ = ["MoneyField", "PercentField"]


class MoneyField(AmountField):
    """An amount in złoty as people write it, kept as whole grosze."""

    def __init__(self, **options: Any) -> None:
        """Two places, and not more than any budget has."""
        super().__init__(
            **{"max_digits": 15, "decimal_places": 2, "min_value": 0, **options}
        )

    def clean(self, value: Any) -> Any:
        """Grosze; None when empty."""
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        """Grosze of a row as złoty; what was typed stays as typed."""
        return f"{to_zloty(value)}" if isinstance(value, int) else value


class PercentField(AmountField):
    """A share in per cent, kept in hundredths of a per cent."""

    def __init__(self, **options: Any) -> None:
        """From a hundredth of a per cent to the whole."""
        super().__init__(
            **{
                "max_digits": 5,
                "decimal_places": 2,
                "min_value": Decimal("0.01"),
                "max_value": 100,
                "error_messages": {
                    "max_value": _("A share is at most 100 %."),
                    "min_value": _("A share is more than nothing."),
                },
                **options,
            }
        )

    def clean(self, value: Any) -> Any:
        """Hundredths of a per cent; None when empty."""
        found = super().clean(value)
        return None if found is None else int(found * 100)
