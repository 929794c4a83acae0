"""QR codes of addresses."""

from __future__ import annotations

import io

import segno

__all__ = ["qr_png", "qr_svg"]


def qr_svg(text: str) -> str:
    """An SVG of a QR code, black on nothing, with the quiet zone of the standard.

    Error correction M: a code on a printed diploma survives a crease.
    """
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    return out.getvalue().decode("utf-8")


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """The same as PNG, ``scale`` pixels a module, black on white."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", border=4, scale=scale)
    return out.getvalue()
