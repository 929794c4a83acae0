"""Which readers say that they are programs."""

import re
from typing import Final

__all__ = ["is_robot"]

_ROBOT: Final = re.compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|preview|fetch|monitor|archiver|feed|"
    r"^(?:curl|wget|python|java|go-http|okhttp|ruby|perl|libwww)",
    re.IGNORECASE,
)


def is_robot(agent: str) -> bool:
    """Whether a program says it is one; what says nothing counts as one too.

    >>> is_robot("Mozilla/5.0 (compatible; Googlebot/2.1)"), is_robot("")
    (True, True)
    >>> is_robot("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
    False
    """
    return not agent.strip() or bool(_ROBOT.search(agent))
