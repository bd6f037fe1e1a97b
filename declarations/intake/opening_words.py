"""How the paragraphs of a document open in both languages, and what that says of them."""

import re

#: English stems beside Russian ones that say the same: preambular paragraphs.
PREAMBULAR = [
    ("recogni[sz]ing|acknowledging", "признавая"),
    ("recalling", "напоминая|ссылаясь"),
    ("noting|taking note", "отмечая|принимая к сведению"),
    ("reaffirming|affirming|confirming", "подтверждая|вновь подтверждая"),
    ("welcoming", "приветствуя"),
    ("considering|taking into (account|consideration)|bearing in mind|having regard", "учитывая|принимая во внимание"),
    ("mindful", "памятуя|учитывая"),
    ("convinced|being convinced|believing", "будучи убежден|будучи убеждён|убежд|полагая|считая"),
    (
        "(seriously )?concerned|alarmed",
        "(будучи )?(глубоко |серь[её]зно )?(обеспокоен|озабочен|встревожен)|"
        "выражая (глубокую |серь[её]зную )?(обеспокоенность|озабоченность)|с (обеспокоенностью|озабоченностью)",
    ),
    ("aware|conscious|fully aware", "сознавая|осознавая|понимая"),
    ("emphasi[sz]ing|stressing|underlining|underscoring", "подчеркивая|подчёркивая|делая упор"),
    ("expressing", "выражая"),
    ("guided|being guided", "руководствуясь"),
    ("desiring|desirous|wishing", "желая"),
    ("striving|seeking|aiming|determined|resolved|resolving", "стремясь|преисполнен|исполнен|решив"),
    ("proceeding from", "исходя"),
    ("declaring", "заявляя"),
    ("having considered|having examined|having reviewed", "рассмотрев|изучив"),
    ("having|building upon|building on", "имея|основываясь|опираясь"),
    ("in accordance with|pursuant to|acting", "в соответствии с|действуя|согласно"),
    ("inspired|encouraged", "вдохновл|воодушевл"),
    ("commending|appreciating", "высоко оценивая|отдавая должное"),
    ("observing|viewing", "констатируя|наблюдая"),
    ("reiterating", "вновь заявляя|повторяя"),
    ("deploring|condemning|regretting", "осуждая|сожалея|выражая сожаление"),
    ("being|given", "будучи"),
]  # fmt: skip
#: The same for operative paragraphs: used to tell which paragraph of one language is which of the other.
OPERATIVE = [
    ("reaffirms?|confirms?|affirms?", "подтвержда|вновь подтвержда"),
    ("calls? (up)?on|appeals?", "призыва|обраща"),
    ("urges?", "настоятельно призыва|призыва"),
    ("requests?|asks?", "прос|предлага|поруча"),
    ("invites?", "предлага|приглаша"),
    ("encourages?", "поощря|рекоменд|призыва"),
    ("decides?|resolves?", "постановля|реша|решил"),
    ("welcomes?", "приветств"),
    ("expresses? ", "выража"),
    ("notes?|takes? note", "отмеча|принима"),
    ("stresses|stress|emphasi[sz]es?|underlines?", "подчеркива|подчёркива"),
    ("recommends?", "рекоменд"),
    ("approves?|adopts?|endorses?", "утвержда|одобря|принима"),
    ("regrets?|deplores?|condemns?", "сожале|выражает сожаление|осужда"),
    ("recogni[sz]es?|acknowledges?", "призна"),
    ("commits?|undertakes?|agrees?", "обязу|соглаша|договор"),
    ("thanks?|commends?", "благодар|выражает благодарность|выражает признательность"),
    ("supports?", "поддержива"),
    ("instructs?|mandates?", "поруча"),
]  # fmt: skip
_ADVERB = (
    r"(?:(?:also|further|once again|again|deeply|gravely|fully|likewise|strongly|additionally|"
    r"также|вновь|далее|глубоко|кроме того,?|особо|и) )*"
)


def _begins(stems: str) -> re.Pattern[str]:
    return re.compile(rf"[«“\"*_]*{_ADVERB}(?:{stems})", re.IGNORECASE)


_GROUPS = [
    (f"{name}{n}", {"en": _begins(en), "ru": _begins(ru)})
    for name, rows in (("preambular", PREAMBULAR), ("operative", OPERATIVE))
    for n, (en, ru) in enumerate(rows)
]
PREAMBLE = _begins("|".join(stems for row in PREAMBULAR for stems in row))
ANNEX = re.compile(r"(annex(e|ure)?|appendix|attachment|приложение|дополнение)(?!\w)", re.IGNORECASE)
CLOSING = re.compile(
    r"(done (at|in|on)|adopted (at|in) \w+,? |signed (at|in)|in witness whereof|совершено|подписано |учинено|"
    r"принят[аоы]? (единогласно|консенсусом|на основе консенсуса)|adopted (unanimously|by (consensus|acclamation))|"
    r"принято в (г\.|городе) |в удостоверение чего)",
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"(for the (government|delegation|republic|kyrgyz|islamic|russian|ministry)|on behalf of|"
    r"за (правительство|делегацию|республику)|"
    r"от имени|от (делегации|правительства)|за (исламскую|российскую|кыргызскую|азербайджанскую|турецкую)|"
    r"за туркменистан|signature|подпись|м\.\s?п\.|_{4,})",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(preamble|introduction|conclusion|преамбула|введение|заключение|общие положения)$", re.IGNORECASE
)
PARTICIPANTS = re.compile(
    r"(list of participants|participants$|список участников|участники$|состав делегаци)", re.IGNORECASE
)
_MONTHS = (
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*|"
    r"january|february|march|april|may|june|july|august|september|october|november|december"
)
DATE = re.compile(
    rf"\b(\d{{1,2}}[.\s–-].{{0,12}}?)?({_MONTHS})\b.{{0,6}}\b(19|20)\d\d\b|\b\d{{1,2}}\.\d{{1,2}}\.(19|20)\d\d\b",
    re.IGNORECASE,
)


def groups(text: str, language: str) -> set[str]:
    """Which of the openings above a text has: comparable between the languages."""
    return {name for name, patterns in _GROUPS if language in patterns and patterns[language].match(text)}
