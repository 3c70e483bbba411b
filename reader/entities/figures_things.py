"""Words around numbers: what is counted in this field, what never is, and the small words that end a search."""

COUNTABLE = frozenset(
    "fab plant factory facility site line campus cleanroom building warehouse center centre node cluster rack server"
    " machine tool scanner system unit module device chip chiplet wafer die gpu cpu core thread layer stack bit pin"
    " lane channel package substrate panel transistor qubit token parameter gate company firm maker chipmaker startup"
    " supplier vendor customer client partner manufacturer developer foundry bank investor shareholder subsidiary"
    " country nation state province city economy government agency entity individual person employee worker engineer"
    " researcher scientist technician student graduate job position role staff member lawmaker senator official"
    " executive expert delegate visitor attendee exhibitor participant user subscriber household family home patent"
    " application license licence permit case lawsuit order contract deal agreement project program programme proposal"
    " bill rule measure item product component part model variant type category technology process step vehicle car"
    " truck bus ship vessel aircraft drone satellite missile robot phone smartphone handset laptop tablet PC notebook"
    " display television sensor camera battery cell share stock vote seat page question comment response record file"
    " image sample dataset query request transaction account store shop outlet branch office school university"
    " institution laboratory lab hospital shipment container tonne ton barrel reactor turbine generator station"
    " transformer substation tender event conference session hour study report paper standard violation incident"
    " attack breach vulnerability victim arrest suspect defendant charge count audit exposure mask reticle tranche"
    " round stage pillar goal target conviction penalty sanction grant award loan prize ministry minister regulator"
    " county region market port airport bridge floor crate box pallet launch test trial prototype tapeout design slot"
    " cable link connector bump pixel frame video word language mine smelter refinery plane flight train route mile"
    " visit meeting acquisition takeover merger stake signatory defect failure accident injury death mandate ally"
    " processor accelerator superchip controller supercomputer motherboard bidder applicant"
    " rival industry sector area field domain complex zone park hub manager founder owner analyst economist"
    " organization organisation association union committee council department division team lawyer judge producer"
    " operator provider contractor distributor retailer exporter importer buyer seller lender fund designer toolmaker"
    " carmaker automaker brand newspaper outlet platform app network tower antenna policy regulation restriction"
    " subsidy incentive initiative plan objective priority challenge risk factor reason option scenario condition"
    " requirement obligation powerhouse titan giant hyperscaler opportunity".split()
)
"""Things that are counted even where other words stand between ("12 new fabs") or the number is a word."""

IRREGULAR = {
    "people": "person", "lives": "life", "men": "man", "women": "woman", "children": "child", "staff": "staff",
    "personnel": "person",
    "aircraft": "aircraft", "dies": "die", "criteria": "criterion",
    "licenses": "license", "licences": "licence", "cases": "case", "buses": "bus", "campuses": "campus",
    "chassis": "chassis", "movies": "movie", "cookies": "cookie",
    "analyses": "analysis", "staffers": "staffer", "statuses": "status", "viruses": "virus",
}  # fmt: skip
SMALL_WORDS = frozenset(
    "a an and are as at be been before but by can could did do does during each for from had has have he her his how"
    " i if in into is it its may might more most must nor not of off on only or our out over per she should since so"
    " than that the their them then there these they this those through to toward towards under until up us via was we"
    " were what when where which while who whom whose why will with within without would yet you your after against"
    " among around because between both despite either fold neither plus minus versus vs times odd th year month week"
    " day quarter old percent percentage point points years months weeks days quarters decade hours minutes seconds"
    " ago earlier later compared including said says according due however also now still just am pm gmt et est pst"
    " utc noon today yesterday tomorrow".split()
)
"""Words that cannot stand between a number and what it counts."""

NEVER_COUNTED = frozenset(
    "says shows includes remains brings marks comes takes gives offers makes sees requires provides applies becomes"
    " begins continues describes means needs uses runs works helps allows adds aims plans seeks wants faces holds"
    " keeps leaves lets looks moves plays puts reaches represents sets stands starts stays tells tries turns goes gets"
    " does has was this thus always perhaps across towards besides unless whereas sometimes afterwards upwards"
    " downwards overseas less express electronics optics photonics logistics physics economics politics plus minus"
    " versus times years months weeks days hours minutes seconds quarters decades centuries news basis sales revenues"
    " earnings proceeds exports imports follows contains delivers features supports combines leads ends lasts relies"
    " boasts underscores signals suggests indicates highlights reflects demonstrates outperforms competes rises falls"
    " grows jumps drops surges exceeds tops beats its hers ours theirs yours millions billions trillions thousands"
    " hundreds dozens thirds fifths tenths halves".split()
)
"""Words in -s that follow a number but are not counted by it: verbs, adverbs, units with rules of their own."""
