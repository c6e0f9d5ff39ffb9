/** The one decoration: a thin line of repeated arcs. */
const arcs = (count: number) => `M0 10${'q6 -12 12 0'.repeat(count)}`

/** The mark: two arcs over a third, before a name. It is a logo and is never mirrored. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 28 20" width="28" height="20" aria-hidden="true">
      <path d="M2 9q6 -12 12 0q6 -12 12 0" />
      <path d="M2 18q6 -12 12 0q6 -12 12 0" />
    </svg>
  )
}

export function WaveLine() {
  return (
    <svg class="wave-line" viewBox="0 0 60 12" width="60" height="12" aria-hidden="true">
      <path d={arcs(5)} />
    </svg>
  )
}

/**
 * One wave of a campaign, filled as far as it has gone out. Waves that stand in a row make the line.
 *
 * @param done  0…1
 */
export function WaveArc({ done, id }: { done: number; id: string }) {
  const arc = 'M0 38Q60 -34 120 38'
  return (
    <svg class="wave-arc" viewBox="0 0 120 40" preserveAspectRatio="none" aria-hidden="true">
      <clipPath id={id}>
        <rect x="0" y="0" width={Math.round(Math.min(1, Math.max(0, done)) * 120)} height="40" />
      </clipPath>
      <path class="wave-fill" d={`${arc}Z`} clip-path={`url(#${id})`} />
      <path class="wave-stroke" d={arc} />
    </svg>
  )
}
