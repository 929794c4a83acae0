"""A local server in the shape of the BDL API: made-up data, real faults."""

import gzip
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

Cell = dict[str, Any]


@dataclass
class SeriesData:
    """One series of the bank: its units in order, and cells of each."""

    number: int
    units: list[tuple[str, str]]  # id, name
    cells: dict[tuple[str, int], Cell]
    last_update: str = "2026-03-01T10:00:00"
    names: dict[str, str] = field(
        default_factory=lambda: {"n1": "ogółem", "measureUnitName": "osoba"}
    )


def unit_id(n: int, kind: int = 2) -> str:
    """Id of the n-th rural municipality of Małopolskie, in made-up counties.

    >>> unit_id(0), unit_id(99)
    ('011212001012', '011212002012')
    """
    return f"0112120{n // 99 + 1:02d}{n % 99 + 1:02d}{kind}"


def made_up_series(
    number: int, *, units: int = 250, years: range = range(2015, 2025)
) -> SeriesData:
    """A series whose numbers follow from its number, the unit and the year."""
    ids = [unit_id(n) for n in range(units)]
    cells = {
        (each, year): {"val": (number * 31 + at * 7 + year) % 9973 / 10, "attrId": 1}
        for at, each in enumerate(ids)
        for year in years
    }
    return SeriesData(number, [(each, f"Gmina {each}") for each in ids], cells)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request.

    ``kind``: ``status``, ``stall``, ``cut`` (fewer bytes than announced), ``open_cut``
    (none announced), ``repeat`` (the page before, as such), ``masked_repeat`` (the
    page before under this page's number) or ``total`` (another number of records).
    """

    kind: str
    status: int = 500
    retry_after: str | None = None
    seconds: float = 0.0


class BdlServer:
    """The server, what it was asked, and the faults still to come."""

    def __init__(self) -> None:
        self.series: dict[int, SeriesData] = {}
        self.faults: deque[Fault | None] = deque()
        self.page_faults: dict[tuple[int, int], list[Fault]] = {}
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        self.tells_update_in: frozenset[str] = frozenset({"metadata", "pages"})
        self.gives_etags = False
        self.packs = False
        self.not_modified = 0
        self.delay = 0.0
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each reply waits for an ACK
            wbufsize = 1 << 16

            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *arguments: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # clients that we kill or that time out hang up on us

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/api/v1"

    @contextmanager
    def running(self) -> Iterator["BdlServer"]:
        self._thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            self._thread.join()

    def add(self, *series: SeriesData) -> None:
        self.series |= {each.number: each for each in series}

    def asked_pages(self) -> list[tuple[int, int]]:
        """Series and page of each request for data, in order."""
        found = []
        for _, path, _ in self.requests:
            parts = urlsplit(path)
            if "/data/by-variable/" in parts.path:
                number = int(parts.path.rpartition("/")[2])
                found.append((number, int(parse_qs(parts.query)["page"][0])))
        return found

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): text for name, text in handler.headers.items()}
        self.requests.append((time.time(), handler.path, headers))
        if self.delay:
            time.sleep(self.delay)
        parts = urlsplit(handler.path)
        query = parse_qs(parts.query)
        number = int(parts.path.rpartition("/")[2])
        page = int(query.get("page", ["-1"])[0])
        fault = self._fault(number, page)
        if fault is not None and fault.kind == "stall":
            time.sleep(fault.seconds)
        if fault is not None and fault.kind == "status":
            extra = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return _send(handler, fault.status, b'{"errors": []}', extra)
        series = self.series.get(number)
        if series is None:
            return _send(handler, 404, b'{"errors": []}', {})
        if page < 0:
            return self._send_metadata(handler, series)
        return self._send_page(handler, series, query, page, fault)

    def _fault(self, number: int, page: int) -> Fault | None:
        waiting = self.page_faults.get((number, page))
        if waiting:
            return waiting.pop(0)
        return self.faults.popleft() if self.faults else None

    def _send_metadata(
        self, handler: BaseHTTPRequestHandler, series: SeriesData
    ) -> None:
        reply = {"id": series.number, "level": 6, **series.names}
        if "metadata" in self.tells_update_in:
            reply["lastUpdate"] = series.last_update
        _send(handler, 200, orjson.dumps(reply), {})

    def _send_page(
        self,
        handler: BaseHTTPRequestHandler,
        series: SeriesData,
        query: dict[str, list[str]],
        page: int,
        fault: Fault | None,
    ) -> None:
        kind = fault.kind if fault else ""
        content = max(0, page - 1) if kind in {"repeat", "masked_repeat"} else page
        shown = content if kind == "repeat" else page
        body = self.page_body(series, query, content, shown, wrong=kind == "total")
        etag = f'"{hash(body) & 0xFFFFFFFF:x}"' if self.gives_etags else ""
        if etag and handler.headers.get("If-None-Match") == etag:
            self.not_modified += 1
            return _send(handler, 304, b"", {"ETag": etag})
        extra = {"ETag": etag} if etag else {}
        if self.packs:
            body, extra = gzip.compress(body), {**extra, "Content-Encoding": "gzip"}
        if kind == "cut":
            return _send(handler, 200, body, extra, sent=len(body) // 2)
        if kind == "open_cut":
            return _send_open(handler, body[: len(body) // 2])
        return _send(handler, 200, body, extra)

    def page_body(
        self,
        series: SeriesData,
        query: dict[str, list[str]],
        content: int,
        shown: int,
        *,
        wrong: bool = False,
    ) -> bytes:
        size = int(query["page-size"][0])
        years = [int(year) for year in query["year"]]
        units = series.units[content * size : (content + 1) * size]
        results = [
            {
                "id": each,
                "name": name,
                "values": [
                    {"year": str(year), **series.cells[each, year]}
                    for year in years
                    if (each, year) in series.cells
                ],
            }
            for each, name in units
        ]
        total = len(series.units)
        own = f"{self.base_url}/data/by-variable/{series.number}?page="
        links = {"first": f"{own}0", "self": f"{own}{shown}"}
        if (shown + 1) * size < total:
            links["next"] = f"{own}{shown + 1}"
        reply = {
            "totalRecords": total + 3 if wrong else total,
            "variableId": series.number,
            "aggregateId": 1,
            "results": results,
            "links": links,
        }
        if "pages" in self.tells_update_in:
            reply["lastUpdate"] = series.last_update
        return orjson.dumps(reply)


def _send(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    headers: dict[str, str],
    sent: int | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    for name, text in headers.items():
        handler.send_header(name, text)
    handler.end_headers()
    handler.wfile.write(body[:sent])
    handler.close_connection = handler.close_connection or sent is not None


def _send_open(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)
    handler.close_connection = True
