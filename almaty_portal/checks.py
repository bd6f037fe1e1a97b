"""What must be there on the machine: run by `manage.py check --database default`, by migrate and by the demo."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from almaty_portal.lib import pdf, pdf_signing


@register(Tags.database)
def fonts_are_installed(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Another font would change every page and every digest of the PDFs."""
    if not databases or not (missing := pdf.missing_families()):
        return []
    return [Error(f"Fonts are missing: {', '.join(missing)}.", hint="Install fonts-paratype.", id="portal.E001")]


@register(Tags.database)
def cyrillic_is_lower_cased(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """With lc_ctype C, PostgreSQL leaves Cyrillic capitals alone and search misses them."""
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT lower('БЕЖЕНЕЦ')")
            if cursor.fetchone() != ("беженец",):
                hint = "Create the database with a UTF-8 locale, for example C.UTF-8."
                return [Error("The database does not lower-case Cyrillic.", hint=hint, id="portal.E002")]
    return []


@register(Tags.security)
def signing_works(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A certificate that cannot sign would stop every PDF."""
    if not pdf_signing.is_configured():
        if settings.SIGNING_TIMESTAMP_URL:
            hint = "Set SIGNING_PKCS12 as well, or remove SIGNING_TIMESTAMP_URL."
            return [Error("SIGNING_TIMESTAMP_URL is set without a certificate.", hint=hint, id="portal.E004")]
        return []
    try:
        pdf_signing.signer()
    except pdf_signing.SigningError as error:
        return [Error(str(error), hint="Or unset SIGNING_PKCS12 to issue PDFs unsigned.", id="portal.E003")]
    return []


@register(Tags.security)
def security_contact_is_an_address(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """RFC 9116 asks for addresses with their scheme."""
    wrong = [row for row in settings.SECURITY_CONTACT if not row.startswith(("mailto:", "https://", "tel:"))]
    hint = "Write mailto:somebody@example.org or https://example.org/report."
    return [Error(f"SECURITY_CONTACT “{row}” has no scheme.", hint=hint, id="portal.E005") for row in wrong]
