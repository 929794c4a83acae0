"""Case forms of words and of names made of several words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from miara.language.folding import fold
from miara.language.morphology import UNKNOWN, generate, readings, words

CASES: Final = ("nom", "gen", "dat", "acc", "inst", "loc", "voc")
_NOUNS: Final = frozenset({"subst", "depr", "ger"})
_ADJECTIVES: Final = frozenset({"adj", "ppas", "pact"})
_COMPARED: Final = frozenset({"com", "sup"})
_GEOGRAPHIC: Final = frozenset({"nazwa_geograficzna", "człon_nazwy_geograficznej"})
# Endings of place names that the dictionary does not know, longest first:
# nominative -> genitive, dative, accusative, instrumental, locative.
_ENDINGS: Final = (
    ("ów", ("owa", "owowi", "ów", "owem", "owie")),
    ("ice", ("ic", "icom", "ice", "icami", "icach")),
    ("ska", ("skiej", "skiej", "ską", "ską", "skiej")),
    ("cka", ("ckiej", "ckiej", "cką", "cką", "ckiej")),
    ("ski", ("skiego", "skiemu", "ski", "skim", "skim")),
    ("cki", ("ckiego", "ckiemu", "cki", "ckim", "ckim")),
    ("skie", ("skiego", "skiemu", "skie", "skim", "skim")),
    ("ckie", ("ckiego", "ckiemu", "ckie", "ckim", "ckim")),
    ("eś", ("si", "si", "eś", "sią", "si")),
    ("ec", ("ca", "cowi", "ec", "cem", "cu")),
    ("no", ("na", "nu", "no", "nem", "nie")),
    ("wo", ("wa", "wu", "wo", "wem", "wie")),
    ("na", ("nej", "nej", "ną", "ną", "nej")),
    ("ka", ("ki", "ce", "kę", "ką", "ce")),
    ("wa", ("wy", "wie", "wę", "wą", "wie")),
    ("ki", ("ek", "kom", "ki", "kami", "kach")),
    ("y", ("", "om", "y", "ami", "ach")),
)
# "we Wrocławiu", "we Fromborku", "we Lwówku": w before w or f with a consonant.
_VOWELS: Final = frozenset("aeiouyąęó")


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of one word."""

    text: str
    case: str


@dataclass(frozen=True, slots=True)
class _Paradigm:
    """The forms of one nominative reading, by case."""

    is_adjective: bool
    number: str
    genders: frozenset[str]
    is_geographic: bool
    cases: tuple[tuple[str, frozenset[str]], ...]

    def forms(self, case: str) -> frozenset[str]:
        return dict(self.cases).get(case, frozenset())


def _parse(tag: str) -> tuple[str, str, frozenset[str], frozenset[str]] | None:
    """Class, number, cases and genders of a nominal tag; None for another."""
    parts = tag.split(":")
    if len(parts) < 4 or parts[0] not in _NOUNS | _ADJECTIVES:
        return None
    if parts[-1] in _COMPARED:  # "nowszy" is another word than "nowy" here
        return None
    return parts[0], parts[1], frozenset(parts[2].split(".")), _genders(parts[3])


def _genders(text: str) -> frozenset[str]:
    return frozenset("m" if g.startswith("m") else g for g in text.split("."))


@lru_cache(maxsize=16_384)
def _paradigms(word: str) -> tuple[_Paradigm, ...]:
    """Paradigms of the readings in which the word is a nominative."""
    found: dict[tuple[str, str, bool, frozenset[str]], _Paradigm] = {}
    for lemma, tag, kinds in readings(word):
        parsed = _parse(tag)
        if parsed is None or "nom" not in parsed[2]:
            continue
        part, number, _cases, genders = parsed
        key = (lemma, number, part in _ADJECTIVES, genders)
        found[key] = _Paradigm(
            is_adjective=part in _ADJECTIVES,
            number=number,
            genders=genders,
            is_geographic=bool(kinds & _GEOGRAPHIC),
            cases=_cases_of(lemma, part, number, genders),
        )
    return tuple(found.values())


def _cases_of(
    lemma: str, part: str, number: str, genders: frozenset[str]
) -> tuple[tuple[str, frozenset[str]], ...]:
    cases: dict[str, set[str]] = {}
    for form, of, tag in generate(lemma):
        parsed = _parse(tag)
        if of != lemma or parsed is None or parsed[0] != part or parsed[1] != number:
            continue
        if not parsed[3] & genders:
            continue
        for case in parsed[2]:
            cases.setdefault(case, set()).add(form)
    return tuple((case, frozenset(forms)) for case, forms in cases.items())


