//! The words of a request for a person, by language.

use handrail_text::{lang::Lang, lexicon::lines};

type Groups = &'static [(&'static str, &'static str)];

/// Patterns that ask, with the groups they use.
pub(super) const REQUESTS: &[(Lang, Groups, &str)] = &[
    (
        Lang::En,
        &[
            (
                "det",
                "a|an|the|your|any|some|one of your|an actual|a real|a live|another|my",
            ),
            (
                "adj",
                "real|live|actual|human|proper|genuine|different|customer|support|service|sales|senior|online",
            ),
            (
                "person",
                "human being|humans|human|persons|person|people|agents|agent|representatives|representative|reps|rep|advisor|adviser|operator|associate|specialist|staff member|member of staff|employee|supervisor|manager|csr",
            ),
            (
                "hard",
                "human being|human|real person|actual person|live person|live agent|real agent|human agent|live operator|human representative|live representative|live support|representative|real human|live human|support agent|support person|customer service rep|customer service agent|customer service representative|customer support agent|supervisor",
            ),
            (
                "team",
                "customer service|customer support|customer care|support team|live support|live chat|helpdesk|help desk|tech support|technical support|your team|your support|support",
            ),
            (
                "staff",
                "agent|agents|representative|representatives|reps|rep|advisor|adviser|operator|supervisor|manager|specialist|csr",
            ),
            (
                "colleague",
                "colleague|colleagues|team member|team members|member of your team|member of the team|member of your staff",
            ),
            ("some", "someone|somebody|anyone|anybody|some one|any one"),
            ("talk", "talk|speak|chat|spk|tlk"),
            (
                "open",
                "please|pls|plz|hi|hello|hey|ok|okay|yes|just|now|thanks",
            ),
            (
                "tail",
                "please|pls|plz|now|asap|thanks|thank you|immediately|help|instead|needed|required|here|right now|today|ty",
            ),
        ],
        lines![
            "@talk [directly|live]? [to|with|2] @det? @adj? @adj? @person",
            "@talk [directly|live]? [to|with|2] @det? @team",
            "@talk [directly|live]? [to|with|2] @some [real|human|else|who|from|in|at your|about|on|here|please|now|that|directly|live|instead]",
            "[me|can i|could i|may i|i|to|please|wanna|gotta|just|lemme|rather] @talk [directly|live]? [to|with|2] @some",
            "@talk [directly|live]? [to|with|2] [a|another|one of your|your|the] @adj? @colleague",
            "[connect|transfer|redirect|forward|escalate|pass|hand|put|send|switch|move|refer] [me|us|my case|my issue|my chat|the chat|the conversation] [over|on|through|up|back]? [to|with|2] @det? @adj? @adj? [@person|@team|@some|@colleague]",
            "[connect|escalate] [this|it]? [up|back]? [to|with|2] @det? @adj? @adj? [@person|@team|@some]",
            "[transfer|redirect|forward|pass|hand|put|send|switch|move|refer] [this|it]? [over|on|through|up|back]? [to|with|2] @det? @adj? @adj? [@hard|@team|@staff]",
            "[put|get] [me|us] [through|on|in touch|over]? [to|with]? @det? @adj? @adj? [@hard|@person $|@person please|@person now]",
            "[get|give|find|bring|fetch] [me|us] @det? @adj? @adj? [@hard|@person|@some real|@some human]",
            "[want|need|wants|prefer|demand|require|wanna have|would like|d like|id like|like to have|request] @det? @adj? [@hard]",
            "[want|need] [agent|rep|operator|person|human] [$|please|pls|now|asap|to help|to talk]",
            "[want|need|get me|give me|find me|bring me] [someone|somebody] [$|please|pls|now|real|human|to help me|to talk to|who can help]",
            "[want|need|get|like|have] [some|any]? [help|assistance|support|an answer] from [a|an|the|some|your|one of your]? @adj? @adj? [@person|@some|@colleague]",
            "[want|need|prefer|demand|would like|d like|id like|request] @det @person [$|please|now|not|to help|to talk|to speak|to call|to contact|to answer|to assist|who can|on the phone|right now|instead|immediately]",
            "[want|need|prefer|would like|d like] [to]? [human|personal|person] [help|support|assistance|contact|interaction]",
            "[want|need|like] to [reach|contact|get hold of|see] @det? @adj? [human|person|representative|rep|agent]",
            "[reach|contact] [a|an] @adj? [human|person|representative|real person]",
            "^ @open? @open? @det? @adj? @adj? [@person|@some] @tail? @tail? $",
            "^ @open? @open? [live chat|live support|customer service|customer support|tech support|support] @tail @tail? $",
            "^ @open? @open? [live chat|live support|customer service|customer support] $",
            "[human|real person|agent|representative|operator|person|live agent|real human|live person] [please|pls|plz|now|asap]",
            "[is|are] [there|any] @det? @adj? [human|humans|person|real person|real people|people|agent|agents|representative|someone|anyone|live agent] [i can|i could|we can|available|there|here|that i can|who can|online|around|to talk|to speak|on]",
            "[is|are] [someone|anyone|somebody|anybody] [there|available|online|real|human|i can talk to|i can speak to|i can speak with]",
            "[can|could|may] [a|an|some|any] [real|live|actual|human]? [human|real person|live person|live agent|human agent|representative] [please]? [help|call|contact|assist|take over|join|answer|talk|speak|look]",
            "[can|could|would|will] [a person|some person|an agent|a human|someone human|someone real|a representative] [please]? [help|assist] [me|us|$]",
            "[can|could|would|will] [someone|somebody|some one] [please]? [help|assist] [me|us]? [out]? [here]? [please|pls|now]? $",
            "[can|could|may] [i|we] [please|just]? [have|get|see|reach|contact|speak] @det? @adj? [@hard|@person $|@person please|@person instead]",
            "[let|allow] me [speak|talk|chat] [to|with] @det? @adj? @adj? [@person|@team|@some]",
            "[dont|do not|not] want [to]? [talk|speak|chat|be talking|deal] ..1 [to|with] [a|an|this|the|some|your]? [stupid|dumb]? [bot|robot|machine|ai|computer|chatbot|chat bot|assistant|program]",
            "[stop|no more|not] [the|this|a]? [bot|robots|bots|ai|chatbot] [@person|give me|i want|get me|let me]",
            "[real|actual|live|human] [person|people|human|humans|agent|operator|representative|being] not [a|an|this|some] [bot|robot|machine|ai|computer|chatbot]",
            "[not|instead of|rather than] [a|an|this] [bot|robot|ai|machine|computer|chatbot] [i want|get me|give me] ..2 @person",
            "[someone|somebody] [real|human]",
            "human [assistance|support|help|intervention|contact|operator] [$|please|now|needed]",
            "^ @open? human [assistance|support|help|operator|agent] [$|please|now]",
            "[have|get] [someone|somebody|a person|an agent|a human|a representative] [call|contact|ring|phone|email] me",
            "[can|could|would|will] [someone|somebody|a person|an agent|a human|a representative] [please]? [call|contact|ring|phone|email] me",
        ],
    ),
    (
        Lang::De,
        &[
            (
                "person",
                "mensch*|mitarbeiter*|berater*|person|kundenberater*|kundenbetreuer*|sachbearbeiter*|ansprechpartner*|servicemitarbeiter*|supportmitarbeiter*|agent|agenten|kollegen|kollegin|vorgesetzten",
            ),
            (
                "one",
                "einem|einen|einer|eine|ein|nem|nen|dem|den|der|ihrem|ihren|eurem|euren|jemandem|jemanden|jemand|irgendeinem",
            ),
            (
                "adj",
                "echten|echte|echter|echtem|richtigen|richtige|richtigem|menschlichen|menschlicher|lebendigen|wirklichen|realen|anderen",
            ),
            (
                "team",
                "kundenservice|kundendienst|kundensupport|support|kundenbetreuung|service team|serviceteam|eurem team|ihrem team",
            ),
            (
                "talk",
                "sprechen|reden|schreiben|chatten|verbunden werden|telefonieren|verbinden|kontaktieren|erreichen|unterhalten|sprech|red",
            ),
            ("tail", "bitte|jetzt|sofort|danke"),
        ],
        lines![
            "[mit|zu|an] @one? @adj? @person ..3 @talk",
            "[mit|zu|an] [dem|der|ihrem|eurem|einem]? @team ..2 @talk",
            "[mit] [jemand|jemandem|jemanden|wem|irgendwem] ..3 @talk",
            "@one? @adj? @person [sprechen|reden|verbinden]",
            "@talk ..2 mit @one? @adj? @person",
            "[verbinde|verbinden|verbind|leiten|leite|stellen|stell|weiterleiten|durchstellen|ubergeben|geben] [sie|du]? [mich|mir|das|es|uns]? [bitte]? [sofort|jetzt]? [mit|zu|an|weiter an]? @one? @adj? [@person|@team|jemandem|jemanden]",
            "[will|mochte|brauche|brauch|hatte gern|hatte gerne|wunsche|verlange|benotige|wurde gern|wurde gerne] [ich]? [bitte|jetzt|gern|gerne|endlich|nur]? @one? @adj? [mensch|menschen|mitarbeiter*|kundenberater*|echte person|richtige person|ansprechpartner*|berater*]",
            "[brauche|brauch|benotige|suche] [ich]? [jetzt|bitte|dringend|hier|einfach]? jemanden [$|zum reden|zum sprechen|der mir|der hilft|mit dem|von euch|von ihnen|bitte]",
            "[will|mochte|brauche|brauch|kann] [ich]? ..2 [personlichen kontakt]",
            "[menschliche|menschlichen|menschlicher|menschlichem] [support|hilfe|kontakt|kundenservice|kundendienst|unterstutzung|betreuung|beratung|ansprechpartner*]",
            "^ [bitte|hallo]? @one? @adj? [mensch|menschen|mitarbeiter|mitarbeiterin|berater|kundenberater|kundenservice|kundendienst|echte person|echter mensch|live chat|richtiger mensch|menschlicher mitarbeiter|agent] @tail? @tail? $",
            "[gibt es|ist|sitzt] [hier|da|dort]? [auch]? @one? @adj? [mensch|menschen|echte person|mitarbeiter*] [mit dem|da|hier|dahinter|der mir|die mir|erreichbar|verfugbar]",
            "nicht mit [einem|einer|dem|der|nem|diesem] [bot|roboter|maschine|ki|computer|chatbot] ..2 [reden|sprechen|schreiben]",
            "[kann|konnte|soll] [mich|mir] [bitte]? [jemand|ein mensch|ein mitarbeiter] ..2 [anrufen|kontaktieren|zuruckrufen]",
            "[echten|richtigen|lebendigen] menschen [bitte|sprechen|$]",
        ],
    ),
    (
        Lang::Fr,
        &[
            (
                "person",
                "conseiller|conseillere|conseillers|humain|humaine|etre humain|agent|agente|operateur|operatrice|personne|vraie personne|representant|representante|employe|technicien|responsable|quelqu un|collegue|teleconseiller|interlocuteur",
            ),
            (
                "det",
                "un|une|un vrai|une vraie|le|la|l|votre|vos|des|un autre|une autre|de vrais",
            ),
            ("adj", "vrai|vraie|veritable|reel|reelle|humain|autre"),
            (
                "talk",
                "parler|discuter|echanger|m entretenir|communiquer|parle|tchater|chatter|dialoguer",
            ),
            (
                "tail",
                "s il vous plait|svp|stp|s il te plait|merci|maintenant|tout de suite|please",
            ),
        ],
        lines![
            "@talk [directement]? [a|avec|au|aux] @det? @adj? @person",
            "@talk [directement]? [a|avec|au] [le|votre|un]? [service client|support|service clientele|service apres vente|sav|equipe]",
            "[passez|passe|mettez|transferez|transfere|connectez|dirigez|redirigez|passer|mettre en relation|transferer] [moi|nous]? [en relation]? [a|avec|vers|au]? @det? @adj? [@person|service client]",
            "[mis|mise|mettre|mettez moi] en [relation|contact] avec @det? @adj? [@person|service client]",
            "[veux|voudrais|souhaite|aimerais|exige|besoin d|besoin de|il me faut|prefere] [avoir|joindre|contacter]? @det @adj? [humain|humaine|etre humain|conseiller|conseillere|vraie personne|operateur|agent humain|agent|representant]",
            "[joindre|contacter|avoir] @det? @adj? [humain|conseiller|conseillere|vraie personne|operateur|agent humain] ",
            "^ [bonjour|oui]? @det? @adj? [humain|etre humain|conseiller|conseillere|operateur|vraie personne|agent|agent humain|service client] @tail? @tail? $",
            "besoin [d|de] quelqu un [$|s il|svp|pour m aider]",
            "[aide|assistance|support|service] humain*",
            "[y a t il|il y a|est ce qu il y a] [quelqu un|un humain|une personne|une vraie personne|un conseiller]",
            "pas [parler]? [a|avec]? [un|une|ce|cette|au]? [robot|bot|machine|ia|ordinateur|chatbot] [parler|je veux|passez]",
            "[ne]? [veux|souhaite] pas parler [a|avec] [un|une|ce|cette] [robot|bot|machine|ia|chatbot]",
            "[quelqu un|un conseiller|une personne] [peut|pourrait] [il|elle|t il]? [me]? [rappeler|appeler|contacter]",
        ],
    ),
    (
        Lang::Es,
        &[
            (
                "person",
                "persona|personas|humano|humana|ser humano|agente|agentes|representante|operador|operadora|asesor|asesora|alguien|empleado|empleada|encargado|supervisor|ejecutivo|ejecutiva|persona real",
            ),
            ("det", "un|una|algun|alguna|el|la|otro|otra|uno de sus|su"),
            ("adj", "verdadero|verdadera|real|otra|otro|humano"),
            (
                "talk",
                "hablar|conversar|chatear|comunicarme|contactar|contactarme|platicar|hablo|comunicar",
            ),
            (
                "tail",
                "por favor|porfavor|porfa|ya|ahora|gracias|real|humano|humana",
            ),
        ],
        lines![
            "@talk [directamente]? [con|a] @det? @adj? @person",
            "@talk [directamente]? con [el|la|su|un|una]? [servicio al cliente|atencion al cliente|soporte|servicio de atencion|equipo]",
            "[pasame|paseme|comunicame|comuniqueme|conectame|conecteme|transfiereme|transfierame|derivame|deriveme|ponme|pongame|transferir|transferirme|pasar|pasarme] [con|a] @det? @adj? [@person|atencion al cliente|soporte]",
            "[quiero|necesito|quisiera|prefiero|exijo|me gustaria] [tener|contactar]? [a]? @det @adj? [persona|persona real|humano|ser humano|agente|representante|operador|operadora|asesor|asesora]",
            "[quiero|necesito|quisiera] [atencion|ayuda|asistencia] [humana|personal|de una persona]",
            "^ [hola|si]? @det? @adj? [persona|persona real|humano|ser humano|agente|agente humano|representante|operador|operadora|asesor|asesora|atencion al cliente|servicio al cliente] @tail? @tail? $",
            "[hay|esta|existe] [alguien|alguna persona|un humano|una persona|algun agente|un agente] [real|ahi|disponible|con quien|que me|con el que]",
            "no quiero hablar con [un|una|este|esta|el|la] [bot|robot|maquina|ia|computadora|ordenador|chatbot]",
            "^ ..1 hay alguien $",
            "[quiero|necesito] a alguien [$|real|que me ayude|por favor]",
            "[que]? me [llame|atienda|contacte] [alguien|una persona|un agente|un humano]",
        ],
    ),
    (
        Lang::It,
        &[
            (
                "person",
                "persona|umano|essere umano|operatore|operatrice|agente|consulente|rappresentante|qualcuno|addetto|addetta|responsabile|impiegato|collega|persona reale|persona vera|tecnico",
            ),
            (
                "det",
                "un|una|uno|il|la|l|qualche|un altro|un altra|vostro|tuo",
            ),
            ("adj", "vero|vera|reale|altro|altra|umano"),
            (
                "talk",
                "parlare|chattare|discutere|comunicare|parlo|conferire|scrivere",
            ),
            (
                "tail",
                "per favore|perfavore|grazie|subito|adesso|ora|umano|reale",
            ),
        ],
        lines![
            "@talk [direttamente]? [con|a|ad] @det? @adj? @person",
            "@talk [direttamente]? [con|al] [il|l|un|vostro]? [servizio clienti|assistenza|assistenza clienti|supporto|team]",
            "[passami|mi passi|passatemi|mi metta|mettimi|trasferiscimi|mi trasferisca|collegami|mi colleghi|mettetemi] [in contatto|a]? [con|a|ad|al]? @det? @adj? [@person|servizio clienti|assistenza]",
            "[voglio|vorrei|ho bisogno di|mi serve|preferisco|preferirei|pretendo|bisogno di] [avere|contattare]? @det @adj? [persona|persona reale|persona vera|umano|essere umano|operatore|operatrice|consulente|rappresentante]",
            "[assistenza|aiuto|supporto] uman*",
            "^ [ciao|salve|si]? @det? @adj? [persona|persona reale|umano|essere umano|operatore|operatrice|agente|consulente|servizio clienti|persona vera|vera persona] @tail? @tail? $",
            "^ ..1 [c e|ce] qualcuno [$|in linea|la|qui]",
            "[ho bisogno di|mi serve|bisogno di] qualcuno [$|che mi aiuti|di reale|per favore]",
            "[c e|ce|esiste] [qualcuno|un umano|una persona|un operatore] [con cui|vero|reale|disponibile|che|li]",
            "non voglio parlare con [un|una|questo|questa|il] [bot|robot|macchina|ia|computer|chatbot]",
            "[puo|puoi|posso] [farmi|essere] [chiamare|contattare|contattato|richiamato] da [qualcuno|un operatore|una persona]",
        ],
    ),
    (
        Lang::Pt,
        &[
            (
                "person",
                "pessoa|humano|humana|ser humano|atendente|agente|representante|operador|operadora|assistente humano|alguem|funcionario|funcionaria|gerente|supervisor|consultor|consultora|pessoa real|colaborador",
            ),
            ("det", "um|uma|o|a|algum|alguma|outro|outra|seu|sua"),
            ("adj", "verdadeira|verdadeiro|real|outra|outro|humano"),
            (
                "talk",
                "falar|conversar|contactar|contatar|comunicar|falo|conversa",
            ),
            (
                "tail",
                "por favor|porfavor|pf|pfv|agora|ja|obrigado|obrigada|real|humano|humana",
            ),
        ],
        lines![
            "@talk [diretamente|directamente]? [com|a] @det? @adj? @person",
            "@talk [diretamente]? com [o|a|um|seu|vosso]? [suporte|atendimento|apoio ao cliente|servico de apoio|sac|equipe|equipa|atendimento ao cliente]",
            "[me]? [passe|passa|transfira|transfere|conecte|conecta|ligue|liga|encaminhe|encaminha|transferir|passar|coloque|ponha] [me]? [em contato]? [para|com|pra|a] @det? @adj? [@person|atendimento|suporte]",
            "[quero|preciso de|preciso|gostaria de|prefiro|queria|exijo] [ter|contactar]? @det @adj? [pessoa|pessoa real|humano|ser humano|atendente|agente|representante|operador|operadora]",
            "[quero|preciso de|preciso|queria] [atendimento|ajuda|atencao|apoio] [humano|humana|pessoal]",
            "^ [ola|oi|sim]? @det? @adj? [pessoa|pessoa real|humano|ser humano|atendente|atendente humano|agente|representante|operador|operadora|atendimento humano] @tail? @tail? $",
            "[tem|ha|existe] [alguem|algum humano|uma pessoa|algum atendente|um atendente] [ai|real|disponivel|com quem|que possa|que me|pra falar|para falar]",
            "[preciso de|preciso|quero] alguem [$|real|que me ajude|por favor]",
            "nao quero falar com [um|uma|este|esta|o|a|esse] [bot|robo|robot|maquina|ia|computador|chatbot]",
        ],
    ),
    (
        Lang::Nl,
        &[
            (
                "person",
                "mens|mensen|medewerker*|persoon|iemand|agent|adviseur|klantenservicemedewerker|vertegenwoordiger|collega|leidinggevende|manager|supportmedewerker|operator",
            ),
            ("det", "een|de|n|jullie|uw|echt|andere"),
            ("adj", "echte|echt|levende|menselijke|andere|werkelijke"),
            (
                "talk",
                "praten|spreken|chatten|praat|overleggen|bellen|verbonden worden|verbinden|spreek|contact",
            ),
            (
                "tail",
                "alsjeblieft|alstublieft|aub|graag|nu|svp|a u b|bedankt",
            ),
        ],
        lines![
            "[met] @det? @adj? @person ..2 @talk",
            "@det? @adj? [mens|medewerker*|echt persoon|echte persoon|iemand|persoon] [spreken|te spreken]",
            "@talk ..2 met @det? @adj? [@person|klantenservice|support]",
            "[met] [de|jullie|uw]? [klantenservice|klantendienst|support|servicedesk] ..2 @talk",
            "[verbind|verbindt|verbinden|doorverbinden|schakel|geef|zet|stuur] [me|mij|ons]? [u|je]? [door]? [met|naar|aan]? @det? @adj? [@person|klantenservice]",
            "[wil|wou|zou|heb|nodig|wens|graag] [ik]? [graag|nu|gewoon|liever]? @det @adj? [mens|echt mens|echt persoon|echte persoon|medewerker*|adviseur] [$|spreken|aan de lijn|nodig|alsjeblieft|aub|graag]",
            "^ [hallo|ja|graag]? @det? @adj? [mens|medewerker|persoon|klantenservice|adviseur|agent|echt mens] @tail? @tail? $",
            "[is er] [iemand|een mens|een medewerker|een echt persoon] [die|beschikbaar|aanwezig|met wie|daar|om]",
            "niet met [een|de|deze|dit|n] [bot|robot|machine|ai|computer|chatbot] ..1 [praten|spreken|chatten]",
            "[kan|wil] iemand [mij|me] [bellen|terugbellen|opbellen|contacteren]",
            "menselijk* [contact|hulp|medewerker|support|ondersteuning|klantenservice]",
            "is er iemand $",
            "[heb|wil] [ik]? [echt|nu]? iemand [nodig|aan de lijn|spreken] [$|die mij|die me|aub|alsjeblieft]",
        ],
    ),
    (
        Lang::Pl,
        &[
            (
                "person",
                "czlowiekiem|czlowieka|konsultantem|konsultantka|konsultanta|pracownikiem|pracownika|osoba|kims|agentem|doradca|doradcy|przedstawicielem|operatorem|kierownikiem|obsluga klienta|biurem obslugi|infolinia|zywa osoba|prawdziwa osoba",
            ),
            (
                "adj",
                "prawdziwym|zywym|zywa|prawdziwa|innym|inna|jakims|realnym",
            ),
            (
                "talk",
                "porozmawiac|rozmawiac|pogadac|mowic|porozmawiam|skontaktowac|polaczyc|rozmowa|rozmowe|gadac|popisac|pisac",
            ),
            ("tail", "prosze|teraz|natychmiast|dziekuje|poprosze"),
        ],
        lines![
            "@talk ..2 z @adj? @adj? @person",
            "z @adj? @adj? @person ..1 @talk",
            "[polacz|polaczcie|przelacz|przelaczcie|prosze polaczyc|przekieruj|prosze przelaczyc|polaczenie] [mnie]? [prosze]? [z|do|na] @adj? @adj? [@person|czlowieka|konsultanta]",
            "[chce|potrzebuje|poprosze|poprosze o|prosze o|wole|zadam] [prawdziwego|zywego|rozmowe z|rozmowy z|kontakt z|kontaktu z|pomocy]? @adj? [czlowieka|konsultanta|czlowiekiem|konsultantem|pracownika|pracownikiem|agenta|doradcy|doradce]",
            "^ [dzien dobry|prosze|poprosze]? @adj? [czlowiek|czlowieka|konsultant|konsultanta|konsultantem|pracownik|agent|doradca|obsluga klienta|zywy czlowiek|infolinia] @tail? @tail? $",
            "[czy]? [jest|sa] [tu|tam]? [jakis|ktos|zywy]? [czlowiek|konsultant|ktos zywy|konsultanta] [dostepny|z kim|tam|tutaj|z ktorym|$]",
            "nie chce [rozmawiac|gadac|pisac] z [botem|robotem|maszyna|ai|komputerem|chatbotem|automatem]",
            "[potrzebuje|chce] kogos [$|zywego|kto mi pomoze]",
            "^ czy [jest]? [tu|tam]? ktos [jest]? [tu|tam]? $",
            "[niech|czy] ktos [moze]? [do]? [mnie]? [zadzwoni|oddzwoni|zadzwonic|oddzwonic]",
        ],
    ),
];

