"""Sealed packages: opened by their key alone, unchanged alone, of a size that says nothing."""

import pytest

from miara.contest.domain.sealing import (
    BLOCK,
    MAGIC,
    BrokenSealError,
    new_key,
    seal,
    unseal,
)


def test_sealed_package_opens_with_its_key_alone():
    key = new_key()
    package = seal(b"wyniki", key)
    assert unseal(package, key) == b"wyniki"
    with pytest.raises(BrokenSealError):
        unseal(package, new_key())


def test_package_changed_anywhere_does_not_open():
    key = new_key()
    package = seal(b"wyniki", key)
    for place in (0, len(MAGIC), len(MAGIC) + 20, len(package) - 1):
        changed = bytearray(package)
        changed[place] ^= 1
        with pytest.raises(BrokenSealError):
            unseal(bytes(changed), key)
    with pytest.raises(BrokenSealError):
        unseal(package[:-1], key)


def test_size_and_bytes_say_nothing_about_the_content():
    key = new_key()
    short, long = seal(b"a", key), seal(b"a" * 60_000, key)
    assert len(short) == len(long)
    assert len(seal(b"a" * BLOCK, key)) > len(short)
    assert seal(b"a", key) != short
    assert b"aaaa" not in long
