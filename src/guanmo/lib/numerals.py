"""How is a number written in Chinese words? As sections of a sheet and headings of a document are numbered."""

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五, 110 → 一百一十; what is not from 1 to 999 in figures."""
    if not 1 <= number <= 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (_DIGITS[ones] if ones else "")
