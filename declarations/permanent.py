"""`/d/AP/2013/COM`, a document's permanent address: it leads to the form and language that the reader asks for."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import MediaType
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, gettext, override
from django.views.decorators.http import require_safe

from almaty_portal.lib import languages
from declarations import side_by_side
from declarations.media_types import ALSO, HTML, MEDIA_TYPES
from declarations.models import Document, Edition, Rendition

FORMATS = ("html", *MEDIA_TYPES)
LONGEST_ACCEPT = 1_000  # characters; comparing its ranges takes time by their square, and browsers send under 300


class UnknownChoiceError(ValueError):
    """The address names a format, language or edition in a way that means nothing."""


@dataclass(frozen=True)
class Address:
    """Where a form in a language is: `language` is `ru`, `en`, `ru-en` …, `path` begins with a slash."""

    form: str
    language: str
    path: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.form, HTML)

    @property
    def languages(self) -> list[str]:
        return languages.parts(self.language)

    @property
    def link(self) -> str:
        """As in a `Link` header."""
        named = "".join(f'; hreflang="{code}"' for code in languages.parts(self.language))
        return f'<{self.path}>; rel="alternate"; type="{self.media_type.partition(";")[0]}"{named}'


def addresses(edition: Edition, reader: str) -> list[Address]:
    """The edition's pages and files. What is in both languages has its address in the reader's."""
    document, found = edition.document, []
    is_current = edition.pk == document.current_edition_id
    for code in languages.codes():
        with override(code):
            page = document.get_absolute_url() if is_current else edition.get_absolute_url()
            found.append(Address("html", code, page))
    for pair in side_by_side.pairs(edition.languages) if is_current else ():
        path = side_by_side.address(document, pair, edition.languages, reader)
        found.append(Address("html", languages.joined(pair), path))
    for form, language in edition.due():
        with override(language if language in languages.codes() else reader):
            path = Rendition(edition=edition, form=form, language=language).get_absolute_url()
            found.append(Address(form, language, path))
    return found


def _choice(request: HttpRequest, name: str, known: tuple[str, ...]) -> str:
    """The address's choice, or "" when it makes none. Raises `UnknownChoiceError`."""
    value = request.GET.get(name, "")
    if value and value not in known:
        raise UnknownChoiceError(gettext("“%(name)s” may be: %(known)s.") % {"name": name, "known": ", ".join(known)})
    return value


def _edition(request: HttpRequest, document: Document) -> Edition | None:
    """The edition asked for, the current one by default; None when the document is withdrawn. Raises Http404."""
    asked = request.GET.get("edition", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 5):
        raise UnknownChoiceError(gettext("“edition” is a number, for example 1."))
    if document.current_edition is None:
        if not document.editions.exists():
            raise Http404
        return None
    edition = get_object_or_404(document.editions, number=int(asked)) if asked else document.current_edition
    edition.document = document
    return edition


def _is_refused(request: HttpRequest, media_type: str) -> bool:
    """`text/html;q=0` excludes it, whatever a wider range says."""
    offered, ranges = MediaType(media_type), request.headers["Accept"].split(",")
    matching = [MediaType(wanted) for wanted in ranges if offered.match(wanted)]
    return bool(matching) and max(matching, key=lambda wanted: (wanted.specificity, wanted.quality)).quality == 0


def negotiated(request: HttpRequest, forms: set[str]) -> str:
    """The form of `forms` that the Accept header prefers, html among equals; "" when it takes none of them.

    A header that is empty, or longer than any program's, is not read.
    """
    header = request.headers.get("Accept", "")
    if not header.strip() or len(header) > LONGEST_ACCEPT:
        return "html"
    known = {HTML: "html", **{media_type: form for form, media_type in MEDIA_TYPES.items()}, **ALSO}
    offered = dict(known)
    for wanted in request.accepted_types:  # a parameter (charset=UTF-8, level=1) asks for nothing else
        if wanted.range_params and (form := known.get(f"{wanted.main_type}/{wanted.sub_type}")):
            wanted.params.pop("q", None)
            offered[str(wanted)] = form
    offered = {kind: form for kind, form in offered.items() if form in forms and not _is_refused(request, kind)}
    return offered.get(request.get_preferred_type(list(offered)) or "", "")


def chosen(there_is: list[Address], form: str, language: str, *, exactly: bool) -> Address | None:
    """The form in the language, or in more languages with it; in what there is unless `exactly`."""
    of_form = [address for address in there_is if address.form == form]
    same = [address for address in of_form if address.language == language]
    wanted = set(languages.parts(language))
    within = [address for address in of_form if wanted <= set(languages.parts(address.language))]
    return next(iter(same or within or ([] if exactly else of_form)), None)


def _list(request: HttpRequest, status: int, said: str, there_is: list[Address]) -> HttpResponse:
    context = {"said": said, "there_is": there_is, "names": dict(Rendition.Form.choices)}
    return render(request, "declarations/choices.html", context, status=status)


def _answer(request: HttpRequest, document: Document) -> HttpResponse:
    reader = get_language_from_request(request)
    try:
        form = _choice(request, "format", FORMATS)
        asked = _choice(request, "lang", tuple(languages.together()))
        edition = _edition(request, document)
    except UnknownChoiceError as error:
        now = document.current_edition
        return _list(request, 400, str(error), addresses(now, reader) if now else [])
    page_language = asked if asked in languages.codes() else reader
    if edition is None:
        with override(page_language):
            return redirect(document)
    there_is = addresses(edition, page_language)
    form = form or negotiated(request, {address.form for address in there_is})
    if not form:
        return _list(request, 406, gettext("The document has none of the forms that were asked for."), there_is)
    found = chosen(there_is, form, asked or reader, exactly=bool(asked))
    if found is None:
        return _list(request, 404, gettext("The document does not have this form in this language."), there_is)
    answer = redirect(found.path)
    answer["Link"] = ", ".join(address.link for address in there_is)
    return answer


@require_safe
def permanent(request: HttpRequest, symbol: str) -> HttpResponse:
    """By `?format=`, `?lang=` and `?edition=`, else by Accept, the reader's language and the edition in force.

    302 with a `Link` to every form; 400 for a choice that means nothing, 404 for a form or language that the edition
    lacks, 406 for an Accept header that takes none of its forms, each with a list of what there is.
    """
    if "\x00" in symbol:
        raise Http404
    document: Document = get_object_or_404(Document.objects.select_related("current_edition"), symbol=symbol)
    answer = _answer(request, document)
    patch_vary_headers(answer, ["Accept", "Accept-Language", "Cookie"])
    return answer
