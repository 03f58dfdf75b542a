//! Identifiers of states and accounts, one row per scheme: its name, an invented number that passes
//! its check, and the same number with a wrong character (the same again where nothing is checked).
//! The numbers were drawn at random.

use handrail_mask::{Context, Kind, Masker};

/// Their form and check tell enough: found in any sentence.
const BY_ITSELF: &[(&str, &str, &str)] = &[
    ("AE Emirates ID", "784-1622-8497072-4", "785-1622-8497072-4"),
    ("AR CBU", "7803757144928271676170", "7803757144928271676171"),
    ("AR CUIT", "23-90480514-9", "23-90480514-0"),
    ("AT VAT", "AT U82949482", "AT U82949483"),
    ("AT social security", "2070 921410", "2070 921411"),
    ("AU ABN", "92 596 432 361", "92 596 432 362"),
    ("AU BSB and account", "653-946 98927380", "653-946 98927380"),
    ("BE VAT", "BE 0638.406.488", "BE 0638.406.489"),
    ("BE enterprise number", "0045.163.891", "0045.163.892"),
    ("BR CNPJ", "65.924.N44/49D5-43", "65.924.N44/49D5-44"),
    ("BR CPF", "912.928.270-50", "912.928.270-51"),
    (
        "CA business number",
        "96869 9645 VF 2474",
        "96869 9646 VF 2474",
    ),
    ("CH VAT", "CHE-908.977.883 ANF", "CHE-908.977.884 ANF"),
    ("CH enterprise", "CHE-889.671.192", "CHE-889.671.193"),
    ("CN credit code", "17457913J5734804W6", "17457913J5734804W7"),
    (
        "CZ SK account",
        "723217-3036557132/0767",
        "723218-3036557132/0767",
    ),
    ("CZ SK birth number", "137503/2923", "137503/2924"),
    ("CZ VAT", "CZ 26548950", "CZ 26548951"),
    ("DE VAT", "DE 977 379 965", "DE 977 379 966"),
    ("DE tax id", "17 289 262 537", "17 289 262 538"),
    ("DK CPR", "070804-5678", "071804-5678"),
    ("DK VAT", "DK 39 58 23 92", "DK 39 58 23 93"),
    ("EC RUC", "0306118191001", "0306118191002"),
    ("EE LT personal code", "17811123790", "17811123792"),
    ("EE VAT", "EE 631445173", "EE 631445174"),
    ("EG national id", "22305241474764", "22305244474764"),
    (
        "ES CCC",
        "8438 2161 19 5057014100",
        "8438 2161 19 5057014101",
    ),
    ("ES NIE", "X-1506041-R", "X-1506041-S"),
    ("ES NIF", "09296546-S", "09296546-T"),
    ("ES social security", "17/77968916/44", "17/77968916/45"),
    ("FI VAT", "FI 61494868", "FI 61494869"),
    ("FR NIF", "26 72 604 275 180", "26 72 604 275 181"),
    ("FR SIRET", "305 272 999 88259", "305 272 999 88250"),
    ("FR VAT", "FR S0 369 893 847", "FR S0 369 893 848"),
    ("GB NINO", "XZ 77 35 20 C", "XZ 77 35 20 E"),
    ("GB VAT", "GB 361 4491 99", "GB 361 4491 90"),
    ("GB driver number", "BRYD9610082VZ4JV", "BRYD9610002VZ4JV"),
    (
        "GB sort code and account",
        "34-13-34 62201942",
        "34-13-34 62201942",
    ),
    ("GR AMKA", "30095329576", "30095329577"),
    ("GR VAT", "EL 326998793", "EL 326998794"),
    ("HK identity card", "N958527(1)", "N958527(2)"),
    ("HR VAT", "HR 39706862804", "HR 39706862805"),
    ("HU VAT", "HU 01025790", "HU 01025791"),
    ("HU personal id", "6-790422-8836", "6-790422-8837"),
    ("IE PPS", "3798358C", "3798358D"),
    ("IN GSTIN", "20UCCNI2586Z9ZF", "20UCCNI2586Z9AF"),
    ("IN PAN", "XQOKR2794K", "XQOMR2794K"),
    ("IS kennitala", "590787-3960", "590787-3962"),
    ("IT VAT", "78638070090", "78638070091"),
    ("IT VAT with prefix", "IT 00940972532", "IT 00940972533"),
    ("KE PIN", "A858627021X", "B858627021X"),
    ("KR RRN", "530322-4719680", "530322-9719680"),
    ("KR RRN with check", "6401197439682", "6401197439683"),
    ("LK NIC", "186005822X", "186005822Y"),
    ("LU VAT", "LU 016 651 08", "LU 016 651 09"),
    ("LV personal code", "100429-00710", "100429-00712"),
    ("MA ICE", "093294572974539", "093294572974530"),
    ("MT VAT", "MT 8870 2708", "MT 8870 2709"),
    ("MX RFC", "OWS-181207-9P0", "OWS-181200-9P0"),
    ("MX RFC of persons", "LUOE-141108-901", "LUOE-141100-901"),
    ("MY NRIC", "830219-90-4231", "830219-94-4231"),
    ("NL VAT", "NL 056050663 B86", "NL 056050663 C86"),
    ("NZ account", "94-7548-6706901-17", "94-7548-6706901-17"),
    ("PE RUC", "17827823929", "17827823920"),
    ("PK CNIC", "36319-7372717-5", "96319-7372717-5"),
    ("PL PESEL", "80061866267", "80061866269"),
    ("PL REGON 14", "04391452582267", "04391452582268"),
    ("PL VAT", "PL 991 246 04 86", "PL 991 246 04 87"),
    ("PT VAT", "PT 759 683 638", "PT 759 683 639"),
    ("PT citizen card", "65880109 2 NV7", "65880109 2 NV8"),
    ("RO VAT", "RO 78732274", "RO 78732275"),
    ("RU INN of persons", "404828236050", "404828236051"),
    ("RU SNILS", "645-035-727 87", "645-035-727 88"),
    ("SE VAT", "SE 991692320501", "SE 991692320502"),
    ("SE personnummer", "421062-8832", "421062-8833"),
    ("SG UEN", "28887886L", "28887886M"),
    ("SI RS BA MK EMSO", "0210008720244", "0210008720245"),
    ("SI VAT", "SI 35301414", "SI 35301415"),
    ("SK VAT", "SK 3371748270", "SK 3371748271"),
    ("SV NIT", "4254-210815-432-0", "4254-210815-432-1"),
    ("TN tax number", "0752370/J/N/X/480", "0752370/J/O/X/480"),
    ("TR identity number", "72487468512", "72487468514"),
    ("US MBI", "6R75-W37-CV20", "6R75-W37-CZ20"),
    ("BE national number", "15.05.20-353.76", "15.05.20-353.77"),
    ("CH AHV", "756.1630.3597.82", "756.1630.3597.83"),
    ("CN resident id", "662912194912304718", "662912194912304719"),
    ("DE social security", "50 291252 D 328", "50 291252 D 329"),
    ("FI HETU", "031276-2775", "031476-2775"),
    ("FR NIR", "4 61 64 14 487 414 87", "4 61 64 14 487 414 88"),
    (
        "IT fiscal code",
        "XKH NBN 72S11 B393E",
        "XKH NBN 72S11 B393F",
    ),
    (
        "LU national number",
        "1896 06 20 793 52",
        "1896 06 20 793 53",
    ),
    ("MX CURP", "JHOZ780723XRQTCO84", "JHOZ780723XRQTCO85"),
    ("NO birth number", "484226 81917", "484226 81918"),
    ("RO CNP", "8630627079875", "8630627079876"),
    ("SG NRIC", "M6871054W", "M6871054X"),
    ("ZA identity number", "870730 5726 228", "870730 5726 229"),
];

