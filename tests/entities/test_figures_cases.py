"""Figures by case: what is found in a line, marked by its words, kind, value, unit and qualifier."""

import pytest

from reader.domain.figure import FigureValue
from reader.entities.figures import find_figures
from reader.entities.recogniser import load_recogniser
from tests.entities.factory import make_briefing

Row = tuple[str, str, FigureValue, str | None, str | None]

RECOGNISER = load_recogniser()


def find(text: str) -> list[Row]:
    briefing = make_briefing(text)
    figures = find_figures(briefing, RECOGNISER.recognise(briefing))
    return [(one.span.of(text), one.kind.value, one.value, one.unit, one.qualifier) for one in figures]


MONEY: list[tuple[str, str, FigureValue, str, str | None]] = [
    ("It cost US$70 billion in all.", "US$70 billion", 70_000_000_000, "USD", None),
    ("It cost $3.5bn.", "$3.5bn", 3_500_000_000, "USD", None),
    ("It raised $100m.", "$100m", 100_000_000, "USD", None),
    ("It raised $5B in debt.", "$5B", 5_000_000_000, "USD", None),
    ("Sales of NT$1.2 trillion rose.", "NT$1.2 trillion", 1_200_000_000_000, "TWD", None),
    ("Sales of NT$ 839,254 million rose.", "NT$ 839,254 million", 839_254_000_000, "TWD", None),
    ("It pays €43 billion.", "€43 billion", 43_000_000_000, "EUR", None),
    ("It pays £1bn now.", "£1bn", 1_000_000_000, "GBP", None),
    ("It pays ¥500 billion.", "¥500 billion", 500_000_000_000, "JPY", None),
    ("It pays ₩10 trillion.", "₩10 trillion", 10_000_000_000_000, "KRW", None),
    ("It pays ₹76,000 crore.", "₹76,000 crore", 760_000_000_000, "INR", None),
    ("It pays RMB 20 billion.", "RMB 20 billion", 20_000_000_000, "CNY", None),
    ("It pays CNY5bn.", "CNY5bn", 5_000_000_000, "CNY", None),
    ("It pays USD 5 million.", "USD 5 million", 5_000_000, "USD", None),
    ("It pays HK$2.3 billion.", "HK$2.3 billion", 2_300_000_000, "HKD", None),
    ("It pays 300 trillion won by then.", "300 trillion won", 300_000_000_000_000, "KRW", None),
    ("It pays 500 billion yen.", "500 billion yen", 500_000_000_000, "JPY", None),
    ("It pays 20 billion yuan.", "20 billion yuan", 20_000_000_000, "CNY", None),
    ("It pays 5 billion euros.", "5 billion euros", 5_000_000_000, "EUR", None),
    ("It pays 70 billion US dollars.", "70 billion US dollars", 70_000_000_000, "USD", None),
    ("It pays 2 million Swiss francs.", "2 million Swiss francs", 2_000_000, "CHF", None),
    ("It pays two billion dollars.", "two billion dollars", 2_000_000_000, "USD", None),
    ("It pays half a billion dollars.", "half a billion dollars", 500_000_000, "USD", None),
    ("It pays a billion dollars.", "a billion dollars", 1_000_000_000, "USD", None),
    ("It pays 50 cents.", "50 cents", 0.5, "USD", None),
    ("It is a $52.7-billion act.", "$52.7-billion", 52_700_000_000, "USD", None),
    ("It is a 500-million-euro plant.", "500-million-euro", 500_000_000, "EUR", None),
    ("It rose past $165 billion.", "$165 billion", 165_000_000_000, "USD", ">"),
    ("It spends up to $600 billion.", "$600 billion", 600_000_000_000, "USD", "<="),
    ("It spends as much as $6 billion.", "$6 billion", 6_000_000_000, "USD", "<="),
    ("It spends about $6 billion.", "$6 billion", 6_000_000_000, "USD", "~"),
    ("It spends at least $6 billion.", "$6 billion", 6_000_000_000, "USD", ">="),
    ("It spends more than $6 billion.", "$6 billion", 6_000_000_000, "USD", ">"),
    ("It spends less than $6 billion.", "$6 billion", 6_000_000_000, "USD", "<"),
    ("It spends an estimated $6 billion.", "$6 billion", 6_000_000_000, "USD", "~"),
    ("It spends nearly $6 billion.", "$6 billion", 6_000_000_000, "USD", "~"),
    ("It spends $6 billion or more.", "$6 billion", 6_000_000_000, "USD", ">="),
    ("It spends $6 billion-plus.", "$6 billion", 6_000_000_000, "USD", ">="),
    ("It spends ~$6 billion.", "$6 billion", 6_000_000_000, "USD", "~"),
    ("It spends $3-4 billion.", "$3-4 billion", (3_000_000_000, 4_000_000_000), "USD", None),
    ("It spends $3–$4 billion.", "$3–$4 billion", (3_000_000_000, 4_000_000_000), "USD", None),
    ("Spends $500 million to $1 billion.", "$500 million to $1 billion", (500_000_000, 1_000_000_000), "USD", None),
    ("Between $60 billion and $65 billion.", "$60 billion and $65 billion", (60 * 10**9, 65 * 10**9), "USD", None),
    ("Between $60 and $65 billion.", "$60 and $65 billion", (60 * 10**9, 65 * 10**9), "USD", None),
    ("It will spend from $38 billion to $42 billion.", "$38 billion to $42 billion", (38 * 10**9, 42 * 10**9),
     "USD", None),
    ("It spends $10 billion a year.", "$10 billion a year", 10_000_000_000, "USD/year", None),
    ("It spends $10 billion per year.", "$10 billion per year", 10_000_000_000, "USD/year", None),
    ("It earned $2.50 per share.", "$2.50 per share", 2.5, "USD/share", None),
    ("A wafer is $18,000 now.", "$18,000", 18_000, "USD", None),
    ("It lost -$5 million.", "-$5 million", -5_000_000, "USD", None),
    ("It paid 5.2bn US$ for it.", "5.2bn US$", 5_200_000_000, "USD", None),
    ("It pays half a trillion dollars.", "half a trillion dollars", 500_000_000_000, "USD", None),
    ("Over half a trillion dollars.", "half a trillion dollars", 500_000_000_000, "USD", ">"),
    ("It costs $2,500/kW now.", "$2,500/kW", 2_500, "USD/kW", None),
    ("It costs $329.17/MW-day now.", "$329.17/MW-day", 329.17, "USD/MW-day", None),
    ("It costs $85 per kilo now.", "$85 per kilo", 85, "USD/kg", None),
    ("It costs $50 per net ton now.", "$50 per net ton", 50, "USD/net ton", None),
    ("It costs $9,000 per FEU now.", "$9,000 per FEU", 9_000, "USD/FEU", None),
    ("It asks $0.28 per million tokens.", "$0.28 per million tokens", 0.28, "USD/million token", None),
    ("It pays $5,000 per violation.", "$5,000", 5_000, "USD", None),
    ("It pays 17 cents per kWh.", "17 cents per kWh", 0.17, "USD/kWh", None),
    ("It cost US$70\nbillion.", "US$70", 70, "USD", None),
]  # fmt: skip

