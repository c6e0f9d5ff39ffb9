/** Who a row should become: the language a reader gets, and whether the shipped campaign reaches them. */
export type Expected = { email: string; language: string; reached: boolean }

const names = [
  'Zoé',
  'Aïcha',
  'Youssef',
  'محمد',
  'فاطمة الزهراء',
  'Noël',
  'Ḥassan',
  'Íñigo',
  'Jürgen',
  'Amélie "Amy"',
]
const countries = ['FR', 'BE', 'NL', 'DE', 'ES', 'IT', 'PT', 'SE', 'Belgique', 'CA']
/** Wish → language of the campaign as it is shipped: Darija and Tamazight are drafts, Finnish is not written. */
const wishes: [string, string][] = [
  ['fr', 'fr'],
  ['ar|fr', 'ar'],
  ['nl|fr', 'nl'],
  ['de', 'de'],
  ['es', 'es'],
  ['it', 'it'],
  ['pt', 'pt'],
  ['sv', 'sv'],
  ['ary', 'ar'],
  ['zgh|nl', 'nl'],
  ['en', 'en'],
  ['fi', 'fr'],
  ['', 'fr'],
]

/** A CSV as a spreadsheet in French writes it: BOM, semicolons, CRLF, accents, Arabic; some rows broken, some twice. */
export function bigFile(rows: number): { bytes: Buffer; broken: number; expected: Map<string, Expected> } {
  const lines = ['Prénom;Nom;Courriel;Langues;Pays de résidence;Ville;Compétences']
  const expected = new Map<string, Expected>()
  let broken = 0
  for (let row = 0; row < rows; row++) {
    const [wish, language] = wishes[row % wishes.length]!
    const country = countries[row % countries.length]!
    const name = names[row % names.length]!
    // Every 101st row is the row before it again, in capitals.
    const twice = row % 101 === 100
    const isBroken = !twice && row % 97 === 96
    const email = `lecteur${twice ? row - 1 : row}@courriel.example`
    const cell = isBroken ? 'pas une adresse' : twice ? email.toUpperCase() : email
    if (isBroken) broken++
    // An empty cell takes nothing away from what the earlier row said.
    else
      expected.set(email, {
        email,
        language: wish ? language : (expected.get(email)?.language ?? language),
        reached: country !== 'CA',
      })
    lines.push(
      [quoted(name), `Exemple ${row}`, cell, wish, country, `Liège ${row % 50}`, 'soudure|soins'].join(';'),
    )
  }
  return { bytes: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`), broken, expected }
}

const quoted = (text: string) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text)
