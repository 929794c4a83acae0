"""Pages of the good-practice base from many cards, beside a stock Wagtail page."""
