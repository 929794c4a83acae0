"""Objects: what goes in comes out, once, and never changes."""

import hashlib
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from miara.cube.store import Store, StoreError, UnknownObject

DTYPES = st.sampled_from(["f8", "f4", "u1", "u2", "i4", "i2", "?", "U3"])


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("cube"), sync=False)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_put_then_array_is_identity(shared_store: Store, data: st.DataObject) -> None:
    shape = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    array = data.draw(arrays.arrays(data.draw(DTYPES), shape))
    if data.draw(st.booleans()):
        array = np.asfortranarray(array)

    back = shared_store.array(shared_store.put(array))

    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


def test_digest_is_of_the_file_and_numpy_reads_it(store: Store) -> None:
    array = np.arange(6.0).reshape(2, 3)
    digest = store.put(array)
    path = store.root / "objects" / digest[:2] / f"{digest}.npy"

    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    np.testing.assert_array_equal(np.load(path), array)


def test_equal_content_is_one_file_written_once(store: Store) -> None:
    digest = store.put(np.arange(5))
    path = store.root / "objects" / digest[:2] / f"{digest}.npy"
    first = path.stat()

    assert store.put(np.arange(10)[:5]) == digest
    assert path.stat().st_ino == first.st_ino
    assert [name for name, _ in store.objects()] == [digest]


def test_same_numbers_of_another_type_are_another_object(store: Store) -> None:
    assert store.put(np.zeros(3)) != store.put(np.zeros(3, np.float32))
    assert store.put(np.zeros(4)) != store.put(np.zeros((2, 2)))


def test_arrays_are_mapped_and_read_only(store: Store) -> None:
    array = store.array(store.put(np.arange(5)))

    assert isinstance(array, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_python_objects_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="plain"):
        store.put(np.array([object()]))


def test_text_round_trip_and_equal_texts_are_one(store: Store) -> None:
    digest = store.put_text({"b": [1, 2.5], "a": "żółć"})

    assert store.put_text({"a": "żółć", "b": [1, 2.5]}) == digest
    assert store.text(digest) == {"a": "żółć", "b": [1, 2.5]}


def test_unknown_digests_are_named(store: Store) -> None:
    for read in (store.array, store.text):
        with pytest.raises(UnknownObject, match="ffff"):
            read("ffff")


def test_half_a_file_is_replaced_by_the_next_put(store: Store) -> None:
    """A disk that lost bytes is healed by building again."""
    digest = store.put(np.arange(100.0))
    path = store.root / "objects" / digest[:2] / f"{digest}.npy"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(StoreError, match="damaged"):
        store.array(digest)

    store.put(np.arange(100.0))

    np.testing.assert_array_equal(store.array(digest), np.arange(100.0))


def test_many_threads_may_put_and_read(store: Store) -> None:
    failures: list[BaseException] = []

    def work(seed: int) -> None:
        try:
            for i in range(30):
                array = np.full(50, (seed * i) % 40)
                np.testing.assert_array_equal(store.array(store.put(array)), array)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert list((store.root / "staging").iterdir()) == []


def test_more_arrays_than_file_descriptors(store: Store) -> None:
    """Thousands of variables can be read one after another."""
    digests = [store.put(np.full(3, n)) for n in range(1500)]

    total = sum(int(store.array(digest)[0]) for digest in digests)

    assert total == sum(range(1500))
    assert len(list(Path("/proc/self/fd").iterdir())) < 700
