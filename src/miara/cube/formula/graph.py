"""Which formula needs which: names inside, order of computing, cycles."""

from collections.abc import Mapping

from miara.cube.formula.errors import CircularFormula, unknown_name
from miara.cube.formula.nodes import Expression, Name, parts_of


def names_of(node: Expression) -> tuple[Name, ...]:
    """Every mention of a code, in reading order."""
    if isinstance(node, Name):
        return (node,)
    return tuple(name for part in parts_of(node) for name in names_of(part))


def names_in(node: Expression) -> tuple[str, ...]:
    """Codes the formula uses, each once, in reading order.

    >>> from miara.cube.formula.parsing import parse
    >>> names_in(parse("a / (b + a)"))
    ('a', 'b')
    """
    return tuple(dict.fromkeys(name.code for name in names_of(node)))


def check_names(node: Expression, known: Mapping[str, object], *, text: str) -> None:
    """Refuse codes that are not in ``known``.

    Raises
    ------
    UnknownName
        For the first unknown code, with the nearest known one.
    """
    for name in names_of(node):
        if name.code not in known:
            raise unknown_name(name.code, known, text=text, position=name.position)


def sorted_by_dependency(formulas: Mapping[str, Expression]) -> tuple[str, ...]:
    """Codes ordered so that each comes after those its formula uses.

    Names without a formula of their own are taken as given. Among independent
    formulas the order of the mapping is kept.

    Raises
    ------
    CircularFormula
        Naming the whole circle.

    >>> from miara.cube.formula.parsing import parse
    >>> sorted_by_dependency({"a": parse("b + 1"), "b": parse("x")})
    ('b', 'a')
    """
    done: dict[str, None] = {}
    open_path: list[str] = []

    def visit(code: str, position: int) -> None:
        if code in done or code not in formulas:
            return
        if code in open_path:
            raise _circle([*open_path[open_path.index(code) :], code], position)
        open_path.append(code)
        for name in names_of(formulas[code]):
            visit(name.code, name.position)
        open_path.pop()
        done[code] = None

    for code in formulas:
        visit(code, 0)
    return tuple(done)


def _circle(path: list[str], position: int) -> CircularFormula:
    return CircularFormula(
        "circular",
        f"formulas need each other: {' -> '.join(path)}",
        text="",
        position=position,
        path=tuple(path),
    )
