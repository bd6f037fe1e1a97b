"""Signatures in PDFs (PAdES B-B, with a time stamp B-T), when a certificate is configured; docs/operations.md says how.

The signature is an incremental update with an invisible field that lies outside the page, so that PDF/A-3a and
PDF/UA-1 still hold.
"""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FIELD = "Signature"


class SigningError(RuntimeError):
    """The certificate cannot be used, or the time stamp cannot be had; says which and the cure."""


def is_configured() -> bool:
    return bool(settings.SIGNING_PKCS12)


@cache
def _signer(path: str, password: str) -> Any:
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise SigningError(f"SIGNING_PKCS12: {path} cannot be read ({error.strerror}). Correct the path.") from error
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError as error:
        raise SigningError(f"SIGNING_PKCS12: {path} does not open. Correct SIGNING_PASSWORD or the file.") from error
    if key is None or certificate is None:
        raise SigningError(f"SIGNING_PKCS12: {path} lacks a key or its certificate. Export both into it.")
    return SimpleSigner.load_pkcs12_data(data, [], passphrase=password.encode() or None)


def signer() -> Any:
    """pyHanko's signer for the configured certificate, valid now. Raises `SigningError`."""
    found = _signer(settings.SIGNING_PKCS12, settings.SIGNING_PASSWORD)
    validity = found.signing_cert["tbs_certificate"]["validity"]
    if not validity["not_before"].native <= datetime.now(UTC) <= validity["not_after"].native:
        until = validity["not_after"].native.date()
        raise SigningError(f"SIGNING_PKCS12: the certificate is not valid today (until {until}). Renew it.")
    return found


def _timestamper() -> Any:
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(settings.SIGNING_TIMESTAMP_URL, timeout=20) if settings.SIGNING_TIMESTAMP_URL else None


def sign(data: bytes, *, reason: str) -> bytes:
    """The PDF with the portal's signature. Raises `SigningError`: a PDF is never left unsigned in silence."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.timestamps import TimestampRequestError

    own = signer()
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=own.subject_name,
        reason=reason,
        location=settings.SIGNING_LOCATION or None,
    )
    field = SigFieldSpec(
        FIELD,
        readable_field_name=reason,
        invis_sig_settings=InvisSigSettings(set_hidden_flag=False, set_print_flag=True, box_out_of_bounds=True),
    )
    signing = PdfSigner(metadata, signer=own, timestamper=_timestamper(), new_field_spec=field)
    try:
        signed = signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)))
    except (TimestampRequestError, OSError) as error:
        said = f"SIGNING_TIMESTAMP_URL: no time stamp could be had ({error}). It is tried again."
        raise SigningError(said) from error
    return bytes(signed.getvalue())
