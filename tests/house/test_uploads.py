import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from almaty_portal.lib.uploads import check_upload


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.7"), ("a.docx", b"PK\x03\x04"), ("A.JPG", b"\xff\xd8\xff"), ("a.png", b"\x89PNG\r\n\x1a\n")],
)
def test_a_file_that_is_what_its_name_says_is_accepted(name, content):
    check_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "unknown_kind"),
        ("a.pdf", b"<html><script>", "content_differs"),
        ("a.png", b"", "content_differs"),
    ],
)
def test_a_file_that_is_something_else_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        check_upload(SimpleUploadedFile(name, content))
    assert refused.value.code == code


def test_a_huge_file_is_refused(settings):
    settings.UPLOAD_MAX_MEGABYTES = 0
    with pytest.raises(ValidationError) as refused:
        check_upload(SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    assert refused.value.code == "too_large"