PERCENT: list[tuple[str, str, FigureValue, str, str | None]] = [
    ("It rose 40 percent.", "40 percent", 40, "%", None),
    ("It rose 40%.", "40%", 40, "%", None),
    ("It rose 40 %.", "40 %", 40, "%", None),
    ("It rose 40 per cent.", "40 per cent", 40, "%", None),
    ("It rose 40 pct.", "40 pct", 40, "%", None),
    ("It rose ten percent.", "ten percent", 10, "%", None),
    ("It rose twenty-five percent.", "twenty-five percent", 25, "%", None),
    ("It fell -3.5% again.", "-3.5%", -3.5, "%", None),
    ("It rose +12% (yoy).", "+12%", 12, "%", None),
    ("It rose 10-15%.", "10-15%", (10, 15), "%", None),
    ("It rose 10% to 15%.", "10% to 15%", (10, 15), "%", None),
    ("Between 10% and 15% of it.", "10% and 15%", (10, 15), "%", None),
    ("A share of 10 to 15 percent.", "10 to 15 percent", (10, 15), "%", None),
    ("It rose 5 percentage points.", "5 percentage points", 5, "pp", None),
    ("A 5-percentage-point rise.", "5-percentage-point", 5, "pp", None),
    ("It rose 1.2 pp.", "1.2 pp", 1.2, "pp", None),
    ("It cut 25 basis points.", "25 basis points", 25, "bp", None),
    ("It cut 25bps.", "25bps", 25, "bp", None),
    ("It took over 90% of it.", "90%", 90, "%", ">"),
    ("A 100% tariff.", "100%", 100, "%", None),
    ("A 25-percent tariff.", "25-percent", 25, "%", None),
    ("It is 30%+ by now.", "30%", 30, "%", ">="),
    ("HBM4 30 to 40 percent above it.", "30 to 40 percent", (30, 40), "%", None),
    ("Ａ rise of １５％ it was.", "１５％", 15, "%", None),
]  # fmt: skip

