import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Institution } from '../../src/store/institutions.ts'
import { freshDb, type TestDb, testInstitution } from '../support/database.ts'
import { contactOf, countOf, importFile } from '../support/importing.ts'
import { sheetXml, xlsxOf, zip } from '../support/zip.ts'

vi.setConfig({ testTimeout: 60_000 })

let db: TestDb
let institution: Institution
beforeEach(async () => {
  db = await freshDb()
  institution = await testInstitution(db)
})
const bring = (file: Uint8Array, more = {}) => importFile(db, institution, file, more)
const written = async (rows: CellValue[][]) =>
  (await writeXlsx({ sheets: [{ name: 'Contacts', rows }] })) as Uint8Array

it('brings a workbook in as a CSV file of the same rows', async () => {
  const header = [
    'Courriel',
    'Prénom',
    'Téléphone',
    'Pays',
    'Date de naissance',
    'Membre',
    'Arrivée',
    'Score',
  ]
  const rows = Array.from({ length: 3000 }, (_, at): CellValue[] => [
    `p${at}@x.example`,
    at % 2 ? 'خديجة' : 'Zoë & "Co" <x>',
    33612000000 + at,
    'FR',
    new Date(Date.UTC(1984, 4, 12)),
    at % 2 === 0,
    1999,
    0.5,
  ])
  const answer = await bring(await written([header, ...rows, [], ['p3000@x.example', 'Seule']]))
  expect(answer).toMatchObject({ rows: 3001, created: 3001, refused: 0 })
  expect(await contactOf(db, 'p7@x.example')).toMatchObject({
    first_name: 'خديجة',
    phone: '+33612000007',
    country: 'FR',
    birth_decade: 1980,
    custom: '{"Membre":"false","Arrivée":1999,"Score":0.5}',
  })
  expect(await contactOf(db, 'p8@x.example')).toMatchObject({ first_name: 'Zoë & "Co" <x>' })
  expect(await contactOf(db, 'p3000@x.example')).toMatchObject({ first_name: 'Seule', phone: null })
})

it('names refused cells by the row of the sheet', async () => {
  const file = await written([['email', 'country'], [], ['a@x.example', 'Atlantis'], ['b@x.example', 'BE']])
  expect(await bring(file)).toMatchObject({ created: 1, errors: [{ row: 3, column: 'country' }] })
})

it('takes the first visible sheet that holds anything', async () => {
  const people = (email: string) => ({ xml: sheetXml([['email'], [email]]) })
  const file = xlsxOf([
    { ...people('hidden@x.example'), state: 'hidden' },
    { ...people('very@x.example'), state: 'veryHidden' },
    { xml: sheetXml([]) },
    people('a@x.example'),
    people('later@x.example'),
  ])
  expect(await bring(file)).toMatchObject({ rows: 1, created: 1 })
  expect(await contactOf(db, 'a@x.example')).not.toBeNull()
})

it('takes the value that a formula showed last, and calculates nothing', async () => {
  const cells = [
    '<c t="str"><f>A1&amp;"@x.example"</f><v>a@x.example</v></c>',
    '<c t="str"><f>cmd|"/C calc"!A0</f><v>Gent</v></c>',
    '<c><f>1+1</f><v>2</v></c>',
    '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
  ]
  const answer = await bring(
    xlsxOf([{ xml: sheetXml([['email', 'city', 'n', 'm'], cells.slice(0, 3).concat('x')]) }]),
  )
  expect(answer).toMatchObject({ created: 1 })
  expect(await contactOf(db, 'a@x.example')).toMatchObject({ city: 'Gent', custom: '{"n":2,"m":"x"}' })
  const failed = await bring(
    xlsxOf([
      {
        xml: sheetXml([
          ['email', 'city'],
          ['b@x.example', cells[3]!],
        ]),
      },
    ]),
  )
  expect(failed).toMatchObject({ refused: 1, errors: [{ row: 2, column: 'city' }] })
})

