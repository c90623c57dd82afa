use super::Table;
use crate::text::extract::attribution::word::Word;

#[rustfmt::skip]
pub(super) const TABLE: Table = Table {
    according: &[
        "según", "de acuerdo con", "de acuerdo a", "a juicio de", "a juicio del", "en opinión de",
        "en opinión del", "en palabras de", "en palabras del",
    ],
    endings: &[],
    endings_of_things: &[],
    infinitives: &["haber", "tener", "estar", "ser", "no haber", "no tener", "no ser", "querer"],
    like: &["como"],
    lists: &[
        (Word::DETERMINER, "el la los las un una unos unas su sus este esta estos estas ese esa aquel varios \
            varias dos tres algunos algunas nuestro nuestra al del"),
        (Word::PREPOSITION, "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para \
            por sin sobre tras"),
        (Word::OF, "de del para"),
        (Word::SUBJECT, "él ella ellos ellas yo nosotros usted ustedes quien quienes que esto eso nadie \
            alguien uno este se le les me nos lo \
            otros otras muchos muchas todos todas ambos ambas cada varios quién algunos algunas \
            cualquiera"),
        (Word::OBJECT_PRONOUN, "le les lo la se nos me"),
        (Word::BE, "es son era eran fue fueron será sería está están estaba puede debe va van había habían \
            tiene hay"),
        (Word::FOREIGN_HAVE, "ha han \
            había habían"),
        (Word::ADVERB, "también ayer hoy así después además luego entonces sin embargo ahora ya aún todavía \
            recientemente anoche mañana incluso finalmente asimismo"),
        (Word::CONJUNCTION, "y e o u pero ni sino mas"),
        (Word::AND, "y e"),
        (Word::SUBORDINATOR, "cuando si como mientras aunque porque pues donde tras después antes para \
            según"),
        (Word::THAT, "que"),
        (Word::QUESTION, "si cómo cuándo dónde qué quién cuál"),
        (Word::RELATIVE, "que quien quienes cual donde cuyo cuya"),
        (Word::NOT, "no nunca jamás nada tampoco \
            ningún ninguna ninguno"),
        (Word::TIME, "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo \
            junio julio agosto septiembre octubre noviembre diciembre ayer hoy anoche mañana tarde noche \
            semana"),
        (Word::TITLE, "sr sra srta dr dra don doña d sr. sra. dr. dra. señor señora"),
        (Word::FOREIGN, "anuncian desmintió condenó exige exigen reclaman promete acusó acusa rechazó dijo dijeron dice dicen decía afirmó afirmaron afirma afirman aseguró aseguraron \
            asegura aseguran declaró declararon declara añadió añade agregó agrega anunció anunciaron \
            anuncia señaló señalaron señala señalan explicó explicaron explica explican denunció denunciaron \
            denuncia denuncian confirmó confirmaron confirma indicó indicaron indica indican manifestó \
            manifestaron manifiesta sostuvo sostiene sostienen comentó comenta recordó recuerda subrayó \
            subraya destacó destaca destacan advirtió advierte advierten reconoció reconoce admitió admite \
            expresó expresa apuntó apunta precisó precisa informó informa informaron informan escribió \
            escribe criticó critica lamentó lamenta respondió responde insistió insiste contó cuenta relató \
            relata opinó opina reiteró reitera detalló detalla concluyó concluye negó niega prometió \
            matizó exigió reclamó reclama defendió defiende cree creen considera consideran consideró \
            argumentó argumenta resaltó resalta enfatizó recalcó recalca publicó publica estimó estima \
            sostenía afirmaba aseguraba explicaba señalaba decían sostenían reveló"),
        (Word::SAY, "dijo dijeron dice dicen afirmó afirma afirman aseguró asegura aseguran declaró declara \
            añadió agregó anunció señaló señala explicó explica manifestó sostuvo comentó subrayó destacó \
            advirtió informó confirmó denunció indicó apuntó precisó relató \
            confirma admite reconoce informa anuncia denuncia sostiene advierte recuerda destaca \
            subraya insiste insistió recordó admitió reconoció reiteró precisa añade agrega explican \
            señalan informan sostienen \
            sostenía afirmaba aseguraba explicaba señalaba reveló"),
        (Word::PAST, "dicho afirmado asegurado declarado añadido agregado anunciado señalado explicado \
            denunciado confirmado indicado manifestado sostenido comentado recordado subrayado destacado \
            advertido reconocido admitido expresado apuntado precisado informado escrito criticado \
            lamentado respondido insistido relatado reiterado detallado asegurado negado exigido reclamado"),
        (Word::SPEECH, "anunció anunciaron anuncia anuncian anunciado denunció denunciaron denuncia \
            denuncian denunciado confirmó confirmaron confirma confirmado negó niega desmintió \
            condenó exigió exige exigen exigido reclamó reclama reclaman criticó critica criticado \
            prometió promete acusó acusa rechazó"),
        (Word::SPEAKER, "ministro ministra presidente presidenta alcalde alcaldesa portavoz director directora \
            policía bomberos gobierno fiscalía fiscal juez jueza ayuntamiento asociación sindicato sindicatos \
            organización empresa compañía grupo comisión diputado diputada senador senadora jefe jefa \
            responsable responsables abogado abogada experto experta expertos investigador investigadora \
            investigadores científicos médico médica médicos profesor profesora economista historiador \
            historiadora periodista autor autora escritor escritora entrenador entrenadora secretario \
            secretaria concejal concejala vecinos vecino testigos testigo oposición ejército agencia \
            instituto universidad hospital oenegé ong federación consejo tribunal madre padre hermano hermana \
            hijo hija familia esposa marido viuda dueño dueña fundador fundadora gerente agricultores \
            autoridades autoridad ministerio canciller reina rey papa obispo partido gobernador gobernadora \
            embajador embajadora general coronel capitán comisario comisaria vicepresidente vicepresidenta \
            consejero consejera delegado delegada representante dirigente técnico oficina departamento \
            colegio secretaría junta cámara banco instituto empresario empresaria activista líder candidato \
            candidata mandatario defensor fuente \
            directiva directivo primer premier funcionario funcionaria \
            funcionarios analista analistas especialista especialistas biólogo bióloga psicólogo \
            psicóloga sociólogo socióloga filósofo filósofa meteorólogo \
            juzgado corte procuraduría procurador procuradora legislador legisladora \
            edil intendente mandataria cantante actor actriz futbolista \
            capitana ingeniero ingeniera arquitecto empresarios comerciantes productores ganaderos \
            pescadores manifestantes ecologistas activistas organizadores organizador organizadora \
            guardia servicio agente agentes sargento onu otan oms cis ine aemet comunidad \
            diputación patronal plataforma psoe pp vox podemos bildu"),
        (Word::THING, "informe estudio encuesta sondeo sondeos leyenda ley texto artículo documento documentos \
            cifras datos estadísticas tradición estimaciones estimación cálculos términos acuerdo carta \
            constitución criterios método metodología fuentes testimonio contrato decreto reglas censo \
            reglamento prensa medios versión hipótesis teoría caso necesidades lista libro novela convenio \
            barómetro biblia evangelio código tratado parece consta señalan vídeo video padrón fiscal tipo \
            modelo principio norma normas plan proyecto análisis cartel diario web nota comunicado resultados"),
    ],
};
