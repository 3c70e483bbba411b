"""Figures in texts that no rule was made for: how many are found, and read with the right kind.

The texts are in the manner of the trade's newsletters, papers and offices. They were marked before the rules met them:
the first nine then scored F1 .93, the next four .97, the last three .97. Since then rules were made for what they
missed, so that they now guard what was reached.
"""

import pytest

from tests.entities.annotated_texts import add_up, parse_marked
from tests.entities.test_figures_annotated import score_figures

STRAITS_WEEKLY = """# Straits Tech Weekly, {2025-W44|date}: {27 October - 2 November 2025|date}
**Foundry.** UMC reported {third-quarter|date} revenue of {NT$59.13 billion|money}, down {2.25%|percent} from \
{3Q24|date} but up {0.6%|percent} sequentially. Utilization stood at {78%|percent}, and {22/28nm|~} products made up \
{35%|percent} of wafer revenue. Shipments reached {1 million|quantity} {12-inch|quantity} equivalents for the second \
time this year.
- PSMC booked a net loss of {NT$2.73 billion|money}, its {eighth|~} quarterly loss in a row; loss per share was \
{NT$0.65|money}.
- Vanguard said its {S$10.5 billion|money} ({US$8.1 billion|money}) fab in Singapore is more than {half a \
year|duration} ahead of plan and will start volume output in late {2026|date}.
- ASE lifted {2025|date} spending on machinery to {US$3.4 billion|money} from the {US$2.5 billion|money} it gave in \
{February|date}.
**Servers.** Quanta expects AI servers to exceed {80%|percent} of server sales in {2026|date}, against \
{65-70%|percent} now. Wistron's Fort Worth site ({1.2 million square feet|quantity}) will open in {1H26|date} with \
{888 jobs|quantity}.
**Policy.** Taipei's "{10 new AI projects|quantity}" aim to create {NT$15 trillion|money} of value by {2040|date} \
and {500,000 jobs|quantity}. Power demand from chips is put at {5 GW|quantity} by {2030|date}, about \
{eightfold|ratio} the {2023|date} level. The levy under Section 232 could reach {100%|percent}, people told us on \
Thursday; two of them said {300%|percent} had been floated.
**Next week.** AMD on {Nov. 4|date}, Qualcomm on {Nov. 5|date}, SMIC on {Nov. 13|date}. SEMICON Europa opens on {18 \
November|date}.
"""

ENFORCEMENT = """# Chip Tool Maker to Pay {$95.5 Million|money} Penalty for Unlicensed Shipments
SAN JOSE, Calif. — {July 28, 2025|date}. The Bureau of Industry and Security (BIS) today imposed a civil penalty of \
{$95,312,000|money} on a maker of design software for {56 violations|quantity} of the Export Administration \
Regulations (EAR), 15 C.F.R. Parts 730-774. A further {$45.3 million|money} will be forfeited, and the company will \
serve {three years|duration} of probation.
Between {February 2015 and April 2021|date}, employees of its China unit sold hardware worth more than {$45 \
million|money} to a university that was placed on the Entity List on {February 18, 2015|date}. The university is \
under ECCN 3A090 controls and has run a supercomputer since {2010|date} with over {6,000 processors|quantity} that \
were simulating nuclear explosions, according to Count 2 of the order.
Under 50 U.S.C. 4819, the largest administrative penalty is {$374,474|money} per violation or {twice|ratio} the \
value of the transaction, whichever is greater. The penalty includes a {5-year|duration} denial of export \
privileges, suspended for two of those years. The company must complete {two external audits|quantity} within {24 \
months|duration} and report every {180 days|duration}.
"This is the {third-largest|ordinal} penalty that we have imposed," said the Under Secretary. In {fiscal year \
2024|date} the office opened {1,100 cases|quantity}, secured {62 convictions|quantity} and added {312 \
parties|quantity} in {11 countries|quantity} to its lists. Tips may be sent by calling (800) 424-2980 or to Room \
4508, 14th Street.
"""

