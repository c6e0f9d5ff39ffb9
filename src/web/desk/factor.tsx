import { qrCode } from '../../core/qr.ts'
import type { NewFactor } from '../../engine/auth/account.ts'
import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import { Field } from './doorway.tsx'
import { DeskFrame, type Viewer } from './frame.tsx'

/** The key as a drawing and as text, the recovery codes once, and the field that turns it on. */
export function NewFactorPage({ viewer, factor }: { viewer: Viewer; factor: NewFactor }) {
  const words = signInWords(viewer.language)
  const { account } = words
  const { size, path } = qrCode(factor.uri, 'M')
  const key = new URL(factor.uri).searchParams.get('secret') ?? ''
  return (
    <DeskFrame viewer={viewer} title={account.factorSetTitle} here="account">
      <h1>{account.factorSetTitle}</h1>
      <p class="lead">{account.factorScan}</p>
      <svg viewBox={`0 0 ${size} ${size}`} width="240" height="240" role="img" aria-label={account.factorQr}>
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path d={path} transform="translate(0 .5)" stroke="#000" />
      </svg>
      <p>
        {account.factorKey} <code dir="ltr">{key}</code>
      </p>
      <Codes viewer={viewer} codes={factor.codes} />
      <form method="post" action="/desk/account/factor/on">
        <Field name="code" label={words.code} complete="one-time-code" />
        <p class="actions">
          <button class="button main" type="submit">
            {account.factorConfirm}
          </button>
        </p>
      </form>
    </DeskFrame>
  )
}

export function CodesPage({ viewer, codes }: { viewer: Viewer; codes: string[] }) {
  const { account } = signInWords(viewer.language)
  return (
    <DeskFrame viewer={viewer} title={account.factorCodes} here="account">
      <h1>{account.factorCodes}</h1>
      <Codes viewer={viewer} codes={codes} />
      <p>
        <a class="button" href="/desk/account">
          {account.nav}
        </a>
      </p>
    </DeskFrame>
  )
}

function Codes({ viewer, codes }: { viewer: Viewer; codes: string[] }) {
  const { account } = signInWords(viewer.language)
  return (
    <section class="panel">
      <h2>{account.factorCodes}</h2>
      <p>{account.factorCodesText}</p>
      <pre dir="ltr">{codes.join('\n')}</pre>
    </section>
  )
}
