"""The last hour of a call: whole applications over HTTP, and whether any was lost."""

import os
import re
import secrets
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

TEXT = "Gmina wdrożyła nowy model zarządzania usługami. " * 12
NUMBER = re.compile(r"\b20\d\d/\d{3,}\b")


@dataclass(slots=True)
class Receipts:
    """What clients were told, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)  # uid, number
    failed: list[str] = field(default_factory=list)
    requests: int = 0


class Writer:
    """A person of a unit with a browser."""

    def __init__(self, base: str, session: str, unit: str, domain: int) -> None:
        token = secrets.token_hex(16)
        self.http = httpx.Client(
            base_url=base,
            cookies={"sessionid": session, "csrftoken": token},
            headers={"X-CSRFToken": token, "Referer": base},
            timeout=120,
        )
        self.unit, self.domain, self.requests = unit, domain, 0

    def _send(self, method: str, path: str, **what: object) -> httpx.Response:
        self.requests += 1
        answer = self.http.request(method, path, **what)  # type: ignore[arg-type]
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code}")
        return answer

    def apply(
        self, start: str, pdf: bytes, name: str, *, looks: bool = True
    ) -> tuple[str, str]:
        """Start, write, attach, submit, read the receipt.

        ``looks`` opens every page before it is sent, as a person does: nine requests.
        Without it four are left: those that write, and the one that leads to the form.
        """
        if looks:
            self._send("GET", start)
        began = self._send(
            "POST",
            start,
            data={"unit": self.unit, "domain": self.domain, "who": "unit"},
        )
        home = began.headers["Location"]
        page = self._send("GET", home).text
        sheet = re.search(r"/formularze/([^/\"]+)/", page)
        if sheet is None:
            raise RuntimeError(f"no form on {home}")
        section, submit = f"/formularze/{sheet[1]}/czesc/all/", f"{home}zloz/"
        if looks:
            self._send("GET", section)
        fields = {
            "title": name,
            "summary": TEXT,
            "people": "12345",
            "problem": TEXT,
            "results": TEXT,
            "agreed": "yes",
        }
        data = fields | {f"rev.{code}": "0" for code in fields}
        data |= {"files": "", "files.consent": "on", "rev.files": "0"}
        self._send(
            "POST",
            section,
            data=data,
            files={"files.DOCUMENT": ("wniosek.pdf", pdf, "application/pdf")},
        )
        if looks:
            self._send("GET", section)
            self._send("GET", submit)
        done = self._send("POST", submit)
        if done.status_code != 302:
            raise RuntimeError(f"{submit}: {done.status_code}")
        uid = home.rstrip("/").rsplit("/", 1)[-1]
        if not looks:
            return uid, ""
        number = NUMBER.search(self._send("GET", home).text)
        if number is None:
            raise RuntimeError(f"no number on {home}")
        return uid, number[0]


def pdf_of(size: int, seed: int) -> bytes:
    """A PDF of about so many bytes, different each time, that no checker refuses."""
    noise = os.urandom(size // 2).hex().encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Length %d/N %d>>\nstream\n%s\nendstream" % (len(noise), seed, noise),
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    )


def rush(
    writers: list[Writer], start: str, each: int, size: int, *, looks: bool = True
) -> Receipts:
    """Every writer submits so many, all at once."""
    found, lock = Receipts(), threading.Lock()

    def work(place: int, writer: Writer) -> None:
        for turn in range(each):
            pdf, begin = pdf_of(size, place * 1000 + turn), time.perf_counter()
            try:
                told = writer.apply(start, pdf, f"Próba {place}-{turn}", looks=looks)
            except (RuntimeError, httpx.HTTPError) as error:
                with lock:
                    found.failed.append(str(error)[:200])
                continue
            with lock:
                found.told.append(told)
                found.seconds.append(time.perf_counter() - begin)

    threads = [
        threading.Thread(target=work, args=(place, writer))
        for place, writer in enumerate(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.requests = sum(writer.requests for writer in writers)
    return found


def lost(database: Path, receipts: Receipts) -> list[str]:
    """Receipts without an application in the database: with its number, file, version.

    A receipt without a number (nobody looked at it) is looked for by its application.
    """
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as rows:
        kept = dict(
            rows.execute(
                "select e.uid, e.number from contest_entry e"
                " join contest_entryversion v on v.id = e.latest_id"
                " join questionnaires_sheetfile f on f.sheet_id = e.sheet_id"
                " where e.state = 'SUBMITTED' and length(v.sha256) = 64"
            )
        )
    return [
        f"{uid} {number}"
        for uid, number in receipts.told
        if not kept.get(uid) or number not in {"", kept[uid]}
    ]


def cpu_seconds(root: int) -> float:
    """User and system time of a process and of everything it started."""
    parents, used = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parts = Path(f"/proc/{name}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(name)] = int(parts[1])
        used[int(name)] = (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def ours(pid: int) -> bool:
        while pid and pid != root:
            pid = parents.get(pid, 0)
        return pid == root

    return sum(seconds for pid, seconds in used.items() if ours(pid))
