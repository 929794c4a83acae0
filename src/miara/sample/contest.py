"""Applications of the fictional contest: what they say, and what experts say of them.

The texts are in ``contest_texts``; here they become answers to the shipped form and
marks that are the same on every run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from miara.sample.chance import stream

__all__ = [
    "Opinion",
    "Solution",
    "answers",
    "opinion",
    "read_text",
    "social_solutions",
    "technical_solutions",
]

#: Form's own codes where the contest calls a domain otherwise.
_FORM_DOMAINS: Final = {
    "welfare": "social_assistance",
    "utilities": "municipal_services",
}
_UNION: Final = "związek"
#: Part of the points that the best and the worst application earn on average.
_BEST, _WORST = 0.93, 0.42


@dataclass(frozen=True, slots=True)
class Solution:
    """One application before anybody knows how it was marked.

    Attributes
    ----------
    units
        Codes, the leader first.
    through_union
        Whether a union of municipalities enters, its seat being the first unit.
    since
        Day from which it works fully.
    results, costs
        Name, unit of measure, before, planned, reached; name, once, a year.
    """

    number: int
    domain: str
    units: tuple[str, ...]
    through_union: bool
    since: date
    title: str
    problem: str
    solution: str
    effect: str
    results: tuple[str, ...]
    costs: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Three sentences for the public."""
        return f"{self.problem} {self.solution} {self.effect}"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Points and words of an expert for one criterion."""

    points: int
    comment: str


@cache
def social_solutions() -> tuple[Solution, ...]:
    """Forty solutions in culture, education, health care, sport and welfare."""
    return _solutions("social.txt")


@cache
def technical_solutions() -> tuple[Solution, ...]:
    """Twelve solutions in technical services."""
    return _solutions("technical.txt")


def answers(
    solution: Solution,
    *,
    unit: Mapping[str, str],
    partners: Sequence[Mapping[str, str]],
    address: str,
    head: Mapping[str, str],
    contact: Mapping[str, str],
    implementing: str = "",
) -> dict[str, Any]:
    """Answers to every required field of the shipped application form.

    Parameters
    ----------
    unit, partners
        ``code``, ``name`` and ``uid`` of units; what partners did is written here.
    address
        Of the office.
    head, contact
        Parts of the fields of the same names.
    implementing
        Subordinate body that carried it out.
    """
    name, measure, before, planned, reached = solution.results
    cost, once, yearly = solution.costs
    begun = solution.since - timedelta(days=270)
    return {
        "unit": dict(unit),
        "address": address,
        "implementing_unit": implementing,
        "is_joint": bool(partners),
        "partners": [
            {
                "kind": "UNIT",
                "code": row["code"],
                "name": row["name"],
                "uid": row["uid"],
                "role": "Prowadzi u siebie tę samą część zadania.",
            }
            for row in partners
        ],
        "head": dict(head),
        "contact": dict(contact),
        "title": solution.title,
        "domain": _FORM_DOMAINS.get(solution.domain, solution.domain),
        "keywords": ["usługi publiczne", "współpraca", solution.results[0].lower()],
        "period": {"from": begun.isoformat(), "to": solution.since.isoformat()},
        "full_operation": solution.since.isoformat(),
        "still_running": True,
        "summary": solution.summary,
        **{code: _said(code, solution) for code in _paragraphs()},
        "results_table": [
            {
                "name": name,
                "unit": measure,
                "baseline": before,
                "baseline_year": str(begun.year),
                "target": planned,
                "achieved": reached,
                "achieved_year": str(solution.since.year + 1),
                "source": "rejestr urzędu",
            }
        ],
        "costs_table": [
            {"item": cost, "one_off": once, "yearly": yearly, "source": "budżet"}
        ],
        "participation": ["consultation", "working_group"],
        **{code: {"agreed": True} for code in _STATEMENTS},
    }


def opinion(
    solution: Solution, *, expert: int, criteria: Mapping[str, int]
) -> dict[str, Opinion]:
    """What one of the sample's experts gives a solution, by code of criterion.

    Experts differ in strictness and applications in worth; the rest is chance.

    Parameters
    ----------
    criteria
        Most points by code.
    """
    worth = stream(f"contest-worth-{solution.title}").uniform(_WORST, _BEST)
    strict = stream(f"contest-expert-{expert}").normal(0, 0.05)
    rng = stream(f"contest-mark-{solution.title}-{expert}")
    found = {}
    for code, most in criteria.items():
        share = min(max(worth - strict + rng.normal(0, 0.08), 0.0), 1.0)
        lines = _comments().get((code, _height(share)), ("",))
        found[code] = Opinion(round(share * most), lines[int(rng.integers(len(lines)))])
    return found


_STATEMENTS: Final = ("true_data", "publication", "visit", "personal_data")


def _height(share: float) -> str:
    return "low" if share < 0.5 else "middle" if share < 0.75 else "high"


def _said(code: str, solution: Solution) -> str:
    ways = _paragraphs()[code]
    text = ways[(solution.number * 7 + len(code)) % len(ways)]
    return text.format(
        problem=solution.problem, solution=solution.solution, effect=solution.effect
    )


def _solutions(name: str) -> tuple[Solution, ...]:
    blocks = [
        block.splitlines() for block in read_text(name).split("\n\n") if block.strip()
    ]
    return tuple(_solution(i, block) for i, block in enumerate(blocks))


def _solution(number: int, lines: list[str]) -> Solution:
    head, title, problem, solution, effect, results, costs = lines
    domain, leader, since, *rest = head.split()
    return Solution(
        number=number,
        domain=domain,
        units=(leader, *(code for code in rest if code.isdigit())),
        through_union=_UNION in rest,
        since=date.fromisoformat(since),
        title=title,
        problem=problem,
        solution=solution,
        effect=effect,
        results=_cells(results, 5),
        costs=_cells(costs, 3),
    )


def _cells(line: str, count: int) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in line.split(";"))
    if len(cells) != count:
        msg = f"{count} cells expected: {line}"
        raise ValueError(msg)
    return cells


@cache
def _paragraphs() -> dict[str, tuple[str, ...]]:
    """Ways to say each long part of the form, by code of its field."""
    return _sections("paragraphs.txt")


@cache
def _comments() -> dict[tuple[str, str], tuple[str, ...]]:
    """Ways to justify a mark, by criterion and height."""
    sections = _sections("comments.txt")
    return {
        (key.partition(" ")[0], key.partition(" ")[2]): value
        for key, value in sections.items()
    }


def _sections(name: str) -> dict[str, tuple[str, ...]]:
    parts = [part.strip().splitlines() for part in read_text(name).split("\n= ")]
    return {lines[0].removeprefix("= "): tuple(lines[1:]) for lines in parts}


def read_text(name: str) -> str:
    """A text file without its comments."""
    path = files("miara.sample") / "contest_texts" / name
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")).strip() + "\n"
