import type { Context } from 'hono'
import { AppError } from '../../core/error.ts'
import { isLanguageTag, type LanguageTag } from '../../core/language.ts'
import type { Deps } from '../../engine/deps.ts'
import { readSignUp, startSignUp } from '../../engine/sign-up.ts'
import { type Env, page } from '../answer.tsx'
import { notFound } from '../failure.tsx'
import { askedLanguage, formOf, readerLanguage } from '../reader.ts'
import { JoinedPage } from './done.tsx'
import { problemOf, statusOfProblem, typedIn } from './join-typed.ts'
import { limitNetwork } from './network-limit.ts'
import { SignUpPage } from './sign-up.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const slugOf = (c: Context<Env>) => c.req.param('institution') ?? ''

/** The public form of an institution: showing it writes nothing, sending it starts the double opt-in. */
export function signingUp(deps: Deps) {
  const placeOf = (slug: string, language: LanguageTag) => {
    const path = `/join/${encodeURIComponent(slug)}`
    const url = deps.settings.publicUrl + path
    return { path, url, language, card: deps.drawCard ? `${url}/card.png?l=${language}` : null }
  }

  const form: Handler = async (c) => {
    const found = await readSignUp(deps, slugOf(c))
    const language = askedLanguage(c) ?? readerLanguage(c)
    return found ? page(c, <SignUpPage {...found} {...placeOf(slugOf(c), language)} />) : notFound(c)
  }

  const start: Handler = async (c) => {
    const field = await formOf(c)
    const wish = field('language')
    const language = isLanguageTag(wish) ? wish : readerLanguage(c)
    const typed = typedIn(field)
    try {
      limitNetwork(c, deps.clock.now())
      const started = await startSignUp(deps, { ...typed, institution: slugOf(c), language })
      return page(c, <JoinedPage {...started} language={language} />)
    } catch (error) {
      if (error instanceof AppError && error.key === 'institution') return notFound(c)
      const problem = problemOf(error)
      const found = problem && (await readSignUp(deps, slugOf(c)))
      if (!problem) throw error
      if (!found) return notFound(c)
      const again = { ...found, ...placeOf(slugOf(c), language), typed, problem }
      return page(c, <SignUpPage {...again} />, statusOfProblem(problem))
    }
  }

  return { form, start }
}