QUANTITY: list[tuple[str, str, FigureValue, str | None, str | None]] = [
    ("It starts 200 k wpm a month later.", "200 k wpm", 200_000, "wpm", None),
    ("It tops 1.4 M wpm by then.", "1.4 M wpm", 1_400_000, "wpm", ">"),
    ("A 30,000-node cluster.", "30,000-node", 30_000, "node", None),
    ("It has 88 cores.", "88 cores", 88, "core", None),
    ("With 288GB of it.", "288GB", 288, "GB", None),
    ("At 17,000 tokens per second.", "17,000 tokens per second", 17_000, "token/s", None),
    ("Its 4nm process.", "4nm", 4, "nm", None),
    ("The 2 nm node.", "2 nm", 2, "nm", None),
    ("A 7-nanometer chip.", "7-nanometer", 7, "nm", None),
    ("Its sub-2 nm work.", "2 nm", 2, "nm", "<"),
    ("With 13.5 nm light.", "13.5 nm", 13.5, "nm", None),
    ("On 300mm wafers.", "300mm", 300, "mm", None),
    ("On 12-inch wafers.", "12-inch", 12, "inch", None),
    ("At 3.3TB/s now.", "3.3TB/s", 3.3, "TB/s", None),
    ("At 9.6 Gbps now.", "9.6 Gbps", 9.6, "Gbps", None),
    ("It draws 500 MW.", "500 MW", 500, "MW", None),
    ("It draws 1.2 gigawatts.", "1.2 gigawatts", 1.2, "GW", None),
    ("A 12-layer stack.", "12-layer", 12, "layer", None),
    ("Makes 100,000 wafers per month.", "100,000 wafers per month", 100_000, "wafer/month", None),
    ("Makes 50,000 wafers a month.", "50,000 wafers a month", 50_000, "wafer/month", None),
    ("Makes 50k wafers.", "50k wafers", 50_000, "wafer", None),
    ("Makes 1.2 million units.", "1.2 million units", 1_200_000, "unit", None),
    ("It has 405B parameters.", "405B parameters", 405_000_000_000, "parameter", None),
    ("It has 1.8 trillion parameters.", "1.8 trillion parameters", 1_800_000_000_000, "parameter", None),
    ("It lists 140 Chinese companies.", "140 Chinese companies", 140, "company", None),
    ("It builds 12 new fabs.", "12 new fabs", 12, "fab", None),
    ("Makes 48 million per day.", "48 million per day", 48_000_000, "/day", None),
    ("Makes 50,000 wafer starts per month.", "50,000 wafer starts per month", 50_000, "wafer start/month", None),
    ("At 3200MT/s now.", "3200MT/s", 3200, "MT/s", None),
    ("It has 50 000 jobs.", "50 000 jobs", 50_000, "job", None),
    ("It builds five new chip packaging lines.", "five new chip packaging lines", 5, "line", None),
    ("A 9,000 square-foot hall.", "9,000 square-foot", 9_000, "ft²", None),
    ("It builds three new fabs.", "three new fabs", 3, "fab", None),
    ("It hires about 2,000 people.", "2,000 people", 2_000, "person", "~"),
    ("It hires 2000 people.", "2000 people", 2_000, "person", None),
    ("It sold 50,000 GPUs.", "50,000 GPUs", 50_000, "GPU", None),
    ("It went from 3 million to more.", "3 million", 3_000_000, None, None),
    ("It needs 5 to 10 tools.", "5 to 10 tools", (5, 10), "tool", None),
    ("It covers 1,000 square meters.", "1,000 square meters", 1_000, "m²", None),
    ("A dozen companies left.", "A dozen companies", 12, "company", None),
    ("Some 200 chips fell.", "200 chips", 200, "chip", "~"),
    ("It has over 100 suppliers.", "100 suppliers", 100, "supplier", ">"),
    ("It has 100+ suppliers.", "100+ suppliers", 100, "supplier", ">="),
    ("Headcount was 19,400.", "19,400", 19_400, None, None),
    ("The index closed at 4,081.15 then.", "4,081.15", 4_081.15, None, None),
    ("Up to 120,000-130,000 by then.", "120,000-130,000", (120_000, 130_000), None, "<="),
    ("Added 70.2 points.", "70.2 points", 70.2, "point", None),
    ("All 27 Member States agree.", "27 Member States", 27, "state", None),
    ("It needs 40 process steps.", "40 process steps", 40, "step", None),
    ("It needs three exposures.", "three exposures", 3, "exposure", None),
    ("It had 12 external reviewers.", "12 external reviewers", 12, "reviewer", None),
    ("It has 2,048 H800s.", "2,048 H800s", 2_048, "H800", None),
    ("At 50 mJ/cm² now.", "50 mJ/cm²", 50, "mJ/cm²", None),
    ("Ten defects per cm² now.", "Ten defects per cm²", 10, "defect/cm²", None),
    ("It makes 100 t/year.", "100 t/year", 100, "t/year", None),
    ("HBM3E 12-Hi costs more.", "12-Hi", 12, "high", None),
    ("It has 64 GB.", "64 GB", 64, "GB", None),
    ("At 120 pJ/bit or so.", "120 pJ/bit", 120, "pJ/bit", "~"),
    ("Hundred and fifty? one hundred and fifty workers.", "one hundred and fifty workers", 150, "worker", None),
]  # fmt: skip

