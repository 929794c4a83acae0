"""What a report says: its digest, and which sections changed."""

from hypothesis import given
from hypothesis import strategies as st

from miara.reports.domain.content import (
    changed_headings,
    digest_of,
    has_something,
    part_of,
)

CODES = st.sampled_from("abcd")
PARTS = st.dictionaries(CODES, st.text(max_size=5), max_size=4).map(
    lambda texts: [
        part_of(code, code.upper(), text, {}, {}) for code, text in texts.items()
    ]
)


@given(st.dictionaries(st.text(), st.integers()))
def test_the_digest_does_not_hang_on_the_order_of_keys(content):
    assert digest_of(content) == digest_of(dict(reversed(content.items())))


@given(PARTS, PARTS)
def test_sections_that_differ_are_told_once_and_no_others(before, after):
    old = {part["code"]: part for part in before}
    new = {part["code"]: part for part in after}
    expected = {
        code.upper()
        for code in old.keys() | new.keys()
        if old.get(code) != new.get(code)
    }
    found = changed_headings(before, after)
    assert set(found) == expected
    assert len(found) == len(set(found))


@given(st.text())
def test_a_section_of_spaces_has_nothing(text):
    part = part_of("a", "A", text, {}, {})
    assert has_something(part) == bool(text.strip())
    assert has_something(part_of("a", "A", "", {"head": ["x"], "rows": [["y"]]}, {}))
