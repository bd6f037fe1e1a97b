from modeltranslation.translator import translator

from meetings.models import AgendaItem, Attendance, Meeting, MeetingFile
from publishing.history import track

translator.register(Meeting, fields=["title", "place", "summary"])
translator.register(Attendance, fields=["head_of_delegation"])
translator.register(AgendaItem, fields=["title"])
translator.register(MeetingFile, fields=["title"])

for model in (Meeting, Attendance, AgendaItem, MeetingFile):
    track(model)
