"""The page stands alone, carries every figure, and says what it rests on; the tables need no xarray."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console
from synthetic import FACTIONS, arrays, scenario
from synthetic import synthetic_run as build

from winset.report.figures.alluvial import flows, strata
from winset.report.figures.fan import fan_figure
from winset.report.material import read_run
from winset.report.page import page_data, page_figures, render_page, write_page
from winset.report.palette import faction_colours
from winset.report.provenance import unseen
from winset.report.tables import print_answer
from winset.report.wording import band, percent, signed, unbroken, with_error

FIGURES = ("end_states", "coalition", "burden", "fans", "timeline", "alluvial")
PANELS = (
    "stack", "exits", "coalition", "income", "rents", "households", "regions", "concession", "output", "inflation",
    "market_rate", "timeline", "alluvial",
)  # fmt: skip


@pytest.fixture(scope="module")
def html(synthetic_run: SimpleNamespace) -> str:
    return render_page(synthetic_run)


def test_page_fetches_nothing(html: str) -> None:
    markup = re.sub(r"<script\b.*?</script>", "", html, flags=re.S)
    assert not re.findall(r"""(?:src|href|srcset|action)\s*=\s*["']?\s*(?:https?:)?//""", markup)
    assert not re.findall(r"@import|url\(\s*[\"']?(?!data:)", markup)
    assert not re.findall(r"<(?:link|iframe|object|embed)\b", markup)
    assert "default-src 'none'" in markup
    own = html[html.rindex("<script>") :]
    assert not re.findall(r"\bfetch\(|XMLHttpRequest|WebSocket|https?://", own)


def test_page_carries_every_figure_with_words_and_numbers(html: str) -> None:
    for key in FIGURES:
        assert f'id="figure-{key}"' in html
    for key in PANELS:
        assert f'data-chart="{key}"' in html
        assert re.search(rf'charts(?:\.|\[){key}\b|"{key}"', html)
    assert html.count('role="img"') == len(PANELS)
    assert html.count("Numbers as a table") == len(FIGURES)


def test_page_says_what_it_rests_on(html: str) -> None:
    for text in ("Who rules", "Who pays", "Who gains", "Before you use these numbers", "seen: false", "Seed"):
        assert text in html
    assert "title: &lt;synthetic&gt; &amp; made up" in html
    assert "Apache License" in html
    assert "The Apache Software Foundation" in html


def test_page_answers_in_short_first_and_explains_its_words_below_the_figures(html: str) -> None:
    places = [
        html.index(f'id="{key}') for key in ("answer-heading", "figure-end_states", "figure-alluvial", "meanings")
    ]
    assert places == sorted(places)
    assert '<a href="#meanings">' in html
    assert "<code>winset explain FOLDER</code>" in html
    assert html.index('<ul class="short">') < html.index("<dt>Who rules</dt>")


def test_a_number_and_its_per_cent_sign_stay_on_one_line() -> None:
    assert unbroken("12 % and [1, 2] % of a % sign") == "12\u00a0% and [1, 2]\u00a0% of a % sign"


def test_caption_and_axis_of_a_series_have_one_unit_and_one_count() -> None:
    run = build(20)
    series = run.scenario["history"]["series"]
    series["gdp"] |= {"first_month": 4}
    series["market_rate"]["unit"] = "bolivars (fuertes) per USD, mean of the month; one of several rates"
    figure = fan_figure(read_run(run))
    said = {panel["key"]: panel["status"] for panel in figure.panels}
    output = figure.data["panels"]["output"]["history"]
    drawn = [value for value, partly in zip(output["values"], output["partly"], strict=True) if value and not partly]
    # the years from April 2010 to March 2016 lie inside the run, and that from April 2016 has no figure
    assert f"of {len(drawn)} years inside the 10–90 % band" in said["output"]
    assert "hollow" not in said["output"]
    assert said["output"].startswith("History (index, base year = 1, divided by the trend): ")
    assert said["inflation"].startswith("History (% per year): ")
    assert said["market_rate"].startswith("History (bolivars per USD, mean of the month): ")
    series["gdp"]["values"][2016] = 1.0
    figure = fan_figure(read_run(run))
    assert figure.panels[1]["status"].endswith("1 year covered in part, drawn hollow and not counted.")
    assert figure.data["panels"]["output"]["history"]["partly"][-1]


def test_history_beyond_all_bands_does_not_press_them_flat() -> None:
    run = build(20)
    run.scenario["history"]["series"]["inflation"]["values"][2014] = 650.0
    figure = fan_figure(read_run(run))
    panel = figure.data["panels"]["inflation"]
    assert max(panel["bands"][4]) < panel["top"] < 65_000
    assert "1 above the axis, up to 65,000" in figure.panels[2]["status"]
    assert figure.data["panels"]["output"]["top"] is None


def test_page_stays_small(html: str, tmp_path: Path, synthetic_run: SimpleNamespace) -> None:
    assert len(html.encode()) < 1_200_000
    path = write_page(synthetic_run, tmp_path / "page.html")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_data_cannot_break_out_of_its_element() -> None:
    case = scenario()
    case["factions"][0]["label"] = "</script><b>x & y"
    run = SimpleNamespace(scenario=case, arrays=arrays(20), coords=build(2).coords, meta={})
    material = read_run(run)
    text = page_data(material, page_figures(material))
    assert "<" not in text
    assert json.loads(text)["factions"][0]["label"] == "</script><b>x & y"
    assert "</script><b>x" not in render_page(run)


