"""How well figures are found in texts that were annotated by hand; the texts were written for this test."""

import pytest

from reader.entities.figures import find_figures
from reader.entities.recogniser import load_recogniser
from tests.entities.annotated_texts import Gold, Score, add_up, parse_marked

RECOGNISER = load_recogniser()

NEWSLETTER = """# Memory Notes, issue 31, {2026-W08|date} ({2026-02-16~2026-02-22|date})
SK Hynix told investors on {February 18|date} that its HBM3E lines are sold out through {2027|date}. Contract DRAM \
prices rose {12%|percent} in {January|date} and are forecast to gain another {8-10%|percent} in {2Q26|date}.
- Samsung plans to lift HBM4 output to {170,000 wafers per month|quantity} by the end of {2026|date}, from about \
{120,000|~} today.
- Micron guided for revenue of {$18.3 billion|money}, plus or minus {$400 million|money}, and a gross margin near \
{68%|percent}.
- CXMT is said to ship {12-layer|quantity} stacks to {three customers|quantity}; yields are below {50 percent|percent}.
The M15X fab in Cheongju, a {20 trillion won|money} project, will employ roughly {2,500 people|quantity}. Its \
cleanroom covers {60,000 square meters|quantity}. Equipment orders doubled, and lead times stretched from {six \
months|duration} to {nine months|duration}.
Nvidia's GB300 uses {288GB|quantity} of memory at {8 TB/s|quantity}; the R100 needs {13 TB/s|quantity}, a \
{1.6x|ratio} jump. On Tuesday, Llama 3.1 8B models ran at {2,100 tokens per second|quantity}.
"""

TRADE_PRESS = """# TSMC lifts spending after a record quarter
TSMC raised its {2026|date} capital budget to between {$52 billion and $56 billion|money}, up from {$40.9 \
billion|money} a year earlier. Revenue for the {fourth quarter of 2025|date} came to {NT$1.046 trillion|money} \
({US$33.7 billion|money}), {20.5%|percent} more than in {4Q24|date}.
Advanced nodes of {7nm|quantity} and below made {77%|percent} of wafer sales; {3nm|quantity} alone was \
{28%|percent}. Gross margin widened by {330 basis points|percent} to {62.3%|percent}.
The company will build {12 fabs|quantity} in Arizona, four more than planned, on {2,000 acres|quantity} near \
Phoenix. The first phase took {four years|duration}; the next will need {18 to 24 months|duration}. A \
{300mm|quantity} wafer on N2 is priced at about {$30,000|money}, {two-thirds|ratio} above N3.
Earnings per share were {NT$19.50|money}. Shares (2330.TW) closed {1.9%|percent} higher on {Jan. 15|date}. Apple and \
Nvidia take more than {40 percent|percent} of output, said C.C. Wei, 72, who spoke for {90 minutes|duration}.
ASML's EXE:5200 weighs {150 tonnes|quantity} and costs {€350 million|money}. It prints {175 wafers per \
hour|quantity} with {13.5 nm|quantity} light, with an overlay under {0.8 nm|quantity}.
"""

RELEASE = """# Commerce Department Announces Preliminary Terms
WASHINGTON, {Dec. 20, 2024|date} — The U.S. Department of Commerce today awarded up to {$4.745 billion|money} in \
direct funding under the CHIPS Act of 2022. The award will support an investment of more than {$37 billion|money} in \
the coming years and about {12,000 construction jobs|quantity}.
Pursuant to Section 9902 and 15 CFR Part 744, BIS added {140 entities|quantity} to the Entity List, effective \
{December 2, 2024|date}. The rule covers {24 types|quantity} of manufacturing equipment and {three types|quantity} \
of software tools. Comments are due by {January 31, 2025|date}, {60 days|duration} after publication.
The Secretary said that the United States makes {0 percent|percent} of the most advanced chips and aims for {20 \
percent|percent} by {2030|date}. In {fiscal year 2025|date} the department will spend {$1.6 billion|money} on \
packaging with {five awards|~} of up to {$150 million|money} each.
For details call (202) 482-4883 or see https://www.commerce.gov/news/2024/12/20 before noon. Executive Order 14105 \
and H.R. 4346 remain in force. The tariff under Section 301 rises from {25%|percent} to {50%|percent} on {January 1, \
2025|date}.
"""

RESEARCH = """# Server market, {3Q25|date}
| Vendor\tUnits\tShare\tGrowth
| Foxconn\t{310,000 units|quantity}\t{31.5%|percent}\t{+14%|percent}
| Quanta\t{205,000 units|quantity}\t{20.8%|percent}\t{-3.2%|percent}
Shipments of AI servers grew {24.3%|percent} year on year in {2025|date}, and a CAGR of {19%|percent} is expected \
for {2025-2030|date}. Hyperscalers hold over {60%|percent} of demand. Of {1.8 million servers|quantity}, {one in \
eight|ratio} was AI-ready.
Power per rack climbs to {120 kW|quantity} with GB200 NVL72 and {600kW|quantity} in {2027|date}. Liquid cooling cuts \
energy use by {30-40%|percent} and pays off within {2.5 years|duration}. Data centers drew {415 TWh|quantity} in \
{2024|date}, about {1.5%|percent} of world use, {twice|ratio} what they drew in {2017|date}.
In {the past five years|duration} training compute rose {4x|ratio} per year. A cluster of {100,000 GPUs|quantity} \
costs {$4 billion to $5 billion|money}; a {1 GW|quantity} campus costs {$50bn|money}. DDR5 RDIMM of {64 GB|quantity} \
fetched {$450|money} in {November 2025|date}, {2.3 times|ratio} the price of {September|date}.
"""

