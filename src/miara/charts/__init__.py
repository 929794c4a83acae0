"""Accessible SVG charts, without Django.

A chart is a frozen dataclass of numbers and words, and a function that draws it.
The words come from the caller: this package knows no language. The picture has a
title and a description but not the sentence and the table that must stand beside
it; ``components/figure.html`` puts them together.
"""

from miara.charts.bars import Bar, Bars, bars
from miara.charts.card import Card, Line, card
from miara.charts.clusters import Cluster, Clusters, clusters
from miara.charts.control import ControlChart, LimitWords, control_chart
from miara.charts.distribution import Distribution, Mark, distribution
from miara.charts.gantt import Gantt, GanttMark, GanttRow, gantt
from miara.charts.map import LegendClass, Map, choropleth, legend
from miara.charts.matrix import Matrix, MatrixCell, matrix
from miara.charts.poster import Poster, poster
from miara.charts.sparkline import Sparkline, sparkline
from miara.charts.strip import Strip, large_strip, silent_strip, strip
from miara.charts.style import standalone
from miara.charts.svg import Chart
from miara.charts.timeline import Timeline, Words, timeline

__all__ = [
    "Bar",
    "Bars",
    "Card",
    "Chart",
    "Cluster",
    "Clusters",
    "ControlChart",
    "Distribution",
    "Gantt",
    "GanttMark",
    "GanttRow",
    "LegendClass",
    "LimitWords",
    "Line",
    "Map",
    "Mark",
    "Matrix",
    "MatrixCell",
    "Poster",
    "Sparkline",
    "Strip",
    "Timeline",
    "Words",
    "bars",
    "card",
    "choropleth",
    "clusters",
    "control_chart",
    "distribution",
    "gantt",
    "large_strip",
    "legend",
    "matrix",
    "poster",
    "silent_strip",
    "sparkline",
    "standalone",
    "strip",
    "timeline",
]
