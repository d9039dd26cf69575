"""Every sentence people read of an evaluation, in Chinese and English, in one place."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Bilingual(NamedTuple):
    """A text in both languages, Chinese first."""

    zh: str
    en: str


# What a measure says, in one line.
_MEASURES: dict[str, tuple[str, str]] = {
    "passed": (
        "通过：答对（或该拒答的拒答了），且引用的段落支持答案",
        "passed: right (or rightly refused), and the passages cited bear it out",
    ),
    "fact": (
        "事实正确：答案不超过600字，逐字包含全部应答内容",
        "fact: the answer, of at most 600 characters, holds every expected fact as printed",
    ),
    "fact_normalised": (
        "事实正确（换算后）：数字、单位、日期换成同一写法后包含全部应答内容",
        "fact, normalised: the same with figures, units and dates in one form",
    ),
    "fact_share": (
        "事实覆盖：应答内容中答出的比例",
        "fact share: the share of the expected facts that the answer holds",
    ),
    "wrong": (
        "答错：给出了答案，但其中没有应答内容",
        "wrong: an answer was given that lacks the expected facts",
    ),
    "trap": (
        "落入干扰：把题目列出的错误内容当作答案",
        "trap: a string listed as wrong was given as the answer",
    ),
    "false_refusal": (
        "误拒：规划里有答案却没有回答",
        "false refusal: the plans hold the answer, and none was given",
    ),
    "refusal_right": (
        "正确拒答：规划没有说明时没有作答",
        "right refusal: nothing was answered where the plans do not say",
    ),
    "refusal_precision": (
        "拒答精确率：所有拒答中确实该拒答的比例",
        "refusal precision: the share of the refusals that were due",
    ),
    "refusal_recall": (
        "拒答召回率：该拒答的问题中拒答了的比例",
        "refusal recall: the share of the questions without an answer that were refused",
    ),
    "citation_right": (
        "引用正确：引自应引的文件，所引段落含有证据或全部应答内容",
        "citation right: cited from the right plan, and the passages hold the evidence or every fact",
    ),
    "citation_precision": (
        "引用精确率：每处引用是否都有用（按 ALCE，以规则判断）",
        "citation precision: the share of the citations that are needed and support (ALCE, by rule)",
    ),
    "citation_recall": (
        "引用召回率：每句话是否都有引用支持（按 ALCE，以规则判断）",
        "citation recall: the share of the statements that their citations support (ALCE, by rule)",
    ),
    "figure_precision": (
        "数字精确率：答案里的数字有多少是应答的",
        "figure precision: the share of the figures given that are expected",
    ),
    "figure_recall": (
        "数字召回率：应答的数字有多少出现在答案里",
        "figure recall: the share of the expected figures that are given",
    ),
    "figures_verified": (
        "数字核实：答案里的数字有多少经程序核实并在所引段落里再次查到",
        "figures verified: the share of the figures that the program verified and the cited passage prints",
    ),
    "hit@1": ("首位命中：第1个段落含有全部事实", "hit@1: the first passage holds every fact"),
    "hit@5": ("前5命中：前5个段落含有全部事实", "hit@5: the first 5 passages hold every fact"),
    "hit@10": ("前10命中：前10个段落含有全部事实", "hit@10: the first 10 passages hold every fact"),
    "recall@5": ("前5召回：前5个段落含有的事实比例", "recall@5: the share of the facts in the first 5 passages"),
    "recall@10": ("前10召回：前10个段落含有的事实比例", "recall@10: the share of the facts in the first 10 passages"),
    "mrr": ("倒数排名：第一个含有事实的段落的名次的倒数", "MRR: 1 / rank of the first passage that holds a fact"),
    "ndcg@10": (
        "nDCG@10：含有事实的段落排得是否靠前",
        "nDCG@10: how near the top the passages with facts stand",
    ),
    "passage_hit@1": (
        "首位命中（按章节）：第1个段落出自全部证据章节",
        "passage hit@1: the first passage stands where the evidence is",
    ),
    "passage_hit@5": (
        "前5命中（按章节）：前5个段落覆盖全部证据章节",
        "passage hit@5: the first 5 passages cover every section of evidence",
    ),
    "passage_hit@10": (
        "前10命中（按章节）：前10个段落覆盖全部证据章节",
        "passage hit@10: the first 10 passages cover every section of evidence",
    ),
    "passage_recall@5": (
        "前5召回（按章节）：前5个段落覆盖的证据章节比例",
        "passage recall@5: the share of the sections of evidence in the first 5 passages",
    ),
    "passage_recall@10": (
        "前10召回（按章节）：前10个段落覆盖的证据章节比例",
        "passage recall@10: the share of the sections of evidence in the first 10 passages",
    ),
    "passage_mrr": (
        "倒数排名（按章节）：第一个出自证据章节的段落的名次的倒数",
        "passage MRR: 1 / rank of the first passage from a section of evidence",
    ),
    "passage_ndcg@10": (
        "nDCG@10（按章节）：证据章节的段落排得是否靠前",
        "passage nDCG@10: how near the top the passages from sections of evidence stand",
    ),
    "faithfulness": (
        "忠实：模型判断答案的每句话是否有引文支持",
        "faithfulness: the share of the sentences that a model finds borne out by the passages cited",
    ),
    "relevance": (
        "切题：模型判断答案是否回答了所问",
        "relevance: how far a model finds the question answered (0, 0.5 or 1)",
    ),
    "length": ("答案长度（字）", "length of the answer in characters"),
    "seconds": ("每题用时（秒）", "seconds for a question"),
    "tokens": ("每题用量（token）", "tokens for a question"),
    "cost": ("每题费用", "cost of a question"),
}

# Why a case failed. A reader who has seen neither the code nor the plans must understand it.
_FAILURES: dict[str, tuple[str, str]] = {
    "no_row": (
        "没有得到回答：结果文件里没有这一题。各项按0计。",
        "No answer: the rows of the run lack this case. Everything counts 0.",
    ),
    "no_answer": (
        "没有得到回答：{error}。各项按0计。",
        "No answer: {error}. Everything counts 0.",
    ),
    "model_error": (
        "规划里有“{expected}”，但聊天模型出错，没有作答。",
        "The plans say “{expected}”, but the chat model failed and nothing was answered.",
    ),
    "declined": (
        "规划里有“{expected}”，却把问题当成{reason}拒绝了。",
        "The plans say “{expected}”, but the question was declined as {reason_en}.",
    ),
    "refused_not_retrieved": (
        "规划里有“{expected}”，却回答说没有：找到的{count}个段落里都没有它。回复是：{got}",
        "The plans say “{expected}”, but the reply was that they do not: none of the {count} passages found holds it. Replied: {got}",
    ),
    "refused_without_search": (
        "规划里有“{expected}”，却没有查找就回复了：{got}",
        "The plans say “{expected}”, but the reply came without a search: {got}",
    ),
    "refused_though_found": (
        "规划里有“{expected}”，却回答说没有，虽然含有它的段落排在第{rank}位（{place}）。回复是：{got}",
        "The plans say “{expected}”, but the reply was that they do not, though the passage stood at rank {rank} ({place}). Replied: {got}",
    ),
    "answered_with_trap": (
        "应答“{expected}”，却答成了“{trap}”。题目把它列为干扰：别的年份、地区或事项的内容。答的是：{got}",
        "Expected “{expected}”, answered “{trap}”, which the case lists as a trap: it belongs to another year, place or thing. Answered: {got}",
    ),
    "not_retrieved": (
        "应答“{expected}”；找到的{count}个段落里都没有它。答的是：{got}",
        "Expected “{expected}”; none of the {count} passages found holds it. Answered: {got}",
    ),
    "other_document": (
        "应答“{expected}”，出自{wanted}；依据的却是{cited}。含有答案的段落排在第{rank}位。答的是：{got}",
        "Expected “{expected}” from {wanted}; the answer rests on {cited}. The right passage stood at rank {rank}. Answered: {got}",
    ),
    "other_passage": (
        "应答“{expected}”；含有它的段落排在第{rank}位（{place}），回答用的是另一个段落。答的是：{got}",
        "Expected “{expected}”; its passage stood at rank {rank} ({place}), but another one was answered from. Answered: {got}",
    ),
    "other_sentence": (
        "应答“{expected}”；引用的段落里有它（排在第{rank}位），回答用的却是另一句话。答的是：{got}",
        "Expected “{expected}”; the passage cited holds it (rank {rank}), but another sentence was answered with. Answered: {got}",
    ),
    "incomplete": (
        "应答{total}项，缺{count}项：“{missing}”。{where}答的是：{got}",
        "{count} of {total} facts are missing: “{missing}”. {where_en}Answered: {got}",
    ),
    "too_long": (
        "答案里有“{expected}”，但长达{length}字（上限{limit}字），等于把段落照搬给读者。",
        "The answer holds “{expected}” but runs to {length} characters (at most {limit}): it leaves the reading to the reader.",
    ),
    "uncited": (
        "答对了“{expected}”，但没有引用任何段落。",
        "The answer “{expected}” is right, but cites no passage.",
    ),
    "cited_other_document": (
        "答对了“{expected}”，但引用的是{cited}，应引{wanted}。",
        "The answer “{expected}” is right, but {cited} is cited; expected {wanted}.",
    ),
    "cited_without_fact": (
        "答对了“{expected}”，但所引段落里没有它（引的是{place}）。",
        "The answer “{expected}” is right, but the passages cited do not hold it (cited: {place}).",
    ),
    "answered_unanswerable": (
        "规划没有说明，应当说没有；却作了回答：{got}",
        "The plans do not say, and the reply should have been so; answered instead: {got}",
    ),
    "trap_unanswerable": (
        "规划没有说明，应当说没有；却把“{trap}”当成了答案：{got}",
        "The plans do not say, and the reply should have been so; “{trap}” was given as the answer: {got}",
    ),
}

_PARTS: dict[str, tuple[str, str]] = {
    "declined_injection": ("改变助手工作方式的要求", "an order to the assistant"),
    "declined_personal_data": ("打听个人信息", "a question about a person's private data"),
    "declined_off_topic": ("与规划无关", "off topic"),
    "missing_found": ("含有它的段落排在第{rank}位。", "Its passage stood at rank {rank}. "),
    "missing_not_found": ("找到的段落里没有它。", "None of the passages found holds it. "),
}

FAILURE_CODES = tuple(_FAILURES)


def measure_text(name: str) -> Bilingual:
    """Return what a measure says."""
    return Bilingual(*_MEASURES[name])


def failure_text(code: str, **values: object) -> Bilingual:
    """Return the reason of a failure; raises KeyError for a value its text needs and was not given."""
    return Bilingual(*(text.format(**values) for text in _FAILURES[code]))


def part(name: str, **values: object) -> Bilingual:
    """Return words that stand inside a reason."""
    return Bilingual(*(text.format(**values) for text in _PARTS[name]))
