"""A real SAML provider beside the tests (npm samlify), and a browser of a few lines that signs in there."""

import contextlib
import html
import http.cookiejar
import json
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houvast.people.saml.signing import new_key
from scripts.build_assets import packaged_node, system_node

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("saml_provider.mjs")


class Refused(Exception):
    """The provider refused what we asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What the provider's page posts to us."""

    address: str
    fields: dict[str, str]


class SamlSchool:
    """The provider, and a browser at it that keeps its cookies."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.metadata = f"{origin}/metadata"
        self.another_browser()

    def another_browser(self) -> None:
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(jar))

    def knows(self, description: str) -> str:
        """Give it our description; answers with our name as it read it."""
        return _bare(self._ask(f"{self.origin}/partner", description.encode()))

    def sign_in(self, there: str, login: str) -> Posted:
        """Go there, be this user, and give what is posted to us. Raises Refused."""
        page = self._ask(there)
        if 'name="login"' in page:
            action = _one(r'action="([^"]+)"', page)
            page = self._ask(urllib.parse.urljoin(there, action), urllib.parse.urlencode({"login": login}).encode())
        fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
        return Posted(address=html.unescape(_one(r'action="([^"]+)"', page)), fields=fields)

    def follow_out(self, there: str) -> str:
        """Where the provider sends somebody who signs out there."""
        try:
            self._opener.open(there, timeout=20)
        except urllib.error.HTTPError as error:
            if error.code == 302:
                return str(error.headers["Location"])
            raise Refused(error.read().decode()) from error
        raise Refused("It stayed there.")

    def asks_out(self, name: str, **more: str) -> str:
        """The address at our site where the provider sends a browser to sign this user out."""
        query = urllib.parse.urlencode({"name": name, **more})
        found: str = json.loads(_bare(self._ask(f"{self.origin}/sign-everybody-out?{query}")))
        return found

    def asks_who(self, there: str) -> bool:
        return 'name="login"' in self._ask(there)

    def _ask(self, address: str, form: bytes | None = None) -> str:
        try:
            with self._opener.open(address, data=form, timeout=20) as answer:
                found: str = answer.read().decode()
                return found
        except urllib.error.HTTPError as error:
            raise Refused(error.read().decode()) from error


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_options: Any) -> None:
        """Every hop is looked at."""


def _bare(page: str) -> str:
    return html.unescape(re.sub(r"<title>.*?</title>|<[^>]+>", "", page)).strip()


def _one(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found.group(1)


@contextlib.contextmanager
def saml_school(users: dict[str, Any], *, host: str = "127.0.0.1") -> Iterator[SamlSchool]:
    """Run the provider with these users (name → attributes, context, wrong) until the end.

    As `localhost` it is another site than ours for a browser, as it is in a school.
    """
    key, certificate = new_key("School of the tests")
    other_key, _certificate = new_key("Somebody else")
    wanted = {"users": users, "key": key, "certificate": certificate, "other_key": other_key, "host": host}
    _npm, node = system_node() or packaged_node()
    command = [node, str(PROGRAM), json.dumps(wanted)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            ports = (line.split()[1] for line in process.stdout if line.startswith("PORT "))
            port = next(ports, "")
            assert port, "samlify did not start: is npm's part of the tests installed?"
            yield SamlSchool(f"http://{host}:{port}")
        finally:
            process.terminate()
