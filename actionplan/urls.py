from django.urls import path, re_path

from actionplan import export_views, report_views, views
from actionplan.feeds import RoundFeed

app_name = "actionplan"
urlpatterns = [
    path("", views.plans, name="list"),
    path("feed.atom", RoundFeed(), name="feed"),
    path("<slug:slug>/", views.plan, name="plan"),
    path("<slug:slug>/grid/", views.grid, name="grid"),
    path("<slug:slug>/trend/", views.trend, name="trend"),
    path("<slug:slug>/rounds/<int:number>/report.<slug:form>", export_views.export, name="export"),
    path("<slug:slug>/evidence/<int:pk>/", report_views.evidence, name="evidence"),
    path("<slug:slug>/states/<slug:party_slug>/", report_views.state, name="state"),
    re_path(
        r"^(?P<slug>[-\w]+)/states/(?P<party_slug>[-\w]+)/(?P<code>[^\x00]{1,20})/\Z",
        report_views.history,
        name="history",
    ),
    # A code is what the plan calls the item ("1.2", "А/3"): anything but a null byte, which PostgreSQL refuses.
    re_path(r"^(?P<slug>[-\w]+)/(?P<code>[^\x00]{1,20})/\Z", report_views.item, name="item"),
]
