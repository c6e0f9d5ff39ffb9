import { beforeEach, describe, expect, it } from 'vitest'
import type { LanguageTag } from '../../src/core/language.ts'
import { addressHash } from '../../src/core/token.ts'
import { sealIdentity } from '../../src/core/tokens.ts'
import { confirmJoin, readConfirmation } from '../../src/engine/join.ts'
import { type Preferences, readPreferences, unsubscribe } from '../../src/engine/preferences.ts'
import { startSignUp } from '../../src/engine/sign-up.ts'
import { drain, tick } from '../../src/engine/tick.ts'
import { addInstitution } from '../../src/store/institutions.ts'
import { personByEmail } from '../../src/store/people.ts'
import { addSuppressions } from '../../src/store/suppressions.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { mailsTo, readMail, tokenIn } from '../support/mail.ts'
import { makeWorld, type World } from '../support/world.ts'

const day = 86_400_000
const email = 'nadia@amis.example'
let world: World
beforeEach(async () => {
  world = await makeWorld()
  world.deps.settings.mailFrom = 'lettre@mre.example'
})

const signUp = (it: { email?: string; language?: LanguageTag; firstName?: string } = {}) =>
  startSignUp(world.deps, { institution: 'mre', email, language: 'fr', agreed: true, ...it })
const rows = (sql: string) => world.db.raw.prepare(sql).all() as Record<string, unknown>[]
const person = () => personByEmail(world.db, world.institution.id, email)
const ledger = () => rows('SELECT purpose, act, wording, source, language FROM consents ORDER BY id')

async function lastLetter() {
  await drain(world.deps)
  return readMail(mailsTo(world.mail.arrived, email).at(-1))
}

async function confirm() {
  const token = tokenIn((await lastLetter()).html, '/j/')
  return { token, answer: await confirmJoin(world.deps, token) }
}

