import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { contactFields, customTypes } from '../core/fields.ts'
import { foldWord } from '../core/import-fields.ts'
import { customFieldsOf, saveCustomField } from '../store/custom-fields.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { institutionNamed } from './named.ts'

const label = z.string().trim().min(1).max(120).optional()

/** An institution's own field: its name as audiences ask for it, and what may stand in it. */
export const fieldInput = z.strictObject({
  name: z
    .string()
    .regex(/^[\p{L}\p{M}\p{N}_-]{1,60}$/u, 'use letters, digits, _ and -, at most 60')
    .transform((name) => name.normalize('NFC')),
  institution: z.string().optional(),
  type: z.enum(customTypes),
  choices: z.array(z.string().trim().min(1).max(120)).max(200).optional(),
  labels: z.strictObject({ fr: label, ar: label, en: label }).optional(),
})

/**
 * Declares a field of an institution's own. What came in before stays as it is; what comes in from now on is checked.
 *
 * @throws AppError `field` when the name is taken by a field that everybody has, `choices` when they are missing, of a
 *   type that has none, or not told apart by case and accents, `field-type` when the field has another type already
 */
export async function addField(deps: Deps, it: z.infer<typeof fieldInput>) {
  const institution = await institutionNamed(deps, it.institution)
  const choices = it.choices ?? []
  checkName(it.name)
  checkChoices(it.type, choices)
  const before = (await customFieldsOf(deps.db, institution.id)).find(({ name }) => name === it.name)
  if (before && before.type !== it.type) {
    const line = `${it.name} is a ${before.type} already, and people may have one; choose another name`
    throw new AppError('conflict', 'field-type', line)
  }
  const labels = Object.fromEntries(Object.entries(it.labels ?? {}).filter(([, text]) => text !== undefined))
  await saveCustomField(deps.db, {
    institutionId: institution.id,
    name: it.name,
    type: it.type,
    choices,
    labels: labels as Record<string, string>,
    now: deps.clock.now(),
  })
  await audit(deps, {
    institutionId: institution.id,
    officerId: null,
    act: 'field-add',
    subject: `field:${it.name}`,
    detail: { type: it.type },
  })
  return { field: `custom.${it.name}`, type: it.type, choices }
}

function checkName(name: string): void {
  const same = contactFields.find((field) => field === name)
  if (same)
    throw new AppError('invalid', 'field', `${name} is a field that everybody has; choose another name`)
}

function checkChoices(type: string, choices: readonly string[]): void {
  const distinct = new Set(choices.map(foldWord)).size === choices.length
  if (type === 'choice' ? choices.length > 0 && distinct : choices.length === 0) return
  const line =
    type === 'choice'
      ? 'choices: name each once, such as --choices member|volunteer; case and accents make no difference'
      : `choices: only a field of type choice has them, not ${type}`
  throw new AppError('invalid', 'choices', line)
}
