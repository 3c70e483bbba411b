"""In which words newsletters speak of themselves: how to leave, where to see them, why they came, who sends them.

Owns the vocabulary, in English and some other languages. Compiled when the first text that may have a footer is shown.
What a news item may say too ("one-click unsubscribe", "the web version of ...") counts only where it is told to the
reader, or stands alone.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.domain.span import Span

Link = tuple[Span, str]
"""Where its words stand in a block, and its address."""

_LEAVE, _PREFERENCES, _BROWSER, _WHY = "unsubscribe", "preferences", "web version", "why it came"
_FORWARDING, _ADDRESS, _RIGHTS = "forwarding", "address", "rights"
_NEUTRAL = ""
"""What often stands in a footer, and elsewhere too."""

TOPICS = (_LEAVE, _PREFERENCES, _BROWSER, _WHY, _FORWARDING, _ADDRESS, _RIGHTS)
"""What a footer is about, for a person; the most telling first."""


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_UNSUBSCRIBE = _any_of(r"\bunsubscrib(?:e|ing)\b", r"\bopt[ -]?out\b")
_ALONE_LEAVES = re.compile(
    r"(?:click (?:here )?to |to )?(?:unsubscribe|opt[ -]?out)"
    r"(?: here| now| instantly| at any time| from (?:this|these|our|the) [\w -]{2,25})?[.!:]?",
    re.IGNORECASE,
)
"""Words that say just that."""
_TOLD = re.compile(
    r"(?:you (?:can|may) (?:also )?|(?:if you(?:'d|’d| would)? (?:like|want|wish) )?to |click (?:here )?to |please )?"
    r"(?:unsubscrib|opt[ -]?out of|leave this list)",
    re.IGNORECASE,
)
"""A piece that begins so tells the reader to do it."""
_TO_YOU = re.compile(r"\b(?:if you|you (?:can|may)|your)\b", re.IGNORECASE)
_WISHES = _any_of(
    r"no longer wish to receive|stop receiving (?:these|this|our|e-?mails)|don['’]t want (?:to receive )?these e-?mails"
)
_ELSEWHERE = _any_of(
    r"\babmelden\b|\babbestellen\b|\baustragen\b|désabonner|désinscri|desabonner",
    r"dar(?:se|te) de baja|date de baja|cancelar (?:la |tu |su |a )?(?:suscripci|assinatura|inscri)",
    r"disiscri|annulla(?:re)? l['’]iscrizione|descadastr|\bafmelden\b|uitschrijven",
    r"avregistrera|avsluta (?:din )?prenumeration|\bwypisa|\bwypisz|отписаться|отписки|abonelikten",
    r"配信停止|配信解除|購読解除|登録解除|退订|退訂|取消订阅|取消訂閱|구독 ?취소|수신 ?거부",
)
_ADDRESSES = re.compile(r"https?://|\bwww\.|[\w.+-]{1,64}@[\w-]+\.[\w.]+", re.IGNORECASE)
_LEAVING_TARGET = re.compile(r"unsub|opt-?out|abmelde|d[eé]sinscri|d[eé]sabon|list-?leave|/leave\b", re.IGNORECASE)
_HERE = re.compile(
    r"(?:please )?(?:click |tap )?(?:here|this link|hier|ici|aquí|qui|aqui|こちら|点击此处|此处|여기)", re.IGNORECASE
)
_LONGEST_ELSEWHERE = 30
_LONGEST_ALONE = 25

_MAIL = r"(?:e-?mails?|messages?|newsletters?|briefings?|digests?|bulletins?|updates?|mailing list)\b"
_MENDS = r"(?: e-?mail| mail| subscription| newsletter| notification| communication){0,2}"

_SAYS: Sequence[tuple[str, re.Pattern[str]]] = (
    (
        _PREFERENCES,
        _any_of(
            rf"\b(?:manage|update|change|edit|adjust) (?:your|my){_MENDS}"
            r" (?:preferences|subscriptions?|settings|options)\b|^want to change how you (?:receive|get)",
            r"(?:einstellungen|abonnement|abo) (?:ändern|verwalten|anpassen)|gérer (?:vos|mes) (?:préférences|abonn)",
            r"(?:gestionar|actualizar|modificar|gerenciar) (?:sus?|tus?|mis|suas) (?:preferenc|suscripci)",
            r"gestisci (?:le )?(?:tue )?preferenze|voorkeuren (?:aanpassen|wijzigen|beheren)",
            r"/mailman\d?/(?:listinfo|options)|配信設定|登録情報(?:の)?変更|管理订阅|管理訂閱|구독 ?(?:관리|설정)",
        ),
    ),
    (
        _BROWSER,
        _any_of(
            rf"^(?:click (?:here )?to )?(?:view|read|open|see)(?: this| it| the)?(?: {_MAIL})?"
            r" (?:in|on) (?:your |a |the )?(?:web ?)?(?:browser|web|website)\b",
            rf"\bthis {_MAIL} in (?:your |a |the )?(?:web ?)?browser\b|trouble (?:viewing|reading) this",
            r"^(?:view|read|see) (?:it |this |the )?(?:online|(?:web|online|browser) version)\b",
            r"^im browser (?:ansehen|anzeigen|öffnen|lesen)|^(?:zur )?(?:online|web)-?version\b|darstellungsprobleme",
            r"^(?:voir|lire|afficher|consulter|ouvrir) .{0,30}(?:navigateur|en ligne)|^version (?:en ligne|web)\b",
            r"^ver .{0,25}navegador|^versi[oó]n (?:en l[ií]nea|web)\b|^(?:visualizza|apri|leggi) .{0,25}browser",
            r"^bekijk .{0,30}(?:browser|online)|^webversie|ブラウザで(?:見る|表示|開く|読む)",
            r"浏览器中?(?:查看|打开)|웹에서 보기",
        ),
    ),
    (
        _WHY,
        _any_of(
            rf"\byou(?:'re|’re| are| have been) (?:receiving|getting|subscribed to|sent) "
            rf"(?:this|these|our|the) (?:[\w-]+ ){{0,3}}{_MAIL}",
            r"\byou(?:'re|’re| are) (?:receiving|getting) this (?:because|as)\b|\bsent to you because\b",
            rf"\byou (?:have )?received this {_MAIL}|\bthis {_MAIL} (?:was|is) (?:sent|intended)\b",
            r"\bbecause you (?:have )?(?:signed up|opted in|subscribed)\b",
            r"sie (?:erhalten|bekommen) (?:diese[nrs]?|unseren)\b|vous (?:recevez|avez reçu) (?:ce|cet|cette)\b",
            r"(?:recibe|recibes|has? recibido) est[ea]\b|(?:ricevi|ricevete|hai ricevuto) quest",
            r"recebe(?:u|ndo)? est[ea]\b|\b(?:je|u) ontvangt deze\b",
            r"このメール(?:マガジン)?は|本メール(?:マガジン)?は|您(?:之所以)?收到(?:此|这|本|該)|(?:본|이) 메일은",
        ),
    ),
    (
        _FORWARDING,
        _any_of(
            rf"^(?:was )?this (?:{_MAIL} )?(?:was )?forwarded to you|^(?:has |did )?someone forwarded? (?:you )?this",
            r"\badd (?:us|[\w.+-]+@[\w.-]+) to your address book",
        ),
    ),
    (
        _RIGHTS,
        _any_of(
            r"^(?:©|\(c\)|copyright (?:©|\(c\)|(?:19|20)\d\d))|\ball rights reserved\b|alle rechte vorbehalten",
            r"tous droits réservés|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden",
            r"無断転載|版权所有|版權所有",
        ),
    ),
    (
        _ADDRESS,
        _any_of(
            r"\bour (?:mailing|postal) address\b|\bP\.? ?O\.? box \d|〒\d{3}-\d{4}|\bpostanschrift\b",
            r"\b\d{1,5}[a-z]?,? (?:[\w.'’-]+ ){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln"
            r"|way|plaza|square|sq|court|floor|suite|parkway|pkwy|highway)\b\.?(?:,|$| [A-Z#\d])",
            r"\b\w+(?:straße|strasse|str\.|platz|allee|gasse) \d+",
            r"\b\d+,? (?:bis |ter )?(?:rue|boulevard|place|quai) \w",
        ),
    ),
)
_ALONE: Sequence[tuple[str, re.Pattern[str]]] = (
    (
        _RIGHTS,
        re.compile(
            r"(?:read |see )?(?:our )?(?:privacy(?: policy| notice| statement| center)?|cookie policy|imprint|impressum"
            r"|terms(?: of (?:service|use)| and conditions| & conditions)?|legal(?: notice)?"
            r"|datenschutz(?:erklärung|hinweise)?|mentions légales|politique de confidentialité|aviso legal"
            r"|pol[ií]tica de privaci?dade?|note legali|informativa sulla privacy|privacyverklaring"
            r"|プライバシーポリシー|隐私政策|隱私政策|개인정보 ?처리방침)[.!]?",
            re.IGNORECASE,
        ),
    ),
    (
        _PREFERENCES,
        re.compile(rf"(?:(?:manage|update|change|edit){_MENDS}|e-?mail) (?:preferences|subscriptions?)", re.IGNORECASE),
    ),
    (
        _NEUTRAL,
        re.compile(
            r"(?:follow|find|join) us(?: on)?:?|twitter|x|facebook|linkedin|instagram|youtube|tiktok|mastodon|bluesky"
            r"|threads|rss|whatsapp|telegram|e-?mail|web(?:site)?|home|about(?: us)?|contact(?: us)?|help|faq|support"
            r"|advertise(?: with us)?|sponsor|share|forward(?: to a friend)?|subscribe|preferences|settings|archive"
            r"|kontakt|contactez-nous|contacto|[\W_]+|[\w.+-]+@[\w-]+\.[\w.]+|(?:https?://|www\.)\S+",
            re.IGNORECASE,
        ),
    ),
    (
        _NEUTRAL,
        re.compile(
            r".{2,60}\b(?:ltd|inc|llc|llp|gmbh|ag|s\.?a\.?s?|b\.?v|pty|plc|limited|株式会社|有限公司)\b\.?",
            re.IGNORECASE,
        ),
    ),
)
"""Pieces that say nothing else."""
_ENDS = re.compile(r"(?<=[.!?。！？])\s+|\n|\s*[|·•‧∙]\s*|\s{2,}|(?<=。)|\s[-–—/]\s")
_TELLING = frozenset(TOPICS) - {_ADDRESS}


class Said(NamedTuple):
    """What a block says about the newsletter that it stands in."""

    topics: frozenset[str]
    known: float
    """The share of its words, 0 to 1, that often stand in footers; 1 where there are no words."""
    leaves: bool = False
    """Whether it tells how to leave."""
    leaves_surely: bool = False
    """Whether it can mean nothing else."""

    @property
    def is_telling(self) -> bool:
        """Whether only a footer speaks so; not an address, which may be that of an event."""
        return not _TELLING.isdisjoint(self.topics)

    def weaken(self) -> "Said":
        """The same, with nothing beyond doubt."""
        return self._replace(leaves_surely=False)


def read_block(text: str, links: Sequence[Link]) -> Said:
    """What a block says, told by its pieces: sentences, lines, and what bars or dots part.

    Args:
        text: the block's words.
        links: its links, by places in `text`.
    """
    topics: set[str] = set()
    length = known = 0
    leaves = is_sure = False
    for start, end in _pieces(text):
        piece = text[start:end].strip()
        length += len(piece)
        said = _read_topics(piece)
        surety = _read_leaving(piece, [(span.of(text), target) for span, target in links if start <= span.start < end])
        if not surety and _PREFERENCES in said and _UNSUBSCRIBE.search(piece):
            surety = 1
        said |= {_LEAVE} if surety else set()
        known += len(piece) if said else 0
        topics |= said - {_NEUTRAL}
        leaves, is_sure = leaves or surety > 0, is_sure or surety > 1
    return Said(frozenset(topics), known / length if length else 1.0, leaves, is_sure)


def _pieces(text: str) -> list[tuple[int, int]]:
    edges = [0, *(edge for match in _ENDS.finditer(text) for edge in match.span()), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def _read_leaving(piece: str, links: Sequence[tuple[str, str]]) -> int:
    """0 where a piece does not tell how to leave, 2 where it can mean nothing else, 1 between."""
    if _ALONE_LEAVES.fullmatch(piece) or any(_is_way_out(piece, words.strip(" .!"), target) for words, target in links):
        return 2
    has_address = bool(links) or _ADDRESSES.search(piece) is not None
    if _TOLD.match(piece):
        return 2 if has_address else 1
    if _WISHES.search(piece):
        return 1
    return 1 if _ELSEWHERE.search(piece) and (has_address or len(piece) <= _LONGEST_ALONE) else 0


def _is_way_out(piece: str, words: str, target: str) -> bool:
    """Whether a link leads its reader out of a newsletter, by its words or, where they say nothing, by its address."""
    if _HERE.fullmatch(words):
        return _LEAVING_TARGET.search(target) is not None
    if _ALONE_LEAVES.fullmatch(words):
        return len(piece) <= len(words) + 2 or _TO_YOU.search(piece) is not None
    return len(words) <= _LONGEST_ELSEWHERE and _ELSEWHERE.search(words) is not None


def _read_topics(piece: str) -> set[str]:
    """What a piece is about beside leaving; `_NEUTRAL` for what stands in footers as elsewhere."""
    found = {topic for topic, pattern in _SAYS if pattern.search(piece)}
    return found or {topic for topic, pattern in _ALONE if pattern.fullmatch(piece)}
