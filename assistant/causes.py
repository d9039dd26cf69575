"""Tell questions that ask why, and sentences that say why."""

import re

_ASKS = re.compile(
    r"为什么|为何|为啥|因何|何以|凭(?:什么|啥)(?!条件|证|材料|手续|本事)|(?<![蓝地版宏企意])图个?(?:什么|啥)(?![时样])|出于(?:什么|啥|何种|哪)|什么原因|原因(?:是什么|何在|有哪些|是啥)|"
    r"(?:主要|根本|具体)?(?:原因|理由|缘由|缘故|考虑)[？?]?$"
)
_GIVES = re.compile(
    r"因为|由于|因此|所以|原因|鉴于|源于|得益于|受益于|归功于|为了|以便|旨在|目的|依据|根据|着眼于?|体现(?:了|出)?|"
    r"受[^，。；]{2,30}(?:影响|冲击|制约|拖累|拉动|带动)|影响|导致|造成|致使|使得|从而|满足|适应|解决|缓解|[^，。；]{2,16}(?:需要|要求|必然|之举|基础|保障|前提|支撑)(?:[，。；]|$)|"
    r"[是为][^，。；]{0,30}(?:出路|动力|力量|引擎|抓手|关键|根本|支点|法宝|必由之路|途径|基石|生命线|窗口期?|机遇)(?:[，。；！]|$)|"
    r"有[利助]于|事关|关[乎系]到?|迫切|期[盼待]|不可或缺|不能缺|意义"
)


def asks_why(question: str) -> bool:
    """Tell whether a question asks for a reason."""
    return bool(_ASKS.search(question))


def gives_cause(text: str) -> bool:
    """Tell whether a text gives a reason or says what something is for."""
    return bool(_GIVES.search(text))
