import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../src/core/error.ts'
import type { Institution } from '../../src/store/institutions.ts'
import { freshDb, type TestDb, testInstitution } from '../support/database.ts'
import { contactOf, countOf, importFile } from '../support/importing.ts'
import { sheetXml, xlsxOf } from '../support/zip.ts'

vi.setConfig({ testTimeout: 120_000 })

let db: TestDb
let institution: Institution
beforeEach(async () => {
  db = await freshDb()
  institution = await testInstitution(db)
})

const utf8 = (text: string) => new TextEncoder().encode(text)
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const wide = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))

type Outcome = { refused: string } | { rows: number; created: number; errors: number }

/** Imports a file: it is refused in one line and nothing is there, or every row is accounted for. */
async function tried(file: Uint8Array): Promise<Outcome> {
  const startedAt = performance.now()
  const answer = await importFile(db, institution, file).catch((error: unknown) => error)
  expect(performance.now() - startedAt).toBeLessThan(60_000)
  const people = countOf(db, 'contacts')
  if (answer instanceof AppError) {
    expect(answer.message).not.toMatch(/[\r\n]/)
    expect(answer.message.length).toBeLessThan(1500)
    expect(
      ['contacts', 'addresses', 'consents', 'import_changes'].map((table) => countOf(db, table)),
    ).toEqual([0, 0, 0, 0])
    return { refused: answer.key }
  }
  if (answer instanceof Error) throw answer
  const { rows, created, updated, unchanged, refused, suppressed, errors } = answer as Awaited<
    ReturnType<typeof importFile>
  >
  expect(created + updated + unchanged + refused + suppressed).toBe(rows)
  expect(people).toBe(created)
  expect(new Set(errors.map(({ row }) => row)).size).toBe(refused)
  expect(errors.every(({ row, reason }) => row > 1 && reason.length > 0)).toBe(true)
  return { rows, created, errors: refused }
}

