"""The component of tables: cells of every kind, beside columns of every kind."""

from django.template.loader import render_to_string

from miara.web.tables import Cell, Column, Row, Table
from miara.web.templatetags.components import plain_cells


def test_a_cell_is_written_as_its_column_says(rf):
    columns = [
        Column("", "Gmina"),
        Column("n", "Liczba", numeric=True),
        Column("", "X"),
    ]
    row = Row(
        [
            Cell("<Zielonki>", url="/a/?b=1&c=2"),
            Cell("7", note="wstępna"),
            Cell("", reason="brak"),
        ],
        key="k",
        own=True,
    )
    page = {"table": Table("Podpis", columns, [row]), "request": rf.get("/")}
    text = render_to_string("components/table.html", page)
    assert '<tr data-k="k" class="own"><th scope="row">' in text
    assert '<a href="/a/?b=1&amp;c=2">&lt;Zielonki&gt;</a></th>' in text
    assert '<td class="number">7 <span class="cell-note">wstępna</span></td>' in text
    assert '<td><span class="reason">brak</span></td>' in text


def test_cells_beyond_the_columns_are_kept_and_missing_ones_left_out():
    cells, columns = [Cell("a"), Cell("b")], [Column("", "A", numeric=True)]
    assert [each[-1] for each in plain_cells(cells, columns)] == [True, False]
    assert len(plain_cells(cells[:1], [*columns, *columns])) == 1
