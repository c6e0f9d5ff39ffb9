import type { ImportField } from './import-fields.ts'

/**
 * Headers that officers write, folded by `foldWord`: without accents, vowel signs, blanks and punctuation, so that
 * « E-mail », « e mail » and « EMAIL * » are one word, and أ إ آ ا are one letter.
 */
export const headers: Record<ImportField, string> = {
  email: `email mail emailaddress mailaddress adresseemail adressemail adresseelectronique courriel adressecourriel
    courrierelectronique mel البريدالالكتروني بريدالكتروني البريد الايميل ايميل عنوانالبريدالالكتروني`,
  phone: `phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone gsm portable
    telephoneportable telephonemobile numerodetelephone ndetelephone numtelephone numtel whatsapp notelephone
    الهاتف هاتف رقمالهاتف الهاتفالمحمول الجوال رقمالجوال الهاتفالنقال المحمول واتساب`,
  telegram: `telegram telegramname telegramusername telegramhandle comptetelegram identifianttelegram pseudotelegram
    تلغرام تيليغرام تليغرام تلجرام تيليجرام حسابتلغرام حسابتيليغرام`,
  firstName: `firstname givenname forename prenom prenoms الاسمالشخصي الاسمالاول اسمشخصي`,
  lastName: `lastname surname familyname nom nomdefamille nomfamille patronyme
    الاسمالعائلي النسب اللقب اسمالعائله الكنيه`,
  languages: `languages language lang langs preferredlanguage preferredlanguages langue langues languepreferee
    languespreferees languedecontact languecorrespondance languedecorrespondance
    اللغه اللغات لغه لغات اللغهالمفضله اللغاتالمفضله لغهالتواصل`,
  country: `country countryofresidence residencecountry countrycode pays paysderesidence paysresidence codepays
    بلد البلد بلدالاقامه الدوله دولهالاقامه بلاد`,
  city: `city town cityofresidence ville villederesidence commune localite المدينه مدينه مدينهالاقامه`,
  regionOfOrigin: `regionoforigin originregion region homeregion regiondorigine regionorigine provincedorigine
    جههالاصل الجهه جهه منطقهالاصل الجههالاصليه المنطقهالاصليه`,
  timeZone: `timezone tz fuseauhoraire fuseau zonehoraire المنطقهالزمنيه التوقيت المنطقهالزمانيه`,
  occupation: `occupation profession job jobtitle metier emploi fonction المهنه مهنه الوظيفه وظيفه الحرفه`,
  occupationUri: `occupationuri occupationesco escooccupation occupationescouri uriprofession urimetier professionesco
    metieresco codeescometier رابطالمهنه المهنهايسكو رمزالمهنه`,
  skills: `skills skill competences competence المهارات مهارات الكفاءات كفاءات المهاره الكفاءه`,
  skillUris: `skilluris skillsuri skilluri skillsesco escoskills escoskill uricompetences uriscompetences competencesesco
    competenceesco codesescocompetences روابطالمهارات المهاراتايسكو رموزالمهارات`,
  birthDecade: `birthdecade decadeofbirth birthyear yearofbirth birthdate dateofbirth dob born decennie
    decenniedenaissance decennienaissance anneedenaissance anneenaissance datedenaissance datenaissance neele nele
    عقدالميلاد عقدالولاده سنهالميلاد سنهالولاده تاريخالميلاد تاريخالولاده تاريخالازدياد سنهالازدياد عقدالازدياد`,
  diasporaGeneration: `diasporageneration generation migrationgeneration migrantgeneration generationmigratoire
    generationdiaspora generationdelimmigration الجيل جيل جيلالهجره جيلالمهجر`,
  wishToReturn: `wishtoreturn returnwish wantstoreturn souhaitderetour souhaitretour projetderetour intentionderetour
    desirderetour الرغبهفيالعوده رغبهالعوده الرغبهبالعوده نيهالعوده`,
  consentSource: `consentsource sourceofconsent sourceduconsentement sourceconsentement originduconsentement
    origineduconsentement lieuduconsentement مصدرالموافقه مصدرالرضا مكانالموافقه`,
  consentedAt: `consentedat consentedon consentdate dateofconsent dateduconsentement dateconsentement consentile
    consentementdu تاريخالموافقه تاريخالرضا`,
}