EARNINGS = """# Lam beats forecasts as NAND upgrades gather pace
Lam Research posted revenue of {$5.32 billion|money} for the quarter that ended on {September 28|date}, {3%|percent} \
more than in the {June quarter|~} and {28%|percent} more than a year earlier. Adjusted profit was {$1.26 a \
share|money}; analysts polled by LSEG had looked for {$1.22|money}. Gross margin of {50.6%|percent} was the best \
since the merger with Novellus in {2012|date}.
China made up {43%|percent} of sales, up {8 percentage points|percent}; Taiwan {19%|percent}, Korea {15%|percent}, \
Japan {10%|percent}. Chief Executive Tim Archer expects China to drop below {30%|percent} in {calendar 2026|date} as \
the rule on affiliates takes roughly {$600 million|money} off sales. Wafer fab equipment spending will be in the \
{$105 billion|money} range this year, he said, and each {$100 billion|money} of data center investment adds about \
{$8 billion|money} to it.
For the {December quarter|~} Lam sees sales of {$5.2 billion|money}, plus or minus {$300 million|money}, and an \
operating margin of {33%|percent}, give or take {1 percentage point|percent}. It bought back {$990 million|money} of \
stock, paid {$292 million|money} in dividends and held {$6.7 billion|money} in cash. Headcount was \
{19,400|quantity}.
Shares, which have doubled since {January|date}, gained {4.2%|percent} to {$147.50|money} after hours. They trade at \
{32 times|ratio} expected earnings. KLA (KLAC.O) rose {1.8%|percent}, Applied Materials {0.9 percent|percent}. The \
S&P 500 was flat.
"""

MEMORY_PRICES = """# Memory price tracker, {November 2025|date}
Fixed transaction prices of {8Gb|quantity} DDR4 (1Gx8) for PCs averaged {$8.10|money}, up {15.7%|percent} on the \
month and the highest since {September 2018|date}. {16Gb|quantity} DDR5 crossed {$20|money} on the spot market on \
{Nov. 12|date}, {2.4 times|ratio} the contract price. {128Gb|quantity} MLC NAND for cards and USB drives climbed \
{19.3%|percent} to {$5.19|money}, the {11th|~} straight monthly gain.
What we expect:
1. Server DRAM contracts to rise by {23% to 28%|percent} in {4Q25|date} and {18-23%|percent} in {1Q26|date}.
2. Enterprise SSD prices {25%|percent} or more higher; a {30 TB|quantity} drive costs {$3,100|money} now.
3. Lead times for RDIMM of {26 to 39 weeks|duration}, against {8-10 weeks|duration} in spring.
4. HBM3E {12-Hi|quantity} at mid-{$500 per stack|money} for {2026|date}, HBM4 {30 to 40 percent|percent} above it.
Supply. The {top three|~} suppliers run {1.94 million wafers|quantity} of DRAM a month, of which some \
{390,000|quantity} go to HBM. Samsung adds {60,000 wafers|quantity} at P4 by mid-{2026|date}; SK Hynix moves M15X to \
late {1Q26|date}. Inventory at makers has shrunk to {two to four weeks|duration} from {31 weeks|duration} in early \
{2023|date}. Bit growth of {16%|percent} in {2026|date} meets demand growth of {26%|percent}.
Risks. A phone with {12 GB|quantity} now carries {$70|money} of DRAM, {3x|ratio} what it did; makers may cut back to \
{8 GB|quantity}. Smartphone output may fall {2%|percent} in {2026|date} instead of growing {0.1%|percent}.
"""

SEOUL_TOKYO = """# Seoul and Tokyo chip wire
(SEOUL, {Oct. 29|date}) SK hynix logged an operating profit of {11.38 trillion won|money} ({US$8 billion|money}) in \
the {July-September|date} period, up {61.9 percent|percent} from {7.03 trillion won|money} a year ago and above {10 \
trillion won|money} for the first time. Sales gained {39.1 percent|percent} on-year to {24.45 trillion won|money}. \
Its {2026|date} output of DRAM, NAND and HBM is sold out. By the end of {September|date} it held {27.9 trillion \
won|money} in cash, {10.9 trillion won|money} more than in {June|date}.
Samsung shares closed at {100,500 won|money}, up {0.5 percent|percent}, while the KOSPI added {70.2 \
points|quantity}, or {1.76 percent|percent}, to {4,081.15|quantity}. The won traded at {1,431.7|quantity} to the \
dollar.
Nvidia will supply {260,000|quantity} of its latest chips to Korea, including up to {50,000|quantity} each to the \
government, Samsung, SK Group and Hyundai Motor. A Samsung AI factory will use {50,000 GPUs|quantity}.
(TOKYO) Rapidus plans to invest over {7 trillion yen|money} through {fiscal 2031|date} and to seek private funds of \
{1 trillion yen|money}, of which {130 billion yen|money} will come in the business year to {March 2026|date}. The \
company, set up in {August 2022|date}, has about {1,000 employees|quantity}; its fab in Chitose spans {330 \
meters|quantity} by {200 meters|quantity}. Kioxia Holdings rose {8.4%|percent} to {¥11,295|money}. The \
{¥10-trillion|money} framework runs until {FY2030|date}. A {1.4nm|quantity} plant may follow in {2029|date}, {two \
years|duration} after the {2nm|quantity} line.
"""

