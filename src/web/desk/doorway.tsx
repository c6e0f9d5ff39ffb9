import type { PropsWithChildren } from 'hono/jsx'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { Shell } from '../ui/shell.tsx'
import { Mark } from '../ui/wave.tsx'
import { LanguageBar } from './frame.tsx'

type Door = PropsWithChildren<{ language: DeskLanguage; title: string; path: string }>

/** The frame of every page before the desk. */
export function Doorway({ language, title, path, children }: Door) {
  return (
    <Shell
      language={language}
      title={`${title} · ${deskWords(language).product}`}
      styles="desk"
      skip={deskWords(language).nav.skip}
    >
      <header class="top">
        <span class="home">
          <Mark />
          <span>{deskWords(language).product}</span>
        </span>
      </header>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {children}
      </main>
      <LanguageBar language={language} path={path} />
    </Shell>
  )
}

export function Problem({ text }: { text: string | undefined }) {
  if (!text) return null
  return (
    <p class="notice bad" role="alert">
      {text}
    </p>
  )
}

type FieldProps = {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  complete: string
  value?: string
  hint?: string
}

/** Addresses, passwords and codes run from the left in every language. */
export function Field({ name, label, type = 'text', complete, value, hint }: FieldProps) {
  const isWords = complete === 'organization' || complete === 'off'
  return (
    <p class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        required
        autocomplete={complete}
        dir={isWords ? 'auto' : 'ltr'}
        {...(hint ? { 'aria-describedby': `${name}-hint` } : {})}
      />
      {hint && (
        <small class="hint" id={`${name}-hint`}>
          {hint}
        </small>
      )}
    </p>
  )
}
