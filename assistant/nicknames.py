"""Put a city's name in the place of what people call it."""

import re

from ingest.regions import find_regions

# Names that everybody uses for one city alone; those that several cities go by are left out.
_CITIES = {
    "瓷都": "景德镇市",
    "羊城": "广州市",
    "鹏城": "深圳市",
    "申城": "上海市",
    "魔都": "上海市",
    "蓉城": "成都市",
    "榕城": "福州市",
    "鹭岛": "厦门市",
    "甬城": "宁波市",
    "冰城": "哈尔滨市",
    "泉城": "济南市",
    "雁城": "衡阳市",
    "洪城": "南昌市",
    "盛京": "沈阳市",
    "鸢都": "潍坊市",
    "邕城": "南宁市",
    "椰城": "海口市",
    "渝都": "重庆市",
    "帝都": "北京市",
    "津门": "天津市",
    "镍都": "金昌市",
}
_NAMED = re.compile("|".join(sorted(map(re.escape, _CITIES), key=len, reverse=True)))
# "金陵饭店", "瓷都大道" are names of other things.
_OTHER_THINGS = re.compile(
    r"大道|路|街|饭店|酒店|大学|学院|中学|小学|公园|广场|机场|站|区|县|镇|医院|公司|集团|银行|晚报|网"
)


def with_city_names(question: str) -> str:
    """Return a question with what people call a city put right, where it names no region otherwise."""
    if find_regions(question):
        return question

    def put(match: re.Match[str]) -> str:
        return match.group() if _OTHER_THINGS.match(question, match.end()) else _CITIES[match.group()]

    return _NAMED.sub(put, question)