def test_page_does_without_rest_history_regions_and_stances() -> None:
    case = scenario()
    case["history"], case["regions"], case["institutions"] = None, {}, {}
    case["package"] = {"mode": "strategic", "measures": [], "demands": []}
    values = {k: v for k, v in arrays(20).items() if k != "stance_probability"}
    run = SimpleNamespace(scenario=case, arrays=values, coords=build(2).coords, meta={})
    html = render_page(run)
    assert "No historical series" in html
    assert 'id="figure-alluvial"' not in html
    console = Console(file=StringIO(), width=80)
    print_answer(run, console)


def test_report_reads_a_dataset_where_there_are_no_arrays(synthetic_run: SimpleNamespace) -> None:
    run = SimpleNamespace(
        scenario=SimpleNamespace(model_dump=lambda mode: synthetic_run.scenario, text=""),
        dataset=synthetic_run.dataset, rest=synthetic_run.rest, meta=synthetic_run.meta,
    )  # fmt: skip
    material = read_run(run)
    assert material.coords["faction"] == [f[0] for f in FACTIONS]
    assert material.rest_outcomes is not None


def test_long_runs_that_keep_december_only_still_read(synthetic_run: SimpleNamespace) -> None:
    def december(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {k: v[:, 11::12] if v.ndim > 1 else v for k, v in values.items()}

    coords = {**synthetic_run.coords, "month": synthetic_run.coords["month"][11::12]}
    run = SimpleNamespace(
        scenario=synthetic_run.scenario, arrays=december(synthetic_run.arrays),
        rest_arrays=december(synthetic_run.rest_arrays), coords=coords, meta={},
    )  # fmt: skip
    thin, full = read_run(run), read_run(synthetic_run)
    for key in ("settlement", "leader_exit", "interim_deal"):
        np.testing.assert_array_equal(thin.outcomes[key], full.outcomes[key][:, 11::12])
    assert "Who rules" in render_page(run)


def test_flows_carry_all_power() -> None:
    rng = np.random.default_rng(5)
    stance = rng.dirichlet(np.ones(3), size=(2, 50, 4))
    member = rng.integers(0, 2, size=(2, 50, 4))
    power = rng.dirichlet(np.ones(4), size=(2, 50))
    before, after = (strata(stance[k], member[k]) for k in (0, 1))
    flow = flows(before, after, power[0], power[1])
    np.testing.assert_allclose(flow.sum(axis=1), (before * power[0][..., None]).sum(axis=1).mean(axis=0))
    np.testing.assert_allclose(flow.sum(axis=0), (after * power[1][..., None]).sum(axis=1).mean(axis=0))
    still = flows(before, before, power[0], power[0])
    np.testing.assert_allclose(still, np.diag(np.diag(still)), atol=1e-12)


def test_unseen_figures_are_listed_by_block() -> None:
    material = read_run(build(2))
    found = {row.block: row for row in unseen(material.case, chosen=False)}
    assert found["factions › guards"].what == "power"
    assert "history › events" in found
    assert not unseen(material.case, chosen=True)


def test_a_dated_record_is_unseen_besides_its_figures() -> None:
    run = build(2)
    run.scenario = {**run.scenario, "package": {**run.scenario["package"], "measures": [
        {"date": "2010-07", "label": "One", "coverage": {"value": 0.3, "source": "press", "seen": False},
         "source": "press", "seen": False},
        {"date": "2012-07", "label": "Two", "coverage": {"value": 0.3, "source": "press", "seen": False},
         "source": "press", "seen": True},
    ]}}  # fmt: skip
    found = {row.block: row for row in unseen(read_run(run).case, chosen=False)}["package › measures"]
    assert found.what == "2010-07 One.coverage, 2010-07 One, 2012-07 Two.coverage"
    assert found.figures == 3


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_the_terminal(synthetic_run: SimpleNamespace, width: int) -> None:
    out = StringIO()
    print_answer(synthetic_run, Console(file=out, width=width, no_color=True))
    text = out.getvalue()
    assert max(map(len, text.splitlines())) <= width
    for heading in ("How it ends", "Leader exit", "Who rules", "Who pays", "Concession", "Model against history"):
        assert heading in text
    assert "gap" in text


def test_tables_do_not_import_xarray() -> None:
    code = (
        "import sys; import synthetic\n"
        "from types import SimpleNamespace; from rich.console import Console\n"
        "from winset.report.tables import print_answer\n"
        "run = SimpleNamespace(scenario=synthetic.scenario(), arrays=synthetic.arrays(20),"
        " rest_arrays=synthetic.arrays(20, pressure=0.0), coords=synthetic.coords(), meta={})\n"
        "print_answer(run, Console(width=80))\n"
        "assert 'xarray' not in sys.modules and 'pandas' not in sys.modules and 'jinja2' not in sys.modules\n"
    )
    folder = Path(__file__).resolve().parent.parent
    source = folder.parent / "src"
    paths = f"import sys; sys.path[:0] = [{str(folder)!r}, {str(source)!r}]\n"
    done = subprocess.run([sys.executable, "-c", paths + code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_colours_are_apart_and_repeat_only_beyond_twelve() -> None:
    colours = faction_colours(16)
    assert len({c["light"] for c in colours[:12]}) == 12
    assert colours[12] == colours[0]


def test_numbers_in_words() -> None:
    assert percent(0.0, 1000) == "<0.38 %"
    assert percent(1.0, 1000) == ">99.62 %"
    assert percent(0.485) == "49 %"
    assert with_error(0.62, 0.03) == "62 ±3"
    assert with_error(0.015, 0.004) == "1.5 ±0.4"
    assert with_error(0.0, 0.0) == "0"
    assert signed(-3.14) == "−3.1"
    assert signed(-0.01) == "0.0"
    assert band(np.array([0.1, 0.2, 0.3, 0.4, 0.5])) == "0.30 [0.10, 0.50]"
