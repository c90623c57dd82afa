use super::word::Word;

/// Words as they stand, in lower case, and what they are. The reporting verbs stand in
/// [`verbs`](crate::text::extract::words::verbs).
#[rustfmt::skip]
pub(super) const WORDS: &[(Word, &str)] = &[
    (Word::DETERMINER, "a an the this these those that its my your our his her their some any no each \
        every another both all many most several few"),
    (Word::PREPOSITION, "of in on at by for from with without about against to into onto over under \
        after before during since until through throughout across among amid between behind beyond \
        near despite per via like as than toward towards upon within outside inside off around along \
        above below following including regarding concerning ahead alongside"),
    (Word::SUBJECT, "he she they we i you it who he's she's they're they've we've i've i'm we're \
        you're it's that's there's he'd she'd they'd we'd i'd you've you'd i'll he'll they'll we'll"),
    (Word::PRONOUN, "him me us them himself herself itself themselves myself yourself ourselves \
        everyone everybody someone somebody anyone anybody nobody there here one others"),
    (Word::OBJECT_PRONOUN, "him me us them her you reporters viewers voters supporters \
        lawmakers journalists attendees"),
    (Word::BE, "am is are was were be been being isn't aren't wasn't weren't it's that's he's she's \
        they're we're i'm you're there's"),
    (Word::HAVE, "has have had having hasn't haven't hadn't they've we've i've you've"),
    (Word::MODAL, "will would can could may might must shall should do does did won't wouldn't can't \
        cannot couldn't shouldn't don't doesn't didn't i'd he'd she'd they'd we'd you'd i'll he'll \
        they'll we'll"),
    (Word::NOT, "not never n't nor won't wouldn't can't cannot couldn't shouldn't don't doesn't didn't \
        isn't aren't wasn't weren't hasn't haven't hadn't"),
    (Word::ADVERB, "also again already always even ever first further furthermore however instead just \
        later meanwhile moreover nevertheless now often once only separately soon still then therefore \
        too so far long yet earlier today yesterday tonight reportedly apparently certainly sometimes \
        perhaps simply nearly really previously generally recently publicly privately clearly \
        eventually finally initially officially strongly quickly never not much better best maybe \
        thus almost quite rather very"),
    (Word::CONJUNCTION, "and or but nor yet"),
    (Word::AND, "and or but &"),
    (Word::SUBORDINATOR, "because although though while when whenever where whereas if unless until \
        since after before once as than whether even so"),
    (Word::THAT, "that"),
    (Word::TO, "to"),
    (Word::QUESTION, "what how why whether if where who when which whom"),
    (Word::RELATIVE, "who which whose whom that"),
    (Word::BY, "by"),
    (Word::OF, "of"),
    (Word::IN, "in on at during from via"),
    (Word::FOR, "for"),
    (Word::ABOUT, "about"),
    (Word::QUANTIFIER, "another many most some several few both all others"),
    (Word::WHEN, "when while because after before since until if once"),
    (Word::CALL, "call calls called calling"),
    (Word::ACCUSE, "accused suspected"),
    (Word::EYES, "eyes view words opinion"),
    (Word::SELON, "laut selon d'après según secondo segundo zdaniem według zufolge"),
    (Word::SELON_FIRST, "nach de за на як"),
    (Word::SELON_SECOND, "angaben acordo словами думку даними"),
    (Word::BEFORE_NOUN, "early final former future initial last late latest main new next official other own past \
        previous public recent repeated same second similar single such whole"),
    (Word::FOREIGN_HAVE, "a ha han hanno hat haben ont avait avaient"),
    (Word::OPINION, "arguing believing considering insisting"),
    (Word::HE_OR_SHE, "he she"),
    (Word::DETERMINER, "der die das den dem ein eine einen le la les un une el los las una il lo gli o os um \
        uma"),
    (Word::PREPOSITION, "de du des del della di da von van"),
    (Word::OF, "de du des del della di da von van"),
    (Word::THAT, "que qu' che dass daß że żeby що"),
    (Word::CONTRAST, "although though while even but"),
    (Word::TIME, "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow \
        tonight january february march april june july august september october november december \
        morning afternoon evening night week month year weekend ago"),
    (Word::TITLE, "mr mrs ms mx dr prof sen rep gov gen lt sgt col capt rev hon pres st jr sr messrs \
        sens reps"),
    (Word::OCCASION, "statement interview email e-mail letter speech tweet post memo report book op-ed \
        column editorial address briefing conference rally debate appearance testimony filing remarks \
        essay article blog message release video facebook twitter instagram telegram show program \
        broadcast news note ad episode town event hearing"),
    (Word::PARTICLE_WORD, "about of for to at on against with over out up down back that into off \
        upon from"),
    (Word::SPEAKER, "academics activist activists administration adviser advisers advisor advisors \
        agencies agency aide aides airline allies ally ambassador analyst analysts army association \
        attorney author authorities authority bank bishop board brother campaign campaigners candidate \
        candidates captain chair chairman chairwoman chancellor charity chief church club coach \
        colleague colleagues commander commission commissioner committee company companies \
        congressman congresswoman coroner correspondent council councillor counterpart countries \
        court critics defence defense delegation department deputy diplomat diplomats director doctor \
        doctors economist economists editor editors embassy emissary engineer engineers envoy envoys \
        executive executives expert experts family farmer farmers father federation firefighters firm \
        firms forces foundation founder general government governor group groups head historian \
        historians hospital institute investigators journalist journalists judge judges king lawmaker \
        lawmakers lawyer lawyers leader leaders leadership maker man manager mayor member members men \
        military minister ministers ministry monitors mother mp mps navy neighbour neighbours \
        neighbor neighbors newspaper nominee office officer officers official officials operator \
        operators opponent opponents opposition organisation organisations organisers organization \
        organizations organizers owner owners parliament participants parties partner party patient \
        patients people pilot police pope premier presidency president priest producer professor \
        prosecutor prosecutors protester protesters publisher queen regulator regulators reporter \
        reporters representative representatives republicans democrats researcher researchers \
        resident residents retailer rival rivals scholar scholars scientist scientists secretary \
        senator senators service sister source sources spokesman spokesmen spokesperson spokeswoman \
        staff strategist strategists student students supplier supporter supporters teacher teachers \
        team troops union unions university utility victim victims volunteer volunteers voter voters \
        watchdog wife husband witness witnesses woman women worker workers writer writers daughter son \
        host hosts anchor pollster pollsters commentator commentators columnist columnists consultant \
        consultants operative operatives producers democrat republican billionaire justice speaker"),
    (Word::THING, "advert agreement analysis article attack banner bill book budget case complaint \
        constitution contract data deal document documents evidence figures film filing findings \
        footage graph headline images indictment law lawsuit letter lines list map memo message messages \
        papers note notice numbers order paper photograph photographs photo photos picture plan poll polls \
        post posts project proposal record receipt records release report reports research results review \
        ruling script sign signs song speech statement statements statistics story studies study \
        survey surveys table test tests text treaty tweet tweets video videos website"),
    (Word::ACCORDING, "according"),
    (Word::NOUN, "accusation accusations allegation allegations announcement argument assertion \
        assertions assumption assurance assurances assessment belief beliefs charge \
        charges claim claims comment commitment complaint complaints concern concerns conclusion \
        confidence contention conviction declaration demand demands denial desire \
        determination doubt doubts estimate estimates expectation expectations fear \
        fears feeling forecast guess hint hope hopes hunch idea implication impression indication \
        intention intent insistence insinuation judgment notion opinion pledge pledges perception \
          prediction predictions promise promises prospect question \
        questions recommendation refusal request requests revelation \
        revelations rumor rumors rumour rumours sense sign signs speculation statement statements \
        stance suggestion suggestions suspicion suspicions talk testimony theory threat threats \
        understanding view views vow warning warnings willingness wish word worry worries \
        acknowledgement acknowledgment admission reminder"),
    (Word::ADJECTIVE, "sure certain confident convinced aware unaware hopeful optimistic worried \
        concerned afraid eager unwilling reluctant determined adamant skeptical \
        sceptical doubtful glad happy proud sorry angry surprised pleased unsure unclear keen \
        prepared careful clear critical supportive dismissive wary outraged"),
    (Word::EXPECT, "expected believed thought considered known said seen viewed regarded reported \
        rumored rumoured alleged supposed estimated projected predicted deemed perceived required \
        intended designed meant assumed"),
    (Word::PLAIN_VERB, "went came got took gave made did became began kept left ran sat stood won \
        lost met held brought bought built put set let had has have is are was were be been \
        go goes gets gives makes takes comes becomes"),
];

/// Irregular verbs that report nothing: the base form, the third person, the past, the participle,
/// and the form in `ing`.
pub(super) const PLAIN_VERBS: &[[&str; 5]] = &[
    ["become", "becomes", "became", "become", "becoming"],
    ["take", "takes", "took", "taken", "taking"],
    ["make", "makes", "made", "made", "making"],
    ["come", "comes", "came", "come", "coming"],
    ["get", "gets", "got", "got", "getting"],
    ["leave", "leaves", "left", "left", "leaving"],
    ["win", "wins", "won", "won", "winning"],
    ["lose", "loses", "lost", "lost", "losing"],
    ["keep", "keeps", "kept", "kept", "keeping"],
    ["hold", "holds", "held", "held", "holding"],
];
