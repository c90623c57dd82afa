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

/// What is an aside with a colon or a dash after it, or alone.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "also read", "autor", "bild", "by", "categories", "category", "check out", "credit",
    "czytaj także", "czytaj też", "don't miss", "dont miss", "don’t miss", "e-mail", "email",
    "filed to", "filed under", "fonte", "foto", "fotos", "fuente", "go deeper", "image", "images",
    "in pictures", "insight", "kategorie", "kategorien", "keywords", "le puede interesar", "lea",
    "lea más", "lea también", "leer más", "leggi anche", "leia mais", "leia também",
    "lesen sie auch", "link", "lire aussi", "mehr dazu", "mehr zum thema", "mira", "more",
    "must read", "photo", "photo credit", "photo gallery", "photos", "picture", "pictures",
    "posted in", "puede leer", "quelle", "reaction", "read", "read also", "read more",
    "read next", "read this", "related", "related article", "related articles", "related stories",
    "saiba mais", "schlagworte", "schlagwörter", "see also", "see more", "share", "siehe auch",
    "slideshow", "source", "sources", "tagged", "tags", "te puede interesar", "text size",
    "themen", "topics", "vea también", "veja também", "ver también", "via", "video", "videos",
    "vidéo", "voir aussi", "watch", "watch also", "weiterlesen", "zobacz też", "zum thema",
    "à lire aussi", "читайте также", "читайте також",
];

/// How an aside starts.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "a version of this article appears", "a version of this story", "abonnez-vous",
    "abonnieren sie", "about the author", "all rights reserved", "also on", "around the web",
    "article continues", "assine", "click here", "click to", "comments are closed", "compartilhe",
    "compartir", "condividi", "continue reading", "copyright", "correction appended",
    "diesen artikel", "download our", "download our app", "download the app", "editor's picks",
    "explore further", "filed under", "follow @", "follow ap's", "follow me on", "follow our",
    "follow the", "follow us", "for more on", "for more stories", "get breaking news", "get our",
    "get the latest", "hier geht es zu", "image caption", "image copyright", "image credit",
    "image source", "inscreva-se", "inscrivez-vous", "iscriviti", "jetzt abonnieren", "join our",
    "join the conversation", "join us on", "keep reading", "kommentar hinterlassen",
    "kommentar schreiben", "kommentare schreiben", "last modified", "last updated", "lea más",
    "lea también", "leave a comment", "leave a reply", "lee también", "leer también", "leia mais",
    "leia também", "lesen sie auch", "lesen sie mehr", "like this story", "like us on",
    "listen to", "log in", "melden sie sich", "more from", "more on this", "most read",
    "newsletter", "originally published", "our standards", "partager", "photo by",
    "photo courtesy", "picture by", "please share", "post a comment", "posted by", "posted on",
    "print this", "published by", "published on", "read full", "read more", "read our",
    "read the full", "recommended for you", "recommended stories", "report a typo",
    "schreibe einen kommentar", "see all", "seguici", "send tips", "share on", "share this",
    "share via", "siga o", "siga-nos", "sign in", "sign up", "sigue a", "sponsored",
    "stay up to date", "story continues", "subscribe", "suivez-nous", "support our", "suscríbete",
    "síguenos", "tap here", "te puede interesar", "teilen", "text size",
    "this article first appeared", "this article originally appeared",
    "this article was originally", "this post may contain affiliate", "this post originally",
    "this story first appeared", "this story originally", "to read the full", "udostępnij",
    "updated at", "vea también", "view all", "view comments", "visit our", "watch the video",
    "we may earn", "write to", "you can follow", "you may also like", "you might also like",
    "zapisz się", "© ", "добавить комментарий", "добавить отзыв", "поделиться", "подписывайтесь",
    "підписуйтесь", "читайте также", "читайте також",
];

/// What only an aside has in it.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "affiliate link", "all rights reserved", "alle rechte vorbehalten", "click here to",
    "click to subscribe", "follow her on twitter", "follow him on twitter", "follow us on",
    "getty images", "may get a share of the sale", "may not be published, broadcast",
    "nosso canal", "nuestro canal", "on facebook and", "on twitter @", "our newsletter",
    "personal, non-commercial use", "share it with", "subject to copyright",
    "todos los derechos reservados", "todos os direitos reservados", "tous droits réservés",
    "tutti i diritti riservati", "unseren newsletter", "© 20",
];

/// What is an aside where it stands alone.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "advertisement", "advertising", "afp", "anzeige", "ap", "caption", "close", "comment",
    "comments", "download", "drucken", "email", "facebook", "get short url", "kommentare",
    "latest", "linkedin", "loading", "loading...", "more", "next", "order reprints", "pinterest",
    "popular", "previous", "print", "print article", "pubblicità", "publicidad", "publicidade",
    "publicité", "reddit", "reprints", "reuters", "share", "trending", "tweet", "twitter",
    "werbung", "whatsapp", "реклама",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: bool) {
        assert_eq!(is_aside(&words.to_lowercase()), expected, "{words}");
    }

    #[test]
    fn what_sends_a_reader_elsewhere_is_an_aside() {
        check("READ MORE: Bridge opens to cars again", true);
        check("» Lesen Sie auch: Die Brücke ist offen", true);
        check("Leia também", true);
        check("Sign up for our newsletter", true);
        check("© 2024 The Herald. All rights reserved.", true);
        check("Advertisement", true);
        check("Photo: Ana Silva", true);
    }

    #[test]
    fn what_is_said_in_an_article_is_none() {
        check("Read the report, said the mayor.", false);
        check("Photos of the bridge were shown to the council.", false);
        check("More cars crossed the bridge than in 2019.", false);
        check("By noon, trucks had crossed it.", false);
        check("Related costs came to six million.", false);
    }
}
