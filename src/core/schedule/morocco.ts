import type { SourceHoliday } from './holidays.ts'

/** What date-holidays 3.37.0 does not know of Morocco: two holidays, and the second day of three feasts. */
const missing = [
  {
    day: '01-14',
    since: 2024,
    name: { fr: 'Nouvel an amazigh', ar: 'رأس السنة الأمازيغية', en: 'Amazigh New Year' },
  },
  {
    // Decrees 2.25.1140 and 2.26.14; first kept in 2026.
    day: '10-31',
    since: 2026,
    name: { fr: "Fête de l'unité", ar: 'عيد الوحدة', en: 'Unity Day' },
  },
] as const

/** Eid al-Fitr, Eid al-Adha and Mawlid. */
const twoDays = [
  { month: 10, day: 1 },
  { month: 12, day: 10 },
  { month: 3, day: 12 },
]

/** The holidays of the library, made whole for Morocco. */
export function moroccan(
  holidays: readonly SourceHoliday[],
  year: number,
  language: string | null,
): SourceHoliday[] {
  const longer = holidays.map((holiday) => (isTwoDays(holiday) ? { ...holiday, days: 2 } : holiday))
  const added = missing
    .filter(({ day, since }) => year >= since && !holidays.some(({ date }) => date === `${year}-${day}`))
    .map(({ day, name }) => ({
      date: `${year}-${day}`,
      days: 1,
      name: name[language as keyof typeof name] ?? name.fr,
      islamic: null,
    }))
  return [...longer, ...added]
}

const isTwoDays = ({ islamic }: SourceHoliday): boolean =>
  islamic !== null && twoDays.some(({ month, day }) => month === islamic.month && day === islamic.day)