RATIO: list[tuple[str, str, FigureValue, str, str | None]] = [
    ("A tenfold increase.", "tenfold", 10, "x", None),
    ("A 10-fold increase.", "10-fold", 10, "x", None),
    ("At 2.5x the speed.", "2.5x", 2.5, "x", None),
    ("It is 3 times faster.", "3 times", 3, "x", None),
    ("It is three times faster.", "three times", 3, "x", None),
    ("It is twice as fast.", "twice", 2, "x", None),
    ("At one-tenth the power.", "one-tenth", 0.1, "x", None),
    ("Two-thirds of it.", "Two-thirds", 2 / 3, "x", None),
    ("A third of it.", "A third", 1 / 3, "x", None),
    ("About half of it.", "half", 0.5, "x", "~"),
    ("Three-quarters of it.", "Three-quarters", 0.75, "x", None),
    ("A ratio of 3:1 holds.", "3:1", 3, "x", None),
    ("One in five chips fails.", "One in five", 0.2, "x", None),
    ("It is up to 4x faster.", "4x", 4, "x", "<="),
    ("It is 2-3x faster.", "2-3x", (2, 3), "x", None),
    ("Nine in 10 firms fail.", "Nine in 10", 0.9, "x", None),
    ("From over a half in old times.", "a half", 0.5, "x", ">"),
    ("It is 30× faster.", "30×", 30, "x", None),
]