it('reads phones of many digits as digits, and days of the old Mac calendar', async () => {
  const more = [
    {
      name: 'xl/styles.xml',
      body: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    },
  ]
  const sheet = sheetXml([
    ['email', 'phone', 'since'],
    ['a@x.example', '<c><v>212612345678</v></c>', '<c s="1"><v>45000</v></c>'],
    ['b@x.example', '<c><v>2.12612345679E11</v></c>', '<c s="1"><v>45000.5</v></c>'],
  ])
  const links = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/></Relationships>`
  const workbook = (from1904: boolean) =>
    zip([
      { name: 'xl/worksheets/sheet1.xml', body: sheet, flags: 8 },
      {
        name: 'xl/workbook.xml',
        body: `<x:workbook><x:workbookPr date1904="${from1904}"/><x:sheets><x:sheet name="a" r:id="rId1"/></x:sheets></x:workbook>`,
      },
      { name: 'xl/_rels/workbook.xml.rels', body: links },
      ...more,
    ])
  const map = { phone: '-', since: 'custom.since' }
  await bring(workbook(false), { map })
  expect(await contactOf(db, 'a@x.example')).toMatchObject({ custom: '{"since":"2023-03-15"}' })
  expect(await contactOf(db, 'b@x.example')).toMatchObject({ custom: '{"since":"2023-03-15T12:00:00Z"}' })
  await bring(workbook(true), { map })
  expect(await contactOf(db, 'a@x.example')).toMatchObject({ custom: '{"since":"2027-03-16"}' })
  const phones = xlsxOf([
    { xml: sheet.replace('since', 'country').replaceAll(/<c s="1">.*?<\/c>/g, '<c t="str"><v>MA</v></c>') },
  ])
  await bring(phones)
  expect(await contactOf(db, 'b@x.example')).toMatchObject({ phone: '+212612345679' })
})

describe('files that are to fill the memory', () => {
  const heap = () => process.memoryUsage().rss

  it.each([
    ['a sheet of zeros', () => xlsxOf([{ xml: `<worksheet>${'0'.repeat(60_000_000)}` }])],
    [
      'a sheet that is bigger than it says',
      () => xlsxOf([{ xml: sheetXml([['email'], ['a@x.example'.repeat(9)]]), size: 50 }]),
    ],
    ['a sheet that is smaller than it says', () => xlsxOf([{ xml: sheetXml([['email']]), size: 5000 }])],
    [
      'a list of texts of zeros',
      () =>
        xlsxOf(
          [{ xml: sheetXml([['email']]) }],
          [{ name: 'xl/sharedStrings.xml', body: '0'.repeat(60_000_000) }],
        ),
    ],
    [
      'a single endless row',
      () =>
        xlsxOf([
          {
            xml: `<worksheet><sheetData><row>${Array.from({ length: 900_000 }, (_, at) => `<c t="str"><v>${at * 7919}</v></c>`).join('')}`,
          },
        ]),
    ],
    [
      'a single endless cell',
      () =>
        xlsxOf([
          {
            xml: `<worksheet><sheetData><row><c t="str"><v>${Array.from({ length: 900_000 }, (_, at) => at * 7919).join('')}`,
          },
        ]),
    ],
  ])('%s', async (what, make) => {
    const file = make()
    const before = heap()
    if (what.startsWith('a list')) {
      // Nothing refers to it, so nobody unpacks it.
      expect(await bring(file)).toMatchObject({ rows: 0 })
    } else {
      await expect(bring(file)).rejects.toMatchObject({ key: expect.stringMatching(/^(too-big|xlsx)$/) })
    }
    expect(heap() - before).toBeLessThan(200_000_000)
    expect(countOf(db, 'contacts')).toBe(0)
  })
})

describe('what is no XLSX', () => {
  it.each([
    ['a zip of something else', zip([{ name: 'readme.txt', body: 'hello' }]), 'binary', /no sheet/],
    ['an OpenDocument file', zip([{ name: 'content.xml', body: '<x/>' }]), 'binary', /OpenDocument/],
    ['an .xlsb file', zip([{ name: 'xl/workbook.bin', body: 'x' }]), 'binary', /xlsb/],
    [
      'an old .xls',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(500).fill(0)]),
      'xls',
      /password/,
    ],
    ['a zip without an end', zip([{ name: 'a', body: 'b' }]).subarray(0, 60), 'xlsx', /anew/],
    ['an empty zip', zip([]), 'binary', /zip/],
    ['a workbook without sheets', xlsxOf([]), 'empty-file', /empty/],
    [
      'a workbook of hidden sheets',
      xlsxOf([{ xml: sheetXml([['email']]), state: 'hidden' }]),
      'empty-file',
      /empty/,
    ],
    ['a sheet that is no XML', xlsxOf([{ xml: 'email,city' }]), 'empty-file', /empty/],
    [
      'a sheet with an unknown packing',
      zip([{ name: 'xl/workbook.xml', body: '<sheets/>', method: 0, size: 9000 }]),
      'xlsx',
      /anew/,
    ],
  ] as const)('%s', async (_, file, key, line) => {
    const refused = await bring(file).catch((error: Error) => error)
    expect(refused).toMatchObject({ key, message: expect.stringMatching(line) })
    expect((refused as Error).message).not.toContain('\n')
  })

  it('a workbook that was cut off, wherever', async () => {
    const whole = await written([['email'], ...Array.from({ length: 2000 }, (_, at) => [`p${at}@x.example`])])
    for (let part = 1; part < 20; part++) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 20))
      await expect(bring(cut)).rejects.toMatchObject({ name: 'AppError' })
    }
    expect(['contacts', 'addresses', 'consents'].map((table) => countOf(db, table))).toEqual([0, 0, 0])
  })
})
