import type { Reason } from '../channel.ts'

/** What a mail that came to the return address is. `none`: nothing that says anything about a recipient of ours. */
export type ReturnedKind = 'bounce' | 'complaint' | 'delayed' | 'autoreply' | 'none'

/** RFC 3464 2.3.3; '' where the mail does not say, and in complaints and automatic replies. */
export type Action = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | ''

export type ReturnedRecipient = {
  /** As we wrote to it, where the report tells; '' when the mail hides or forgets it. */
  address: string
  reason: Reason
  action: Action
  /** RFC 3463, like `5.1.1`; '' when there is none. */
  status: string
  /** The address is dead, or its owner complained: nothing more must go there. */
  suppress: boolean
}

export type Returned = { kind: ReturnedKind; recipients: ReturnedRecipient[] }
