"""Decline what must not or cannot be answered, before anything is searched.

Words alone decide nothing: plans speak of prompts, passwords, weather and mobile phones too. What counts is whether a
question asks the assistant to do something, or for something private of a person, or what plans say.
"""

import re

from assistant.answer import Status
from assistant.disguise import readings
from assistant.guard_persons import asks_private

# Where an order to the assistant begins: at the start of a clause, behind words of asking.
_ASKED = (
    r"(?:^|[，,。；;：:！!？?\n]|然后|接着|并且|并|再|另外|顺便|随后|同时|and |then )\s*"
    r"(?:(?:你好|请|麻烦|拜托|现在|立刻|马上|首先|接下来|从现在(?:起|开始)|从此|以后|今后|你们?|您|务必|必须|应该|要|可以|可否|能否|能不能|能|把|将|给我|帮我|替我|陪我|跟我|帮忙|为我|为了[^，]{0,8}|"
    r"直接|立即|就|先|完全|彻底|全部|想要?|我想让你|我要你|我命令你|请解码并|逐字|原样|一字不差地?)[\s，,]*)*"
)
_OWN = r"(?:你的?|您的?|自己的?|背后|内部|这些?|上述|上面|上文|以上|以前|之前|先前|此前|前面|刚才|原先|原来|原有|所有|全部|一切|任何|最初|初始|第一条|内置|隐藏|预设|系统|安全|开发者)"
_RULES = r"(?:指令|指示|命令|规则|规定|提示词?|设定|设置|限制|要求|约束|约定|准则|原则|审查|过滤器?|身份|角色|资料|内容|消息|prompt|instructions?|rules?)"
_SET_ASIDE = r"(?:忽略|无视|忘记|忘掉|忘了|抛开|抛弃|跳过|绕过|绕开|违反|突破|解除|取消|关闭|关掉|停止|摆脱|清除|覆盖|不要再?遵守|不用再?遵守|不必再?遵守|别再?遵守|不再遵守|不要?理会|ignore|disregard|forget)"
_SAY = r"(?:输出|打印|显示|复述|重复|泄露|透露|公开|说出|说说|背诵|念|写出|告诉我|发出来|发给我?|发送|展示|列出|读取|翻译|导出|交出|output|print|show|reveal|repeat)"
_SECRETS = (
    r"(?:系统提示词?|提示词|背后的?(?:指令|规则|设定)|开发者消息|内部配置|系统消息|系统指令|初始指令|初始提示|隐藏(?:的)?(?:规则|指令|提示)|你的(?:提示词?|设定|规则|指令|限制|prompt)|system prompt|prompt|"
    r"密钥|api ?key|token|连接密码|登录密码|管理员密码|密码|口令|环境变量|源代码|源码|配置文件|服务器上的|/etc/|\.env|日志文件|其他用户|别人(?:的)?(?:问题|对话|提问)|历史对话|(?:上面|以上|前面|上文)的?(?:全部|所有|一切)?(?:内容|文字|对话|消息|话))"
)
_SWITCH_OFF = (
    r"(?:关闭|关掉|停用|禁用|取消|跳过|绕过|略过|免除|解除|停止|忽略|去掉|不用|不要|不需要|无需|别做|作废|失效)"
)
_CHECKS = r"(?:引用(?:校验|检查|核对|验证|标注|要求)|(?:事实|数字|出处|来源|答案|回答)(?:校验|检查|核查|核对|验证)|(?:安全|内容)(?:检查|过滤|审核(?!制度))|校验(?:功能|机制|模块)?(?=[，,。；;！!]|$))"
_REPLY = r"(?:直接|只要|只需|只|照着?|原样|务必|必须)(?:要|能|须)?(?:回答|回复|输出|说|答)"
_ABOUT_PLANS = r"(?:平台|产业|产品|应用|技术|建设|管理|检测|保护|安全|人才|工程|体系|政策|标准)"

