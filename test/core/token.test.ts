import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import {
  addressHash,
  deriveKeys,
  fromBase32,
  keyedNumber,
  open,
  seal,
  type TokenKind,
  toBase32,
} from '../../src/core/token.ts'
import {
  openChain,
  openClick,
  openConfirm,
  openIdentity,
  openLeaving,
  openOpen,
  openOwnData,
  openReturned,
  openSession,
  openShare,
  openTrace,
  openView,
  sealChain,
  sealClick,
  sealConfirm,
  sealIdentity,
  sealLeaving,
  sealOpen,
  sealOwnData,
  sealReturned,
  sealSession,
  sealShare,
  sealTrace,
  sealView,
  shareChannels,
} from '../../src/core/tokens.ts'

// Heavy ones take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const keys = deriveKeys('a secret for tests that nobody else has, 32+')
const otherKeys = deriveKeys('another secret for tests that nobody has 32+')
const kinds: TokenKind[] = [
  'identity',
  'click',
  'view',
  'share',
  'confirm',
  'session',
  'data',
  'trace',
  'open',
  'returned',
]
const number = fc.oneof(fc.nat(), fc.maxSafeNat())
const numbers = fc.array(number, { minLength: 1, maxLength: 5 })
const kind = fc.constantFrom(...kinds)

describe('a token', () => {
  it('gives back what was sealed', () => {
    fc.assert(
      fc.property(kind, numbers, (it, words) => {
        expect(open(keys, it, seal(keys, it, words))).toEqual(words)
      }),
    )
  })

  it('opens no other kind of door, nor one of another installation', () => {
    fc.assert(
      fc.property(kind, kind, numbers, (one, other, words) => {
        const token = seal(keys, one, words)
        if (one !== other) expect(open(keys, other, token)).toBeNull()
        expect(open(otherKeys, one, token)).toBeNull()
      }),
    )
  })

  it('opens no more when a letter is changed, added or taken away', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    fc.assert(
      fc.property(kind, numbers, fc.nat(), fc.constantFrom(...letters), (it, words, at, letter) => {
        const token = seal(keys, it, words)
        const place = at % token.length
        const changed = token.slice(0, place) + letter + token.slice(place + 1)
        const read = open(keys, it, changed)
        // The last letter of base64 may hold bits that no byte holds: another spelling of the same token.
        if (read !== null) expect(read).toEqual(words)
        if (changed !== token && place < token.length - 1) expect(read).toBeNull()
        expect(open(keys, it, token + letter)).toBeNull()
        expect(open(keys, it, token.slice(0, -2))).toBeNull()
      }),
    )
  })

  it('survives anything that comes over the net', () => {
    fc.assert(
      fc.property(kind, fc.string({ unit: 'binary', maxLength: 300 }), (it, text) => {
        expect(open(keys, it, text)).toBeNull()
      }),
    )
    for (const text of ['', 'A', '../../etc/passwd', '%00', 'A'.repeat(5000)])
      expect(open(keys, 'click', text)).toBeNull()
  })

  it('is the same for the same words, in URL letters, short', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (campaignId, contactId) => {
        const token = sealIdentity(keys, { campaignId, contactId })
        expect(token).toBe(sealIdentity(keys, { campaignId, contactId }))
        expect(token).toMatch(/^[A-Za-z0-9_-]{1,36}$/)
      }),
    )
  })

  it('refuses to seal what it could not give back', () => {
    for (const number of [-1, 1.5, Number.NaN, 2 ** 53])
      expect(() => seal(keys, 'view', [number])).toThrow(RangeError)
  })
})

