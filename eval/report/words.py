"""The words of reports and comparisons that are not sentences about a single case, in Chinese and English."""

from typing import NamedTuple


class Both(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def filled(self, **values: object) -> "Both":
        """Fill in values; a value that is itself in two languages goes into the text of its own."""
        return Both(
            *(
                text.format(
                    **{name: value[side] if isinstance(value, Both) else value for name, value in values.items()}
                )
                for side, text in enumerate(self)
            )
        )


WORDS: dict[str, Both] = {
    # The page itself.
    "report": Both("评测报告", "Evaluation report"),
    "comparison": Both("两次评测对比", "Comparison of two runs"),
    "skip": Both("跳到正文", "Skip to content"),
    "sections": Both("章节", "Sections"),
    "overview": Both("结论", "Verdict"),
    "measures": Both("指标", "Measures"),
    "groups": Both("分组", "Groups"),
    "causes": Both("失败原因", "Causes of failure"),
    "cases": Both("逐题", "Cases"),
    "run": Both("评测环境", "What was run"),
    "other_language": Both("English", "中文"),
    "theme": Both("明暗", "Light or dark"),
    "print": Both("打印", "Print"),
    "needs_script": Both(
        "逐题内容需要启用 JavaScript 才能显示；以上汇总不受影响。",
        "The cases need JavaScript to be shown; the summary above does not.",
    ),
    # The verdict.
    "verdict": Both(
        "{n} 题中答对 {right} 题，正确率 {share}（95% 置信区间 {low}–{high}）。",
        "{right} of {n} questions were answered rightly: {share} (95 % interval {low}–{high}).",
    ),
    "asked_of": Both(
        "以 {files} 向 {documents} 份文件提问{samples}，{mode}，{when}。",
        "{files} asked of {documents} documents{samples}, {mode}, {when}.",
    ),
    "of_samples": Both("（内置摘编）", " (the bundled digests)"),
    "without_model": Both("未使用大模型", "without a chat model"),
    "with_model": Both("大模型 {model}", "chat model {model}"),
    "right": Both("正确", "Right"),
    "wrong": Both("答错", "Wrong"),
    "refused": Both("该答未答", "False refusal"),
    "error": Both("出错", "Errors"),
    "right_note": Both("共 {n} 题", "of {n} questions"),
    "wrong_note": Both("给出的答案不对、不全或出处不符", "an answer that is wrong, incomplete or cited wrongly"),
    "refused_note": Both("规划中有答案的 {n} 题里", "of the {n} questions the plans do answer"),
    "unanswerable": Both("无答案的题处理得当", "Unanswerable, handled rightly"),
    "unanswerable_note": Both("规划中没有答案、应当拒答的 {n} 题里", "of the {n} questions the plans do not answer"),
    "error_note": Both("程序或模型未能作答", "the program or the model gave no answer"),
    "gate_passed": Both("达标：门槛“{gate}”全部达到。", "Gate passed: every threshold of “{gate}” is met."),
    "gate_failed": Both(
        "未达标：门槛“{gate}”有 {n} 项未达到。", "Gate failed: {n} thresholds of “{gate}” are not met."
    ),
    "gate_line": Both("{scope} · {what}：{found}，要求{limit}", "{scope} · {what}: {found}, expected {limit}"),
    "overall": Both("全部题目", "all questions"),
    "not_measured": Both("没有测到", "not measured"),
    "at_least": Both("不低于 {value}", "at least {value}"),
    "at_most": Both("不高于 {value}", "at most {value}"),
    # Tables.
    "measure": Both("指标", "Measure"),
    "value": Both("数值", "Value"),
    "interval": Both("95% 区间", "95 % interval"),
    "n": Both("题数", "n"),
    "unjudged": Both("未评", "Unjudged"),
    "plot": Both("0–100%", "0–100 %"),
    "up": Both("越高越好", "higher is better"),
    "down": Both("越低越好", "lower is better"),
    "measures_note": Both(
        "每项指标只在适用的题目上取平均。没有给出的结果按 0 计；“未评”是适用但无法评判的题数，不计入平均。",
        "Each measure is a mean over the questions it applies to. Results that are missing count 0; “unjudged” questions apply "
        "but could not be judged, and are left out of the mean.",
    ),
    "by_type": Both("按题型", "By type"),
    "by_document": Both("按文件", "By document"),
    "by_persona": Both("按提问者", "By persona"),
    "by_document_note": Both(
        "一题涉及几份文件时，在每份文件下各计一次；没有文件的题（如无答案题）不在此表。",
        "A question about several documents counts under each; one about none, such as an unanswerable one, is not here.",
    ),
    "type": Both("题型", "Type"),
    "document": Both("文件", "Document"),
    "persona": Both("提问者", "Persona"),
    "outcomes": Both("构成", "Outcomes"),
    "accuracy": Both("正确率", "Right"),
    "latency": Both("响应时间", "Time to answer"),
    "latency_note": Both(
        "每题从提问到得到完整回答的秒数，{n} 题；一半在 {p50} 秒内，95% 在 {p95} 秒内。",
        "Seconds from question to whole answer over {n} questions; half took at most {p50} s, 95 % at most {p95} s.",
    ),
    "usage_note": Both(
        "大模型用于 {answers} 题：输入 {tokens_in}、输出 {tokens_out} 个词元；{priced} 题有价，共 {cost}。",
        "A chat model was used for {answers} questions: {tokens_in} tokens in, {tokens_out} out; {priced} were priced, {cost} in all.",
    ),
    "none": Both("—", "—"),
    "unnamed": Both("未注明", "not stated"),
    # Causes.
    "causes_note": Both(
        "{failed} 题未通过。一题可能有几个原因，因此各项相加可能超过题数。点题号可直接查看。",
        "{failed} questions failed. One may have several causes, so the counts may add up to more. Choose an id to see the case.",
    ),
    "no_failures": Both("没有失败的题。", "No question failed."),
    "show_these": Both("筛选这 {n} 题", "Filter these {n}"),
    "count": Both("{n} 题", "{n} cases"),
    # The cases.
    "search": Both("搜索题目、答案、引文", "Search questions, answers, quotations"),
    "all": Both("全部", "all"),
    "outcome": Both("结果", "Outcome"),
    "failed": Both("未通过", "Failed"),
    "cause": Both("原因", "Cause"),
    "status": Both("状态", "Status"),
    "shown": Both("显示 {shown} / {n} 题", "{shown} of {n} shown"),
    "clear": Both("清除筛选", "Clear"),
    "next_failure": Both("下一个失败", "Next failure"),
    "previous_failure": Both("上一个失败", "Previous failure"),
    "expand": Both("展开所显示的", "Open those shown"),
    "collapse": Both("全部收起", "Close all"),
    "keys": Both(
        "快捷键：n / p 下一个、上一个失败，/ 搜索", "Keys: n / p for the next or previous failure, / to search"
    ),
    "keys_on": Both("启用快捷键", "Keys on"),
    "no_match": Both("没有符合条件的题。", "No case fits."),
    "question": Both("问题", "Question"),
    "history": Both("前文", "Earlier turns"),
    "asked": Both("问", "Asked"),
    "held": Both("答案要点", "Answer held"),
    "standalone": Both("理解为", "Understood as"),
    "why_failed": Both("为什么没有通过", "Why it failed"),
    "expected": Both("应有的事实", "Expected facts"),
    "any_of": Both("下列任一即可", "any one of these"),
    "all_of": Both("下列各项都要有", "every one of these"),
    "fact": Both("事实", "Fact"),
    "in_answer": Both("答案中", "In the answer"),
    "in_cited": Both("引文中", "In a cited passage"),
    "in_found": Both("检索名次", "Rank found"),
    "yes": Both("有", "yes"),
    "other_form": Both("写法不同", "in another form"),
    "no": Both("无", "no"),
    "not_found_rank": Both("未检索到", "not found"),
    "expected_refusal": Both("规划中没有答案，应当拒答。", "The plans do not answer this; it should be refused."),
    "traps": Both("不得当作答案", "Must not be given"),
    "given": Both("给出了", "given"),
    "not_given": Both("未给出", "not given"),
    "evidence": Both("依据所在", "Where the facts stand"),
    "notes": Both("出题说明", "Notes of the author"),
    "answer": Both("回答", "Answer"),
    "no_answer": Both("没有回答。", "No answer."),
    "no_row": Both("这道题没有答题记录。", "There is no row for this case."),
    "citations": Both("引文", "Citations"),
    "no_citations": Both("没有引文。", "No citations."),
    "quote_missing": Both("引句不在这段原文里：", "The quotation does not stand in this passage: "),
    "figures": Both("数字核对", "Figures"),
    "figure": Both("数字", "Figure"),
    "year": Both("年份", "Year"),
    "kind": Both("性质", "Kind"),
    "target": Both("目标", "target"),
    "achieved": Both("已完成", "achieved"),
    "verified": Both("引文中有", "Verified"),
    "unverified": Both("引文中没有", "Not in the passage"),
    "retrieved": Both("检索到的段落", "Passages found"),
    "nearest": Both("最接近的内容", "Nearest passage"),
    "score": Both("得分", "score"),
    "page": Both("第 {n} 页", "p. {n}"),
    "cut": Both("（节录）", " (beginning only)"),
    "legend_fact": Both("应有的事实", "expected fact"),
    "legend_quote": Both("引句", "quotation"),
    "seconds": Both("{n} 秒", "{n} s"),
    # Comparisons.
    "before": Both("前（A）", "Before (A)"),
    "after": Both("后（B）", "After (B)"),
    "difference": Both("差", "Difference"),
    "p": Both("p 值", "p"),
    "better": Both("变好", "Better"),
    "worse": Both("变差", "Worse"),
    "better_worse": Both("变好 / 变差", "Better / worse"),
    "test": Both("检验", "Test"),
    "mcnemar": Both("McNemar 精确检验", "exact McNemar"),
    "bootstrap": Both("配对自助法", "paired bootstrap"),
    "reading": Both("结论", "Reading"),
    "reads_better": Both("变好", "better"),
    "reads_worse": Both("变差", "worse"),
    "reads_unclear": Both("看不出差别", "no clear difference"),
    "compared": Both(
        "同样的 {n} 题，A 答对 {a} 题，B 答对 {b} 题：{better} 题变好，{worse} 题变差（p {p}）。",
        "Of the same {n} questions A answered {a} rightly, B {b}: {better} got better, {worse} got worse (p {p}).",
    ),
    "more_than_chance": Both("这个差别不像是偶然。", "This is more than chance."),
    "may_be_chance": Both("这个差别可能只是偶然。", "This may be chance."),
    "no_change": Both("没有一题的对错发生变化。", "No question changed between right and wrong."),
    "shared_only": Both(
        "两次的题目不完全相同：只比较相同的 {n} 题；只在 A 的 {a} 题、只在 B 的 {b} 题、编号相同而内容不同的 {other} 题没有比较。",
        "The runs do not ask the same: only the {n} cases they share are compared; {a} only in A, {b} only in B and {other} of the "
        "same id but other content are left out.",
    ),
    "compare_note": Both(
        "每项只取两次都评判了的题目，差 = B − A。只有 0 和 1 的指标用 McNemar 精确检验，其余用配对自助法；区间由配对自助法得出。"
        "变化的题很少时，精确检验比区间更谨慎，结论以 p 值为准；指标很多时，二十项里会有一项左右偶然低于 0.05。",
        "Each measure is taken over the cases judged in both runs; difference = B − A. Measures of only 0 and 1 are tested by the exact "
        "McNemar test, the rest by the paired bootstrap, which gives the intervals. Where few cases changed the exact test is the more "
        "careful one; the reading goes by p. Of twenty measures about one falls below .05 by chance.",
    ),
    "changed_settings": Both("两次运行的不同", "What differs between the runs"),
    "same_settings": Both("设置、程序、题目和索引都相同。", "Settings, program, cases and index are the same."),
    # What was run.
    "settings": Both("设置", "Settings"),
    "libraries": Both("程序与库的版本", "Versions"),
    "version": Both("版本", "Version"),
    "index": Both("索引", "Index"),
    "documents": Both("文件", "Documents"),
    "digest": Both("摘要值", "Digest"),
    "about": Both("概况", "In short"),
    "program": Both("程序", "Program"),
    "code": Both("程序摘要值", "Digest of the program"),
    "platform": Both("系统", "System"),
    "started": Both("开始", "Started"),
    "ended": Both("结束", "Ended"),
    "workers": Both("并行数", "Workers"),
    "cases_files": Both("题集", "Cases"),
    "cases_version": Both("题集版本", "Version of the cases"),
    "cases_digest": Both("题集摘要值", "Digest of the cases"),
    "server": Both("服务地址", "Server"),
    "unset": Both("（空）", "(empty)"),
}

STATUS_NAMES: dict[str, Both] = {
    "answered": Both("已回答", "answered"),
    "partial": Both("部分回答", "partial"),
    "not_found": Both("规划未说明", "not found"),
    "declined_injection": Both("拒绝：诱导", "declined: injection"),
    "declined_personal_data": Both("拒绝：个人信息", "declined: personal data"),
    "declined_off_topic": Both("拒绝：无关", "declined: off topic"),
    "error_model": Both("模型出错", "model error"),
}

TYPE_NAMES: dict[str, Both] = {
    "figure": Both("数字", "figure"),
    "department": Both("责任部门", "department"),
    "list": Both("列举", "list"),
    "deadline": Both("期限", "deadline"),
    "definition": Both("释义", "definition"),
    "project": Both("项目", "project"),
    "comparison": Both("对比", "comparison"),
    "yes_no": Both("是否", "yes or no"),
    "entity_trap": Both("张冠李戴", "entity trap"),
    "near_miss": Both("近似无答案", "near miss"),
    "far": Both("远离无答案", "far"),
    "injection": Both("诱导指令", "injection"),
    "personal_data": Both("个人信息", "personal data"),
    "off_topic": Both("无关", "off topic"),
    "follow_up": Both("追问", "follow-up"),
}

PERSONA_NAMES: dict[str, Both] = {
    "citizen": Both("居民", "citizen"),
    "official": Both("工作人员", "official"),
    "evaluator": Both("评测人员", "evaluator"),
}


def name_of(names: dict[str, Both], key: str) -> Both:
    """Return the name of a status, type or persona; one that has none stands for itself."""
    if not key:
        return WORDS["unnamed"]
    return names.get(key) or Both(key, key)
