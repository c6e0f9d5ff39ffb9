import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RowError } from '../../src/core/import-row.ts'
import { addressHash } from '../../src/core/token.ts'
import { checkAudit } from '../../src/engine/audit.ts'
import { type ImportRequest, importContacts } from '../../src/engine/import.ts'
import { undoImport } from '../../src/engine/import-undo.ts'
import { consentStatements } from '../../src/store/consents.ts'
import type { Institution } from '../../src/store/institutions.ts'
import { suppress } from '../../src/store/people.ts'
import { freshDb, storeDeps, type TestDb, testInstitution, testKeys, testNow } from '../support/database.ts'

// Heavy ones take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const consentedAt = Date.UTC(2025, 5, 1)
let db: TestDb
let institution: Institution
let errors: RowError[]

beforeEach(async () => {
  db = await freshDb()
  institution = await testInstitution(db)
  errors = []
})

/** Pieces of 1,000 bytes: letters and records break anywhere. */
async function* pieces(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

function run(file: string | Uint8Array, more: Partial<ImportRequest> = {}) {
  return importContacts(storeDeps(db), {
    institution,
    chunks: pieces(file),
    file: 'contacts.csv',
    basis: 'consent',
    source: 'Salon 2025',
    consentedAt,
    onError: (error) => errors.push(error),
    ...more,
  })
}

const contact = (email: string) =>
  db
    .prepare(
      `SELECT c.*, p.value AS phone FROM contacts c JOIN addresses e ON e.contact_id = c.id AND e.value = ?
       LEFT JOIN addresses p ON p.contact_id = c.id AND p.channel = 'phone'`,
    )
    .bind(email)
    .first()
const count = async (table: string) =>
  (await db.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())!.n
const dump = async () =>
  JSON.stringify(
    await Promise.all(
      ['contacts', 'addresses', 'consents', 'suppressions'].map((table) =>
        db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw(),
      ),
    ),
  )

/** 10,000 rows as Excel writes them in Paris, and what they hold. */
function bigFile() {
  const lines = ['\uFEFFE-mail;Prénom;Nom;Téléphone;Pays;Langues;Ville;Compétences;Année d’arrivée']
  const expected = { created: 0, updated: 0, unchanged: 0, refused: 0 }
  for (let index = 0; index < 10_000; index++) {
    const email = `fatima.${index}@courriel.example`
    const good = `${email};Fatima-Zahrâ;الإدريسي;0470 12 ${String(index % 100).padStart(2, '0')} ${String(Math.floor(index / 100)).padStart(2, '0')};Belgique;nl-be | français;"Sint-Niklaas; ""Waas""";soins infirmiers|accueil;2009`
    if (index % 100 === 7) {
      lines.push(good.replace(email, 'fatima(at)courriel'))
      expected.refused++
    } else if (index % 100 === 8) {
      lines.push(lines.at(-2)!)
      expected.unchanged++
    } else if (index % 100 === 9) {
      lines.push(lines.at(-3)!.replace('Sint-Niklaas', 'Lokeren'))
      expected.updated++
    } else {
      lines.push(good)
      expected.created++
    }
  }
  return { text: `${lines.join('\r\n')}\r\n\r\n`, expected }
}

describe('a file of 10,000 rows', () => {
  it('comes in whole, broken rows named, twice without a change', async () => {
    const { text, expected } = bigFile()
    const first = await run(text)
    expect(first).toMatchObject({ import: 1, rows: 10_000, suppressed: 0, ...expected })
    expect(errors).toHaveLength(expected.refused)
    expect(errors[0]).toEqual({
      row: 9,
      column: 'E-mail',
      reason: 'not an e-mail address',
      value: 'fatima(at)courriel',
    })
    expect(await contact('fatima.6@courriel.example')).toMatchObject({
      first_name: 'Fatima-Zahrâ',
      last_name: 'الإدريسي',
      country: 'BE',
      languages: '["nl-BE","fr"]',
      city: 'Lokeren; "Waas"',
      skills: '["soins infirmiers","accueil"]',
      custom: '{"Année_d_arrivée":2009}',
      phone: '+32470120600',
      consent_email: 'given',
      import_id: 1,
    })
    expect(await count('consents')).toBe(expected.created)

    const before = await dump()
    const again = await run(text)
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 10_000 - expected.refused })
    expect(await dump()).toBe(before)
  })

  it('is counted alike by a dry run, which writes nothing', async () => {
    const { text } = bigFile()
    const before = await dump()
    const dry = await run(text, { dryRun: true })
    expect(await dump()).toBe(before)
    expect(await count('imports')).toBe(0)
    expect(await count('audit')).toBe(0)
    expect(await run(text)).toEqual({ ...dry, import: 1 })
    expect(await run(text, { dryRun: true })).toEqual({ ...(await run(text)), import: null })
  })

  it('leaves a record and a link in the audit chain', async () => {
    const answer = await run('email\na@x.example\n')
    const row = await db.prepare('SELECT * FROM imports').first<Record<string, unknown>>()
    expect(row).toMatchObject({
      file: 'contacts.csv',
      basis: 'consent',
      source: 'Salon 2025',
      consented_at: consentedAt,
    })
    expect(JSON.parse(row!.counts as string)).toMatchObject({ rows: 1, created: answer.created })
    expect(await checkAudit(storeDeps(db))).toEqual({ rows: 1, brokenAt: null })
  })
})

