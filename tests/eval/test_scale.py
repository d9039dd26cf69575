"""How cost grows: samples that contain each other, figures of real processes, a table and a plot."""

import shutil
import subprocess
import sys
from pathlib import Path

from lxml import etree

from eval.growth_plot import Series, plot
from eval.scale import Step, measure, picture, questions, sample, table

STEPS = [Step(2, 30, 1.5, 0.4, 200.2, 300, 4.4, 9.6), Step(20, 3000, 15, 40, 250, 400, 44, 96)]


def test_a_sample_is_always_the_same_and_part_of_every_larger_one(tmp_path: Path) -> None:
    for number in range(200):
        path = tmp_path / f"city{number % 7}" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "picture.png").touch()
    small, large, whole = (sample(tmp_path, share) for share in (0.01, 0.1, 1.0))
    assert [len(small), len(large), len(whole)] == [2, 20, 200]
    assert set(small) < set(large) < set(whole)
    assert len({path.parent for path in large}) > 3
    moved = tmp_path.with_name("moved")
    shutil.copytree(tmp_path, moved)
    assert [path.relative_to(moved) for path in sample(moved, 0.1)] == [path.relative_to(tmp_path) for path in large]


def test_the_smallest_sample_is_one_file(plans: Path, tmp_path: Path) -> None:
    assert len(sample(plans, 0.01)) == 1
    (tmp_path / "empty").mkdir()
    assert sample(tmp_path / "empty", 1.0) == []


def test_the_questions_are_those_of_the_cases_each_once() -> None:
    asked = questions()
    assert len(asked) == len(set(asked)) > 300
    assert asked == questions()


def test_a_step_measures_a_store_that_answers(plans: Path) -> None:
    step = measure(sample(plans, 1.0), ["停车泊位", "地区生产总值目标是多少？"])
    assert (step.files, step.passages > 10) == (3, True)
    assert 0 < step.median <= step.slow < 10_000
    assert step.peak > 50
    assert step.serving > 50
    assert step.seconds > 0 < step.store


def test_the_table_has_a_row_for_each_step() -> None:
    lines = table(STEPS).splitlines()
    assert lines[2] == "| 2 | 30 | 1.5 | 0 | 200 | 300 | 4 | 10 |"
    assert lines[3].startswith("| 20 | 3,000 | 15.0 | 40 |")
    assert len({line.count("|") for line in lines}) == 1


def test_the_plot_is_an_image_with_a_line_for_each_figure() -> None:
    image = etree.fromstring(picture(STEPS))
    lines = [element.attrib["points"] for element in image if element.tag.endswith("polyline")]
    assert len(lines) == 4
    points = [tuple(map(float, pair.split(","))) for line in lines for pair in line.split()]
    _, _, width, height = map(float, image.attrib["viewBox"].split())
    assert all(0 < x < width and 0 < y < height for x, y in points)


def test_a_larger_figure_stands_higher_and_nothing_at_all_can_be_drawn() -> None:
    image = etree.fromstring(plot([10, 100, 1000], [Series("a < b", [0, 5, 50])]))
    (line,) = [element for element in image if element.tag.endswith("polyline")]
    heights = [float(pair.split(",")[1]) for pair in line.attrib["points"].split()]
    assert heights == sorted(heights, reverse=True)
    assert "a < b" in [element.text for element in image]


def test_a_folder_without_files_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "none"):
        done = subprocess.run(
            [sys.executable, "-m", "eval.scale", str(tmp_path / folder)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert "holds no file to index; expected" in done.stderr
        assert "Traceback" not in done.stderr
