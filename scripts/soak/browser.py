"""Somebody with a browser: cookies, forms, and another try at the other node when one does not answer."""

import re
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

HERE = "127.0.0.1"
SERVER_FAILED = 500
HIDDEN = re.compile(r"<input[^>]*type=\"(?:hidden|date)\"[^>]*>")
PAUSE = 0.5
IDLE = 20
"""Seconds after which a line that nobody used is given up, as browsers do before the server does (30)."""
FORM = "application/x-www-form-urlencoded"


class NoAnswer(Exception):
    """No node answered well within the patience of this browser."""


@dataclass(slots=True)
class Measured:
    """What all browsers saw together: seconds per kind of page, failures by kind, and when nothing answered."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    good_at: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, kind: str, seconds: float) -> None:
        with self.lock:
            self.seconds.setdefault(kind, []).append(seconds)
            self.good_at.append(time.monotonic())

    def failed(self, why: str) -> None:
        with self.lock:
            self.failures[why] += 1


@dataclass(slots=True)
class Browser:
    """One person. The same form is sent again, with the same key, until a node answers."""

    ports: list[int]
    session: str
    measured: Measured
    timeout: float = 30
    patience: float = 90
    cookies: dict[str, str] = field(default_factory=dict)
    _line: HTTPConnection | None = None
    _at: int = 0
    _used_at: float = 0

    def __post_init__(self) -> None:
        self.cookies["houvast"] = self.session
        self._at = hash(self.session) % len(self.ports)

    def get(self, path: str, kind: str) -> tuple[int, str]:
        return self._until_answered("GET", path, None, kind)

    def post(self, path: str, form: dict[str, str | list[str]], kind: str) -> tuple[int, str]:
        return self._until_answered("POST", path, urllib.parse.urlencode(form, doseq=True), kind)

    def send(self, path: str, typed: dict[str, str | list[str]], kind: str) -> tuple[int, str, str]:
        """Open a form, fill it in, send it: the status, the page, and the key of the form."""
        _status, page = self.get(path, f"form {kind}")
        hidden: dict[str, str | list[str]] = {}
        for tag in HIDDEN.findall(page):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                hidden[name[1]] = value[1]
        status, answer = self.post(path, {**hidden, **typed}, f"send {kind}")
        return status, answer, str(hidden.get("submission", ""))

    def _until_answered(self, method: str, path: str, body: str | None, kind: str) -> tuple[int, str]:
        last = time.monotonic() + self.patience
        while True:
            began = time.monotonic()
            try:
                status, page = self._once(method, path, body)
            except (OSError, HTTPException) as gone:
                self._forget_line()
                self.measured.failed(type(gone).__name__)
            else:
                if status < SERVER_FAILED:
                    self.measured.took(kind, time.monotonic() - began)
                    return status, page
                self.measured.failed(str(status))
            if time.monotonic() > last:
                raise NoAnswer(path)
            self._at += 1
            self._forget_line()
            time.sleep(PAUSE)

    def _once(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        if time.monotonic() - self._used_at > IDLE:
            self._forget_line()
        if self._line is None:
            self._line = HTTPConnection(HERE, self.ports[self._at % len(self.ports)], timeout=self.timeout)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": FORM, "Referer": f"http://{HERE}/"}
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        page = answer.read().decode()
        self._used_at = time.monotonic()
        return answer.status, page

    def _forget_line(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None
