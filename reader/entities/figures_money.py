"""Currencies.

Owns their signs, codes and names, and the ISO 4217 code of each. A plain "$" is the US dollar, a plain "¥" the yen.
"""

from reader.entities.figures_found import compiled

_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "NT$": "TWD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "A$": "AUD", "AU$": "AUD",
    "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY",
    "CN¥": "CNY", "RMB¥": "CNY", "JP¥": "JPY", "₩": "KRW", "￦": "KRW", "₹": "INR", "₫": "VND", "₽": "RUB", "฿": "THB",
    "₱": "PHP", "₪": "ILS", "＄": "USD",
}  # fmt: skip
_CODES = {
    **{code: code for code in (
        "USD EUR JPY KRW CNY TWD GBP CHF INR SGD HKD AUD CAD MYR THB VND IDR PHP ILS SEK NOK DKK PLN CZK RUB BRL MXN"
        " SAR AED TRY NZD QAR KWD EGP ZAR"
    ).split()},
    "NTD": "TWD", "RMB": "CNY", "Rmb": "CNY", "CNH": "CNY", "RM": "MYR", "Rs": "INR", "Rs.": "INR", "NIS": "ILS",
}  # fmt: skip
_NAMES = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "nt dollar": "TWD",
    "new taiwan dollar": "TWD", "taiwan dollar": "TWD", "taiwanese dollar": "TWD", "hong kong dollar": "HKD",
    "singapore dollar": "SGD", "australian dollar": "AUD", "canadian dollar": "CAD", "dollar": "USD", "euro": "EUR",
    "japanese yen": "JPY", "yen": "JPY", "korean won": "KRW", "south korean won": "KRW", "won": "KRW",
    "chinese yuan": "CNY", "yuan": "CNY", "renminbi": "CNY", "pound": "GBP", "british pound": "GBP",
    "pounds sterling": "GBP", "rupee": "INR", "indian rupee": "INR", "ringgit": "MYR", "malaysian ringgit": "MYR",
    "baht": "THB", "dong": "VND", "rupiah": "IDR", "shekel": "ILS", "swiss franc": "CHF", "rouble": "RUB",
    "ruble": "RUB", "krona": "SEK", "riyal": "SAR", "dirham": "AED",
}  # fmt: skip
_AMBIGUOUS = frozenset({"won", "pound", "dong"})
"""Names that are also words; as money they need a number of some size."""
_LEAST_AMBIGUOUS = 1_000

SIGNS = "$€£¥￥₩￦₹₫₽฿₱₪＄"
_BEFORE = (
    r"(?:(?<![A-Za-z.])(?:US|U\.S\.|NT|HK|SG?|AU?|CA?|NZ|R) ?\$|(?<![A-Za-z])(?:CN|RMB|JP)¥"
    rf"|[{SIGNS}]|(?<![A-Za-z])(?:{'|'.join(code for code in _CODES if code != 'Rs.')}|Rs\.)) ?"
)
_AFTER = (
    rf"[ -]?(?:(?P<name>(?i:{'|'.join(sorted(_NAMES, key=len, reverse=True))}))s?"
    rf"|(?P<code>{'|'.join(code for code in _CODES if not code.startswith('R') or code in ('RMB', 'Rmb', 'RUB'))})"
    r"|(?P<sign>US\$|U\.S\.\$|NT\$|HK\$|[€£₩₹¥])|(?P<cent>cents?|¢))(?![A-Za-z0-9])"
)


def currency_tokens() -> set[str]:
    """The first words and signs by which a currency may be named after a number, in lower case."""
    names = {f"{name}{end}" for name in _NAMES for end in ("", "s")}
    first = {name.split()[0] for name in names} | {"u", "cent", "cents"}
    return first | set("€£₩₹¥¢") | {code.lower() for code in _CODES}


def read_sign_before(text: str, start: int, at: int) -> tuple[int, str] | None:
    """The currency written directly before `at`, and where it begins; looks back no further than `start`."""
    tail = text[at - 1 : at].strip() or text[at - 2 : at - 1]
    if at <= start or not (tail in SIGNS or tail.isupper() or tail in "b.s"):
        return None
    if text[at - 1] == "$" and not text[max(0, at - 3) : at - 1].rstrip()[-1:].isupper():
        return at - 1, "USD"
    match = compiled(rf"{_BEFORE}\Z").search(text, max(start, at - 8), at)
    return (match.start(), _currency(match.group())) if match else None


def read_sign(text: str, at: int, limit: int) -> tuple[int, str] | None:
    """The currency written at `at`, and where the number after it begins."""
    match = compiled(_BEFORE).match(text, at, limit)
    return (match.end(), _currency(match.group())) if match else None


def _currency(written: str) -> str:
    sign = written.replace(" ", "")
    return _SIGNS.get(sign) or _CODES[sign]


def read_name(text: str, at: int, limit: int, value: float) -> tuple[int, str, float] | None:
    """The currency named after a number of `value`: where it ends, its code, and what one of it is worth in units."""
    match = compiled(_AFTER).match(text, at, limit)
    if match is None:
        return None
    if match["cent"]:
        return match.end(), "USD", 0.01
    if match["name"]:
        name = match["name"].lower()
        if name in _AMBIGUOUS and value < _LEAST_AMBIGUOUS:
            return None
        return match.end(), _NAMES[name], 1.0
    written = match["code"] or match["sign"]
    return match.end(), _SIGNS.get(written) or _CODES[written], 1.0
