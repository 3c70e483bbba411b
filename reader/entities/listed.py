"""Companies by what stands behind them on an exchange: Acme (NYSE: ACM).

Owns how that is written. Which words are exchanges, the packs say: they are organizations or companies with that name.
"""

import re
from collections.abc import Iterator

from reader.domain.entity import Entity, EntityType, MentionStatus
from reader.domain.scrub import SafeText
from reader.entities.candidates import Candidate, Taken
from reader.entities.cuebook import CueBook
from reader.entities.normalise import PlainText
from reader.entities.runs import RUN, split_words

_REACH = 60
_TICKER = re.compile(
    r" \((?:[Tt]icker|Nasdaq|NASDAQ|NasdaqG[SM]|NYSE|AMEX|TASE|TSX|LSE|TSE|TYO|HKEX|HKG|SEHK|SSE|SZSE|KRX|KOSPI|KOSDAQ"
    r"|TWSE|TPE|TPEx|ASX|BSE|NSE|FRA|ETR|XETRA|Euronext|EPA|SIX|SGX|OTC|OTCQX|OTCQB): ?[A-Z0-9.]{1,12}[;,)]"
)
_NAME = re.compile(rf"{RUN}$")


class ListedRules:
    """Finds companies before their tickers; holds nothing between texts."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def find(self, plain: PlainText, taken: Taken) -> Iterator[Candidate]:
        """The companies that no other rule has found, be they called like an ordinary word."""
        for match in _TICKER.finditer(plain.text):
            end = match.start()
            name = _NAME.search(plain.text[max(0, end - _REACH) : end])
            words = split_words(plain.text, end - len(name.group()), end) if name else ()
            while len(words) > 1 and self._cues.is_filler(words[0].text):
                words = words[1:]
            if words and taken.is_free(words[0].start, end):
                company = Entity(SafeText(plain.text[words[0].start : end]), EntityType.COMPANY)
                yield Candidate(words[0].start, end, company, MentionStatus.RULE)
