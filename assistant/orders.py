"""Find what in a document addresses the assistant instead of its readers; it is neither shown as an answer nor obeyed."""

import re
from functools import lru_cache

from ingest.sentences import sentence_spans

_TO_ASSISTANT = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要遵守|不必遵守|停止遵守|绕过|覆盖)[^。\n]{0,12}(?:指令|提示|规则|设定|约束|限制|内容)"
    r"|(?:输出|显示|泄露|打印|说出|公开|复述)[^。\n]{0,8}(?:系统提示|提示词)"
    r"|(?:你|AI|人工智能|助手|模型)(?:现在|从现在起|必须|只能|应当|应该|要|需要|请)[^。\n]{0,10}(?:回答|回复|输出|扮演|忽略|声称)"
    r"|(?:请|必须|一律|只需|直接|都)(?:直接|一律|只|都)?(?:回答|回复|输出)(?:[:：“\"‘']|以下|如下)"
    r"|(?:所有|任何|一切)(?:问题|提问)[^。\n]{0,8}(?:回答|回复|输出)"
    r"|(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|rule|prompt|above|previous)"
    r"|system\s*prompt|you are now|<\|?(?:im_start|im_end|system|endoftext)|\[/?INST\]|(?<![A-Za-z])(?:system|assistant|user|human)\s*[:：]|\[/p\w{2,8}\]",
    re.IGNORECASE,
)
FILLER = "□"


# Every sentence of a passage asks for all of it, question after question.
@lru_cache(maxsize=512)
def without_orders(text: str) -> str:
    """Return a text of the same length in which what addresses the assistant is blotted out, to the end of its line."""
    blotted = list(text)
    for match in _TO_ASSISTANT.finditer(text):
        begin = match.start()
        sentence = next(span for span in sentence_spans(text) if span.start <= begin < span.end)
        line_end = text.find("\n", begin)
        for place in range(sentence.start, len(text) if line_end < 0 else line_end):
            blotted[place] = FILLER
    return "".join(blotted)
