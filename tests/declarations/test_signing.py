"""Signatures with a certificate made for the test."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from almaty_portal.checks import signing_works
from almaty_portal.lib import pdf_signing
from declarations import renditions
from declarations.models import Edition, Rendition
from tests import verapdf
from tests.declarations import all_kinds, rich

PASSWORD = "for the test"
pytestmark = pytest.mark.django_db


def certificate(days: int = 30, *, purpose=None):
    """(key, self-signed certificate), valid for so many days from yesterday on."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test signer of the portal")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
    )
    if purpose:
        made = made.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return key, made.sign(key, hashes.SHA256())


def as_asn1(key, made):
    plain = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return (
        asn1_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(key.private_bytes(*plain)),
    )


@pytest.fixture
def configured(settings, tmp_path):
    """Settings with a usable certificate; returns it."""
    key, made = certificate()
    path = tmp_path / "signer.p12"
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"portal", key, made, None, locked))
    settings.SIGNING_PKCS12, settings.SIGNING_PASSWORD, settings.SIGNING_LOCATION = str(path), PASSWORD, "Almaty"
    return as_asn1(key, made)[0]


def edition() -> Edition:
    rich.published(made := all_kinds.document())
    return made.editions.get()


def verdict(data: bytes, *trusted):
    (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    return signature, validate_pdf_signature(signature, ValidationContext(trust_roots=list(trusted)))


def test_a_signed_pdf_is_valid_names_signer_reason_and_place_and_covers_the_file(configured):
    made = edition()
    signature, found = verdict(renditions.issued_pages(made, "en"), configured)
    assert (found.bottom_line, found.coverage.name) == (True, "ENTIRE_FILE")
    said = signature.sig_object
    assert said["/SubFilter"] == "/ETSI.CAdES.detached"
    assert said["/Name"] == "Test signer of the portal"
    assert (said["/Location"], said["/Reason"]) == (
        "Almaty",
        f"Issued by the portal as edition 1 of {made.content['symbol']}",
    )


def test_one_changed_byte_is_detected(configured):
    data = bytearray(renditions.issued_pages(edition(), "en"))
    data[data.index(b"/CreationDate") + 20] ^= 1
    assert not verdict(bytes(data), configured)[1].bottom_line


def test_signed_pdfs_still_pass_verapdf(configured, tmp_path):
    made = edition()
    for language in ("ru", "ru-en"):
        (tmp_path / f"signed-{language}.pdf").write_bytes(renditions.issued_pages(made, language))
    assert {key: faults for key, faults in verapdf.verdicts(tmp_path.glob("*.pdf")).items() if faults} == {}


def test_a_time_stamp_is_part_of_the_signature(configured, monkeypatch):
    stamp, key = as_asn1(*certificate(purpose=ExtendedKeyUsageOID.TIME_STAMPING))
    monkeypatch.setattr(pdf_signing, "_timestamper", lambda: DummyTimeStamper(tsa_cert=stamp, tsa_key=key))
    found = verdict(renditions.issued_pages(edition(), "en"), configured, stamp)[1]
    assert (found.bottom_line, found.timestamp_validity.valid) == (True, True)


def test_without_its_time_stamp_a_pdf_is_not_stored(configured, monkeypatch):
    class Silent(DummyTimeStamper):
        async def async_dummy_response(self, md_algorithm):
            raise TimestampRequestError("no answer")

        async def async_timestamp(self, message_digest, md_algorithm):
            raise TimestampRequestError("no answer")

    monkeypatch.setattr(pdf_signing, "_timestamper", lambda: Silent(tsa_cert=None, tsa_key=None))
    made = edition()
    with pytest.raises(pdf_signing.SigningError, match="SIGNING_TIMESTAMP_URL"):
        renditions.render(made.pk, "pdf", "en")
    assert not Rendition.objects.exists()


def test_a_signed_edition_is_made_once(configured):
    made = edition()
    first, second = renditions.render(made.pk, "pdf", "en"), renditions.render(made.pk, "pdf", "en")
    assert (first, first.sha256) == (second, second.sha256)
    assert b"/ETSI.CAdES.detached" in first.file.read()


def test_previews_and_unconfigured_portals_sign_nothing(configured, settings):
    made = edition()
    assert b"ETSI" not in renditions.preview(made.content, "en")
    settings.SIGNING_PKCS12 = ""
    assert renditions.issued_pages(made, "en") == renditions.pages(made, "en")


def test_a_usable_certificate_passes_the_check(configured):
    assert signing_works() == []


def spoil(settings, tmp_path, fault: str) -> None:
    key, made = certificate(days=-1 if fault == "expired" else 30)
    path = tmp_path / f"{fault}.p12"
    if fault != "absent":
        locked = serialization.BestAvailableEncryption(PASSWORD.encode())
        own = None if fault == "keyless" else key
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"portal", own, made, None, locked))
    settings.SIGNING_PKCS12 = str(path)
    settings.SIGNING_PASSWORD = "wrong" if fault == "password" else PASSWORD


@pytest.mark.parametrize(
    ("fault", "cure"),
    [
        ("absent", "Correct the path"),
        ("password", "Correct SIGNING_PASSWORD"),
        ("expired", "Renew it"),
        ("keyless", "Export both"),
    ],
)
def test_a_certificate_that_cannot_sign_is_an_error_with_its_cure(settings, tmp_path, fault, cure):
    made = edition()
    spoil(settings, tmp_path, fault)
    (error,) = signing_works()
    assert (error.id, cure in error.msg) == ("portal.E003", True)
    with pytest.raises(pdf_signing.SigningError, match=cure):
        renditions.render(made.pk, "pdf", "en")
    assert not Rendition.objects.exists()


def test_a_time_stamp_without_a_certificate_is_an_error(settings):
    settings.SIGNING_TIMESTAMP_URL = "https://tsa.example"
    assert [error.id for error in signing_works()] == ["portal.E004"]
