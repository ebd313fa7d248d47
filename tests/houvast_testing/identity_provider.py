"""A real identity provider beside the tests (npm oidc-provider), and a browser of a few lines that signs in there."""

import contextlib
import http.cookiejar
import http.server
import json
import queue
import re
import ssl
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.build_assets import packaged_node, system_node

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("identity_provider.mjs")
CLIENT_ID, CLIENT_SECRET = "houvast-tests", "a-secret-of-the-tests-only-0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """The provider of a school, at an address of this machine."""

    issuer: str
    home: str
    """The address of the house, to which people come back."""
    certificate: Path | None = None

    def visitor(self) -> "Visitor":
        return Visitor(self)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_options: Any) -> None:
        """Every hop is looked at."""


class Visitor:
    """A browser at the provider: it keeps cookies, follows hops there, and stops when it is sent home."""

    def __init__(self, school: School) -> None:
        self.school = school
        context = ssl.create_default_context(cafile=str(school.certificate)) if school.certificate else None
        handlers: list[Any] = [_Stay, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())]
        self._opener = urllib.request.build_opener(*handlers, urllib.request.HTTPSHandler(context=context))

    def sign_in(self, there: str, login: str) -> str:
        """Go there, be this user, and give the address to which one is sent back."""
        where, page = self._follow(there)
        if "login" not in page:
            return where
        action = re.search(r'action="([^"]+)"', page)
        assert action, page
        form = urllib.parse.urlencode({"login": login}).encode()
        return self._follow(urllib.parse.urljoin(where, action.group(1)), form)[0]

    def log_out(self, there: str) -> str:
        """Go there, say yes, and give the address to which one is sent back."""
        where, page = self._follow(there)
        hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page))
        action = re.search(r'action="([^"]+)"', page)
        assert action, page
        form = urllib.parse.urlencode({**hidden, "logout": "yes"}).encode()
        return self._follow(urllib.parse.urljoin(where, action.group(1)), form)[0]

    def is_signed_in(self, there: str) -> bool:
        """Whether the provider lets this browser through without asking who it is."""
        return self._follow(there)[0].startswith(self.school.home)

    def _follow(self, address: str, form: bytes | None = None) -> tuple[str, str]:
        for _hop in range(12):
            if not address.startswith(self.school.issuer):
                return address, ""
            try:
                with self._opener.open(address, data=form, timeout=20) as answer:
                    return address, answer.read().decode()
            except urllib.error.HTTPError as error:
                location = error.headers.get("Location")
                if error.code not in {302, 303} or not location:
                    raise AssertionError(f"{error.code}: {error.read().decode()[:2000]}") from error
                address, form = urllib.parse.urljoin(address, location), None
        raise AssertionError("It goes round.")


@contextlib.contextmanager
def ear() -> Iterator[tuple[str, "queue.Queue[str]"]]:
    """An address of this machine and what is posted there: where a provider says that somebody signed out."""
    heard: queue.Queue[str] = queue.Queue()

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_said: Any) -> None:
            """Not on the screen."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/told", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def school_provider(
    users: dict[str, Any],
    *,
    home: str = "http://127.0.0.1:8000",
    certificate: tuple[Path, Path] | None = None,
    auth_method: str = "client_secret_basic",
    told_address: str = "",
) -> Iterator[School]:
    """Run the provider with these users (name → claims, acr, amr) until the end."""
    wanted = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "redirect_uris": [f"{home}/sign-in/back/"],
        "post_logout_redirect_uris": [f"{home}/sign-in/"],
        "users": users,
        "auth_method": auth_method,
        "told_address": told_address,
        **({"certificate": str(certificate[0]), "key": str(certificate[1])} if certificate else {}),
    }
    _npm, node = system_node() or packaged_node()
    process = subprocess.Popen(
        [node, str(PROGRAM), json.dumps(wanted)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port = ""
        for line in process.stdout:
            if line.startswith("PORT "):
                port = line.split()[1]
                break
        assert port, process.stderr.read() if process.stderr else ""
        scheme = "https" if certificate else "http"
        yield School(
            issuer=f"{scheme}://127.0.0.1:{port}", home=home, certificate=certificate[0] if certificate else None
        )
    finally:
        process.terminate()
        process.communicate(timeout=20)
