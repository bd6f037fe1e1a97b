from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from actionplan import digest_views
from almaty_portal import search_views, views, well_known
from almaty_portal.search_feed import SearchFeed
from almaty_portal.sitemaps import SITEMAPS
from declarations.permanent import permanent
from declarations.schema_views import edition_schema
from declarations.verification_views import printed, verify

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("d/<path:symbol>", permanent, name="permanent"),
    path("schemas/edition-2.json", edition_schema, name="edition_schema"),
    path("v/<path:symbol>/<int:number>", printed, name="printed"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("health/", views.health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include("almaty_portal.open_data.urls")),
]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("search/", search_views.search, name="search"),
    path("search/atom/", SearchFeed(), name="search-feed"),
    path("verify/", verify, name="verify"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("documents/", include("declarations.urls")),
    path("meetings/", include("meetings.urls")),
    path("plan/", include("actionplan.urls")),
    path("open-data/", include("almaty_portal.open_data.page_urls")),
    path("desk/", include("actionplan.desk_urls")),
    path("account/", include("members.account_urls")),
    path("digests/<str:token>/", digest_views.unsubscribe, name="unsubscribe"),
    path("", include("members.urls")),
)

handler400 = "almaty_portal.views.bad_request"
handler403 = "almaty_portal.views.forbidden"
handler404 = "almaty_portal.views.not_found"
handler500 = "almaty_portal.views.broken"
