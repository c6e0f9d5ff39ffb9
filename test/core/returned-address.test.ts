import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deriveKeys } from '../../src/core/token.ts'
import {
  leavingOf,
  openLeaving,
  openMessageIds,
  openReturned,
  sealIdentity,
  sealLeaving,
  sealMessageId,
  sealReturned,
} from '../../src/core/tokens.ts'
import { testKeys } from '../support/database.ts'

const other = deriveKeys('the secret of another installation, 32 or more')
const row = fc.integer({ min: 0, max: 2 ** 40 })

it('a Message-ID names its row to whoever made it, and to nobody else', () => {
  fc.assert(
    fc.property(row, row, (id, noise) => {
      const own = `<${sealMessageId(testKeys, id)}@mre.example>`
      expect(openMessageIds(testKeys, own)).toBe(id)
      expect(openMessageIds(testKeys, own.toUpperCase())).toBe(id)
      expect(openMessageIds(testKeys, `<${noise}@else.example>\r\n ${own} <x.y@else.example>`)).toBe(id)
      expect(openMessageIds(other, own)).toBeNull()
      const moved = own.replace(/^<[^.]+/, `<${(id + 1).toString(36)}`)
      expect(openMessageIds(testKeys, moved)).toBeNull()
    }),
  )
})

it('addresses that come back fit in a local part and open in any case, under their own key only', () => {
  fc.assert(
    fc.property(row, row, (campaignId, contactId) => {
      const returned = sealReturned(testKeys, contactId)
      const leaving = sealLeaving(testKeys, { campaignId, contactId })
      expect(leavingOf(sealIdentity(testKeys, { campaignId, contactId }))).toBe(leaving)
      expect(Math.max(returned.length, leaving.length)).toBeLessThanOrEqual(64)
      expect(openReturned(testKeys, returned.toUpperCase())).toBe(contactId)
      expect(openLeaving(testKeys, leaving)).toEqual({ campaignId, contactId })
      expect(openReturned(other, returned)).toBeNull()
      expect(openReturned(testKeys, leaving.replace('unsubscribe', 'b'))).toBeNull()
      expect(openLeaving(testKeys, returned.replace('b+', 'unsubscribe+'))).toBeNull()
    }),
  )
})
