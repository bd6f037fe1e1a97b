"""Every edition that the models allow, for property tests; none is stored."""

import hashlib

from django.utils import timezone
from hypothesis import strategies as st

from declarations.edition_cutting import canonical
from declarations.models import Document, Edition, Paragraph
from publishing.models import Source

MARKS = ["*", "**", "[^1]", "[a](http://x.example)", "[b](http://[)", "[c](#p1)", "\\", "|", "|---|---|"]
MARKS += ["\n", "\t", "\x0b", "%1", "1.", "(а)"]
#: What PostgreSQL can store: anything but NUL and halves of a surrogate pair.
SIGNS = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
TEXT = st.lists(st.sampled_from(MARKS) | st.text(SIGNS, max_size=8), max_size=6).map("".join)


@st.composite
def editions(draw) -> Edition:
    """An edition as the models allow it, not stored."""
    both = lambda name: {f"{name}_{code}": draw(TEXT) for code in ("ru", "en")}  # noqa: E731
    content = {
        "schema": 2,
        "symbol": draw(st.from_regex(r"[A-Z0-9]{1,6}(/[A-Z0-9.-]{1,6}){1,3}", fullmatch=True)),
        "kind": draw(st.sampled_from(Document.Kind.values)),
        **both("title"),
        **{f"authenticity_{c}": draw(st.sampled_from(["", *Document.Authenticity.values])) for c in ("ru", "en")},
        "year": draw(st.integers(1900, 2100)),
        "adopted_on": draw(st.none() | st.dates().map(str)),
        "manner": draw(st.sampled_from(["", *Document.Manner.values])),
        "original_language": draw(st.sampled_from(["", "ru", "en"])),
        "basis": draw(st.sampled_from(Document.Basis.values)),
        "source": draw(st.sampled_from(Source.values)),
        "meeting": draw(
            st.none()
            | st.just(
                {"slug": "m-1", **both("title"), **both("place"), "starts_on": "2013-06-05", "ends_on": "2013-06-06"}
            )
        ),
        "endorsements": draw(st.lists(st.just({"code": "KZ", **both("short"), **both("formal"), **both("note")}))),
        "paragraphs": [
            {
                "anchor": anchor,
                "kind": draw(st.sampled_from(Paragraph.Kind.values)),
                "level": draw(st.integers(1, 5)),
                **both("number"),
                **both("text"),
            }
            for anchor in range(1, draw(st.integers(0, 6)) + 1)
        ],
    }
    languages = draw(st.sampled_from([["ru"], ["en"], ["ru", "en"]]))
    digest = hashlib.sha256(canonical(content)).hexdigest()
    kind = draw(st.sampled_from(Edition.Kind.values))
    return Edition(
        number=draw(st.integers(1, 99)),
        kind=kind,
        cut_at=timezone.now(),
        languages=languages,
        content=content,
        sha256=digest,
    )
