"""What several tests share: three made-up plans, a store built of them, a responder over it, and isolation."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.respond import Responder
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store

YUEYANG = """# 岳阳市国民经济和社会发展第十四个五年规划纲要

岳阳市人民政府

2021年3月

## 第一章 发展基础

2020年全市地区生产总值为4000亿元，森林覆盖率为45.3%，城镇化率为58.2%。

## 第二章 主要目标

第一节 经济目标

到2025年，全市地区生产总值达到6200亿元左右，研发经费投入强度达到2.6%。规模以上工业企业突破1800家。

第二节 生态目标

到2025年，全市森林覆盖率稳定在45.5%以上，单位地区生产总值能耗累计下降14%。

专栏1 主要指标

| 指标 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- |
| 城镇化率 | 58.2% | 63% | 预期性 |
| 高速公路里程 | 620公里 | 780公里 | 预期性 |
| 每千人口执业医师数 | 2.4人 | 3.2人 | 约束性 |

## 第三章 空间布局

一、构建“一湖两翼”格局

“一湖两翼”是指以环洞庭湖生态湖区为“一湖”，以临港产业翼、南部文旅翼为“两翼”的市域发展格局。

二、建设三大物流园区

重点建设城陵矶综合物流园、岳阳东站商贸物流园、汨罗循环物流园三大物流园区。

## 第四章 保障措施

（一）完善老旧小区。到2023年底前完成320个老旧小区改造，惠及居民4.5万户。（责任部门：市住建局、市发改委）

（二）扩大养老供给。到2025年新增养老床位5000张。（责任部门：市民政局）

（三）治理内湖水质。由市生态环境局牵头，南湖、芭蕉湖水质在2024年6月前达到Ⅲ类。
"""

PARKING = """岳阳市城区停车设施建设三年行动方案（2023—2025年）
（征求意见稿）
为缓解城区停车难，结合实际制定本方案。
一、工作目标
到2025年底，城区新增公共停车泊位1.2万个，其中2023年新增3000个，2024年新增4000个，2025年新增5000个。
二、重点任务
1、推进立体停车。在医院、学校周边建成立体停车楼18座，总投资7.5亿元。（责任部门：市城管局、市交警支队）
2、开放单位车位。鼓励机关事业单位在夜间开放停车位，错时共享比例不低于60%。（责任部门：市机关事务中心）
3、完善智慧平台。建成全市统一的智慧停车平台，接入泊位8万个以上。（责任部门：市数据局）
三、保障措施
成立停车设施建设领导小组，办公室设在市城管局。每月通报一次进度。
"""

JIUJIANG = """# 九江市国民经济和社会发展第十三个五年规划纲要

2016年4月

## 第一章 主要目标

到2020年，全市地区生产总值达到3000亿元以上，森林覆盖率保持在55.2%，城镇化率达到57%。

## 第二章 重点任务

第一节 沿江产业

建设长江岸线152公里产业带，培育石化、钢铁、纺织、有色四大千亿产业。

第二节 民生改善

到2020年新增城镇就业25万人，城乡居民医保参保率达到98%。（责任部门：市人社局）
"""

PLANS = {
    "yueyang-plan-2021-2025.md": YUEYANG,
    "yueyang-parking.txt": PARKING,
    "jiujiang-plan-2016-2020.md": JIUJIANG,
}


def write_plans(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PLANS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class AllAlike:
    """An embedding in which all texts are alike, for tests that look for nothing."""

    name = "all-alike"
    dimension = 3

    def documents(self, texts: Sequence[str]) -> Any:
        return np.ones((len(texts), 3), dtype=np.float32)

    def question(self, text: str) -> Any:
        return np.ones(3, dtype=np.float32)


@pytest.fixture
def all_alike() -> AllAlike:
    """Another embedding than the bundled one, and a faster one."""
    return AllAlike()


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings and the folder of whoever runs the tests out of them, and the tests out of that folder."""
    for name in os.environ:
        if name.startswith("PLANS_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of the three made-up plans that a test may change."""
    return write_plans(tmp_path / "plans")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the three made-up plans, to be read only."""
    folder = tmp_path_factory.mktemp("made-up")
    made = Store(folder / "store", bundled())
    report = update(made, [str(write_plans(folder / "plans"))])
    assert not report.skipped
    made.refresh()
    yield made
    made.close()


@pytest.fixture(scope="session")
def responder(store: Store) -> Responder:
    """Answers over the three made-up plans."""
    return Responder(store)
