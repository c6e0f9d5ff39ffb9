import { isLanguageTag, type LanguageTag } from '../../core/language.ts'
import { isEmpty, isInstant } from '../../engine/own-data.ts'
import { words } from '../../i18n/words.ts'
import { countryName, moment } from '../ui/say.ts'

type Props = { name: string; value: unknown; language: LanguageTag; timeZone: string }

/** A value as its reader writes it: the day in words, a country by its name, a list in a line. */
export function OwnValue(it: Props) {
  const { name, value, language } = it
  const { ownData } = words(language).page
  if (isEmpty(value)) return null
  if (isInstant(name) && typeof value === 'number') {
    const at = new Date(value).toISOString()
    return <time datetime={at}>{moment(language, value, it.timeZone)}</time>
  }
  if (typeof value === 'boolean') return <>{value ? ownData.yes : ownData.no}</>
  if (Array.isArray(value)) return <List {...it} values={value} />
  if (typeof value === 'object' && value) return <Fields {...it} record={value as Record<string, unknown>} />
  const text = sayPlain(name, String(value), language)
  return text.includes('\n') ? (
    <pre class="kept" dir="auto">
      {text}
    </pre>
  ) : (
    <bdi>{text}</bdi>
  )
}

function sayPlain(name: string, text: string, language: LanguageTag): string {
  if (name === 'country') return countryName(language, text)
  if ((name === 'language' || name === 'languages') && isLanguageTag(text)) return words(text).name
  return text
}

function List({ values, ...it }: Props & { values: unknown[] }) {
  return (
    <>
      {values.map((value, at) => (
        <>
          {at > 0 && ' · '}
          <OwnValue {...it} value={value} />
        </>
      ))}
    </>
  )
}

/** The institution's own fields, and what a file changed: under the names that stand there. */
function Fields({ record, ...it }: Props & { record: Record<string, unknown> }) {
  return (
    <>
      {Object.entries(record).map(([name, value], at) => (
        <>
          {at > 0 && ' · '}
          <bdi>{labelOf(it.language, name)}</bdi>: <OwnValue {...it} name={name} value={value} />
        </>
      ))}
    </>
  )
}

/** A field's name in the reader's language; a field of the institution's own keeps the name it has there. */
export function labelOf(language: LanguageTag, name: string): string {
  const { fields } = words(language).page.ownData
  return Object.hasOwn(fields, name) ? fields[name as keyof typeof fields] : name
}
