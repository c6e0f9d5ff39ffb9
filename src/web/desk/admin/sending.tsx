import type { Sending } from '../../../engine/sending.ts'
import { sendingWords } from '../../../i18n/desk/sending-words.ts'
import { AdminFrame, type AdminView } from './admin-frame.tsx'
import { Channels, Doors, Rates } from './sending-channels.tsx'
import { Domains } from './sending-domains.tsx'
import { Lanes } from './sending-lanes.tsx'
import { WarmUps } from './sending-warm-up.tsx'

/** `now`: the instant that the page speaks of, ms. */
export type SendingProps = AdminView & { sending: Sending; now: number }

export function SendingPage(props: SendingProps) {
  const words = sendingWords(props.viewer.language)
  return (
    <AdminFrame {...props} section="sending" title={words.title}>
      <p class="lead">{words.lead}</p>
      <Domains {...props} />
      <WarmUps {...props} />
      <Lanes {...props} />
      <Channels {...props} />
      <Rates {...props} />
      <Doors {...props} />
    </AdminFrame>
  )
}

/** A head of names; `numbers` of them, from the end, stand over figures. */
export function Head({ names, numbers = 0 }: { names: readonly string[]; numbers?: number }) {
  return (
    <thead>
      <tr>
        {names.map((name, index) => (
          <th key={name} scope="col" {...(index >= names.length - numbers ? { class: 'number' } : {})}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}