/// Found as a whole message; in a sentence beside a cue, or with their customary separators.
const ALONE: &[(&str, &str, &str)] = &[
    // Its check is the same as of the NHS number.
    ("HU tax id", "8031789045", "8031789046"),
    ("AT tax number", "47-605/7880", "47-605/7881"),
    ("CL RUT", "21.196.576-2", "21.196.576-3"),
    ("CO NIT", "053.042.147-7", "053.042.147-8"),
    ("CO NIT of persons", "3.800.079.851-6", "3.800.079.851-7"),
    ("DO RNC", "1-20-10754-6", "1-20-10754-7"),
    ("DO cedula", "017-9697564-5", "017-9697564-6"),
    ("EC cedula", "201292064-7", "201292064-8"),
    ("FI business id", "8968362-8", "8968362-0"),
    ("GT NIT", "7397549-4", "7397549-5"),
    ("HU tax number", "57400121-2-23", "57400121-6-23"),
    ("ID NPWP", "27.711.490.6-289.170", "27.711.490.7-289.170"),
    ("JP My Number", "5788 7724 8978", "5788 7724 8979"),
    ("KR business number", "999-39-99159", "999-39-99150"),
    ("NO account", "6842.04.42487", "6842.04.42488"),
    ("NZ IRD", "83-746-483", "83-746-484"),
    ("PL NIP", "869-163-09-07", "869-163-09-08"),
    ("PY RUC", "88279793-0", "88279793-1"),
    ("SE organisation number", "235650-6002", "235650-6003"),
    ("US routing number", "6602-2595-3", "6602-2595-4"),
    ("UY RUT", "17-823572-001-4", "17-823572-001-5"),
    ("VE RIF", "V-71414505-0", "V-71414505-1"),
    ("AL NIPT", "L41000225H", "L41000225I"),
    ("BG VAT", "BG 831706281", "BG 831706282"),
    ("CR cedula", "9-5526-5768", "9-5526-5769"),
    ("CR company", "4-945-745276", "4-945-745277"),
    ("CY VAT", "CY 70366015F", "CY 70366015G"),
    ("CZ SK old birth number", "135226/168", "135226/169"),
    ("CZ VAT of persons", "CZ 181902153", "CZ 181902154"),
    ("DE passport", "F980G6358", "F980G6359"),
    ("DE tax number", "139/394/21228", "139/394/21229"),
    ("ES VAT", "ES 302720828", "ES 302720829"),
    ("ES passport", "BTQ079230", "BTQ079231"),
    ("GB number plate", "CL61 XYL", "CL61 XYM"),
    ("GB older plate", "J62 VUT", "J62 VUU"),
    ("IE VAT", "IE 4094677E", "IE 4094677F"),
    ("IN PAN, unknown holder", "BYMVA3344N", "BYMVA3344O"),
    ("IN number plate", "QC61LO0085", "QC61LO0086"),
    ("IN passport", "G9410311", "G9410312"),
    ("IN voter id, unchecked", "ZWO9477865", "ZWO9477866"),
    ("IT driving licence", "U113P3314T", "U113P3314U"),
    (
        "IT fiscal code, unchecked",
        "ZQTIBZ94A86X684N",
        "ZQTIBZ94A86X684O",
    ),
    ("IT identity card", "NK40507YO", "NK40507YP"),
    ("IT old driving licence", "QB6103078P", "QB6103078Q"),
    ("KR RRN since 2020", "6009248881071", "6009248881073"),
    ("KR driving licence", "13-90-839770-87", "13-90-839770-88"),
    ("KR passport", "M347S4311", "M347S4312"),
    ("LT VAT", "LT 073248575", "LT 073248576"),
    ("LV VAT", "LV 36996242650", "LV 36996242651"),
    ("LV new personal code", "323828-63883", "323828-63884"),
    ("NG number plate", "YYS-956FC", "YYS-956FD"),
    ("PH TIN", "070-728-081-575", "070-728-081-576"),
    ("SG NRIC, unchecked", "T7386840V", "T7386840W"),
    ("TR number plate", "48 T 1385", "48 T 1386"),
    ("US passport", "V43786363", "V43786364"),
    ("two letters and seven digits", "CD0520960", "CD0520961"),
    ("BG EGN", "2649019450", "2649019452"),
    ("AU ACN", "573 952 851", "573 952 852"),
    ("AU Medicare", "6457 50986 1", "6457 50987 1"),
    ("AU TFN", "043 737 806", "043 737 807"),
    ("CA SIN", "936 502 988", "936 502 989"),
    ("DE document with check", "R4735K7782", "R4735K7783"),
    ("DE health insurance", "D392934937", "D392934938"),
    ("DE physician", "296452368", "296452468"),
    ("ES CIF", "U-0844378-0", "U-0844378-1"),
    ("GB NHS", "278 555 0269", "278 555 0260"),
    ("HK identity card, plain", "N6340677", "N6340678"),
    ("IN Aadhaar", "8030 9813 9154", "8030 9813 9156"),
    ("IN voter id", "FHR4819298", "FHR4819299"),
    ("MX CLABE", "760 370 15225538224 2", "760 370 15225538224 3"),
    ("NL BSN", "946974032", "946974033"),
    ("PL identity card", "LBC 916794", "LBC 916795"),
    ("TH PIN", "6-3051-16342-96-1", "6-3051-16342-96-2"),
    ("US DEA", "FT1170721", "FT1170722"),
    ("US NPI", "1713360919", "1713360910"),
];