describe('encodings', () => {
  const text = 'email;prénom;pays\nrené@café.example;Zoë;Suède\n'
  const cases: Record<string, Uint8Array> = {
    'utf-8': new TextEncoder().encode(text),
    'utf-8 with its mark': new TextEncoder().encode(`\uFEFF${text}`),
    'utf-16le with its mark': utf16(`\uFEFF${text}`, true),
    'utf-16be with its mark': utf16(`\uFEFF${text}`, false),
    'utf-16le without': utf16(text, true),
    'windows-1252': Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
  }
  it.each(Object.entries(cases))('%s', async (_, bytes) => {
    expect(await run(bytes)).toMatchObject({ created: 1, refused: 0 })
    expect(await contact('rené@xn--caf-dma.example')).toMatchObject({ first_name: 'Zoë', country: 'SE' })
  })

  it('windows-1252 whose first accent comes late', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `p${index}@courriel.example;Anna`).join('\n')
    const bytes = Uint8Array.from(`email;firstName\n${rows}\nq@courriel.example;Zo\u00eb\n`, (it) =>
      it.charCodeAt(0),
    )
    expect(await run(bytes)).toMatchObject({ created: 5001, refused: 0 })
    expect(await contact('q@courriel.example')).toMatchObject({ first_name: 'Zoë' })
  })

  it('refuses a row whose letters are broken', async () => {
    const bytes = new TextEncoder().encode('email;prénom\na@x.example;Zo?\nb@x.example;Ali\n')
    bytes[bytes.indexOf(0x3f)] = 0xff
    const withMark = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes])
    expect(await run(withMark)).toMatchObject({ created: 1, refused: 1 })
    expect(errors[0]).toMatchObject({ row: 2, column: 'prénom' })
  })
})

function utf16(text: string, little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little)
  return new Uint8Array(view.buffer)
}

describe('form of the file', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const text = [
      ['email', 'prénom', 'ville'],
      ['a@x.example', '"Aïcha ""A."""', `"Paris${delimiter} 20e\n(Belleville)"`],
    ]
    expect(await run(text.map((row) => row.join(delimiter)).join('\n'))).toMatchObject({ created: 1 })
    expect(await contact('a@x.example')).toMatchObject({
      first_name: 'Aïcha "A."',
      city: `Paris${delimiter.trim()} 20e (Belleville)`,
    })
  })

  it('heeds the sep line of Excel, skips empty rows, counts rows as a sheet does', async () => {
    const answer = await run('sep=;\r\nemail;ville\r\n\r\na@x.example;Gent\r\n;;\r\nb@;Gent\r\n')
    expect(answer).toMatchObject({ rows: 2, created: 1, refused: 1 })
    expect(errors[0]!.row).toBe(6)
  })

  it('refuses rows with too many or too few cells', async () => {
    const answer = await run('email,city\na@x.example,Gent,\nb@x.example,Gent,more\nc@x.example\n')
    expect(answer).toMatchObject({ rows: 3, created: 1, refused: 2 })
    expect(errors.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'too many columns: 3, the header has 2'],
      [4, 'too few columns: 1, the header has 2'],
    ])
  })

  it('says where a quotation mark stays open', async () => {
    const open = run('email,city\na@x.example,"Gent\nb@x.example,Gent\n')
    await expect(open).rejects.toMatchObject({ code: 'invalid', key: 'csv' })
  })

  it('refuses an empty file', async () => {
    await expect(run('')).rejects.toMatchObject({ key: 'empty-file' })
    await expect(run('\n\n')).rejects.toMatchObject({ key: 'empty-file' })
  })
})

