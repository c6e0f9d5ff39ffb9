import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/config.ts'
import { deriveKeys } from '../../../src/core/token.ts'
import { sealMessageId } from '../../../src/core/tokens.ts'
import { openTag, tagOf } from '../../../src/core/webhook/identity.ts'
import { testKeys } from '../../support/database.ts'
import { hookSecrets } from '../../support/hook-calls.ts'

const other = deriveKeys('the secret of another installation, 32 or more')

describe('a tag', () => {
  it('leads back to its message, and has only letters that every provider takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.domain(), (id, domain) => {
        const tag = tagOf(`<${sealMessageId(testKeys, id)}@${domain}>`)
        expect(tag).toMatch(/^[a-z0-9-]{28,40}$/)
        expect(openTag(testKeys, tag)).toBe(id)
        expect(openTag(testKeys, tag.toUpperCase())).toBe(id)
        expect(openTag(other, tag)).toBeNull()
        const last = tag.endsWith('a') ? 'b' : 'a'
        expect(openTag(testKeys, tag.slice(0, -1) + last)).toBeNull()
      }),
    )
  })

  it('is not made up, of whatever letters', () => {
    const made = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z]{1,11}-[a-z2-7]{26}$/))
    fc.assert(fc.property(made, (tag) => openTag(testKeys, tag) === null))
    fc.assert(fc.property(fc.string(), (messageId) => /^[\w-]*$/.test(tagOf(messageId))))
  })
})

describe('settings of the doors', () => {
  it('are none at first, and several words while one is replaced', () => {
    expect(readSettings({}).hooks).toEqual({})
    const environment = Object.fromEntries(
      Object.entries(hookSecrets).map(([provider, secret]) => [
        `MAWJA_HOOK_${provider.toUpperCase()}`,
        secret,
      ]),
    )
    expect(readSettings(environment).hooks).toEqual(hookSecrets)
    const two = ` ${hookSecrets.postmark}  another:password-long-enough\n`
    expect(readSettings({ MAWJA_HOOK_POSTMARK: two }).hooks).toEqual({
      postmark: `${hookSecrets.postmark} another:password-long-enough`,
    })
  })

  it.each([
    ['MAWJA_HOOK_SES', 'some-topic'],
    ['MAWJA_HOOK_SES', `${hookSecrets.ses} arn:aws:sqs:eu-west-3:123456789012:mawja`],
    ['MAWJA_HOOK_SENDGRID', 'c2hvcnQ='],
    ['MAWJA_HOOK_MAILGUN', 'short'],
    ['MAWJA_HOOK_POSTMARK', 'me:secret'],
    ['MAWJA_HOOK_RESEND', 'whsec_c2hvcnQ='],
    ['MAWJA_HOOK_STANDARD', 'not base64 at all!'],
  ])('%s is not %j, which is not repeated', (name, value) => {
    const refusal = () => readSettings({ [name]: value })
    expect(refusal).toThrow(new RegExp(`^${name} must be `))
    expect(refusal).not.toThrow(value)
  })

  it('are listed: a provider that nobody knows is a misspelt setting', () => {
    expect(() => readSettings({ MAWJA_HOOK_MANDRILL: 'x' })).toThrow(/MAWJA_HOOK_MANDRILL is not a setting/)
  })
})
