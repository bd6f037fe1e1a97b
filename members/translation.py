from modeltranslation.translator import translator

from members.models import Chairmanship, GovernanceSection, Mandate, Membership, NationalCoordinator, Party
from publishing.history import track

translator.register(Party, fields=["short_name", "formal_name", "acronym", "note"])
translator.register(Membership, fields=["basis"])
translator.register(Chairmanship, fields=["chair_name", "chair_post"])
translator.register(NationalCoordinator, fields=["name", "post", "institution"])
translator.register(GovernanceSection, fields=["title", "text"])

for model in (Party, Membership, Chairmanship, NationalCoordinator, GovernanceSection, Mandate):
    track(model)
