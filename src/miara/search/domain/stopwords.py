"""Words that carry no subject, in every form, folded.

They are not indexed in summaries and bodies (a quarter of all words) and are left out
of a question that has other words. Titles and names keep them.
"""

from typing import Final

__all__ = ["STOP_WORDS"]

_WORDS: Final = """
    a aby ach acz aczkolwiek albo ale alez ani az bardziej bardzo bez bo bowiem by byc
    bym byl byla byli bylo byly bywa bedzie bedac beda cala cale caly ci ciebie cie co
    cokolwiek cos czego czemu czy czyli czym dla dlaczego dlatego do dokad gdy gdyby
    gdyz gdzie i ich ile im inna inne innego innej innych inny innym ja jak jaka jakas
    jaki jakie jakich jakiego jakiej jakim jakis jako jakoz je jednak jednakze jego jej
    jemu jest jestem jeszcze jesli jezeli juz kazda kazde kazdego kazdej kazdy kazdym
    kiedy kto ktokolwiek ktos ktora ktore ktorego ktorej ktorych ktory ktorym ktorymi
    ktorzy ku lecz lub ma maja mam mi mial miedzy mimo mna mnie moga moi moim moja moje
    moze mozna moj mu my na nad nam nami nas nasi nasz nasza nasze naszego naszej
    naszych natomiast nawet nia nic nich nie niech niej niemu nigdy nim nimi niz no o
    obok od okolo on ona one oni ono oprocz oraz po pod podczas pomimo ponad poniewaz
    poprzez poza przed przede przez przy raz razie rowniez sa sam sama sie soba sobie
    sposob swoj swoja swoje swojego swojej swoich ta tak taka taki takich takie takiego
    takiej takim takze tam te tego tej temu ten to toba tobie tu tutaj twoj twoja twoje
    ty tych tylko tym tymi u w we wam wami was wasz wasza wasze wiec wobec wraz
    wszelkich wszystkich wszystkie wszystkim wszystko wtedy wy z za zas ze zeby zaden
"""
STOP_WORDS: Final = frozenset(_WORDS.split())
