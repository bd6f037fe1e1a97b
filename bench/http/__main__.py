"""The portal's answers beside an empty Django view, a bare WSGI callable and Wagtail: `python -m bench.http`.

Every site is served by granian with one worker and loaded by wrk over 8 connections (`./setup.sh demo bench` installs
it); one after the other, in rounds, so that all suffer the same neighbours. The database, the files and Wagtail's venv
stand in var/bench-http and are kept.

“Uncached” is without the memory of pages: each is made anew, but for what is set of an edition once (its text and its
citations). The record's longest text has ten paragraphs; the long one has fifty, as official texts have, is synthetic
and stands in the bench's own database only.

wrk takes processor time from the server it asks, most from the quickest: on a machine with two cores the ratios to the
bare callable come out too high rather than too low. So requests for each second of processor time of server and
PostgreSQL, without wrk's, stand beside those of the clock; verdicts are on the clock, as the median of the rounds'
ratios.
"""
# ruff: noqa: T201 - printing is this file's purpose

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from bench.http import portal, wagtail
from bench.http.servers import Server
from bench.http.targets import Target, ratio

PYTHON = Path(sys.executable)
STATIC = "bench-file.pdf"
LIMITS = [  # one target, another, at least so many times as fast
    ("cached page", "empty view", 1.3),
    ("cached page", "bare granian", 0.25),
    ("uncached page", "Wagtail", 2.0),
    ("uncached long text", "long Wagtail", 2.0),
    ("not modified", "cached page", 1.2),
    ("stored PDF", "static file", 0.9),
]


def targets(stack: ExitStack, wanted: set[str]) -> list[Target]:
    """What is measured, each with its server running."""
    found, long = portal.document(), portal.long_document()
    page, long_page = (f"/{portal.LANGUAGE}/documents/{each.slug}/" for each in (found, long))
    pdf, size = portal.pdf_address(found)
    (portal.FOLDER / "static" / STATIC).write_bytes(os.urandom(size))  # before the start, when whitenoise lists them
    print(f"{page} of {len(found.current_edition.content['paragraphs'])} paragraphs, its PDF of {size / 1024:.0f} KB")

    def served(application: str, environment: dict[str, str]) -> Server:
        return stack.enter_context(Server(application, PYTHON, environment))

    site = "almaty_portal.wsgi:application"
    made: list[Target] = []
    if wanted & {"cached page", "not modified", "stored PDF", "static file"}:
        server = served(site, portal.ENVIRONMENT)
        made += [Target("cached page", server, page), Target("stored PDF", server, pdf)]
        made += [Target("static file", server, f"/static/{STATIC}")]
        headers = {"If-None-Match": made[0].answer()[0].get("etag", "")}
        made += [Target("not modified", server, page, headers, status=304)]
    if wanted & {"uncached page", "uncached long text"}:
        server = served(site, portal.ENVIRONMENT | {"PAGE_CACHE_MEGABYTES": "0"})
        made += [Target("uncached page", server, page), Target("uncached long text", server, long_page)]
    if wanted & {"Wagtail", "long Wagtail"}:
        server = stack.enter_context(wagtail.site({"text": portal.text(found), "long": portal.text(long)}))
        made += [Target("Wagtail", server, wagtail.ADDRESS.format("text"))]
        made += [Target("long Wagtail", server, wagtail.ADDRESS.format("long"))]
    if "empty view" in wanted:
        made += [Target("empty view", served("bench.http.empty:application", {}), "/")]
    if "bare granian" in wanted:
        made += [Target("bare granian", served("bench.http.bare:application", {}), "/")]
    return [target for target in made if target.name in wanted]


def verdicts(measured: dict[str, Target]) -> bool:
    """Print PASS or FAIL for each limit whose both sides were measured; whether all passed."""
    results = []
    for one, other, least in LIMITS:
        if one in measured and other in measured:
            found = ratio(measured[one], measured[other])
            results.append(found.clock >= least)
            print(
                f"{'PASS' if results[-1] else 'FAIL'} {one} : {other} ×{found.clock:.2f}, at least ×{least:g}"
                f" (processor time ×{found.processor:.2f})"
            )
    return all(results)


def main() -> bool:
    names = list(dict.fromkeys(name for pair in LIMITS for name in pair[:2]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3, help="of load for each target in each round")
    parser.add_argument("--only", default=",".join(names), help=f"some of: {', '.join(names)}")
    chosen = parser.parse_args()
    wanted = set(chosen.only.split(","))
    if wanted - set(names):
        parser.error(f"no such target: {', '.join(wanted - set(names))}")
    portal.prepared()
    with ExitStack() as stack:
        measured = {target.name: target for target in targets(stack, wanted)}
        for target in measured.values():
            target.answer()
        for _ in range(chosen.rounds):
            for target in measured.values():
                target.load(chosen.seconds, portal.postgres())
        for target in measured.values():
            rate, size = target.median(), len(target.answer()[1])
            print(
                f"{target.name:18} {rate.clock:8.0f} requests/s {rate.processor:8.0f} a processor second, {size} bytes"
            )
    return verdicts(measured)


if __name__ == "__main__":
    sys.exit(not main())
