"""Which figures of a sentence say how much, and what number and bound they carry."""

import pytest

from ingest.commitments.readable import readable
from ingest.commitments.values import find_values

Number = float | tuple[float, float] | None


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("到2025年，全市港口吞吐量达到3亿吨左右。", ["3亿吨左右"]),
        ("新建码头泊位超过20个，改造航道不低于150公里。", ["超过20个", "不低于150公里"]),
        ("每县培育2-3个渔业品牌。", ["2-3个"]),
        ("三次产业结构调整为9.2:40.3:50.5。", ["9.2:40.3:50.5"]),
        ("渔业产值翻一番。", ["翻一番"]),
        ("旅客运量翻了两番多。", ["翻了两番多"]),
        ("湖堤防洪标准达到100年一遇。", ["100年一遇"]),
        ("新建三所学校，超过四成的渔民上岸就业。", ["三所", "超过四成"]),
        ("港口货物增长百分之十二点五。", ["百分之十二点五"]),
        ("累计投入一千二百万元修复湿地。", ["一千二百万元"]),
        ("外贸进出口首次突破千亿元。", ["突破千亿元"]),
        ("港口、航道污水处理率分别达到95%90%以上。", ["95%", "90%以上"]),
        ("渔业和航运业比重分别提高3个和4个百分点。", ["3个", "4个百分点"]),
        ("细颗粒物浓度降至38微克／立方米以下。", ["38微克/立方米以下"]),
        ("优良天数达到290天，较上年增加35天。", ["290天", "35天"]),
        ("对90公里的河道清淤，每人给予2000元的学费补贴。", ["90公里", "2000元"]),
        ("肺结核发病率降至58/10万。", ["58/10万"]),
        ("灌溉水有效利用系数提高到0.62。", ["0.62"]),
        ("平均受教育年限达到11.2年以上。", ["11.2年以上"]),
        ("企业开办时间压缩至1个工作日。", ["1个工作日"]),
        ("转移农村人口40万，新增790万城镇人口。", ["40万", "790万"]),
        ("投入6 5 0万元，比重达到24. 8%。", ["650万元", "24.8%"]),
        ("国库收入1，200，000元。", ["1,200,000元"]),
        ("改造老旧管网1,200公里。", ["1,200公里"]),
    ],
)
def test_a_figure_that_measures_something_is_taken(sentence: str, values: list[str]) -> None:
    text = readable(sentence).text
    assert [value.text for value in find_values(text)] == values


@pytest.mark.parametrize(
    "sentence",
    [
        "印发《渔业振兴办法》（湘政发〔2021〕12号）。",
        "经济总量居全省第3位，进入前10。",
        "建设G107改线和京港澳扩容工程。",
        "实施“一号工程”，加快5G网络建设，引进500强企业。",
        "建设15分钟生活圈。",
        "咨询电话0730-8888888。",
        "新建220千伏输变电工程。",
        "争创4A级景区。",
        "用3年时间完成整治，24小时受理投诉。",
        "投资10亿元以上的项目加快推进。",
        "关爱60岁以上老人。",
        "落实“881314”计划和“三高四新”战略。",
        "推进产值过百亿的园区建设，培育千亿元产业集群。",
        "“十四五”时期召开第二次全会。",
        "经济增速高于全省0.5个百分点。",
        "制定26个方面的政策。",
        "按10%的比例计提。",
        "加快10万吨造纸项目建设。",
        "2023年1月5日在市九届人大三次会议上。",
    ],
)
def test_a_name_a_grade_a_rank_or_a_condition_is_no_figure(sentence: str) -> None:
    assert [value.text for value in find_values(readable(sentence).text)] == []


@pytest.mark.parametrize(
    ("sentence", "number", "unit", "base"),
    [
        ("产值达到5500亿元。", 5500.0, "元", 5.5e11),
        ("每县培育2-3个品牌。", (2.0, 3.0), "个", (2.0, 3.0)),
        ("渔业产值翻一番。", None, "番", None),
        ("结构为9:40:51。", None, "比", None),
        ("新建三所学校。", 3.0, "所", 3.0),
        ("近四成企业受益。", 4.0, "成", 0.4),
        ("突破千亿元大关。", 1e11, "元", 1e11),
        ("培训渔民三十一万五千人。", 315000.0, "人", 315000.0),
        ("增长百分之十二点五。", 12.5, "%", 12.5),
    ],
)
def test_the_number_is_in_the_unit_as_printed_and_in_base_units(
    sentence: str, number: Number, unit: str, base: Number
) -> None:
    (value,) = find_values(readable(sentence).text)
    assert (value.number, value.unit, value.base_number) == (number, unit, base)


@pytest.mark.parametrize("unit", ["标准箱", "趟", "列", "笔", "毫米", "㎡", "蒸吨", "航次", "尾", "吨/日"])
def test_units_of_ports_fields_and_works_are_known(unit: str) -> None:
    (value,) = find_values(f"全年完成300{unit}。")
    assert (value.number, value.unit) == (300.0, unit)


def test_two_spellings_of_a_unit_are_one() -> None:
    (one,), (other,) = find_values("发电30亿千瓦小时。"), find_values("发电30亿千瓦时。")
    assert (one.unit, one.base_number) == (other.unit, other.base_number)


def test_thresholds_are_left_out_but_what_they_count_is_taken() -> None:
    assert [value.text for value in find_values("签约投资10亿元以上的项目313个。")] == ["313个"]
    assert [value.text for value in find_values("建设1万吨级泊位6个。")] == ["6个"]