BRUSSELS = """# Commission clears {€623 million|money} in German aid for {two chip plants|quantity}
Brussels, {11 December 2025|date}. The European Commission has approved, under Article 107(3)(c) TFEU, German \
support of {€495 million|money} for GlobalFoundries in Dresden and {€128 million|money} for X-FAB in Erfurt. The \
first project will add {400,000 wafers a year|quantity} by {2028|date}, the second will be in operation in \
{2029|date}.
The aid covers less than {50 per cent|percent} of the eligible costs. Each beneficiary will accept priority-rated \
orders under Regulation (EU) 2023/1781, share any profit above {8.5 per cent|percent} with the State, and train at \
least {300 engineers|quantity} over {the next 10 years|duration}.
Background. The Chips Act entered into force on {21 September 2023|date}. Its target is to raise the Union's share \
of the world market from {10%|percent} in {2020|date} to {20%|percent} by {2030|date}; the Court of Auditors, in \
Special Report 12/2025, put the likely outcome at {11.7%|percent}. Of the {€86 billion|money} to be mobilised, the \
Commission controls only {5%|percent}, or {€4.5 billion|money}. {Nine Member States|quantity} formed the Semicon \
Coalition in {March|date}; all {27 Member States|quantity} signed on {29 September|date}.
Under Pillar 1, {five pilot lines|quantity} receive {EUR 3.7 billion|money}. NanoIC in Leuven ({2.5 billion \
euros|money}) opened on {9 February|date}. Comments on Case SA.120304 may be sent within {one month|duration}. A \
proposal for Chips Act 2.0 is due in the {first quarter of 2026|date}, {six months|duration} early.
"""

DATA_CENTRES = """# Power watch: who can plug in?
Microsoft's Fairwater campus near Atlanta links to Wisconsin by {120,000 miles|quantity} of fibre and packs {140 \
kW|quantity} into a rack, {1.36 MW|quantity} into a row. The Abilene site of Stargate will draw {1.2 GW|quantity} \
across {eight buildings|quantity}, each with up to {50,000 GB200 NVL72 units|quantity} by mid-{2026|date}, and its \
{360.5-megawatt|quantity} gas plant is {two-thirds|ratio} done.
OpenAI now has pledges for {26 GW|quantity}, at {$50 billion to $60 billion|money} per gigawatt, of which chips take \
{$35 billion|money}. AMD's warrant covers {160 million shares|quantity} at {1 cent|money} each, the last tranche \
vesting at {$600|money}. Amazon is to sell it {$38 billion|money} of capacity over {seven years|duration}.
Grid. PJM's auction cleared at {$329.17/MW-day|money} for {2026/27|date}, {22%|percent} higher than the \
{$269.92|money} of the year before. The queue holds {2,300 GW|quantity}, and the typical wait is {five \
years|duration}. Gas turbines are sold out through {2029|date} at {$2,500/kW|money}; GE Vernova will make {20 \
GW|quantity} a year from {3Q26|date}. Retail power rose {6.5%|percent} in {the past 12 months|duration} to {17.47 \
cents per kWh|money}.
Cooling uses {0.2 litres per kWh|quantity}; PUE fell from {1.58|~} to {1.12|~}. A {45°C|quantity} inlet lets \
chillers be left out. Rubin Ultra's {600-kilowatt|quantity} racks need {800-volt|quantity} DC supply from \
{2027|date}. Utilities plan {$1.1 trillion|money} of capex in {2025-29|date}, {10-15%|percent} above the previous \
plan.
"""

