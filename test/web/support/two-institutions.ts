import type { OutgoingMail } from '../../../src/core/channel.ts'
import { sealChain, sealClick, sealOpen, sealOwnData } from '../../../src/core/tokens.ts'
import { runCommand } from '../../../src/engine/commands.ts'
import { receive } from '../../../src/engine/receive.ts'
import { signInLink } from '../../../src/engine/sign-in.ts'
import { saveOfficer } from '../../../src/store/institutions.ts'
import { keepInMailbox } from '../../../src/store/mailbox.ts'
import { answer } from '../../support/coming-back.ts'
import { testInstitution, testNow } from '../../support/database.ts'
import { confirmToken, type Door, identityToken, openDoor, shareToken, viewToken } from './visit.ts'

const roles = ['analyst', 'reviewer', 'officer', 'admin'] as const
type Who = 'nobody' | (typeof roles)[number]

export type TwoInstitutions = Door & {
  /** Headers of somebody of the institution that has a campaign, and of one that has nothing. */
  visitor(who: Who, of: 'own' | 'other'): Record<string, string>
  /** A path of a route with something of the first institution for each name in it. */
  pathOf(route: string): string
}

/** A campaign that runs, with a reply, a letter and a sign-up; staff of each role there and at another institution. */
export async function twoInstitutions(): Promise<TwoInstitutions> {
  const door = await openDoor()
  await withThings(door)
  const headers = new Map<string, Record<string, string>>()
  const other = await testInstitution(door.db, 'cnss')
  for (const [of, institutionId] of [
    ['own', door.institution.id],
    ['other', other.id],
  ] as const) {
    for (const role of roles) {
      const email = `${role}@${of}.example`
      const officer = await saveOfficer(door.db, { institutionId, email, role, createdAt: testNow })
      headers.set(`${of} ${role}`, await door.as(officer))
    }
  }
  const tokens = await tokensOf(door)
  // Each request runs inside a savepoint, in which the log of the file cannot be emptied.
  Object.assign(door.db, { scrub: async () => true })
  return {
    ...door,
    visitor: (who, of) => headers.get(`${of} ${who}`) ?? {},
    pathOf: (route) =>
      fill(route, tokens) + (/\/edit\/(?!folder)/.test(route) ? '?path=invitation.fr.md' : ''),
  }
}

async function withThings(door: Door) {
  const audience = { all: [{ country: 'BE' }] }
  await runCommand(door.deps, 'segment save', { slug: 'bruxelles', name: 'Bruxelles', audience })
  await runCommand(door.deps, 'webhook add', { url: 'https://crm.mre.example/hooks' })
  const mail = door.mail.arrived.find((one) => one.kind === 'mail') as OutgoingMail
  const raw = answer(mail, 'Bonjour', { 'Message-ID': '<1@diaspora.example>', Subject: 'Re' })
  await receive(door.deps, { raw, to: ['reply@bounce.mre.example'], from: mail.envelope.to })
  const body = 'From: a@mre.example\r\nSubject: Bonjour\r\nContent-Type: text/html\r\n\r\n<p>Bonjour</p>'
  const letter = { kind: 'mail', remoteId: 'one', recipient: 'reader0@diaspora.example', body }
  await keepInMailbox(door.db, [{ ...letter, institutionId: door.institution.id, createdAt: testNow }])
  const form = { email: 'nadia@amis.example', agreed: 'yes', language: 'fr' }
  await door.post(`/s/${await shareToken(door)}/join`, form)
}

type Tokens = Awaited<ReturnType<typeof tokensOf>>

async function tokensOf(door: Door) {
  const { keys } = door.deps
  const campaignId = (await door.campaign()).id
  const link = door.db.raw.prepare('SELECT id FROM links LIMIT 1').get() as { id: number }
  const content = door.db.raw.prepare("SELECT id FROM contents WHERE step = 'invitation' LIMIT 1").get()
  const contentId = (content as { id: number }).id
  const identity = await identityToken(door)
  const reading = { contentId, generation: 0 }
  return {
    s: await shareToken(door),
    j: await confirmToken(door, 'nadia@amis.example'),
    v: await viewToken(door, 'fr'),
    u: identity,
    p: identity,
    me: sealChain(keys, { campaignId, contactId: 1 }),
    data: sealOwnData(keys, { contactId: 1, expiresAt: door.at.now + 3_600_000 }),
    c: sealClick(keys, { linkId: link.id, ...reading }),
    o: sealOpen(keys, { ...reading, pseudonym: 1 } as never),
    'desk/sign-in': (await signInLink(door.deps, door.author)).split('/').at(-1)!,
    'desk/set-up': 'nothing',
    r: 'nothing',
    endpoint: door.db.raw.prepare('SELECT uid FROM webhook_endpoints').pluck().get() as string,
  }
}

/** What stands for a name in a path when it is not a token. */
const named: Record<string, string> = {
  slug: 'competences',
  campaign: 'competences',
  institution: 'mre',
  act: 'pause',
  id: '1',
  verb: 'help',
  provider: 'none',
  path: 'public.css',
  page: 'overview',
  file: 'funnel.csv',
  export: 'export.xlsx',
  name: 'letter',
}

function fill(route: string, tokens: Tokens): string {
  const area = route.slice(1).split('/:')[0] as keyof Tokens
  return route.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, (_, name: string) => {
    if (route.startsWith('/desk/audiences/')) return 'bruxelles'
    const value = name === 'token' ? tokens[area] : name === 'endpoint' ? tokens.endpoint : named[name]
    if (value === undefined) throw new Error(`no example for :${name} in ${route}; add one here`)
    return value
  })
}
