"""Run every quick check and count the failures: style, types, layers, migrations,
translations, size of files, secrets. Nothing is fetched."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LARGEST = 1_000_000
SECRETS = re.compile(rb"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----")

CHECKS = {
    "style": [BIN / "ruff", "check", "src", "tests", "tools", "benchmarks"],
    "format": [
        BIN / "ruff",
        "format",
        "--check",
        "src",
        "tests",
        "tools",
        "benchmarks",
    ],
    "types": [BIN / "mypy"],
    "layers": [BIN / "lint-imports"],
    "migrations": [
        sys.executable,
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
    ],
    "settings": [sys.executable, "manage.py", "check"],
}


def tracked_files() -> list[Path]:
    """Files that git tracks and that exist."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    names = [name for name in listing.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def untranslated() -> list[str]:
    """Texts without a Polish translation, or with one to be looked at again."""
    from babel.messages.pofile import read_po

    problems = []
    for path in ROOT.glob("src/miara/**/locale/pl/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="pl")
        for message in catalogue:
            if not message.id:
                continue
            texts = (
                message.string
                if isinstance(message.string, tuple)
                else (message.string,)
            )
            if message.fuzzy or not all(texts):
                problems.append(f"{path.relative_to(ROOT)}: {message.id!r}")
    return problems


def main() -> int:
    """Run everything; the exit code is the number of failed checks."""
    failed = []
    for name, command in CHECKS.items():
        print(f"--- {name}", flush=True)
        if subprocess.run(
            [str(part) for part in command], cwd=ROOT, check=False
        ).returncode:
            failed.append(name)
    for line in (problems := untranslated()):
        print(line)
    if problems:
        failed.append("translations")
    for path in tracked_files():
        content = path.read_bytes()
        if len(content) > LARGEST:
            print(f"too large: {path.relative_to(ROOT)} ({len(content):,} bytes)")
            failed.append("size")
        if SECRETS.search(content) and path.name != "check.py":
            print(f"private key: {path.relative_to(ROOT)}")
            failed.append("secrets")
    print("all checks passed" if not failed else f"failed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
