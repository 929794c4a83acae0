"""What ``miara`` can do, in our own words."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from miara.cli.words import translate as _

__all__ = ["overview", "shipped"]

_CONTEXTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Line:
    """One command of the overview: how it is typed and what it does."""

    name: str
    usage: str
    does: str


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that belong together."""

    title: str
    lines: tuple[Line, ...]


def groups() -> tuple[Group, ...]:
    """Every command worth knowing, in the order in which people need them."""
    return (
        Group(
            _("See it"),
            (
                Line("demo", "demo", _("load the fictional sample and serve it")),
                Line("serve", "serve --port N", _("serve the site until stopped")),
            ),
        ),
        Group(
            _("Data"),
            (
                Line(
                    "import",
                    "import KIND PATH",
                    _("take official files in"),
                ),
                Line(
                    "import",
                    "import practices F",
                    _("move an archive of good practices in"),
                ),
                Line(
                    "harvest",
                    "harvest bdl",
                    _("fetch series from the Local Data Bank of Statistics Poland"),
                ),
                Line(
                    "compute",
                    "compute",
                    _("recompute everything beside what is served"),
                ),
                Line("publish", "publish", _("serve the newest computed numbers")),
                Line("vintages", "vintages", _("list what was computed and published")),
                Line("quality", "quality", _("report on the quality of the data")),
                Line("export", "export FILE", _("write all numbers to open formats")),
            ),
        ),
        Group(
            _("Upkeep"),
            (
                Line(
                    "operator",
                    "operator E-MAIL",
                    _("open the account of an operator of this site"),
                ),
                Line("site", "site CODE NAME", _("open a site of the portal")),
                Line(
                    "former-addresses",
                    "former-addresses SITE FILE",
                    _("let addresses of another portal lead here"),
                ),
                Line(
                    "trust",
                    "trust PATH",
                    _("import a list of trusted issuers of signatures"),
                ),
                Line(
                    "directory",
                    "directory PATH",
                    _("take in a list of heads of units"),
                ),
                Line(
                    "bounces",
                    "bounces PATH",
                    _("read reports of mail that came back"),
                ),
                Line(
                    "contest-archive",
                    "contest-archive",
                    _("load results of past contests as facts with sources"),
                ),
                Line(
                    "contest-verify",
                    "contest-verify ZIP",
                    _("check the package of an edition of a contest"),
                ),
                Line(
                    "ranking",
                    "ranking FILE.csv",
                    _("make the ranking of a contest again from its export"),
                ),
                Line(
                    "contest-unseal",
                    "contest-unseal FILE KEY",
                    _("open a sealed package for the press"),
                ),
                Line(
                    "search",
                    "search rebuild",
                    _("build the search index of this machine anew"),
                ),
                Line("migrate", "migrate", _("bring the database up to this version")),
                Line("tick", "tick", _("run what the calendar says is due")),
                Line("worker", "worker", _("do background work until stopped")),
            ),
        ),
    )


@cache
def shipped() -> frozenset[str]:
    """Names of the commands that this version has, found without loading any."""
    found = _CONTEXTS.glob("**/management/commands/*.py")
    own = {path.stem for path in found if not path.stem.startswith("_")}
    return frozenset(own | {"demo", "migrate"})


def overview() -> str:
    """The text of ``miara --help``."""
    parts = [_("Miara: public services of Polish local governments, measured."), ""]
    parts.append(_("Usage: miara COMMAND [OPTIONS]; miara COMMAND --help tells more."))
    for group in groups():
        lines = [line for line in group.lines if line.name in shipped()]
        if lines:
            parts += ["", f"{group.title}:"]
            parts += [f"  {line.usage:<18} {line.does}" for line in lines]
    parts += [
        "",
        _("Data are kept in the folder named by MIARA_HOME (default: ./var)."),
    ]
    return "\n".join(parts)
