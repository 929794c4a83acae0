"""Collect the texts of every context into its own catalogue, then compile.

Needs the gettext tools (``apt-get install gettext``); running Miara does not.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import compile_messages

CONTEXTS = Path(__file__).resolve().parents[1] / "src" / "miara"


def main() -> int:
    """Run makemessages in each context that has a catalogue."""
    if shutil.which("xgettext") is None:
        print("This needs gettext: sudo apt-get install gettext", file=sys.stderr)
        return 1
    admin = Path(sys.executable).parent / "django-admin"
    for locale in sorted(CONTEXTS.glob("**/locale")):
        subprocess.run(
            [admin, "makemessages", "-l", "pl", "--no-location", "--no-obsolete"],
            cwd=locale.parent,
            check=True,
        )
    return compile_messages.main()


if __name__ == "__main__":
    sys.exit(main())
