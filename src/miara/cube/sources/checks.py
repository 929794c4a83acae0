"""Does the content keep what names, titles and the register promise?"""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from miara.cube import flags
from miara.cube.loads import Finding, Load, Plane
from miara.cube.register import Register
from miara.cube.sources.codes import Outcome, resolve
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.grid import Grid
from miara.cube.sources.mapping import Table

_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_–]((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d|-\d\d)")
_TELLING_NUMBERS = 3  # fewer different numbers may coincide by chance


@dataclass(frozen=True, slots=True)
class KnownContent:
    """What a file that is here already holds: digests by variable and period."""

    file_name: str
    sha256: str
    table: str
    digests: Mapping[str, Mapping[str, str]]


def fold(text: str) -> str:
    """Lower case without diacritics, to compare names of files and regions.

    >>> fold("Łódzkie"), fold("Wydatki_na_mieszk")
    ('lodzkie', 'wydatki_na_mieszk')
    """
    text = text.lower().replace("ł", "l")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def check_years(file_name: str, planes: Sequence[Plane], log: FindingLog) -> None:
    """Years in the name of the file against years that have numbers."""
    filled = set()
    for plane in planes:
        numbered = np.atleast_1d(flags.has_number(plane.flags).any(axis=1))
        for period, has in zip(plane.periods, numbered, strict=True):
            if has:
                filled.add(period.start.year)
            else:
                log.add("empty_period", str(period), where=plane.variable)
    promised = promised_years(file_name)
    if promised is None or not filled:
        return
    first, last = promised
    if (first, last) != (min(filled), max(filled)):
        log.add(
            "wrong_scope",
            f"{file_name}: {first}-{last} promised, "
            f"{min(filled)}-{max(filled)} has numbers",
        )


def promised_years(file_name: str) -> tuple[int, int] | None:
    """First and last year a file name speaks of.

    >>> promised_years("regon_2002-2023.xlsx"), promised_years("pit_2020.xlsx")
    ((2002, 2023), (2020, 2020))
    >>> promised_years("LUDN_2425_CTAB_20250611231708.csv") is None
    True
    """
    span = _SPAN.search(file_name)
    if span is not None:
        return int(span[1]), int(span[2])
    years = _YEAR.findall(file_name)
    return (int(years[0]), int(years[0])) if len(years) == 1 else None


def check_file_words(
    file_name: str, table: Table, rivals: Iterable[Table], log: FindingLog
) -> None:
    """A file name that speaks of another table of the same layout."""
    name = fold(file_name)
    if any(fold(word) in name for word in table.file_words):
        return
    for rival in rivals:
        if any(fold(word) in name for word in rival.file_words):
            log.add(
                "wrong_scope", f"{file_name}: read as {table.table}, not {rival.table}"
            )


def check_region_suffixes(grid: Grid, table: Table, log: FindingLog) -> None:
    """Names such as ``Powiat grodziski_Mazowieckie`` beside codes of one region.

    Most rows with one suffix agree on the first two digits; the others contradict.
    """
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for written, name in zip(grid.codes, grid.names, strict=True):
        base, _, suffix = name.rpartition("_")
        resolved = resolve(written, table.codes.lengths)
        if base and resolved.outcome is Outcome.UNIT:
            rows[fold(suffix)][resolved.code] = name
    for named in rows.values():
        votes = Counter(code[:2] for code in named)
        usual, most = votes.most_common(1)[0]
        if 2 * most <= len(named):
            continue
        for code, name in named.items():
            if code[:2] != usual:
                log.add("name_contradicts_code", f"{code} {name}")


def check_units(
    planes: Sequence[Plane], register: Register, on: date | None, log: FindingLog
) -> None:
    """Codes the register has never known."""
    codes = sorted({code for plane in planes for code in plane.unit_codes})
    for code in codes:
        if register.uid_of(code, on) is None:
            log.add("unknown_unit", code)


def same_content(loads: Sequence[Load]) -> tuple[Finding, ...]:
    """Equal numbers under two names: variables, years or whole files.

    A year of a variable is compared by its units and numbers, whatever it is called.

    Parameters
    ----------
    loads
        What was read; one load is compared within itself.

    Returns
    -------
    tuple of Finding
        One ``same_content`` for each pair of names, counting the years that are
        equal.
    """
    log = FindingLog()
    seen: dict[str, tuple[str, str, str]] = {}
    files: dict[str, str] = {}
    for load in loads:
        file = load.origin.file_name
        twin = files.setdefault(load.origin.sha256, file)
        if twin != file:
            log.add("same_content", f"{twin} = {file}", where="file")
            continue
        for plane in load.planes:
            for t, period in enumerate(plane.periods):
                digest = _digest(plane, t)
                if digest is None:
                    continue
                mine = (file, plane.variable, str(period))
                other = seen.setdefault(digest, mine)
                if other != mine:
                    log.add(
                        "same_content",
                        f"{' '.join(other)} = {' '.join(mine)}",
                        where=f"{other[1]} = {plane.variable}",
                    )
    return log.findings()


def content_digests(plane: Plane) -> dict[str, str]:
    """Digest of units and numbers by label of the period; too few have none."""
    digests = {p.label: _digest(plane, t) for t, p in enumerate(plane.periods)}
    return {label: digest for label, digest in digests.items() if digest}


def repeats(load: Load, known: Iterable[KnownContent]) -> tuple[Finding, ...]:
    """Numbers of a file that another one holds under another name.

    The same variable of the same period again is a new edition and nothing to tell;
    the same bytes as another table, or the same numbers as another variable or
    period, are.
    """
    log = FindingLog()
    name, table = load.origin.file_name, load.extra.get("table", load.origin.source)
    seen: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for file in known:
        if file.sha256 == load.origin.sha256:
            if file.table != table:
                log.add("same_content", f"{file.file_name} = {name}")
            continue
        for variable, periods in file.digests.items():
            for label, digest in periods.items():
                seen[digest].append((file.file_name, variable, label))
    for plane in load.planes:
        for label, digest in content_digests(plane).items():
            others = [o for o in seen[digest] if o[1:] != (plane.variable, label)]
            if others and len(others) == len(seen[digest]):
                mine = f"{name} {plane.variable} {label}"
                twin = f"{' '.join(others[0])} = {mine}"
                log.add("same_content", twin, where=plane.variable)
    return log.findings()


def _digest(plane: Plane, t: int) -> str | None:
    numbered = flags.has_number(plane.flags[t])
    numbers = plane.values[t, numbered]
    if len(np.unique(numbers)) < _TELLING_NUMBERS:
        return None
    codes = "|".join(
        code for code, has in zip(plane.unit_codes, numbered, strict=True) if has
    )
    return hashlib.sha256(codes.encode() + (numbers + 0.0).tobytes()).hexdigest()