const good = 'email,prénom\na@x.example,Zoé\nb@x.example,Ali\n'
const windows1256 = joined(
  utf8('email;ville\n'),
  ...['a', 'b', 'c'].map((name) =>
    joined(utf8(`${name}@x.example;`), Uint8Array.of(0xc7, 0xe1, 0xd1, 0xc8, 0xc7, 0xd8, 0x0a)),
  ),
)
const cases: [what: string, file: Uint8Array, outcome: Outcome][] = [
  ['nothing', utf8(''), { refused: 'empty-file' }],
  ['blank lines', utf8('\r\n\r\n  \n'), { refused: 'empty-file' }],
  ['a byte order mark alone', utf8('\uFEFF'), { refused: 'empty-file' }],
  ['a header alone', utf8('email,city\n'), { rows: 0, created: 0, errors: 0 }],
  ['a header without a line break', utf8('email'), { rows: 0, created: 0, errors: 0 }],
  ['no header', utf8('a@x.example\nb@x.example\n'), { refused: 'no-address' }],
  ['headers twice', utf8('email,email\na@x.example,b@x.example\n'), { refused: 'field-twice' }],
  ['custom headers twice', utf8('email,note,note\na@x.example,1,2\n'), { refused: 'field-twice' }],
  [
    'thousands of columns',
    utf8(`email,${Array.from({ length: 5000 }, (_, at) => `c${at}`).join()}\na@x.example\n`),
    { refused: 'columns' },
  ],
  [
    'a header of a million letters',
    utf8(`${'x'.repeat(900_000)},email\n1,a@x.example\n`),
    { rows: 1, created: 1, errors: 0 },
  ],
  ['UTF-16 with its mark', wide(`\uFEFF${good}`), { rows: 2, created: 2, errors: 0 }],
  ['UTF-16 without', wide(good), { rows: 2, created: 2, errors: 0 }],
  ['UTF-16, Arabic', wide('البريد;الاسم الأول\na@x.example;خديجة\n'), { rows: 1, created: 1, errors: 0 }],
  ['UTF-16 with half a letter at its end', wide(good).subarray(0, -1), { rows: 2, created: 1, errors: 1 }],
  [
    'Windows-1252',
    bytesOf('email;prénom\na@x.example;Zo\xeb \x93B\x94\n'),
    { rows: 1, created: 1, errors: 0 },
  ],
  ['Windows-1256', windows1256, { rows: 3, created: 3, errors: 0 }],
  ['ISO 8859-15', bytesOf('email;ville\na@x.example;S\xbdur\n'), { rows: 1, created: 1, errors: 0 }],
  [
    'UTF-8 with one broken letter',
    joined(utf8(`${good}é@x.example,`), Uint8Array.of(0xe9), utf8('\n')),
    { rows: 3, created: 2, errors: 1 },
  ],
  [
    'UTF-8 in the middle of Windows-1252',
    joined(
      bytesOf('email;ville\na@x.example;Li\xe8ge\nc@x.example;N\xeemes\nd@x.example;B\xe9ziers\n'),
      utf8('b@x.example;Liège\n'),
    ),
    { rows: 4, created: 3, errors: 1 },
  ],
  [
    'bytes that Windows-1252 does not know',
    bytesOf('email;ville\na@x.example;G\xe9nt\nb@x.example;G\x81nt\n'),
    { rows: 2, created: 1, errors: 1 },
  ],
  ['a NUL in a cell', utf8(`${good}c@x.example,A\0li\n`), { rows: 3, created: 2, errors: 1 }],
  ['NULs only', new Uint8Array(5000), { refused: 'binary' }],
  [
    'random bytes',
    Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7919 + ((at * at) >> 3)) & 255),
    { refused: 'binary' },
  ],
  ['a PDF', utf8('%PDF-1.7\n1 0 obj'), { refused: 'binary' }],
  ['a gzip archive', Uint8Array.of(0x1f, 0x8b, 8, 0), { refused: 'binary' }],
  [
    'a quotation mark that stays open',
    utf8('email,city\na@x.example,"Gent\nb@x.example,Gent\n'),
    { refused: 'csv' },
  ],
  [
    'a quotation mark within a cell',
    utf8('email,city\na@x.example,Gent "Zuid"\n'),
    { rows: 1, created: 1, errors: 0 },
  ],
  [
    'letters behind a closed quotation mark',
    utf8('email,city\na@x.example,"Gent"x\n'),
    { rows: 1, created: 1, errors: 0 },
  ],
  [
    'line breaks within cells',
    utf8('email,city\na@x.example,"Gent\r\n\r\nZuid"\nb@,x\n'),
    { rows: 2, created: 1, errors: 1 },
  ],
  ['carriage returns alone', utf8(good.replaceAll('\n', '\r')), { rows: 2, created: 2, errors: 0 }],
  [
    'line breaks of all kinds',
    utf8('email\ra@x.example\r\nb@x.example\nc@x.example'),
    { rows: 3, created: 3, errors: 0 },
  ],
  ['no line break at the end', utf8('email\na@x.example'), { rows: 1, created: 1, errors: 0 }],
  ['a line of 10 MB', utf8(`email,city\na@x.example,${'x'.repeat(10_000_000)}\n`), { refused: 'csv' }],
  [
    'a quoted cell of 10 MB',
    utf8(`email,city\na@x.example,"${'x,\n'.repeat(3_300_000)}"\n`),
    { refused: 'csv' },
  ],
  [
    '10 MB of quotation marks',
    utf8(`email,city\na@x.example,${'"'.repeat(10_000_000)}\n`),
    { refused: 'csv' },
  ],
  [
    'a mark in the middle: two files in one',
    utf8(`email\na@x.example\n\uFEFFb@x.example\n`),
    { rows: 2, created: 2, errors: 0 },
  ],
  [
    'the same file twice in one',
    utf8(good + good.replaceAll('@x', '@y')),
    { rows: 5, created: 4, errors: 1 },
  ],
  [
    'formulas',
    utf8(`email,city\na@x.example,"=cmd|'/C calc'!A0"\n=1+1@x.example,@SUM(A1)\n`),
    { rows: 2, created: 2, errors: 0 },
  ],
  [
    'too many and too few cells',
    utf8('email,city\na@x.example\nb@x.example,Gent,Zuid\n'),
    { rows: 2, created: 0, errors: 2 },
  ],
  ['a delimiter nobody uses', utf8('email:city\na@x.example:Gent\n'), { refused: 'no-address' }],
  [
    'a delimiter that changes',
    utf8('email;city\na@x.example;Gent\nb@x.example,Gent\n'),
    { rows: 2, created: 1, errors: 1 },
  ],
  [
    'a web page',
    utf8('<!doctype html><html><body><table><tr><td>a@x.example</td></tr></table>\n'),
    { refused: 'no-address' },
  ],
  ['JSON', utf8('[{"email": "a@x.example"}]\n'), { refused: 'no-address' }],
  ['a vCard', utf8('BEGIN:VCARD\nEMAIL:a@x.example\nEND:VCARD\n'), { refused: 'no-address' }],
  [
    'signs of direction around an address',
    utf8('email\n\u202Ba@x.example\u202C\n'),
    { rows: 1, created: 0, errors: 1 },
  ],
  [
    'names of a prototype as headers',
    utf8('email,__proto__,constructor,toString\na@x.example,1,2,3\n'),
    { rows: 1, created: 1, errors: 0 },
  ],
  [
    'half surrogates',
    joined(utf8('email,city\na@x.example,'), Uint8Array.of(0xed, 0xa0, 0x80), utf8('é\n')),
    { rows: 1, created: 0, errors: 1 },
  ],
  ['an XLSX sheet of one cell', xlsxOf([{ xml: sheetXml([['email']]) }]), { rows: 0, created: 0, errors: 0 }],
]

