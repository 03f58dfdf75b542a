//! The Spanish words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::Es,
    &[
        ("adv", "realmente|tambien|de verdad|efectivamente|solo"),
        (
            "det",
            "uno de nuestros|una de nuestras|un|una|el|la|tu|su|nuestro|nuestra|otra|otro",
        ),
        (
            "real",
            "real|humano|humana|verdadero|verdadera|autentico|autentica",
        ),
        (
            "who",
            "humano|humana|humanos|persona|hombre|mujer|ser humano",
        ),
        (
            "role",
            "agente|asesor|asesora|empleado|empleada|representante|operador|operadora|companero|companera|miembro|compa",
        ),
        ("now", "ahora|ya|actualmente|ahora mismo"),
        ("team", "equipo|servicio|departamento|soporte"),
        (
            "bot",
            "ia|robot|bot|chatbot|maquina|ordenador|programa|inteligencia artificial",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[soy|somos] @adv? @det? @real? @who @real?",
                "soy @adv? @det? @role [human*|real|de]",
                "soy @adv? @det? @real @role",
                "[soy|me llamo|mi nombre es|le habla|te habla] ..2 [del|de] [nuestro|el|la]? ..1 @team",
                "como [ser humano|humano|persona]",
                "[esta|estas|usted esta] @now? [hablando|chateando|conectado|conectada|en contacto|escribiendo] @now? con @det? @real? [@who|@role]",
                "[esta|estas|usted esta] @now? [hablando|chateando|conectado|conectada|en contacto|escribiendo] @now? con ..1 [del|de] [nuestro|el|la]? ..1 @team",
                "[@who|@role] ..1 [se ha unido|se unio|ha entrado|ha tomado|se ha incorporado]",
                "se [ha unido|unio] a [la|esta|este] [chat|conversacion]",
            ],
        ),
        (
            Denial,
            lines![
                "no soy @det? @bot",
                "no [esta|estas] [hablando|chateando] con @det? @bot"
            ],
        ),
        (
            Unreal,
            lines!["[si|cuando|hasta|despues|antes|una vez|en cuanto]"],
        ),
        (
            Machine,
            lines!["[ia|robot|bot|chatbot|virtual*|automat*|digital|artificial]"],
        ),
        (
            Secret,
            lines![
                "[numero|numeros|datos] de [la|su|tu]? tarjeta",
                "[cvc|cvv|pin|codigo pin|contrasena|contrasenas|clave secreta|otp|clave de acceso]",
                "codigo [de seguridad|de verificacion|de confirmacion|de un solo uso|de acceso|unico|secreto|sms]",
                "codigo ..1 [del|de|en|por] [el|un|su|tu|mensaje]? [sms|mensaje|texto|correo|aplicacion|app]",
                "codigo que ..3 [enviado|enviamos|recibido|recibio|recibiste|envie]",
            ],
        ),
        (
            Ask,
            lines![
                "[digame|dime|dinos|diganos|deme|dame|denos|danos|enviame|envieme|envienos|envianos|mandame|mandeme|envie|envia|comparta|comparte|indique|indica|indiqueme|indicame|proporcione|proporciona|facilite|facilita|facilitenos|facilitame|escribame|escribeme|comunique|decirme|darme|enviarme|facilitarme|indicarme|decirnos|darnos|enviarnos|diga]",
                "[cual|que] es [su|tu|el|la]",
                "[necesito|necesitamos|necesitare|quiero]",
            ],
        ),
        (
            Enter,
            lines![
                "[escriba|escribe|introduzca|introduce|ingrese|ingresa|teclee|teclea|confirme|confirma|ponga|pon|introducir|escribir|ingresar]"
            ],
        ),
        (
            Not,
            lines![
                "[no|nunca|jamas|nadie|sin|ni|evite|olvido|olvidado|restablecer|cambiar|alguien]"
            ],
        ),
        (
            Not,
            lines!["[le|te] [enviamos|enviaremos|enviare|mandamos|mandaremos]"],
        ),
        (
            Place,
            lines![
                "[caja|sitio|web|pagina|aplicacion|formulario|cuenta|terminal|pantalla|campo|cajero|navegador]"
            ],
        ),
        (
            Chat,
            lines!["[aqui|chat|a mi|a nosotros|abajo|respuesta|conversacion]"],
        ),
        (
            Harmless,
            lines![
                "[regalo|fidelidad|descuento|promocional|postal|seguimiento|pedido|socio]",
                "[ultimos|ultimas] ..1 [digitos|cifras|numeros]"
            ],
        ),
    ],
);
