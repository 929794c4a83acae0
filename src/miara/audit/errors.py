"""Misuse of the trail: always a fault in code, never something a person did."""

__all__ = ["AuditError", "NotInTransactionError", "TrailIsAppendOnlyError"]


class AuditError(RuntimeError):
    """The trail was used wrongly."""


class NotInTransactionError(AuditError):
    """An event was recorded outside the transaction of the act it describes."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"{kind}: record the event inside transaction.atomic, with the change"
        )


class TrailIsAppendOnlyError(AuditError):
    """Somebody tried to change or remove an event."""

    def __init__(self) -> None:
        super().__init__("events of the audit trail are never changed or removed")
