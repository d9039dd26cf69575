"""The field of government a commitment belongs to."""

from collections.abc import Iterator

import pytest

from assistant.ledger.ledger import Wanted, facets, find
from assistant.ledger.topic import NAMES, TOPICS, topic_of
from assistant.ledger.topic_index import keys_of, topic_counts
from ingest.samples import sample_files
from vectorstore.build import update
from vectorstore.embed import bundled
from vectorstore.store import Store


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store over the bundled digests."""
    store = Store(tmp_path_factory.mktemp("topics") / "store", bundled())
    assert not update(store, [str(path) for path in sample_files()]).skipped
    store.refresh()
    yield store
    store.close()


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("地区生产总值", "economy"),
        ("规模以上工业增加值", "industry"),
        ("高新技术产业增加值占地区生产总值比重", "industry"),
        ("农村公路", "transport"),
        ("农村居民人均可支配收入", "livelihood"),
        ("一般公共预算收入", "economy"),
        ("单位GDP能耗", "environment"),
        ("森林覆盖率", "environment"),
        ("城镇新增就业", "livelihood"),
        ("研发经费投入强度", "innovation"),
        ("常住人口城镇化率", "urban"),
        ("千人口医疗卫生机构床位", "health"),
        ("学前教育毛入园率", "education"),
        ("接待游客", "culture"),
        ("进出口总额", "opening"),
        ("亿元生产总值安全事故死亡率", "safety"),
        ("婴儿死亡率", "health"),
    ],
)
def test_the_thing_named_decides(subject: str, topic: str) -> None:
    assert topic_of(subject, ()) == topic


def test_a_heading_tells_what_a_subject_does_not() -> None:
    assert topic_of("完成投资", ("第三篇 综合交通", "一、目标")) == "transport"
    assert topic_of("完成投资", ("第三篇 综合交通", "二、保护湿地")) == "environment"
    assert topic_of("完成投资", ()) == "economy"
    assert topic_of("若干", ("前言",)) == "other"


def test_every_field_has_a_name_in_both_languages() -> None:
    assert set(NAMES) == set(TOPICS)
    assert all(all(names) for names in NAMES.values())


def test_fields_divide_the_ledger(samples: Store) -> None:
    counts = topic_counts(samples)
    assert sum(counts.values()) == find(samples, Wanted()).total
    assert facets(samples).topics == counts
    assert len(counts) > 3
    for topic, count in counts.items():
        page = find(samples, Wanted(topic=topic))
        assert page.total == count == len(page.rows)
        assert all(topic_of(row.subject, tuple(row.section)) == topic for row in page.rows)
    assert not keys_of(samples, "no such field")
    assert find(samples, Wanted(topic="no such field")).total == 0


def test_a_field_joins_the_other_filters(samples: Store) -> None:
    rows = find(samples, Wanted(topic="environment", year=2025)).rows
    assert rows
    assert all(row.year == 2025 for row in rows)
