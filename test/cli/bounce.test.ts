import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mawja } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
const box = join(folder, 'box')
const environment = { MAWJA_DATABASE: join(folder, 'none.db') }
const mail = (name: string) => new URL(`../core/returned/mails/${name}.eml`, import.meta.url)

beforeAll(() => {
  mkdirSync(join(box, 'new'), { recursive: true })
  mkdirSync(join(box, 'cur'))
  copyFileSync(mail('qmail'), join(box, 'new', '1772438400.M1P2.mx:2,S'))
  copyFileSync(mail('vacation'), join(box, 'cur', '1772438401.M1P2.mx:2,'))
  writeFileSync(join(box, 'picture.png'), new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]))
  writeFileSync(join(box, 'empty'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Judged = { file: string; kind: string; recipients: object[] }

async function judged(place: string): Promise<Judged[]> {
  const { code, json } = await mawja(environment, 'bounce', place)
  expect(code).toBe(0)
  return json.files as Judged[]
}

it('judges everything in a folder, whatever its name', async () => {
  const files = await judged(box)
  expect(files.map(({ file, kind }) => [file, kind])).toEqual([
    [join('cur', '1772438401.M1P2.mx:2,'), 'autoreply'],
    ['empty', 'none'],
    [join('new', '1772438400.M1P2.mx:2,S'), 'bounce'],
    ['picture.png', 'none'],
  ])
  expect(files[2]!.recipients).toEqual([
    {
      address: 'nadia@ville.example',
      reason: 'unknown_user',
      action: 'failed',
      status: '5.1.1',
      suppress: true,
    },
    {
      address: 'salma@ville.example',
      reason: 'mailbox_full',
      action: 'failed',
      status: '5.2.2',
      suppress: false,
    },
  ])
}, 60_000)

it('judges one file, and the mails of an mbox one by one', async () => {
  const mbox = join(folder, 'mbox')
  const line = 'From MAILER-DAEMON Mon Mar  2 09:00:00 2026\n'
  writeFileSync(
    mbox,
    `${line}${readFileSync(mail('postfix-unknown'))}\n${line}${readFileSync(mail('complaint'))}`,
  )
  const files = await judged(mbox)
  expect(files.map(({ file, kind }) => [file, kind])).toEqual([
    [`${mbox}#1`, 'bounce'],
    [`${mbox}#2`, 'complaint'],
  ])
  expect(await judged(join(box, 'empty'))).toEqual([
    { file: join(box, 'empty'), kind: 'none', recipients: [] },
  ])
}, 60_000)

it('refuses a place that is not there', async () => {
  const { code, problem } = await mawja(environment, 'bounce', join(folder, 'nowhere'))
  expect(code).toBe(1)
  expect(problem).toContain('there is no such file')
}, 60_000)
