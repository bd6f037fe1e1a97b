"""The media type of each form that a document has."""

#: Form (as in `Rendition.Form`) → media type.

HTML = "text/html"
MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "xml": "application/akn+xml",
}
SHOWN_IN_BROWSERS = {form for form in MEDIA_TYPES if form != "docx"}
#: Further names that a reader may ask by: media type → form.
ALSO = {"text/plain": "txt", "application/xml": "xml"}