_INJECTION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Set aside the rules it works by.
        rf"{_ASKED}{_SET_ASIDE}[^，,。！!？?\n]{{0,4}}?{_OWN}[^，,。！!？?\n]{{0,10}}?{_RULES}",
        rf"{_ASKED}{_SET_ASIDE}(?:一切|所有|全部|任何|你的?)的?(?:限制|规则|约束|指令|规定|资料)",
        r"(?:你|您)(?:不再|不必|不需要|不用|没有|无需)[^，。]{0,4}(?:受|遵守|有)?(?:任何|一切)?(?:限制|约束|规则|审查)|没有(?:任何)?(?:限制|约束|审查)的?(?:AI|人工智能|助手|模型|模式)",
        rf"(?:不受|没有)[^，。]{{0,8}}(?:约束|限制)[^，。]{{0,4}}(?:聊|回答|说|告诉)|(?:遵守|受)你的规则|{_ASKED}(?:以下|下面)是新的?(?:系统)?(?:指令|规则|提示)|{_ASKED}(?:新的|旧的|你的|所有)?(?:系统)?(?:规则|限制|设定|指令)(?:全部|都|已经?)*(?:作废|失效|不算|取消|：你)|你(?:取消|解除|忽略|无视|关闭|跳过)(?:所有|一切|全部|任何)",
        # Give away what it works with.
        rf"{_ASKED}{_SAY}[^，,。\n]{{0,14}}?{_SECRETS}(?!{_ABOUT_PLANS})",
        rf"{_ASKED}{_SECRETS}[^，,。\n]{{0,8}}?{_SAY}|{_ASKED}{_SAY}[^，,。]{{0,4}}你(?:收到|看到|得到)的",
        r"(?:你|您)的?(?:的)?(?:系统|初始|最初|原始|隐藏|内部)?的?(?:提示词|系统提示|设定|初始指令|指令|system ?prompt|prompt|规则|隐藏规则|开发者消息|内部配置|配置|源代码|训练数据|密钥)(?:里|中)?(?:是什么|写了|有哪些|是怎么|内容|发|给|用|输出|原样)|你是?(?:怎么|如何)被(?:设定|训练|设计|编程)",
        rf"{_ASKED}(?:用户问过|查看其他用户|删除所有|清空你|删掉你|修改你的)|以管理员(?:身份|权限)|你的(?:开发者|创造者|主人|管理员)，",
        # Be somebody else.
        r"(?:你|您)(?:现在|将|要|已经?)?(?:是|叫|处于|变成|成为)(?:一[个名位])?[^，。]{0,10}(?:黑客|不受限制|没有[^，。]{0,4}限制|开发者模式|DAN|无限制|越狱|自由的)|"
        rf"{_ASKED}(?:假装|扮演|装作|角色扮演)(?!什么|哪|何|怎样|重要|主要)(?:你|我的|成|一|没|是|自|黑|管|D)|{_ASKED}(?:进入|开启|启用|切换到?)[^，。]{{0,4}}(?:DAN|开发者|无限制|越狱|上帝|调试|管理员)[^，。]{{0,4}}模式|用你的真实身份",
        rf"{_ASKED}(?:我们|咱们?)?(?:一起)?(?:来|玩)[^，,。]{{0,4}}角色扮演|(?:^|[，,。；;！!])\s*(?:现在|接下来)?(?:由?你|您)(?:来|就|先|要)*(?:扮演|饰演|扮|演)(?:一[个名位]|成|我的|没有|不受)",
        # Answer as told, whatever the plans say.
        r"(?:不管|无论|不论)[^。]{0,14}(?:都|一律|只)(?:要|能|须|必须)?(?:回答|回复|说|输出)|(?:一律|只能|只许|只准)(?:回答|回复|输出)|你都?只(?:能|许|需|要)?(?:回答|回复|说)",
        rf"{_ASKED}(?:不需要|不用|不要|无需|别)(?:引用|标注|核对|注明|给出)[^，。]{{0,8}}[，,。和也][^。]{{0,12}}(?:编|核对|引用|数字|出处|来源)|自己编|随便(?:说|编|给)个?数|回答[^，。]{{0,4}}(?:不要|不用|无需|别)(?:引用|标注|注明|核对)|(?:停止|取消)(?:引用|标注)(?:来源|出处)",
        # Switch off what holds the answers to the plans, by a claimed permission, or dictate the very answer.
        rf"{_ASKED}{_SWITCH_OFF}[^，,。！!？?\n]{{0,6}}?{_CHECKS}",
        rf"{_CHECKS}[^，,。！!？?\n]{{0,4}}(?:都|先|已经?|全部|一律|可以|统统)*{_SWITCH_OFF}",
        rf"(?:管理员|系统|开发者|开发人员|运维|后台|上级|官方|领导)[^，,。\n]{{0,4}}已经?(?:授权|批准|同意|许可|允许)[^。\n]{{0,20}}{_REPLY}|"
        rf"(?:已(?:经)?(?:获得?|取得|得到)|拥有)(?:管理员|最高|系统|开发者|超级)[^，,。\n]{{0,4}}(?:授权|权限|许可)",
        rf"{_ASKED}{_REPLY}[^，,。：:“\"「\n]{{0,4}}?[：:，,]?\s*[“\"「『][^”\"」』\n]{{4,}}[”\"」』](?!的?[^，。？?]{{0,8}}(?:是什么|什么意思|指|含义|多少|哪))",
        r"[\[【（(<](?:系统|管理员|开发者|后台|system|admin)[^\]】）)>\n]{0,8}(?:通知|消息|指令|公告|提示|命令|授权|message|notice|override)[\]】）)>]",
        # The markup of a conversation, which no question holds.
        r"<\|?(?:im_start|im_end|system|endoftext)|\[/?INST\]|^\s*(?:#+\s*)?(?:system|assistant|系统指令|系统消息|新指令)\s*[:：]",
        # The same in English.
        r"\b(?:ignore|disregard|forget|override|bypass|break|drop|skip)\b[^.?!]{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|restrictions?|directions?|constraints?|told|safety|previous|above)\b",
        r"\b(?:reveal|print|show|repeat|output|display|leak|give|tell|send|what(?:'s| is| are| was| were))\b[^.?!]{0,30}\b(?:system ?prompt|(?:your|initial|hidden|original|previous|secret)\b[^.?!]{0,12}\b(?:instructions?|prompt|rules?|configuration|message)|api ?keys?|passwords?|credentials?|environment variables?|text above|(?:everything|words?|text) above|source code)",
        r"\b(?:you are now|from now on you|act as|pretend|role ?play|roleplay|simulate)\b[^.?!]{0,40}\b(?:DAN|unrestricted|no (?:restrictions?|rules?|limits?)|developer mode|hacker|evil|without (?:any )?(?:restrictions?|rules?|limits?)|jailbroken|admin)\b|\byou\b[^.?!]{0,10}\b(?:told|instructed|programmed)\b|\bjailbreak\b|\bdeveloper mode\b",
    )
)

