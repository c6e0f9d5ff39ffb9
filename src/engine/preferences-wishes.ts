import { cleanText } from '../core/contact.ts'
import { resolveTag } from '../core/language.ts'

/** Which of the offered languages a person's list leads to first, and which next; null where none does. */
export function chosenFrom(
  wishes: readonly string[],
  offered: readonly string[],
): { first: string | null; second: string | null } {
  const led = [...new Set(wishes.map((wish) => resolveTag(wish, offered)).filter((tag) => tag !== null))]
  return { first: led[0] ?? null, second: led[1] ?? null }
}

/**
 * The list after a choice. What a person wished more exactly (`nl-BE`) stays where it leads to what they chose, and so
 * does everything behind the second choice; choosing what already holds changes nothing.
 *
 * @param second  null = no other language; undefined = not asked
 */
export function ordered(
  wishes: readonly string[],
  offered: readonly string[],
  first: string,
  second?: string | null,
): string[] {
  const now = chosenFrom(wishes, offered)
  const other = second === first ? undefined : second
  if (first === now.first && (other === undefined || other === now.second)) return [...wishes]
  const leadingTo = (tag: string) => wishes.find((wish) => resolveTag(wish, offered) === tag) ?? tag
  const head = [first, ...(other ? [other] : [])].map(leadingTo)
  return other === null ? head : [...head, ...wishes.filter((wish) => !head.includes(wish))]
}

/** Letters and what joins them. The name goes into a mail: it must not be able to say or link anything else. */
export function personName(text: string | undefined): string | null {
  const name = cleanText(text)
  return name && name.length <= 60 && /^[\p{L}\p{M}][\p{L}\p{M}'’ -]*$/u.test(name) ? name : null
}

/** As a name, and figures, brackets, and a full stop before a blank: `St. Gallen`, `Paris 13e`, `’s-Hertogenbosch`. */
export function cityName(text: string): string | null {
  const name = cleanText(text)
  const city = /^['’]?[\p{L}\p{M}](?:[\p{L}\p{M}\p{N}'’ ()-]|\.(?= ))*$/u
  return name && name.length <= 80 && city.test(name) ? name : null
}