describe('headers', () => {
  const row =
    'a@x.example,+212612345678,Ali,Amrani,ar|fr,MA,Rabat,Souss,Africa/Casablanca,infirmier,soins,oui'
  it.each([
    [
      'French',
      'Adresse e-mail,N° de téléphone,Prénom,Nom de famille,Langues,Pays de résidence,Ville,Région d’origine,Fuseau horaire,Profession,Compétences,Souhait de retour',
    ],
    [
      'English',
      'E-Mail,Phone number,First Name,Last name,Languages,Country,City,Region of origin,Time zone,Occupation,Skills,Wish to return',
    ],
    [
      'Arabic',
      'البريد الإلكتروني,رقم الهاتف,الاسم الشخصي,الاسم العائلي,اللغات,بلد الإقامة,المدينة,جهة الأصل,المنطقة الزمنية,المهنة,المهارات,الرغبة في العودة',
    ],
    [
      'field names',
      'email,phone,firstName,lastName,languages,country,city,regionOfOrigin,timeZone,occupation,skills,wishToReturn',
    ],
  ])('%s', async (_, header) => {
    const map: Record<string, string> = header.includes('N°') ? { 'N° de téléphone': 'phone' } : {}
    expect(await run(`${header}\n${row}\n`, { map })).toMatchObject({ created: 1 })
    expect(await contact('a@x.example')).toMatchObject({
      first_name: 'Ali',
      last_name: 'Amrani',
      languages: '["ar","fr"]',
      country: 'MA',
      city: 'Rabat',
      region_of_origin: 'Souss',
      time_zone: 'Africa/Casablanca',
      occupation: 'infirmier',
      skills: '["soins"]',
      wish_to_return: 'oui',
      phone: '+212612345678',
      custom: '{}',
    })
  })

  it('lets the officer choose', async () => {
    const map = { 'Courriel 2': 'email', courriel: '-', Titre: 'custom.anrede' }
    await run('Courriel,Courriel 2,Titre\na@x.example,b@x.example,Dr\n', { map })
    expect(await contact('b@x.example')).toMatchObject({ custom: '{"anrede":"Dr"}' })
    expect(await contact('a@x.example')).toBeNull()
  })

  it.each([
    ['a column that is not there', { Mail: 'email' }, 'column'],
    ['a field that does not exist', { ville: 'town' }, 'field'],
    ['two columns for one field', { ville: 'city', bourg: 'city' }, 'field-twice'],
    ['nothing to reach anybody by', { email: '-' }, 'no-address'],
  ])('refuses %s and changes nothing', async (_, map, key) => {
    const text = 'email,ville,bourg\na@x.example,Gent,Ledeberg\n'
    const refused = await run(text, { map }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'invalid', key })
    expect((refused as Error).message).not.toContain('\n')
    expect([await count('contacts'), await count('imports')]).toEqual([0, 0])
  })

  it('refuses two columns that mean the same', async () => {
    await expect(run('email,courriel\na@x.example,b@x.example\n')).rejects.toMatchObject({
      key: 'field-twice',
    })
  })

  it('refuses a consent without source or from the future', async () => {
    await expect(run('email\n', { source: ' ' })).rejects.toMatchObject({ key: 'source' })
    await expect(run('email\n', { consentedAt: testNow + 1 })).rejects.toMatchObject({ key: 'consented-at' })
  })
})

describe('cells', () => {
  it.each([
    ['phone', 'a@x.example,06 12,FR,,', 'not a phone number'],
    ['phone', 'a@x.example,0612345678,,,', 'a phone number needs its country: +32 …, or a country column'],
    ['country', 'a@x.example,,Atlantis,,', 'not a country (ISO 3166-1 code or name)'],
    ['languages', 'a@x.example,,FR,fr|klingonais,', '"klingonais" is not a language (BCP 47)'],
    ['timeZone', 'a@x.example,,FR,fr,+01:00', 'not a time zone (IANA name such as Europe/Paris)'],
    ['email', ',,FR,fr,', 'neither an e-mail address nor a phone number'],
  ])('refuses a row for its %s', async (column, cells, reason) => {
    expect(await run(`email,phone,country,languages,timeZone\n${cells}\n`)).toMatchObject({
      rows: 1,
      refused: 1,
    })
    expect(errors).toEqual([expect.objectContaining({ row: 2, column, reason })])
    expect(await count('contacts')).toBe(0)
  })

  it('names every fault of a row, and refuses it once', async () => {
    expect(await run('email,country\nnobody,Atlantis\n')).toMatchObject({ rows: 1, refused: 1 })
    expect(errors).toHaveLength(2)
  })

  it('keeps what is written differently in one form', async () => {
    await run(
      'email,phone,country,languages\n ALI@Courriel.EXAMPLE ,0032 470 12 34 56,بلجيكا,الدارجة;Tamazight;fr_BE\n',
    )
    expect(await contact('ali@courriel.example')).toMatchObject({
      phone: '+32470123456',
      country: 'BE',
      languages: '["ary","zgh","fr-BE"]',
    })
  })
})

