import { AppError } from '../../core/error.ts'
import { isCountryChoice } from './countries.ts'
import type { JoinProblem, Typed } from './join-form.tsx'

export function typedIn(form: (name: string) => string): Typed {
  const country = form('country').toUpperCase()
  return {
    email: form('email'),
    firstName: form('firstName').slice(0, 80),
    country: isCountryChoice(country) ? country : '',
    agreed: form('agreed') !== '',
    chained: form('chained') !== '',
  }
}

/** What a form can say about its own refusal; null when the refusal is no fault of the form. */
export function problemOf(error: unknown): JoinProblem | null {
  const key = error instanceof AppError ? error.key : ''
  return key === 'email' || key === 'consent' || key === 'busy' ? key : null
}

export const statusOfProblem = (problem: JoinProblem) => (problem === 'busy' ? 429 : 422)
