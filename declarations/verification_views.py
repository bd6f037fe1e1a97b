"""“Check a file”: by itself, by its SHA-256, or by the edition that its printed address names."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from declarations import verification
from declarations.digest_uploads import DigestOnly


@csrf_exempt  # the handler has to be set before the token is read; the inner view reads it
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    request.upload_handlers = [DigestOnly(request)]
    return _verify(request)


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _uploaded(request)
    context: dict[str, object] = {}
    if typed := request.GET.get("sha256", "").strip():
        try:
            context["sha256"] = verification.digest(typed)
            context["issued"] = verification.issued(str(context["sha256"]))
        except verification.UnreadableError:
            context |= {"typed": typed[:200], "mistake": _("This is no SHA-256: it has 64 digits, 0–9 and a–f.")}
    elif name := request.GET.get("edition", "").strip():
        try:
            context |= {"name": name[:80], "issued": verification.edition(name)}
        except verification.UnreadableError:
            context["mistake"] = _("This is no edition’s address: it looks like AP/2013/COM/1.")
    response = render(request, "declarations/verify.html", {**context, "is_asked": bool(context)})
    if context:
        response["Cache-Control"] = "no-cache"  # a correction or withdrawal has to be seen at the next check
    return response


def _uploaded(request: HttpRequest) -> HttpResponse:
    """The answer has an address of its own, so that it can be sent on and read again without the file."""
    file = request.FILES.get("file")
    if file is not None:
        return HttpResponseRedirect(f"{reverse('verify')}?{urlencode({'sha256': file.sha256})}", status=303)
    if any(getattr(handler, "is_too_large", False) for handler in request.upload_handlers):
        mistake = _("The file is larger than %(limit)d MB, more than any file of the portal.") % {
            "limit": settings.UPLOAD_MAX_MEGABYTES
        }
        return render(request, "declarations/verify.html", {"mistake": mistake}, status=413)
    mistake = _("No file was chosen.")
    return render(request, "declarations/verify.html", {"mistake": mistake}, status=400)


def printed(request: HttpRequest, symbol: str, number: int) -> HttpResponse:
    """`/v/AP/2013/COM/1`, as it stands on each PDF: the edition's check in the reader's language."""
    with override(get_language_from_request(request)):
        address = f"{reverse('verify')}?{urlencode({'edition': f'{symbol}/{number}'}, safe='/')}"
    response = HttpResponseRedirect(address)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
