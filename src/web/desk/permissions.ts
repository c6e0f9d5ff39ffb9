import type { CampaignState } from '../../core/campaign.ts'

export const acts = ['submit', 'return', 'approve', 'launch', 'pause', 'resume', 'finish'] as const
export type Act = (typeof acts)[number]

export const isAct = (name: string): name is Act => (acts as readonly string[]).includes(name)

/** What somebody may do to a campaign by their role, whatever state it is in. */
export function mayByRole(role: string, act: Act | 'settle' | 'preflight'): boolean {
  if (role === 'analyst') return false
  // Stopping is the safe side: whoever may say yes may also say stop. Looking harms nobody.
  if (act === 'approve' || act === 'return' || act === 'pause' || act === 'preflight') return true
  return role === 'officer' || role === 'admin'
}

type Standing = { role: string; own: boolean; state: CampaignState; published: boolean; approved: boolean }

/** What can be offered now: allowed by role, sensible in this state, and never an author's yes to their own work. */
export function offered({ role, own, state, published, approved }: Standing): Act[] {
  const waits = published && state === 'draft' && !approved
  const sensible: Record<Act, boolean> = {
    submit: waits && own,
    return: waits && !own,
    approve: waits && !own,
    launch: published && state === 'draft' && approved,
    pause: state === 'running',
    resume: state === 'paused',
    finish: state === 'running' || state === 'paused',
  }
  return acts.filter((act) => sensible[act] && mayByRole(role, act))
}
