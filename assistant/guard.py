"""Decline what the assistant must not or cannot answer, before anything is searched."""

import re

from assistant.answer import Status

_INJECTION = re.compile(
    r"(?:忽略|无视|忘记|忘掉|跳过|不要(?:再)?遵守|绕过)[^。]{0,12}(?:指令|规则|提示|设定|限制|要求|约束)|系统提示|提示词|system\s*prompt|prompt|"
    r"(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|rule|prompt)s?|(?:你现在是|从现在起你是|扮演|假装你?是|进入)[^。]{0,12}(?:模式|角色|黑客|管理员|DAN|开发者)|越狱|jailbreak|developer mode|"
    r"(?:输出|打印|泄露|告诉我)[^。]{0,8}(?:密钥|api\s*key|密码|环境变量|源代码|配置文件)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?:手机|移动电话|私人电话|私人号码|家庭电话|身份证|银行卡|家庭(?:住址|地址)|住在哪|住哪|家住|微信号?|QQ号?|(?:市长|书记|省长|县长|区长|局长|主任|领导|科长|处长)的?(?:电话|号码|联系方式|邮箱)|个人邮箱|私人邮箱|车牌|病历|户口本|工资(?:是|有)?多少|收入流水|婚姻状况|老婆|妻子|丈夫|子女|儿子|女儿)"
)
_PERSON = re.compile(
    r"市长|书记|省长|县长|区长|局长|主任|领导|科长|处长|某|他|她|先生|女士|同志|老师|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗][\u4e00-\u9fff]{1,2}的|手机|身份证|住址|微信"
)
_OFF_TOPIC = re.compile(
    r"(?:写|编)(?![的了着入进制])(?:一?[个段首篇份]|点)?[^，。]{0,10}(?:代码|程序|爬虫|脚本|诗|小说|作文|情书|歌词|笑话|文案|论文|邮件|故事)|"
    r"(?:用|使用)\s*(?:python|java|javascript|c\+\+|sql|go|rust)|python|爬虫|天气(?:怎么样|如何|预报)|今天(?:星期|天气|几号)|讲个|笑话|唱首?歌|"
    r"彩票|股票(?:推荐|代码|行情)|炒股|星座|算命|菜谱|怎么做菜|好吃吗|翻译(?:成|一下|这)|世界杯|比分|电影推荐|女朋友|男朋友|你(?:叫什么|是谁|多大|几岁|会什么|喜欢)|早上好|你好啊?[！!。]?$|谢谢|再见|"
    r"\d+\s*[+*/×÷]\s*\d+\s*(?:=|等于)|失眠|感冒|怎么减肥|治疗方法|离婚",
    re.IGNORECASE,
)


def declined(question: str) -> Status | None:
    """Return the status with which a question is declined, None for a question to be answered."""
    if _INJECTION.search(question):
        return "declined_injection"
    if _PERSONAL.search(question) and _PERSON.search(question):
        return "declined_personal_data"
    if _OFF_TOPIC.search(question):
        return "declined_off_topic"
    return None
