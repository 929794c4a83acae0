"""Front door for upper contexts."""

from miara.reports.actions.boards import set_board

__all__ = ["set_board"]
