import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const firstNames = [
  'Fatima-Zahrâ',
  'محمد',
  'Youssef',
  'Aïcha',
  'خديجة',
  'Zoë',
  'Karim',
  'Ève',
  'Saïd',
  'مريم',
  'Inès',
]
const lastNames = [
  'El Idrissi',
  'الإدريسي',
  'Benaïssa',
  'بنعلي',
  'Amrani',
  'Tazi',
  'الفاسي',
  'Bouzid',
  "N'Aït Saïd",
]
const latin = [
  'fatima',
  'mohamed',
  'youssef',
  'aicha',
  'khadija',
  'zoe',
  'karim',
  'eve',
  'said',
  'maryam',
  'ines',
]
const hosts = ['courriel.example', 'barid.example', 'correo.example', 'posta.example', 'poste-mre.example']
/** Country as officers write it, a city, languages, and how a mobile number of that country begins. */
const places = [
  ['Belgique', 'Sint-Niklaas', 'nl|fr', '+32470', 6],
  ['FR', 'Besançon', 'fr|ar', '+33612', 6],
  ['Pays-Bas', '’s-Hertogenbosch', 'nl', '+31612', 6],
  ['España', 'Málaga', 'es|ary', '+34612', 6],
  ['IT', 'Forlì', 'it|ar', '+39320', 7],
  ['Deutschland', 'Köln', 'de|fr', '+491512', 7],
  ['المغرب', 'الرباط', 'ar|fr', '+212612', 6],
  ['Suède', 'Malmö', 'sv|ar', '+46701', 6],
] as const
const regions = ['Souss-Massa', 'Béni Mellal-Khénifra', 'الشرق', 'Tanger-Tétouan-Al Hoceïma']
const work = [
  ['infirmière', 'soins infirmiers|accueil'],
  ['ingénieur', 'béton armé|calcul de structures|"BIM"'],
  ['enseignant', 'pédagogie'],
  ['مهندس', 'برمجة|تصميم'],
  ['cuisinier, pâtissier', 'cuisine'],
] as const
const wishes = ['oui', 'non', 'peut-être', '']

const header =
  'E-mail,Prénom,Nom,Téléphone,Pays de résidence,Langues,Ville,Région d’origine,Profession,Compétences,Souhait de retour,Année d’arrivée'

/** Writes a file of invented people such as an institution has: 12 columns, accents, Arabic, quoted cells. */
export async function writeBenchFile(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path)
  out.write(`\uFEFF${header}\r\n`)
  let lines: string[] = []
  for (let index = 0; index < rows; index++) {
    lines.push(line(index))
    if (lines.length < 2000 && index < rows - 1) continue
    if (!out.write(lines.join(''))) await once(out, 'drain')
    lines = []
  }
  out.end()
  await once(out, 'finish')
}

function line(index: number): string {
  // Steps without a common divisor with the lengths of the lists: every combination comes up.
  const name = (index * 7) % firstNames.length
  const [country, city, languages, dial, digits] = places[(index * 3) % places.length]!
  const [occupation, skills] = work[(index * 11) % work.length]!
  const number = String(Math.floor(index / places.length) % 10 ** digits).padStart(digits, '0')
  const cells = [
    `${latin[name]}.${index}@${hosts[(index * 3) % hosts.length]}`,
    firstNames[name]!,
    lastNames[(index * 5) % lastNames.length]!,
    `${dial}${number}`,
    country,
    languages,
    city,
    regions[index % regions.length]!,
    occupation,
    skills,
    wishes[(index * 3) % wishes.length]!,
    String(1965 + (index % 60)),
  ]
  return `${cells.map(cell).join(',')}\r\n`
}

const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