LITHOGRAPHY = """# What a High-NA layer costs
ASML's {0.55 NA|~} scanner resolves {8nm|quantity} in one exposure, where the {0.33 NA|~} tools stop at \
{13nm|quantity}. It handles {185 wafers per hour|quantity} at {50 mJ/cm²|quantity}, with an overlay of {0.7 \
nm|quantity}, and needs {250 crates|quantity} and {six months|duration} to be put up. The tool weighs {150 metric \
tons|quantity}; its list price is around {€350 million|money}, {twice|ratio} that of an NXE:3800E. The field is \
halved to {26 × 16.5 mm|~}, so that large dies must be stitched.
Intel has run over {30,000 wafers|quantity} in a single quarter on {two machines|quantity} and says that {three \
exposures|quantity} and about {40 process steps|quantity} become {one exposure|~} and fewer than {10 \
steps|quantity}. Samsung got its first EXE:5200B in {2025|date} and a second is due in the {first half of \
2026|date}. TSMC will do without it for A14 in {2028|date}. imec showed {20nm|quantity}-pitch lines with {90 \
percent|percent} yield and no fewer than {10 defects per cm²|quantity}.
Masks of {6 by 12 inches|~} would lift throughput by {40%|percent} but each mask shop needs {$200 million|money} of \
new gear. Dose has gone from {20 mJ|quantity} to {100 mJ|quantity}; the source, at {600 W|quantity} now, is to reach \
{1,000 W|quantity} by {2030|date}. Resists are {20-25 nm|quantity} thin. Hyper-NA ({0.75|~}) is not expected before \
{2032|date}. Nikon's market share is under {5%|percent}, down from over {a half|ratio} in the {1990s|date}.
"""

RARE_EARTHS = """# Materials and freight bulletin No. 41
Gallium. European spot reached {$1,572 per kg|money} in {week 41|date}, {half|~} again as much as in {May|date} and \
{5.4x|ratio} the price in China. China accounts for {98-99%|percent} of low-purity output of {760 tonnes|quantity}. \
Alcoa's Wagerup plant shall make {100 t/year|quantity}, about {10%|percent} of world demand, from end-{2026|date}.
Rare earths. MOFCOM Announcement No. 61 of {9 October|date} applied to goods with {0.1%|percent} or more of Chinese \
content by value, and was put off on {Nov 10|date} for {one year|duration}. Exports of magnets were {5,774 \
t|quantity} in {September|date}, {6.1%|percent} less than in {August|date} but {17.5%|percent} more than in \
{September 2024|date}. MP Materials has a floor price of {$110/kg|money} for {10 years|duration}; Lynas sold NdPr at \
{A$85 per kilo|money}.
Tungsten. APT cost {$640 to $685 per mtu|money}. Copper foil ({35 µm|quantity}) lead times are {14 weeks|duration}. \
T-glass is short: Nittobo raised prices by {20 percent|percent} on {August 1|date} and will triple capacity by \
{2028|date} for {¥15 billion|money}.
Freight. Shanghai-Los Angeles ran at {$2,438 per FEU|money}, {-6%|percent} w/w; air freight from Taipei at \
{$5.90/kg|money}. The US port fee on Chinese ships ({$50 per net ton|money} from {14 October|date}) is suspended \
until {10 November 2026|date}. Transit around the Cape adds {10-14 days|duration}. Some {40%|percent} of helium, or \
{63 million cubic metres|quantity}, comes from Qatar.
"""

