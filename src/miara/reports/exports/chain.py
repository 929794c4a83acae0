"""The whole chain as a table: CSV, XLSX and JSON with the same rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from miara.budget.public import to_zloty
from miara.reports.domain.addresses import slug_of
from miara.reports.domain.chain import Amounts, Chain, Key, Node, gaps_of
from miara.reports.presenters.words import GAPS, KINDS

__all__ = ["chain_json", "chain_rows"]

Value = str | Decimal
HEAD = (
    "id",
    "ogniwo",
    "symbol",
    "nazwa",
    "odpowiada",
    "służy",
    "plan",
    "plan po zmianach",
    "zaangażowanie",
    "wykonanie",
    "pozostało",
    "braki",
)
_NAMES = ("planned", "changed", "committed", "executed", "left")


def chain_rows(chain: Chain) -> tuple[list[str], list[list[Value]]]:
    """Headings, and a row a node: what it serves, money of all that feeds it, gaps."""
    return list(HEAD), [_row(chain, node) for node in chain.nodes.values()]


def chain_json(chain: Chain, *, year: int | None) -> bytes:
    """The same with codes; amounts are texts, so that no program rounds them."""
    nodes = [_object(chain, node) for node in chain.nodes.values()]
    content = {"year": year, "nodes": nodes}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _row(chain: Chain, node: Node) -> list[Value]:
    serves = ", ".join(_served(chain, node.key))
    gaps = ", ".join(str(GAPS[gap]) for gap in gaps_of(chain, node.key))
    return [
        slug_of(node.key),
        str(KINDS[node.key.kind]),
        node.code,
        node.title,
        node.owner,
        serves,
        *_amounts(chain.money(node.key)),
        gaps,
    ]


def _object(chain: Chain, node: Node) -> dict[str, object]:
    money = map(str, _amounts(chain.money(node.key)))
    return {
        "id": slug_of(node.key),
        "kind": node.key.kind.value,
        "code": node.code,
        "title": node.title,
        "owner": node.owner,
        "serves": _served(chain, node.key),
        "money": dict(zip(_NAMES, money, strict=True)),
        "gaps": [gap.value for gap in gaps_of(chain, node.key)],
    }


def _served(chain: Chain, key: Key) -> list[str]:
    return [slug_of(each) for each in chain.serves(key) if each in chain.nodes]


def _amounts(money: Amounts) -> Sequence[Decimal]:
    return [to_zloty(getattr(money, name)) for name in _NAMES]
