/** fail: receivers will refuse or hide such mail · warn: it could be better · unknown: it could not be asked. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'unknown'

export const checks = ['spf', 'dkim', 'dmarc', 'alignment', 'mx', 'ptr', 'unsubscribe'] as const
export type Check = (typeof checks)[number]

/** What can be found, and how grave it is. The sentences stand in i18n/preflight, under the same keys. */
export const verdictOf = {
  unasked: 'unknown',
  'spf-ok': 'ok',
  'spf-none': 'fail',
  'spf-several': 'fail',
  'spf-anybody': 'fail',
  'spf-open': 'warn',
  'spf-lookups': 'fail',
  'spf-voids': 'fail',
  'spf-term': 'fail',
  'spf-loop': 'fail',
  'spf-nameless': 'fail',
  'spf-leads-nowhere': 'fail',
  'spf-leads-to-several': 'fail',
  'dkim-ok': 'ok',
  'dkim-elsewhere': 'warn',
  'dkim-none': 'fail',
  'dkim-revoked': 'fail',
  'dkim-unreadable': 'fail',
  'dkim-foreign': 'fail',
  'dkim-short': 'fail',
  'dkim-weak': 'warn',
  'dkim-trial': 'warn',
  'dmarc-ok': 'ok',
  'dmarc-none': 'fail',
  'dmarc-idle': 'warn',
  'dmarc-retired': 'warn',
  'dmarc-silent': 'warn',
  'aligned-both': 'ok',
  'aligned-spf': 'ok',
  'aligned-spf-only': 'warn',
  'aligned-dkim-only': 'warn',
  unaligned: 'fail',
  'mx-ok': 'ok',
  'mx-null': 'fail',
  'mx-address': 'warn',
  'mx-none': 'fail',
  'ptr-ok': 'ok',
  'ptr-none': 'fail',
  'ptr-elsewhere': 'fail',
  'unsubscribe-ok': 'ok',
  'unsubscribe-silent': 'fail',
  'unsubscribe-error': 'fail',
  'unsubscribe-stranger': 'fail',
  'unsubscribe-plain': 'warn',
} as const satisfies Record<string, Verdict>
export type FindingKey = keyof typeof verdictOf

export type Finding = {
  check: Check
  verdict: Verdict
  key: FindingKey
  /** What the sentence names: domains, records, counts; nothing about people. */
  values: Record<string, string | number>
}

export const finding = (check: Check, key: FindingKey, values: Finding['values'] = {}): Finding => ({
  check,
  verdict: verdictOf[key],
  key,
  values,
})

/** The whole by its gravest part. What nobody could ask weighs more than what could be better. */
export function verdictOver(findings: readonly Pick<Finding, 'verdict'>[]): Verdict {
  const grave = (['fail', 'unknown', 'warn'] as const).find((one) =>
    findings.some(({ verdict }) => verdict === one),
  )
  return grave ?? 'ok'
}
