import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Audience } from '../../core/audience.ts'
import { readAudience } from '../../engine/segments.ts'
import { audienceWords } from '../../i18n/audience-words.ts'
import { openSqlite } from '../../node/sqlite.ts'
import { type AudienceQuestion, countMatched, ownsMost } from '../../store/audience.ts'
import { type Context, text, whole } from '../verb.ts'
import { fillAudienceBench } from './audience-fill.ts'
import { median } from './child.ts'

/** Monday 23 November 2026, 09:00 UTC: the people of the bench are always as old. */
const now = Date.UTC(2026, 10, 23, 9)

const segments: Record<string, Audience> = {
  soignants: readAudience({ occupation: ['infirmière', 'médecin'] }),
  'soignants-europe': readAudience({ segment: 'soignants', country: ['FR', 'BE', 'NL', 'ES', 'IT', 'DE'] }),
}

/** What officers ask most: a country, a skill there, a language with consent, what people did, a segment of segments. */
const questions = [
  { country: ['FR', 'BE', 'NL'] },
  { country: ['FR', 'ES'], skills: 'nursing' },
  { languages: 'ar', consent: 'receive:email' },
  { all: [{ did: 'received', campaign: 'rentree', within: '90d' }, { not: { did: 'joined' } }] },
  { segment: 'soignants-europe', not: { 'custom.sector': 'tourisme' } },
].map(readAudience)

/** Reads every contact row of the institution and nothing else: no index holds the answer. */
const plainCount = 'SELECT count(*) AS count FROM contacts NOT INDEXED WHERE institution_id = 1'

/**
 * `bench audience`: five questions, counted by the code that counts segments live, each beside a plain count of the
 * whole table in the same round. The worst of the five decides.
 */
export async function benchAudience(context: Context) {
  const contacts = whole('--contacts', text(context, 'contacts') ?? '1000000', 1)
  const repeat = whole('--repeat', text(context, 'repeat') ?? '7', 1)
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  try {
    const file = join(folder, 'bench.db')
    await fillAudienceBench(file, contacts, now)
    const answers = await measure(file, repeat)
    const worst = answers.reduce((left, right) => (right.ratio > left.ratio ? right : left))
    const { ms: figure, baselineMs: baseline, ratio } = worst
    const rssBytes = process.resourceUsage().maxRSS * 1024
    return { figure, baseline, ratio, rssBytes, contacts, plainCount, questions: answers }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(file: string, repeat: number) {
  const db = openSqlite(file)
  try {
    const most = await ownsMost(db, 1)
    const scope = { segments, campaigns: { rentree: 1, sante: 2 }, now, institutionId: 1, most }
    const timed = async (count: () => Promise<unknown>) => {
      const startedAt = performance.now()
      await count()
      return performance.now() - startedAt
    }
    const plain = () => db.prepare(plainCount).first()
    await plain()
    const answers = []
    for (const audience of questions) {
      const question: AudienceQuestion = { ...scope, audience }
      const count = await countMatched(db, question)
      const rounds: { ms: number; baselineMs: number }[] = []
      for (let round = 0; round < repeat; round++) {
        rounds.push({ baselineMs: await timed(plain), ms: await timed(() => countMatched(db, question)) })
      }
      const ms = median(rounds.map((one) => one.ms))
      const baselineMs = median(rounds.map((one) => one.baselineMs))
      answers.push({ words: audienceWords(audience, 'en'), count, ms, baselineMs, ratio: ms / baselineMs })
    }
    return answers
  } finally {
    db.close()
  }
}