/// Any number looks like these: found beside a cue alone.
const BESIDE_A_CUE: &[(&str, &str, &str)] = &[
    ("BG foreigner", "4607829798", "4607829790"),
    ("BY UNP", "344268934", "344268935"),
    ("CZ SK birth number, plain", "9231105720", "9231105722"),
    ("CZ SK company", "852 89 205", "852 89 206"),
    ("DK CPR unhyphenated", "0312253741", "0312253742"),
    ("DK CVR", "72 34 00 43", "72 34 00 44"),
    ("EE business", "76669545", "76669546"),
    ("FR SIREN", "905 681 938", "905 681 930"),
    ("GB UTR", "22499 37596", "22499 37597"),
    ("GH TIN", "CPF837584805", "CPF837584806"),
    ("GR AFM", "025831555", "025831557"),
    ("HR OIB", "54107166275", "54107166675"),
    ("HU social security", "684 272 902", "684 272 903"),
    ("ID NIK", "4197512003358613", "4197512003358614"),
    ("MD IDNO", "0684514044136", "0684514044137"),
    ("ME tax number", "28879023", "28879025"),
    ("MK tax number", "5280802539593", "5280802539594"),
    ("MY NRIC, plain", "070620567396", "070620567397"),
    ("NG NIN", "51558613994", "51558613994"),
    ("NL document", "BE374AN92", "BE374AN93"),
    ("NO organisation number", "842 773 520", "842 773 521"),
    ("PL REGON", "347492945", "347492946"),
    ("PT NIF", "292 911 505", "292 911 508"),
    ("PT social security", "25165269920", "25165269921"),
    ("RS PIB", "798699727", "798699728"),
    ("RU INN", "6111230811", "6111230813"),
    ("RU OGRN", "5639664249637", "5639664249638"),
    ("TR tax number", "2948656701", "2948656706"),
    ("TW business number", "92296547", "92296548"),
    ("TW identity card", "N158525814", "N158525815"),
    ("UA EDRPOU", "82940939", "82940930"),
    ("UA RNTRC", "4012700824", "4012700825"),
    ("US EIN", "49-7215949", "49-7215940"),
    ("VN tax code", "3710157057", "3710157058"),
    ("IL identity number", "804541977", "804541978"),
    ("JP corporate number", "5221024115233", "5221024115234"),
    ("ZA tax number", "3227371998", "3227371990"),
];