_MAKE = r"(?:写|编写?|创作|作|画|生成|拟|起草|做)"
_NOT_OF_PLANS = r"(?:代码|程序|爬虫|脚本|算法|函数|快速排序|诗歌?|小说|作文|情书|歌词|歌|笑话|故事|段子|文案|论文|邮件|辞职信|信|作业|请假条|谜语|检讨|对联|简历|朋友圈)"
_ILL = r"(?:发烧|发热|感冒|咳嗽|失眠|头痛|头疼|肚子疼|胃疼|牙疼|过敏|高血压|糖尿病|抑郁|怀孕)"
_OFF_TOPIC = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Make something: an order, with a product no plan has.
        rf"{_ASKED}(?:用\s*[a-z+#]+\s*)?{_MAKE}(?:[一几两]?[个段首篇份封条点]|个)?[^，。？?]{{0,12}}?{_NOT_OF_PLANS}(?![\u3400-\u9fff]{{0,6}}(?:有哪些|多少|哪))",
        rf"{_ASKED}(?:讲|说|来)(?:[一几两]?个|一?段)?[^，。]{{0,4}}(?:笑话|故事|段子|谜语)[吧呗听吗]*[？?]*[。！!]*$|{_ASKED}唱[一首个]*歌|{_ASKED}(?:陪我|跟我)聊",
        r"(?:用|使用)\s*(?:python|java|javascript|c\+\+|sql|go|rust|php)(?![a-z])|(?<![a-z])(?:python|java|javascript|c\+\+|php|excel)[^，。]{0,4}(?:怎么|如何)",
        rf"{_ASKED}翻译(?:一下|成|这|下面|以下|:|：)|翻译(?:成|为)[\u3400-\u9fff]{{1,3}}[文语](?:$|[：:。，])",
        rf"{_ASKED}(?:推荐|介绍)(?:[一几两]?[只支部本首家个款些])[^，。]{{0,6}}(?:股票|基金|电影|电视剧|小说|歌|餐厅|书|游戏|手机)|哪[只支]股票|(?:比特币|股票|股价|股市|房价|金价)[^，。]{{0,6}}(?:会?涨|会?跌|能买|值得买)",
        rf"{_ASKED}(?:订|买|预订|点)(?:一?[张份杯个])[^，。]{{0,10}}(?:票|外卖|咖啡|酒店)",
        # The world outside: the weather of today, the time, a calculation.
        r"(?:今天|明天|后天|昨天|周末|现在|这几天|最近)[^，。]{0,8}(?:天气|气温|下雨|下雪|几度|冷不冷|热不热)(?!预警|预报|应对)|天气(?:怎么样|如何|好不好)[？?]*$",
        rf"{_ASKED}算(?:一下|一算)?[\s：:]*\d[\d.]*\s*[+*/×÷x-]|(?:现在|今天)是?(?:几点|星期几|几号|几月几)|^\s*[\d.\s]+(?:[+*/×÷xX-]\s*[\d.]+\s*)+(?:=|等于|是多少|[？?])|(?:白羊|金牛|双子|巨蟹|狮子|处女|天秤|天蝎|射手|摩羯|水瓶|双鱼)座",
        r"(?:世界杯|欧洲杯|NBA|奥运会|英超|西甲)[^，。]{0,6}(?:谁|冠军|比分|赢)",
        # Advice for one's own life.
        rf"我(?![市省国县区州们])[^，。]{{0,6}}{_ILL}|{_ILL}[^，。]{{0,8}}(?:怎么办|怎么治|吃什么药|吃啥药|怎么缓解)",
        r"(?:女朋友|男朋友|女友|男友|前任|我老婆|我老公)|怎么(?:减肥|追女|挽回|表白)|(?:打官司|怎么离婚|怎么请律师)[^，。]{0,8}(?:怎么|律师)?$",
        r"^[\u3400-\u9fff]{2,6}(?:怎么|如何|咋)(?:做|炒|炖|煮)(?:好吃|菜)?[？?]*$",
        # Talk.
        r"^\s*(?:你好|您好|嗨|哈喽|早上好|晚上好|谢谢你?|多谢|再见|拜拜|在吗|hello|hi|hey|thanks?(?: you)?|bye)[啊呀吗了！!。.，,～~]*$|^(?:你|您)(?:是谁|叫什么|多大|几岁|喜欢|是不是?(?:机器人|人|AI))",
        r"\b(?:tell me a joke|sing|weather)\b|\bwrite\b[^.?!]{0,20}\b(?:poem|story|song|function|code|script|program|essay|letter|email)\b|\bwhich stocks?\b|\bstock tips?\b|\btranslate\b[^.?!]{0,30}\b(?:into|to|this)\b|\b(?:recipe|horoscope|bitcoin|medicine for)\b",
    )
)


