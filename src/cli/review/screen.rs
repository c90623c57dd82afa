//! What `review` shows: lines that fit the terminal.

use super::line::Line;
use crate::domain::{Assignment, Docket, Provenance, Review, Visible};
use crate::terminal::{Screen, Style, cut, wrapped};
use crate::view::{ClaimDetail, ClaimSummary, words};

/// The claim that is shown, and where one is.
pub(super) struct Shown<'a> {
    pub(super) examined: &'a ClaimDetail,
    /// A line that is being typed, and what it is for.
    pub(super) input: Option<(&'a str, &'a Line)>,
    pub(super) message: &'a str,
    /// Its place in the queue, from 1; how many there are, and how many are not done.
    pub(super) place: (usize, usize, usize),
    pub(super) repeats: &'a [ClaimSummary],
    /// The evidence that the next judgement rests on, as it was named.
    pub(super) resting: &'a [String],
}

/// Where the quote begins and ends, while the paragraph is wrapped: characters for private use, which
/// no article keeps here.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

const KEYS: &str = "c corroborate   d dispute   u unverified   e evidence   n note   x dismiss\n\
                    ← back   → skip   z undo   t tag   g give   a article   ? more   q quit";

/// What each key does.
pub(super) const HELP: &[(&str, &str)] = &[
    ("c", "corroborate the claim; a change of a verdict asks for a note"),
    ("d", "dispute it; asks for a note"),
    ("u", "leave it unverified, with a note of where you searched"),
    ("e", "name evidence, V4, or add a file or an address: what you judge next rests on it"),
    ("n", "add a note, without a verdict"),
    ("x", "dismiss it as nothing that can be checked; asks for the reason"),
    ("t", "put tags on it, +health, or take them off, -draft"),
    ("g", "give it to somebody to judge: a name, or nobody, and a day if it is due"),
    ("z", "take back the last thing that you did here"),
    ("← or b", "the claim before"),
    ("→, s or space", "skip it; it comes again the next time"),
    ("a", "the whole article; ↑ and ↓ move, q comes back"),
    ("o", "open its page in a browser"),
    ("q", "quit; everything is recorded, and the next time what is left comes again"),
];

