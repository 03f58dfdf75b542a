//! The French words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::Fr,
    &[
        (
            "adv",
            "bien|vraiment|reellement|effectivement|aussi|moi meme|juste",
        ),
        (
            "det",
            "un de nos|une de nos|un|une|le|la|l|votre|notre|d un|d une",
        ),
        (
            "real",
            "vrai|vraie|veritable|reel|reelle|humain|humaine|vivant|vivante|autre",
        ),
        (
            "who",
            "humain|humaine|humains|personne|homme|femme|etre humain",
        ),
        (
            "role",
            "agent|agente|conseiller|conseillere|employe|employee|collaborateur|collaboratrice|collegue|operateur|operatrice|membre",
        ),
        ("now", "maintenant|desormais|a present|actuellement|deja"),
        ("team", "equipe|service|support|assistance"),
        (
            "bot",
            "ia|robot|bot|chatbot|machine|ordinateur|programme|intelligence artificielle",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[je suis|nous sommes] @adv? @det? @real? @who",
                "je suis @adv? @det? @role ..1 [humain|humaine|reel|reelle]",
                "je suis @adv? @det? @real @role",
                "[je suis|je m appelle|ici] ..2 [de|du|dans|chez] [l|la|notre|le]? ..1 @team",
                "en tant qu [humain|etre humain|personne]",
                "[vous parlez|vous discutez|vous echangez|vous ecrivez|vous etes en contact|vous etes en ligne|vous etes en relation|vous etes connecte|tu parles|tu discutes] @now? [a|avec] @det? @real? [@who|@role]",
                "[vous parlez|vous discutez|vous echangez|vous ecrivez|vous etes en contact|vous etes en ligne|vous etes en relation|tu parles|tu discutes] @now? [a|avec] ..1 [de|du] [l|la|notre|le]? ..1 @team",
                "[@who|@role] ..2 [a rejoint|vient de rejoindre|a pris le relais|a repris|est arrive|est arrivee]",
                "[a|vient de] [rejoint|rejoindre] [la|le|notre|cette|ce] [chat|conversation|discussion]",
            ],
        ),
        (
            Denial,
            lines![
                "je [ne|n]? suis pas @det? @bot",
                "vous ne parlez pas [a|avec] @det? @bot"
            ],
        ),
        (
            Unreal,
            lines!["[si|quand|lorsque|lorsqu|des que|une fois|apres|avant|jusqu|jusque]"],
        ),
        (
            Machine,
            lines!["[ia|robot|bot|chatbot|virtuel*|automat*|numerique|artificiel*]"],
        ),
        (
            Secret,
            lines![
                "[numero|numeros|donnees|coordonnees] de [la|votre|ta]? carte",
                "[cryptogramme|cvc|cvv|code pin|pin|mot de passe|mots de passe|code secret|code confidentiel|otp]",
                "code [de securite|de verification|de confirmation|a usage unique|de connexion|d acces|d authentification|sms|unique]",
                "code ..1 [recu|recue|envoye|du|dans|par] [par|le|votre|ton|un]? [sms|texto|message|mail|e mail|application]",
                "code ..1 [que|qu] ..3 [recu|envoye|recevez|avons]",
            ],
        ),
        (
            Ask,
            lines![
                "[donnez|donne|dites|dis|envoyez|envoie|communiquez|communique|indiquez|indique|partagez|partage|ecrivez|ecris|transmettez|transmets|fournissez|fournis|lisez|lis|dictez|dicte|donner|envoyer|dire|communiquer|indiquer|partager|ecrire|transmettre|fournir|dicter]",
                "[quel|quelle|quels|quelles] est [votre|ton|ta|le|la]",
                "[j ai|nous avons|il me faut|il nous faut] [besoin]?",
            ],
        ),
        (
            Enter,
            lines![
                "[tapez|tape|saisissez|saisis|entrez|confirmez|confirme|taper|saisir|entrer|confirmer|renseignez|inscrivez]"
            ],
        ),
        (
            Not,
            lines![
                "[jamais|ne|n|pas|personne ne|sans|ni|evitez|oublie|reinitialiser|changer|modifier|quelqu]"
            ],
        ),
        (
            Not,
            lines![
                "[nous|je] [vous|t|te] [envoyons|envoie|enverrons|enverrai|communiquons|communique]"
            ],
        ),
        (
            Place,
            lines![
                "[caisse|site|application|page|formulaire|compte|terminal|ecran|champ|navigateur|distributeur]"
            ],
        ),
        (
            Chat,
            lines!["[ici|chat|moi|nous|ci dessous|reponse|conversation]"],
        ),
        (
            Harmless,
            lines![
                "[cadeau|fidelite|promo|promotionnel|reduction|postal|suivi|commande|membre]",
                "[derniers|quatre derniers|4 derniers|dernieres] ..1"
            ],
        ),
    ],
);
