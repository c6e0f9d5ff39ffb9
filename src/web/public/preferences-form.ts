import type { monthlyCaps, Wishes } from '../../engine/preferences-save.ts'
import { isCountryChoice } from './countries.ts'

/** The pace by the value of its button. */
export const paces: Readonly<Record<string, (typeof monthlyCaps)[number]>> = { any: null, four: 4, one: 1 }

/**
 * Beside each tick the form says what stood there when the page was made. So a tick that nobody touched says nothing,
 * a page that was left open brings no consent back, and a purpose that was not shown is not withdrawn.
 */
export const shownAs = (name: string) => `was:${name}`

/** What a posted form wants changed; fields that are not in it are not spoken of. */
export function wishesFrom(fields: ReadonlyMap<string, string>): Wishes {
  const country = fields.get('country')?.toUpperCase() ?? ''
  return {
    first: fields.get('language'),
    second: fields.has('second') ? fields.get('second') || null : undefined,
    changed: ticksIn(fields).filter(({ purpose }) => purpose !== 'pause'),
    monthlyCap: Object.hasOwn(paces, fields.get('pace') ?? '') ? paces[fields.get('pace')!] : undefined,
    pause: ticksIn(fields).find(({ purpose }) => purpose === 'pause')?.given,
    details: fields.has('firstName')
      ? {
          firstName: fields.get('firstName')!,
          lastName: fields.get('lastName') ?? '',
          city: fields.get('city') ?? '',
          country: !country || isCountryChoice(country) ? country : undefined,
        }
      : undefined,
  }
}

function ticksIn(fields: ReadonlyMap<string, string>) {
  return [...fields].flatMap(([name, was]) => {
    const purpose = name.startsWith('was:') ? name.slice('was:'.length) : null
    const given = purpose !== null && fields.has(purpose)
    return purpose !== null && given !== (was === 'yes') ? [{ purpose, given }] : []
  })
}
