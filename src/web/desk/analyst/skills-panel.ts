import { type Veil, veil as veilOf } from '../../../core/disclosure.ts'
import { tabulate } from '../../../core/tabulate.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import type { SkillRow } from '../../../store/skills.ts'
import { say } from '../../ui/say.ts'
import type { Shown } from '../small-cells.ts'
import { mapOf } from './map-view.tsx'
import { country, drawn, type Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'

/** Skills × countries as somebody may see them. A skill too few people have is not even named. */
export type SkillTable = {
  skills: { name: string; total: Shown }[]
  countries: string[]
  cell(skill: string, country: string): Shown
}

/**
 * One table for the page, its slices and its file, hidden once: a slice with rules of its own could tell what the table
 * hides. Somebody may have several skills, so only the countries of one skill add up.
 */
export function skillTable(rows: readonly SkillRow[], veil: boolean): SkillTable {
  const { figures, relations } = tabulate(
    rows.map(({ skill, country, count }) => ({ keys: [skill, country], count })),
    [[0], [0, 1]],
  )
  // A single country, or a single skill, is kept apart in every table: then no key is null.
  const isWhole = (keys: readonly (string | null)[]) => keys[1] === null
  const counts = figures.map(({ count }) => count)
  const veils: Veil[] = veil ? veilOf(counts, relations) : counts.map(() => 'shown')
  const told = new Map(
    figures.map(({ keys, count }, at): [string, Shown | undefined] => [
      JSON.stringify(keys),
      veils[at] === 'shown' ? count : veils[at] === 'untold' ? undefined : 'hidden',
    ]),
  )
  const totals = new Map<string, number>()
  const byCountry = new Map<string, number>()
  for (const { skill, country, count } of rows) {
    totals.set(skill, (totals.get(skill) ?? 0) + count)
    byCountry.set(country, (byCountry.get(country) ?? 0) + count)
  }
  const hasWholes = figures.some(({ keys }) => isWhole(keys))
  const lone = hasWholes ? null : (rows[0]?.country ?? '')
  const totalOf = (skill: string) => told.get(JSON.stringify([skill, lone]))
  const largest = ([a, many]: [string, number], [b, more]: [string, number]) =>
    more - many || a.localeCompare(b)
  return {
    skills: [...totals]
      .sort(largest)
      .map(([name]) => ({ name, total: totalOf(name) ?? ('hidden' as Shown) }))
      .filter(({ total }) => total !== 'hidden'),
    countries: [...byCountry].sort(largest).map(([code]) => code),
    cell: (skill, code) => {
      const value = told.get(JSON.stringify([skill, code]))
      return value === undefined ? (veil ? 'hidden' : 0) : value
    },
  }
}

/** What is looked at: everything, one skill, or one country. */
export type Slice = { skill?: string | undefined; country?: string | undefined }

const mostSkills = 20
const mostCountries = 8

export function skillsPanel(reader: Reader, it: { table: SkillTable; slice: Slice; path: string }): Panel {
  const { language } = reader
  const words = figureWords(language).skills
  const { table, slice, path } = it
  const query = (name: 'skill' | 'country', value: string) =>
    `${path}?${new URLSearchParams({ [name]: value })}`
  const base = { name: 'skills', lead: words.lead, notes: table.skills.length ? [] : [words.none] }
  const people = { key: 'people', title: words.people }
  if (slice.skill !== undefined && table.skills.some(({ name }) => name === slice.skill)) {
    const panel = listed({
      ...base,
      title: say(language, words.ofSkill, { name: slice.skill }),
      first: { key: 'country', title: countryTitle(language) },
      columns: [people],
      rows: table.countries.map((code) => ({
        key: code,
        label: country(language, code),
        href: query('country', code),
        values: [table.cell(slice.skill!, code)],
      })),
    })
    const places = panel.rows.map(({ key, label, values }) => ({
      code: key,
      name: label,
      people: values[0]!,
    }))
    return { ...panel, map: mapOf(slice.skill, places) }
  }
  if (slice.country !== undefined && table.countries.includes(slice.country))
    return listed({
      ...base,
      title: say(language, words.ofCountry, { name: country(language, slice.country) }),
      first: { key: 'skill', title: words.skill },
      columns: [people],
      rows: table.skills.map(({ name }) => ({
        key: name,
        label: name,
        href: query('skill', name),
        values: [table.cell(name, slice.country!)],
      })),
    })
  const countries = table.countries.slice(0, mostCountries)
  const rows = table.skills.slice(0, mostSkills).map(({ name, total }) => ({
    key: name,
    label: name,
    href: query('skill', name),
    values: [total, ...countries.map((code) => table.cell(name, code))],
  }))
  const labels = countries.map((code) => country(language, code))
  return {
    ...base,
    title: words.title,
    first: { key: 'skill', title: words.skill },
    columns: [
      people,
      ...countries.map((code, index) => ({
        key: code || 'unknown',
        title: labels[index]!,
        href: query('country', code),
      })),
    ],
    rows,
    chart: rows.length
      ? {
          kind: 'heat',
          rows: rows.map(({ label }) => label),
          columns: labels,
          cells: rows.map(({ values }) => values.slice(1).map((value) => drawn(value) || null)),
        }
      : null,
  }
}

/** Who is not there is not listed; who is hidden is. */
function listed(panel: Omit<Panel, 'chart'>): Panel {
  const rows = panel.rows.filter(({ values }) => values[0] !== 0)
  const bars = rows.filter(({ values }) => drawn(values[0]!)).slice(0, mostSkills)
  return {
    ...panel,
    rows,
    chart: bars.length
      ? {
          kind: 'bars',
          labels: bars.map(({ label }) => label),
          series: [{ name: panel.columns[0]!.title, values: bars.map(({ values }) => drawn(values[0]!)) }],
        }
      : null,
  }
}

const countryTitle = (language: Reader['language']) => figureWords(language).compare.country
