"""Tell a question for something private of persons: of one, of an office, of a whole group as a list."""

import re

_NAME = r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文][\u3400-\u9fff]{1,2}?"
_OFFICE = (
    r"(?:[市省县区镇乡州]长|书记|局长|主任|厅长|处长|科长|部长|主席|领导|干部|官员|负责人|秘书长|(?<!学)[组院校所站园村行][长](?!期|远|江|效|三角|株潭)|董事长|总经理|联系人|委员)"
    r"(?!小组|干部离任|医师|医生|护师|会议|员|热线|信箱|质量|负责制|责任|制|联席|工程|令|单位|部门|办公|岗位|培训|选派)们?"
)
_PERSON = rf"(?:{_OFFICE}|{_NAME}(?=同志|先生|女士|老师|{_OFFICE}|(?:市|局|县|区|省)长)|同志|先生|女士|他们?|她们?|某某|业主们?|户主)"
_PRIVATE = (
    r"(?:(?:私人|个人|家庭|家里|本人)?的?(?:手机号码?|手机|移动电话|电话号码|电话|号码|联系方式|微信号?|QQ号?|邮箱)|身份证号?码?|银行卡号?|银行账[户号]|存款|家庭(?:住址|地址)|住址|家庭成员|"
    r"住(?:在)?哪(?:里|儿|个|栋)?|住在?什么|家住|家在哪|车牌号?|病历|病史|户口本|护照|工资|收入|房产|财产|婚姻|离婚|结婚|老婆|妻子|丈夫|老公|配偶|父母|孩子|子女|儿子|女儿|情人|出生日期|生日|行踪|私生活)"
)
# What plans do with such things: provide, popularise, protect.
_PUBLIC = r"(?:普及|产业|制造|用户|办理|办事|服务|应用|平台|热线|公开率|公开(?!给)|号段|信箱|入学|教育|增长|增速|待遇|水平|保障|支付|拖欠|登记|核查|申报|报告|监督|审计|共享|覆盖)"
# A group of people, and what tells one of them from the others; "号码" of a kind that only persons have.
_GROUP = (
    r"(?:人口|人员|居民|村民|市民|职工|员工|农户|贫困户|低保户|困难户|用户|业主|患者|病人|学生|考生|教师|老师|医生|儿童|老人|老年人|残疾人|对象|党员|干部|企业家|创业者|申请人|股东|"
    r"户主|军人|志愿者|工人|农民工|家长|群众|乘客|游客|纳税人|参保人|[^，。？?]{0,4}[户员者民])"
)
_IDENTITY = r"(?:身份证(?:号码?)?|手机号码?|电话号码|联系电话|联系方式|家庭(?:住址|地址)|住址|银行(?:卡|账)号|银行账户|病历|病史|个人信息|微信号|出生日期|车牌号)"
_HANDED_OVER = r"(?:[^，。？?]{0,6}?(?:名单|清单|明细|列表|台账|花名册|逐一|全部|都|发给?我|给我|列出|提供|导出|查一?下|告诉我|是多少|有哪些|是什么)|[？?。]?$)"
_PERSONAL = (
    re.compile(rf"{_PERSON}[^，。？?]{{0,8}}?{_PRIVATE}(?!{_PUBLIC})"),
    re.compile(
        rf"(?:所有|全部|各|每个|哪些|谁是)[^，。？?]{{0,12}}[，,]?[^，。？?]{{0,12}}(?:手机号|身份证号|家庭住址|个人联系方式|银行卡号)(?!码?{_PUBLIC})"
    ),
    re.compile(
        rf"(?:^|[，。\s]){_NAME}(?<![区县市湾镇村乡街路园校院东西南北新])的(?:手机号?|身份证|(?:家庭)?住址|微信|银行卡|车牌|老婆|妻子|丈夫|病历)(?!{_PUBLIC})"
    ),
    re.compile(
        rf"(?:查一?下?|给我|告诉我|提供|打听一?下?|知道){_NAME}(?<![区县市湾镇村乡街路园校院东西南北新])的(?:{_PRIVATE})(?!{_PUBLIC})"
    ),
    # Who they are by name, together with what tells one person from another.
    re.compile(
        rf"(?:姓名|名字|名单)[^，。？?]{{0,6}}(?:和|与|及|、|以及|还有|加|连同)[^，。？?]{{0,6}}{_IDENTITY}(?!{_PUBLIC})"
    ),
    re.compile(rf"{_IDENTITY}[^，。？?]{{0,4}}(?:和|与|及|、|以及)[^，。？?]{{0,4}}(?:姓名|名字|名单)"),
    re.compile(rf"{_GROUP}们?的?[^，。？?]{{0,6}}{_IDENTITY}(?!码?{_PUBLIC}){_HANDED_OVER}"),
    re.compile(
        rf"(?:{_GROUP}|{_OFFICE})[^，。？?]{{0,4}}(?:都|分别|各自|具体)?(?:(?<!人)家住(?![得上进房宅])|住(?:在)?(?:哪(?:里|儿|个|栋|条|一)|什么地方|几栋))(?!{_PUBLIC})"
    ),
    re.compile(
        r"\b(?:mayor|secretary|director|governor|minister|official|officials|leader|chief|head|mr|mrs|ms|his|her|their)\b[^.?!]{0,40}\b(?:phone|mobile|cell|home address|address|id (?:card|number)|identity card|bank|salary|wife|husband|children|wechat|e-?mail|license plate|medical)\b|"
        r"\b(?:phone number|mobile number|home address|id card(?: number)?|identity card|bank account|private e-?mail|wechat)\b[^.?!]{0,24}\b(?:of|for)\b[^.?!]{0,40}\b(?:mayor|secretary|director|governor|minister|official|officials|leader|mr|mrs|ms|[A-Z][a-z]+ [A-Z][a-z]+)\b|"
        r"\b(?:names?|list)\b[^.?!]{0,20}\b(?:and|with)\b[^.?!]{0,20}\b(?:id (?:card )?numbers?|identity cards?|phone numbers?|home addresses|bank accounts?)\b",
        re.IGNORECASE,
    ),
)


def asks_private(text: str) -> bool:
    """Tell whether a text asks for something private of persons."""
    return any(pattern.search(text) for pattern in _PERSONAL)
