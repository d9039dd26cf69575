"""Tell questions for the document that says something."""

import re

# What plans and their like are called.
DOCUMENT = (
    r"(?:政府工作报告|工作报告|规划纲要|规划|纲要|行动方案|方案|报告|文件|文档|材料|计划(?!生育)|征求意见稿|草案|意见)"
)
# "哪份规划", "哪一年的报告", "哪个城市的工作报告", with what it does there: "是哪份文件里写的".
WHICH = re.compile(
    rf"(?:(?:是|写|载|记载|出现|出|来|见)(?:在|自|于)?)?(?:哪|什么)一?(?:些|几?[份部本个篇年座])?(?:城市|市|省|地方|地区|国家)?的?(?:五年)?{DOCUMENT}(?:里|中|上)?"
    rf"(?:(?:是|有)?(?:说|提|讲|写|记载|反思|谈|规定)(?:到|及|过|出|了|的)*)?|哪(?:一?年|一?个(?:城市|市|省|地方|地区))的[^，。？?“”]{{1,12}}?{DOCUMENT}(?:里|中|上)?(?:(?:是|有)?(?:说|提|讲|写|列|记载|反思|谈|规定)(?:到|及|过|出|进|入|了|的)*)?|哪一?[份篇本](?=写|提|记|说|讲|谈)|(?:出现|写|提|见|记载)(?:在|于)[^，。？?]{{0,16}}还是[^，。？?]{{0,16}}?{DOCUMENT}"
    r"|哪一?年(?:首次|最早|开始)?(?:提出|部署|写[入进]|列入)(?:的|了|要|来)*|出处|出自(?:哪|什么)|(?:见于|来自|写在|记载在)(?:哪|什么)"
)


def asks_which_document(question: str) -> bool:
    """Tell whether a question asks in which plan, or in the report of which year or place, something stands."""
    return bool(WHICH.search(question))
