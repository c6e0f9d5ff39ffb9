import { planWords } from '../../i18n/desk/plan-words.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import { percent, say, shortMoment, zoneName } from '../ui/say.ts'
import { WaveArc } from '../ui/wave.tsx'
import type { WaveView } from './campaign-schedule.ts'
import type { CampaignView } from './campaign-view.ts'
import { shown } from './small-cells.ts'

/** The campaign as a line of arcs, one for each wave; those that have gone out are filled. */
export function Timeline({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { campaign } = deskWords(language)
  const { waves, held } = planWords(language)
  if (!view.waves.length) return null
  return (
    <section class="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{waves.title}</h2>
      <ol class="waves">
        {view.waves.map((wave) => (
          <li key={wave.wave}>
            <WaveArc id={`wave-${wave.wave}`} done={wave.count ? wave.done / wave.count : 0} />
            <strong>{say(language, waves.wave, { wave: wave.wave })}</strong>
            {shown(wave.count, view.veil) !== 'hidden' && (
              <span>{plural(language, waves.people, wave.count)}</span>
            )}
            <span class="hint">{standing(language, waves, view, wave)}</span>
            {wave.heldUntil !== null && wave.done === 0 && (
              <span class="hint">
                {say(language, held.now, {
                  date: shortMoment(language, wave.heldUntil, view.timeZone),
                })}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p class="hint">
        {waves.local} {view.launchedAt === null && `${waves.plannedIf} `}
        {say(language, campaign.zone, { zone: zoneName(language, view.timeZone) })}
      </p>
    </section>
  )
}

function standing(
  language: DeskLanguage,
  waves: ReturnType<typeof planWords>['waves'],
  view: CampaignView,
  wave: WaveView,
): string {
  if (wave.count > 0 && wave.done >= wave.count) return waves.done
  if (wave.done > 0) return say(language, waves.partly, { percent: percent(language, wave.done, wave.count) })
  const date = shortMoment(language, wave.startsAt, view.timeZone)
  return view.launchedAt === null ? date : say(language, waves.planned, { date })
}
