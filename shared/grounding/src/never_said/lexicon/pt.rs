//! The Portuguese words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::Pt,
    &[
        ("adv", "realmente|mesmo|tambem|de verdade|so"),
        (
            "det",
            "um dos nossos|uma das nossas|o nosso|a nossa|um|uma|o|a|seu|sua|nosso|nossa|outro|outra",
        ),
        ("real", "real|humano|humana|verdadeiro|verdadeira"),
        (
            "who",
            "humano|humana|humanos|pessoa|homem|mulher|ser humano",
        ),
        (
            "role",
            "atendente|agente|funcionario|funcionaria|representante|operador|operadora|colega|assistente humano|membro",
        ),
        ("now", "agora|ja|neste momento|atualmente"),
        (
            "team",
            "equipe|equipa|servico|atendimento|suporte|departamento",
        ),
        (
            "bot",
            "ia|robo|bot|chatbot|maquina|computador|programa|inteligencia artificial",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[sou|somos] @adv? @det? @real? @who @real?",
                "sou @adv? @det? @role [humano|humana|real|da|do|de]",
                "sou @adv? @det? @real @role",
                "[sou|me chamo|chamo me|meu nome e|aqui e|fala] ..2 [da|do] [nossa|nosso]? ..1 @team",
                "como [ser humano|pessoa] [eu]?",
                "[esta|estas|voce esta] @now? [falando|a falar|conversando|a conversar|conectado|conectada|em contato|em contacto] @now? com @det? @real? [@who|@role]",
                "[esta|estas|voce esta] @now? [falando|a falar|conversando|a conversar|conectado|conectada|em contato|em contacto] @now? com ..1 [da|do] [nossa|nosso]? ..1 @team",
                "[@who|@role] ..1 [entrou|juntou se|assumiu|se juntou]",
                "[entrou|juntou se] [na|no|a|nesta] [chat|conversa]",
            ],
        ),
        (
            Denial,
            lines![
                "nao sou @det? @bot",
                "nao esta [falando|a falar] com @det? @bot"
            ],
        ),
        (
            Unreal,
            lines!["[se|quando|ate|depois|antes|assim que|caso]"],
        ),
        (
            Machine,
            lines!["[ia|robo|bot|chatbot|virtual*|automat*|digital|artificial]"],
        ),
        (
            Secret,
            lines![
                "[numero|numeros|dados] [do|de] [seu|teu]? cartao",
                "[cvc|cvv|pin|codigo pin|senha|senhas|palavra passe|password|otp]",
                "codigo [de seguranca|de verificacao|de confirmacao|de uso unico|de acesso|unico|secreto|sms]",
                "codigo ..1 [do|da|no|na|por] [seu|sua|mensagem]? [sms|mensagem|e mail|email|aplicacao|app|texto]",
                "codigo que ..3 [enviamos|enviado|recebeu|recebido]",
            ],
        ),
        (
            Ask,
            lines![
                "[diga|digame|diz|diga me|diz me|me diga|me diz|de me|da me|me de|me passe|passe|me envie|envie|envia me|envie nos|mande|manda|compartilhe|partilhe|informe|indique|forneca|dizer me|me dizer|me enviar|enviar me|comunique|escreva me]",
                "qual e [o|a] [seu|sua|teu|tua]?",
                "[preciso|precisamos|necessito]",
            ],
        ),
        (
            Enter,
            lines![
                "[escreva|escreve|digite|digita|introduza|introduz|insira|insere|confirme|confirma|inserir|digitar|introduzir]"
            ],
        ),
        (
            Not,
            lines![
                "[nao|nunca|jamais|ninguem|sem|nem|evite|esqueceu|redefinir|mudar|alterar|alguem]"
            ],
        ),
        (
            Not,
            lines!["[nos|eu]? [lhe|te] [enviamos|enviaremos|enviarei]"],
        ),
        (
            Place,
            lines![
                "[caixa|site|pagina|aplicacao|aplicativo|formulario|conta|terminal|ecra|tela|campo|navegador]"
            ],
        ),
        (
            Chat,
            lines!["[aqui|chat|para mim|a nos|abaixo|resposta|conversa]"],
        ),
        (
            Harmless,
            lines![
                "[presente|fidelidade|desconto|promocional|postal|rastreio|pedido|socio]",
                "ultimos ..1 [digitos|numeros]"
            ],
        ),
    ],
);