describe('an odd file', () => {
  it.each(cases)('%s', async (_, file, outcome) => expect(await tried(file)).toEqual(outcome))

  it('stores what it reads as it was meant', async () => {
    await importFile(db, institution, windows1256)
    expect(await contactOf(db, 'a@x.example')).toMatchObject({ city: 'الرباط' })
    await importFile(db, institution, bytesOf('email;ville\ne@x.example;S\xbdur \xc9vora\n'))
    expect(await contactOf(db, 'e@x.example')).toMatchObject({ city: 'Sœur Évora' })
    await importFile(db, institution, bytesOf('email;ville\nf@x.example;\x93Li\xe8ge\x94 \x80\n'))
    expect(await contactOf(db, 'f@x.example')).toMatchObject({ city: '“Liège” €' })
    await importFile(db, institution, utf8(`email,city\ng@x.example,"=cmd|'/C calc'!A0"\n`))
    expect(await contactOf(db, 'g@x.example')).toMatchObject({ city: "=cmd|'/C calc'!A0" })
  })
})

/** Files made of what files are made of, in any order. */
const oddFile = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .constantFrom('email', 'a@x.example', 'b@x.example', 'Gent', 'é', 'خ', 'city', 'phone')
          .map(utf8),
      },
      {
        weight: 6,
        arbitrary: fc.constantFrom(',', ';', '\t', '\n', '\r\n', '\r', '"', '""', '|', ' ').map(utf8),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\uFEFF', '\0', '\u2028', '=1+1', "'", '\\', 'sep=;').map(utf8),
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }) },
      { weight: 1, arbitrary: fc.string({ maxLength: 6 }).map(wide) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => joined(...parts))

it('is refused in one line or accounted for row by row, whatever is in it', async () => {
  const heads = fc.constantFrom(
    utf8(''),
    utf8('email,city\n'),
    utf8('\uFEFFemail;ville\r\n'),
    wide('\uFEFFemail\tcity\n'),
  )
  await fc.assert(
    fc.asyncProperty(heads, oddFile, async (head, rest) => {
      db = await freshDb()
      institution = await testInstitution(db)
      await tried(joined(head, rest))
    }),
    { numRuns: 250 },
  )
})

it('is refused as well when bytes of a good sheet are changed', async () => {
  const sheet = xlsxOf([
    {
      xml: sheetXml([
        ['email', 'city'],
        ...Array.from({ length: 50 }, (_, at) => [`p${at}@x.example`, 'Gent']),
      ]),
    },
  ])
  const changes = fc.array(fc.tuple(fc.nat(sheet.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      db = await freshDb()
      institution = await testInstitution(db)
      const file = sheet.slice()
      for (const [at, byte] of all) file[at] = byte
      await tried(file)
    }),
    { numRuns: 150 },
  )
})
