import { isLanguageTag, type LanguageTag } from '../../core/language.ts'
import { isEmpty, isInstant } from '../../engine/own-data.ts'
import { words } from '../../i18n/words.ts'
import { countryName, moment } from '../ui/say.ts'
import { type CodeAt, sayCode } from './own-data-code.ts'

type Props = CodeAt & { name: string; value: unknown; timeZone: string }

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
  const text = sayPlain(it, name, String(value))
  return text.includes('\n') ? (
    <pre class="kept" dir="auto">
      {text}
    </pre>
  ) : (
    <bdi>{text}</bdi>
  )
}

function sayPlain(at: CodeAt, name: string, text: string): string {
  const { language } = at
  if (name === 'country') return countryName(language, text)
  if ((name === 'language' || name === 'languages') && isLanguageTag(text)) return words(text).name
  return sayCode(at, name, text)
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

/** What a file changed, and the institution's own fields: these keep their names, and no value of theirs is a code. */
function Fields({ record, ...it }: Props & { record: Record<string, unknown> }) {
  const theirs = it.name === 'custom'
  return (
    <dl class="pairs">
      {Object.entries(record).map(([name, value]) => (
        <div>
          <dt>
            <bdi>{theirs ? name : labelOf(it.language, name)}</bdi>
          </dt>
          <dd>
            {isEmpty(value) ? (
              words(it.language).page.ownData.none
            ) : (
              <OwnValue {...it} name={theirs ? `custom.${name}` : name} value={value} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A field's name in the reader's language; a field of the institution's own keeps the name it has there. */
export function labelOf(language: LanguageTag, name: string): string {
  const { fields, values } = words(language).page.ownData
  // What a file changed has the address under the name of its channel.
  if (name === 'email' || name === 'telegram') return words(language).share[name]
  if (name === 'phone') return values.channel.phone
  return Object.hasOwn(fields, name) ? fields[name as keyof typeof fields] : name
}