/// Patterns that, overlapping a request, show that it is none.
pub(super) const BLOCKERS: &[(Lang, &str)] = &[
    (
        Lang::En,
        lines![
            "[told|asked|advised|instructed|said|had|forced|recommended|suggested] [me|us|him|her|them|i|that i]? [to|should|could|can|must]? [talk|speak|chat|contact]",
            "[travel|estate|insurance|shipping|customs|cleaning|delivery|booking|real estate|letting|purchasing|press|leasing|user|bleaching|free] [agent|agents|representative|rep|person|operator]",
            "[person|human|agent|representative|people|operator] [hair|rights|resources|resource|size|sized|error|fee|id|number|name|trafficking|wig|body|tent|bed|sofa|family|household|anatomy|design|made]",
            "[talk|speak|chat|talking|speaking] [to|with] [someone|somebody|a person|people|an agent|a representative] [at|from|in] [my|the|his|her|a|their] [bank|work|office|family|home|school|post office|warehouse|carrier]",
            "[become|becoming|be|being|as|hire|hiring|work as|job as|jobs for] [a|an|your]? [support|service|customer|sales]? [agent|representative|rep|advisor|operator|manager|specialist]",
            "[a|an|per|each|every|one|two|another|this|that|which|what|same|other|wrong|right|missing|third|single] person [set|kit|ticket|who|whose|in|at|on|tent|per|paid|bought|ordered|shipping]",
            "[customer|support|service] [email|e mail|address|hours|phone|number|page]",
            "[talk|speak] to [a|my|an|your]? [doctor|lawyer|bank|wife|husband|friend|mom|dad]",
            "[do|will|would|did] [i|we|you] [always|really|even|actually|still|then]? [have to|need to] [talk|speak|chat]",
            "[i will|ill|i ll] [talk|speak|chat]",
            "[colleague|team member] [of mine|first|at work|about it first]",
        ],
    ),
    (
        Lang::De,
        lines![
            "[hat|haben|hatte|wurde|habe|hab] ..4 [gesprochen|geredet|gesagt]",
            "[muss|mussen] [ich|wir|man] ..2 mit",
            "nicht [ob|dass] ich ..4 [sprechen|reden|schreiben|brauche]",
            "[menschenrechte|menschliches|mitarbeiterrabatt*|mitarbeiterrabatte|mitarbeitende]",
            "[mitarbeiter*|berater*|person] [werden|rabatt|name|karriere|angebot]",
            "[ihr|euer|der|ein|eine|ihre|die] mitarbeiter* [hat|sagte|meinte|war]",
        ],
    ),
    (
        Lang::Fr,
        lines![
            "[m a|on m a|m ont] [dit|demande|conseille] de [parler|contacter]",
            "[ai|a|avons] [deja]? parle [a|avec]",
            "[dois je|faut il|est ce que je dois|est ce qu il faut] [absolument|vraiment|d abord]? parler",
            "[passer|transferer] a [une autre personne|quelqu un d autre]",
            "[agent|conseiller|personne] [immobilier|de voyage|m a|a dit|de nettoyage|nettoyant]",
            "[cheveux|droits] humains",
        ],
    ),
    (
        Lang::Es,
        lines![
            "[me]? [dijeron|dijo|pidieron|recomendaron] que [hablar*|contactar*|hable]",
            "[ya|ayer] hable con",
            "[pasar|transferir] a [otra persona|alguien mas]",
            "[agente|persona] [de viajes|inmobiliario|de limpieza|me dijo|que compro]",
            "[cabello|pelo|derechos|recursos] humano*",
            "[para|por|cada] [una|cada] persona",
        ],
    ),
    (
        Lang::It,
        lines![
            "[mi hanno|mi ha|ha|hanno] [detto|chiesto|consigliato] di [parlare|contattare]",
            "[ho]? [gia]? parlato con",
            "[agente|operatore] [immobiliare|di viaggio|telefonico|mi ha|ha detto]",
            "[capelli|diritti|risorse] umani*",
            "per [una|ogni]? persona",
        ],
    ),
    (
        Lang::Pt,
        lines![
            "[me]? [disseram|disse|pediram|recomendaram] [para|que|pra] [falar|contactar|eu]",
            "[ja|ontem] falei com",
            "[passar|transferir] [para|pra|a] outra pessoa",
            "[agente|pessoa|operador|operadora] [de viagens|imobiliario|de limpeza|me disse|que comprou|de telefonia|movel]",
            "[cabelo|direitos|recursos] humano*",
            "por [uma|cada]? pessoa",
        ],
    ),
    (
        Lang::Nl,
        lines![
            "[heb|heeft|had|hebben] ..5 [gesproken|gepraat|gezegd|gebeld]",
            "[moet|moeten] [ik|we|je] ..2 [met|iemand]",
            "[mensenrechten|mensenhaar]",
            "[persoon|mens|agent|medewerker] [zei|heeft|had|was|die het|korting|worden]",
            "[per|elke|iedere|een] persoon [tent|set|bed|die]",
        ],
    ),
    (
        Lang::Pl,
        lines![
            "[powiedzial*|kazal*|kazano|polecono] [mi|mu]? [zeby|abym|porozmawiac|rozmawiac]",
            "[rozmawialem|rozmawialam|rozmawialismy] [juz|wczoraj]? z",
            "czy [musze|trzeba] [najpierw]? [porozmawiac|rozmawiac] z",
            "[agent|konsultant|pracownik] [powiedzial|nieruchomosci|ubezpieczeniowy|mi|byl]",
            "prawa czlowieka",
        ],
    ),
];
