"""References to whatever an event speaks about."""

from dataclasses import dataclass

__all__ = ["Ref", "id_of", "ref_of"]


@dataclass(frozen=True, slots=True)
class Ref:
    """An object named by kind and id, for things that are not rows (a vintage, a file).

    >>> Ref("cube.vintage", "2026-11-01")
    Ref(kind='cube.vintage', id='2026-11-01')
    """

    kind: str
    id: str


NOTHING = Ref("", "")


def ref_of(thing: object | None) -> Ref:
    """Kind and id of a row, a `Ref` or nothing.

    Raises
    ------
    TypeError
        When the thing is neither, or is a row not yet saved.
    """
    if thing is None:
        return NOTHING
    if isinstance(thing, Ref):
        return thing
    meta = getattr(thing, "_meta", None)
    key = getattr(thing, "pk", None)
    if meta is None or key is None:
        msg = f"{thing!r} is neither a saved row nor an audit.Ref"
        raise TypeError(msg)
    return Ref(meta.label_lower, str(key))


def id_of(person: object | None) -> str:
    """A person's key as text; empty for nobody (the program itself, a passer-by)."""
    key = getattr(person, "pk", None)
    return "" if key is None else str(key)
