"""Compile translations that are newer than their compiled form.

Uses Babel, so that no gettext tools are needed to run Miara.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "miara"


def compile_catalogue(source: Path) -> None:
    """Write the ``.mo`` beside a ``.po``."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    partial = source.with_suffix(".mo.part")
    with partial.open("wb") as file:
        write_mo(file, catalogue)
    partial.replace(source.with_suffix(".mo"))


def main() -> int:
    """Compile what changed; the number of catalogues is not printed."""
    for source in sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
