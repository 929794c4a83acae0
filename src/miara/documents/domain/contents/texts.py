"""Plain text, and signatures written as XML."""

from __future__ import annotations

import codecs

from lxml import etree

from miara.documents.domain.contents.faults import Fault, FileRefused, Remark

__all__ = ["decode_text", "inspect_signature", "parse_xml"]

DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}


def decode_text(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Text of a file: UTF-8, UTF-16 with its mark, else Windows-1250.

    Raises
    ------
    FileRefused
        NOT_TEXT when it holds bytes that no text has.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif _CONTROL & set(content):
        raise FileRefused(Fault.NOT_TEXT)
    else:
        encodings = ("utf-8-sig", "cp1250")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, (Remark.ANSI_TEXT,) if encoding == "cp1250" else ()
    raise FileRefused(Fault.NOT_TEXT)


def parse_xml(content: bytes) -> etree._Element:
    """Root of an XML file; document types, entities and the network are refused.

    Raises
    ------
    FileRefused
        DAMAGED or ENTITIES.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_blank_text=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused(Fault.DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise FileRefused(Fault.ENTITIES, where="DOCTYPE")
    return root


def inspect_signature(content: bytes) -> None:
    """Refuse an XML file without a signature.

    Raises
    ------
    FileRefused
        DAMAGED, ENTITIES or NOT_SIGNATURE.
    """
    root = parse_xml(content)
    if root.tag != f"{DSIG}Signature" and root.find(f".//{DSIG}Signature") is None:
        raise FileRefused(Fault.NOT_SIGNATURE)
