"""The words by which a move is seen in English: lists that the table of moves is made of."""

BE = r"(?:is|are|was|were|be|been|being)"
HELPER = r"(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had)"
PEOPLE = (
    r"(?:workers|users|women|men|girls|boys|children|parents|mothers|fathers|teachers|students"
    r"|pupils|patients|nurses|doctors|citizens|neighbou?rs|farmers|fishermen|fishers|tenants"
    r"|landlords|employees|employers|companies|labs|critics|experts|scientists|researchers|voters"
    r"|customers|clients|owners|migrants|immigrants|refugees|families|communities|developers"
    r"|engineers|governments|officials|politicians|readers|visitors|members|residents|villagers"
    r"|drivers|passengers|cyclists|pedestrians|librarians|volunteers|strangers|elders|newcomers"
    r"|teenagers|officials)"
)
CLASS = (
    r"[Tt]he (?:(?:poor|rich|young|old|sick|elderly|unemployed|public|tired)"
    r"(?=$|[,.;:]| (?:is|are|was|were|will|can|have|who|and|of)\b)|council|board|government)"
)
LIKENING = (
    r"(?:just |much |a little |something |nothing )like (?:an?|the)"
    rf"|(?:{BE}|works?|acts?|looks?|feels?|sounds?|behaves?) like (?:an?|the)|as if|as though"
    r"|similar to|resembles?|analogous to|akin to|contiguous with|in the same way|a kind of"
    r"|a sort of"
)
PARTICIPLE = (
    r"(?:\w{2,}ed|made|given|taken|seen|known|told|held|built|kept|written|left|lost|paid|shown"
    r"|done|found|sold|chosen|driven|broken|forgotten|hidden|brought|thought|put|cut|set|closed)"
)
STATES = (
    r"(?:supposed|used|concerned|interested|tired|related|based|located|limited|needed|married"
    r"|ashamed|pleased|surprised|scared|worried|excited|bored|convinced|determined|experienced"
    r"|left (?:alone|with)|done with|made of|closed)\b"
)
PAST = (
    r"(?:\w+ed|had|was|were|did|didn['’]t|went|came|saw|said|told|gave|took|made|found|paid|left"
    r"|thought|knew|then|could|have seen|shall see)\b"
)
DOUBTING = (
    r"perhaps|maybe|possibly|probably|presumably|plausibly|arguably|potentially|apparently"
    r"|very possible|more or less|in (?:some|many) (?:ways|cases)|to some (?:extent|degree)"
)
SOFTENING = (
    r"(?<!you )(?<!You )may|might|could(?= (?:well |also |even )?(?:be|have|become)\b)"
    r"|tends? to|seems?(?: to)?|appears? to|almost|nearly|sometimes|often|usually|mostly|likely"
)
ALL = (
    r"every(?:thing|one|body|where)?(?! other)|(?<!at )(?<!after )(?<!above )(?<!first of )"
    r"(?<!not )all(?= (?:of |the |these |those |our |their |its |my |his |her )?\w)"
    r"(?! right| along| but| the same)|nothing(?! but)|no one|nobody"
    r"|none(?! of (?:this|that|these|it)\b)"
)
STRONG = (
    r"(?<!not )always|(?<!if )(?<!or )never(?! mind)|(?<=is )only|(?<=are )only|(?<=can )only"
    r"|(?<=the )only|clearly|obviously|certainly(?! true)|undoubtedly|definitely(?! true)"
    r"|strictly|fundamentally|entirely|completely|impossible|inevitabl[ey]|cannot"
    r"|wholly|truly|exactly|at all(?! costs)"
)
