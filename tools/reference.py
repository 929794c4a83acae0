"""Generate the reference pages of ``docs/reference`` from what the code knows.

``python tools/reference.py`` writes them, ``--check`` only says which are stale.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.apps import apps

from miara.contest.domain import past_editions
from miara.cube.definitions import json_schema, load_definitions
from miara.cube.sources import CODES, load_tables
from miara.practices.domain.migration import mapping as practice_mapping
from miara.questionnaires import json_schema as forms_schema

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"


def settings_page() -> str:
    """Environment variables, from ``.env.example``."""
    lines = ["# Settings", "", "Made from `.env.example`; every one is optional.", ""]
    comment: list[str] = []
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.lstrip("# "))
        elif "=" in line:
            name, default = line.split("=", 1)
            shown = f" (default `{default}`)" if default else ""
            lines += [f"- **`{name}`**{shown}: {' '.join(comment)}"]
            comment = []
        else:
            comment = []
    return "\n".join(lines) + "\n"


def findings_page() -> str:
    """What readers of files may report."""
    lines = [
        "# Findings of imports",
        "",
        "A reader never guesses silently: what it repaired or doubts is counted under",
        "one of these codes, with examples. `--strict` refuses from `warning` up.",
        "",
        "| code | severity | meaning |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{code}` | {severity.value} | {meaning} |"
        for code, (severity, meaning) in sorted(CODES.items())
    ]
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """Tables that can be imported."""
    lines = [
        "# Tables that can be imported",
        "",
        "Each is a mapping in `definitions/tables`; a new file needs a new mapping and",
        "no code. `miara import list` prints the same.",
        "",
        "| name | title | source | variables |",
        "|---|---|---|---|",
    ]
    for name, table in sorted(load_tables().items()):
        variables = ", ".join(sorted({f"`{c.variable}`" for c in table.columns}))
        lines.append(
            f"| `{name}` | {table.title.en} | `{table.source}` | {variables} |"
        )
    return "\n".join(lines) + "\n"


def indicators_page() -> str:
    """Indicators by domain, with formula and state."""
    definitions = load_definitions()
    lines = [
        "# Indicators",
        "",
        f"{len(definitions.indicators)} definitions. *Unconfirmed* ones were not yet",
        "seen to work on a real file or reply; their pages say so.",
    ]
    for code, domain in definitions.domains.items():
        lines += ["", f"## {domain.name.en}", ""]
        for item in definitions.in_domain(code):
            formula = item.numerator
            if item.denominator:
                formula = f"({formula}) / ({item.denominator})"
            if item.factor != 1:
                formula += f" × {item.factor:g}"
            state = "" if item.status == "confirmed" else " *(unconfirmed)*"
            lines.append(f"- `{item.code}` {item.title.en}{state}: `{formula}`")
    return "\n".join(lines) + "\n"


def units_api_page() -> str:
    """The interface of a unit for its own programs, as OpenAPI."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
        django.setup()
    from miara.exchange.api.document import document  # needs Django's registry

    return json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "findings.md": findings_page,
    "tables.md": tables_page,
    "indicators.md": indicators_page,
    "units-api.json": units_api_page,
}


def stale() -> list[str]:
    """Names of pages that differ from what they should say."""
    return [
        name
        for name, make in PAGES.items()
        if not (REFERENCE / name).exists()
        or (REFERENCE / name).read_text("utf-8") != make()
    ]


def main() -> int:
    """Write, or check."""
    if "--check" in sys.argv:
        for name in (found := stale()):
            print(f"docs/reference/{name} is stale: make docs")
        return len(found)
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")
    json_schema.write()
    forms_schema.write()
    past_editions.write_schema()
    practice_mapping.write_schema()
    return 0


if __name__ == "__main__":
    sys.exit(main())