/// Whether something covers all of the value; a number may be a phone number or a card as well.
fn is_masked(text: &str, value: &str, previous: &[&str]) -> bool {
    covering(text, value, previous).is_some()
}

/// Whether an identifier covers all of the value.
fn is_found(text: &str, value: &str, previous: &[&str]) -> bool {
    let kinds = [
        Kind::NationalId,
        Kind::Passport,
        Kind::Licence,
        Kind::Account,
    ];
    covering(text, value, previous).is_some_and(|kind| kinds.contains(&kind))
}

fn covering(text: &str, value: &str, previous: &[&str]) -> Option<Kind> {
    let start = text.find(value).expect("the value stands in the text");
    let context = Context {
        previous,
        ..Context::default()
    };
    let spans = Masker::default().detect(text, &context);
    let span = spans
        .iter()
        .find(|span| span.start <= start && span.end >= start + value.len())?;
    Some(span.kind)
}

fn all(
    table: &[(&'static str, &'static str, &'static str)],
    what: &str,
    holds: impl Fn(&str, &str) -> bool,
) {
    let wrong: Vec<_> = table
        .iter()
        .filter(|(_, valid, broken)| !holds(valid, broken))
        .collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
}

fn sentence(value: &str) -> String {
    format!("They sent back {value} again today")
}

fn unseparated(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_digit())
}

#[test]
fn what_speaks_for_itself_is_masked_anywhere() {
    all(BY_ITSELF, "valid in a sentence", |valid, _| {
        is_masked(&sentence(valid), valid, &[])
    });
    all(BY_ITSELF, "broken in a sentence", |valid, broken| {
        valid == broken || !is_found(&sentence(broken), broken, &[])
    });
}

#[test]
fn what_is_one_in_ten_is_masked_alone() {
    all(ALONE, "valid alone", |valid, _| {
        is_masked(valid, valid, &[])
    });
    all(ALONE, "valid in a sentence", |valid, _| {
        !unseparated(valid) || !is_found(&sentence(valid), valid, &[])
    });
    all(ALONE, "after a question for an order", |valid, _| {
        let question = "What is your order number?";
        !unseparated(valid) || !is_found(valid, valid, &[question])
    });
}

#[test]
fn what_any_number_looks_like_needs_a_cue() {
    all(BESIDE_A_CUE, "valid alone", |valid, _| {
        !is_found(valid, valid, &[])
    });
}

#[test]
fn what_is_announced_is_masked_even_mistyped() {
    let announced = |value: &str| {
        let text = format!("My identification number: {value}.");
        is_masked(&text, value, &[])
    };
    for table in [BY_ITSELF, ALONE, BESIDE_A_CUE] {
        all(table, "valid beside a cue", |valid, _| announced(valid));
        all(table, "broken beside a cue", |_, broken| announced(broken));
    }
}
