"""Check digits of the numbers that name Polish organisations."""

_WEIGHTS = {
    9: (8, 9, 2, 3, 4, 5, 6, 7),
    14: (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8),
}


def is_regon(text: str) -> bool:
    """Whether a text is a REGON number: 9 or 14 digits with a right check digit.

    >>> is_regon("123456785"), is_regon("123456786"), is_regon("12345")
    (True, False, False)
    """
    weights = _WEIGHTS.get(len(text))
    if weights is None or not (text.isascii() and text.isdigit()):
        return False
    total = sum(w * int(d) for w, d in zip(weights, text, strict=False))
    return total % 11 % 10 == int(text[-1])


def is_krs(text: str) -> bool:
    """Whether a text is a KRS number: ten digits, the first of which is 0.

    >>> is_krs("0000123456"), is_krs("123456")
    (True, False)
    """
    return len(text) == 10 and text.isascii() and text.isdigit() and text[0] == "0"
