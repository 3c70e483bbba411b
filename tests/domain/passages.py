"""Briefings that are made to be edited: phrases come again, sentences have twins, lists differ by a name or a
number.
"""

MEMORY = """Memory Weekly, issue 31
Prices for HBM4 rose again this week, and SK Hynix said that its output for next year is sold out. Samsung \
said that its output for next year is not sold out, but that talks with three customers are close to an end.
Micron said that its output for next year is sold out. The company will spend $1.2 billion on a second line \
in Hiroshima, where work begins in March. A third line, also in Hiroshima, may follow when demand holds.
Contract prices for DDR5 rose 8 % in April and 11 % in May. Contract prices for DDR4 rose 8 % in April and \
14 % in May, since makers leave the older product faster than buyers do.
Analysts expect the shortage to last. “Nobody has enough clean room,” said one buyer in Taipei, “and nobody \
will have enough before 2028.” Another buyer disagreed: “Everybody double-orders, as always.”
What to watch:
- SK Hynix reports on Tuesday, and HBM4 yields are what everybody waits for.
- Samsung reports on Thursday, and HBM4 yields are what everybody waits for.
- Micron reports in three weeks.
The outlook remains uncertain. Export rules remain under review.
"""

PACKAGING = """Packaging Notes
The bottleneck has moved. Until last year, wafers were short; now it is the interposer, and CoWoS-L \
capacity is what decides who ships. TSMC doubles its capacity in Chiayi by the end of the year, and again \
by the end of the next.
The outlook remains uncertain. ASE has bought land in Kaohsiung, Amkor has bought land in Arizona, and \
Intel has bought nothing at all: its packaging plant in Penang stands ready and is half empty.
Glass substrates are three years away, as they were three years ago. Absolics ships samples from Georgia; \
Ibiden says that it will not ship samples before 2029. Unimicron says that it will not ship samples before \
2027.
Panel-level packaging is nearer. A panel of 510 by 515 mm carries seven times as many dies as a wafer does, \
and the tools exist, since makers of displays have used them for twenty years. Warpage is the problem: a \
panel bends, a wafer does not.
Numbers of the week: 75,000 wafers a month in January, 90,000 wafers a month in June, 130,000 wafers a \
month in December.
Who is short: Nvidia, AMD, Broadcom. Who is not short: Marvell, MediaTek, Qualcomm.
"""

POLICY = """Trade Desk
Monday
The ministry said that exports of gallium to the region remain under review. A list of firms was published \
on the same day, and two of them had never been heard of.
Tuesday
The ministry said that exports of germanium to the region remain under review. Nothing was published.
Wednesday
The ministry said that exports of gallium to the region remain under review.
Thursday
The US Commerce Department added 12 firms to the Entity List. Four of them make tools for etching, three \
make photoresist, and five make nothing that anybody could name. The rule takes effect on 1 July.
The US Commerce Department removed 2 firms from the Entity List. The rule takes effect on 1 June.
Friday
Japan will grant ¥590 billion to Rapidus; the Netherlands will not grant a licence for servicing immersion \
tools in China. Korea will grant a licence to Samsung for Xi'an. Korea will not grant a licence to SK Hynix \
for Dalian.
No change elsewhere.
The outlook remains uncertain. Export rules remain under review.
"""

FOUNDRY = """Foundry Round-up: who builds what, and where
Arizona. The first fab runs at full load. The second fab is to start in 2027, one year earlier than \
planned. The third fab is to start in 2029, one year later than planned. Costs per wafer are 30 % above \
those in Taiwan.
Kumamoto. The first fab runs at half load, since makers of cars buy less than they said. The second fab is \
delayed: the roads around Kikuyo are full, and the company has told its suppliers so.
Dresden. The fab is to start in 2027. ESMC, the joint venture that owns it, has hired 700 people, a third \
of them from Taiwan, and has signed with Bosch, Infineon and NXP.
Samsung's plant in Taylor has a customer at last. Tesla signed for $16.5 billion over eight years; the chip \
is to be made in a 2nm process that does not yet yield.
Intel said that 18A yields improve by 7 percentage points a month. Intel did not say from where.
Rapidus showed a working 2nm transistor in July 2025. Mass production is to start in 2027, for which it \
needs five trillion yen, and it has less than two.
Note: figures are the companies' own. Note: none was checked by anybody else.
"""

