import type { Context } from 'hono'
import { type AppError, statusOf } from '../../../core/error.ts'
import { holidaysOf, loadHolidays } from '../../../core/schedule/holidays.ts'
import { type CommandName, runCommand } from '../../../engine/commands.ts'
import type { Deps } from '../../../engine/deps.ts'
import { dayTablesOf } from '../../../store/holidays.ts'
import type { Institution } from '../../../store/institutions.ts'
import { livedIn } from '../../../store/register.ts'
import { type Env, page } from '../../answer.tsx'
import { fieldsOf } from '../../reader.ts'
import { adminView, inTheName, ownInstitution, refused } from './acting.ts'
import { DaysPage } from './days.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
type Fields = ReadonlyMap<string, string>

/** Holidays of the countries where readers live, and the months that the moon decides. */
export function dayPages(deps: Deps) {
  const list = async (c: Context<Env>, refusal?: AppError, typed: Fields = new Map()) => {
    const institution = await ownInstitution(deps, c)
    const countries = await countriesOf(deps, institution)
    const country = codeIn(typed.get('country') ?? c.req.query('country')) ?? countries[0]!
    const year =
      yearIn(typed.get('year') ?? c.req.query('year')) ?? new Date(deps.clock.now()).getUTCFullYear()
    const tables = await dayTablesOf(deps.db, institution.id)
    const language = c.get('deskLanguage')
    const entered = tables.overrides.filter(
      (one) => one.country === country && one.date.startsWith(`${year}-`),
    )
    const usual = holidaysOf(await loadHolidays(), country, year, tables, language).filter(
      ({ date }) => !entered.some((one) => one.date === date),
    )
    const view = await adminView(deps, c, refusal)
    const props = { ...view, countries, country, year, usual, entered, months: tables.confirmed, typed }
    return page(c, <DaysPage {...props} />, refusal ? statusOf[refusal.code] : 200)
  }

  /** One verb by what the form says; then back to the country and year that were shown. */
  const acting =
    (verb: CommandName, inputOf: (word: (name: string) => string) => object): Handler =>
    async (c) => {
      const typed = await fieldsOf(c)
      const word = (name: string) => typed.get(name) ?? ''
      const { slug } = await ownInstitution(deps, c)
      const input = { institution: slug, ...inputOf(word) }
      const answer = await refused(runCommand(inTheName(deps, c), verb, input))
      if ('refusal' in answer) return list(c, answer.refusal, typed)
      const at = codeIn(word('country')) ? `&country=${word('country')}` : ''
      const on = yearIn(word('date').slice(0, 4)) ? `&year=${word('date').slice(0, 4)}` : ''
      return c.redirect(`/desk/admin/days?done${at}${on}`, 303)
    }
  const monthOf = (word: (name: string) => string) => ({
    country: word('where') || '*',
    year: Number(word('islamic-year')),
    month: Number(word('month')),
  })

  return {
    list: (c: Context<Env>) => list(c),
    add: acting('holiday add', (word) => ({
      country: word('country'),
      date: word('date'),
      name: word('name'),
      kind: word('kind'),
    })),
    remove: acting('holiday remove', (word) => ({ country: word('country'), date: word('date') })),
    confirm: acting('month set', (word) => ({ ...monthOf(word), starts: word('starts') })),
    unconfirm: acting('month remove', monthOf),
  }
}

/** The institution's own country first, then those where its readers live. */
async function countriesOf(deps: Deps, { id, country }: Institution): Promise<string[]> {
  const lived = (await livedIn(deps.db, id)).map(codeIn)
  const all = [country ?? 'MA', ...lived.filter((code) => code !== null)]
  return [...new Set(all)]
}

const codeIn = (text: string | undefined | null) => (text && /^[A-Z]{2}$/.test(text) ? text : null)
const yearIn = (text: string | undefined) => {
  const year = Number(text)
  return Number.isInteger(year) && year >= 1970 && year <= 2100 ? year : null
}
