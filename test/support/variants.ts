import { definition, smallCampaign } from './campaign.ts'

export const variantSteps = `
  - {id: invitation, channel: email, trigger: launch, share: true, variants: [court, long]}
  - {id: confirmation, channel: email, trigger: signup}
  - {id: bienvenue, channel: email, trigger: join, share: true}
  - {id: suite, channel: email, trigger: join, share: true, variants: [court, long]}`

/** The small campaign with two variants of its invitation and of what follows a join. */
export function variantFiles(
  experiment = '',
  parts: Parameters<typeof definition>[0] = {},
): Record<string, string> {
  const yaml = definition({ steps: variantSteps, ...parts })
  const all = smallCampaign({
    'campaign.yaml': experiment ? `${yaml}experiment: ${experiment}\n` : yaml,
  })
  return Object.fromEntries(
    Object.entries(all)
      .filter(([path]) => !path.startsWith('annonce'))
      .flatMap(([path, body]) => {
        const both = (name: string) =>
          ['court', 'long'].map((variant): [string, string] => [
            path.replace(/^[a-z]+\./, `${name}.${variant}.`),
            body.replace(/subject: .*/, `subject: ${name} ${variant}`),
          ])
        if (path.startsWith('invitation.')) return both('invitation')
        if (path.startsWith('bienvenue.')) return [[path, body] as [string, string], ...both('suite')]
        return [[path, body] as [string, string]]
      }),
  )
}
