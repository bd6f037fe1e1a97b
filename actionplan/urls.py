from django.urls import path, re_path

from actionplan import views

app_name = "actionplan"
urlpatterns = [
    path("", views.plans, name="list"),
    path("<slug:slug>/", views.plan, name="plan"),
    # A code is what the plan calls the item ("1.2", "А/3"): anything but a null byte, which PostgreSQL refuses.
    re_path(r"^(?P<slug>[-\w]+)/(?P<code>[^\x00]{1,20})/\Z", views.item, name="item"),
]