impl Shown<'_> {
    /// The lines of the screen.
    pub(super) fn lines(&self, screen: Screen, (columns, rows): (u16, u16)) -> Vec<String> {
        let screen = Screen { width: Some(columns.max(20)), ..screen };
        let rule = "─".repeat(usize::from(columns.max(20)));
        let mut foot = vec![rule.clone()];
        foot.extend(self.said(screen));
        let keys = wrapped_lines(KEYS, screen, " ");
        // They do nothing while somebody types, and would leave no room on a small terminal.
        if self.input.is_none() && keys.len() + foot.len() + 6 < usize::from(rows) {
            foot.splice(1..1, keys.into_iter().chain([rule.clone()]));
        }
        let facts = self.facts(screen);
        let room = usize::from(rows).saturating_sub(2 + facts.len() + foot.len() + 2).max(3);
        let mut lines = vec![self.head(screen), rule];
        lines.extend(self.paragraph(screen, room));
        lines.push(String::new());
        lines.extend(facts);
        // The keys stay at the foot of the screen.
        while lines.len() + foot.len() < usize::from(rows) {
            lines.push(String::new());
        }
        lines.truncate(usize::from(rows).saturating_sub(foot.len()));
        lines.extend(foot);
        // What is typed, and what was done, stands last.
        let first = lines.len().saturating_sub(usize::from(rows).max(3));
        lines.split_off(first)
    }

    fn head(&self, screen: Screen) -> String {
        let (at, all, left) = self.place;
        let claim = &self.examined.listed.claim;
        let article = &self.examined.listed.article;
        let title = article.title.as_deref().unwrap_or(&article.origin);
        let title = Visible::line(title).to_string();
        let start = format!(" {}  {at} of {all} · {left} to go   ", claim.id);
        let width = usize::from(screen.width.unwrap_or(80));
        let start = cut(&start, width);
        let room = width.saturating_sub(start.chars().count());
        format!("{}{}", Style::Strong.paint(&start, screen), cut(&title, room))
    }

    /// The paragraph, or the lines around the quote if it is long.
    fn paragraph(&self, screen: Screen, room: usize) -> Vec<String> {
        let context = &self.examined.context;
        let [before, quote, after] =
            [&context.before, self.examined.listed.claim.words(), &context.after]
                .map(|words| Visible::line(words).to_string());
        let [before, quote, after] = [before, quote, after].map(|words| words.replace(MARKS, "�"));
        let text = format!("{before}{}{quote}{}{after}", MARKS[0], MARKS[1]);
        let mut lines = wrapped_lines(&text, screen, "   ");
        if lines.len() > room {
            let first = lines.iter().position(|line| line.contains(MARKS[0])).unwrap_or_default();
            let first = first.saturating_sub(1).min(lines.len() - room);
            let has_more = first + room < lines.len();
            lines = lines.into_iter().skip(first).take(room).collect();
            if first > 0
                && let Some(line) = lines.first_mut()
            {
                *line = format!(" …{}", line.get(2..).unwrap_or_default());
            }
            if has_more && let Some(line) = lines.last_mut() {
                *line = cut(&format!("{line}…"), usize::from(screen.width.unwrap_or(80)));
            }
        }
        // The quote stands out, across lines.
        let mut is_quote = false;
        let emphasised = lines.into_iter().map(|line| {
            let mut shown = String::new();
            for part in line.split_inclusive(MARKS) {
                let words = part.trim_end_matches(MARKS);
                let style = if is_quote { Style::Strong } else { Style::Plain };
                shown.push_str(&style.paint(words, screen));
                let mark = part.strip_prefix(words).and_then(|mark| mark.chars().next());
                if let Some(mark) = mark {
                    is_quote = mark == MARKS[0];
                    shown.push(if is_quote { '»' } else { '«' });
                }
            }
            shown
        });
        emphasised.collect()
    }

    fn facts(&self, screen: Screen) -> Vec<String> {
        let listed = &self.examined.listed;
        let claim = &listed.claim;
        let mut facts: Vec<(&str, String)> = Vec::new();
        facts.extend(words::setting(&self.examined.setting));
        facts.push(("said by", claim.claimant.clone().unwrap_or_else(|| "not named".to_owned())));
        if let Provenance::ByExtractor { score, .. } = &claim.found {
            facts.push(("score", format!("{score} of 1000")));
        }
        let verdict = if claim.dismissed {
            format!(
                "none: dismissed as not a claim; `factledger restore {}` brings it back",
                claim.id
            )
        } else if listed.hidden > 0 {
            let entries = words::count(listed.hidden, "entry", "entries");
            format!("{entries} of others, hidden until you review it")
        } else if claim.conflict {
            format!("in conflict: {}", words::sides(listed))
        } else if claim.waits.is_nothing() {
            format!("{}{}", claim.status, words::in_brackets(&listed.ratings()))
        } else {
            format!("{}; {}", claim.status, words::needs(claim.waits))
        };
        facts.push(("verdict", verdict));
        if !self.resting.is_empty() {
            facts.push(("to come", format!("{}, with your judgement", self.resting.join(", "))));
        }
        for ground in &listed.grounds {
            facts.push(("rests on", words::ground(ground)));
        }
        if let Some(scope) = &listed.scope {
            facts.push(("covers", scope.covers.to_string()));
        }
        let Docket { assigned, tags, .. } = &listed.docket;
        if let Some(Assignment { due, to, .. }) = assigned {
            let due = due.map(|due| format!(", due {due}")).unwrap_or_default();
            facts.push(("assigned", format!("to {to}{due}")));
        }
        if !tags.is_empty() {
            facts.push(("tags", words::tags(tags)));
        }
        for review in Review::latest(&listed.reviews) {
            let note = review.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
            facts.push(("review", format!("{} by {}{note}", review.status, review.reviewer)));
        }
        for act in self.examined.notes() {
            let words = act.entry.event.remark().map(ToString::to_string).unwrap_or_default();
            facts.push(("note", format!("{}: {words}", act.entry.actor)));
        }
        for own in listed.evidence.iter().filter(|own| own.evidence.stands()) {
            let (id, stance) = (own.evidence.id(), own.evidence.added.stance.as_str());
            let quote = own.quoted().map(|(quote, _)| format!(": »{quote}«")).unwrap_or_default();
            facts.push(("evidence", format!("{id} {stance}, {}{quote}", own.place())));
        }
        for other in self.repeats.iter().take(2) {
            let of = &other.claim;
            let is = words::standing(other);
            facts.push(("same words", format!("{} of {}, {is}", of.id, of.article)));
        }
        let width = usize::from(screen.width.unwrap_or(80));
        facts
            .into_iter()
            .take(8)
            .map(|(label, fact)| {
                let fact = Visible::line(&fact).to_string();
                let label = format!(" {label:<11}");
                let room = width.saturating_sub(label.chars().count());
                format!("{}{}", Style::Faint.paint(label, screen), cut(&fact, room))
            })
            .collect()
    }

    /// What is being typed, or what was done last.
    fn said(&self, screen: Screen) -> Vec<String> {
        const MOST: usize = 3;
        let Some((what, line)) = self.input else {
            let mut lines = wrapped_lines(&Visible::lines(self.message).to_string(), screen, " ");
            lines.truncate(MOST);
            return lines;
        };
        let typed = Visible::line(&line.shown()).to_string();
        let lines = wrapped_lines(&format!("{what} {typed}"), screen, " ");
        // The end of a long line is where the cursor is.
        let first = lines.len().saturating_sub(MOST);
        let mut lines: Vec<String> = lines.into_iter().skip(first).collect();
        let keys = cut(" Enter records, Esc cancels", usize::from(screen.width.unwrap_or(80)));
        lines.push(Style::Faint.paint(&keys, screen));
        lines
    }
}