describe('the form of an institution', () => {
  it('sends one letter, and writes to the person only after they confirmed', async () => {
    await signUp({ language: 'ar', firstName: 'نادية' })
    expect(await person()).toMatchObject({ consentEmail: null, pendingSince: testNow, firstName: 'نادية' })
    expect(ledger()).toEqual([])
    const { token, answer } = await confirm()
    expect(answer).toMatchObject({ state: 'done', language: 'ar', share: null })
    expect(await person()).toMatchObject({ consentEmail: 'given', pendingSince: null, languages: '["ar"]' })
    const wording = expect.stringMatching(/^form:[0-9a-f]{12}$/)
    const consent = { purpose: 'receive:email', act: 'given', wording, source: '/join/ mre', language: 'ar' }
    expect(ledger()).toEqual([consent])
    await tick(world.deps)
    const before = dump(world.db)
    expect(await confirmJoin(world.deps, token)).toMatchObject({ state: 'done' })
    expect(dump(world.db)).toEqual(before)
    await drain(world.deps, { until: world.at.now + day })
    expect(mailsTo(world.mail.arrived, email)).toHaveLength(1)
  })

  it('answers the same for known, suppressed, erased and unknown addresses', async () => {
    await world.import(['known@amis.example,Omar,,fr,BE'])
    const strangers = [
      'known@amis.example',
      'stranger@amis.example',
      'again@amis.example',
      'again@amis.example',
    ]
    const answers = []
    for (const address of strangers) answers.push(await signUp({ email: address }))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('sends at most one letter a day to an address, whoever presses how often, at once or later', async () => {
    await Promise.all([signUp(), signUp(), signUp()])
    await drain(world.deps)
    expect(mailsTo(world.mail.arrived, email)).toHaveLength(1)
    expect(rows('SELECT count(*) AS n FROM contacts')).toEqual([{ n: 1 }])
    world.at.now += day
    await signUp()
    await drain(world.deps)
    expect(mailsTo(world.mail.arrived, email)).toHaveLength(2)
  })

  it('writes to a mailbox that was gone once, and believes whoever confirms from it', async () => {
    const hash = addressHash(world.deps.keys, 'email', email)
    const row = { hash, reason: 'unknown_user' as const, createdAt: testNow }
    await addSuppressions(world.db, world.institution.id, [row])
    await signUp()
    expect((await confirm()).answer).toMatchObject({ state: 'done' })
    expect(rows('SELECT reason FROM suppressions')).toEqual([])
  })

  it('forgets who never confirms: the link after seven days, the person after thirty', async () => {
    await signUp()
    const token = tokenIn((await lastLetter()).html, '/j/')
    world.at.now += 7 * day
    expect(await confirmJoin(world.deps, token)).toMatchObject({ state: 'expired' })
    expect(await readConfirmation(world.deps, token)).toMatchObject({ state: 'expired' })
    expect(ledger()).toEqual([])
    world.at.now += 23 * day
    await tick(world.deps)
    expect([await person(), rows('SELECT * FROM addresses'), rows('SELECT * FROM signups')]).toEqual([
      null,
      [],
      [],
    ])
    expect(await confirmJoin(world.deps, token)).toBeNull()
  })

  it.each(['nobody', 'MRE', '', '__proto__', 'mre/..'])(
    'belongs to nobody under the name %j',
    async (name) => {
      await expect(signUp({})).resolves.toBeDefined()
      const signing = { institution: name, email, language: 'fr', agreed: true } as const
      await expect(startSignUp(world.deps, signing)).rejects.toMatchObject({ key: 'institution' })
    },
  )

  it('keeps institutions apart', async () => {
    await addInstitution(world.db, { slug: 'other', name: 'Other', country: null, createdAt: testNow })
    await signUp()
    await startSignUp(world.deps, { institution: 'other', email, language: 'fr', agreed: true })
    await confirm()
    const given = rows('SELECT institution_id AS i, consent_email AS c FROM contacts ORDER BY i')
    expect(given).toHaveLength(2)
    expect(given.filter(({ c }) => c === 'given')).toHaveLength(1)
  })

  it('says nothing in somebody’s name that is no name', async () => {
    await signUp({ firstName: 'Gagnez sur evil.example' })
    expect((await person())?.firstName).toBeNull()
    expect((await lastLetter()).text).not.toContain('evil')
  })
})

describe('somebody who is known', () => {
  const token = async () =>
    sealIdentity(world.deps.keys, {
      campaignId: (await world.campaign()).id,
      contactId: (await person())!.id,
    })
  beforeEach(async () => {
    await world.import([`${email},Nadia,Exemple,nl,BE`])
    await world.launch()
    await drain(world.deps)
    world.mail.arrived.length = 0
  })

  it('and has agreed already adds nothing to the ledger', async () => {
    const before = [ledger(), await person()]
    await signUp({ firstName: 'Somebody else' })
    await confirm()
    expect([ledger(), await person()]).toEqual(before)
  })

  it('and has left comes back by confirming, again and again', async () => {
    for (let time = 0; time < 2; time++) {
      await unsubscribe(world.deps, await token())
      expect(rows('SELECT reason FROM suppressions')).toEqual([{ reason: 'unsubscribed' }])
      world.at.now += day
      await signUp()
      expect((await person())?.consentEmail).toBe('withdrawn')
      await confirm()
      await tick(world.deps)
      expect((await person())?.consentEmail).toBe('given')
      expect(rows('SELECT reason FROM suppressions')).toEqual([])
    }
    const page = (await readPreferences(world.deps, await token())) as Preferences
    expect(page.channels).toEqual([{ purpose: 'receive:email', given: true }])
    expect(ledger().map(({ act }) => act)).toEqual(['given', 'withdrawn', 'given', 'withdrawn', 'given'])
  })

  it('and complained is not even asked', async () => {
    world.db.raw.exec(
      "INSERT INTO suppressions SELECT 1, hash, 'complaint', 0 FROM addresses WHERE contact_id = 1",
    )
    await signUp()
    await drain(world.deps)
    expect(mailsTo(world.mail.arrived, email)).toEqual([])
  })
})
