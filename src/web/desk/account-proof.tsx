import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'

/** For an account that began with a link of an admin: how to show whose address it is. */
export function ProofPanel({ language, sent }: { language: DeskLanguage; sent: boolean }) {
  const words = signInWords(language).account
  return (
    <section class="panel">
      <h2>{words.proofTitle}</h2>
      <p>{words.proofText}</p>
      {sent && (
        <p class="notice good" role="status">
          {words.proofSent}
        </p>
      )}
      <form method="post" action="/desk/account/proof">
        <p class="actions">
          <button class="button" type="submit">
            {words.proofSubmit}
          </button>
        </p>
      </form>
    </section>
  )
}
