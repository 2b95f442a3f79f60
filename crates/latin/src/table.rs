//! The character groups of DIN 91379:2022-08 (tables 3 to 8 and annex A), as ranges of code points.

/// Ranges of code points from the first to the last, in ascending order.
pub(crate) type Group = &'static [(char, char)];

/// Latin letters, normative.
#[rustfmt::skip]
pub(crate) const LETTERS: Group = &[
    ('A', 'Z'), ('a', 'z'), ('À', 'Ö'), ('Ø', 'ö'), ('ø', 'ž'), ('Ƈ', 'ƈ'), ('Ə', 'Ə'), ('Ɨ', 'Ɨ'),
    ('Ơ', 'ơ'), ('Ư', 'ư'), ('Ʒ', 'Ʒ'), ('Ǎ', 'ǜ'), ('Ǟ', 'ǟ'), ('Ǣ', 'ǰ'), ('Ǵ', 'ǵ'), ('Ǹ', 'ǿ'),
    ('Ȓ', 'ȓ'), ('Ș', 'ț'), ('Ȟ', 'ȟ'), ('ȧ', 'ȳ'), ('ə', 'ə'), ('ɨ', 'ɨ'), ('ʒ', 'ʒ'), ('Ḃ', 'ḃ'),
    ('Ḇ', 'ḇ'), ('Ḋ', 'ḑ'), ('ḗ', 'ḗ'), ('Ḝ', 'ḫ'), ('ḯ', 'ḷ'), ('Ḻ', 'ḻ'), ('Ṁ', 'ṉ'), ('Ṓ', 'ṛ'),
    ('Ṟ', 'ṣ'), ('Ṫ', 'ṯ'), ('Ẁ', 'ẇ'), ('Ẍ', 'ẗ'), ('ẞ', 'ẞ'), ('Ạ', 'ỹ'),
];

/// Non-letters N1: needed for names of every kind.
#[rustfmt::skip]
pub(crate) const NON_LETTERS_N1: Group = &[
    (' ', ' '), ('\'', '\''), (',', '.'), ('`', '`'), ('~', '~'), ('\u{A8}', '\u{A8}'),
    ('\u{B4}', '\u{B4}'), ('·', '·'), ('\u{2B9}', '\u{2BA}'), ('\u{2BE}', '\u{2BF}'),
    ('\u{2C8}', '\u{2C8}'), ('\u{2CC}', '\u{2CC}'), ('’', '’'), ('‡', '‡'),
];

/// Non-letters N2: needed for names of places, streets, products.
#[rustfmt::skip]
pub(crate) const NON_LETTERS_N2: Group = &[
    ('!', '&'), ('(', '+'), ('/', '@'), ('[', '_'), ('{', '}'), ('¡', '£'), ('¥', '¥'), ('§', '§'),
    ('©', '¬'), ('®', '³'), ('µ', '¶'), ('¹', '»'), ('¿', '¿'), ('×', '×'), ('÷', '÷'), ('€', '€'),
];

/// Non-letters N3: kept because older character sets have them.
#[rustfmt::skip]
pub(crate) const NON_LETTERS_N3: Group = &[
    ('¤', '¤'), ('¦', '¦'), ('\u{B8}', '\u{B8}'), ('¼', '¾'),
];

/// Non-letters N4: unfit for names, but part of texts.
#[rustfmt::skip]
pub(crate) const NON_LETTERS_N4: Group = &[
    ('\t', '\n'), ('\r', '\r'), ('\u{A0}', '\u{A0}'),
];

/// Greek letters, extended.
#[rustfmt::skip]
pub(crate) const GREEK: Group = &[
    ('Ά', 'Ά'), ('Έ', 'Ί'), ('Ό', 'Ό'), ('Ύ', 'Ρ'), ('Σ', 'ώ'),
];

/// Cyrillic letters, extended.
#[rustfmt::skip]
pub(crate) const CYRILLIC: Group = &[
    ('Ѝ', 'Ѝ'), ('А', 'Ъ'), ('Ь', 'Ь'), ('Ю', 'ъ'), ('ь', 'ь'), ('ю', 'я'), ('ѝ', 'ѝ'),
];

/// Non-letters E1, extended.
#[rustfmt::skip]
pub(crate) const NON_LETTERS_E1: Group = &[
    ('ƒ', 'ƒ'), ('\u{2B0}', '\u{2B0}'), ('\u{2B3}', '\u{2B3}'), ('\u{2C6}', '\u{2C6}'),
    ('\u{2DC}', '\u{2DC}'), ('\u{2E2}', '\u{2E2}'), ('ᵈ', 'ᵈ'), ('ᵗ', 'ᵗ'), ('‘', '‘'), ('‚', '‚'),
    ('“', '„'), ('†', '†'), ('…', '…'), ('‰', '‰'), ('′', '″'), ('‹', '›'), ('⁰', '⁰'), ('⁴', '⁹'),
    ('ⁿ', '₉'), ('™', '™'), ('∞', '∞'), ('≤', '≥'),
];

/// Sequences: marks, and the letters that bear them. They have no composed form.
#[rustfmt::skip]
pub(crate) const SEQUENCES: &[(&str, &str)] = &[
    ("\u{300}", "CFGKMPSTZcfgkmpstz"),
    ("\u{301}", "JjÿĪī"),
    ("\u{302}", "DKLMNdklmn"),
    ("\u{304}", "CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ"),
    ("\u{306}", "CMNRZcmnrzÇç"),
    ("\u{307}", "KUku"),
    ("\u{308}", "CTZczẠạỌọỤụ"),
    ("\u{30B}", "Aa"),
    ("\u{30C}", "J"),
    ("\u{30D}", "ēō"),
    ("\u{310}", "Mm"),
    ("\u{315}", "CKPTckptČč"),
    ("\u{31B}", "KTkt"),
    ("\u{31B}\u{304}", "Ss"),
    ("\u{323}", "CPcpČč"),
    ("\u{325}", "LRlr"),
    ("\u{325}\u{304}", "LRlr"),
    ("\u{326}", "CHKLNchklnŽž"),
    ("\u{327}", "ZzŽž"),
    ("\u{328}\u{306}", "Cc"),
    ("\u{331}", "HSs"),
    ("\u{35F}H", "K"),
    ("\u{35F}h", "Kk"),
];
