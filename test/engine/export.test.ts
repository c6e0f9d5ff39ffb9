import { readXlsx } from 'hucre/xlsx'
import { parquetReadObjects } from 'hyparquet'
import { expect, it } from 'vitest'
import { exportRows, exportTallies } from '../../src/engine/export.ts'
import { fileOf } from '../../src/engine/export-file.ts'
import { drain } from '../../src/engine/tick.ts'
import type { TallyRow } from '../../src/store/events.ts'
import { makeWorld, people } from '../support/world.ts'

const columns = ['kind', 'step', 'class', 'generation', 'language', 'country', 'variant', 'shareChannel']

const tally = (it: Partial<TallyRow>): TallyRow => ({
  kind: 'join',
  class: '',
  trigger: '',
  channel: '',
  step: '',
  generation: 1,
  language: 'fr',
  country: 'BE',
  variant: '',
  shareChannel: '',
  url: null,
  count: 1,
  pending: 0,
  ...it,
})

const line = (it: { keys: string[]; shown: string }) => [...it.keys, it.shown].join('|')

it('tells of each kind its total, its margins and what is large enough of the rest', () => {
  const rows = exportRows(
    [
      tally({ country: 'BE', language: 'fr', count: 43 }),
      tally({ country: 'BE', language: 'ar', count: 38 }),
      tally({ country: 'FR', language: 'fr', count: 52 }),
      tally({ country: 'FR', language: 'ar', count: 4 }),
      tally({ country: 'NL', language: 'ar', count: 3 }),
      tally({ country: 'FR', language: 'fr', count: 30, pending: 1 }),
      tally({ kind: 'click', class: 'preview', count: 30 }),
      tally({ kind: 'unsubscribe', generation: 0, count: 6 }),
    ],
    10,
  )
  expect(rows.map(line)).toEqual([
    'join|||1|*|*|||140',
    'join|||1|fr|*|||95',
    'join|||1|ar|*|||45',
    'join|||1|*|BE|||80',
    'join|||1|*|FR|||hidden',
    'join|||1|*|NL|||<10',
    'join|||1|fr|BE|||45',
    'join|||1|fr|FR|||50',
    'unsubscribe|||0|fr|BE|||<10',
  ])
})

it('withholds the same groups in every kind where it can, so that one does not tell the other', () => {
  const audience = { country: 'BE', generation: 0, kind: 'audience' }
  const counts = { fr: 40, ar: 25, nl: 30, sv: 4 }
  const rows = exportRows(
    Object.entries(counts).flatMap(([language, count]) => [
      tally({ ...audience, language, count }),
      // By its own figures another group would be withheld here.
      tally({ ...audience, kind: 'sent', language, count: language === 'ar' ? 35 : count }),
    ]),
    10,
  )
  const withheld = (kind: string) =>
    rows.filter((row) => row.keys[0] === kind && row.shown === 'hidden').map((row) => row.keys[4])
  expect(withheld('audience')).toEqual(['ar'])
  expect(withheld('sent')).toEqual(['ar'])
})

it('exports a campaign that ran, and keeps to the threshold that was asked for', async () => {
  const world = await makeWorld()
  await world.import(people(60))
  await world.launch()
  await drain(world.deps)
  const campaign = await world.campaign()
  const { file, rows, hidden } = await exportTallies(world.deps, { campaign, as: 'csv' })
  const lines = new TextDecoder().decode(file).trimEnd().split('\r\n')
  expect(lines[0]).toBe([...columns, 'count'].join(','))
  expect(lines).toHaveLength(rows + 1)
  expect(lines.filter((one) => /,(<10|hidden)$/.test(one))).toHaveLength(hidden)
  const counts = lines.slice(1).map((one) => one.split(',').at(-1)!)
  for (const count of counts) expect(count).toMatch(/^([1-9]\d*[05]|<10|hidden)$/)
  expect(lines).toContainEqual(expect.stringMatching(/^audience,.*,\*,\*,.*,\d+$/))
  const five = await exportTallies(world.deps, { campaign, as: 'csv', smallest: 5 })
  expect(new TextDecoder().decode(five.file)).not.toContain('<10')
  const four = exportTallies(world.deps, { campaign, as: 'csv', smallest: 4 })
  await expect(four).rejects.toMatchObject({ key: 'smallest' })
})

const odd = [
  { keys: ['click', '=1+1', 'human', '0', 'العربية', '', '"a", b', '-x'], count: 15, shown: '15' },
  { keys: ['click', '*', 'human', '0', '*', '*', '@x', ''], count: null, shown: '<10' },
]

it('writes CSV that no spreadsheet takes for formulas', async () => {
  const text = new TextDecoder().decode(await fileOf('csv', columns, odd))
  expect(text.split('\r\n').slice(1)).toEqual([
    `click,"'=1+1",human,0,العربية,,"""a"", b","'-x",15`,
    `click,*,human,0,*,*,"'@x",,<10`,
    '',
  ])
})

it('writes XLSX with numbers as numbers and texts as texts', async () => {
  const workbook = await readXlsx(await fileOf('xlsx', columns, odd))
  const rows = workbook.sheets[0]!.rows.map((row) => row.map((cell) => cell ?? ''))
  expect(rows).toEqual([
    [...columns, 'count'],
    [...odd[0]!.keys, 15],
    [...odd[1]!.keys, '<10'],
  ])
})

it('writes Parquet with one type for each column, and an empty file of it', async () => {
  const objects = async (rows: typeof odd) => {
    const file = await fileOf('parquet', columns, rows)
    return parquetReadObjects({ file: file.slice().buffer })
  }
  const named = (it: (typeof odd)[number]) => ({
    ...Object.fromEntries(columns.map((name, index) => [name, it.keys[index]])),
    count: it.count,
    shown: it.shown,
  })
  expect(await objects(odd)).toEqual(odd.map(named))
  expect(await objects([])).toEqual([])
})
