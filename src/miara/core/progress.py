"""How long work tells the one who waits how far it is.

One interface, three listeners: nobody (`Progress`), a terminal (`ConsoleProgress`) and
a row of the table of jobs (`miara.core.jobs.JobProgress`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["ConsoleProgress", "Progress"]


class Progress:
    """Progress that nobody watches; also the interface of the others.

    Attributes
    ----------
    by_id
        Key of the person who asked for the work, as text; empty on a command line.
    """

    by_id: str = ""

    def stage(self, text: str, total: int | None = None) -> None:
        """Begin a part of the work.

        Parameters
        ----------
        text
            What is being done, a translated phrase for people.
        total
            Number of steps of this part; None when not known.
        """

    def advance(self, steps: int = 1) -> None:
        """Say that steps of the present part are done; cheap, call it often."""


class ConsoleProgress(Progress):
    """A progress bar on the terminal; a context manager.

    Nothing is drawn when the output is not a terminal, so logs stay readable.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        from rich.console import Console  # only commands need it
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeElapsedColumn,
        )
        from rich.progress import Progress as Bars

        console = Console(stderr=True)
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=quiet or not console.is_terminal,
        )
        self._bar = self._bars.add_task("", total=None, visible=False)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def stage(self, text: str, total: int | None = None) -> None:
        """Start a new bar in place of the last one."""
        self._bars.remove_task(self._bar)
        self._bar = self._bars.add_task(text, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar."""
        self._bars.advance(self._bar, steps)
