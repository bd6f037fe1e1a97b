"""The plan's pages and files with 9 and with 90 states: `python -m bench.plan [--pdf]`, in a database of its own.

300 items, a state has a part in every third; 19 rounds are published and in a 20th every report waits for review.
Both sizes are measured in one run, each page as the least of some answers of the portal. With ten times the states a
page that shows them all may take about ten times as long; what asks the database must stay the same number of queries.
`--pdf` sets a round's PDF too, with 9 states: 900 reports are minutes of work for the task that makes it.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from actionplan import round_reports  # noqa: E402
from actionplan.models import Plan, Round  # noqa: E402
from actionplan.round_content import content  # noqa: E402
from almaty_portal.lib import pdf  # noqa: E402
from almaty_portal.roles import sync_roles  # noqa: E402
from bench import plan_data  # noqa: E402
from members.models import Mandate, User  # noqa: E402

ITEMS, ROUNDS = 300, 20
REPEATS, ENOUGH = 3, 4.0  # a page is read so many times at least, a light one for so many seconds
SIZES = (9, 90)
GROWTH = SIZES[1] / SIZES[0] * 1.3  # at most, of a page that shows every state
ALIKE = 1.5  # at most, of a page that shows one state, and of the grid with more rounds behind it


class Page:
    """An address, read by a person; `seconds` is the least of some readings, `queries` those of one."""

    def __init__(self, client: Client, address: str) -> None:
        def read() -> bytes:
            answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            return answer.content

        read()  # templates and content types are remembered from the first
        self.seconds = least(read)
        with CaptureQueriesContext(connection) as caught:
            self.size = len(read())
        self.queries = len(caught)


def least(deed: Callable[[], Any]) -> float:
    times: list[float] = []
    while len(times) < REPEATS or (sum(times) < ENOUGH and len(times) < 30):
        start = time.perf_counter()
        deed()
        times.append(time.perf_counter() - start)
    return min(times)


def person(boss: bool, made: Plan) -> Client:
    user = User.objects.create_user(f"{'boss' if boss else 'coordinator'}@bench.example", is_superuser=boss)
    if not boss:
        party = made.clusters.first().items.first().assignments.first().party  # type: ignore[union-attr]
        Mandate.objects.create(user=user, party=party, role=Mandate.Role.COORDINATOR)
    client = Client()
    client.force_login(user)
    return client


def measured(states: int) -> dict[str, Page]:
    """Name → page, with so many states; everything made for it is rolled back."""
    with transaction.atomic():
        plan_data.without_triggers()
        writer = User.objects.create_user("writer@bench.example")
        made = plan_data.plan(states, ITEMS, writer)
        plan_data.rounds(made, [1], writer)
        grid = "/en/plan/bench/grid/"
        pages = {"grid, 1 round": Page(Client(), grid)}
        plan_data.rounds(made, range(2, ROUNDS + 1), writer, waiting=ROUNDS)
        boss, coordinator = person(True, made), person(False, made)
        last = Round.objects.get(plan=made, number=ROUNDS)
        own = last.submissions.get(party__mandates__isnull=False)
        addresses = {
            "grid": (Client(), grid),
            "trend": (Client(), "/en/plan/bench/trend/"),
            "a state's page": (Client(), f"/en/plan/bench/states/{own.party.slug}/"),
            "XLSX": (Client(), f"/en/plan/bench/rounds/{ROUNDS - 1}/report.xlsx"),
            "packet": (coordinator, f"/en/desk/packets/{own.pk}/"),
            "desk": (coordinator, "/en/desk/"),
            "review": (boss, "/en/desk/review/"),
            "overview": (boss, f"/en/desk/review/rounds/{last.pk}/"),
        }
        pages |= {name: Page(client, address) for name, (client, address) in addresses.items()}
        if states == SIZES[0] and "--pdf" in sys.argv:
            shown = Round.objects.select_related("plan").get(plan=made, number=ROUNDS - 1)
            start = time.perf_counter()
            data = pdf.render(round_reports.html(content(shown.plan, shown), "en"))
            print(f"PDF with {states} states: {time.perf_counter() - start:.1f} s, {len(data) / 1e6:.1f} MB")  # noqa: T201
        transaction.set_rollback(True)
    return pages


def verdict(what: str, ratio: float, limit: float) -> bool:
    print(f"{'PASS' if ratio <= limit else 'FAIL'} {what}: ×{ratio:.2f}, at most ×{limit:g}")  # noqa: T201
    return ratio <= limit


def compare(small: dict[str, Page], large: dict[str, Page]) -> bool:
    results = []
    for name, page in small.items():
        other = large[name]
        print(  # noqa: T201
            f"{name:15} {page.seconds * 1000:7.0f} ms {page.queries:3} queries {page.size / 1024:6.0f} KB   "
            f"{other.seconds * 1000:7.0f} ms {other.queries:3} queries {other.size / 1024:6.0f} KB"
        )
    for name, page in small.items():
        limit = ALIKE if name in ("packet", "desk", "a state's page") else GROWTH
        results.append(verdict(f"{name}, {SIZES[1]} : {SIZES[0]} states", large[name].seconds / page.seconds, limit))
        results.append(verdict(f"{name}, queries", large[name].queries / page.queries, 1))
    for states, pages in zip(SIZES, (small, large), strict=True):
        ratio = pages["grid"].seconds / pages["grid, 1 round"].seconds
        results.append(verdict(f"grid with {states} states, {ROUNDS} : 1 rounds", ratio, ALIKE))
        results.append(
            verdict(f"its queries, {states} states", pages["grid"].queries / pages["grid, 1 round"].queries, 1)
        )
    return all(results)


def main() -> bool:
    settings.PAGE_CACHE_MEGABYTES = 0  # what is measured is how long pages take to make
    setup_test_environment(debug=False)  # the host of the client that reads is allowed
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{usual}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    sync_roles()
    try:
        return compare(*[measured(states) for states in SIZES])
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
