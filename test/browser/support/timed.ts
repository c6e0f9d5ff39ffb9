/**
 * The shipped campaign with steps at every kind of hour: a wave that waits for the gap, a feast by the moon, a letter
 * that comes back, one that expires before it could go out.
 */
export function timed(files: Record<string, string>): Record<string, string> {
  const copies = ['rappel', 'fete', 'lettre', 'merci'].flatMap((step) =>
    Object.entries(files)
      .filter(([path]) => path.startsWith('invitation.'))
      .map(([path, body]) => [path.replace('invitation', step), body] as const),
  )
  const yaml = files['campaign.yaml']!.replace(
    'steps:\n',
    `minGap: 4h\nexpires: 2027-12-24T18:00:00+01:00\nsteps:\n${steps}`,
  )
  return { ...files, ...Object.fromEntries(copies), 'campaign.yaml': yaml }
}

const steps = `  - {id: rappel, channel: email, at: {local: '2026-12-05 09:00', zone: recipient}}
  - {id: fete, channel: email, at: {local: '2027-03-10 09:00', zone: sender}}
  - {id: lettre, channel: email, at: {every: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1', from: '2027-01-01', local: '09:00', zone: recipient}}
  - {id: merci, channel: email, at: {after: rappel, delay: 400d}}
`