DATE: list[tuple[str, str, str, str, str | None]] = [
    ("The 2026-05-03~2026-05-09 issue.", "2026-05-03~2026-05-09", "2026-05-03/2026-05-09", "day-range", None),
    ("On 2026-05-03 it fell.", "2026-05-03", "2026-05-03", "day", None),
    ("In 2026-05 it fell.", "2026-05", "2026-05", "month", None),
    ("In 2026-W19 it fell.", "2026-W19", "2026-W19", "week", None),
    ("In week 19 of 2026 it fell.", "week 19 of 2026", "2026-W19", "week", None),
    ("In CW19 it fell.", "CW19", "--W19", "week", None),
    ("In the September 2021 quarter it fell.", "September 2021 quarter", "2021-Q3", "quarter", None),
    ("In 1Q26 it fell.", "1Q26", "2026-Q1", "quarter", None),
    ("In Q1 2026 it fell.", "Q1 2026", "2026-Q1", "quarter", None),
    ("In Q126 it fell.", "Q126", "2026-Q1", "quarter", None),
    ("The April-to-June time.", "April-to-June", "--04/--06", "month-range", None),
    ("In 2026/27 it fell.", "2026/27", "2026/2027", "year-range", None),
    ("In Q1'26 it fell.", "Q1'26", "2026-Q1", "quarter", None),
    ("In Q1 it fell.", "Q1", "--Q1", "quarter", None),
    ("In 2026 Q1 it fell.", "2026 Q1", "2026-Q1", "quarter", None),
    ("In 2026Q1 it fell.", "2026Q1", "2026-Q1", "quarter", None),
    ("In Q3 FY2026 it fell.", "Q3 FY2026", "FY2026-Q3", "quarter", None),
    ("In Q3 FY26 it fell.", "Q3 FY26", "FY2026-Q3", "quarter", None),
    ("In 3QFY26 it fell.", "3QFY26", "FY2026-Q3", "quarter", None),
    ("In the first quarter of 2026 it fell.", "first quarter of 2026", "2026-Q1", "quarter", None),
    ("Its first-quarter sales fell.", "first-quarter", "--Q1", "quarter", None),
    ("In the third quarter of fiscal 2026 it fell.", "third quarter of fiscal 2026", "FY2026-Q3", "quarter", None),
    ("In fiscal 2026 it fell.", "fiscal 2026", "FY2026", "fiscal year", None),
    ("In fiscal year 2026 it fell.", "fiscal year 2026", "FY2026", "fiscal year", None),
    ("In FY26 it fell.", "FY26", "FY2026", "fiscal year", None),
    ("In FY2026 it fell.", "FY2026", "FY2026", "fiscal year", None),
    ("In 2H25 it fell.", "2H25", "2025-H2", "half", None),
    ("In H1 2026 it fell.", "H1 2026", "2026-H1", "half", None),
    ("In the second half of 2026 it fell.", "second half of 2026", "2026-H2", "half", None),
    ("From 1Q26 to 3Q26 it fell.", "1Q26 to 3Q26", "2026-Q1/2026-Q3", "quarter-range", None),
    ("On May 3, 2026, it fell.", "May 3, 2026", "2026-05-03", "day", None),
    ("On 3 May 2026 it fell.", "3 May 2026", "2026-05-03", "day", None),
    ("On May 21 it fell.", "May 21", "--05-21", "day", None),
    ("On Sept. 15 it fell.", "Sept. 15", "--09-15", "day", None),
    ("From May 3-9 it fell.", "May 3-9", "--05-03/--05-09", "day-range", None),
    ("From May 3–9, 2026, it fell.", "May 3–9, 2026", "2026-05-03/2026-05-09", "day-range", None),
    ("May 30 to June 2, 2026 was cold.", "May 30 to June 2, 2026", "2026-05-30/2026-06-02", "day-range", None),
    ("On 3-9 May 2026 it fell.", "3-9 May 2026", "2026-05-03/2026-05-09", "day-range", None),
    ("In May 2026 it fell.", "May 2026", "2026-05", "month", None),
    ("It fell in March.", "March", "--03", "month", None),
    ("In January-March 2026 it fell.", "January-March 2026", "2026-01/2026-03", "month-range", None),
    ("In 2024 it fell.", "2024", "2024", "year", None),
    ("The 2025 exports fell.", "2025", "2025", "year", None),
    ("By mid-2026 it fell.", "2026", "2026", "year", "mid"),
    ("By early 2026 it fell.", "2026", "2026", "year", "early"),
    ("By the end of 2026 it fell.", "2026", "2026", "year", "end"),
    ("In 2024-2026 it fell.", "2024-2026", "2024/2026", "year-range", None),
    ("In 2024–26 it fell.", "2024–26", "2024/2026", "year-range", None),
    ("From 2024 to 2026 it fell.", "2024 to 2026", "2024/2026", "year-range", None),
    ("Between 2024 and 2026 it fell.", "2024 and 2026", "2024/2026", "year-range", None),
    ("In the 2020s it fell.", "2020s", "2020/2029", "decade", None),
    ("On 5/21/2026 it fell.", "5/21/2026", "2026-05-21", "day", None),
    ("On 2026/05/21 it fell.", "2026/05/21", "2026-05-21", "day", None),
    ("On 21.05.2026 it fell.", "21.05.2026", "2026-05-21", "day", None),
    ("2026年5月3日 fell.", "2026年5月3日", "2026-05-03", "day", None),
]

DURATION: list[tuple[str, str, str, str, str | None]] = [
    ("Over the next decade it fell.", "the next decade", "P10Y", "year", None),
    ("Over the next five years it fell.", "the next five years", "P5Y", "year", None),
    ("It took three years.", "three years", "P3Y", "year", None),
    ("A six-month delay.", "six-month", "P6M", "month", None),
    ("Sentenced to 70 Months.", "70 Months", "P70M", "month", None),
    ("Over the past year it fell.", "the past year", "P1Y", "year", None),
    ("After half a century of work.", "half a century", "P50Y", "century", None),
    ("It takes 3 and a half months.", "3 and a half months", "P3.5M", "month", None),
    ("A 90-day pause.", "90-day", "P90D", "day", None),
    ("It took 18 months.", "18 months", "P18M", "month", None),
    ("It took 24 hours.", "24 hours", "PT24H", "hour", None),
    ("It took 3-5 years.", "3-5 years", "P3Y/P5Y", "year", None),
    ("It took two or three years.", "two or three years", "P2Y/P3Y", "year", None),
    ("A 12- to 18-month delay.", "12- to 18-month", "P12M/P18M", "month", None),
    ("It took about 10 weeks.", "10 weeks", "P10W", "week", "~"),
    ("For two consecutive quarters.", "two consecutive quarters", "P6M", "quarter", None),
    ("It is half a year early.", "half a year", "P6M", "year", None),
    ("It took two-and-a-half years.", "two-and-a-half years", "P2.5Y", "year", None),
    ("It cost it over five years.", "five years", "P5Y", "year", None),
]

