import { diffWordsWithSpace } from 'diff'

/** How one text became another, word by word: what went is struck out, what came is underlined. */
export function Difference({ from, to, label }: { from: string; to: string; label: string }) {
  const parts = diffWordsWithSpace(from, to, { timeout: 2000 }) ?? [
    { value: from, removed: true, added: false },
    { value: to, removed: false, added: true },
  ]
  return (
    <section aria-label={label}>
      <pre class="difference" dir="auto" tabindex={0}>
        {parts.map(({ value, added, removed }) =>
          added ? <ins>{value}</ins> : removed ? <del>{value}</del> : value,
        )}
      </pre>
    </section>
  )
}