SHORT_LINES = """Ticker
HBM4: up
HBM3E: flat
HBM3: down
DDR5: up
DDR4: up
NAND: flat
NOR: flat
Nvidia raised its order by 20 %.
AMD raised its order by 20 %.
Broadcom raised its order by 25 %.
Marvell cut its order by 20 %.
Google raised its order by 35 %.
Amazon did not raise its order.
Microsoft did raise its order.
Meta raised its order by 20 % and then cut it by 15 %.
Update: prices as of Friday.
Update: prices as of Friday.
End of ticker
"""

EAST = """半導体週報 第19号
台積電は熊本第二工場の建設を遅らせると発表した。道路の渋滞が理由だという。サプライヤーには先月伝えられていた。
サムスン電子は来年のHBM4の生産分がまだ売り切れていないと述べた。SKハイニックスは来年のHBM4の生産分がすでに売り切れたと述べた。
三星电子表示，第二季度存储芯片价格上涨百分之八。海力士表示，第二季度存储芯片价格上涨百分之十一。
Việt Nam sẽ xây dựng nhà máy bán dẫn đầu tiên tại Hà Nội trong năm 2027. Nhà máy thứ hai sẽ được xây dựng \
tại Đà Nẵng.
🚀 Rapidus hits 2nm! 🎉 The team in Chitose 👩‍🔬 celebrated with ramen 🍜. 🚀 TSMC hits 1.4nm! 🎉 The team in \
Hsinchu did not.
Café society: the Zürich fab of Müller & Söhne opens in March; the Genève fab of Müller & Söhne never opens.
한국 정부는 용인 클러스터에 26조 원을 지원한다. 한국 정부는 평택 클러스터에 16조 원을 지원한다.
"""

POWER = """Grid and Gigawatts
Data centres want power, and chips want it too. A leading fab draws as much as a town of 300,000 people; a \
campus of accelerators draws as much as a city. Taiwan has no reserve to speak of. It closed its last \
reactor in May 2025.
“We can build a fab in two years,” said a planner at the science park. “We cannot build a power line in \
ten.” The sentence was quoted everywhere, and denied the next day.
Ireland stopped connecting new data centres around Dublin in 2021; Singapore stopped in 2019 and began \
again in 2022; the Netherlands stopped in 2022 and began again in part.
Nuclear is back in the plans. Microsoft pays for Three Mile Island, Google pays for seven small reactors \
that do not exist yet, and Amazon pays for a campus beside Susquehanna. None of these delivers before 2028.
Prices for transformers rose 60 % in four years. Prices for copper rose 6 % in four weeks. Prices for \
patience did not move.
**Bottom line:** power, not silicon, is what is short. **Counterpoint:** so said everybody about water in \
2021.
"""

PEOPLE = """People and places
Lip-Bu Tan told staff that Intel will cut fewer jobs than feared. C. C. Wei told shareholders that TSMC \
will not buy any part of Intel. Jensen Huang told students in Taipei that he would study physics, not \
software, if he were 20 again.
Morris Chang's memoir, volume two, sells out in a week. The English edition is due next year. The Japanese \
edition is due this year. The Korean edition is not planned.
A correction: last week's issue said that Kioxia would list in New York; it lists in Tokyo. A second \
correction: last week's issue said that SanDisk would list in Tokyo; it lists in New York.
Events: SEMICON Taiwan, 10-12 September, Taipei. SEMICON Europa, 18-21 November, Munich. SEMICON Japan, \
17-19 December, Tokyo.
The editor is on holiday next week. The issue after next appears on Friday, as usual, and is free, as usual.
Thanks for reading. Thanks for writing in. Thanks for the cake.
"""

BRIEFINGS = (MEMORY, PACKAGING, POLICY, FOUNDRY, SHORT_LINES, EAST, POWER, PEOPLE)
