import { chooseLanguage } from '../core/language.ts'
import type { ShareButton } from '../core/share.ts'
import type { MailboxItem } from '../store/mailbox.ts'
import { type Answer, previewAgents, submit, visit } from './browser.ts'
import { type Chance, chanceOf, delay, overdispersed, poisson } from './chance.ts'
import { browserLanguages, type Crowd, habits, later, type Reader, readerFrom } from './crowd.ts'
import { inventPerson } from './diaspora.ts'
import { anchorsIn, type Field, type Form, formsIn } from './markup.ts'

const hourMs = 3_600_000

/** A link goes from one person to some others. Mawja never learns to whom; the people do. */
export function tellFriends(
  crowd: Crowd,
  sharer: Reader,
  { url, isOwn }: { url: string; isOwn: boolean },
  chance: Chance,
): void {
  const count = overdispersed(chance, habits.friendsTold)
  for (let index = 0; index < count; index++) {
    const own = chanceOf(crowd.seed, 'friend', sharer.address, index)
    const friend = meet(crowd, own, { generation: sharer.generation + 1, like: sharer })
    if (isOwn) friend.toldBy = sharer
    if (!own.happens(habits.opensLink)) continue
    const signsUp = own.happens(habits.signsUp)
    later(crowd, friend, delay(own, { medianMs: hourMs, mostMs: 12 * hourMs }), () =>
      open(crowd, friend, url, signsUp),
    )
  }
  if (count > 0 && chance.happens(habits.comesBack)) {
    later(crowd, sharer, 3 * hourMs, () => open(crowd, sharer, url, true))
  }
}

/** A public post draws its preview, and strangers pass by. */
export function meetPost(crowd: Crowd, item: MailboxItem): void {
  const url = item.body.split(/\s+/).find((word) => word.startsWith(`${crowd.baseUrl}/s/`))
  if (!url) return
  crowd.agenda.add(crowd.now(), () => drawPreview(crowd, 'post', url))
  const chance = chanceOf(crowd.seed, 'post', item.body.replace(url, ''))
  const count = poisson(chance, crowd.contacts * habits.meetPost)
  for (let index = 0; index < count; index++) {
    const own = chanceOf(crowd.seed, 'stranger', item.body.replace(url, ''), index)
    const stranger = meet(crowd, own, { generation: 1 })
    const signsUp = own.happens(habits.strangerSignsUp)
    later(crowd, stranger, delay(own, { medianMs: 4 * hourMs, mostMs: 36 * hourMs }), () =>
      open(crowd, stranger, url, signsUp),
    )
  }
}

/** The app in which a link is pasted looks at it once; mail programs do not. */
export async function drawPreview(
  crowd: Crowd,
  place: ShareButton | 'post' | undefined,
  url: string,
): Promise<void> {
  const agent = place && previewAgents[place]
  if (!agent) return
  await visit(url, { agent })
  const app = place === 'post' ? 'x' : place
  crowd.done.previews[app] = (crowd.done.previews[app] ?? 0) + 1
}

function meet(crowd: Crowd, chance: Chance, it: { generation: number; like?: Reader }): Reader {
  const tag = `${Math.floor(chance.next() * 2 ** 31).toString(36)}${Math.floor(chance.next() * 2 ** 31).toString(36)}`
  const { email, ...person } = inventPerson(chance, { index: tag, ...(it.like ? { like: it.like } : {}) })
  const reader = readerFrom(
    crowd.seed,
    { ...person, email: email! },
    { generation: it.generation, participates: false },
  )
  crowd.people.set(reader.address, reader)
  return reader
}

/** Opens a shared link, changes the language if need be, and perhaps signs up with the form that is there. */
async function open(crowd: Crowd, reader: Reader, url: string, signsUp: boolean): Promise<void> {
  let page = await look(crowd, reader, url)
  const other = otherLanguage(reader, page)
  if (other) page = await look(crowd, reader, new URL(other, url).href)
  if (!signsUp) return
  const form = formsIn(page.body).find(({ fields }) => fields.some(({ type }) => type === 'email'))
  if (!form) throw new Error('the page behind a shared link has no form to join')
  reader.awaits = true
  await submit(new URL(form.action, url).href, filledIn(form, reader), as(reader))
}

async function look(crowd: Crowd, reader: Reader, url: string): Promise<Answer> {
  const page = await visit(url, as(reader))
  crowd.done.visits++
  return page
}

const as = (reader: Reader) => ({
  agent: reader.agent,
  from: reader.from,
  languages: browserLanguages(reader),
})

/** Link to the language a person reads better than the page's own, or null. */
function otherLanguage(reader: Reader, page: Answer): string | null {
  const shown = /<html[^>]*\blang="([^"]+)"/i.exec(page.body)?.[1] ?? ''
  const others = anchorsIn(page.body).filter(({ hreflang }) => hreflang !== null)
  const wishes = reader.languages.split('|')
  if (chooseLanguage(wishes, [shown], null)) return null
  const best = chooseLanguage(
    wishes,
    others.map(({ hreflang }) => hreflang!),
    null,
  )
  return others.find(({ hreflang }) => hreflang === best)?.href ?? null
}

function filledIn(form: Form, reader: Reader): Record<string, string> {
  return Object.fromEntries(
    form.fields.filter(({ name }) => name).map((field) => [field.name, answerTo(field, reader)]),
  )
}

function answerTo(field: Field, reader: Reader): string {
  if (field.type === 'email') return reader.address
  if (field.autocomplete === 'given-name') return reader.firstName
  if (field.autocomplete.startsWith('country'))
    return field.options.includes(reader.country) ? reader.country : ''
  return field.value
}

/** The mail that asks "was it you?": most say yes, by the button and not by the link alone. */
export function confirm(crowd: Crowd, reader: Reader, url: string): void {
  reader.awaits = false
  const chance = chanceOf(crowd.seed, 'confirms', reader.address)
  if (!chance.happens(habits.confirms)) return
  later(crowd, reader, delay(chance, { medianMs: hourMs / 6, mostMs: 6 * hourMs }), async () => {
    const form = formsIn((await visit(url, as(reader))).body)[0]
    if (!form) return
    await submit(new URL(form.action, url).href, filledIn(form, reader), as(reader))
    if (reader.participates) return
    reader.participates = true
    reader.cameAt = crowd.now()
    crowd.done.joins++
    if (reader.toldBy?.cameAt != null)
      crowd.done.chains.hours.push((reader.cameAt - reader.toldBy.cameAt) / hourMs)
    crowd.done.joinsByGeneration[reader.generation] =
      (crowd.done.joinsByGeneration[reader.generation] ?? 0) + 1
  })
}
