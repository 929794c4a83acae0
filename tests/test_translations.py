"""Every text for people has a Polish form, whole and with the same placeholders."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "miara"
CATALOGUES = sorted(SOURCE.glob("**/locale/pl/LC_MESSAGES/django.po"))

# Where the context, the text and its plural stand in a call.
CALLS = {
    "gettext": ("text",),
    "gettext_noop": ("text",),
    "gettext_lazy": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}

# Django's own catalogue has them.
NAMES_OF_LANGUAGES = ("Polish", "English")

# "%" is a placeholder only with a letter of its own after it: "5 % of units" is not.
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sdrf](?!\w)|\{\w*\}")

Key = tuple[str | None, str]
Text = tuple[int, Key, str | None]


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _names(tree: ast.AST) -> dict[str, str]:
    """The functions that translate in a file, by the names it imports them under."""
    return {
        name.asname or name.name: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for name in node.names
        if name.name in CALLS
    }


def _in_python(content: str) -> Iterator[Text]:
    """Texts of calls; a call with a name or a sum instead of a text is skipped."""
    tree = ast.parse(content)
    names = _names(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        places = CALLS.get(names.get(node.func.id, ""), ())
        given = dict(zip(places, node.args, strict=False))
        if isinstance(given.get("text"), ast.Constant):
            told = {place: getattr(arg, "value", None) for place, arg in given.items()}
            yield node.lineno, (told.get("context"), told["text"]), told.get("plural")


def _in_template(content: str, origin: str) -> Iterator[Text]:
    # What stands for the markup keeps its indentation, which Python would read.
    lines = map(str.lstrip, templatize(content, origin=origin).splitlines())
    code = BytesIO("\n".join(lines).encode())
    options = {"encoding": "utf-8"}
    for line, found, _notes, context in extract("python", code, options=options):
        singular, plural = (found, None) if isinstance(found, str) else found[:2]
        yield line, (context, singular), plural


def _texts(path: Path) -> Iterator[Text]:
    """Line, key and plural of every text that a file asks to be translated."""
    content = path.read_text()
    if path.suffix == ".py":
        return _in_python(content)
    return _in_template(content, str(path))


def _files() -> list[Path]:
    python = [p for p in SOURCE.rglob("*.py") if "translation" in p.read_text()]
    pages = [p for p in SOURCE.rglob("templates/**/*") if p.suffix in {".html", ".txt"}]
    return sorted(python + pages)


@cache
def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="pl", abort_invalid=True)


def _messages() -> Iterator[tuple[str, Message]]:
    for path in CATALOGUES:
        for message in _catalogue(path):
            if message.id:
                yield _name(path.parents[3]), message


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else message.string


def _label(where: str, message: Message) -> str:
    return f"{where}: {_singular(message)!r}"


def test_the_extractor_sees_calls_under_other_names(tmp_path):
    path = tmp_path / "page.py"
    path.write_text(
        "from django.utils.translation import gettext as say, ngettext\n"
        "from django.utils.translation import pgettext_lazy\n"
        "A = say('One') + ngettext('%(n)s dog', '%(n)s dogs', 2)\n"
        "B = pgettext_lazy('noun', 'Lead')\n"
    )
    assert {(key, plural) for _line, key, plural in _texts(path)} == {
        ((None, "One"), None),
        ((None, "%(n)s dog"), "%(n)s dogs"),
        (("noun", "Lead"), None),
    }


def test_the_extractor_reads_templates(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        "{% load i18n %}{% translate 'Home' %}"
        "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows"
        "{% endblocktranslate %}"
    )
    assert [(key, plural) for _line, key, plural in _texts(path)] == [
        ((None, "Home"), None),
        ((None, "%(n)s row"), "%(n)s rows"),
    ]


def test_every_text_is_in_a_polish_catalogue():
    plural_of = {
        (message.context, _singular(message)): message.pluralizable
        for _where, message in _messages()
    }
    plural_of |= {(None, name): False for name in NAMES_OF_LANGUAGES}
    missing = [
        f"{_name(path)}:{line} {key[1]!r}"
        for path in _files()
        for line, key, plural in _texts(path)
        if key[1] and (key not in plural_of or (plural and not plural_of[key]))
    ]
    assert missing == []


def test_nothing_is_left_empty_or_doubtful():
    wrong = [
        _label(where, message)
        for where, message in _messages()
        if message.fuzzy or not all(text.strip() for text in _strings(message))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: _name(path.parents[3]))
def test_counts_have_every_polish_form(path):
    """As many forms as the rule in the head of the catalogue tells apart."""
    catalogue = _catalogue(path)
    assert catalogue.num_plurals in {3, 4}
    wrong = [
        _label(path.name, message)
        for message in catalogue
        if message.pluralizable and len(_strings(message)) != catalogue.num_plurals
    ]
    assert wrong == []


def test_placeholders_agree():
    """Each form uses the placeholders of the English text, no other, none left out.

    The form for one may leave out the count.
    """
    wrong = []
    for where, message in _messages():
        ids = [message.id] if isinstance(message.id, str) else message.id
        allowed = {frozenset(_PLACEHOLDER.findall(text)) for text in ids}
        wrong += [
            f"{_label(where, message)} -> {text!r}"
            for text in _strings(message)
            if frozenset(_PLACEHOLDER.findall(text)) not in allowed
        ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: _name(path.parents[3]))
def test_a_catalogue_names_a_text_once(path):
    """A second entry would quietly win over the first, or break msgfmt."""
    texts = re.findall(
        r'^(msgctxt .*\n(?:".*"\n)*)?(msgid .*\n(?:".*"\n)*)',
        path.read_text(),
        re.MULTILINE,
    )
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_a_text_says_the_same_in_every_catalogue():
    """Only one of them is heard, of the context that comes first.

    Where the same English words mean something else, they need a context of their own.
    """
    said: dict[Key, dict[str, str]] = {}
    for where, message in _messages():
        if not message.pluralizable:
            key = (message.context, _singular(message))
            said.setdefault(key, {})[where] = str(message.string)
    differing = {key: told for key, told in said.items() if len(set(told.values())) > 1}
    assert differing == {}
