import type { MailboxItem } from '../store/mailbox.ts'
import { scannerOf, submit, visit } from './browser.ts'
import { type Chance, chanceOf, delay } from './chance.ts'
import { browserLanguages, type Crowd, habits, later, type Reader } from './crowd.ts'
import { scannedHosts } from './diaspora.ts'
import { confirm, drawPreview, meetPost, tellFriends } from './friends.ts'
import { passedOn, type ReceivedMail, readMail } from './inbox.ts'
import { anchorsIn, formsIn } from './markup.ts'

const hourMs = 3_600_000

/**
 * Invented people read what has arrived. They know nothing but what they were sent, and act only through the public
 * addresses in it, as real people would: no function of ours is called for them.
 */
export async function receive(crowd: Crowd, item: MailboxItem): Promise<void> {
  if (item.kind === 'post') return meetPost(crowd, item)
  const reader = crowd.people.get(item.recipient)
  if (!reader) return
  if (reader.participates) reader.cameAt ??= crowd.now()
  if (isScanned(reader) || reader.awaits) {
    const mail = await readMail(item, crowd.baseUrl)
    if (isScanned(reader)) scan(crowd, reader, mail)
    if (mail.confirm) return confirm(crowd, reader, mail.confirm)
  }
  if (!reader.decided) decide(crowd, reader, item)
}

const isScanned = ({ address }: Reader) => scannedHosts.includes(address.slice(address.indexOf('@') + 1))

/**
 * Some employers' filters open every link within seconds. None of that may confirm, unsubscribe or look human: those that
 * pass for a browser give themselves away by opening all at once. One that took its time could not be told from a reader;
 * none here does.
 */
function scan(crowd: Crowd, reader: Reader, mail: ReceivedMail): void {
  const chance = chanceOf(crowd.seed, 'scan', reader.address)
  const host = reader.address.slice(reader.address.indexOf('@') + 1)
  const look = {
    agent: scannerOf(chance),
    from: `2001:db8:${scannedHosts.indexOf(host) + 1}::1`,
    method: chance.happens(0.3) ? ('HEAD' as const) : ('GET' as const),
  }
  for (const href of mail.all) {
    if (isCounted(crowd, href)) crowd.done.scans++
    crowd.agenda.add(crowd.now() + 5_000, async () => void (await visit(href, look)))
  }
}

/** Links of mails and shared pages; the doors of a person's own are not. */
const isCounted = ({ baseUrl }: Crowd, href: string) =>
  ['c', 's'].some((area) => href.startsWith(`${baseUrl}/${area}/`))

function decide(crowd: Crowd, reader: Reader, item: MailboxItem): void {
  reader.decided = true
  const chance = chanceOf(crowd.seed, 'reads', reader.address)
  const act = plans(crowd, reader, chance)
  if (!act) return
  later(crowd, reader, delay(chance, { medianMs: 1.5 * hourMs, mostMs: 14 * hourMs }), async () =>
    act(await readMail(item, crowd.baseUrl)),
  )
}

/** What a reader makes of a mail; most do nothing. */
function plans(crowd: Crowd, reader: Reader, chance: Chance): ((mail: ReceivedMail) => Promise<void>) | null {
  if (chance.happens(habits.unsubscribes)) return (mail) => unsubscribe(crowd, reader, mail, chance)
  const clicks = chance.happens(habits.clicks)
  const passesOn = chance.happens(clicks ? habits.passesOn.afterClick : habits.passesOn.otherwise)
  const onTheWeb = chance.happens(habits.readsOnTheWeb)
  if (!clicks && !passesOn && !onTheWeb) return null
  return async (mail) => {
    if (onTheWeb && mail.view) await visit(mail.view, asReader(reader))
    if (clicks) await click(crowd, reader, mail, chance)
    if (passesOn) await passOn(crowd, reader, mail, chance)
  }
}

const asReader = (reader: Reader) => ({
  agent: reader.agent,
  from: reader.from,
  languages: browserLanguages(reader),
})

async function click(crowd: Crowd, reader: Reader, mail: ReceivedMail, chance: Chance): Promise<void> {
  const href = chance.happens(0.7) ? mail.links[0] : chance.pick(mail.links)
  if (!href) return
  const { location } = await visit(href, asReader(reader))
  if (!location) throw new Error('a link of a mail leads nowhere')
  crowd.done.clicks++
}

const buttonsInUse = { whatsapp: 62, facebook: 12, email: 8, telegram: 7, linkedin: 6, x: 5 } as const

/** Presses a button; the app opens, draws its preview, and the friends get the link. */
async function passOn(crowd: Crowd, reader: Reader, mail: ReceivedMail, chance: Chance): Promise<void> {
  const wanted = chance.weighted(buttonsInUse)
  const found = mail.buttons.find(({ button }) => button === wanted) ?? mail.buttons[0]
  const url = found ? await press(crowd, reader, found.href) : mail.page
  if (!url) return
  const asks = crowd.ownLinks > 0 && chance.happens(crowd.ownLinks)
  const own = asks ? await askForOwn(crowd, reader, mail) : null
  await drawPreview(crowd, found?.button, own ?? url)
  tellFriends(crowd, reader, { url: own ?? url, isOwn: own !== null }, chance)
}

/** Reads what a link of one's own counts, says yes, and takes the link from the page. */
async function askForOwn(crowd: Crowd, reader: Reader, mail: ReceivedMail): Promise<string | null> {
  if (!mail.ownLink) return null
  const form = formsIn((await visit(mail.ownLink, asReader(reader))).body)[0]
  if (!form) return null
  const page = await submit(
    new URL(form.action, crowd.baseUrl).href,
    Object.fromEntries(form.fields.map(({ name, value }) => [name, value])),
    asReader(reader),
  )
  const links = anchorsIn(page.body).map(({ href }) => passedOn(href, crowd.baseUrl))
  const own = links.find((link) => link !== null) ?? null
  if (own) crowd.done.chains.links++
  return own
}

async function press(crowd: Crowd, reader: Reader, href: string): Promise<string> {
  // Where nothing is counted, the button opens the app straight.
  const counted = href.startsWith(`${crowd.baseUrl}/`)
  const intent = counted ? (await visit(href, asReader(reader))).location : href
  const url = intent && passedOn(intent, crowd.baseUrl)
  if (!url) throw new Error('a share button holds no link to share')
  if (counted) crowd.done.shares++
  return url
}

/** Half over the mail program's own button, in either encoding (RFC 8058), half over the page. */
async function unsubscribe(crowd: Crowd, reader: Reader, mail: ReceivedMail, chance: Chance): Promise<void> {
  const way = chance.weighted({ urlencoded: 30, multipart: 20, page: 50 })
  if (way === 'page' || !mail.oneClick) await unsubscribeOnPage(crowd, reader, mail)
  else {
    const form = new FormData()
    form.set('List-Unsubscribe', 'One-Click')
    // Mail programs send no cookie and no language.
    await submit(mail.oneClick, way === 'multipart' ? form : { 'List-Unsubscribe': 'One-Click' }, {
      agent: 'MailProgram/1.0',
    })
  }
  crowd.done.unsubscribes++
}

async function unsubscribeOnPage(crowd: Crowd, reader: Reader, mail: ReceivedMail): Promise<void> {
  if (!mail.unsubscribe) throw new Error('a mail without a way to unsubscribe')
  const page = await visit(mail.unsubscribe, asReader(reader))
  const form = formsIn(page.body)[0]
  if (!form) throw new Error('the page to unsubscribe has no form')
  await submit(new URL(form.action, `${crowd.baseUrl}/`).href, {}, asReader(reader))
}
