"""Lighthouse over five pages in both languages, as a telephone loads them: `python -m bench.lighthouse`.

The portal is the one of `bench.http`: granian with production settings, the record, the page cache. Lighthouse comes
from npm into var/bench-http, pinned, without its scripts and without a browser: Debian's Chromium opens the pages.
Each page is asked for once before, so that what is judged is what all readers but the first get. FAIL below 100 in
accessibility, best practices or search engines (lists of hits ask not to be indexed), or below 95 in performance.
Lighthouse works out the slow telephone's times from what it saw here; on a busy machine its performance comes out too
low rather than too high.
"""
# ruff: noqa: S603, T201 - the commands are this file's own, and printing is its purpose

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote
from urllib.request import urlopen

from bench.http import portal
from bench.http.servers import Server

LIGHTHOUSE = "lighthouse@13.5.0"
FOLDER = portal.FOLDER / "lighthouse"
PAGES = ["", "documents/communique-2013/", "meetings/ministerial-2025/", "plan/sample-plan/grid/"]
SEARCH = {"ru": f"search/?q={quote('беженец')}", "en": "search/?q=refugee"}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = {"largest-contentful-paint": "LCP", "cumulative-layout-shift": "CLS", "total-blocking-time": "TBT"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def install() -> Path:
    program = FOLDER / "node_modules" / ".bin" / "lighthouse"
    stamp = FOLDER / "installed"
    if not program.exists() or not stamp.exists() or stamp.read_text() != LIGHTHOUSE:
        FOLDER.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", FOLDER]
        subprocess.run([*install, LIGHTHOUSE], check=True)
        stamp.write_text(LIGHTHOUSE)
    return program


def judged(program: Path, address: str) -> dict:
    command = [program, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(LEAST)}"]
    environment = {**os.environ, "CHROME_PATH": "/usr/bin/chromium"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{address}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def said(report: dict, path: str) -> bool:
    """Print a page's scores, times and failed audits; whether it reaches all that is asked."""
    scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in LEAST}
    times = "  ".join(f"{short} {report['audits'][name].get('displayValue', '–')}" for name, short in TIMES.items())
    asked = {name: least for name, least in LEAST.items() if not (name == "seo" and "search/" in path)}
    passed = all(scores[name] >= least for name, least in asked.items())
    words = "  ".join(f"{name} {score}" for name, score in scores.items())
    print(f"{'PASS' if passed else 'FAIL'} {path:36} {words}  {times}", flush=True)
    for name in asked:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"     {name}: {audit['title']}")
    return passed


def main() -> bool:
    program = install()
    portal.prepared()
    results = []
    with Server("almaty_portal.wsgi:application", Path(sys.executable), portal.ENVIRONMENT) as server:
        for language, search in SEARCH.items():
            for page in [*PAGES, search]:
                address = server.address(f"/{language}/{page}")
                urlopen(address).close()  # noqa: S310 - this machine's own server
                results.append(said(judged(program, address), f"/{language}/{unquote(page)}"))
    return all(results)


if __name__ == "__main__":
    sys.exit(not main())
