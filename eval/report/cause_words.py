"""What the causes of failure are called, what they mean, and where to look, in Chinese and English."""

from eval.report.words import Both

# Codes of eval.score.Failure: what people call the cause, and what it means and suggests.
CAUSES: dict[str, tuple[Both, Both]] = {
    "no_row": (
        Both("没有答题记录", "No row"),
        Both(
            "评测中途停下，或这道题没有问到。重新运行会补上缺的题。",
            "The run was stopped, or the case never asked. Running it again asks what is missing.",
        ),
    ),
    "no_answer": (
        Both("没有得到回答", "No answer"),
        Both(
            "程序没能返回结果，例如超时或服务中断；看每题的错误信息。",
            "The program returned nothing, say after a time-out or a server that stopped; see the error of each case.",
        ),
    ),
    "model_error": (
        Both("大模型出错", "Chat model failed"),
        Both(
            "大模型没有返回可用的回答；查看地址、密钥、限额和超时设置。",
            "The chat model gave no usable reply; look at its address, key, limits and time-out.",
        ),
    ),
    "declined": (
        Both("误判为不当请求", "Declined by mistake"),
        Both(
            "正常的问题被当成诱导、个人信息或无关问题而拒绝；问题在拒答规则，不在检索。",
            "A proper question was taken for an order, for a private matter or for off topic; the rules of declining are at fault, not retrieval.",
        ),
    ),
    "refused_without_search": (
        Both("没有检索就未答", "Refused without a search"),
        Both(
            "程序没有去找段落就说没有，多因把问题看成了别的地区、年份或文件的；要改进的是对问题的理解。",
            "It was refused before any passage was looked for, mostly because the question was taken to be of another region, "
            "year or plan; the reading of the question is to be improved.",
        ),
    ),
    "refused_not_retrieved": (
        Both("没检索到，因而未答", "Refused: not found"),
        Both(
            "规划里有答案，但检索到的段落里没有，只好说没有；要改进的是检索或对问题的理解。",
            "The plans hold the answer but no passage found does, so it was refused; retrieval or the reading of the question is to be improved.",
        ),
    ),
    "refused_though_found": (
        Both("检索到了却未答", "Refused though found"),
        Both(
            "含有答案的段落已经找到，但程序认为不足以回答；要改进的是对证据的判断，过严。",
            "The passage with the answer was found but thought not to answer; the judgement of evidence is too strict.",
        ),
    ),
    "answered_with_trap": (
        Both("答成干扰项", "Trap given"),
        Both(
            "答案属于别的年份、地区或事项，是最需要避免的一类错误。",
            "The answer belongs to another year, place or thing: the kind of error that matters most.",
        ),
    ),
    "not_retrieved": (
        Both("没检索到，答错", "Wrong: not found"),
        Both(
            "含有答案的段落没有检索到，却依据别的段落作了回答；既是检索问题，也是该拒答而未拒答。",
            "The passage with the answer was not found, and another one was answered from; retrieval failed, and a refusal was due.",
        ),
    ),
    "other_document": (
        Both("用错文件", "Wrong document"),
        Both(
            "依据了另一份规划；多因没有认出问题所指的地区、年份或规划名称。",
            "Another plan was answered from; mostly the region, year or plan that the question means was not recognised.",
        ),
    ),
    "other_passage": (
        Both("用错段落", "Wrong passage"),
        Both(
            "含有答案的段落已检索到，却选了另一段；要改进的是排序与选段。",
            "The right passage was found, but another one was chosen; ranking and choice are to be improved.",
        ),
    ),
    "other_sentence": (
        Both("用错句子", "Wrong sentence"),
        Both(
            "引用的段落里有答案，却取了另一句；要改进的是从段落中取句。",
            "The passage cited holds the answer, but another sentence was taken; the choice within the passage is to be improved.",
        ),
    ),
    "incomplete": (
        Both("答得不全", "Incomplete"),
        Both(
            "要求列全的内容只答出一部分；看缺的各项是没检索到，还是没写进答案。",
            "Only some of what was asked for is given; see whether the rest was not found or not written down.",
        ),
    ),
    "too_long": (
        Both("答案过长", "Too long"),
        Both(
            "答案里有应答内容，但等于照搬段落，读者还要自己找。",
            "The answer holds what was asked but copies a passage, and leaves the finding to the reader.",
        ),
    ),
    "uncited": (
        Both("没有引文", "Uncited"),
        Both("答对了，但读者无从核对。", "Right, but readers cannot check it."),
    ),
    "cited_other_document": (
        Both("引错文件", "Cites another document"),
        Both("答对了，但引文指向另一份规划。", "Right, but the citation points to another plan."),
    ),
    "cited_without_fact": (
        Both("引文里没有答案", "Citation lacks the fact"),
        Both(
            "答对了，但所引段落并不含有它，读者核对时会落空。",
            "Right, but the passages cited do not hold it: readers who check will not find it.",
        ),
    ),
    "answered_unanswerable": (
        Both("不该答却答了", "Answered without grounds"),
        Both(
            "规划没有说明，应当拒答，却给出了别的内容。",
            "The plans do not say and a refusal was due, yet something else was given.",
        ),
    ),
    "trap_unanswerable": (
        Both("不该答却答成干扰项", "Trap given without grounds"),
        Both(
            "规划没有说明，却把相近事项的内容当成答案。",
            "The plans do not say, yet what they say of something near was given as the answer.",
        ),
    ),
}