describe('people who are there already', () => {
  it('fills and replaces, never empties', async () => {
    await run('email,city,skills,job title,age\na@x.example,Gent,care|cooking,nurse,30\n')
    const answer = await run('email,city,firstName,age,team\na@x.example,,Ali,31,7b\n')
    expect(answer).toMatchObject({ created: 0, updated: 1 })
    expect(await contact('a@x.example')).toMatchObject({
      city: 'Gent',
      first_name: 'Ali',
      skills: '["care","cooking"]',
      occupation: 'nurse',
      custom: '{"age":31,"team":"7b"}',
    })
  })

  it('lets the last row win, and calls a pair that contradicts itself unchanged the second time', async () => {
    const filler = Array.from({ length: 1200 }, (_, index) => `p${index}@x.example,Gent,`).join('\n')
    const text = `email,city,phone\na@x.example,Gent,+32470000001\n${filler}\nA@x.example,Brugge,+32470000002\n`
    const dry = await run(text, { dryRun: true })
    expect(await run(text)).toEqual({ ...dry, import: 1 })
    expect(dry).toMatchObject({ created: 1201, updated: 1 })
    expect(await contact('a@x.example')).toMatchObject({ city: 'Brugge', phone: '+32470000002' })
    const before = await dump()
    expect(await run(text, { dryRun: true })).toMatchObject({ updated: 0, unchanged: 1202 })
    expect(await run(text)).toMatchObject({ updated: 0, unchanged: 1202 })
    expect(await dump()).toBe(before)
  })

  it('brings news to everybody, more than it lets wait at once', async () => {
    const people = (city: string) =>
      `email,city\n${Array.from({ length: 5000 }, (_, at) => `p${at}@x.example,${city}`).join('\n')}`
    await run(people('Gent'))
    expect(await run(people('Brugge'))).toMatchObject({ created: 0, updated: 5000 })
    expect((await db.prepare("SELECT count(*) AS n FROM contacts WHERE city = 'Brugge'").first())!.n).toBe(
      5000,
    )
  })

  it('records a consent from another occasion without calling the person changed', async () => {
    await run('email\na@x.example\n')
    expect(await run('email\na@x.example\n', { source: 'Forum' })).toMatchObject({ unchanged: 1, updated: 0 })
    expect(await count('consents')).toBe(2)
  })

  it('finds people by phone only where no address contradicts', async () => {
    await run('phone,firstName\n+32470123456,Ali\n')
    // Gains an address.
    expect(await run('email,phone\nali@x.example,+32470123456\n')).toMatchObject({ updated: 1, created: 0 })
    // Somebody else of the same household: a person of her own, the number stays where it is.
    expect(await run('email,phone\nsara@x.example,+32470123456\n')).toMatchObject({ created: 1 })
    expect(await run('email,phone\nsara@x.example,+32470123456\n')).toMatchObject({ unchanged: 1 })
    expect(await contact('sara@x.example')).toMatchObject({ phone: null })
    // No address in the row: the holder is meant.
    expect(await run('phone,city\n+32470123456,Gent\n')).toMatchObject({ updated: 1 })
    expect(await contact('ali@x.example')).toMatchObject({ city: 'Gent', phone: '+32470123456' })
  })

  it('lets a number move to somebody new within one block', async () => {
    await run('email,phone\na@x.example,+32470123456\n')
    const text = 'email,phone\na@x.example,+32470999999\nb@x.example,+32470123456\n'
    const dry = await run(text, { dryRun: true })
    expect(await run(text)).toMatchObject({ ...dry, import: 2, created: 1, updated: 1 })
    expect(await contact('b@x.example')).toMatchObject({ phone: '+32470123456' })
    expect(await contact('a@x.example')).toMatchObject({ phone: '+32470999999' })
  })

  it('makes a contact of a sign-up that waits', async () => {
    await run('email\na@x.example\n')
    await db.prepare('UPDATE contacts SET pending_since = 1, consent_email = NULL').run()
    expect(await run('email\na@x.example\n')).toMatchObject({ updated: 1 })
    expect(await contact('a@x.example')).toMatchObject({ pending_since: null, consent_email: 'given' })
  })

  it('keeps institutions apart', async () => {
    await run('email\na@x.example\n')
    const other = await testInstitution(db, 'autre')
    expect(await run('email\na@x.example\n', { institution: other })).toMatchObject({ created: 1 })
    expect(await count('contacts')).toBe(2)
  })
})