pub(super) fn wrapped_lines(text: &str, screen: Screen, indent: &str) -> Vec<String> {
    wrapped(text, screen, indent).lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::*;
    use crate::export::samples;

    const PLAIN: Screen =
        Screen { colour: false, is_dumb: false, is_terminal: true, width: Some(80) };

    /// The screens of all sample claims on a terminal of this size.
    fn screens(size: (u16, u16), input: Option<(&str, &Line)>) -> Vec<Vec<String>> {
        let sections = samples::sections();
        let claims: Vec<&ClaimDetail> =
            sections.iter().flat_map(|section| &section.claims).collect();
        let of = |(index, examined): (usize, &&ClaimDetail)| {
            let place = (index + 1, claims.len(), claims.len());
            Shown { examined, input, message: "done", place, repeats: &[], resting: &[] }
                .lines(PLAIN, size)
        };
        claims.iter().enumerate().map(of).collect()
    }

    #[test]
    fn a_screen_has_as_many_lines_and_cells_as_the_terminal() {
        let mut line = Line::default();
        "漢".repeat(200).chars().for_each(|c| line.edit(super::super::line::Edit::Type(c)));
        for size in [(80, 24), (200, 60), (40, 16), (20, 8), (1, 1)] {
            for input in [None, Some(("note:", &line))] {
                for lines in screens(size, input) {
                    assert!(lines.len() <= usize::from(size.1.max(3)), "{size:?}\n{lines:#?}");
                    let widest = lines.iter().map(|line| line.width()).max().unwrap();
                    assert!(widest <= usize::from(size.0.max(20)), "{size:?}\n{lines:#?}");
                }
            }
        }
    }

    #[test]
    fn the_quote_is_marked_in_its_paragraph() {
        for lines in screens((80, 24), None) {
            let all = lines.join(" ");
            assert_eq!(all.matches('»').count(), 1, "{lines:#?}");
            assert_eq!(all.matches('«').count(), 1, "{lines:#?}");
        }
    }
}
