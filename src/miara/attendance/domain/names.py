"""Names under which other contexts keep things of this one."""

from typing import Final

__all__ = ["CANCELLED", "MAIL_OWNER", "MOVED_UP", "REGISTERED"]

#: Kind of owner of letters; the id is the identity of the event.
MAIL_OWNER: Final = "attendance.event"
REGISTERED: Final = "attendance.registered"
MOVED_UP: Final = "attendance.moved_up"
CANCELLED: Final = "attendance.cancelled"
