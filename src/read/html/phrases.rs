//! What newsrooms write into their articles that is no part of them, in the languages that they
//! write in.

/// Whether a block of these words, few and in small letters, sends its reader elsewhere, asks for
/// something, or says who made what is shown.
pub(super) fn is_aside(words: &str) -> bool {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let starts = STARTS.iter().any(|start| {
        words.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let is_link_to =
        LINKS.iter().any(|start| words.strip_prefix(start).is_some_and(is_after_label));
    starts || is_link_to || PARTS.iter().any(|part| words.contains(part)) || ALONE.contains(&words)
}

fn is_after_label(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.is_empty() || rest.starts_with([':', '|', '–', '—', '»', '>', '•', '-'])
}

/// With a colon or a dash after it, or alone.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "also read", "bild", "credit", "dont miss", "don't miss", "don’t miss", "e-mail",
    "ecco", "email", "fonte", "foto", "fotos", "fuente", "image", "images", "insight", "lea",
    "lea también", "lea más", "leer más", "leggi anche", "leia mais", "leia também", "lesen sie auch", "link",
    "lire aussi", "live", "look", "mehr", "mehr dazu", "mehr zum thema", "mira", "more", "must read", "photo",
    "photo credit", "photo gallery", "photos", "picture", "pictures", "quelle", "read", "read also", "read more",
    "read next", "related", "related article", "related articles", "related stories", "reaction", "revealed", "saiba mais",
    "see also", "see more", "share", "siehe auch", "slideshow", "source", "sources", "tags", "text size",
    "topics", "vea también", "veja também", "via", "vidéo", "video", "videos", "watch",
    "watch also", "weiterlesen", "zum thema", "à lire aussi", "ver también", "voir aussi",
    "te puede interesar", "le puede interesar", "puede leer", "czytaj też", "czytaj także", "zobacz też",
    "читайте также", "читайте також", "read this", "go deeper", "check out", "in pictures", "keywords", "categories", "category",
    "filed under", "filed to", "posted in", "tagged", "themen", "schlagwörter", "schlagworte", "kategorien", "kategorie", "autor", "by",
];

#[rustfmt::skip]
const STARTS: &[&str] = &[
    "a version of this article appears", "a version of this story", "about the author",
    "all rights reserved", "also on", "around the web", "article continues", "click here",
    "click to", "comments are closed", "continue reading", "copyright", "correction appended",
    "download our app", "download the app", "download our", "editor's picks", "explore further",
    "filed under", "follow @", "follow ap's", "follow me on", "follow our", "follow the", "follow us", "for more stories",
    "for more on", "get breaking news", "get our", "get the latest", "hier geht es zu", "image copyright", "image caption",
    "image credit", "image source", "join our", "join the conversation", "join us on",
    "keep reading", "last modified", "last updated", "leave a comment", "leave a reply", "like this story", "like us on",
    "listen to", "more from", "more on this", "most read", "newsletter", "originally published", "our standards",
    "photo by", "photo courtesy", "picture by", "please share", "post a comment", "posted by", "posted on",
    "print this", "published by", "published on", "read full", "read more", "read the full", "read our",
    "recommended for you", "recommended stories", "report a typo", "see all", "send tips", "share on", "share this", "share via",
    "sign up", "sponsored", "story continues", "stay up to date", "subscribe", "support our", "sign in", "log in",
    "tap here", "text size", "this article originally appeared", "this article was originally",
    "this article first appeared", "this story first appeared", "this story originally", "this post originally",
    "this post may contain affiliate", "to read the full", "updated at", "view all", "view comments", "visit our", "watch the video",
    "we may earn", "write to", "you can follow", "you may also like", "you might also like",
    "© ", "teilen", "diesen artikel", "melden sie sich", "jetzt abonnieren", "abonnieren sie", "lesen sie mehr", "lesen sie auch",
    "abonnez-vous", "partager", "suivez-nous", "inscrivez-vous", "suscríbete", "síguenos", "compartir", "siga-nos", "siga o", "sigue a",
    "assine", "compartilhe", "inscreva-se", "leia mais", "leia também", "iscriviti", "seguici", "condividi", "lea también", "lee también", "leer también", "lea más",
    "vea también", "te puede interesar", "udostępnij", "zapisz się", "подписывайтесь", "поделиться", "читайте также", "підписуйтесь", "читайте також",
    "добавить отзыв", "добавить комментарий", "kommentare schreiben", "kommentar schreiben", "kommentar hinterlassen", "schreibe einen kommentar",
];

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "all rights reserved", "alle rechte vorbehalten", "todos los derechos reservados", "todos os direitos reservados", "tous droits réservés",
    "tutti i diritti riservati", "affiliate link", "click here to", "click to subscribe", "our newsletter", "on facebook and", "follow us on",
    "follow him on twitter", "follow her on twitter", "on twitter @", "subject to copyright", "may not be published, broadcast", "personal, non-commercial use",
    "getty images", "share it with", "© 20", "unseren newsletter", "nuestro canal", "nosso canal", "may get a share of the sale",
];

#[rustfmt::skip]
const ALONE: &[&str] = &[
    "advertisement", "advertising", "anzeige", "werbung", "publicidad", "publicidade", "publicité", "pubblicità", "реклама", "close",
    "comments", "comment", "download", "facebook", "loading", "loading...", "more", "next", "previous", "print", "reprints", "share", "tweet", "twitter", "whatsapp", "email", "caption", "latest", "popular", "trending", "kommentare", "drucken",
    "order reprints", "print article",  "get short url", "pinterest", "reddit", "linkedin", "reuters", "ap", "afp",
];