ORDINAL: list[tuple[str, str, int, str | None, str | None]] = [
    ("Its 3rd-generation OLED.", "3rd-generation", 3, "generation", None),
    ("Its sixth-generation DRAM.", "sixth-generation", 6, "generation", None),
    ("The second-largest maker.", "second-largest", 2, None, None),
]

CASES = [
    pytest.param(text, (surface, kind, value, unit, qualifier), id=f"{kind}: {text[:36]}")
    for kind, rows in (
        ("money", MONEY),
        ("percent", PERCENT),
        ("quantity", QUANTITY),
        ("ratio", RATIO),
        ("date", DATE),
        ("duration", DURATION),
        ("ordinal", ORDINAL),
    )
    for text, surface, value, unit, qualifier in rows
]


@pytest.mark.parametrize(("text", "row"), CASES)
def test_a_figure_is_read(text: str, row: Row) -> None:
    surface, kind, value, unit, qualifier = row
    wanted = pytest.approx(value) if isinstance(value, float) else value
    assert find(text) == [(surface, kind, wanted, unit, qualifier)]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        pytest.param("Sales rose from $5 billion to $7 billion.", ["$5 billion", "$7 billion"], id="a change"),
        pytest.param("It grew to 15% from 10%.", ["15%", "10%"], id="a change told backwards"),
        pytest.param("NT$1.2 trillion (US$37 billion)", ["NT$1.2 trillion", "US$37 billion"], id="converted"),
        pytest.param("88 cores and 288GB of it.", ["88 cores", "288GB"], id="two kinds"),
        pytest.param("In 2025 and 2026 it fell.", ["2025", "2026"], id="two years"),
        pytest.param("In 2025, 30% of 12 firms.", ["2025", "30%", "12 firms"], id="three"),
        pytest.param("In 2025, $5 billion.", ["2025", "$5 billion"], id="year and money"),
    ],
)
def test_figures_are_told_apart(text: str, surfaces: list[str]) -> None:
    assert [row[0] for row in find(text)] == surfaces


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia's H200 chips", "its HBM4 stacks", "Llama 3.1 8B models", "Microsoft's Maia 200 AI chip",
        "the Ascend 910C chips", "Section 301 tariffs", "Phase 2 talks", "No. 3 in the list", "15 CFR 744.21",
        "Executive Order 14105 says", "DDR5 and PCIe 5.0 links", "Wi-Fi 7 chips", "the 5G networks", "a 3D package",
        "at 9:30 a.m. sharp", "call +886-3-563-6688 now", "see https://example.com/2026/05/03/40%25 there",
        "COVID-19 cases", "the G7 nations", "a multi-billion-dollar plan", "trillion-parameter models",
        "on Tuesday", "this week", "in the coming weeks", "the two companies", "one of them", "may the force",
        "version 2.1.3 of it", "server 10.0.0.1 here", "RTX 5090 cards", "iPhone 17 sales", "Windows 11 PCs",
        "F-35 jets", "A16 and N2 nodes", "the 14th Five-Year Plan", "Computex 2026", "the CHIPS Act of 2022",
        "(2330.TW) rose", "it may rise", "March on Washington", "the Blackwell 200 systems", "first of all",
        "a third party", "the second half-hearted try", "GPT-5 and o3", "ISO 9001 certificates", "in 3nd grade",
        "Gen 5 SSDs", "dual risks", "the one thing", "hundreds of millions of dollars", "24/7 support",
        "Regulation (EU) 2023/1781 of it", "Directive 2009/28/EC says", "China's Two Sessions open",
        "Patent 10,123,456 says",
        "Law 12,345 applies", "1.6T optics", "Maia 200 systems sell",
        "2026-13-45", "2026-02-30", "31.02.2026", "1.2.3.4.5", "12345678901234567890",
    ],
)  # fmt: skip
def test_no_figure(text: str) -> None:
    assert find(text) == []
