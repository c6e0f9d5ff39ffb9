import type { LanguageTag } from '../../../src/core/language.ts'
import { sealConfirm, sealIdentity, sealShare, sealView } from '../../../src/core/tokens.ts'
import { signInLink, useSignIn } from '../../../src/engine/sign-in.ts'
import { drain } from '../../../src/engine/tick.ts'
import { readAssets } from '../../../src/node/assets.ts'
import { contentsOf } from '../../../src/store/campaigns.ts'
import type { Officer } from '../../../src/store/institutions.ts'
import { personByEmail } from '../../../src/store/people.ts'
import { signupOf } from '../../../src/store/signups.ts'
import { createApp } from '../../../src/web/app.tsx'
import { makeWorld, people, type World } from '../../support/world.ts'

const phone = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36'

export type Door = World & {
  app: ReturnType<typeof createApp>
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>
  post(path: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** Headers of an officer who is signed in. */
  as(officer: Officer): Promise<Record<string, string>>
}

/**
 * A campaign launched and sent to thirty people, and the app in front of it.
 *
 * @param files  absent = the small campaign
 */
export async function openDoor(files?: Record<string, string>): Promise<Door> {
  const world = await makeWorld()
  await world.import(people(30))
  await world.launch(files)
  await drain(world.deps)
  const app = createApp(world.deps, readAssets())
  const request = async (path: string, init: RequestInit) => {
    const headers = { 'user-agent': phone, ...(init.headers as Record<string, string>) }
    return app.request(`https://mawja.example${path}`, { ...init, headers })
  }
  return {
    ...world,
    app,
    get: (path, headers = {}, method = 'GET') => request(path, { method, headers }),
    post: (path, form = {}, headers = {}) =>
      request(path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { origin: 'https://mawja.example', 'sec-fetch-site': 'same-origin', ...headers },
      }),
    as: async (officer) => {
      const link = await signInLink(world.deps, officer)
      const signed = await useSignIn(world.deps, link.slice(link.lastIndexOf('/') + 1))
      return { cookie: `__Host-mawja_session=${signed!.cookie}` }
    },
  }
}

export async function shareToken({ deps, campaign }: World, language: LanguageTag = 'fr'): Promise<string> {
  return sealShare(deps.keys, {
    campaignId: (await campaign()).id,
    generation: 0,
    channel: 'whatsapp',
    language,
  })
}

export async function identityToken(
  { deps, db, campaign, institution }: World,
  email = 'reader0@diaspora.example',
) {
  const person = (await personByEmail(db, institution.id, email))!
  return sealIdentity(deps.keys, { campaignId: (await campaign()).id, contactId: person.id })
}

export async function confirmToken(
  { deps, db, campaign, institution }: World,
  email: string,
): Promise<string> {
  const person = (await personByEmail(db, institution.id, email))!
  return sealConfirm(deps.keys, (await signupOf(db, (await campaign()).id, person.id))!.id)
}

export async function viewToken({ deps, db, campaign }: World, language: LanguageTag): Promise<string> {
  const contents = await contentsOf(db, (await campaign()).editionId!)
  const content = contents.find((one) => one.step === 'invitation' && one.language === language)!
  return sealView(deps.keys, { contentId: content.id, generation: 0 })
}
