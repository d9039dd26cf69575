"""Tell what field of government a commitment belongs to, by the words of its subject and of the headings above it."""

import re
from functools import lru_cache
from typing import Literal, get_args

Topic = Literal[
    "economy", "industry", "agriculture", "innovation", "environment", "transport", "utilities", "urban", "livelihood",
    "health", "education", "culture", "opening", "safety", "other",
]  # fmt: skip
TOPICS: tuple[Topic, ...] = get_args(Topic)
NAMES: dict[str, tuple[str, str]] = {
    "economy": ("综合经济与财政", "Economy and finance"),
    "industry": ("产业与企业", "Industry and business"),
    "agriculture": ("农业农村", "Agriculture and villages"),
    "innovation": ("科技与人才", "Science and talent"),
    "environment": ("生态环境", "Environment"),
    "transport": ("交通物流", "Transport and logistics"),
    "utilities": ("水利能源与通信", "Water, energy and networks"),
    "urban": ("城乡建设与住房", "Towns and housing"),
    "livelihood": ("就业收入与社会保障", "Jobs, income and welfare"),
    "health": ("医疗卫生与养老", "Health and care"),
    "education": ("教育", "Education"),
    "culture": ("文化旅游与体育", "Culture, tourism and sport"),
    "opening": ("开放与商贸", "Trade and opening up"),
    "safety": ("安全与治理", "Safety and governance"),
    "other": ("其他", "Other"),
}
# The vocabulary of the genre. Of the words of a name the last decides, as in Chinese the thing named stands last.
_WORDS: dict[Topic, str] = {
    "economy": "生产总值 GDP 经济总量 财政总收入 预算收入 财政收入 税收 税占比 固定资产投资 投融资 民间投资 人均GDP 贷款 存款 上市公司 金融 资本市场 经济增长 经济发展 综合实力 市场主体",
    "industry": "工业 制造业 产业链 产业集群 园区 产值 增加值 装备 服务业 规上 规模企业 专精特新 小巨人 产业结构 产业园 电子信息 新材料 生物医药 工业用地 营业收入 数字经济 军民融合 矿产 产能 民营经济 中小企业 骨干企业 龙头企业",
    "agriculture": "农业 农村 农产品 农田 粮食 耕地 乡村 水稻 油茶 油菜 生猪 蔬菜 茶叶 种植 养殖 林业 灌溉 农机 机械化 合作社 水产 畜禽 高标准农田 村级 集体经济 美丽乡村 脱贫 扶贫 贫困 农户",
    "innovation": "研发 R&D 科技 高新技术 专利 创新 人才 技术合同 实验室 孵化 院士 工程技术 众创 博士 成果转化 科研",
    "environment": "森林 绿化 绿地 污染 水质 断面 空气 优良天数 PM2.5 PM10 排放 能耗 碳 生态 湿地 垃圾 污水 污水管网 环境 林地 林木 水土流失 化学需氧量 氨氮 二氧化硫 节能 用水量 矿山 尾矿 重金属 土壤 循环利用 综合利用 退耕 自然保护",
    "transport": "公路 铁路 干线 主次干道 高速 机场 港口 码头 航道 泊位 轨道交通 地铁 道路 桥梁 大桥 公交 客运 货运 物流 交通 通车 停车 枢纽 航线 吞吐量 旅客 路网 国道 省道 快递 客货运 绿道",
    "utilities": "供水 水库 电网 变电 装机 燃气 天然气 防洪 堤防 水利 光伏 风电 发电 输电 充电桩 充电设施 充换电 5G 基站 宽带 光纤 通信 电力 能源 管网 自来水 数据中心 加氢 用电 煤炭 石油 饮水",
    "urban": "城镇化 建成区 棚户区 棚改 住房 老旧小区 城区 公园 广场 建设用地 城市更新 危房 公租房 廉租 安置房 城镇建设 市政 综合管廊 海绵城市 特色小镇 小城镇 城市建设 公厕 菜市场 农贸市场 人均绿地",
    "livelihood": "就业 失业 可支配收入 人均收入 纯收入 社会保险 养老保险 医疗保险 参保 低保 社保 工资 救助 社会保障 民生 居民收入 保障对象 劳动力 技能培训 职业培训 妇女 儿童 残疾 福利 殡葬 志愿 人口 收入差距 恩格尔",
    "health": "医院 医疗 卫生 床位 医师 护士 预期寿命 公共卫生 合作医疗 健康 养老 托育 托位 疾控 诊所 护理 婴幼儿 死亡率 中医 药",
    "education": "教育 学校 入学率 毛入学率 入园率 幼儿园 学位 教师 义务教育 高中 中小学 小学 初中 职业院校 高校 大学 受教育年限 学前 学生 在校生 校园 巩固率 职教",
    "culture": "旅游 文化 体育 博物馆 图书馆 游客 景区 文物 遗产 场馆 非遗 群众文化 健身 文艺 广播 电视 影院 展览馆 陶瓷文化 书屋 古窑",
    "opening": "进出口 外贸 外资 出口 进口 招商 引资 内资 社会消费品 零售 消费 商贸 开放 跨境 电子商务 电商 自贸 口岸 保税 会展 内联引资 对外投资 市场 批发",
    "safety": "安全生产 事故 事故死亡率 治安 信访 应急 消防 法治 平安 政务 审批 食品安全 安全 救援 监管 网格 社区 办事 政府服务 廉政 防灾 减灾 地质灾害 隐患点 公安 司法 一网通办 合格率 抽检 矫正 调解",
}
# They say little of themselves: a heading with a word of the vocabulary says more.
_WEAK: dict[Topic, str] = {
    "economy": "投资 经济 财政 项目投资 总量",
    "industry": "产业 企业 生产 基地",
    "urban": "城市 城镇 建筑 建设",
    "livelihood": "收入 居民 群众",
}
_SHARE = re.compile(r"占.*")


def _matcher(words: dict[Topic, str]) -> tuple[re.Pattern[str], dict[str, Topic]]:
    topics = {word.lower(): topic for topic, said in words.items() for word in said.split()}
    longest_first = sorted(topics, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), topics


_STRONG_MATCH, _WEAK_MATCH = _matcher(_WORDS), _matcher(_WEAK)


def topic_of(subject: str, section: tuple[str, ...]) -> Topic:
    """Return the field of a commitment: that of its subject, else of the nearest heading that tells, else "other"."""
    for matcher in (_STRONG_MATCH, _WEAK_MATCH):
        if found := _named(subject, matcher):
            return found
        if found := _headed(section, matcher is _STRONG_MATCH):
            return found
    return "other"


@lru_cache(maxsize=20_000)
def _headed(section: tuple[str, ...], strong: bool) -> Topic | None:
    matcher = _STRONG_MATCH if strong else _WEAK_MATCH
    return next((found for heading in reversed(section) if (found := _named(heading, matcher))), None)


def _named(words: str, matcher: tuple[re.Pattern[str], dict[str, Topic]]) -> Topic | None:
    pattern, topics = matcher
    # Of a share it is the part that counts, not the whole.
    for said in (_SHARE.sub("", words), words):
        found = pattern.findall(said.lower())
        if found:
            return topics[found[-1]]
    return None
