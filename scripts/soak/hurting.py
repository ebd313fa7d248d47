"""SIGKILL at random moments, and a primary that dies: what is done to the installation while people work."""

import contextlib
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from scripts.soak.cluster import HERE, Cluster
from scripts.soak.house import House, kill, wait_until_ready
from scripts.soak.watched import Watched

if TYPE_CHECKING:
    from scripts.soak.load import Load
    from scripts.soak.people import School

IMPORTED = 200
GOOD_BETWEEN = 3
HEADER = (
    "studentnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;bsn;klas;mentor;coachnummer;opleiding;crebo;vanaf;"
    "tot en met"
)
WHOM = ("web", "web", "web", "worker", "worker", "importer", "backend", "backend", "database")


def kill_things(soak: Any, house: House, load: "Load", school: "School") -> dict[str, int]:
    """One kill every so many seconds, of what is drawn; returns how many of each."""
    done: Counter[str] = Counter()
    file = _students_file(Path(soak.directory))
    while not load.over.wait(soak.given.every * (0.5 + soak.chance.random())):
        _wait_for_good_answers(load)
        whom = soak.chance.choice(WHOM)
        with contextlib.suppress(psycopg.Error, OSError):
            if _killed(soak, house, whom, file, school):
                done[whom] += 1
    wait_until_ready(soak.ports)
    done["imports_half"] = _half_imported(soak, house, file, school)
    return dict(done)


def _wait_for_good_answers(load: "Load") -> None:
    """Kill what works, not what is still getting up: people had some good answers since the kill before."""
    before = len(load.measured.good_at)
    while len(load.measured.good_at) < before + GOOD_BETWEEN and not load.over.wait(0.1):
        pass


def _killed(soak: Any, house: House, whom: str, file: Path, school: "School") -> bool:
    if whom == "web":
        return kill(soak.chance.choice(house.pids(soak.chance.choice(["web0", "web1"]))))
    if whom == "worker":
        return kill(house.pids("worker")[0])
    if whom == "backend":
        pids = soak.primary.backends()
        return bool(pids) and kill(soak.chance.choice(pids))
    if whom == "database":
        soak.primary.kill()
        time.sleep(0.3)
        soak.primary.start_again()
        return True
    importing = house.run("import", "students", str(file), "--institution", str(school.organisation), "--json")
    time.sleep(1.5 + 8 * soak.chance.random())
    alive = importing.poll() is None
    importing.kill()
    importing.wait()
    return alive


def _students_file(directory: Path) -> Path:
    path = directory / "students.csv"
    rows = [f"9{number:06};An;;Bos{number};;;2{number % 3};;;ICT;25655;;" for number in range(IMPORTED)]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def _half_imported(soak: Any, house: House, file: Path, school: "School") -> int:
    """1 when an import was left half done; afterwards it is loaded whole, once."""
    with psycopg.connect(soak.primary.url(), autocommit=True) as server:

        def there() -> int:
            row = server.execute("SELECT count(*) FROM people_person WHERE number ~ '^9[0-9]{6}$'").fetchone()
            return int(row[0]) if row else 0

        before = there()
        house.finished("import", "students", str(file), "--institution", str(school.organisation), "--json")
        return int(before not in (0, IMPORTED) or there() != IMPORTED)


def fail_over(primary: Cluster, standby: Cluster, load: "Load") -> dict[str, Any]:
    """A third of the way the primary dies (SIGKILL); the standby is promoted as soon as it is seen to be gone."""
    load.over.wait(load.seconds / 3)
    primary.kill()
    died = time.monotonic()
    while _answers(primary):
        time.sleep(0.1)
    noticed = time.monotonic()
    with psycopg.connect(standby.url("postgres"), autocommit=True) as server:
        server.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
    standby.promote()
    promoted = time.monotonic()
    after = min((at for at in _good_after(load, promoted)), default=promoted)
    return {
        "failover": {
            "noticed_after_s": round(noticed - died, 2),
            "promoted_after_s": round(promoted - died, 2),
            "first_good_write_or_page_after_s": round(after - died, 2),
        }
    }


def let_machine_die(both: Watched, load: "Load") -> dict[str, Any]:
    """A third of the way the machine of the primary dies; Patroni promotes the other. Later the old one comes back."""
    load.over.wait(load.seconds / 3)
    old = both.leads()
    both.kill_machine(old)
    died = time.monotonic()
    while both.leads() in ("", old) and time.monotonic() < died + 300:
        time.sleep(0.1)
    promoted = time.monotonic()
    after = min(_good_after(load, promoted), default=promoted)
    load.over.wait(5)
    both.begin_again(old)
    back = time.monotonic()
    confirms = both.wait_until_confirmed()
    return {
        "patroni": {
            "promoted_after_s": round(promoted - died, 2),
            "first_good_write_or_page_after_s": round(after - died, 2),
            "old_one_follows_again": confirms,
            "old_one_follows_after_s": round(time.monotonic() - back, 1),
        }
    }


def _good_after(load: "Load", moment: float) -> list[float]:
    for _try in range(300):
        found = [at for at in list(load.measured.good_at) if at > moment]
        if found:
            return found
        time.sleep(0.1)
    return []


def _answers(cluster: Cluster) -> bool:
    try:
        psycopg.connect(f"postgresql://owner@{HERE}:{cluster.port}/postgres", connect_timeout=1).close()
    except psycopg.Error:
        return False
    return True