DIGEST = """# Asia Tech Supply Chain Digest {2026-W07|date} ({2026-02-09 ~ 2026-02-15|date})
## This Week's Highlights
Memory makers remain in the driver's seat. Samsung Electronics began shipping HBM4 with a pin speed of \
{11.7Gbps|quantity}, {46%|percent} above the JEDEC baseline of {8Gbps|quantity}, while SK Hynix approved a {19 \
trillion won|money} packaging plant in Cheongju (about {$12.9 billion|money}). DRAM contract prices are set to jump \
{90-95%|percent} in {1Q26|date}, a record.
- **TSMC** – January revenue of {NT$401.3 billion|money}, up {36.8%|percent} year-on-year; board clears {US$44.96 \
billion|money} in capital appropriations and a dividend of {NT$6|money}.
- **SMIC** – {2025|date} sales reached {$9.33 billion|money}, a {16.2%|percent} increase; monthly capacity now \
{1.059 million|quantity} {8-inch|quantity} equivalents; utilization {93.5%|percent}.
- **Kioxia** – lifts full-year profit forecast by {between 45% and 50%|~}.
- **GlobalWafers** – to invest a further {$4 billion|money} in Texas, bringing the total to {$7.5 billion|money}.
## Key Implications
1. Smartphone makers face a squeeze: memory is now {20%|percent} of the bill of materials, up from {10-15%|percent}.
2. Taiwan's pledge of {$250 billion|money} in direct investment, plus {$250 billion|money} in credit guarantees, \
caps tariffs at {15%|percent}.
3. Expect {two to three quarters|duration} of shortages; new fabs will not help before {late 2027|~}.
## What to Watch
- Nvidia results on {February 25|date}; consensus of {$65.6bn|money}, i.e. {+67% y/y|~}.
- China's Two Sessions from {March 4|date} and the {15th|~} Five-Year Plan ({2026–30|date}).
- A ruling on IEEPA tariffs, possibly on {20 February|date}.
"""

TAIPEI_DAILY = """# ASE to double packaging sales this year
ASE Technology Holding Co expects revenue from leading-edge packaging to double to {US$3.2 billion|money} this year \
from {US$1.6 billion|money} last year, chief executive officer Tien Wu told an investors' conference yesterday. The \
firm, which has a {45 percent|percent} share of the global market, would spend {about NT$220 billion|~}, more than \
{twice|ratio} the {NT$105.3 billion|money} of {2024|date}.
Net profit for the quarter ended on {Dec. 31|date} rose {58 percent|percent} to {NT$14.71 billion|money}, or \
{NT$3.37 per share|money}, beating the {NT$12.9 billion|money} average of {18 analysts|quantity}. Gross margin was \
{19.5 percent|percent}, {2.4 percentage points|percent} higher than in the {third quarter|date}. For the whole of \
{2025|date}, sales grew {8.4 percent|percent} to {NT$645.4 billion|money}, the second-highest ever.
The company is building {six plants|quantity} and has bought land in Penang measuring {3.4 million square \
feet|quantity}. It employs {97,000 people|quantity} in {Taiwan, Malaysia and Korea|~}. Some {70 percent|percent} of \
the orders are for AI, and {three of its five|~} largest customers have signed long-term deals of {three \
years|duration} or more.
Shares of ASE gained {9.91 percent|percent}, or {NT$28|money}, to {NT$310.5|money} in Taipei trading, outperforming \
the TAIEX, which rose {1.6 percent|percent} to {33,605.71|quantity}. Turnover was {NT$812.34 billion|money}. Foreign \
investors bought a net {NT$41.2 billion|money} of local shares. ASE has risen {24 percent|percent} so far this year.
"""

FACT_SHEET = """# FACT SHEET: Agreement on Trade and Investment
{January 15, 2026|date}
Today the United States and Taiwan signed a memorandum under which Taiwanese companies will make new direct \
investments of at least {$250 billion|money} to build semiconductor, energy and AI capacity. The reciprocal rate \
will be no higher than {15 percent|percent}, down from {20 percent|percent}, and {0 percent|percent} on generics, \
aircraft parts and unavailable natural resources.
Under Section 232, a firm that builds a plant in the United States may import up to {2.5 times|ratio} its planned \
capacity free of duty while it builds, and {1.5 times|ratio} once the plant runs. Quotas will be reviewed every {12 \
months|duration}.
- In {1990|date} the United States made {37%|percent} of the world's chips; in {2024|date} less than {10%|percent}.
- More than {80 companies|quantity} in {28 states|quantity} have announced {140 projects|quantity} since \
{2020|date}, worth over {half a trillion dollars|money}, that will create and support {500,000 jobs|quantity}.
- The Commerce Department holds {433.3 million shares|quantity} of Intel, a {9.9 percent|percent} stake bought at \
{$20.47 per share|money} for {$8.9 billion|money}.
Proclamation 10908 took effect at 12:01 a.m. eastern time on {April 3, 2025|date}. A {25 percent|percent} duty on \
certain advanced chips, announced on {January 14|date}, follows a {270-day|duration} inquiry under the Trade \
Expansion Act of 1962. See 91 Fed. Reg. 2445 and H.R. 1 of the 119th Congress. The Under Secretary will report by \
{July 1, 2026|date}.
"""

