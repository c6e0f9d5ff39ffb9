import { expect } from 'vitest'
import { type Edge, origin, visitor } from './edge.ts'

/** The first public address of a kind, `/j/…`, in a mail or on a page. */
export const linkIn = (html: string, door: string): string | undefined =>
  new RegExp(`(?:${origin}|")(/${door}/[\\w-]+)`).exec(html)?.[1]

/** The link that is passed on from a page or in a text, whether it stands there plain or as part of another address. */
export const shareOn = (text: string): string => (linkIn(text, 's') ?? linkIn(decodeURIComponent(text), 's'))!

/** An institution, somebody who writes and somebody who approves. */
export async function house({ operator }: Edge): Promise<void> {
  await operator.say('institution-add', { slug: 'mre', name: 'Maison des Marocains', country: 'MA' })
  const officer = (email: string, role: string) =>
    operator.say('officer-add', { email, role, institution: 'mre' })
  await officer('amina@mre.example', 'officer')
  await officer('driss@mre.example', 'reviewer')
}

/** Published, approved by the second officer, launched, and what is due has arrived. */
export async function launched(edge: Edge, slug: string, files: Record<string, string>): Promise<void> {
  const { operator } = edge
  await operator.say('publish', { slug, files, as: 'amina@mre.example' })
  await operator.say('approve', { campaign: slug, as: 'driss@mre.example' })
  await operator.say('launch', { campaign: slug })
  await edge.settle()
}

/**
 * A form over a link, the mail that answers it, and the button behind it.
 *
 * @param share  path of the link, `/s/…`
 */
export async function join(
  edge: Edge,
  share: string,
  email: string,
  more: Record<string, string> = {},
): Promise<void> {
  const friend = visitor(edge)
  expect((await friend.get(share)).status).toBe(200)
  const typed = { email, firstName: 'Ami', country: 'BE', language: 'fr', agreed: 'yes', ...more }
  expect((await friend.post(`${share}/join`, typed)).status).toBe(200)
  const confirm = linkIn((await edge.letter(email)).html, 'j')!
  expect((await friend.get(confirm)).status).toBe(200)
  // Looking has confirmed nothing.
  const waiting = edge.workerd.db.prepare("SELECT count(*) AS count FROM signups WHERE state = 'pending'")
  expect(await waiting.first()).toEqual({ count: 1 })
  expect((await friend.post(confirm)).status).toBe(200)
  await edge.settle()
}

/** Somebody presses "WhatsApp" in a mail; answers the path of the link that a friend then gets. */
export async function passedOn(edge: Edge, links: readonly string[]): Promise<string> {
  const reader = visitor(edge)
  for (const url of links.filter((one) => one.includes('/c/'))) {
    const followed = await reader.get(url)
    const place = followed.headers.get('location') ?? ''
    if (place.startsWith('https://wa.me/')) return shareOn(place)
  }
  throw new Error('the mail has no WhatsApp button')
}
