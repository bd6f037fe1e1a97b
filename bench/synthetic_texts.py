"""Texts for the search's benchmark: published documents in both languages, their words spread as in real texts (Zipf).

The most frequent words are the portal's own, in all their forms; the rare ones are made of syllables.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from almaty_portal.lib import search
from declarations.models import Document, Edition, Passage
from meetings.models import Meeting
from members.models import User

PORTAL_WORDS = """
беженец переселенец мигрант убежище граница защита миграция торговля человек жертва государство
страна договор декларация коммюнике координатор председатель наблюдатель участник организация
семья ребёнок женщина работник возвращение решение гражданство паспорт закон право помощь
конец рынок день участок список поток посол выходец отец
""".split()  # noqa: SIM905
ENGLISH_WORDS = """
refugee migrant asylum border protection migration trade person victim state country treaty declaration communique
coordinator chair observer participant organization family child woman worker return solution citizenship passport law
right assistance market day list flow ambassador meeting process region cooperation dialogue
""".split()  # noqa: SIM905
RUSSIAN_FUNCTION_WORDS = "и в на с по для о при также который не их от до".split()  # noqa: SIM905
ENGLISH_FUNCTION_WORDS = "the of and to in for with on by as their from that".split()  # noqa: SIM905
SYLLABLES = {"ru": ("бамолите", "кнрдвс", "аоуие"), "en": ("bamolite", "knrdvs", "aouie")}
KINDS = Document.Kind.values
STATES = ["AF", "AZ", "IR", "KZ", "KG", "PK", "RU", "TJ", "TR", "TM", "UZ"]
RARE = 6_000  # further words a language


def rare_words(language: str) -> list[str]:
    """Words of three syllables, the same in every run."""
    _, consonants, vowels = SYLLABLES[language]
    syllables = ["".join(pair) for pair in itertools.product(consonants, vowels)]
    made = ["".join(three) for three in itertools.product(syllables, repeat=3)]
    random.Random(len(language)).shuffle(made)  # noqa: S311 - synthetic text
    return made[:RARE]


@dataclass
class Writer:
    """Writes paragraphs; the n-th most frequent word's share is as 1/(n + 10), as of content words in real texts."""

    language: str
    chance: random.Random
    forms: list[list[str]] = field(init=False)
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        known = PORTAL_WORDS if self.language == "ru" else ENGLISH_WORDS
        of_word = search.forms if self.language == "ru" else (lambda word: {word, word + "s"})
        self.forms = [sorted(of_word(word)) for word in known] + [[word] for word in rare_words(self.language)]
        self.weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(self.forms))))

    def paragraph(self, words: int) -> str:
        function_words = RUSSIAN_FUNCTION_WORDS if self.language == "ru" else ENGLISH_FUNCTION_WORDS
        chosen = self.chance.choices(self.forms, cum_weights=self.weights, k=words)
        parts = [self.chance.choice(forms) for forms in chosen]
        for position in range(0, words, 3):
            parts[position] = self.chance.choice(function_words)
        return " ".join(parts).capitalize() + "."


def passages(editions: list[Edition], count: int, chance: random.Random) -> Iterator[Passage]:
    """`count` passages, spread evenly over the editions: a title of 6 words and paragraphs of 15 to 60."""
    writers = {language: Writer(language, chance) for language in SYLLABLES}
    each = -(-count // len(editions))
    for n in range(count):
        edition, anchor = editions[n // each], n % each
        words = chance.randint(15, 60) if anchor else 6
        text = {language: writer.paragraph(words) for language, writer in writers.items()}
        yield Passage(
            edition=edition,
            anchor=anchor,
            number_ru=f"{anchor}." if anchor else "",
            number_en=f"{anchor}." if anchor else "",
            text_ru=text["ru"],
            text_en=text["en"],
            lemmas=search.lemmas(text["ru"]),
        )


def editions(count: int, chance: random.Random) -> list[Edition]:
    """Published documents of every kind, of 2011 to 2026, each endorsed by some states and by KZ."""
    user = User.objects.create_user("bench@example.org")
    today = timezone.localdate()
    meeting = Meeting.objects.create(slug="bench", kind="ministerial", starts_on=today, ends_on=today)
    filling = Writer("ru", chance)
    cut = []
    for n in range(count):
        symbol = f"AP/{2011 + n % 16}/B{n}"
        document = Document.objects.create(
            kind=KINDS[n % len(KINDS)],
            symbol=symbol,
            slug=f"bench-{n}",
            year=2011 + n % 16,
            meeting=meeting if n % 10 == 0 else None,
        )
        states = {"KZ", *chance.sample(STATES, 4)}
        content = {
            "symbol": symbol,
            "endorsements": [{"code": code} for code in sorted(states)],
            "paragraphs": [{"text_ru": filling.paragraph(40)} for _ in range(20)],
        }
        edition = Edition.objects.create(
            document=document, number=1, cut_at=timezone.now(), cut_by=user, languages=["ru", "en"], content=content
        )
        Document.objects.filter(pk=document.pk).update(current_edition=edition)
        cut.append(edition)
    return cut
