"""A scan on the page: where recognition read a passage is kept, and boxed when its source is looked at."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.originals import Originals
from assistant.web.place import Place, Span
from ingest.blocks import Printed
from ingest.read import scan
from ingest.read.pdf_lines import Line
from vectorstore.build import update
from vectorstore.embed import make_embedder
from vectorstore.store import Store

SENTENCE = "到2027年，全市新建应急避难场所37处。"


def test_a_passage_read_from_a_picture_is_boxed_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.new("RGB", (595, 842), "white")
    # Enough ink for a page that may hold text; what it says is told below, in place of the recognition.
    ImageDraw.Draw(page).rectangle((100, 200, 400, 214), fill="black")
    page.save(tmp_path / "避难场所方案.pdf")
    line = Line(SENTENCE, 1, 100, 400, 628, 14)
    found = scan.Scan([line], 0.99, (Printed(SENTENCE, 100, 200, 400, 214),))
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "recognise", lambda *_: found)
    store = Store(tmp_path / "store", make_embedder(""))
    update(store, [str(tmp_path / "避难场所方案.pdf")])
    store.close()
    originals = Originals(Live(Settings(store=tmp_path / "store")))
    picture = originals.picture(Place("避难场所方案", 0, Span(0, len(SENTENCE))))
    assert picture
    assert picture.located
    pixels = np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)
    rows, columns = np.nonzero(pixels.max(axis=2) - pixels.min(axis=2) > 20)
    scale = pixels.shape[1] / page.width
    assert abs(rows.min() / scale - 200) < 8
    assert abs(columns.max() / scale - 400) < 8
