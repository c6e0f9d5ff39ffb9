import { foldWord } from './import-fields.ts'

/** ISO 3166-1 alpha-2, all that are assigned. */
const alpha2 =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV
  BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES
  ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE
  IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
  MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU
  NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
  SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
  VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/)
const isAlpha2 = new Set(alpha2)

/** Languages in which officers write the names of countries. */
const nameLanguages = ['fr', 'ar', 'en', 'nl', 'es', 'it', 'de', 'pt', 'sv']

/** Words that no list of names holds but every list of contacts does, folded. */
const habits: Record<string, string> = {
  hollande: 'NL',
  holland: 'NL',
  usa: 'US',
  etatsunisdamerique: 'US',
  unitedstatesofamerica: 'US',
  uk: 'GB',
  england: 'GB',
  angleterre: 'GB',
  greatbritain: 'GB',
  grandebretagne: 'GB',
  el: 'GR',
  thenetherlands: 'NL',
  emirats: 'AE',
  uae: 'AE',
  republiquetcheque: 'CZ',
  czechrepublic: 'CZ',
  المملكهالمغربيه: 'MA',
  امريكا: 'US',
  انجلترا: 'GB',
  بريطانيا: 'GB',
  الامارات: 'AE',
  السعوديه: 'SA',
  royaumedumaroc: 'MA',
  kingdomofmorocco: 'MA',
}

/** ISO 3166-1 alpha-3 of the countries where the diaspora lives; elsewhere alpha-2 or the name is asked for. */
const alpha3 = `BE:BEL DE:DEU ES:ESP FR:FRA IT:ITA NL:NLD PT:PRT SE:SWE MA:MAR AT:AUT CH:CHE DK:DNK FI:FIN NO:NOR GB:GBR
  IE:IRL LU:LUX PL:POL GR:GRC TR:TUR RU:RUS UA:UKR RO:ROU HU:HUN CZ:CZE DZ:DZA TN:TUN LY:LBY EG:EGY MR:MRT SN:SEN CI:CIV
  GA:GAB AE:ARE SA:SAU QA:QAT KW:KWT BH:BHR OM:OMN JO:JOR LB:LBN IL:ISR US:USA CA:CAN BR:BRA AR:ARG AU:AUS CN:CHN
  JP:JPN MY:MYS ZA:ZAF`

let codeOfName: Map<string, string> | null = null

/** ISO 3166-1 alpha-2 of a code or of a name in one of nine languages; null for what is no country. */
export function readCountry(text: string): string | null {
  const code = text.trim().toUpperCase()
  if (isAlpha2.has(code)) return code
  codeOfName ??= namesOfCountries()
  return codeOfName.get(foldWord(text)) ?? null
}

function namesOfCountries(): Map<string, string> {
  const names = new Map<string, string>()
  for (const language of nameLanguages) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of alpha2) {
      const name = display.of(code)
      if (name) names.set(foldWord(name), code)
    }
  }
  for (const pair of alpha3.split(/\s+/)) names.set(pair.slice(3).toLowerCase(), pair.slice(0, 2))
  for (const [word, code] of Object.entries(habits)) names.set(foldWord(word), code)
  return names
}
