"""Makes the fonts of the documents and of the web pages from the npm packages of Fontsource.

Needed once, when the fonts change: `pip install fonttools brotli`, unpack the three packages named in
README.md into one folder, then `python build.py FOLDER DOCUMENTS_FOLDER WEB_FOLDER`.
"""

import copy
import sys
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

STYLES = {"Regular": "400-normal", "Italic": "400-italic", "Bold": "700-normal"}
FALLBACK_RANGES = [
    (0x0020, 0x007E),
    (0x00A0, 0x024F), (0x02B0, 0x02FF), (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x045F),
    (0x0490, 0x0493), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x2100, 0x214F),
    (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2713, 0x2717),
    (0x27E8, 0x27E9),
]


def opened(path):
    font = TTFont(path)
    font.flavor = None
    for table in ("STAT", "prep", "fpgm", "cvt ", "gasp"):
        if table in font:
            del font[table]
    return font


def merged(fonts, folder):
    paths = []
    for number, font in enumerate(fonts):
        path = folder / f"part-{number}.ttf"
        font.save(path)
        paths.append(str(path))
    options = merge.Options(drop_tables=["vhea", "vmtx", "MATH"])
    return merge.Merger(options).merge(paths)


def add_glyph(font, codes, glyph, advance, source):
    """A glyph more, copied from `source`, with its own width."""
    font.setGlyphOrder(font.getGlyphOrder() + [glyph])
    font["glyf"].glyphs[glyph] = copy.deepcopy(font["glyf"][source])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    _, bearing = font["hmtx"][source]
    font["hmtx"].metrics[glyph] = (advance, bearing)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: glyph for code in codes})


def completed(font):
    """French needs a narrow no-break space and a no-break hyphen, which Fontsource's cut lacks."""
    known = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(0x2011, known[ord("-")])
            # The cut lost where accents stand: « Nguyễn » put its tilde on the n. Without loose
            # accents, a letter it lacks comes whole from the next font.
            for accent in range(0x0300, 0x0370):
                table.cmap.pop(accent, None)
    if 0x202F not in known:
        add_glyph(font, [0x202F], "narrownobreakspace", 165, known[ord(" ")])
    if 0xFFFD not in known:
        add_glyph(font, [0xFFFD], "replacement", font["hmtx"][".notdef"][0], ".notdef")
    return font


def named(font, family, style):
    copyright_line = font["name"].getDebugName(0)
    font["name"].names = []
    texts = {
        0: copyright_line, 1: family, 2: style, 4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["post"].formatType = 3.0
    # The date inside would make each run give other bytes.
    font["head"].created = font["head"].modified = 3_860_000_000
    font.recalcTimestamp = False
    return font


def atkinson(root, style):
    base = root / "atkinson-hyperlegible-next"
    parts = [opened(f"{base}-{part}-{STYLES[style]}.woff2") for part in ("latin", "latin-ext")]
    return named(completed(merged(parts, root)), "Atkinson Hyperlegible Next", style)


def fallback(root):
    wanted = {code for first, last in FALLBACK_RANGES for code in range(first, last + 1)}
    parts = []
    names = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "math-latin"]
    for name in names:
        font = opened(f"{root}/noto-sans-{name}-400-normal.woff2")
        mine = wanted & set(font.getBestCmap())
        wanted -= mine
        options = subset.Options(layout_features=["mark", "mkmk", "ccmp"], notdef_outline=True, drop_tables=["MATH"])
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=mine)
        cutter.subset(font)
        parts.append(font)
    return named(merged(parts, root), "Preau Fallback", "Regular")


def main():
    root, documents, web = (Path(argument) for argument in sys.argv[1:4])
    for style in STYLES:
        font = atkinson(root, style)
        if style != "Italic":
            font.save(documents / f"AtkinsonHyperlegibleNext-{style}.ttf")
        font.flavor = "woff2"
        font.save(web / f"atkinson-hyperlegible-next-{style.lower()}.woff2")
    fallback(root).save(documents / "PreauFallback-Regular.ttf")


main()
