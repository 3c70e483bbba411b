"""Units of measure, things counted, and rates.

Owns their names and symbols, and which words after a number are things that it counts.
"""

from functools import cache

from reader.entities.figures_found import compiled
from reader.entities.figures_things import COUNTABLE, IRREGULAR, NEVER_COUNTED, SMALL_WORDS

_SYMBOLS = (
    "nm µm mm cm km Å Hz kHz MHz GHz THz W mW kW MW GW TW Wh kWh MWh GWh TWh MWp GWp V mV kV mA mAh kB KB MB GB TB PB"
    " EB ZB Kb Mb Gb Tb Kbps Mbps Gbps Tbps Gbit Mbit Tbit bit GT FLOPS GFLOPS TFLOPS PFLOPS EFLOPS TOPS POPS MIPS fps"
    " dB dBm t pJ fJ nJ mJ kJ MJ GJ kg kt Mt ppm ppb ppi dpi nits Mpx MP wpm wspm wfsm kwpm kwspm psi Pa kPa MPa GPa"
    " bar ns ps µs ms fs °C °F kVA MVA m² km² m³ cm² mm² sqm MT/s MTPA bpd TEU TEUs MMT MTr/mm² mol rpm mph km/h"
).split()
_SPELLINGS = {
    "um": "µm", "μm": "µm", "us": "µs", "μs": "µs", "Å": "Å", "m2": "m²", "m3": "m³", "km2": "km²", "mm2": "mm²",
    "cm2": "cm²", "TEUs": "TEU", "TFLOPs": "TFLOPS", "PFLOPs": "PFLOPS", "EFLOPs": "EFLOPS", "GFLOPs": "GFLOPS",
    "Gbits": "Gbit", "Kw": "kW", "Mhz": "MHz", "Ghz": "GHz", "GBs": "GB", "TBs": "TB", "℃": "°C", "wfpm": "wpm",
    "kwh": "kWh", "Gbs": "Gb", "sq ft": "ft²", "sq. ft.": "ft²", "sq. ft": "ft²", "sq m": "m²", "sq km": "km²",
}  # fmt: skip
_PREFIXED = {"nano": "n", "micro": "µ", "milli": "m", "centi": "c", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
             "peta": "P", "exa": "E", "zetta": "Z", "pico": "p", "femto": "f"}  # fmt: skip
_BASES = {"meter": "m", "metre": "m", "byte": "B", "bit": "bit", "watt": "W", "watt-hour": "Wh", "hertz": "Hz",
          "volt": "V", "gram": "g", "joule": "J", "second": "s", "flop": "FLOPS", "liter": "L", "litre": "L",
          "pixel": "px", "ampere": "A", "pascal": "Pa", "ton": "t"}  # fmt: skip
_WRITTEN = {
    "angstrom": "Å", "ångström": "Å", "ångstrom": "Å", "micron": "µm", "inch": "inch", "inche": "inch", "foot": "ft",
    "feet": "ft", "meter": "m", "metre": "m", "mile": "mile", "acre": "acre", "hectare": "ha", "square foot": "ft²",
    "square feet": "ft²", "square-foot": "ft²", "square-meter": "m²", "square-metre": "m²", "sq. inch": "sq inch",
    "sq. inche": "sq inch", "square inch": "sq inch", "square inche": "sq inch",
    "square meter": "m²", "square metre": "m²", "square kilometer": "km²",
    "square kilometre": "km²", "square mile": "sq mile", "cubic meter": "m³", "cubic metre": "m³", "watt": "W",
    "volt": "V", "byte": "byte", "bit": "bit", "gram": "g", "ton": "ton", "tonne": "t", "metric ton": "t",
    "barrel": "barrel", "ounce": "oz", "litre": "L", "liter": "L", "gallon": "gallon", "degrees celsius": "°C",
    "degree celsius": "°C", "degree": "degree", "kilowatt-hour": "kWh", "megawatt-hour": "MWh",
    "gigawatt-hour": "GWh", "terawatt-hour": "TWh", "megapixel": "MP", "nit": "nits", "decibel": "dB",
    "trillion operations per second": "TOPS", "frames per second": "fps",
    "wafer start": "wafer start",
}  # fmt: skip

