"""Tables of the context."""

from miara.exchange.models.key import AccessKey
from miara.exchange.models.package import Package
from miara.exchange.models.receipt import Receipt

__all__ = ["AccessKey", "Package", "Receipt"]