COMPUTE_NOTES = """# Compute notes #58: what a gigawatt buys
A {1 GW|quantity} campus of GB300 racks holds {roughly 400,000 GPUs|~} and costs {$42-50 billion|money}, of which \
Nvidia takes {70%|percent}. At {$2.80 per GPU-hour|~} and {85%|percent} use, that is {$8.3 billion a year|money}, so \
payback is {5-6 years|duration}, against an assumed life of {four years|duration}. Every {one cent|~} on the power \
price moves cost by {$88 million|money}.
Training runs grew {4.7x|ratio} a year between {2020 and 2025|date}. GPT-4 took {2.1e25|~} FLOP on {25,000 \
A100s|quantity} over {90 to 100 days|duration}; Grok 4 took {5e26|~}, {nearly 25 times|~} as much, on {200,000 \
GPUs|quantity} at Colossus. DeepSeek V3, with {671B parameters|quantity} ({37B|~} active), cost {$5.6 million|money} \
on {2,048 H800s|quantity}.
Inference is cheaper each quarter. Prices for GPT-4-class answers fell from {$36 per million tokens|money} in {March \
2023|date} to {$0.10|money}. Context went from {8K|~} to {1 million tokens|quantity}. Google serves {1.3 quadrillion \
tokens a month|quantity}, up from {480 trillion|quantity} in {May|date} and {9.7 trillion|quantity} a year before \
that.
Bottlenecks: CoWoS at {75,000 wafers per month|quantity}, going to {120,000-130,000|quantity}; HBM at \
{36GB|quantity} per {12-high|quantity} stack; transformers with lead times of {128 weeks|duration}; {800G|~} and \
{1.6T|~} optics. TPU v7 has {192 GB|quantity} of HBM and {4.6 PFLOPS|quantity} in FP8; a pod links {9,216 \
chips|quantity}. Trainium3 UltraServers pack {144|~} of them.
"""

THINK_TANK = """# Chokepoints and chips: a quarterly assessment
The {three largest|~} memory makers hold {94 percent|percent} of the DRAM market and {four firms|quantity} make all \
EUV pellicles. In {the past decade|duration}, the share of wafers started in China rose from {one-tenth|ratio} to \
nearly {a quarter|ratio}. Chinese firms bought {$41 billion|money} of tools in {2024|date}, {40 percent|percent} of \
the world total, compared with {$29.6 billion|money} in {2023|date} and just {$10 billion|money} in {2017|date}.
Our survey of {212 executives|quantity} in {19 countries|quantity}, done between {8 January and 2 February \
2026|date}, finds that {six in ten|ratio} expect shortages within {18 months|duration}. {Fifty-two percent|percent} \
keep inventory for {three to six months|duration}, up from {38 percent|percent} in our {2022|date} survey; {one in \
four|ratio} keeps more than {a year's|~} worth.
A blockade would cost {$10 trillion|money}, or {10 percent|percent} of global output; even a {30-day|duration} \
quarantine would cut chip exports by {60%|percent}. Taiwan holds {11 days|duration} of LNG; the target is {14 \
days|duration} by {2027|date}. Its seven science parks use {1.8 million tons|quantity} of water a day.
Congress should (1) extend the {35 percent|percent} credit beyond {December 31, 2026|date}, (2) fund the {$11 \
billion|money} R&D programs, and (3) stockpile gallium for at least {180 days|duration}. Each of the {50 \
states|quantity} should train {2,000 technicians a year|quantity}. See Figure 3, Annex B and Note 14.
"""

