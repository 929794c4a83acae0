"""Charts as PNG, for shares, mail and old programs."""

import os
import sys
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from miara.charts.style import standalone

OWN_FONTS: Final = Path(__file__).parent / "fonts"
_FAMILIES: Final = (
    # regular, bold: by taste; every one has all Polish letters
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Lato-Regular.ttf", "Lato-Bold.ttf"),
    ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
)


class FontNotFoundError(RuntimeError):
    """No font with Polish letters: a picture without words would mislead."""

    def __init__(self, looked: list[str]) -> None:
        super().__init__(
            "no sans-serif font was found; install DejaVu (fonts-dejavu-core) or "
            f"set MIARA_FONTS to a folder of .ttf files. Looked in: {', '.join(looked)}"
        )


def font_folders() -> list[Path]:
    """Folders that may hold fonts: the one that was set, ours, the system's."""
    chosen = os.environ.get("MIARA_FONTS")
    home = Path.home()
    folders = [
        *([Path(chosen)] if chosen else []),
        OWN_FONTS,
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
    ]
    if sys.platform == "win32":
        folders.append(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    return folders


@lru_cache(maxsize=1)
def fonts() -> tuple[str, ...]:
    """Files of the first known family: regular, and bold where there is one.

    Packages that offer fonts under the entry point ``fonts_ttf`` are asked too.

    Raises
    ------
    FontNotFoundError
        When no folder holds any of the known families.
    """
    folders = font_folders()
    found: dict[str, str] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.rglob("*.[tT][tT][fF]")):
                found.setdefault(path.name, str(path))
    for entry in entry_points(group="fonts_ttf"):
        files = entry.load()
        for path in map(Path, getattr(files, "values", lambda: ())()):
            found.setdefault(path.name, str(path))
    for family in _FAMILIES:
        if family[0] in found:
            return tuple(found[name] for name in family if name in found)
    raise FontNotFoundError([str(folder) for folder in folders])


def to_png(svg: str, scale: float = 2.0, theme: str = "light") -> bytes:
    """The chart as PNG, ``scale`` pixels for each of its own.

    Raises
    ------
    FontNotFoundError
        When this machine has no font to set the words in.
    """
    import resvg_py  # most processes never draw a PNG

    image = resvg_py.svg_to_bytes(
        svg_string=standalone(svg, theme),
        zoom=scale,
        skip_system_fonts=True,  # reading every font of a machine takes long
        font_files=list(fonts()),
    )
    return bytes(image)