_PER = {
    "second": "s", "sec": "s", "s": "s", "minute": "min", "min": "min", "hour": "h", "hr": "h", "h": "h", "day": "day",
    "week": "week", "month": "month", "mo": "month", "quarter": "quarter", "year": "year", "yr": "year",
    "annum": "year", "watt": "W", "w": "W", "kilowatt-hour": "kWh", "kwh": "kWh", "megawatt-hour": "MWh",
    "mwh": "MWh", "bit": "bit", "cm2": "cm²", "mm2": "mm²", "square millimeter": "mm²", "square centimeter": "cm²",
    "square foot": "ft²", "square meter": "m²", "kilo": "kg", "net ton": "net ton", "metric ton": "t", "mtu": "mtu",
    **{word: word for word in (
        "share wafer chip unit token query rack server gpu stack die package pin lane port user person employee"
        " household capita ton tonne barrel gallon ounce pound kg gram kilometer mile vehicle million dollar module"
        " node core device board panel shipment line layer head seat call request"
    ).split()},
}  # fmt: skip
_SLASHED = (
    rf" ?/ ?(?P<per>{'|'.join(sorted(_SYMBOLS, key=len, reverse=True))}"
    rf"|(?i:{'|'.join(sorted(_PER, key=len, reverse=True))}))(?P<time>-(?:day|month|year|hour))?s?(?![\w²-])"
)
_RATE = (
    r"[ -][Pp]er[ -](?P<by>(?:(?:(?:[0-9]{1,3}(?:,000)?|hundred|thousand|million|billion)(?: (?:in|out)put)?"
    r"(?= [a-z]+s\b)|metric|net|gross|short|square|cubic) )?)(?P<per>[A-Za-z]+(?:²|-hour)?)(?![\w²-])"
)
_ARTICLE_RATE = r" an? (?P<per>second|minute|hour|day|week|month|quarter|year|share|piece|unit|barrel|ton)(?![\w-])"
_RATING = frozenset(" /-")
_EARLIER = r" (?:ago|earlier|before|after|later|or|and a half)\b"

_CODES = r"[A-Z]{1,6}(?:[0-9]{1,4}[A-Z]{0,3})s|[A-Z]{2,6}s"
"""More than one of what an acronym or a code names: "GPUs", "H800s"."""
# The counted thing is at most the fourth word after its number ("12 new advanced packaging lines").
_NEXT_WORDS = r" ([A-Za-z][\w'-]*)" + r"(?: ([A-Za-z][\w'-]*))?" * 3


@cache
def _units() -> dict[str, str]:
    """Every way to write a unit, and its symbol; written-out ones in lower case."""
    units = {symbol: symbol for symbol in _SYMBOLS} | _SPELLINGS | _WRITTEN
    units |= {f"{word}{base}": f"{sign}{unit}" for word, sign in _PREFIXED.items() for base, unit in _BASES.items()}
    return units | {"gigabit": "Gb", "megabit": "Mb", "terabit": "Tb", "kilobit": "Kb"}


@cache
def _unit_pattern() -> str:
    symbols = "|".join(sorted((*_SYMBOLS, *_SPELLINGS), key=len, reverse=True))
    written = "|".join(sorted(set(_units()) - {*_SYMBOLS, *_SPELLINGS}, key=len, reverse=True))
    return rf"[ -]?(?:(?P<symbol>{symbols})|(?P<written>(?i:{written}))s?)(?![A-Za-z0-9²³])"


@cache
def unit_tokens() -> frozenset[str]:
    """The first words and signs of all units, in lower case."""
    first = {compiled(r"[A-Za-z]+|[^A-Za-z]").match(unit) for unit in _units()}
    tokens = {match.group().lower() for match in first if match}
    return frozenset(tokens | {f"{token}s" for token in tokens})


def read_unit(text: str, at: int, limit: int) -> tuple[int, str] | None:
    """The unit of measure that follows a number: where it ends and its symbol."""
    match = compiled(_unit_pattern()).match(text, at, limit)
    if match is None:
        return None
    if match["symbol"]:
        return match.end(), _units()[match["symbol"]]
    return match.end(), _units()[match["written"].lower()]