CALL_NOTES = """# Advantest {FQ3|date} call: quick takes
- Sales {¥273.8B|money} ({+25.5%|percent} YoY, {+4.2%|percent} QoQ) vs. consensus {¥258B|money}; OP {¥113.6B|money}, \
margin {41.5%|percent}.
- FY guide up again: sales {¥1.07T|money} from {¥950B|money}; OP {¥454B|money}; EPS {¥443.2|money}.
- SoC testers {¥185B|money}, memory {¥51B|money}. HBM about {half|ratio} of memory, per CFO.
- TAM for SoC testers {$8.5-9.5bn|money} in {CY26|date} (was {$7bn|money}); share ~{66%|percent}.
- Lead time {six months|duration}; capacity to rise to {5,000 systems|quantity} by {FY27|date}, a {1.7x|ratio} jump \
from {FY24|date}.
- FX: {¥155 per dollar|money} assumed; {1 yen|money} moves OP by {¥1.8B|money}.
- Buyback of {¥150 billion|money} through {March 27|date}; dividend {¥34|money}; payout >{50%|percent}.
Stock {+14%|percent} on the day, ADR {+9.3%|percent}. P/E {48x|ratio} FY26E. We lift our target to {¥28,000|money} \
(from {¥21,000|money}), {30x|ratio} EV/EBITDA, and see upside of c. {18%|percent}. Risks: a {10%|percent} tariff, \
{two customers|quantity} at {45%|percent} of sales.
- Next: Disco on {Jan 22|date}, Tokyo Electron on {Feb 6|date} (guide {¥2.38T|money}), Lasertec {Jan 30|date}. SEMI \
sees WFE of {$126B|money} in {2026|date} and {$135B|money} in {2027|date}, i.e. {+9%|percent} and {+7.3%|percent}.
"""

MINISTRY = """# MOTIE announces semiconductor export results and support plan
SEJONG, {February 1, 2026|date} - The Ministry of Trade, Industry and Energy announced that exports reached {USD \
65.85 billion|money} in {January|date}, up {33.9 percent|percent} from the same month of the previous year and the \
first time that a January exceeded {USD 60 billion|money}. Chips more than doubled to {USD 20.5 billion|money}, the \
{10th|~} consecutive month of growth. {Thirteen|~} of the {15|~} main items rose. The trade surplus was {USD 8.74 \
billion|money}.
The Ministry will inject {KRW 2.1 trillion|money} into the K-CHIPS programme over {five years|duration}, support \
{110 fabless companies|quantity} and {1,200 engineers|quantity}, and set up a {12-inch|quantity} test line worth \
{KRW 1 trillion|money} in Yongin with a {40 nm|quantity} process for small firms. The {150 trillion-won|money} \
growth fund will lend at rates {0.5 to 1.0 percentage points|percent} below market.
By {2047|date}, {10 fabs|quantity} are to be built in the southern cluster at a cost of {KRW 622 trillion|money}; \
{16 gigawatts|quantity} of power and {1.67 million tons|quantity} of water per day will be needed. The tax credit \
under the Special Act rises from {15%|percent} to {20%|percent} for large firms and from {25%|percent} to \
{30%|percent} for small ones, with effect from {1 January 2026|date} until the end of {2029|date}. The consultation \
closes at 6 p.m. on {27 February|date}; call 044-203-4270, ext. 3.
"""

TEXTS = {
    "straits weekly": STRAITS_WEEKLY,
    "enforcement": ENFORCEMENT,
    "earnings": EARNINGS,
    "memory prices": MEMORY_PRICES,
    "seoul and tokyo": SEOUL_TOKYO,
    "brussels": BRUSSELS,
    "data centres": DATA_CENTRES,
    "lithography": LITHOGRAPHY,
    "rare earths": RARE_EARTHS,
    "digest": DIGEST,
    "taipei daily": TAIPEI_DAILY,
    "fact sheet": FACT_SHEET,
    "compute notes": COMPUTE_NOTES,
    "think tank": THINK_TANK,
    "call notes": CALL_NOTES,
    "ministry": MINISTRY,
}


@pytest.mark.parametrize("name", TEXTS)
def test_figures_are_found_in_a_new_text(name: str) -> None:
    result = score_figures(parse_marked(TEXTS[name]))
    assert result.f1 >= 0.9, (result.missed, result.wrong)


def test_figures_are_found_in_all_new_texts() -> None:
    total = add_up(score_figures(parse_marked(text)) for text in TEXTS.values())
    assert total.right > 500
    assert total.f1 >= 0.97, (total.missed, total.wrong)
    assert total.typed >= 0.97 * total.right
