"""The store: objects named by their content, and manifests that list them."""

import hashlib
import io
import os
import threading
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from miara.cube.store import manifest as manifests
from miara.cube.store.errors import (
    DamagedVintage,
    StoreError,
    UnknownObject,
    UnknownVintage,
)
from miara.cube.store.files import sync_folder, write_whole
from miara.cube.store.lock import StoreLock
from miara.cube.store.manifest import Manifest
from miara.cube.store.vintage import Vintage

# An open map holds a file descriptor, and a process may commonly have 1,024.
_OPEN_MAPS: Final = 256
_OPEN_VINTAGES: Final = 8
_HASH_CHUNK: Final = 1 << 22


class Store:
    """One folder of vintages. Any number of processes may read and build at once.

    Parameters
    ----------
    root
        Folder of the store, made when absent.
    sync
        False skips every sync to disk: for tests and benchmarks only, since a
        power failure may then leave a manifest without its objects.
    """

    def __init__(self, root: Path, *, sync: bool = True) -> None:
        self.root = root
        self._sync = sync
        self._objects = root / "objects"
        self._vintages = root / "vintages"
        self._staging = root / "staging"
        for folder in (self._objects, self._vintages, self._staging):
            folder.mkdir(parents=True, exist_ok=True)
        self._dirty: set[Path] = set()
        self._dirty_lock = threading.Lock()
        self._mapped = lru_cache(maxsize=_OPEN_MAPS)(self._map)
        self._opened = lru_cache(maxsize=_OPEN_VINTAGES)(self._open)

    @property
    def sync(self) -> bool:
        """Whether files are forced to disk before they are counted on."""
        return self._sync

    # Objects

    def put(self, array: NDArray[Any]) -> str:
        """Keep an array and return the sha256 of its ``.npy`` bytes.

        The array is stored in C order. Content that the store already has is
        not written again. Safe from several threads.

        Raises
        ------
        StoreError
            When the array holds Python objects, which other programs cannot read.
        """
        if array.dtype.hasobject:
            msg = f"an array of {array.dtype} is not plain numbers or text"
            raise StoreError(msg)
        plain = np.asarray(array, order="C")
        header = _npy_header(plain)
        body = plain.reshape(-1).view(np.uint8).data
        digest = hashlib.sha256(header)
        digest.update(body)
        name = digest.hexdigest()
        self._keep(name, ".npy", [header, body])
        return name

    def put_text(self, content: Any) -> str:
        """Keep anything JSON can say and return the sha256 of its canonical text."""
        body = manifests.canonical(content)
        name = hashlib.sha256(body).hexdigest()
        self._keep(name, ".json", [body])
        return name

    def array(self, digest: str) -> NDArray[Any]:
        """The array behind a digest, memory-mapped and read-only.

        Raises
        ------
        UnknownObject
            When the store has no such array.
        """
        return self._mapped(digest)

    def text(self, digest: str) -> Any:
        """The JSON content behind a digest; raises ``UnknownObject``."""
        try:
            return orjson.loads(self._path(digest, ".json").read_bytes())
        except FileNotFoundError:
            raise UnknownObject(digest) from None

    def objects(self) -> Iterator[tuple[str, int]]:
        """Digest and size in bytes of every object, in the order of digests."""
        for path in sorted(self._objects.glob("??/*.*")):
            yield path.stem, path.stat().st_size

    # Vintages

    def write_manifest(self, manifest: Manifest) -> str:
        """Publish a vintage to readers of this store and return its id.

        Everything it lists is on disk before its name appears; writing the same
        content again changes nothing.
        """
        self.flush()
        name = manifests.identity(manifest)
        target = self._manifest_path(name)
        if not target.exists():
            body = manifests.canonical(manifest)
            write_whole(self._staging, target, [body], sync=self._sync)
            if self._sync:
                sync_folder(self._vintages)
        return name

    def ids(self) -> tuple[str, ...]:
        """Ids of every vintage in the store, sorted."""
        return tuple(sorted(path.stem for path in self._vintages.glob("*.json")))

    def manifest(self, vintage_id: str) -> Manifest:
        """The manifest as written; raises ``UnknownVintage``."""
        try:
            content: Manifest = orjson.loads(
                self._manifest_path(vintage_id).read_bytes()
            )
        except FileNotFoundError:
            raise UnknownVintage(vintage_id) from None
        return content

    def open(self, vintage_id: str) -> Vintage:
        """A vintage, read lazily; the last few stay open.

        Raises
        ------
        UnknownVintage
            When no manifest carries the id.
        """
        return self._opened(vintage_id)

    def verify(self, vintage_id: str) -> int:
        """Read every byte of a vintage again; return the number of objects.

        Raises
        ------
        UnknownVintage
            When no manifest carries the id.
        DamagedVintage
            Naming each object that is absent or has other content.
        """
        try:
            manifest = self.manifest(vintage_id)
        except orjson.JSONDecodeError:
            problem = f"vintages/{vintage_id}.json is not JSON"
            raise DamagedVintage(vintage_id, (problem,)) from None
        problems = []
        if manifests.identity(manifest) != vintage_id:
            problems.append(f"vintages/{vintage_id}.json is not what its name says")
        used = manifests.uses(manifest)
        for digest, places in sorted(used.items()):
            fault = self._fault(digest)
            if fault:
                problems.append(f"{digest} ({'; '.join(places)}) {fault}")
        if problems:
            raise DamagedVintage(vintage_id, tuple(problems))
        return len(used)

    # Housekeeping

    def flush(self) -> None:
        """Sync the folders of objects written since the last call."""
        with self._dirty_lock:
            dirty, self._dirty = self._dirty, set()
        if self._sync:
            for folder in sorted(dirty):
                sync_folder(folder)

    def writing(self) -> StoreLock:
        """A shared hold that keeps :meth:`sweep` and :meth:`prune` away."""
        return self._lock().share()

    def sweep(self) -> int:
        """Remove what killed builds left in staging; return how many files.

        Raises
        ------
        StoreBusy
            When a build is running.
        """
        with self._lock().exclude():
            leftovers = list(self._staging.iterdir())
            for path in leftovers:
                path.unlink()
        return len(leftovers)

    def holding(self) -> StoreLock:
        """Keep clean-ups away while objects are not yet listed anywhere.

        Use it as a context manager around storing objects and writing down what
        counts on them. Any number may hold at once; a running clean-up is waited for.
        """
        return self._lock().share()

    def prune(
        self,
        keep_ids: Collection[str] | Callable[[], Collection[str]],
        keep_objects: Collection[str] | Callable[[], Collection[str]] = (),
    ) -> tuple[int, int]:
        """Forget all vintages but ``keep_ids`` and objects that none of those use.

        Parameters
        ----------
        keep_objects
            Objects somebody else counts on, such as the arrays of loaded files.
            Either may be a function, asked when nobody can add any more.

        Returns
        -------
        tuple
            How many manifests and how many objects were removed. Arrays that a
            reader has already mapped stay readable to it.

        Raises
        ------
        UnknownVintage
            When an id to keep does not exist; nothing is removed then.
        StoreBusy
            When a build is running.
        """
        with self._lock().exclude():
            used = set(_asked(keep_objects))
            kept = set(_asked(keep_ids))
            for vintage_id in kept:
                used.update(manifests.uses(self.manifest(vintage_id)))
            doomed = [name for name in self.ids() if name not in kept]
            # Manifests first: a crash in between leaves spare objects, never a
            # vintage without its objects.
            for name in doomed:
                self._manifest_path(name).unlink()
            if self._sync:
                sync_folder(self._vintages)
            spare = [p for p in self._objects.glob("??/*.*") if p.stem not in used]
            for path in spare:
                path.unlink()
        self._opened.cache_clear()
        self._mapped.cache_clear()
        return len(doomed), len(spare)

    # Inside

    def _keep(self, name: str, suffix: str, parts: list[bytes | memoryview]) -> None:
        target = self._path(name, suffix)
        target.parent.mkdir(exist_ok=True)
        # Also when the object is there already: another process may have made
        # it a moment ago and not yet synced its name.
        with self._dirty_lock:
            self._dirty.update((target.parent, self._objects))
        size = sum(len(part) for part in parts)
        if not target.exists() or target.stat().st_size != size:
            write_whole(self._staging, target, parts, sync=self._sync)

    def _map(self, digest: str) -> NDArray[Any]:
        path = self._path(digest, ".npy")
        try:
            array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
        except FileNotFoundError:
            raise UnknownObject(digest) from None
        except (ValueError, EOFError) as error:
            msg = f"object {digest} is damaged: {error}"
            raise StoreError(msg) from error
        return array

    def _open(self, vintage_id: str) -> Vintage:
        return Vintage(self, vintage_id, self.manifest(vintage_id))

    def _fault(self, digest: str) -> str | None:
        for suffix in (".npy", ".json"):
            path = self._path(digest, suffix)
            if path.exists():
                return None if _sha256(path) == digest else "has other content"
        return "is absent"

    def _path(self, digest: str, suffix: str) -> Path:
        return self._objects / digest[:2] / (digest + suffix)

    def _manifest_path(self, vintage_id: str) -> Path:
        if not vintage_id.isalnum():  # it may come from an address
            raise UnknownVintage(vintage_id)
        return self._vintages / f"{vintage_id}.json"

    def _lock(self) -> StoreLock:
        return StoreLock(self.root / "lock")


def _npy_header(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        buffer, np.lib.format.header_data_from_array_1_0(array)
    )
    return buffer.getvalue()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        while chunk := file.read(_HASH_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _asked(
    names: Collection[str] | Callable[[], Collection[str]],
) -> Collection[str]:
    return names() if callable(names) else names
