"""Every sentence users read, in Chinese and English, in one place."""

from typing import Literal

Language = Literal["zh", "en"]

_MESSAGES: dict[str, tuple[str, str]] = {
    "not_found": (
        "已入库的规划中没有说明“{asked}”。",
        "The plans do not say: “{asked}”. ",
    ),
    "not_found_region": (
        "已入库的规划中没有关于{region}的文件，无法回答。已入库的涉及{held}。",
        "None of the plans in the store is about {region}. Those held are about {held}.",
    ),
    "county_below": (
        "没有{county}自己的文件；已入库的是{region}的文件，其中没有对{county}说明这一点。",
        "There is no document of {county} itself; those of {region} do not say this of {county}. ",
    ),
    "other_year": (
        "没有查到{wanted}年的数据（“{asked}”），规划中有的是{year}年的。",
        "Nothing is said for {wanted} (“{asked}”); the plans speak of {year}. ",
    ),
    "other_region": (
        "{region}的文件没有说明“{asked}”；讲到同类内容的是{other}的《{title}》，不能代替。",
        "The documents of {region} do not say (“{asked}”). 《{title}》 of {other} speaks of it, which is no answer for {region}. ",
    ),
    "word_absent": (
        "已入库的规划中没有出现“{word}”，无法回答“{asked}”。",
        "The plans never mention “{word}”, so “{asked}” cannot be answered. ",
    ),
    "term_undefined": (
        "规划中用到“{term}”，但没有解释它的含义。",
        "The plans use “{term}” without explaining it. ",
    ),
    "term_absent": ("所查的规划中没有出现“{term}”。", "The plans looked at never use “{term}”. "),
    "no_figure": (
        "规划提到了相关内容，但没有给出“{asked}”的数字。",
        "The plans speak of it but give no figure for “{asked}”. ",
    ),
    "no_department": (
        "规划提到了相关内容，但没有写明责任部门（“{asked}”）。",
        "The plans speak of it but name no department for “{asked}”. ",
    ),
    "no_date": (
        "规划提到了相关内容，但没有写明时间（“{asked}”）。",
        "The plans speak of it but give no date for “{asked}”. ",
    ),
    "why_unsaid": (
        "规划没有直接写明原因，对此的表述是：{text}",
        "The plans do not say why outright; what they say of it, in Chinese: {text}",
    ),
    "no_reason": (
        "规划没有说明原因（“{asked}”）。",
        "The plans give no reason for “{asked}”. ",
    ),
    "nearest": (
        "最接近的内容见{plan}{section}：“{quote}”",
        "The nearest passage is in {plan} {section}: “{quote}”",
    ),
    "not_answer": ("（仅供参考，并非所问的答案）", " (for reference; this is not the answer)"),
    "plan": ("《{title}》（{period}）", "《{title}》 ({period})"),
    "stated": ("据{plan}：{text}", "According to {plan}, in Chinese: {text}"),
    "is_target": ("目标", "target"),
    "is_achieved": ("已完成", "achieved"),
    "of_year": ("{period}年文件", "document for {period}"),
    "disagree": (
        "以上文件对同一指标给出的数字不同，较新、较权威的列在前面",
        "these documents give different figures for the same thing; the newer and weightier one stands first",
    ),
    "other_years": (
        "另有{years}年的文件，数字不同，可按年份再问",
        "documents for {years} give other figures; name the year to see them",
    ),
    "from_draft": (
        "（依据的是征求意见稿，以正式印发的文件为准）",
        " (From a draft for comment; the adopted text prevails.)",
    ),
    "not_english": (
        "没有看懂英文词“{words}”。请换一种说法，或用中文提问。",
        "These words could not be put into Chinese: {words}. Please rephrase, or ask in Chinese.",
    ),
    "declined_injection": (
        "这个请求要求改变助手的工作方式，不能照办。请就规划内容提问。",
        "This asks the assistant to change how it works, which it will not do. Please ask about the plans.",
    ),
    "declined_personal_data": (
        "不提供个人信息。请就规划内容提问。",
        "Personal data is not given out. Please ask about the plans.",
    ),
    "declined_off_topic": (
        "这个问题与政府发展规划无关。可以询问规划中的目标、年份、责任部门、项目等。",
        "This is not about government development plans. Ask about targets, years, departments or projects in the plans.",
    ),
    "empty_store": (
        "索引中还没有文件。请先运行 plans ingest 加入规划文件。",
        "There are no documents in the index yet. Run plans ingest first.",
    ),
    "works_of": ("{department}{role}的有：{items}", "{department} ({role}): {items}"),
    "rows_of": ("{sort}指标：{items}", "{sort}: {items}"),
    "responsible": ("“{subject}”的{role}：{names}", "{role} for “{subject}”: {names}"),
    "model_unused": (
        "对话模型未能使用（{reason}），本回答由原文摘取。",
        "The chat model could not be used ({reason}); this answer is extracted from the plans.",
    ),
    "model_unsupported": (
        "对话模型的回答与所引段落核对不上，本回答由原文摘取。",
        "What the chat model said is not borne out by the passages; this answer is extracted from the plans.",
    ),
    "model_cut": (
        "对话模型的回答中断（{reason}），只保留了核对无误的部分。",
        "The chat model's reply broke off ({reason}); only what was verified is shown.",
    ),
    "model_removed": (
        "对话模型的回答中有{count}句与所引段落核对不上，已经略去。",
        "Sentences of the chat model that its passages do not bear out were left out: {count}.",
    ),
    "model_timeout": ("超过时限", "time limit"),
    "model_connection": ("连接失败", "connection failed"),
    "model_http": ("接口返回HTTP {status}", "HTTP {status} from the endpoint"),
    "model_malformed": ("答复格式有误", "malformed reply"),
    "model_too_long": ("答复过长", "reply too long"),
    "model_reported": ("接口报告出错", "the endpoint reported an error"),
    "model_empty": ("答复为空", "empty reply"),
    "model_language": ("答复不是中文", "reply in another language"),
    "model_repeated": ("答复复述了指令", "the reply repeats its instructions"),
    "unclear": (
        "没有看懂这个问题。请写出要查的指标、项目或部门，例如“到2025年森林覆盖率目标是多少？”",
        "The question is not clear. Name the indicator, project or department you are after.",
    ),
    "too_broad": (
        "问题太宽泛：“{asked}”没有说明是哪项指标、项目或内容。请写出来，例如“到2025年森林覆盖率目标是多少？”",
        "The question is too broad: “{asked}” names no indicator, project or subject. Name the one you are after.",
    ),
    "side_of_year": ("《{title}》（{year}年）：{text}", "《{title}》 ({year}): {text}"),
    "side": ("{plan}：{text}", "{plan}: {text}"),
    "part": ("{part}：{text}", "{part}: {text}"),
    "part_missing": ("没有找到“{part}”", "nothing was found on {part}"),
    "side_missing": ("{plan}中没有找到对应内容", "{plan} does not say"),
    "region_absent": ("没有关于{region}的文件", "no plan of {region} is in the store"),
    "plan_absent": ("已入库的文件中没有{plan}，无法回答。", "The store does not hold the plan {plan}."),
    "year_missing": ("没有找到{year}年的对应内容", "nothing found for {year}"),
    "side_of_year_missing": ("《{title}》中没有找到{year}年的对应内容", "《{title}》 does not say for {year}"),
    "list_of": ("“{heading}”包括：{items}", "“{heading}” comprises: {items}"),
    "corpus": ("索引中共有{count}份文件：{titles}。", "The index holds {count} documents: {titles}."),
    "corpus_many": (
        "索引中共有{summary}。可按地区或年份再问，例如“某市有哪些文件”。",
        "The index holds {summary}. Name a region or a year to have its documents listed.",
    ),
    "corpus_summed": ("索引中共有{summary}。", "The index holds {summary}."),
    "corpus_extent": (
        "{count}份文件，涉及{regions}，所涉年份{years}",
        "{count} documents of {regions}, for the years {years}",
    ),
    "corpus_of_region": ("{region}（{count}份）", "{region} ({count})"),
    "of_this_kind": ("这一类", "this kind"),
    "and_more": ("等{count}个地区", " and others, {count} regions in all"),
    "corpus_none": (
        "索引中没有{wanted}的文件。现有{summary}。",
        "The index holds no document of {wanted}. It holds {summary}.",
    ),
    "corpus_published": ("发布时间：{titles}。", "Published: {titles}."),
    "corpus_dates": (
        "{count}份文件中有{known}份注明了发布日期，在{span}之间。可按地区或年份再问。",
        "Of {count} documents {known} state when they were published, {span}. Name a region or a year.",
    ),
    "date_unknown": ("没有注明发布日期", " states no date"),
    "period_of": ("（所涉年份{period}）", " (for {period})"),
    "corpus_newest": ("最新的是{titles}。", "The latest: {titles}."),
    "corpus_oldest": ("最早的是{titles}。", "The earliest: {titles}."),
    "about": (
        "可以询问规划里的目标数值、年份、责任部门、项目、名词解释，也可以比较不同地区或年份；每个回答都附原文出处。现有{summary}。",
        "Ask about targets, years, responsible departments, projects and terms in the plans, or compare regions and years; every answer cites its passage. The index holds {summary}.",
    ),
    "samples_in_use": (
        "{store} 中还没有文件，正在使用内置的要点摘编（非官方文本）。",
        "{store} holds no documents yet: using the bundled digests (not the official texts).",
    ),
    "question_empty": ("问题是空的。请输入一个问题。", "The question is empty. Please type one."),
    "question_long": (
        "问题有{length}个字，最多{limit}个。请缩短后再问。",
        "The question has {length} characters; at most {limit} are taken. Please shorten it.",
    ),
    "chat_hint": ("输入问题；空行结束。", "Type a question; an empty line ends."),
    "commitments_more": (
        "共{total}条，显示前{shown}条；用 --limit、--offset 或 --format 取得其余",
        "{total} commitments, the first {shown} shown; --limit, --offset or --format give the rest",
    ),
    "commitments_old_store": (
        "索引中还没有承诺台账：请重新运行 plans ingest",
        "This index holds no ledger yet: run plans ingest again",
    ),
    "ledger_refined": (
        "核对了{rows}行，改正了{changed}行；模型未能答复{failed}个句子",
        "{rows} rows looked at, {changed} corrected; the model failed at {failed} sentences",
    ),
    "department_table": (
        "{department}负责的量化任务共{total}项：",
        "{department} answers for {total} quantified commitments: ",
    ),
    "department_table_more": (
        "其余见承诺台账（plans commitments --department {department}）。",
        "The rest are in the ledger (plans commitments --department {department}).",
    ),
    "mentioned": ("提到“{topic}”的有{count}份：{titles}。", "{count} documents mention “{topic}”: {titles}."),
    "mentioned_many": (
        "提到“{topic}”的共有{count}份，较新的{shown}份是：{titles}。",
        "{count} documents mention “{topic}”; the {shown} newest are: {titles}.",
    ),
    "mentioned_by_all": ("{count}份文件都提到了“{topic}”。", "All {count} documents mention “{topic}”."),
    "unmentioned": (
        "没有出现“{topic}”这一说法的有{count}份：{titles}。",
        "{count} documents do not use the words “{topic}”: {titles}.",
    ),
    "unmentioned_many": (
        "没有出现“{topic}”这一说法的共有{count}份，较新的{shown}份是：{titles}。",
        "{count} documents do not use the words “{topic}”; the {shown} newest are: {titles}.",
    ),
    "series_none": ("没有找到这一指标的数据", "No figures of this indicator were found"),
    "series_conflict": (
        "{year}年说法不一，前者效力更高：{said}",
        "Different figures for {year}, the first prevails: {said}",
    ),
    "measure_level": ("水平", "level"),
    "measure_growth": ("增长", "growth"),
    "measure_fall": ("下降", "fall"),
    "measure_average": ("年均变化", "yearly average"),
    "measure_span": ("多年累计", "over several years"),
    "kind_target": ("目标", "target"),
    "kind_achieved": ("已实现", "achieved"),
    "column_subject": ("指标或项目", "Subject"),
    "column_value": ("数值", "Value"),
    "column_year": ("年份", "Year"),
    "column_kind": ("类别", "Kind"),
    "column_departments": ("责任部门", "Departments"),
    "column_plan": ("文件", "Plan"),
    "serving": ("网页与接口已就绪：{url}（按 Ctrl-C 停止）", "Web chat and API are ready at {url} (Ctrl-C stops)"),
    "title": ("规划助手", "Plan Assistant"),
    "starting": ("正在启动，几秒后自动打开……", "Starting; this page opens by itself in a few seconds…"),
    "sources": ("出处", "Sources"),
    "page": ("第{page}页", "page {page}"),
    "draft": ("征求意见稿", "draft for comment"),
    "adopted": ("正式", "adopted"),
}


def message(name: str, language: Language = "zh", **values: object) -> str:
    """Return a sentence in one language with its values filled in; an unknown name raises KeyError."""
    chinese, english = _MESSAGES[name]
    return (chinese if language == "zh" else english).format(**values)