it('every kind gives back its words, and nothing for another count of words', () => {
  fc.assert(
    fc.property(
      number,
      number,
      fc.nat(40),
      fc.constantFrom(...shareChannels),
      fc.constantFrom(...languageTags),
      (one, two, generation, channel, language) => {
        const identity = { campaignId: one, contactId: two }
        expect(openIdentity(keys, sealIdentity(keys, identity))).toEqual(identity)
        expect(openChain(keys, sealChain(keys, identity))).toEqual(identity)
        expect(openIdentity(keys, sealChain(keys, identity))).toBeNull()
        const click = { linkId: one, contentId: two, generation }
        expect(openClick(keys, sealClick(keys, click))).toEqual(click)
        const dealt = { ...click, variant: (one % 8) + 1 }
        expect(openClick(keys, sealClick(keys, dealt))).toEqual(dealt)
        const view = { contentId: one, generation }
        expect(openView(keys, sealView(keys, view))).toEqual(view)
        const share = { campaignId: one, generation, channel, language }
        for (const more of [{}, { personal: two || 1 }, { place: two || 1 }, { variant: (two % 64) + 1 }]) {
          expect(openShare(keys, sealShare(keys, { ...share, ...more }))).toEqual({ ...share, ...more })
        }
        expect(openConfirm(keys, sealConfirm(keys, one))).toBe(one)
        const session = { officerId: one, expiresAt: two, nonce: generation }
        expect(openSession(keys, sealSession(keys, session))).toEqual(session)
        const ownData = { contactId: one, expiresAt: two }
        expect(openOwnData(keys, sealOwnData(keys, ownData))).toEqual(ownData)
        const trace = { ...click, pseudonym: two }
        expect(openTrace(keys, sealTrace(keys, trace))).toEqual(trace)
        const look = { ...view, pseudonym: two }
        expect(openOpen(keys, sealOpen(keys, look))).toEqual(look)
      },
    ),
  )
  expect(openIdentity(keys, seal(keys, 'identity', [1]))).toBeNull()
  expect(openView(keys, seal(keys, 'view', [1, 2, 3, 4]))).toBeNull()
  expect(openShare(keys, seal(keys, 'share', [1, 2, 63, 0]))).toBeNull()
  expect(openShare(keys, seal(keys, 'share', [1, 2, 0, 99]))).toBeNull()
})

describe('an address made for one message', () => {
  const swapCase = (text: string) =>
    text.replace(/[a-z]/gi, (letter, at: number) => (at % 2 ? letter.toUpperCase() : letter.toLowerCase()))

  it('fits a local part, and comes back in any case', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.nat(2_000_000_000), (one, two) => {
        const sender = sealReturned(keys, one)
        expect(sender.length).toBeLessThanOrEqual(64)
        expect(sender).toMatch(/^b\+[a-z2-7]+$/)
        expect(openReturned(keys, swapCase(sender))).toBe(one)
        const identity = { campaignId: one, contactId: two }
        const leaving = sealLeaving(keys, identity)
        expect(leaving.length).toBeLessThanOrEqual(64)
        expect(openLeaving(keys, swapCase(leaving))).toEqual(identity)
      }),
    )
  })

  it('cannot be made up', () => {
    fc.assert(
      fc.property(fc.nat(), fc.stringMatching(/^[a-z2-7]{1,70}$/), fc.nat(), (id, text, at) => {
        expect(openReturned(keys, `b+${text}`)).toBeNull()
        expect(openLeaving(keys, `unsubscribe+${text}`)).toBeNull()
        const sender = sealReturned(keys, id)
        const place = 2 + (at % (sender.length - 2))
        const other = sender[place] === 'a' ? 'b' : 'a'
        expect(openReturned(keys, sender.slice(0, place) + other + sender.slice(place + 1))).toBeNull()
        expect(openReturned(otherKeys, sender)).toBeNull()
      }),
    )
    expect(openReturned(keys, sealLeaving(keys, { campaignId: 1, contactId: 2 }))).toBeNull()
  })

  it('is written in one way only (RFC 4648)', () => {
    const bytes = new TextEncoder().encode('foobar')
    expect(toBase32(bytes)).toBe('mzxw6ytboi')
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.stringMatching(/^[a-z2-7]{1,40}$/),
        (held, text) => {
          expect(fromBase32(toBase32(held))).toEqual(held)
          const read = fromBase32(text)
          if (read) expect(toBase32(read)).toBe(text)
        },
      ),
    )
  })
})

it('hashes addresses by channel and secret', () => {
  const hash = addressHash(keys, 'email', 'a@x.example')
  expect(hash).toMatch(/^[0-9a-f]{32}$/)
  expect(addressHash(keys, 'email', 'a@x.example')).toBe(hash)
  expect(addressHash(keys, 'phone', 'a@x.example')).not.toBe(hash)
  expect(addressHash(otherKeys, 'email', 'a@x.example')).not.toBe(hash)
})

it('draws keyed numbers of 31 bits, evenly', () => {
  const drawn = Array.from({ length: 4000 }, (_, index) => keyedNumber(keys, `w${index}`))
  expect(drawn.every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** 31)).toBe(true)
  const low = drawn.filter((one) => one < 2 ** 30).length
  expect(low).toBeGreaterThan(1800)
  expect(low).toBeLessThan(2200)
})
