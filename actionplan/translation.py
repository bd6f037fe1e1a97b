from modeltranslation.translator import translator

from actionplan.models import ActionItem, Assignment, Cluster, Plan
from publishing.history import track

translator.register(Plan, fields=["title", "description"])
translator.register(Cluster, fields=["title"])
translator.register(ActionItem, fields=["title", "description"])
translator.register(Assignment, fields=["institution"])

for model in (Plan, Cluster, ActionItem, Assignment):
    track(model)
