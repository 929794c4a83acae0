"""Whether what is served is fact or the sample of the demo."""

from miara.indicators.models import PublishedVintage


def is_fictional() -> bool:
    """Whether the served vintage is the fictional sample; one small query.

    False while nothing is published: there is then no number to warn of.
    """
    served = PublishedVintage.objects.filter(is_current=True)
    return bool(served.values_list("is_fictional", flat=True).first())
