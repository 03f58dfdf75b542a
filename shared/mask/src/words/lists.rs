//! The words themselves, folded: lower case, no accents. A word may be in several lists.

use super::Meaning;

pub(super) const LISTS: &[(Meaning, &str)] = &[
    (
        Meaning::CARD,
        "card cards creditcard debitcard credit debit dc visa mastercard amex maestro discover crad cc \
        karte kreditkarte kreditkartennummer kartennummer debitkarte girocard carte cb tarjeta carta cartao \
        kaart creditcardnummer kaartnummer karta karty karte",
    ),
    (
        Meaning::CVV,
        "cvv cvc cvv2 cvc2 csc cid kartenprufnummer prufnummer prufziffer cryptogramme",
    ),
    (
        Meaning::SSN,
        "ssn ssns ssnno social socialsecurity itin tin taxpayer",
    ),
    (
        Meaning::ACCOUNT,
        "account acct acc ac accounts routing aba rtn bsb clabe cbu cvu ccc bankleitzahl blz transit bankgiro plusgiro kontonummer konto kundennummer compte cuenta conto conta \
        rekening rekeningnummer rachunek rachunku konta banking",
    ),
    (
        Meaning::PHONE,
        "phone phones fone phonenumber answering message messages office hotline telephone tel mobile cell cellphone cellular call calls called calling text whatsapp sms fax \
        contact ph phno mob handy handynummer telefon telefonnummer telefonnr rufnummer mobilnummer mobil mobilfunknummer \
        anrufen ruckruf erreichbar portable joignable appelez appeler telephonique telefono movil celular llamar llameme llamenme \
        cellulare chiamare chiamatemi recapito telefone telemovel ligar ligue contacto contato telefoon telefoonnummer mobiel \
        mobiele gsm bellen bereikbaar telefonu komorka komorkowy zadzwon dzwonic reach dial ring",
    ),
    (
        Meaning::PASSWORD,
        "password passwords passwort kennwort pwd pw passcode passphrase passwd pasword passwrod psw pin pins \
        otp tan motdepasse mdp contrasena clave senha wachtwoord hasla haslo parola pincode pswd psswd paswd pswrd passwrd passord passwort paswort pasword passwod pssword passowrd passwaord \
        oassword pasward passeword passe kodeord losenord salasana heslo jelszo sifre пароль",
    ),
    (
        Meaning::SECRET,
        "token secret apikey key keys bearer authorization credential credentials api schlussel \
        geheimnis cle jeton chave chiave llave sleutel klucz",
    ),
    (
        Meaning::EMAIL,
        "email emails eamil emial mail e-mail gmail mailadresse emailadresse courriel correo posta mailid emailid",
    ),
    (
        Meaning::ADDRESS,
        "address addresses adresse adressen anschrift lieferadresse rechnungsadresse wohnadresse lieferanschrift \
        direccion domicilio indirizzo endereco morada adres adresu adresem bezorgadres afleveradres",
    ),
    (
        Meaning::NAME,
        "name names fullname username firstname lastname surname vorname nachname nom prenom nombre \
        apellido apellidos nome cognome sobrenome apelido naam voornaam achternaam imie nazwisko",
    ),
    (
        Meaning::REFERENCE,
        "order orders ordernumber tracking booking invoice sku version guid uuid ref reference ticket case \
        confirmation policy claim item items serial model product article hash commit build isbn ean upc gtin parcel shipment \
        package delivery receipt quote po rma imei batch lot part asin transaction txn flight reservation pnr voucher coupon promo \
        bestellung bestellnummer auftrag auftragsnummer auftragsnr rechnung rechnungsnummer sendung sendungsnummer paket \
        paketnummer artikel artikelnummer seriennummer vorgangsnummer buchung ticketnummer commande colis suivi facture dossier \
        numerodecommande pedido pedidos seguimiento factura reserva ordine spedizione fattura prenotazione pratica encomenda \
        rastreio fatura nota bestelling bestelnummer ordernummer zending factuur pakket boeking zamowienie zamowienia przesylka \
        przesylki faktura faktury rezerwacja timestamp error errorcode",
    ),
    (
        Meaning::MONEY,
        "dollar dollars usd eur euro euros gbp pounds pound pln zloty zl chf cents price total amount cost paid \
        pay refund balance percent kg gb mb km cm mm ml units pieces pcs times days hours minutes weeks months years",
    ),
    (
        Meaning::LINK,
        "is are was as id number numbers no nr num nummer numero digits digit last four final ending ends end in \
        with of the my our your it its it's this that here here's and for be will at on to first me you can lautet ist sind meine \
        mein letzten vier endet auf von est sont mon ma mes se termine par les derniers chiffres es son mi termina las ultimos \
        digitos e sono mio mia finisce meu minha os mijn zijn eindigt op de laatste cijfers jest moj moja to numer koncowka \
        under also currently only just given the",
    ),
    (
        Meaning::IS,
        "is are was ist lautet sind est es e era jest brzmi",
    ),
    (
        Meaning::STREET,
        "street st str road rd avenue ave av lane ln drive dr boulevard blvd court ct circle cir place pl square sq \
        terrace ter trail trl parkway pkwy highway hwy way alley crescent cres close row expressway turnpike loop \
        grove gardens mews quay wharf walk plaza broadway route rte esplanade parade pike ridge hollow crossing run \
        strasse strase straat laan weg plein gracht kade gasse allee platz ring damm ufer vej gade gatan vagen veien tie katu \
        theru marg nagar salai",
    ),
    (
        Meaning::ROAD,
        "rue avenue boulevard place chemin impasse allee quai cours route passage via viale corso piazza vicolo largo \
        strada calle avenida paseo plaza camino carrera ronda rua travessa praca alameda estrada rodovia ulica ul al aleja \
        aleje plac osiedle os avda av calz jalan jl ул улица проспект переулок ulitsa",
    ),
    (
        Meaning::UNIT,
        "apt apartment apto unit suite ste flat floor fl room rm building bldg block house door piso puerta appartement \
        etage bat batiment scala interno bloco andar etage wohnung stock og lokal mieszkanie bus huis",
    ),
    (
        Meaning::TITLE,
        "mr mrs ms miss dr prof professor sir madam mister herr frau herrn monsieur madame mme mlle mademoiselle \
        senor senora srta sr sra don dona signor signora sig dott senhor senhora dhr mevr mevrouw meneer pan pani",
    ),
    (
        Meaning::PARTICLE,
        "van von de der den del della di da dos das do du la le los las el al bin ibn ben st san santa zu zur af av \
        ter ten y e",
    ),
    (
        Meaning::STATE,
        "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok \
        or pa ri sc sd tn tx ut vt va wa wv wi wy dc aa ae ap alabama alaska arizona arkansas california colorado connecticut delaware \
        florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan \
        minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont \
        virginia washington wisconsin wyoming",
    ),
    (
        Meaning::ZIP,
        "zip zipcode postcode postal postleitzahl plz cap cep",
    ),
    (
        Meaning::MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun jul \
        aug sep sept oct nov dec januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout \
        septembre octobre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro marco maio junho julho setembro \
        outubro novembro dezembro januari februari maart mei juni juli augustus stycznia lutego marca kwietnia maja czerwca lipca \
        sierpnia wrzesnia pazdziernika listopada grudnia monday tuesday wednesday thursday friday \
        saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag",
    ),
    (
        Meaning::GREETING,
        "hi hello hey dear hallo hoi liebe lieber bonjour salut cher chere hola estimado estimada querido querida ciao \
        salve buongiorno gentile ola caro cara beste geachte dag czesc witam szanowny szanowna drogi droga greetings morning \
        evening afternoon moin servus",
    ),
    (
        Meaning::SIGNOFF,
        "thanks thank thx ty regards cheers sincerely yours best wishes love grusse gruss grussen danke merci \
        cordialement bien cordiali saluti grazie saludos gracias atentamente cumprimentos obrigado obrigada abraco groet groeten \
        groetjes bedankt pozdrawiam dziekuje pozdrowienia mfg lg vg respectfully",
    ),
    (
        Meaning::ASK,
        "what what's whats which provide enter confirm give tell share type know verify repeat spell \
        wie welche welcher nennen geben bestatigen mitteilen quel quelle donner indiquer communiquer cual indique proporcione digame qual quale \
        indichi fornisca informe confirme wat welk geef podac jaki jaka podaj",
    ),
    (
        Meaning::PLEASE,
        "please pls plz bitte prego prosze por favor svp alstublieft",
    ),
    (Meaning::CODE, "code codes kod codigo codice passcode"),
    (
        Meaning::ONE_TIME,
        "pass verification security one-time onetime otp login access sms 2fa mfa authentication authenticator unlock \
        secret bestatigungscode sicherheitscode einmalcode zugangscode verificacion verificacao verifica securite verificatiecode \
        sicherheits weryfikacyjny acceso acesso",
    ),
    (
        Meaning::COUNTRY,
        "usa us uk america england germany deutschland france spain espana italy italia portugal netherlands nederland \
        poland polska austria osterreich switzerland schweiz suisse belgium belgique belgie ireland scotland wales canada mexico \
        brazil brasil london paris berlin madrid rome roma india australia japan china dubai uae singapore",
    ),
    (Meaning::LAND, include_str!("lands.txt")),
    (
        Meaning::LAND_END,
        "kingdom emirates zealand africa korea kong rica rico lanka arabia salvador leone faso verde coast ivoire marino \
        islands island samoa caledonia caledonie guinea sudan timor tobago grenadines barbuda principe herzegovina macedonia \
        lucia america republic city martin maarten barthelemy pierre miquelon polynesia futuna gambia bahamas federation \
        argentina states unidos unidas britain zjednoczone koninkrijk staten konigreich staaten royaume unis unito \
        uniti unido sur sul akrotiri dhekelia bissau republik republique republica republika федерация congo maroc sahara",
    ),
    (Meaning::CITY, include_str!("cities.txt")),
    (
        Meaning::MAILS,
        "at arobase arobas arroba chiocciola klammeraffe apenstaartje malpa \
        gmail googlemail yahoo ymail hotmail outlook icloud aol msn protonmail yandex gmx rediffmail reddiffmail \
        rediff zoho comcast verizon tutanota wanadoo laposte libero virgilio sapo uol onet interia ziggo kpn \
        freenet btinternet naver fastmail hushmail rocketmail qq poczta sbcglobal bellsouth \
        optonline earthlink windstream telus bigpond optusnet talktalk virginmedia ntlworld \
        aliceadsl tiscali arcor tonline blueyonder reddifmail gmial gmal gamil gmil gnail gmaill yaho yahooo yhoo hotmial \
        hotmal outlok",
    ),
    (
        Meaning::CORNER,
        "corner intersection ecke esquina angolo hoek rogu",
    ),
    (Meaning::IP, "ip ipv4 ipv6 host server dns gateway"),
    (
        Meaning::VERSION,
        "version v ver release firmware build update ios android windows driver software app",
    ),
    (Meaning::IBAN, "iban bic swift"),
    (Meaning::EVERYDAY_NAME, include_str!("everyday.txt")),
    (
        Meaning::STATUS,
        "not wrong incorrect correct right invalid valid expired locked blocked working the a an my your our too very so \
        still always never also now being been required needed necessary missing lost forgotten reset changed different same weak \
        strong unknown compromised stolen hacked saved stored what that it this to in on at for no longer rejected accepted refused \
        safe secure unsafe ok okay fine good bad gone visible hidden broken important only just already something somewhere \
        displayed shown sent empty short long old new set used asked gets getting keeps because when if but and or there here \
        supposed one how why where i you we they he she is isn't doesn't won't can't not: falsch richtig nicht abgelaufen gesperrt \
        ungultig vergessen weg kein keine der die das ein eine incorrecto incorrecta mal no caducada faux fausse expire oublie \
        incorrect sbagliata errata scaduta non errada incorreta nao verkeerd fout verlopen niet bledne niepoprawne nie wygaslo \
        protected encrypted case-sensitive case all both any some more less enough like unable able going about from up down out \
        off over under again back then than as with without within by of me him her them us mine yours reject failing failed fails \
        accepting recognized recognised recognizing showing asking optional public private default temporary",
    ),
    (
        Meaning::PLACE,
        "live lives living reside resides deliver ship send shipped delivered ordered wohne wohnhaft wohnt liefern \
        liefere schicken schickt senden habite habitons livrer livrez envoyer envoyez vivo enviar envien entregar enviarlo abito \
        spedire spedite consegnare moro enviem entreguem woon bezorgen bezorg sturen stuur mieszkam wyslac wyslijcie dostarczyc \
        located moved",
    ),
    (
        Meaning::INTRO,
        "my mi i i'm im this it name names ich mein hier je moi mon c'est ici me soy yo sono sou eu meu aqui ik mijn \
        jestem nazywam mam moje z tu la il nome nom nombre naam imie hieronder myself меня мене they call fullname firstname lastname surname",
    ),
    (Meaning::ID, include_str!("ids.txt")),
    (
        Meaning::HINT,
        "national tax fiscal insurance health social company business registration resident residence residency         permanent personal government document documento dokument patient healthcare provider enterprise employer organisation organization         steuer versicherung gesundheitskarte handelsregister fiscale tributaria impots securite assurance sociale         impuestos tributario seguridad ciudadania cittadinanza sanitaria contribuinte cidadao belasting verzekering podatkowy podatnika         ubezpieczenia ewidencyjny skatt skatte vero swedish finnish korean",
    ),
    (
        Meaning::PASSPORT,
        "passport passports passportnumber reisepass reisepassnummer pass passnummer passeport pasaporte passaporto passaporte paspoort         paspoortnummer paszport paszportu pasport pasaportu pas passi pass-nr passnr",
    ),
    (
        Meaning::LICENCE,
        "licence license licences licenses driverslicense driverslicence driving fuhrerschein fuhrerscheinnummer fuhrerscheinnr permis         licencia patente carnet habilitacao cnh rijbewijs rijbewijsnummer prawo jazdy korkort ajokortti ehliyet dl",
    ),
    (
        Meaning::BIRTH,
        "birth birthday birthdate dob born bday dateofbirth geburtsdatum geburtstag geboren geb naissance ne nee nacimiento naci nacido nacida         cumpleanos fechadenacimiento nascita nato nata compleanno nascimento nasci nascido nascida aniversario geboortedatum         geboorte verjaardag urodzenia urodzony urodzona urodzilem urodzilam urodziny",
    ),
    (
        Meaning::EXPIRY,
        "exp expiry expires expiration expire expiring expdate valid thru gultig ablauf ablaufdatum gueltig verfallt verfalldatum expiration         validite caducidad caduca vencimiento vence scadenza scade validade valida vervaldatum verloopt geldig waznosci wazna",
    ),
    (
        Meaning::PLATE,
        "plate plates numberplate licenceplate registrationnumber kennzeichen nummernschild autokennzeichen immatriculation plaque         matricula targa placa kenteken kentekenplaat rejestracyjny rejestracyjna tablica plaka plakasi plakam vehicle vehicles",
    ),
    (Meaning::STOP, include_str!("stop.txt")),
    (Meaning::GIVEN, include_str!("given.txt")),
    (Meaning::SURNAME, include_str!("surnames.txt")),
    (
        Meaning::INITIAL,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    ),
    (
        Meaning::PARTY,
        "kid kids child baby attn attention recipient beneficiary cardholder holder passenger guest traveler traveller contact empfanger \
        inhaber karteninhaber kontoinhaber destinataire titulaire destinatario titular intestatario ontvanger odbiorca customer \
        kunde client cliente klant klient from sender husband wife spouse partner son daughter brother sister mother father mom \
        mum dad friend colleague boss girlfriend boyfriend fiance fiancee roommate neighbor neighbour uncle aunt cousin nephew \
        niece grandmother grandfather mann sohn tochter bruder schwester mutter vater freund freundin mari femme fils fille frere \
        soeur mere pere ami amie marido esposo esposa mujer hijo hija hermano hermana madre padre amigo amiga marito moglie figlio \
        figlia fratello sorella filho filha irmao irma mae pai vrouw zoon dochter broer zus moeder vader vriend vriendin maz zona \
        syn corka brat siostra matka ojciec",
    ),
    (
        Meaning::FIRM,
        "ltd limited inc llc llp plc corp corporation co gmbh ag kg ohg mbh sarl srl spa sl bv nv pvt pty ab oy aps associates \
        partners group holdings holding company companies services service solutions systems technologies consulting \
        construction industries enterprises foundation trust insurance insurances bank banking financial capital media music \
        records studio studios academy acadamy college university school institute hospital clinic hotel hotels resort airlines \
        airport station stadium museum theatre theater park beach island islands valley springs bay city county river lake \
        mountain hill hills church cathedral bridge prize award awards cup league club stores market cafe restaurant \
        pizza steakhouse grille diner tavern pub kitchen salon bar grill foods bakery motors motorsport cars electronics shoes jeans shirt watch watches perfume collection edition series \
        orchestra band ensemble choir stiftung versicherung sparkasse apotheke universitat klinik bahnhof flughafen",
    ),
];
