"""What can go wrong between the disk and a vintage."""


class StoreError(Exception):
    """Anything the store refuses or cannot find."""


class UnknownVintage(StoreError):
    """No manifest carries this id."""

    def __init__(self, vintage_id: str) -> None:
        super().__init__(f"there is no vintage {vintage_id!r} in this store")
        self.vintage_id = vintage_id


class UnknownObject(StoreError):
    """No object carries this digest."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"there is no object {digest} in this store")
        self.digest = digest


class DamagedVintage(StoreError):
    """Verification found files that are not what the manifest says.

    ``problems`` holds one sentence a wrong file, each naming the file and the
    variable or quantity that needs it.
    """

    def __init__(self, vintage_id: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"vintage {vintage_id} is damaged: " + "; ".join(problems))
        self.vintage_id = vintage_id
        self.problems = problems


class StoreBusy(StoreError):
    """Somebody is writing: objects without a manifest may be theirs."""


class MalformedVintage(StoreError):
    """The parts handed to a builder do not fit together."""