# A clause that asks, or that names a subject of plans, orders nothing; one that turns to the assistant may.
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]*[，,。；;！!？?\n]?")
_ASKS = re.compile(r"多少|哪|什么|谁|几[个家名届场次]|怎么|怎样|如何|何时|是否|吗")
_SUBJECT = re.compile(r"的?(?:措施|目标|情况|人数|任务|作用|内容|意义|影响)[？?。]?$")
_TO_ASSISTANT = re.compile(
    r"你|您|我(?![市省国县区州们])|给|帮|prompt|instruction|今天|明天|今晚|提示词|密钥|密码|系统|隐藏|以?上[面文]?的|前面|[A-Za-z]{4,}|天气|药|股|币|(?<!\d)\d+\s*[+*/×÷x-]\s*\d|世界杯|减肥|炒|做$|怎么(?:做|办|治)|官司|不管|[无不]论|座",
    re.IGNORECASE,
)


def _without_questions(text: str) -> str:
    """Blot out the clauses that only ask what plans say, so that no word of theirs is taken for an order."""
    return "".join(
        "……，" if (_ASKS.search(clause) or _SUBJECT.search(clause)) and not _TO_ASSISTANT.search(clause) else clause
        for clause in _CLAUSE.findall(text)
    )


def declined(question: str) -> Status | None:
    """Return the status with which a question is declined, None for a question to be answered."""
    read = readings(question)
    orders = [_without_questions(text) for text in read]
    if any(pattern.search(text) for text in orders for pattern in _INJECTION):
        return "declined_injection"
    if any(map(asks_private, read)):
        return "declined_personal_data"
    if any(pattern.search(text) for text in orders for pattern in _OFF_TOPIC):
        return "declined_off_topic"
    return None
