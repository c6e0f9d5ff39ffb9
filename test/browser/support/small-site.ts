import { mailboxChannel } from '../../../src/channels/mailbox.ts'
import { listen } from '../../../src/cli/serve.ts'
import type { Deps } from '../../../src/engine/deps.ts'
import { importContacts } from '../../../src/engine/import.ts'
import { signInLink } from '../../../src/engine/sign-in.ts'
import { readAssets } from '../../../src/node/assets.ts'
import { addInstitution, saveOfficer } from '../../../src/store/institutions.ts'
import { keepInMailbox } from '../../../src/store/mailbox.ts'
import { createApp } from '../../../src/web/app.tsx'
import { testNow } from '../../support/database.ts'
import { makeWorld, scriptedChannel } from '../../support/world.ts'

export const slug = 'mobilisation-competences'
export type Role = 'officer' | 'reviewer' | 'analyst'
export type SmallSite = Awaited<ReturnType<typeof openSmallSite>>

/** Mawja on a port of its own: an institution, three officers with nothing but a link, thirty readers of a language. */
export async function openSmallSite(language: 'fr' | 'ar') {
  const world = await makeWorld()
  const name = 'Ministère chargé des Marocains résidant à l’étranger'
  const institution = (await addInstitution(world.db, {
    ...{ slug: 'mcmream', name, country: 'MA', createdAt: testNow },
  }))!
  const officer = (role: Role) =>
    saveOfficer(world.db, {
      ...{ institutionId: institution.id, email: `${role}@mcmream.example`, role, createdAt: testNow },
    })
  const officers = {
    officer: await officer('officer'),
    reviewer: await officer('reviewer'),
    analyst: await officer('analyst'),
  }
  const mail = mailboxChannel('email', (item) =>
    keepInMailbox(world.db, [{ ...item, createdAt: world.at.now }]),
  )
  const deps: Deps = {
    ...world.deps,
    channels: new Map([mail, scriptedChannel('x')].map((channel) => [channel.name, channel])),
    settings: { publicUrl: 'http://localhost', mailFrom: 'lettre@mcmream.example' },
  }
  const app = createApp(deps, readAssets())
  const server = await listen((request) => app.fetch(request), '127.0.0.1', 0)
  deps.settings.publicUrl = server.url
  const rows = Array.from({ length: 30 }, (_, index) => `lectrice${index}@diaspora.example,${language},BE`)
  await importContacts(deps, {
    ...{ institution, file: 'contacts.csv', basis: 'consent', source: 'Salon des MRE 2025' },
    consentedAt: testNow - 1000,
    chunks: (async function* () {
      yield new TextEncoder().encode(['email,languages,country', ...rows].join('\n'))
    })(),
  })
  return {
    ...world,
    deps,
    url: server.url,
    link: (role: Role) => signInLink(deps, officers[role]),
    close: server.close,
  }
}
