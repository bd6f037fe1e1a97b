"""Make the tables and the pages: `python -m bench.http.wagtail_site.fill FILE`, where FILE holds the texts as JSON.

FILE: slug → {"title", "symbol", "facts": [[name, value]], "sections": [title], "paragraphs": [[kind, HTML]]}.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.http.wagtail_site.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.http.wagtail_site.models import TextPage  # noqa: E402

SECTION = "documents"  # slug, below the home page


def fill(texts: dict[str, dict]) -> None:
    """Replace whatever pages there are."""
    Page.objects.filter(depth=2).first().delete()
    Site.objects.all().delete()
    home = Page.objects.get(depth=1).add_child(instance=TextPage(title="Home", slug="home"))
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True, site_name="Bench")
    sections = [
        home.add_child(
            instance=TextPage(title=title, slug=f"section-{n}" if n else SECTION, show_in_menus=True),
        )
        for n, title in enumerate(next(iter(texts.values()))["sections"])
    ]
    for slug, text in texts.items():
        sections[0].add_child(
            instance=TextPage(
                title=text["title"],
                slug=slug,
                symbol=text["symbol"],
                search_description=text["title"],
                facts=[("fact", {"name": name, "value": value}) for name, value in text["facts"]],
                body=[(kind, markup) for kind, markup in text["paragraphs"]],
            )
        )


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(json.loads(Path(sys.argv[1]).read_text()))