@lru_cache(maxsize=16_384)
def word_forms(word: str) -> frozenset[Form]:
    """Forms in which one word of a name occurs, in the spelling of the dictionary.

    The word stands as in the name, in the nominative; number and gender are kept.
    A word that is no nominative ("nad Wisłą") has only itself, an unknown one is
    inflected by its ending.

    >>> sorted(form.text for form in word_forms("Pcim") if form.case == "loc")
    ['Pcimiu']
    """
    forms = {Form(word, "nom")}
    for paradigm in _paradigms(word):
        for case, texts in paradigm.cases:
            forms.update(Form(text, case) for text in texts)
    if all(tag == UNKNOWN for _lemma, tag, _kinds in readings(word)):
        forms.update(_forms_by_ending(word))
    return frozenset(forms)


def _forms_by_ending(word: str) -> Iterable[Form]:
    lower = word.casefold()
    for ending, replacements in _ENDINGS:
        if lower.endswith(ending):
            stem = word[: len(word) - len(ending)]
            cases = ("gen", "dat", "acc", "inst", "loc")
            return [
                Form(stem + replacement, case)
                for case, replacement in zip(cases, replacements, strict=True)
            ]
    if lower[-1:] in _VOWELS:
        return []
    # A name ending in a consonant: masculine, inanimate.
    pairs = (("gen", "a"), ("dat", "owi"), ("inst", "em"), ("loc", "ie"))
    return [Form(word + ending, case) for case, ending in pairs]


def locative_phrase(name: str) -> str | None:
    """A place name with its preposition, as in "w Zielonkach"; None if unsure.

    Only when every word has a single possible locative among the readings that
    agree with each other, so a page falls back to the nominative instead of
    inventing a form.

    >>> locative_phrase("Dąbrowa Górnicza"), locative_phrase("Wrocław")
    ('w Dąbrowie Górniczej', 'we Wrocławiu')
    """
    parts = list(words(name))
    if not parts or "(" in name:
        return None
    tail = _fixed_tail(parts)
    inflected = parts[: len(parts) - tail]
    phrases = {
        tuple(phrase)
        for phrase in _agreeing_locatives(inflected, is_hyphenated="-" in name)
    }
    if len(phrases) != 1:
        return None
    text = name
    position = 0
    for old, new in zip(inflected, phrases.pop(), strict=True):
        start = text.index(old, position)
        text = text[:start] + new + text[start + len(old) :]
        position = start + len(new)
    return f"{_preposition(text)} {text}"


def _fixed_tail(parts: list[str]) -> int:
    """How many last words never change: "nad Wisłą", "pod Grodziskiem"."""
    for i, part in enumerate(parts):
        if part in {"nad", "pod", "przy", "koło", "na", "w"}:
            return len(parts) - i
    return 0


def _agreeing_locatives(parts: list[str], *, is_hyphenated: bool) -> list[list[str]]:
    """Locatives of the most plain readings: as few nouns as agreement allows.

    "Nowy Sącz" is an adjective with its noun although "Nowe" is also a place;
    parts joined by a hyphen are nouns of their own ("Bielsko-Biała").
    """
    only_nouns = len(parts) == 1 or is_hyphenated
    choices = [_locative_candidates(p, only_nouns=only_nouns) for p in parts]
    agreeing = [c for c in product(*choices) if _agree([p for p, _ in c])]
    fewest = min((_noun_count(c) for c in agreeing), default=0)
    return [[t for _, t in c] for c in agreeing if _noun_count(c) == fewest]


def _noun_count(combination: Iterable[tuple[_Paradigm, str]]) -> int:
    return sum(not paradigm.is_adjective for paradigm, _ in combination)


def _agree(paradigms: list[_Paradigm]) -> bool:
    """Whether there is a noun and every adjective agrees with some noun."""
    nouns = [p for p in paradigms if not p.is_adjective]
    return bool(nouns) and all(
        any(p.number == noun.number and p.genders & noun.genders for noun in nouns)
        for p in paradigms
        if p.is_adjective
    )


def _locative_candidates(word: str, *, only_nouns: bool) -> list[tuple[_Paradigm, str]]:
    paradigms = _paradigms(word)
    nouns = [p for p in paradigms if not p.is_adjective]
    geographic = [p for p in nouns if p.is_geographic]
    if only_nouns:
        chosen = _one_number(geographic)
    else:
        adjectives = [p for p in paradigms if p.is_adjective]
        chosen = _one_number(geographic or nouns) + adjectives
    return [
        (p, _cased_like(word, form)) for p in chosen for form in sorted(p.forms("loc"))
    ]


def _one_number(nouns: list[_Paradigm]) -> list[_Paradigm]:
    """The singular readings, if any: "Zakopane" is listed in both numbers."""
    return [p for p in nouns if p.number == "sg"] or nouns


def _cased_like(word: str, form: str) -> str:
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _preposition(phrase: str) -> str:
    first, second = phrase[:1].casefold(), phrase[1:2].casefold()
    hard_start = first in "wf" and second not in _VOWELS
    return "we" if hard_start or fold(phrase).startswith("lw") else "w"
