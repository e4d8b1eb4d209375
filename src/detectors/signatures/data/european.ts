/** Signatures in languages of Europe other than English. */
import type { Signature } from '../signature.js'

export const EUROPEAN: readonly Signature[] = [
  {
    rule: 'override.spanish',
    category: 'override',
    phrases: [
      'ignora|ignore|ignorad|ignorar|olvida|olvide|olvidate|olvidar|descarta|omite|desatiende|pasa_por_alto ~20 instrucciones|indicaciones|ordenes|reglas|directrices|normas|todo ~16 anterior|anteriores|previas|previa|previo|dadas|dado|dicho|arriba|precedentes|recibido|recibidas|hasta_ahora|iniciales',
      'ignora|ignore|olvida|olvide|descarta ~12 anteriores|previas|tus|sus|todas_las ~8 instrucciones|indicaciones|ordenes|reglas|directrices',
      'nuevas instrucciones ~12 sistema|ignora|debes|son|siguientes',
    ],
  },
  {
    rule: 'extraction.spanish',
    category: 'extraction',
    phrases: [
      'muestra|muestrame|dime|revela|revelame|repite|imprime|escribe|cual_es|cuales_son|ensename|comparte ~20 prompt_del_sistema|prompt_de_sistema|prompt_inicial|instrucciones_iniciales|instrucciones_originales|instrucciones_del_sistema|mensaje_del_sistema|instrucciones_ocultas|prompt_original|indicaciones_iniciales|instrucciones_secretas',
      'modo|modalidad desarrollador|programador|dios|sin_restricciones|sin_filtros ~8 activado|habilitado|activa',
      'sin ~8 restricciones|limitaciones|filtros|censura ~6 eticas|morales|de_contenido|de_seguridad|eticos',
    ],
  },
  {
    rule: 'override.french',
    category: 'override',
    phrases: [
      'ignore|ignorez|ignorer|oublie|oubliez|oublier|neglige|negligez|ne_tiens_pas_compte|ne_tenez_pas_compte|ne_tenez_plus_compte|ne_tiens_plus_compte|fais_abstraction|faites_abstraction ~20 instructions|consignes|directives|regles|ordres|tout|indications ~16 precedent|precedente|precedents|precedentes|ci_dessus|anterieures|anterieurs|dit|donnees|recues|initiales|avant|plus_haut|prealables',
      'ignore|ignorez|oublie|oubliez ~8 tes|vos|toutes_les|toutes_tes|toutes_vos ~8 instructions|consignes|directives|regles',
      'nouvelles|nouvelle instructions|consignes|consigne|directive ~12 systeme|ignore|ignorez|tu_dois|vous_devez',
    ],
  },
  {
    rule: 'extraction.french',
    category: 'extraction',
    phrases: [
      'montre|montre_moi|montrez|affiche|affichez|revele|revelez|repete|repetez|dis_moi|donne_moi|donnez_moi|ecris|quel_est|quelles_sont|imprime|partage ~20 prompt_systeme|invite_systeme|prompt_initial|prompt_de_depart|instructions_initiales|instructions_systeme|instructions_originales|instructions_cachees|message_systeme|consignes_initiales|consignes_de_depart|prompt_original|instructions_secretes|prompt_du_systeme',
      'mode developpeur|debogage|sans_restriction|sans_filtre|dieu ~8 active|actif|enclenche',
      'sans ~8 restrictions|restriction|limites|filtre|filtres|censure ~6 ethique|ethiques|morale|morales|de_contenu|de_securite',
    ],
  },
  {
    rule: 'override.german',
    category: 'override',
    phrases: [
      'ignoriere|ignorier|ignorieren|vergiss|vergesse|vergessen|missachte|missachten|verwirf|ubergehe|beachte_nicht|umgehe ~24 anweisung|anweisungen|befehle|befehlen|regeln|vorgaben|instruktionen|richtlinien|aufforderungen|anordnungen|vorschriften',
      'ignoriere|ignorieren|vergiss|vergessen|missachte ~12 alles|alle ~12 vorher|vorherige|vorherigen|zuvor|bisher|bisherige|bisherigen|oben|gesagt|davor|fruhere|fruheren',
      'neue|neuen anweisungen|anweisung|systemanweisung|instruktionen ~12 system|ignoriere|befolge|du_bist',
    ],
  },
  {
    rule: 'extraction.german',
    category: 'extraction',
    phrases: [
      'zeig|zeige|zeigen_sie|nenne|nennen_sie|verrate|verraten_sie|wiederhole|wiederholen_sie|gib|geben_sie|drucke|offenbare|was_ist|wie_lautet|wie_lauten|was_sind|schreibe|teile ~20 systemprompt|system_prompt|systemnachricht|systemanweisung|systemanweisungen|ursprunglichen_anweisungen|initialen_anweisungen|anfanglichen_anweisungen|geheimen_anweisungen|versteckten_anweisungen|anfangsprompt|ursprunglicher_prompt|ursprunglichen_prompt|internen_anweisungen',
      'entwicklermodus|entwickler_modus|gott_modus|gottmodus ~8 aktiviert|aktivieren|aktiviere|ein|eingeschaltet|aktiv',
      'ohne ~8 ethische|ethischen|moralische|moralischen|inhaltliche ~8 einschrankungen|beschrankungen|richtlinien|grenzen|filter|bedenken ~20 antworte|antworten|beantworte|du_bist|handle',
    ],
  },
  {
    rule: 'override.italian',
    category: 'override',
    phrases: [
      'ignora|ignorate|ignorare|dimentica|dimenticate|dimenticare|trascura|scarta|non_tenere_conto ~20 istruzioni|indicazioni|regole|ordini|direttive|comandi|tutto ~16 precedente|precedenti|detto|sopra|ricevute|date|iniziali|prima|finora|fornite',
      'ignora|ignorate|dimentica ~12 precedenti|tue|vostre|tutte_le ~8 istruzioni|indicazioni|regole|direttive',
      'mostra|mostrami|rivela|rivelami|ripeti|dimmi|stampa|scrivi|qual_e|quali_sono|condividi ~20 prompt_di_sistema|prompt_del_sistema|prompt_iniziale|istruzioni_iniziali|istruzioni_originali|istruzioni_di_sistema|istruzioni_nascoste|messaggio_di_sistema|prompt_originale|istruzioni_segrete',
      'modalita sviluppatore|debug|senza_restrizioni ~8 attivata|attiva|abilitata',
    ],
  },
  {
    rule: 'override.portuguese',
    category: 'override',
    phrases: [
      'ignore|ignora|ignorar|esqueca|esquece|esquecer|desconsidere|desconsidera|despreze|descarte|nao_siga ~20 instrucoes|orientacoes|regras|ordens|diretrizes|comandos|tudo ~16 anterior|anteriores|previas|acima|dadas|disse|dito|recebidas|ate_agora|iniciais|antes',
      'ignore|ignora|esqueca|esquece|desconsidere ~12 anteriores|suas|todas_as ~8 instrucoes|orientacoes|regras|diretrizes',
      'mostre|mostra|mostre_me|revele|revela|repita|repete|diga|diga_me|imprima|escreva|qual_e|quais_sao|exiba ~20 prompt_do_sistema|prompt_de_sistema|prompt_inicial|instrucoes_iniciais|instrucoes_originais|instrucoes_do_sistema|instrucoes_ocultas|mensagem_do_sistema|prompt_original|instrucoes_secretas',
      'modo desenvolvedor|programador|deus|sem_restricoes ~8 ativado|habilitado|ativo',
    ],
  },
  {
    rule: 'override.dutch',
    category: 'override',
    phrases: [
      'negeer|vergeet|sla_over|negeren|vergeten ~20 instructies|opdrachten|aanwijzingen|regels|richtlijnen|bevelen|alles ~16 hierboven|hiervoor|eerder|eerdere|voorgaande|vorige|gezegd|gegeven',
      'negeer|vergeet|negeren ~12 voorgaande|vorige|eerdere|bovenstaande|jouw ~12 instructies|opdrachten|aanwijzingen|regels|richtlijnen',
      'toon|laat_zien|onthul|herhaal|geef|vertel|wat_is|wat_zijn ~20 systeemprompt|systeem_prompt|systeembericht|systeeminstructies|oorspronkelijke_instructies|eerste_instructies|verborgen_instructies|geheime_instructies',
    ],
  },
  {
    rule: 'override.romanian',
    category: 'override',
    phrases: [
      'ignora|ignorati|uita|uitati ~20 instructiuni|instructiunile|regulile|indicatiile|comenzile|ordinele|tot ~16 anterior|anterioare|precedente|de_mai_sus|dinainte|spus|primite|de_pana_acum',
      'arata|arata_mi|spune_mi|dezvaluie|repeta|afiseaza|care_sunt|care_este ~20 promptul_de_sistem|promptul_initial|instructiunile_initiale|instructiunile_originale|instructiunile_de_sistem|mesajul_de_sistem',
    ],
  },
  {
    rule: 'override.polish',
    category: 'override',
    phrases: [
      'zignoruj|ignoruj|zignorowac|zapomnij|pomin ~24 instrukcje|instrukcji|polecenia|polecen|polecenie|zasady|wytyczne|reguly|wszystko',
      'pokaz|ujawnij|wyswietl|powtorz|podaj|wypisz|jaki_jest|jakie_sa ~20 prompt_systemowy|instrukcje_systemowe|poczatkowe_instrukcje|ukryte_instrukcje|pierwotne_instrukcje|oryginalne_instrukcje|wiadomosc_systemowa',
    ],
  },
  {
    rule: 'override.nordic',
    category: 'override',
    phrases: [
      'ignorera|glom|bortse_fran ~20 instruktioner|instruktionerna|anvisningar|regler|allt ~16 tidigare|ovan|foregaende|sagt|innan',
      'ignorera|glom|ignorer|glem|bortse_fran|se_bort_fra ~12 tidigare|foregaende|alla|tidligere|alle|forrige|ovenstaende ~12 instruktioner|anvisningar|regler|instruksjoner|instrukser|instruktioner|anvisninger',
      'visa|avsloja|upprepa|vis|afslor|avslor|gjenta|gentag ~12 systemprompt|systemprompten|systemmeddelande|systeminstruktioner',
    ],
  },
  {
    rule: 'override.czech',
    category: 'override',
    phrases: [
      'ignoruj|ignorujte|zapomen|zapomente ~24 instrukce|pokyny|prikazy|pravidla|vsechno',
      'ukaz|zobraz|odhal|zopakuj|vypis|rekni ~16 systemovy_prompt|systemovou_zpravu|puvodni_instrukce|pocatecni_instrukce|skryte_pokyny',
    ],
  },
  {
    rule: 'override.turkish',
    category: 'override',
    phrases: [
      'onceki|yukaridaki|tum|butun|daha_onceki ~20 talimat*|yonerge*|komut*|kural* ~16 yok_say*|gormezden*|unut*|dikkate_alma*|gec*',
      'sistem_istemi*|sistem_mesaji*|sistem_promptu*|sistem_talimat*|gizli_talimat* ~16 goster*|soyle*|yaz*|acikla*|tekrarla*|paylas*',
    ],
  },
  {
    rule: 'override.russian',
    category: 'override',
    phrases: [
      'игнорируй|игнорируйте|игнорировать|проигнорируй|проигнорируйте|забудь|забудьте|отбрось|не_обращай_внимания_на|отмени|пренебреги ~24 инструкци*|указани*|правил*|команд*|директив*|установк*|предписани*',
      'забудь|забудьте|игнорируй|игнорируйте ~8 все|всё ~16 выше|ранее|раньше|до_этого|сказано|сказали|говорил*|предыдущ*|прежн*',
      'покажи|покажите|раскрой|раскройте|выведи|выведите|повтори|повторите|напиши|скажи|назови|процитируй|какой|каков|какие ~20 системн*|скрыт*|секретн*|начальн*|изначальн*|исходн*|первоначальн* ~4 промпт*|инструкци*|сообщени*|подсказк*|запрос*|указани*',
      'режим* ~4 разработчика|бога|без_ограничений|dan ~12 включен|включён|активирован|включи',
      'без ~12 этическ*|моральн* ~12 ограничени*|норм*|принцип*|рамок ~24 отвечай|отвечать|ответь|ты',
    ],
  },
  {
    rule: 'override.ukrainian',
    category: 'override',
    phrases: [
      'ігноруй|ігноруйте|проігноруй|забудь|забудьте|відкинь ~24 інструкці*|вказівк*|правил*|команд*|настанов*',
      'покажи|розкрий|виведи|повтори|скажи ~20 системн*|прихован*|початков* ~4 промпт*|інструкці*|повідомленн*|вказівк*',
    ],
  },
  {
    rule: 'override.greek',
    category: 'override',
    phrases: [
      'αγνοησε|αγνοηστε|ξεχασε|ξεχαστε|παραβλεψε ~24 οδηγιες|εντολες|κανονες|οδηγιων',
      'δειξε|αποκαλυψε|πες_μου|επαναλαβε|εμφανισε ~20 προτροπη_συστηματος|μηνυμα_συστηματος|αρχικες_οδηγιες|κρυφες_οδηγιες|system_prompt',
    ],
  },
]
