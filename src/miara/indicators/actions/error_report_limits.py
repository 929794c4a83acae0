"""How often one visitor may send a public form, without keeping who they are."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final

from django.core.cache import cache

HOUR: Final = 3600
#: An office behind one address may send this many in an hour.
MOST_AN_HOUR: Final = 20
#: Everybody together, on one server process.
MOST_AN_HOUR_TOGETHER: Final = 500
_SALT: Final = "limits.salt"


def allow(form: str, visitor: str, *, now: datetime) -> bool:
    """Count one sending; False when there were too many in this hour.

    Parameters
    ----------
    form
        Name of the form.
    visitor
        Network address. Only a digest of it, made with a secret that lives an hour
        in memory, is kept, also for an hour.
    """
    hour = f"{now:%Y%m%d%H}"
    salt = cache.get_or_set(f"{_SALT}.{hour}", lambda: secrets.token_hex(16), HOUR)
    digest = hmac.new(str(salt).encode(), visitor.encode(), hashlib.sha256).hexdigest()
    own = _count(f"limits.{form}.{hour}.{digest}")
    together = _count(f"limits.{form}.{hour}")
    return own <= MOST_AN_HOUR and together <= MOST_AN_HOUR_TOGETHER


def _count(key: str) -> int:
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it fell out of the cache between the two calls
        cache.set(key, 1, HOUR)
        return 1
