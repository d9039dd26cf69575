"""A store to open again and again, and tiny transformer models where sentence-transformers is installed."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import tantivy

from vectorstore.embed import bundled
from vectorstore.ledger import Filter
from vectorstore.store import Store

_TEXT = (
    "到年全市地区生产总值达亿元左右研发经费投入强度森林覆盖率停车泊位养老床位旧小区改造责任部门问答查询文件0123456789"
)


def _tokenizer(folder: Path) -> int:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set(_TEXT))]
    made = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, "[UNK]"))
    made.pre_tokenizer = Split("", "isolated")
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "pad", "cls", "sep")}
    PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=256, **special).save_pretrained(folder)
    return len(words)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models: `bare` without a head, `ranker` with one score, `classes` with three, `prompted` with prompts."""
    if find_spec("sentence_transformers") is None:
        pytest.skip("sentence-transformers is not installed")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertForSequenceClassification, BertModel

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("models")
    for name, kind, labels in (
        ("bare", BertModel, 1),
        ("ranker", BertForSequenceClassification, 1),
        ("classes", BertForSequenceClassification, 3),
    ):
        size = _tokenizer(folder / name)
        config = BertConfig(
            vocab_size=size,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=256,
            num_labels=labels,
            initializer_range=0.5,
        )
        kind(config).save_pretrained(folder / name)
    prompted = SentenceTransformer(str(folder / "bare"), prompts={"query": "查询", "document": "文件"})
    prompted.save(str(folder / "prompted"))
    return folder


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Open the store of this test, as a new process would."""
    stores: list[Store] = []

    def open_again() -> Store:
        while stores:
            stores.pop().close()
        stores.append(Store(tmp_path / "store", bundled()))
        return stores[-1]

    yield open_again
    while stores:
        stores.pop().close()


@pytest.fixture
def content() -> Callable[[Store], dict[str, tuple[str, list[str]]]]:
    """What a reader sees of each document: its text, its passages and its commitments, all of them slices of the text."""

    def seen_of(store: Store) -> dict[str, tuple[str, list[str]]]:
        seen: dict[str, tuple[str, list[str]]] = {}
        for listed in store.catalog.documents():
            body, passages = store.catalog.body(listed.id), store.catalog.passages_of(listed.id)
            assert body is not None
            assert all(body[passage.start : passage.end] == passage.text for passage in passages)
            assert len(passages) == listed.passages > 0
            rows = store.catalog.commitments(Filter(documents=[listed.id])).commitments
            assert all(body[row.start : row.end] == row.value for row in rows)
            seen[listed.id] = (body, [passage.text for passage in passages] + [f"{row.id} {row.value}" for row in rows])
        return seen

    return seen_of


@pytest.fixture
def check_indexes() -> Callable[[Store], None]:
    """Assert that both indexes hold exactly the passages of the catalogue."""

    def check(store: Store) -> None:
        searcher = tantivy.Index.open(str(store.folder / "lexical")).searcher()
        hits = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1)).hits
        lexical = searcher.fast_field_values("key", [address for _, address in hits]) if hits else []
        keys = store.catalog.keys()
        assert store.dense.keys() == keys
        assert sorted(lexical) == sorted(keys)
        assert store.catalog.garbage() == []

    return check
