import type { JoinFlag } from '../../core/join-flags.ts'
import type { DeskLanguage } from './words.ts'

/** Odd joins and attempts, below the generations. What names no campaign is on no page of one. */
export type FlagWords = {
  title: string
  lead: string
  reason: string
  times: string
  reasons: Record<Exclude<JoinFlag, 'unknown-token'>, string>
}

const catalogue: Record<DeskLanguage, FlagWords> = {
  fr: {
    title: 'Arrivées à regarder de plus près',
    lead: 'Rien n’est bloqué ni retiré des chiffres ci-dessus. Une arrivée peut avoir deux raisons.',
    reason: 'Raison',
    times: 'Fois',
    reasons: {
      self: 'Inscription par son propre lien, sans effet',
      loop: 'Inscription par le lien d’une personne que l’on a amenée, sans effet',
      burst: 'Beaucoup d’arrivées par un même lien en dix minutes',
      'same-device': 'Plusieurs arrivées depuis un même navigateur et un même réseau en dix minutes',
      replay: 'Confirmation utilisée une fois de plus, sans effet',
    },
  },
  en: {
    title: 'Joins to look at more closely',
    lead: 'Nothing is blocked or taken out of the figures above. A join may have two reasons.',
    reason: 'Reason',
    times: 'Times',
    reasons: {
      self: 'Signing up over one’s own link, without effect',
      loop: 'Signing up over the link of somebody one brought, without effect',
      burst: 'Many joins over one link in ten minutes',
      'same-device': 'Several joins from one browser and one network in ten minutes',
      replay: 'A confirmation used once more, without effect',
    },
  },
  ar: {
    title: 'انضمامات تستحق نظرة أدق',
    lead: 'لا شيء ممنوع ولا محذوف من الأرقام أعلاه. قد يكون للانضمام الواحد سببان.',
    reason: 'السبب',
    times: 'المرات',
    reasons: {
      self: 'تسجيل عبر الرابط الشخصي لصاحبه، بلا أثر',
      loop: 'تسجيل عبر رابط شخص سبق أن جلبه، بلا أثر',
      burst: 'انضمامات كثيرة عبر رابط واحد في عشر دقائق',
      'same-device': 'عدة انضمامات من متصفح واحد وشبكة واحدة في عشر دقائق',
      replay: 'تأكيد استُعمل مرة أخرى، بلا أثر',
    },
  },
}

export const flagWords = (language: DeskLanguage): FlagWords => catalogue[language]
