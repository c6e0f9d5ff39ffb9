import { audienceFields, behaviours } from '../../../core/audience.ts'
import { audienceFieldName } from '../../../i18n/audience-words.ts'
import { audiencePageWords } from '../../../i18n/desk/audience-page-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import type { Choices } from './audience-view.ts'
import { deedOf, isNamed } from './rows.ts'

/** What a condition is about, in words. */
export function subjectName(language: DeskLanguage, subject: string, { labels }: Choices): string {
  const { subjects } = audiencePageWords(language)
  const known = deedOf(subject) ?? subject
  if (deedOf(subject) || isNamed(subject) || known === 'createdAt' || known === 'lastActAt')
    return subjects[known as 'segment']
  return audienceFieldName(subject, language, { fields: labels })
}

/** Everything a condition may be about. Nothing is chosen beforehand: a condition nobody meant would count. */
export function SubjectChoice({
  language,
  name,
  choices,
}: {
  language: DeskLanguage
  name: string
  choices: Choices
}) {
  const { subjects, newSubject } = audiencePageWords(language)
  const groups = [
    [subjects.about, [...audienceFields]],
    [subjects.own, choices.own.map((field) => `custom.${field.name}`)],
    [subjects.done, behaviours.map((one) => `did:${one}`)],
    [subjects.other, ['consent', ...(choices.segments.length ? ['segment'] : []), 'list']],
  ] as const
  return (
    <label>
      {newSubject}
      <select name={name}>
        {groups
          .filter(([, of]) => of.length > 0)
          .map(([label, of]) => (
            <optgroup key={label} label={label}>
              {of.map((subject) => (
                <option key={subject} value={subject}>
                  {subjectName(language, subject, choices)}
                </option>
              ))}
            </optgroup>
          ))}
      </select>
    </label>
  )
}
