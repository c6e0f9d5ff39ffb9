import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { readAssets } from '../../src/node/assets.ts'
import { openNode } from '../../src/node.ts'
import { createApp } from '../../src/web/app.tsx'
import { mawja } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'
import { bigFile } from './support/big-file.ts'
import { makeKey, verifyAll } from './support/dkim.ts'
import { type Delivered, type Postfix, startPostfix } from './support/postfix.ts'

const folder = temporaryFolder()
let postfix: Postfix
beforeAll(async () => {
  postfix = await startPostfix()
}, 30_000)
afterAll(async () => {
  await postfix?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const port = 18_431
const key = makeKey()

/** One command; whatever is refused ends the test with its reason. */
async function done(
  environment: Record<string, string>,
  ...args: string[]
): Promise<Record<string, unknown>> {
  const { code, problem, json } = await mawja(environment, ...args)
  expect(problem).toBe('')
  expect(code).toBe(0)
  return json
}

it('brings a real file of people through Postfix: all, once, signed, in their language, until they say no', {
  timeout: 600_000,
}, async () => {
  const keyFile = join(folder, 'dkim.pem')
  writeFileSync(keyFile, key.pem)
  const environment = {
    MAWJA_DATABASE: join(folder, 'mawja.db'),
    MAWJA_PUBLIC_URL: `http://127.0.0.1:${port}`,
    MAWJA_MAIL_URL: postfix.url,
    MAWJA_DKIM_DOMAIN: 'mcmream.example',
    MAWJA_DKIM_SELECTOR: 's2026',
    MAWJA_DKIM_KEY_FILE: keyFile,
  }
  const file = join(folder, 'contacts.csv')
  const { bytes, broken, expected } = bigFile(10_000)
  writeFileSync(file, bytes)
  await done(environment, 'institution', 'add', 'mcmream', '--name', 'Ministère', '--country', 'MA')
  for (const [email, role] of [
    ['amina@mcmream.example', 'officer'],
    ['driss@mcmream.example', 'reviewer'],
  ]) {
    await done(environment, 'officer', 'add', email!, '--role', role!, '--institution', 'mcmream')
  }
  const consent = ['--basis', 'consent', '--source', 'Salon des MRE 2025', '--consented-at', '2025-05-01']
  const imported = await done(environment, 'import', file, '--institution', 'mcmream', ...consent)
  expect(imported).toMatchObject({ rows: 10_000, refused: broken, created: expected.size })
  await done(environment, 'publish', 'campaigns/mobilisation-competences', '--as', 'amina@mcmream.example')
  const own = await mawja(environment, 'approve', 'mobilisation-competences', '--as', 'amina@mcmream.example')
  expect(own).toMatchObject({ code: 1, problem: expect.stringContaining('author') })
  await done(environment, 'approve', 'mobilisation-competences', '--as', 'driss@mcmream.example')
  const { funnel } = (await done(environment, 'plan', 'mobilisation-competences')) as {
    funnel: { final: number }
  }
  const readers = [...expected.values()].filter((one) => one.reached)
  expect(funnel.final).toBe(readers.length)
  await done(environment, 'launch', 'mobilisation-competences')
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString()
  expect(await done(environment, 'drain', '--until', until)).toMatchObject({
    sent: funnel.final,
    refused: 0,
    unknown: 0,
  })

  const arrived = await postfix.delivered(funnel.final, 300_000)
  expect(arrived.map((mail) => mail.to).sort()).toEqual(readers.map((one) => one.email).sort())
  expect(await verifyAll(key, postfix.folder)).toEqual({ valid: funnel.final, invalid: [] })
  const arabic = arrived.find((mail) => expected.get(mail.to)?.language === 'ar')!
  const french = arrived.find((mail) => expected.get(mail.to)?.language === 'fr')!
  await checkMail(arabic, 'ar', 'rtl')
  await checkMail(french, 'fr', 'ltr')
  for (const mail of arrived.slice(0, 300)) {
    expect((await simpleParser(mail.raw)).headers.get('content-language')).toBe(
      expected.get(mail.to)!.language,
    )
  }
  await sayNo(environment, french)
})

async function checkMail(mail: Delivered, language: string, direction: string): Promise<void> {
  const parsed = await simpleParser(mail.raw)
  const types = [...mail.raw.matchAll(/^Content-Type: (text\/[a-z]+|multipart\/[a-z]+)/gim)].map(
    ([, type]) => type,
  )
  expect(types).toEqual(['multipart/alternative', 'text/plain', 'text/html'])
  expect(parsed.html).toMatch(new RegExp(`<html[^>]*\\blang="${language}"[^>]*\\bdir="${direction}"`))
  for (const name of [
    'List-Unsubscribe',
    'List-Unsubscribe-Post',
    'List-Id',
    'Feedback-ID',
    'Auto-Submitted',
    'Message-ID',
    'Date',
  ]) {
    expect(mail.raw).toMatch(new RegExp(`^${name}: `, 'im'))
  }
  expect(parsed.messageId).toMatch(/@mcmream\.example>$/)
  expect(Buffer.byteLength(String(parsed.html))).toBeLessThan(102_000)
  if (direction === 'rtl') expect(parsed.html).not.toMatch(/direction:\s*ltr/)
}

/** The reader's program clicks, then unsubscribes in one POST; after that nothing more arrives for that person. */
async function sayNo(environment: Record<string, string>, mail: Delivered): Promise<void> {
  const node = await openNode(readSettings(environment))
  const server = serve({ fetch: createApp(node.deps, readAssets()).fetch, hostname: '127.0.0.1', port })
  try {
    const parsed = await simpleParser(mail.raw)
    const click = /href="(http:\/\/127\.0\.0\.1:\d+\/c\/[\w-]+)"/.exec(String(parsed.html))![1]!
    const followed = await fetch(click, { redirect: 'manual' })
    expect(followed.status).toBe(302)
    expect(new URL(followed.headers.get('location')!).hostname).toMatch(/mcmream\.example$|wa\.me/)
    const url = /^List-Unsubscribe: <([^>]+)>/im.exec(mail.raw.replace(/\r\n[ \t]+/g, ' '))![1]!
    expect((await fetch(url)).status).toBe(200)
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await fetch(url, { method: 'POST', body, redirect: 'manual' })).status).toBe(200)
    await node.deps.db
      .prepare("UPDATE messages SET state = 'queued', due_at = 0 WHERE channel = 'email' AND id % 100 = 0")
      .run()
    await node.deps.db
      .prepare(
        "UPDATE messages SET state = 'queued', due_at = 0 WHERE contact_id = (SELECT contact_id FROM addresses WHERE value = ?)",
      )
      .bind(mail.to)
      .run()
  } finally {
    server.close()
    await node.close()
  }
  const until = new Date(Date.now() + 86_400_000).toISOString()
  expect(await done(environment, 'drain', '--until', until)).toMatchObject({ skipped: 1 })
  const again = await postfix.delivered(1, 60_000)
  expect(again.filter((one) => one.to === mail.to)).toHaveLength(1)
}
