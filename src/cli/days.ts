import { command, given } from './command.ts'
import { type Context, text, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const
const two = { least: 2, most: 2 }

const dayOf = (context: Context) => ({
  country: context.words[0]!,
  date: context.words[1]!,
  ...given(context, 'institution'),
})

const addHoliday: Verb = {
  name: 'holiday add',
  usage: 'holiday add COUNTRY DATE --name NAME [--institution I] [--working]',
  does: 'a day off that the library does not know; with --working, one that is none',
  words: two,
  options: { name: string, institution: string, working: { type: 'boolean' } },
  needs: ['name'],
  run: (context) =>
    command(context, 'holiday add', {
      ...dayOf(context),
      name: text(context, 'name')!,
      kind: context.options.working ? 'working' : 'holiday',
    }),
}

const removeHoliday: Verb = {
  name: 'holiday remove',
  usage: 'holiday remove COUNTRY DATE [--institution I]',
  does: 'takes back what holiday add entered',
  words: two,
  options: { institution: string },
  run: (context) => command(context, 'holiday remove', dayOf(context)),
}

const listHolidays: Verb = {
  name: 'holiday list',
  usage: 'holiday list COUNTRY [--year YEAR] [--institution I]',
  does: 'public holidays of a country as an institution sees them',
  words: { least: 1, most: 1 },
  options: { year: string, institution: string },
  run: (context) => {
    const year = text(context, 'year')
    return command(context, 'holiday list', {
      country: context.words[0]!,
      ...given(context, 'institution'),
      ...(year === undefined ? {} : { year: whole('--year', year, 1970) }),
    })
  },
}

const setMonth: Verb = {
  name: 'month set',
  usage: 'month set YEAR-MONTH --starts DATE [--country CC] [--institution I]',
  does: 'confirms on which day an Islamic month began: 1448-09 is Ramadan',
  words: { least: 1, most: 1 },
  options: { starts: string, country: string, institution: string },
  needs: ['starts'],
  run: (context) => command(context, 'month set', { ...monthOf(context), starts: text(context, 'starts')! }),
}

const removeMonth: Verb = {
  name: 'month remove',
  usage: 'month remove YEAR-MONTH [--country CC] [--institution I]',
  does: 'takes that back: the month is reckoned again',
  words: { least: 1, most: 1 },
  options: { country: string, institution: string },
  run: (context) => command(context, 'month remove', monthOf(context)),
}

const listMonths: Verb = {
  name: 'month list',
  usage: 'month list [--institution I]',
  does: 'months that an institution has confirmed',
  words: { least: 0, most: 0 },
  options: { institution: string },
  run: (context) => command(context, 'month list', given(context, 'institution')),
}

/** @throws Usage */
function monthOf(context: Context): object {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(context.words[0]!) ?? []
  if (!year) throw new Usage(`write an Islamic month as 1448-09, not "${context.words[0]}"`)
  return { year: Number(year), month: Number(month), ...given(context, 'country', 'institution') }
}

export const dayVerbs: readonly Verb[] = [
  addHoliday,
  removeHoliday,
  listHolidays,
  setMonth,
  removeMonth,
  listMonths,
]
