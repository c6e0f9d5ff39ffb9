import { AppError } from '../error.ts'
import { each, fromBase64 } from './bytes.ts'
import { type WebhookProvider, webhookProviders } from './webhook.ts'

/** What proves a provider's calls, as `WebhookCall.secret` wants it. Who is not named here is not listened to. */
export type HookSecrets = Readonly<Partial<Record<WebhookProvider, string>>>

export const hookSetting = (provider: WebhookProvider) =>
  `MAWJA_HOOK_${provider.toUpperCase() as Uppercase<WebhookProvider>}` as const
export type HookSetting = ReturnType<typeof hookSetting>

const forms: Record<WebhookProvider, { holds(word: string): boolean; example: string }> = {
  ses: {
    holds: (word) => /^arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(word),
    example: 'the ARN of a topic, arn:aws:sns:eu-west-3:123456789012:mawja',
  },
  sendgrid: {
    holds: (word) => (fromBase64(word)?.length ?? 0) > 64,
    example: 'the verification key of the signed event webhook, base64',
  },
  mailgun: { holds: isLong, example: 'the HTTP webhook signing key' },
  postmark: { holds: isLong, example: shared() },
  brevo: { holds: isLong, example: shared() },
  mailjet: { holds: isLong, example: shared() },
  sparkpost: { holds: isLong, example: shared() },
  resend: { holds: isKey, example: 'the signing secret, whsec_ and base64' },
  standard: { holds: isKey, example: 'whsec_ and base64 of 24 to 64 random bytes' },
}

/**
 * Several secrets are separated by blanks, while one is being replaced.
 *
 * @param read  the value of a setting, '' where it is not set
 * @throws AppError `setting`: names the setting and what it should be, without the secret
 */
export function readHookSecrets(read: (name: HookSetting) => string): HookSecrets {
  const secrets: Partial<Record<WebhookProvider, string>> = {}
  for (const provider of webhookProviders) {
    const name = hookSetting(provider)
    const words = each(read(name))
    const { holds, example } = forms[provider]
    if (!words.every(holds)) throw new AppError('invalid', 'setting', `${name} must be ${example}`)
    if (words.length) secrets[provider] = words.join(' ')
  }
  return secrets
}

/** Whoever may try as often as they like must not find it. */
function isLong(word: string): boolean {
  return word.length >= 16
}

function isKey(word: string): boolean {
  const length = fromBase64(word.replace(/^whsec_/, ''))?.length ?? 0
  return length >= 24 && length <= 64
}

function shared(): string {
  return 'user:password with 16 characters at least, for Basic auth, or one such word for a header'
}
