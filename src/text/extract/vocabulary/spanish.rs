use super::Words;

#[rustfmt::skip]
pub(super) const WORDS: Words = Words {
    before_lower: &["aprox", "etc", "kg", "km", "min", "máx", "mín", "seg"],
    before_numbers: &[
        "abr", "ago", "art", "arts", "cap", "cra", "dic", "dom", "ene", "ext", "fig", "figs", "jue",
        "jul", "jun", "lun", "mar", "mié", "n", "no", "nro", "nº", "núm", "núms", "p", "pag", "pp",
        "pág", "págs", "párr", "párrf", "sep", "set", "sáb", "t", "tel", "tfno", "vie",
    ],
    before_words: &[
        "admón", "arq", "av", "avda", "c", "cdo", "cnel", "cte", "d", "dir", "don", "dpto", "dr",
        "dra", "dras", "dres", "ee", "excma", "excmo", "fco", "ft", "gob", "gral", "hno", "hnos",
        "ilmo", "ing", "lic", "licda", "mons", "mtra", "mtro", "p.ej", "pbro", "pdte", "ppal",
        "prof", "profa", "pte", "sgto", "sr", "sra", "sras", "sres", "srta", "srtas", "sta", "sto",
        "ud", "uds", "v", "vd", "vds", "vgr",
    ],
    common: &[
        "al", "como", "con", "de", "del", "el", "en", "entre", "era", "es", "esta", "este", "fue",
        "ha", "hay", "la", "las", "lo", "los", "muy", "más", "no", "o", "para", "pero", "por",
        "que", "se", "ser", "sin", "sobre", "su", "sus", "también", "un", "una", "y", "ya",
    ],
    in_ordinals: &[],
    last: &["a.c", "cía", "d.c", "d.f", "ee.uu", "ltda", "s.a", "uu"],
    openings: &[
        "a", "además", "ahora", "al", "algunos", "ante", "antes", "aquí", "asimismo", "así",
        "aunque", "cada", "como", "con", "creo", "cuando", "cuál", "cómo", "de", "del", "desde",
        "después", "donde", "dos", "durante", "e", "el", "ella", "ellos", "en", "entonces", "entre",
        "era", "es", "esa", "ese", "eso", "esta", "estaba", "estas", "este", "esto", "estos",
        "está", "fue", "ha", "hace", "hasta", "hay", "hoy", "la", "las", "le", "lo", "los", "luego",
        "mi", "mientras", "muchas", "muchos", "más", "nada", "ni", "no", "nos", "nosotros",
        "nuestra", "nuestro", "o", "otra", "otro", "otros", "para", "pero", "por", "porque",
        "posteriormente", "pues", "que", "quién", "qué", "se", "según", "si", "sin", "sobre",
        "solo", "son", "su", "sus", "sí", "también", "tanto", "todo", "todos", "tras", "tres", "tu",
        "un", "una", "unos", "y", "ya", "yo", "él", "ésta", "éste",
    ],
    ordinal_openings: &[],
};
