"""Every sentence users read, in Chinese and English, in one place."""

from typing import Literal

Language = Literal["zh", "en"]

_MESSAGES: dict[str, tuple[str, str]] = {
    "not_found": ("已入库的规划中没有说明这一点。", "The plans do not say. "),
    "not_found_region": (
        "已入库的规划中没有关于{region}的文件，无法回答。",
        "None of the plans in the store is about {region}.",
    ),
    "nearest": (
        "最接近的内容见《{title}》{section}：“{quote}”",
        "The nearest passage is in 《{title}》 {section}: “{quote}”",
    ),
    "not_answer": ("（仅供参考，并非所问的答案）", " (for reference; this is not the answer)"),
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
    "responsible": ("“{subject}”的{role}：{names}", "{role} for “{subject}”: {names}"),
    "llm_unused": (
        "已配置的对话模型和重排模型在此版本中尚未使用，回答仍由原文摘取。",
        "The chat model and reranker configured are not used by this version yet; answers are extracted.",
    ),
    "unclear": (
        "没有看懂这个问题。请写出要查的指标、项目或部门，例如“到2025年森林覆盖率目标是多少？”",
        "The question is not clear. Name the indicator, project or department you are after.",
    ),
    "side_of_year": ("《{title}》（{year}年）：{text}", "《{title}》 ({year}): {text}"),
    "side": ("《{title}》：{text}", "《{title}》: {text}"),
    "side_missing": ("《{title}》中没有找到对应内容", "《{title}》 does not say"),
    "region_absent": ("没有关于{region}的文件", "no plan of {region} is in the store"),
    "plan_absent": ("已入库的文件中没有{plan}，无法回答。", "The store does not hold the plan {plan}."),
    "year_missing": ("没有找到{year}年的对应内容", "nothing found for {year}"),
    "side_of_year_missing": ("《{title}》中没有找到{year}年的对应内容", "《{title}》 does not say for {year}"),
    "list_of": ("“{heading}”包括：{items}", "“{heading}” comprises: {items}"),
    "corpus": ("索引中共有{count}份文件：{titles}。", "The index holds {count} documents: {titles}."),
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
    "serving": ("网页与接口已就绪：{url}（按 Ctrl-C 停止）", "Web chat and API are ready at {url} (Ctrl-C stops)"),
    "title": ("规划助手", "Plan Assistant"),
    "conversation": ("对话", "Conversation"),
    "placeholder": ("请输入关于规划的问题", "Ask about the plans"),
    "example_1": ("到2025年衡阳地区生产总值目标是多少？", "到2025年衡阳地区生产总值目标是多少？"),
    "example_2": ("城市公共停车设施由哪些部门负责？", "城市公共停车设施由哪些部门负责？"),
    "example_3": ("“一核一圈一带”指什么？", "“一核一圈一带”指什么？"),
    "sources": ("出处", "Sources"),
    "page": ("第{page}页", "page {page}"),
    "draft": ("征求意见稿", "draft for comment"),
    "disclaimer": (
        "回答由程序从规划原文摘取，以官方正式文本为准。",
        "Answers are extracted by a program; the official text prevails.",
    ),
}


def message(name: str, language: Language = "zh", **values: object) -> str:
    """Return a sentence in one language with its values filled in; an unknown name raises KeyError."""
    chinese, english = _MESSAGES[name]
    return (chinese if language == "zh" else english).format(**values)
