//! The words of the built-in topics, by language.

use super::Builtin::{self, *};
use handrail_text::{
    lang::Lang::{self, *},
    lexicon::lines,
};

pub(super) const TOPICS: &[(Builtin, Lang, &str)] = &[
    (
        PaymentDispute,
        En,
        lines![
            "[charge back|chargeback|chargebacks|dispute*]",
            "[charged|billed|debited|took money] ..4 [twice|double|two times|2 times|2x|three times|again]",
            "[paid|why do i have to pay|why should i pay] ..4 [twice|double|two times|2 times|2x|three times]",
            "[double|duplicate|unauthorized|unauthorised|fraudulent|wrong|unknown|incorrect|mystery] [charge|charges|payment|payments|transaction|transactions|billing|debit|amount charged]",
            "[charge|charges|payment|transaction|debit] ..6 [dont|do not|didnt|did not|never] [recognize|recognise|authorize|authorise|make|know|approve|order]",
            "[dont|do not|didnt|did not|never] [recognize|recognise|authorize|authorise|approve|make] ..2 [charge|charges|payment|transaction]",
            "[overcharged|over charged|double charged|double billed]",
            "[charged|billed] [me|my card]? [for something|the wrong amount|too much|without|but never|although|even though]",
            "[scammed|defrauded] me",
            "[wont|will not|refuse*|never|didnt|did not] [to]? [refund* [me|my]|give me my money|pay me back]",
            "[you|they|he|she] [refuse|refused|refuses] to refund",
        ],
    ),
    (
        PaymentDispute,
        De,
        lines![
            "[zweimal|doppelt|zwei mal|mehrfach|dreimal] ..3 [abgebucht|belastet|berechnet|bezahlt|eingezogen]",
            "[abgebucht|belastet|berechnet] ..3 [zweimal|doppelt|zu viel]",
            "[unberechtigt*|unbekannt*|falsche|doppelte] [abbuchung*|belastung*|zahlung*|lastschrift*]",
            "[ruckbuchung|ruckbuchen|zahlung reklamieren|zahlung anfechten|kaferschutz fall|chargeback]",
        ],
    ),
    (
        PaymentDispute,
        Fr,
        lines![
            "[debite*|facture*|preleve*|paye] ..4 [deux fois|2 fois|en double|trop]",
            "[prelevement|paiement|debit|transaction] [non autorise*|frauduleu*|inconnu*|en double]",
            "[contester|conteste|litige|opposition] ..3 [paiement|prelevement|debit|transaction|carte|bancaire]?",
        ],
    ),
    (
        PaymentDispute,
        Es,
        lines![
            "[cobrar*|cobro|cobrado|cargaron|cargado] ..4 [dos veces|2 veces|doble|de mas]",
            "[cargo|cobro|pago|transaccion] [no autorizad*|no reconocid*|desconocid*|duplicad*|fraudulent*|doble]",
            "no [reconozco|autorice|hice] [este|ese|el|un]? [cargo|cobro|pago]",
            "[disputar|disputa|contracargo|reclamar el pago]",
        ],
    ),
    (
        PaymentDispute,
        It,
        lines![
            "[addebit*|pagat*|fatturat*] ..4 [due volte|2 volte|doppi*]",
            "[addebito|pagamento|transazione] [non autorizzat*|non riconosciut*|sconosciut*|doppi*|fraudolent*]",
            "[contestare|contesto|contestazione|storno] ..3 [addebito|pagamento|transazione]?",
        ],
    ),
    (
        PaymentDispute,
        Pt,
        lines![
            "[cobra*|debita*|paguei] ..4 [duas vezes|2 vezes|em dobro|duplicad*|a mais]",
            "[cobranca|pagamento|compra|transacao] [indevid*|nao autorizad*|nao reconhecid*|desconhecid*|duplicad*]",
            "nao reconheco ..2 [cobranca|pagamento|compra]",
            "[contestar|estorno|chargeback|disputa]",
        ],
    ),
    (
        PaymentDispute,
        Nl,
        lines![
            "[twee|2|drie] keer ..3 [afgeschreven|betaald|in rekening|gefactureerd]",
            "[dubbel*|onterecht*|onbekend*|ongeautoriseerd*] [afgeschreven|afschrijving*|betaling*|betaald|incasso]",
            "[chargeback|storneren|betaling betwisten|terugboeken]",
        ],
    ),
    (
        PaymentDispute,
        Pl,
        lines![
            "[pobran*|obciazon*|zaplacil*|sciagn*] ..4 [dwa razy|dwukrotnie|podwojnie]",
            "[dwa razy|dwukrotnie|podwojnie] ..3 [pobran*|obciazon*|zaplacil*]",
            "[nieautoryzowan*|nieznan*|podwojn*] [platnosc*|transakcj*|obciazeni*|oplat*]",
            "[chargeback|obciazenie zwrotne|reklamacj* platnosci]",
        ],
    ),
    (
        AccountSecurity,
        En,
        lines![
            "[account|password|login|profile|email] ..4 [hacked|hijacked|compromised|stolen|breached|taken over|broken into]",
            "[hacked|hijacked|compromised|stole|broke into|took over] ..2 [account|password|login|profile]",
            "[someone|somebody|stranger|hacker] ..3 [logged|signed|got|broke|log|accessed|access*|using|used|changed|ordered] ..3 [account|password|login]",
            "[unauthorized|unauthorised|suspicious|unknown|strange|unusual] [access|login|log in|sign in|activity|order|orders|device|purchase|purchases]",
            "[identity theft|stole my identity|stolen identity|data breach|data leak|phishing|hacker|hackers]",
            "[order|orders|purchase] i [didnt|did not|never] [make|place|made|placed]",
        ],
    ),
    (
        AccountSecurity,
        De,
        lines![
            "[konto|account|passwort|profil] ..4 [gehackt|gestohlen|kompromittiert|geknackt|ubernommen]",
            "[jemand|fremder|hacker] ..4 [konto|account|passwort] ..3 [angemeldet|eingeloggt|zugriff|benutzt]?",
            "[phishing|identitatsdiebstahl|datenleck|unbefugt* zugriff|verdachtig* anmeldung|verdachtige aktivitat*|hacker]",
        ],
    ),
    (
        AccountSecurity,
        Fr,
        lines![
            "[compte|mot de passe|profil] ..4 [pirate*|hacke*|vole*|compromis|usurpe*]",
            "[pirate*|hacke*|vole] ..2 [compte|mot de passe]",
            "[quelqu un] ..4 [connecte|utilise|accede*] ..3 compte",
            "[phishing|hameconnage|usurpation d identite|connexion suspecte|activite suspecte|fuite de donnees]",
        ],
    ),
    (
        AccountSecurity,
        Es,
        lines![
            "[cuenta|contrasena|perfil] ..4 [hackead*|robad*|comprometid*|pirateada]",
            "[hackearon|robaron|hackeado|hackeo] ..3 [cuenta|contrasena|identidad]",
            "[alguien] ..4 [entro|accedio|inicio|uso|usa|usando] ..4 cuenta",
            "[phishing|suplantacion|robo de identidad|acceso no autorizado|actividad sospechosa|filtracion de datos]",
        ],
    ),
    (
        AccountSecurity,
        It,
        lines![
            "[account|password|profilo] ..4 [hackerat*|rubat*|violat*|compromess*]",
            "[hackerat*|rubato|violato] ..3 [account|password|profilo|identita]",
            "[qualcuno] ..4 [entrato|accesso|usato|usa|usando] ..4 account",
            "[phishing|furto d identita|furto di identita|accesso non autorizzato|attivita sospetta|accesso sospetto]",
        ],
    ),
    (
        AccountSecurity,
        Pt,
        lines![
            "[conta|senha|perfil|palavra passe] ..4 [hackead*|invadid*|roubad*|comprometid*|clonad*]",
            "[hackearam|invadiram|roubaram|clonaram] ..3 [conta|senha|perfil|identidade]",
            "[alguem] ..4 [entrou|acessou|acedeu|usou|usando] ..4 conta",
            "[phishing|roubo de identidade|acesso nao autorizado|atividade suspeita|vazamento de dados]",
        ],
    ),
    (
        AccountSecurity,
        Nl,
        lines![
            "[account|wachtwoord|profiel] ..4 [gehackt|gestolen|gekaapt|overgenomen]",
            "[iemand] ..4 [ingelogd|toegang|gebruikt|gebruik] ..4 [account|wachtwoord]",
            "[iemand] ..4 [account|wachtwoord] ..3 [ingelogd|toegang|gebruikt|gebruik|gekomen]",
            "[phishing|identiteitsfraude|verdachte [inlog|activiteit|aanmelding]|datalek|hacker]",
        ],
    ),
    (
        AccountSecurity,
        Pl,
        lines![
            "[konto|haslo|profil] ..4 [zhakowan*|skradzion*|przejet*|wykradzion*]",
            "[wlamal|wlamali|wlamano|zhakowal|zhakowano|przejal] ..4 konto",
            "ktos ..4 [zalogowal|uzywa|uzyl] ..4 [konto|konta]",
            "[phishing|kradziez tozsamosci|podejrzan* [logowani*|aktywnosc]|wyciek danych|haker]",
        ],
    ),
    (
        LegalThreat,
        En,
        lines![
            "[lawsuit|attorney|solicitor|small claims|class action|litigation|cease and desist]",
            "[my|our|a] [lawyer|lawyers|attorney|solicitor|legal team]",
            "[sue|suing] [you|your|the company|this company|over|for|them|handrail]",
            "[take|taking|see|seeing] you ..3 court",
            "[take|taking] legal action",
            "[legal action|legal steps|legal proceedings]",
            "[report|reporting|complain|complaint] ..4 [ombudsman|trading standards|bbb|better business bureau|consumer protection|ftc|attorney general|regulator|police]",
        ],
    ),
    (
        LegalThreat,
        De,
        lines![
            "[anwalt|anwaltin|rechtsanwalt|rechtsanwaltin|anwalts|anwalte]",
            "[verklag*|klage einreichen|einklagen|vor gericht|rechtliche schritte|strafanzeige|anzeige erstatten|mahnbescheid|verbraucherzentrale|verbraucherschutz]",
        ],
    ),
    (
        LegalThreat,
        Fr,
        lines![
            "[avocat|avocate|tribunal|poursuites|mise en demeure|huissier|prud hommes|dgccrf]",
            "[porter|porte|depose|deposer] plainte",
            "[poursuivre|attaquer] ..2 [en justice|tribunal]",
            "[action en justice|actions en justice|voie judiciaire|justice]",
        ],
    ),
    (
        LegalThreat,
        Es,
        lines![
            "[abogado|abogada|abogados|demandarlos|demandarles|demandaros|demanda judicial|juzgado|tribunales|denunciarlos|denunciarles|profeco|acciones legales|accion legal|denuncia]",
            "[voy a|los voy a|les voy a|vamos a] [demandar|denunciar]*",
            "[poner|interponer|presentar] una [demanda|denuncia]",
        ],
    ),
    (
        LegalThreat,
        It,
        lines![
            "[avvocato|avvocati|avvocata|tribunale|azione legale|azioni legali|vie legali|denuncia|querela|giudice di pace]",
            "[faccio|faro|fare|facciamo] causa",
            "[vi]? [denuncio|denuncero|querelo]",
        ],
    ),
    (
        LegalThreat,
        Pt,
        lines![
            "[advogado|advogada|advogados|procon|acao judicial|medidas legais|medidas judiciais|tribunal]",
            "[vou|vamos|irei] [processar|acionar]",
            "[na justica|a justica|em tribunal|queixa crime]",
        ],
    ),
    (
        LegalThreat,
        Nl,
        lines![
            "[advocaat|advocaten|rechtszaak|rechtbank|juridische stappen|aanklagen|aangifte|rechter|kort geding|consumentenbond|deurwaarder]",
            "[daag|sleep|dagen|slepen] ..3 [rechter|rechtbank|gerecht]",
        ],
    ),
    (
        LegalThreat,
        Pl,
        lines![
            "[adwokat*|prawnik*|sadu|sadem|sadzie|pozew|pozwe|pozwac|uokik|rzecznik* praw|kroki prawne|krokow prawnych|prokuratur*]",
        ],
    ),
    (
        PersonalSafety,
        En,
        lines![
            "[caught|catching|on|set] fire",
            "[exploded|exploding|explosion|smoking and|burst into flames|overheated|burned me|burnt me|burned my|burnt my]",
            "[charger|plug|socket|outlet|cable|battery|adapter|adaptor] ..2 melted",
            "melted ..2 [charger|plug|socket|outlet|cable|battery|adapter|adaptor]",
            "[cut|hurt|injured|burned|burnt|scalded] [myself|my hand|my finger|my fingers|my foot|my arm|my leg|my face|my eye]",
            "electric shock",
            "[shocked|electrocuted] me",
            "[got|was|were|been|am|badly]? [injured|hospitalised|hospitalized|poisoned|electrocuted|assaulted|stalked|threatened|harassed]",
            "[threaten*|assault*|stalk*|harass*|attack*] [me|us|my]",
            "[followed|following] me [home|to|from|around|into|inside|and|$]",
            "[allergic reaction|food poisoning|in danger|feel unsafe|not safe here|going to hurt me|afraid for my]",
            "[my]? [child|baby|son|daughter|kid|toddler] ..3 [swallowed|choked|choking|hurt|injured|burned]",
        ],
    ),
    (
        PersonalSafety,
        De,
        lines![
            "[feuer gefangen|in brand|in flammen|explodiert|explosion|stromschlag|verbrannt|verbrennung*|verletzt|vergiftet|vergiftung|bedroht*|belastigt*|gestalkt|angegriffen|allergische reaktion]",
            "in gefahr",
        ],
    ),
    (
        PersonalSafety,
        Fr,
        lines![
            "[pris feu|en feu|explose*|explosion|decharge electrique|electrocut*|brulure*|blesse*|empoisonn*|intoxication|menace*|harcele*|agresse*|reaction allergique]",
            "en danger",
        ],
    ),
    (
        PersonalSafety,
        Es,
        lines![
            "[se incendio|incendio|en llamas|prendio fuego|exploto|explosion|descarga electrica|electrocut*|quemadura*|me quemo|me queme|herid*|lesion*|intoxic*|amenaz*|acos*|agredi*|reaccion alergica]",
            "en peligro",
        ],
    ),
    (
        PersonalSafety,
        It,
        lines![
            "[preso fuoco|in fiamme|esplos*|scossa elettrica|fulminat*|ustion*|bruciat*|ferit*|intossic*|minacci*|molest*|aggredit*|reazione allergica]",
            "in pericolo",
        ],
    ),
    (
        PersonalSafety,
        Pt,
        lines![
            "[pegou fogo|em chamas|incendi*|explodiu|explosao|choque eletrico|levei um choque|queimadura*|me queimei|feri*|machuc*|intoxic*|ameac*|assedi*|agredi*|reacao alergica]",
            "em perigo",
        ],
    ),
    (
        PersonalSafety,
        Nl,
        lines![
            "[in brand|vlam gevat|in vlammen|ontplof*|geexplodeerd|explosie|elektrische schok|stroomschok|verbrand|brandwond*|gewond|vergiftig*|bedreig*|gestalkt|lastiggevallen|aangevallen|allergische reactie]",
            "in gevaar",
        ],
    ),
    (
        PersonalSafety,
        Pl,
        lines![
            "[zapalil*|w ogniu|pozar|wybuch*|porazil* pradem|porazenie|poparz*|oparz*|rann*|zranil*|zatru*|grozil*|grozi mi|nekal*|zaatakowal*|reakcj* alergiczn*]",
            "w niebezpieczenstwie",
        ],
    ),
    (
        LegalAdvice,
        En,
        lines![
            "[legal] [advice|opinion|question|rights|consequences|implications|matter|help]",
            "[is|are|would] [it|this|that|they] [legal|illegal|against the law|lawful] [to|if|for|in]?",
            "[my rights|consumer rights|can i sue|should i sue|break the law|breach of contract|liable|liability]",
            "[what does the|according to the] law",
        ],
    ),
    (
        LegalAdvice,
        De,
        lines![
            "[rechtsberatung|rechtlich* [rat|frage|auskunft]|meine rechte|rechtslage|legal|illegal|haftet|haftung]",
        ],
    ),
    (
        LegalAdvice,
        Fr,
        lines![
            "[conseil* juridique*|question juridique|mes droits|est ce legal|illegal|legalement|que dit la loi]",
        ],
    ),
    (
        LegalAdvice,
        Es,
        lines![
            "[asesoria legal|consejo legal|asesoramiento legal|mis derechos|es legal|ilegal|que dice la ley]",
        ],
    ),
    (
        LegalAdvice,
        It,
        lines![
            "[consulenza legale|consiglio legale|parere legale|miei diritti|e legale|illegale|cosa dice la legge]",
        ],
    ),
    (
        LegalAdvice,
        Pt,
        lines![
            "[aconselhamento juridico|conselho legal|consultoria juridica|meus direitos|e legal|ilegal|o que diz a lei]",
        ],
    ),
    (
        LegalAdvice,
        Nl,
        lines![
            "[juridisch* [advies|vraag|hulp]|mijn rechten|is het legaal|illegaal|aansprakelijk*]"
        ],
    ),
    (
        LegalAdvice,
        Pl,
        lines!["[porad* prawn*|pomoc prawn*|moje prawa|czy to legalne|nielegaln*|zgodne z prawem]"],
    ),
    (
        MedicalAdvice,
        En,
        lines![
            "[medical|health] [advice|question|condition|opinion|help]",
            "[cure|treat|heal|relieve|help with] [my|a|the]? [eczema|pain|acne|back|headache|headaches|anxiety|depression|arthritis|asthma|psoriasis|infection|rash|disease|illness|migraine|diabetes|cold|flu]",
            "[pregnan*|breastfeeding|breast feeding]",
            "[dosage|dose|side effect*|symptom*|diagnos*|prescription|medication|medicine]",
            "[should i|do i need to] see a doctor",
        ],
    ),
    (
        MedicalAdvice,
        De,
        lines![
            "[medizinisch*|arztlich*|schwanger*|stillzeit|nebenwirkung*|dosierung|symptom*|diagnose|medikament*|rezeptpflichtig*]",
        ],
    ),
    (
        MedicalAdvice,
        Fr,
        lines![
            "[avis medical|conseil medical|medicament*|enceinte|grossesse|allait*|effets secondaires|posologie|symptome*|diagnostic]",
        ],
    ),
    (
        MedicalAdvice,
        Es,
        lines![
            "[consejo medico|medicament*|embaraz*|lactancia|efectos secundarios|dosis|sintoma*|diagnostico]",
        ],
    ),
    (
        MedicalAdvice,
        It,
        lines![
            "[consiglio medico|parere medico|farmac*|medicin*|incinta|gravidanza|allattamento|effetti collaterali|dosaggio|sintom*|diagnosi]",
        ],
    ),
    (
        MedicalAdvice,
        Pt,
        lines![
            "[conselho medico|remedio*|medicament*|gravid*|amament*|efeitos colaterais|efeitos secundarios|dosagem|sintoma*|diagnostico]",
        ],
    ),
    (
        MedicalAdvice,
        Nl,
        lines!["[medisch*|medicijn*|zwanger*|borstvoeding|bijwerking*|dosering|symptom*|diagnose]"],
    ),
    (
        MedicalAdvice,
        Pl,
        lines![
            "[porad* medyczn*|lek|leki|lekow|ciaz*|karmie*|skutki uboczne|dawkowani*|objaw*|diagnoz*]",
        ],
    ),
    (
        Competitors,
        En,
        lines![
            "[competitor*|rivals]",
            "[better|cheaper|worse|faster|different] than [other|another|any other] [shop*|store*|compan*|brand*|site*|retailer*|service*]",
            "[compare|compared|comparison] [to|with] [other|another|your] [shop*|store*|compan*|brand*|competitor*]",
            "[amazon|ebay|walmart|zalando|aliexpress|temu|shein|etsy] [is|are|has|have|sells|sell|offer*|price*|cheaper]",
            "[than|on|vs|versus] [amazon|ebay|walmart|zalando|aliexpress|temu|shein|etsy]",
        ],
    ),
    (
        Competitors,
        De,
        lines![
            "[konkurrenz*|mitbewerber*|wettbewerber*]",
            "[billiger|gunstiger|besser] als [andere|bei] ..2",
        ],
    ),
    (
        Competitors,
        Fr,
        lines![
            "[concurrent*|concurrence]",
            "[moins cher|mieux] que [les autres|chez|d autres]",
        ],
    ),
    (
        Competitors,
        Es,
        lines![
            "[competencia|competidor*]",
            "[mas barato|mejor] que [otras|otros|otra]",
        ],
    ),
    (
        Competitors,
        It,
        lines!["[concorren*]", "[piu economic*|meglio] [di|degli] altri"],
    ),
    (
        Competitors,
        Pt,
        lines![
            "[concorren*]",
            "[mais barato|melhor] [que|do que] [outras|outros|a concorrencia]",
        ],
    ),
    (
        Competitors,
        Nl,
        lines![
            "[concurrent*|concurrentie]",
            "[goedkoper|beter] dan [andere|bij]",
        ],
    ),
    (
        Competitors,
        Pl,
        lines![
            "[konkurencj*|konkurent*]",
            "[tansz*|lepsz*] niz [inne|w innych|u innych]",
        ],
    ),
];