describe('people who said no', () => {
  const text = 'email,city\na@x.example,Gent\nb@x.example,Gent\nc@x.example,Gent\n'
  const hash = (email: string) => addressHash(testKeys, 'email', email)

  it('stay unsubscribed and suppressed, however often and however late the file comes', async () => {
    await run(text)
    const person = (await contact('a@x.example')) as { id: number }
    const withdrawal = {
      contactId: person.id,
      purpose: 'receive:email',
      act: 'withdrawn' as const,
      at: consentedAt + 1,
      source: 'person',
      wording: null,
      language: null,
      recordedBy: 'person',
      createdAt: testNow,
    }
    await db.batch([
      ...consentStatements(db, withdrawal),
      suppress(db, {
        institutionId: institution.id,
        hash: hash('b@x.example'),
        reason: 'complaint',
        now: testNow,
      }),
    ])
    const consents = await count('consents')
    const late = { source: 'Forum 2026', consentedAt: testNow }
    const answer = await run(text.replaceAll('Gent', 'Brugge'), late)
    expect(answer).toMatchObject({ rows: 3, created: 0, updated: 1, unchanged: 0, suppressed: 2 })
    expect(await contact('a@x.example')).toMatchObject({ consent_email: 'withdrawn', city: 'Brugge' })
    expect(await count('suppressions')).toBe(1)
    expect(await count('consents')).toBe(consents + 1)
    expect(await run(text.replaceAll('Gent', 'Brugge'), late)).toMatchObject({ unchanged: 1, suppressed: 2 })
  })

  it('do not come back once erased', async () => {
    await suppress(db, {
      institutionId: institution.id,
      hash: hash('a@x.example'),
      reason: 'erased',
      now: testNow,
    }).run()
    expect(await run(text)).toMatchObject({ rows: 3, created: 2, suppressed: 1 })
    expect(await contact('a@x.example')).toBeNull()
  })
})

it('is taken back, but for people whom something else has touched', async () => {
  await run('email,city\na@x.example,Gent\nb@x.example,Gent\nc@x.example,Gent\n')
  await run('email\nb@x.example\n', { source: 'Forum' })
  const deps = storeDeps(db, { now: testNow + 1 })
  await importContacts(deps, {
    institution,
    chunks: pieces('email,city\nc@x.example,Brugge\n'),
    file: 'f',
    basis: 'consent',
    source: 's',
    consentedAt,
  })
  expect(await undoImport(deps, { institution, importId: 1 })).toEqual({
    import: 1,
    removed: 1,
    restored: 0,
    kept: 2,
  })
  expect(await contact('a@x.example')).toBeNull()
  expect(await count('addresses')).toBe(2)
  expect(await undoImport(deps, { institution, importId: 1 })).toEqual({
    import: 1,
    removed: 0,
    restored: 0,
    kept: 2,
  })
  const other = await testInstitution(db, 'autre')
  await expect(undoImport(deps, { institution: other, importId: 1 })).rejects.toMatchObject({ key: 'import' })
  expect((await checkAudit(deps)).brokenAt).toBeNull()
})

it('begins a block anew when somebody signs up meanwhile', async () => {
  const deps = storeDeps(db)
  let batches = 0
  const racing: TestDb = {
    ...db,
    batch: async (statements) => {
      if (batches++ === 0) {
        await db.batch([
          db.prepare('INSERT INTO contacts (institution_id, created_at, updated_at) VALUES (1, 0, 0)'),
          db.prepare(
            "INSERT INTO addresses (institution_id, contact_id, channel, value, hash) VALUES (1, last_insert_rowid(), 'email', 'a@x.example', 'h')",
          ),
        ])
      }
      return db.batch(statements)
    },
  }
  const answer = await importContacts(
    { ...deps, db: racing },
    {
      institution,
      chunks: pieces('email\na@x.example\nb@x.example\n'),
      file: 'f',
      basis: 'consent',
      source: 's',
      consentedAt,
    },
  )
  expect(answer).toMatchObject({ created: 1, updated: 1 })
})