def read_rate(text: str, at: int, limit: int) -> tuple[int, str]:
    """The "per second" that follows a unit: where it ends and what is added to the unit, nothing if there is none."""
    if text[at : at + 1] not in _RATING:
        return at, ""
    match = compiled(_SLASHED).match(text, at, limit)
    if match is not None:
        return match.end(), f"/{_PER.get(match['per'].lower(), match['per'])}{match['time'] or ''}"
    match = compiled(_RATE).match(text, at, limit)
    divisor = match and _divisor(match["by"].lower(), match["per"])
    if match is not None and divisor:
        return match.end(), f"/{divisor}"
    match = compiled(_ARTICLE_RATE).match(text, at, limit)
    if match is None or compiled(_EARLIER).match(text, match.end(), limit):
        return at, ""
    return match.end(), f"/{_PER.get(match['per'], match['per'])}"


def _divisor(by: str, word: str) -> str | None:
    """What stands under the stroke of a rate: a symbol, or what is counted, in the singular.

    Any other word after "per" is no part of the unit ("$5,000 per violation"), except for an acronym.
    """
    plain = word if word.isupper() else word.lower()
    if by + plain in _PER:
        return _PER[by + plain]
    known = word if word in _SYMBOLS else _PER.get(plain) or _PER.get(singular(plain))
    return by + (known or word) if known or word.isupper() else None


def read_thing(text: str, at: int, limit: int, *, is_sure: bool) -> tuple[int, str] | None:
    """The counted thing that follows a number: where it ends and its name in the singular.

    Args:
        text: a normalised text.
        at: where the number ends.
        limit: where to stop reading.
        is_sure: whether any plural will do; else it must be one of the things that this field counts.
    """
    match = compiled(_NEXT_WORDS).match(text, at, limit)
    if match is None:
        return None
    words = [word for word in match.groups() if word]
    if is_sure and _is_plural(words[0]):
        return match.end(1), singular(words[0])
    for place, word in enumerate(words, 1):
        # The "Two Sessions" are a name, "27 Member States" are not.
        is_name = not is_sure and place == 1 and word[0].isupper() and not compiled(_CODES).fullmatch(word)
        if (_is_countable(word) and not is_name) or (
            place == 2 and is_sure and words[0].islower() and _is_plural(word)
        ):
            return match.end(place), _name_thing(word)
        if not _is_modifier(word) or _breaks(text, match.end(place)):
            return None
    return None


def _name_thing(word: str) -> str:
    """The thing in the singular; in lower case, unless it is an acronym or a code."""
    return singular(word.lower() if word[1:].islower() else word)


def _breaks(text: str, at: int) -> bool:
    return text[at : at + 1] != " "


def _is_plural(word: str) -> bool:
    if word in IRREGULAR or compiled(_CODES).fullmatch(word):
        return True
    word = word.rpartition("-")[2]
    is_plain = word.islower() and word.isalpha() and len(word) > 3
    return is_plain and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in NEVER_COUNTED


def _is_countable(word: str) -> bool:
    if word in IRREGULAR or compiled(_CODES).fullmatch(word):
        return True
    return word.endswith("s") and word[1:].islower() and singular(word) != word and singular(word).lower() in COUNTABLE


def _is_modifier(word: str) -> bool:
    return word.lower() not in SMALL_WORDS and not word.endswith(("'s", "'"))


_GREEK = frozenset("alpha beta gamma delta".split())
"""What names a generation of memory after a number ("1-gamma")."""
_JOINED = {"strong": "person", "Hi": "high", "hi": "high", "High": "high"}


def read_joined_thing(text: str, at: int, limit: int) -> tuple[int, str] | None:
    """The thing that a hyphen ties to its number ("30,000-node"): where it ends and its name."""
    match = compiled(r"-([a-z]{2,}|[A-Z]{2,5}|Hi(?:gh)?)(?![\w])(?!-[a-z])").match(text, at, limit)
    if match is None or match[1] in _GREEK:
        return None
    word = _JOINED.get(match[1], match[1])
    if word in SMALL_WORDS or (word.endswith(("ed", "ing", "ly", "able", "style", "like")) and word not in COUNTABLE):
        return None
    return match.end(), singular(word)


def singular(word: str) -> str:
    """The singular of an English plural, by its ending."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
