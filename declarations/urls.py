from django.urls import path

from declarations import citation_views, difference_views, rendition_views, views
from declarations.feeds import DocumentFeed

app_name = "declarations"
urlpatterns = [
    path("", views.documents, name="list"),
    path("feed.atom", DocumentFeed(), name="feed"),
    path("<slug:slug>/", views.document, name="document"),
    path("<slug:slug>/bilingual/", views.bilingual, name="bilingual"),
    path("<slug:slug>/differences/", difference_views.differences_page, name="differences"),
    path("<slug:slug>/attachments/<int:pk>/", views.attachment, name="attachment"),
    path("<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("<slug:slug>/editions/<int:number>/citation.<str:form>", citation_views.citation, name="citation"),
    path("<slug:slug>/editions/<int:number>/<str:filename>", rendition_views.rendition, name="rendition"),
]
