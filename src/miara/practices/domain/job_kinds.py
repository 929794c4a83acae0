"""Names of the context's background work on archives."""

from typing import Final

__all__ = ["CHECK_ARCHIVE_JOB", "MOVE_ARCHIVE_JOB"]

CHECK_ARCHIVE_JOB: Final = "practices.check_archive"
MOVE_ARCHIVE_JOB: Final = "practices.move_archive"