JAPAN_KOREA = """# Asia supply lines
Rapidus will receive {¥802.5 billion|money} in {FY2025|date}, taking state aid to {1.72 trillion yen|money}. It \
targets mass production of {2nm|quantity} chips in the {second half of fiscal 2027|date}. The Chitose site ran {200 \
tools|quantity} by mid-{2025|date}.
South Korea pledged {33 trillion won|money} ({$23 billion|money}) in {April 2025|date}, {27%|percent} more than the \
{26 trillion won|money} of {2024|date}. Exports of chips hit {$15.8 billion|money} in {August|date}, {22.1 \
percent|percent} of the total.
Kioxia's {332-layer|quantity} NAND has a {4.8Gb/s|quantity} interface. SK Hynix paid Intel {$1.9 billion|money} on \
{March 27|date} to close a deal signed {five years|duration} ago. Its {sixth-generation|~} {10nm|quantity}-class \
DRAM, 1c, entered production in {1Q25|date}.
Resonac and {27 partners|quantity} formed JOINT3. The {515 × 510 mm|~} panel line opens in {2026|date}. Sony holds \
{53%|percent} of the image sensor market; its fab in Kumamoto makes {55,000 wafers a month|quantity}. Workers won a \
{5.25%|percent} pay rise and a {1,000,000-yen|money} bonus.
"""

POLICY = """# China policy watch
Beijing's third Big Fund holds {RMB 344 billion|money} ({US$47.5 billion|money}) and will run for {15 \
years|duration}, until {2039|date}. Local governments add {CNY 20 billion|money}. SMIC's capacity passed {1 million \
wafers a quarter|quantity}; use was {92.5%|percent}.
On {9 October 2025|date} MOFCOM set controls on {five rare earths|~}; the suspension lasts until {10 November \
2026|date}. From {2026-01-01|date} the tariff on legacy chips is {0%|percent}, to rise in {June 2027|date}. The \
truce of {90 days|duration} was extended twice.
Export of H20 chips brings a {15%|percent} levy; H200 sales pay {25%|percent}. Nvidia wrote off {$4.5 billion|money} \
in the {first quarter|date}. Chinese makers supplied {40 percent|percent} of {3.2 million accelerators|quantity} \
sold in {H1 2025|date}. Huawei's CloudMatrix 384 links {384 chips|quantity} and draws {559 kW|quantity}, {four \
times|ratio} the power of its rival at {one-third|ratio} of the efficiency.
The {15th Five-Year Plan|~} ({2026-2030|date}) asks for {70%|percent} self-sufficiency. Under rules issued {last \
week|~}, at least {half|ratio} of tools must be local. Yields at {7 nm|quantity} reached {60% to 70%|percent}, \
against {5%-20%|percent} at {5 nm|quantity}.
"""

TEXTS = {
    "newsletter": NEWSLETTER,
    "trade press": TRADE_PRESS,
    "release": RELEASE,
    "research": RESEARCH,
    "japan and korea": JAPAN_KOREA,
    "policy": POLICY,
}


def score_figures(gold: Gold) -> Score:
    """Compare by exact spans; a find that touches a neutral span counts neither way."""
    briefing = gold.briefing
    figures = find_figures(briefing, RECOGNISER.recognise(briefing))
    found = {(one.span.start, one.span.end): one for one in figures}
    wanted = {span for span, kinds in gold.spans.items() if kinds}
    neutral = [span for span, kinds in gold.spans.items() if not kinds]
    wrong = [
        span
        for span in sorted(set(found) - wanted)
        if not any(span[0] < end and start < span[1] for start, end in neutral)
    ]
    right = wanted & set(found)
    return Score(
        right=len(right),
        typed=sum(found[span].kind.value in gold.spans[span] for span in right),
        missed=tuple(briefing.text[start:end] for start, end in sorted(wanted - right)),
        wrong=tuple(briefing.text[start:end] for start, end in wrong),
    )


@pytest.mark.parametrize("name", TEXTS)
def test_figures_are_found_in_an_annotated_text(name: str) -> None:
    result = score_figures(parse_marked(TEXTS[name]))
    assert result.f1 >= 0.9, (result.missed, result.wrong)
    assert result.typed == result.right


def test_figures_are_found_in_all_texts() -> None:
    total = add_up(score_figures(parse_marked(text)) for text in TEXTS.values())
    assert total.right > 150
    assert total.f1 >= 0.95, (total.missed, total.wrong)
