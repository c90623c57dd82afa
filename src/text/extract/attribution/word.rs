use crate::text::extract::words::inflection::Form;
use crate::text::extract::words::verbs::Class;

/// What the word lists say of a word: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(u64);

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Word {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)*
        }
    };
}

words! {
    DETERMINER = 0;
    PREPOSITION = 1;
    /// `he`, `they`: may be a subject alone.
    SUBJECT = 2;
    /// Any other pronoun: `him`, `themselves`.
    PRONOUN = 3;
    BE = 4;
    HAVE = 5;
    /// `will`, `did`, `can't`.
    MODAL = 6;
    NOT = 7;
    ADVERB = 8;
    /// `and`, `or`, `but`.
    CONJUNCTION = 9;
    /// `because`, `while`.
    SUBORDINATOR = 10;
    THAT = 11;
    TO = 12;
    /// `what`, `whether`.
    QUESTION = 13;
    /// `who`, `which`.
    RELATIVE = 14;
    BY = 15;
    OF = 16;
    /// `Monday`, `yesterday`, `March`.
    TIME = 18;
    /// Those who may speak for others.
    SPEAKER = 19;
    /// What may tell something, and is nobody.
    THING = 20;
    /// `Mr`, `Sen`.
    TITLE = 21;

    /// Forms of an English verb.
    BASE = 22;
    THIRD = 23;
    PAST = 24;
    ING = 25;

    /// Verbs of saying: `said`.
    SAY = 26;
    /// Verbs of thinking and showing, after which a clause may come: `found`.
    CLAUSE = 27;
    /// Verbs of judging, after which comes what is judged: `criticised`.
    OBJECT = 28;
    /// Verbs of intent: `vowed to`.
    INTENT = 29;
    /// Verbs after which comes who is told: `told`, `urged`.
    TELL = 30;
    /// `seems`, `appears`.
    SEEM = 31;
    /// Verbs of attitude with a preposition: `called for`, `complained about`.
    PARTICLE = 32;
    /// Nouns of what is said or thought: `the claim that`.
    NOUN = 33;
    /// Adjectives of what is thought: `sure that`, `eager to`.
    ADJECTIVE = 34;
    /// `according`.
    ACCORDING = 35;
    /// Verbs that report in another language.
    FOREIGN = 36;

    /// `latest`: it stands before nouns, and is none.
    BEFORE_NOUN = 37;
    CALL = 38;
    /// `many`, `another`: may be a subject alone.
    QUANTIFIER = 39;
    /// `when`, `after`.
    WHEN = 17;
    OWNS = 40;
    ED = 41;
    ING_SHAPE = 42;
    QUOTATION = 43;
    /// Verbs that report nothing, in forms that only verbs have.
    PLAIN_VERB = 44;
    IN = 45;
    OBJECT_PRONOUN = 46;
    AND = 47;
    /// Passives of which what is said is one: `is expected to`.
    EXPECT = 48;
    /// What words are said at or in: `statement`, `interview`, `tweet`.
    OCCASION = 49;
    PARTICLE_WORD = 50;
    FOR = 51;
    ABOUT = 52;
    /// `although`, `while`.
    CONTRAST = 53;
    /// Judging verbs that are acts of speech: `accused`.
    SPEECH = 54;
    /// Verbs that report only where words that were said come next: `claims`, `added`.
    AMBIGUOUS = 55;
    /// `a` of `a déclaré`.
    FOREIGN_HAVE = 56;
    /// `considering`, `arguing`.
    OPINION = 57;
    HE_OR_SHE = 58;
    ACCUSE = 59;
    /// `eyes` of `in the eyes of`.
    EYES = 60;
    /// `selon`, `laut`.
    SELON = 61;
    /// `nach` of `nach Angaben von`.
    SELON_FIRST = 62;
    SELON_SECOND = 63;
}

impl Word {
    pub(super) const CUES: Self = Self::SAY
        .with(Self::CLAUSE)
        .with(Self::OBJECT)
        .with(Self::INTENT)
        .with(Self::TELL)
        .with(Self::SEEM)
        .with(Self::PARTICLE)
        .with(Self::NOUN)
        .with(Self::ADJECTIVE)
        .with(Self::ACCORDING)
        .with(Self::EXPECT)
        .with(Self::EYES)
        .with(Self::SELON)
        .with(Self::SELON_FIRST)
        .with(Self::FOREIGN);

    /// What may report in a language that has a table.
    pub(super) const CUES_ABROAD: Self =
        Self::FOREIGN.with(Self::PAST).with(Self::SELON).with(Self::SELON_FIRST);

    pub(super) const VERBS: Self = Self::SAY
        .with(Self::CLAUSE)
        .with(Self::OBJECT)
        .with(Self::INTENT)
        .with(Self::TELL)
        .with(Self::SEEM)
        .with(Self::EXPECT)
        .with(Self::FOREIGN)
        .with(Self::PARTICLE);

    pub(super) fn of_form(form: Form) -> Self {
        match form {
            Form::Base => Self::BASE,
            Form::Ing => Self::ING,
            Form::Past => Self::PAST,
            Form::Third => Self::THIRD,
        }
    }

    pub(super) fn of_class(class: Class) -> Self {
        match class {
            Class::Ambiguous => Self::AMBIGUOUS,
            Class::Clause => Self::CLAUSE,
            Class::Foreign => Self::FOREIGN,
            Class::Intent => Self::INTENT,
            Class::Object => Self::OBJECT,
            Class::Particle => Self::PARTICLE,
            Class::Say => Self::SAY,
            Class::Seem => Self::SEEM,
            Class::Speech => Self::SPEECH,
            Class::Tell => Self::TELL,
        }
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these is said of it.
    pub(super) const fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl std::ops::BitOr for Word {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}
