import type { Context } from 'hono'
import { dayMs } from '../../../core/retention.ts'
import { checkAudit } from '../../../engine/audit.ts'
import type { Deps } from '../../../engine/deps.ts'
import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { logActWords } from '../../../i18n/desk/log-act-words.ts'
import { type AuditFilter, type AuditLine, auditChoices, auditLines } from '../../../store/audit-pages.ts'
import { type Env, page } from '../../answer.tsx'
import { adminView, csvAnswer } from './acting.ts'
import { AuditPage } from './audit.tsx'

const perPage = 50
const mostInFile = 50_000

/** The log of acts of one's own institution. Looking at it, and checking its chain, changes nothing. */
export function auditPages(deps: Deps) {
  const list = async (c: Context<Env>, checked?: { rows: number; brokenAt: number | null }) => {
    const filter = filterOf(c)
    const below = numberOf(c.req.query('below'))
    const found = await auditLines(deps.db, { ...filter, below, limit: perPage + 1 })
    const props = {
      ...(await adminView(deps, c)),
      lines: found.slice(0, perPage),
      hasOlder: found.length > perPage,
      asked: askedOf(c),
      below,
      choices: await auditChoices(deps.db, filter.institutionId),
      checked,
    }
    return page(c, <AuditPage {...props} />)
  }

  const csv = async (c: Context<Env>) => {
    const language = c.get('deskLanguage')
    const words = adminWords(language).audit
    const lines: AuditLine[] = []
    for (let below: number | null = null; lines.length < mostInFile; ) {
      const rows = await auditLines(deps.db, { ...filterOf(c), below, limit: 1000 })
      lines.push(...rows)
      if (rows.length < 1000) break
      below = rows.at(-1)!.id
    }
    const row = (it: AuditLine) => [
      new Date(it.at).toISOString(),
      ...[it.email ?? words.operator, it.act, it.subject, it.detail, logActWords(language, it.act)],
    ]
    const head = [words.when, words.who, words.act, words.subject, words.detail, words.inWords]
    return csvAnswer(c, 'audit', [head, ...lines.map(row)])
  }

  return {
    csv,
    list: (c: Context<Env>) => list(c),
    check: async (c: Context<Env>) => list(c, await checkAudit(deps)),
  }
}

export type Asked = { who: string; act: string; from: string; to: string }

const askedOf = (c: Context<Env>): Asked => ({
  who: c.req.query('who') ?? '',
  act: c.req.query('act') ?? '',
  from: c.req.query('from') ?? '',
  to: c.req.query('to') ?? '',
})

/** Days are those of UTC, as the file of the log writes them. */
function filterOf(c: Context<Env>): AuditFilter {
  const { who, act, from, to } = askedOf(c)
  const until = dayOf(to)
  return {
    institutionId: c.get('officer').institutionId,
    officerId: numberOf(who),
    act: act || null,
    from: dayOf(from),
    until: until === null ? null : until + dayMs,
  }
}

function dayOf(text: string): number | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) ? null : at
}

const numberOf = (text: string | undefined): number | null =>
  text && /^\d{1,15}$/.test(text) ? Number(text) : null
