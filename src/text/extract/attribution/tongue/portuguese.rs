use super::Table;
use crate::text::extract::attribution::word::Word;

#[rustfmt::skip]
pub(super) const TABLE: Table = Table {
    according: &[
        "segundo", "de acordo com", "conforme", "na opinião de", "na opinião do", "na opinião da",
        "nas palavras de", "nas palavras do", "nas palavras da",
    ],
    endings: &[],
    endings_of_things: &[],
    infinitives: &["ter", "estar", "ser", "não ter", "não ser", "haver"],
    like: &["como"],
    lists: &[
        (Word::DETERMINER, "o a os as um uma uns umas seu sua seus suas este esta esse essa aquele vários \
            várias dois duas três alguns algumas nosso nossa ao do da dos das"),
        (Word::PREPOSITION, "a ao à aos às ante após até com contra de do da dos das desde durante em no na nos \
            nas entre para pelo pela pelos pelas perante por sem sob sobre"),
        (Word::OF, "de do da dos das para"),
        (Word::SUBJECT, "ele ela eles elas eu nós você vocês quem que isso isto ninguém alguém se lhe me nos \
            outros outras muitos muitas todos todas ambos cada"),
        (Word::OBJECT_PRONOUN, "se lhe me nos"),
        (Word::BE, "é são era eram foi foram será seria está estão estava pode deve vai vão tinha tinham há"),
        (Word::FOREIGN_HAVE, "tem têm havia \
            tinha tinham haviam"),
        (Word::ADVERB, "também ontem hoje assim depois além então entretanto agora já ainda recentemente amanhã \
            finalmente porém contudo"),
        (Word::CONJUNCTION, "e ou mas nem porém"),
        (Word::AND, "e"),
        (Word::SUBORDINATOR, "quando se como enquanto embora porque pois onde após depois antes conforme"),
        (Word::THAT, "que"),
        (Word::QUESTION, "se como quando onde quem qual"),
        (Word::RELATIVE, "que quem qual onde cujo cuja"),
        (Word::NOT, "não nunca jamais nada nem \
            nenhum nenhuma"),
        (Word::TIME, "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro \
            fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro ontem hoje manhã \
            tarde noite semana segunda terça quarta quinta sexta"),
        (Word::TITLE, "sr sra dr dra dom dona sr. sra. dr. dra. senhor senhora"),
        (Word::FOREIGN, "anunciam nega desmentiu condenou exigiu exige prometeu promete acusou acusa rejeitou disse disseram diz dizem afirmou afirmaram afirma afirmam garantiu garante garantem \
            declarou declararam declara acrescentou acrescenta anunciou anunciaram anuncia explicou explicaram \
            explica explicam denunciou denuncia confirmou confirmaram confirma informou informaram informa \
            revelou revela contou conta relatou relata comentou comenta lembrou lembra destacou destaca \
            ressaltou ressalta alertou alerta reconheceu reconhece admitiu admite escreveu escreve criticou \
            critica lamentou lamenta respondeu responde insistiu insiste sublinhou sublinha salientou \
            salienta referiu refere adiantou adianta defendeu defende considerou considera concluiu conclui \
            avaliou avalia apontou aponta acredita acreditam negou observou observa frisou indicou \
            falou completou"),
        (Word::SAY, "disse disseram diz dizem afirmou afirmaram afirma afirmam garantiu garante declarou \
            declararam acrescentou anunciou explicou explica confirmou informou revelou contou relatou \
            comentou destacou ressaltou alertou escreveu sublinhou salientou referiu adiantou frisou \
            falou completou \
            lembra lembrou ressalta destaca alerta revela conta relata comenta avalia avaliou \
            observou observa salienta sublinha acrescenta garantem"),
        (Word::PAST, "denunciado criticado dito afirmado declarado anunciado explicado confirmado informado revelado escrito \
            acrescentado garantido contado relatado comentado lembrado destacado ressaltado alertado \
            reconhecido admitido lamentado respondido insistido sublinhado salientado referido \
            adiantado defendido indicado"),
        (Word::SPEECH, "anunciou anunciaram anuncia anunciam anunciado denunciou denuncia \
            denunciado confirmou confirmaram confirma confirmado negou nega desmentiu condenou \
            exigiu exige criticou critica criticado prometeu promete acusou acusa rejeitou"),
        (Word::SPEAKER, "ministro ministra presidente prefeito prefeita porta-voz diretor diretora director \
            directora polícia bombeiros governo procuradoria procurador promotor juiz juíza câmara associação \
            sindicato sindicatos organização empresa companhia grupo comissão deputado deputada senador \
            senadora chefe responsável advogado advogada especialista especialistas pesquisador pesquisadora \
            pesquisadores investigador investigadores cientistas médico médica médicos professor professora \
            economista historiador historiadora jornalista autor autora escritor escritora treinador técnico \
            secretário secretária vereador vereadora moradores morador testemunhas testemunha oposição \
            exército agência instituto universidade hospital ong federação conselho tribunal mãe pai irmão \
            irmã filho filha família esposa marido viúva dono dona fundador fundadora gerente agricultores \
            autoridades autoridade ministério chanceler rainha rei papa bispo partido governador governadora \
            embaixador embaixadora general coronel capitão delegado delegada vice-presidente representante \
            dirigente departamento secretaria banco empresário empresária ativista líder candidato candidata \
            primeiro-ministro autarca coordenador coordenadora"),
        (Word::THING, "relatório estudo pesquisa sondagem lenda lei texto artigo documento documentos números \
            dados estatísticas tradição estimativas estimativa cálculos termos acordo carta constituição \
            critérios método metodologia fontes testemunho contrato decreto regras regulamento imprensa \
            versão hipótese teoria caso lista livro romance bíblia evangelho código tratado lugar turno \
            semestre tempo plano modelo princípio norma normas censo análise nota jornal site ele ela eles"),
    ],
};
