//! The English words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::En,
    &[
        (
            "adv",
            "really|actually|indeed|definitely|certainly|just|also|in fact|absolutely|only|of course|very much",
        ),
        ("det", "a|an|the|your|our|another|one of our"),
        (
            "real",
            "real|live|living|actual|genuine|human|fellow|true|real life",
        ),
        (
            "who",
            "human|humans|person|persons|people|human being|human beings|man|woman",
        ),
        (
            "role",
            "agent|agents|representative|rep|employee|operator|advisor|adviser|specialist|colleague|staff member|team member|member of|assistant manager|supervisor",
        ),
        ("now", "now|currently|already|just"),
        (
            "talk",
            "talking|speaking|chatting|connected|writing|texting",
        ),
        ("team", "team|staff|support|service|department|desk|crew"),
        (
            "bot",
            "ai|bot|robot|chatbot|machine|computer|program|automated|virtual|language model",
        ),
        (
            "tell",
            "tell|give|send|share|provide|say|text|read|reply with|respond with|answer with|let me know|let us know|dictate|message|email|mail|repeat|forward|supply|post|whisper|reveal|disclose",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[i am|i m|im|we are|we re] @adv? @det? @real? @real? @who",
                "[i am|i m|im] @adv? @det? @real @role",
                "[i am|i m|im] @adv? @det? [employee|staff member|team member|member of]",
                "[i am|i m|im|my name is|this is] ..2 from [the|our|your] ..2 @team",
                "as a @real? [human|person|human being] [i|myself]",
                "you [are|re] @now? @talk @now? [to|with] @det? @real? @real? [@who|@role]",
                "you [are|re] @now? @talk @now? [to|with] ..2 from [our|the|your] ..2 @team",
                "you [are|re] @now? @talk @now? [to|with] ..1 [of|in|on] our @team",
                "you [have been|ve been|were] @now? [connected|transferred|put through|handed over|passed] [to|with|on to|over to]? ..2 [@who|@role|@team]",
                "@det? [@who|@role] [has|have|s] @now? [joined|taken over|entered|arrived|picked up]",
                "[has|have] @now? joined [the|this|our|your]? [chat|conversation|us|you|discussion]",
                "joined [the|this|our|your] [chat|conversation]",
                "from [the|our]? ..1 @team [has|have|s] @now? [joined|taken over|arrived|picked up]",
                "from [the|our]? ..1 @team here",
                "[@who|@role|@team] ..1 is @now? [here now|with you|in this chat|in the chat]",
                "[have|ve] @now? [transferred|connected|handed|passed] you [to|over|with|on]",
                "[@who|@role] [is|are|s] @now? [typing|with you|in the chat|in this chat|on the line|now here|reading along]",
                "there [is|s] @det? @real [human|person|agent] [behind|typing|writing|reading|here]",
            ],
        ),
        (
            Denial,
            lines![
                "[i am|i m|im|this is] not @adv? @det? @bot",
                "[i am|i m|im] no @bot",
                "you [are|re] not @talk @now? [to|with] @det? @bot",
            ],
        ),
        (
            Unreal,
            lines![
                "[once|when|until|till|after|if|unless|whether|should|before|as soon as|while|whenever]"
            ],
        ),
        (
            Machine,
            lines!["[ai|bot|robot|chatbot|virtual|automated|artificial|digital]"],
        ),
        (
            Secret,
            lines![
                "[card|credit card|debit card|bank card] [number|numbers|details|data]",
                "[check|verification|security|validation] [number|code|digits]",
                "[cvc|cvv|cvc2|cvv2|cv2|csc]",
                "card verification ..1",
                "[pin|pins|pin code|pin number]",
                "[password|passwords|passcode|passphrase|pass word|pass code]",
                "one time [code|password|passcode|pin|pass code]",
                "[otp|tan|2fa code|mfa code|two factor code]",
                "[login|log in|sign in|signin|authentication|authenticator|access|sms|text|texted|recovery|backup|activation] [code|codes|key|phrase]",
                "[code|codes|number|digits] ..1 [from|in|inside|on] [the|your|that|this|our]? [text|sms|text message|message|authenticator|phone|e mail|email|app]",
                "[code|codes|digits] ..1 [we|i|you|they|that was] ..2 [sent|texted|got|received|get|receive|emailed|messaged]",
                "[four|six|4|6|five|5|eight|8] digit [code|number|pin]",
                "[secret|api|private|seed] [key|code|phrase|word]",
                "[number|numbers|digits|code] [on|from|of] ..4 [card|credit card]",
                "[photo|picture|image|scan] of ..2 card",
            ],
        ),
        (
            Ask,
            lines![
                "^ [please|kindly|then|now|and|just|so|first|next|ok|okay]? [please]? @tell",
                "[please|kindly|to|can you|could you|would you|will you|must|should|you can|you could|need to|have to|and|just|then|can|may] @tell",
                "@tell [me|us]",
                "[what|which|whats] [is|s|are|was] [your|the|that] ..2",
                "[i|we] ..1 [need|require|want|d like|would like]",
                "[i|we] ll need",
                "what are [your|the] ..1",
                "[may|can|could] [i|we] ..1 [have|get|see|ask for|know]",
            ],
        ),
        (
            Enter,
            lines!["[enter|type|input|put|key in|fill in|submit|paste|write|confirm|verify|state]"],
        ),
        (
            Not,
            lines![
                "[never|not|dont|doesnt|wont|cannot|cant|shouldnt|mustnt|isnt|arent|arn t|without|nobody|no one|neither|nor|avoid|unable|rather than|instead of|scam*|fraud*|phish*|someone|anyone|anybody|strangers|beware|forgot|forgotten|reset|change|changed]"
            ],
        ),
        (
            Not,
            lines![
                "[we|i|ll|will|system] ..1 [send|text|email|mail|message|share|give|provide|forward|post] you"
            ],
        ),
        (
            Place,
            lines![
                "[checkout|check out|till|terminal|cash machine|atm|website|web site|browser|settings]",
                "[on|in|at|into|under|to] [the|our|your|its|a|that] ..2 [page|app|form|account|screen|site|field|portal|window|keypad|reader]",
                "[sign in|login|log in] [page|screen|form]",
            ],
        ),
        (
            Chat,
            lines![
                "[here|this chat|the chat|this conversation|to me|to us|below|in your reply|in your answer|reply|this message]"
            ],
        ),
        (
            Harmless,
            lines![
                "[gift|loyalty|bonus|member|membership|library|customer|club|promo|discount|voucher|coupon|postal|post|zip|area|country|dialling|qr|error|tracking|order|reference]",
                "[last|first|final] [four|4|two|2|three|3|six|6|digits]",
                "if you ..1 [type|enter|send|share|write|paste] [a|any]",
            ],
        ),
    ],
);
