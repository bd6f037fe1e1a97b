"""What every sitemap has in common: each page in each language, under the portal's own address."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap


class PageSitemap(Sitemap):
    """`x-default` is the address without a language, which leads to the reader's."""

    i18n = True
    alternates = True
    x_default = True

    def get_protocol(self, protocol: Any = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc
