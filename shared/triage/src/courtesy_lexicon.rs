//! The words of greetings, of thanks and of asking who is there, and what is said back, by language.

use handrail_text::{lang::Lang, lexicon::lines};

/// One language.
pub(super) struct Row {
    pub(super) lang: Lang,
    pub(super) greeting: &'static str,
    pub(super) thanks: &'static str,
    /// Asking whom one is talking to, and whether it is a person.
    pub(super) who: &'static str,
    /// What may stand beside them and asks for nothing: who is spoken to, who speaks, how much and for what.
    pub(super) beside: &'static str,
    /// What is said back to a greeting.
    pub(super) to_greeting: &'static str,
    /// What is said back to thanks.
    pub(super) to_thanks: &'static str,
    /// What is said to who asks, after the assistant's name: what it is, and that people are there.
    pub(super) to_who: [&'static str; 2],
}

/// A masked name, `[NAME_1]`, as the words read it.
pub(super) const GROUPS: &[(&str, &str)] = &[("name", "name [1*|2*|3*|4*|5*|6*|7*|8*|9*]")];

/// What is written in every language.
pub(super) const EVERYWHERE: Row = Row {
    lang: Lang::En,
    greeting: "[hello|hi|hey|helloo*|hii*|heyy*]",
    thanks: "[thanks|thx|bye|super]",
    who: "",
    beside: "[ok|okay|oki|top|team|bot|chatbot|@name]",
    to_greeting: "",
    to_thanks: "",
    to_who: ["", ""],
};

/// In the order in which a language is tried that is not the panel's: "merci" and "ciao" are said in German too,
/// "hallo" in Dutch too.
pub(super) const ROWS: &[Row] = &[
    Row {
        lang: Lang::En,
        greeting: lines![
            "[hiya|howdy|greetings|good morning|good afternoon|good evening|good day]",
            "how [are|r] [you|u] [doing]? [today]?",
            "[how is|how s|hows] it going",
        ],
        thanks: lines![
            "[thank you|thank u|thankyou|thanx|thnx|tnx|ty|tysm|cheers|much appreciated|appreciate it|appreciated]",
            "[great|perfect|awesome|excellent|wonderful|brilliant|amazing|fantastic]",
            "[that|this|it] [really|has|s]? [helped|helps|worked]",
            "[that was|that is|that s|thats]? [very|really|super|so]? helpful",
            "[that was|that is|that s|thats|that will be] all",
            "[goodbye|good bye|good night|see you|see ya|take care]",
            "have a [nice|good|great|lovely|wonderful] [day|evening|night|afternoon|weekend|week|one]",
        ],
        who: lines![
            "[who|what] are you [really|exactly]?",
            "who is this",
            "who am i [talking|speaking|chatting|writing] [to|with]?",
            "[are|r] [you|u] [a|an|the]? [real|actual|live]? [human being|human|person|bot|robot|chatbot|machine|ai|computer]",
            "[is this|is it|am i talking to|am i speaking to|am i chatting with|am i writing to] [a|an]? [real|actual|live]? [human being|human|person|bot|robot|chatbot|machine|ai|computer]",
            "[what is|what s|whats] your name",
        ],
        beside: lines![
            "[there|all|everyone|everybody|guys|folks|again|sir|madam|dear|friend|mate|so much|very much|a lot|a million|to you|you too|i|anyway]",
            "[and|oh|ah|well|alright|all right|cool|nice to meet you|nice|good|fine|got it|understood|i see]",
            "[my name is|my name s|i am|i m|im|this is] @name",
            "@name here",
            "for [all|your|the|that|this|it|everything] [your|the]? [very]? [quick|fast|kind|prompt|great]? [help|time|info|information|answer|answers|reply|response|assistance|support|explanation]?",
            "[i ll|ill|i will|will] [try|do|check] [it|that|this]?",
            "for [helping|explaining|letting me know] [me]? [out]?",
        ],
        to_greeting: "Hello. What can I help you with?",
        to_thanks: "You're welcome. Write here if anything else comes up.",
        to_who: [
            "I'm ",
            ", an AI assistant, not a person. You can ask for a person at any time.",
        ],
    },
    Row {
        lang: Lang::Fr,
        greeting: "[bonjour|bonsoir|salut|coucou|bjr|rebonjour|comment allez vous|comment ca va|comment vas tu]",
        thanks: lines![
            "[merci|je vous remercie|je te remercie|parfait|genial|impeccable|excellent|formidable|c est tout|au revoir|a bientot]",
            "[ca|cela] m a [bien|beaucoup]? aide",
            "bonne [journee|soiree|nuit|continuation|fin de journee]",
        ],
        who: lines![
            "[qui es tu|qui etes vous|tu es qui|vous etes qui|a qui je parle|a qui ai je affaire|avec qui je parle|tu es quoi|vous etes quoi]",
            "[est ce que]? [es tu|etes vous|tu es|vous etes|c est|est ce] [un|une]? [vrai|vraie]? [humain|humaine|personne|robot|bot|chatbot|ia|machine]",
            "[comment tu t appelles|comment vous appelez vous|quel est votre nom|quel est ton nom]",
        ],
        beside: lines![
            "[a tous|a toutes|a vous|a toi|tout le monde|l equipe|madame|monsieur|beaucoup|bien|infiniment|mille fois|encore|d accord|tres|et|c est|ca va|cordialement]",
            "[mon nom est|je m appelle|je suis|moi c est|c est|ici] @name",
            "pour [votre|ton|ta|l|la|les|vos|tout|cette|ces] [aide|reponse|reponses|info|infos|information|informations|temps|precisions|explications|rapidite]?",
        ],
        to_greeting: "Bonjour. En quoi puis-je vous aider\u{a0}?",
        to_thanks: "Je vous en prie. Écrivez ici si vous avez une autre question.",
        to_who: [
            "Je suis ",
            ", assistant IA, pas une personne. Vous pouvez demander une personne à tout moment.",
        ],
    },
    Row {
        lang: Lang::Es,
        greeting: lines![
            "[hola|holaa*|saludos|que tal|como estas|como esta|como estan]",
            "[buenos|buenas|buen] [dias|dia|tardes|noches]?",
        ],
        thanks: lines![
            "[gracias|te lo agradezco|se lo agradezco|perfecto|genial|excelente|estupendo|fenomenal|eso es todo|adios|chao|chau|hasta luego|hasta pronto]",
            "[eso]? me [ha]? [servido|ayudado|sirvio|ayudo] [mucho]?",
            "que [tenga|tengas|tengan|pase|pases] [un|una]? [buen|buena|lindo|lindos] [dia|tarde|noche|fin de semana]",
        ],
        who: lines![
            "[quien eres|quien es usted|que eres|con quien hablo|con quien estoy hablando]",
            "[eres|es usted|es esto|hablo con|estoy hablando con] [un|una]? [humano|humana|persona|robot|bot|chatbot|ia|maquina] [real|de verdad]?",
            "[como te llamas|como se llama usted|cual es tu nombre|cual es su nombre]",
        ],
        beside: lines![
            "[a todos|a todas|equipo|muchas|muchisimas|mil|mucho|muy|amable|de nuevo|otra vez|vale|bien|listo|entendido|de acuerdo|y|senor|senora]",
            "[me llamo|mi nombre es|soy|aqui] @name",
            "por [la|su|tu|vuestra|el|todo] [ayuda|respuesta|informacion|atencion|tiempo|aclaracion]?",
        ],
        to_greeting: "Hola. ¿En qué puedo ayudarle?",
        to_thanks: "De nada. Escriba aquí si necesita algo más.",
        to_who: [
            "Soy ",
            ", un asistente de IA, no una persona. Puede pedir hablar con una persona en cualquier momento.",
        ],
    },
    Row {
        lang: Lang::It,
        greeting: lines![
            "[ciao|salve|buongiorno|buonasera|buondi|buon giorno|buona sera|buon pomeriggio|ehi|come stai|come sta|come state|come va]",
        ],
        thanks: lines![
            "[grazie|vi ringrazio|la ringrazio|ti ringrazio|perfetto|ottimo|fantastico|eccellente|e tutto|arrivederci|a presto]",
            "mi [e stato|e stata|siete stati] [molto]? [utile|utili|d aiuto]",
            "mi [ha|hai|avete] aiutato [molto]?",
            "buona [giornata|serata|notte]",
        ],
        who: lines![
            "[chi sei|chi e lei|cosa sei|con chi parlo|con chi sto parlando]",
            "[sei|lei e|e|parlo con|sto parlando con] [un|una]? [essere]? [umano|umana|persona|robot|bot|chatbot|ia|macchina] [vero|vera|reale]?",
            "[come ti chiami|come si chiama lei|qual e il tuo nome|qual e il suo nome]",
        ],
        beside: lines![
            "[a tutti|tutti|mille|tante|molte|molto|gentile|gentilissimo|gentilissima|gentilissimi|di nuovo|ancora|va bene|bene|d accordo|capito|e]",
            "[mi chiamo|il mio nome e|sono|qui] @name",
            "per [il|l|la|le|i|tutto] [tuo|suo|vostro|tua|sua|vostra]? [aiuto|risposta|informazione|informazioni|assistenza|supporto|tempo|chiarimento|disponibilita]?",
        ],
        to_greeting: "Salve. Come posso aiutarla?",
        to_thanks: "Prego. Scriva qui se le serve altro.",
        to_who: [
            "Sono ",
            ", un assistente IA, non una persona. Può chiedere di una persona in qualsiasi momento.",
        ],
    },
    Row {
        lang: Lang::Pt,
        greeting: "[ola|oi|bom dia|boa tarde|boa noite|boas|tudo bem|tudo bom|como vai|como esta|como estao]",
        thanks: lines![
            "[obrigado|obrigada|obg|agradeco|agradecido|agradecida|valeu|perfeito|otimo|excelente|maravilha|e tudo|isso e tudo|tchau|adeus|ate logo|ate breve|ate mais]",
            "[isso]? [me]? ajudou [me]? [muito]?",
            "tenha [um|uma] [bom|boa|otimo|otima] [dia|tarde|noite|fim de semana|semana]",
        ],
        who: lines![
            "[quem e voce|quem es tu|o que e voce|com quem falo|com quem estou falando|com quem estou a falar]",
            "[voce e|es|tu es|e|estou falando com|estou a falar com] [um|uma]? [humano|humana|pessoa|robo|bot|chatbot|ia|maquina] [real|de verdade]?",
            "[como voce se chama|como te chamas|qual e o seu nome|qual o seu nome|qual e o teu nome]",
        ],
        beside: lines![
            "[a todos|a todas|pessoal|gente|equipe|equipa|muito|muitissimo|mais uma vez|de novo|novamente|bem|certo|entendi|esta bem|ta bom|e|senhor|senhora]",
            "[me chamo|chamo me|meu nome e|sou|aqui e] [o|a]? @name",
            "o meu nome e @name",
            "[pela|pelo|por] [a|sua|tua|vossa|seu]? [ajuda|resposta|atencao|informacao|informacoes|tempo|apoio|esclarecimento|tudo]",
        ],
        to_greeting: "Olá. Em que posso ajudar?",
        to_thanks: "De nada. Escreva aqui se precisar de mais alguma coisa.",
        to_who: [
            "Sou ",
            ", um assistente de IA, não uma pessoa. Pode pedir para falar com uma pessoa a qualquer momento.",
        ],
    },
    Row {
        lang: Lang::De,
        greeting: lines![
            "[hallo|hallochen|servus|moin|gruezi|gruss gott|gruss dich|guten tag|guten morgen|guten abend|wie gehts]",
            "wie geht [es|s]",
        ],
        thanks: lines![
            "[danke|dankeschon|dankesehr|dank|merci|perfekt|prima|klasse|toll|wunderbar|ausgezeichnet]",
            "das hat [mir]? [sehr|schon|gut]? geholfen",
            "[das war|das ist|war]? [sehr]? hilfreich",
            "[das war|das ist] alles",
            "[das war s|das wars|tschuss|tschuess|tschau|ciao|auf wiedersehen|bis bald|bis dann|gute nacht]",
            "[noch]? [einen|ein]? [schonen|schones] [tag|abend|nachmittag|feierabend|wochenende|woche] [noch]?",
        ],
        who: lines![
            "[wer bist du|wer sind sie|was bist du|was sind sie]",
            "mit wem [spreche|schreibe|chatte|rede|kommuniziere] ich [hier|gerade]?",
            "[bist du|sind sie|ist das|spreche ich mit|schreibe ich mit|chatte ich mit|rede ich mit] [ein|eine|einem|einer]? [echter|echte|echten|richtiger|richtiges]? [mensch|menschen|person|bot|roboter|chatbot|ki|maschine|computer]",
            "[wie heisst du|wie heissen sie|wie ist dein name|wie ist ihr name]",
        ],
        beside: lines![
            "[zusammen|alle|miteinander|leute|liebes|schonen|sehr|nochmal|nochmals|vielmals|vielen|besten|herzlichen|lieben|schon|gut|auch|und|dann|ach|dir|ihnen|euch|alles klar|alles gut|verstanden]",
            "[mein name ist|ich bin|ich heisse|hier ist|hier spricht|hier schreibt] [der|die|herr|frau]? @name",
            "[herr|frau] @name",
            "fur [die|ihre|deine|eure|den|das|alles] [schnelle|rasche|prompte|gute|nette|tolle]? [hilfe|antwort|auskunft|info|infos|information|informationen|unterstutzung|muhe]?",
            "[mit]? [viele|liebe|beste|freundliche|vielen|lieben|besten|freundlichen] [grusse|grussen]",
        ],
        to_greeting: "Guten Tag. Wobei kann ich Ihnen helfen?",
        to_thanks: "Bitte sehr. Schreiben Sie hier, wenn noch etwas ist.",
        to_who: [
            "Ich bin ",
            ", ein KI-Assistent, kein Mensch. Sie können jederzeit nach einem Menschen fragen.",
        ],
    },
    Row {
        lang: Lang::Nl,
        greeting: lines![
            "[hallo|hoi|dag|goedendag|goedemorgen|goedemiddag|goedenavond|goeiemorgen|goede morgen|goede middag|goeden avond]",
            "hoe gaat het [met u|met je|ermee]?",
        ],
        thanks: lines![
            "[bedankt|dankje|dankjewel|dankuwel|merci|perfect|geweldig|fantastisch|prima|uitstekend|dat hielp|doei|doeg|tot ziens]",
            "dank [u|je|jullie]? [wel]?",
            "dat heeft [me|mij]? [erg|goed|enorm]? geholpen",
            "dat [was|is] alles",
            "[een]? [fijne|fijn|prettige|prettig|goede|goed] [dag|avond|middag|weekend] [nog|verder]?",
        ],
        who: lines![
            "[wie ben je|wie ben jij|wie bent u|wat ben je|wat ben jij|wat bent u]",
            "met wie [praat|spreek|chat] ik [nu]?",
            "[ben je|ben jij|bent u|is dit|praat ik met|spreek ik met|chat ik met] [een]? [echt|echte]? [mens|persoon|bot|robot|chatbot|ai|computer|machine]",
            "[hoe heet je|hoe heet jij|hoe heet u|wat is je naam|wat is uw naam]",
        ],
        beside: lines![
            "[allemaal|iedereen|daar|alvast|hartelijk|heel|erg|hartstikke|vriendelijk|nogmaals|wel|goed|oke|begrepen|duidelijk|en|meneer|mevrouw]",
            "[mijn naam is|ik ben|ik heet|hier is|met] @name",
            "voor [de|het|uw|je|jullie|alle|alles] [snelle|goede|duidelijke]? [hulp|antwoord|reactie|uitleg|informatie|info|tijd|moeite]?",
        ],
        to_greeting: "Hallo. Waarmee kan ik u helpen?",
        to_thanks: "Geen dank. Schrijf hier als er nog iets is.",
        to_who: [
            "Ik ben ",
            ", een AI-assistent, geen mens. U kunt op elk moment om een mens vragen.",
        ],
    },
    Row {
        lang: Lang::Pl,
        greeting: "[czesc|hej|hejka|witam|siema|dzien dobry|dobry wieczor|co slychac|jak sie masz]",
        thanks: lines![
            "[dziekuje|dziekujemy|dzieki|swietnie|idealnie|doskonale|wspaniale|rewelacja|do widzenia|do zobaczenia|dobranoc]",
            "[to]? [bardzo|mi]? [bardzo]? pomoglo",
            "[to wszystko|to bylo wszystko]",
            "milego [dnia|wieczoru|popoludnia|weekendu]",
        ],
        who: lines![
            "[kim jestes|kim pan jest|kim pani jest|kto to|z kim rozmawiam|czym jestes]",
            "[czy]? [jestes|to|rozmawiam z] [prawdziwym|zywym|prawdziwa]? [czlowiekiem|czlowiek|osoba|botem|bot|robotem|robot|chatbotem|ai|maszyna]",
            "[jak masz na imie|jak sie nazywasz]",
        ],
        beside: lines![
            "[wszystkim|panstwu|bardzo|serdecznie|wielkie|pieknie|slicznie|jeszcze raz|raz jeszcze|ponownie|dobrze|dobra|rozumiem|i|wam|ci|panu|pani]",
            "[nazywam sie|mam na imie|jestem|tu|tutaj|z tej strony] @name",
            "za [szybka|pana|pani|wasza|twoja]? [pomoc|odpowiedz|informacje|czas|wyjasnienie|wszystko]",
        ],
        to_greeting: "Dzień dobry. W czym mogę pomóc?",
        to_thanks: "Proszę bardzo. Proszę pisać, jeśli pojawi się coś jeszcze.",
        to_who: [
            "Nazywam się ",
            ", jestem asystentem AI, nie człowiekiem. W każdej chwili można poprosić o człowieka.",
        ],
    },
];
