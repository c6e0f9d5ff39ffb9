import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { dateAt, dayOfDate } from '../core/schedule/clock.ts'
import {
  confirmedMonthSchema,
  holidayOverrideSchema,
  holidaysOf,
  loadHolidays,
} from '../core/schedule/holidays.ts'
import { monthStart } from '../core/schedule/islamic.ts'
import { dayTablesOf, deleteHoliday, deleteMonth, saveHoliday, saveMonth } from '../store/holidays.ts'
import type { Institution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { institutionNamed } from './named.ts'
import { reschedule } from './reschedule.ts'

/**
 * What an institution knows of its readers' days and the library does not. Approvals stay: an officer says yes to what
 * goes out by which rule, and that a day turns out to be a holiday is nothing that anybody decided; the message waits.
 */
const institution = z.string().optional()
const { country, date } = holidayOverrideSchema.shape
const month = z.strictObject({
  institution,
  country: confirmedMonthSchema.shape.country.default('*'),
  year: confirmedMonthSchema.shape.year,
  month: confirmedMonthSchema.shape.month,
})

export const dayCommands = {
  'holiday add': command(holidayOverrideSchema.extend({ institution }), addHoliday),
  'holiday remove': command(z.strictObject({ institution, country, date }), removeHoliday),
  'holiday list': command(
    z.strictObject({ institution, country, year: z.number().int().min(1970).max(2100).optional() }),
    listHolidays,
  ),
  'month set': command(month.extend({ starts: confirmedMonthSchema.shape.starts }), setMonth),
  'month remove': command(month, removeMonth),
  'month list': command(z.strictObject({ institution }), listMonths),
}

async function addHoliday(
  deps: Deps,
  {
    institution: owner,
    ...day
  }: z.infer<typeof holidayOverrideSchema> & { institution?: string | undefined },
) {
  const own = await institutionNamed(deps, owner)
  await saveHoliday(deps.db, { ...day, institutionId: own.id, now: deps.clock.now() })
  const { country: where, date: on, kind } = day
  return changed(deps, own, `country:${where}`, 'holiday-add', day, { date: on, kind })
}

async function removeHoliday(
  deps: Deps,
  it: { institution?: string | undefined; country: string; date: string },
) {
  const own = await institutionNamed(deps, it.institution)
  const day = { country: it.country, date: it.date }
  if (!(await deleteHoliday(deps.db, { ...day, institutionId: own.id }))) {
    const line = `${own.slug} has entered nothing for ${it.country} on ${it.date}; to work on a public holiday, say holiday add ${it.country} ${it.date} --working`
    throw new AppError('not_found', 'holiday', line)
  }
  return changed(deps, own, `country:${it.country}`, 'holiday-remove', day, { date: it.date })
}

async function listHolidays(
  deps: Deps,
  it: { institution?: string | undefined; country: string; year?: number | undefined },
) {
  const own = await institutionNamed(deps, it.institution)
  const tables = await dayTablesOf(deps.db, own.id)
  const year = it.year ?? Number(dateAt(deps.clock.now(), 'UTC').slice(0, 4))
  const holidays = holidaysOf(await loadHolidays(), it.country, year, tables, 'en')
  const entered = tables.overrides.filter(
    (one) => one.country === it.country && one.date.startsWith(`${year}-`),
  )
  const working = entered.filter(({ kind }) => kind === 'working')
  return {
    country: it.country,
    year,
    holidays,
    working: working.map(({ date: on, name }) => ({ date: on, name })),
  }
}

type Month = { institution?: string | undefined; country: string; year: number; month: number }

async function setMonth(deps: Deps, { institution: owner, ...it }: Month & { starts: string }) {
  const own = await institutionNamed(deps, owner)
  checkStart(it)
  await saveMonth(deps.db, { ...it, institutionId: own.id, now: deps.clock.now() })
  const named = { country: it.country, month: monthName(it), starts: it.starts }
  return changed(deps, own, `month:${named.month}`, 'month-set', named, {
    country: it.country,
    starts: it.starts,
  })
}

/** The sighted moon is a day or two from the reckoned one; anything else is a slip of the pen. */
function checkStart(it: Month & { starts: string }): void {
  const reckoned = monthStart(it.country, it.year, it.month, []).date
  if (Math.abs(dayOfDate(reckoned) - dayOfDate(it.starts)) <= 3) return
  const line = `${monthName(it)} is reckoned to begin on ${reckoned}; ${it.starts} is too far from it, look at year and month again`
  throw new AppError('invalid', 'month', line)
}

async function removeMonth(deps: Deps, { institution: owner, ...it }: Month) {
  const own = await institutionNamed(deps, owner)
  if (!(await deleteMonth(deps.db, { ...it, institutionId: own.id }))) {
    const line = `${own.slug} has not confirmed ${monthName(it)} for ${it.country === '*' ? 'all countries' : it.country}; month list shows what it has`
    throw new AppError('not_found', 'month', line)
  }
  const named = { country: it.country, month: monthName(it) }
  return changed(deps, own, `month:${named.month}`, 'month-remove', named, { country: it.country })
}

async function listMonths(deps: Deps, it: { institution?: string | undefined }) {
  const own = await institutionNamed(deps, it.institution)
  const { confirmed } = await dayTablesOf(deps.db, own.id)
  const months = confirmed.map((one) => ({ month: monthName(one), country: one.country, starts: one.starts }))
  return { institution: own.slug, months }
}

const monthName = ({ year, month: number }: { year: number; month: number }) =>
  `${year}-${String(number).padStart(2, '0')}`

async function changed<Day extends object>(
  deps: Deps,
  own: Institution,
  subject: string,
  act: string,
  day: Day,
  detail: Record<string, string>,
) {
  await audit(deps, { institutionId: own.id, officerId: null, act, subject, detail })
  return { ...day, rescheduled: await reschedule(deps, own.id) }
}
