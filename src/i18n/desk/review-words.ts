import type { DeskLanguage } from './words.ts'

/** The reading of an edition before its approval: where it stands, the talk about it, the forms. */
type ReviewWords = {
  title: string
  /** By the state of the reading: for whoever wrote the edition, and for everybody else. */
  own: Record<'none' | 'submitted' | 'returned' | 'stale', string>
  others: Record<'none' | 'submitted' | 'returned' | 'stale', string>
  acts: Record<'submitted' | 'returned' | 'approved', string>
  /** An approval of somebody whose mailbox is not proved; the address of whoever invited them follows. */
  invitedBy: string
  edition: string
  older: string
  answer: string
  wanted: string
  remark: string
  limit: string
  submit: string
  again: string
  back: string
  backButton: string
  /** The list of campaigns. */
  waiting: Record<'submitted' | 'returned', string>
}

const catalogue: Record<DeskLanguage, ReviewWords> = {
  fr: {
    title: 'Qu’en disent celles et ceux qui relisent\u00a0?',
    own: {
      none: 'Soumettez-la pour que les autres voient qu’elle les attend.',
      submitted: 'Elle est soumise à relecture.',
      returned:
        'Elle vous est revenue avec un commentaire. Corrigez, publiez, répondez et soumettez-la de nouveau.',
      stale:
        'La version, son public ou ses dates ont changé depuis ce qui a été dit ci-dessous\u00a0: soumettez-la de nouveau.',
    },
    others: {
      none: 'Personne ne l’a encore soumise à relecture. Vous pouvez la lire tout de même.',
      submitted: 'Elle est soumise à relecture et attend votre lecture.',
      returned: 'Elle a été renvoyée à son auteur.',
      stale:
        'La version, son public ou ses dates ont changé depuis ce qui a été dit ci-dessous. Elle n’a pas été soumise de nouveau.',
    },
    acts: { submitted: 'l’a soumise', returned: 'l’a renvoyée', approved: 'l’a approuvée' },
    invitedBy: 'Adresse pas encore confirmée, invitation de',
    edition: 'version {edition}',
    older: 'version précédente {edition}',
    answer: 'Mot pour qui relit (facultatif)',
    wanted: 'Ce qui doit changer',
    remark: 'Remarque (facultatif)',
    limit: 'Texte simple, {count} caractères au plus. Toute l’équipe le lit, sauf les analystes.',
    submit: 'Soumettre à relecture',
    again: 'Soumettre de nouveau',
    back: 'Renvoyer à son auteur…',
    backButton: 'Renvoyer avec ce commentaire',
    waiting: {
      submitted: 'attend votre relecture',
      returned: 'est revenue avec un commentaire',
    },
  },
  ar: {
    title: 'ماذا يقول المراجعون؟',
    own: {
      none: 'قدّمها للمراجعة ليرى الآخرون أنها تنتظرهم.',
      submitted: 'قُدّمت للمراجعة.',
      returned: 'أُعيدت إليك مع تعليق. صحّح وانشر وأجب ثم قدّمها من جديد.',
      stale: 'تغيّرت النسخة أو جمهورها أو مواعيدها منذ ما قيل أدناه: قدّمها من جديد.',
    },
    others: {
      none: 'لم يقدّمها أحد للمراجعة بعد. يمكنك قراءتها مع ذلك.',
      submitted: 'قُدّمت للمراجعة وتنتظر قراءتك.',
      returned: 'أُعيدت إلى كاتبها.',
      stale: 'تغيّرت النسخة أو جمهورها أو مواعيدها منذ ما قيل أدناه، ولم تُقدَّم من جديد.',
    },
    acts: { submitted: 'قدّمها', returned: 'أعادها', approved: 'وافق عليها' },
    invitedBy: 'عنوان لم يُؤكَّد بعد، والدعوة من',
    edition: 'النسخة {edition}',
    older: 'نسخة سابقة {edition}',
    answer: 'كلمة لمن يراجع (اختياري)',
    wanted: 'ما الذي يجب تغييره',
    remark: 'ملاحظة (اختياري)',
    limit: 'نص عادي، {count} حرف على الأكثر. يقرؤه الفريق كله ما عدا المحللين.',
    submit: 'تقديم للمراجعة',
    again: 'تقديم من جديد',
    back: 'إعادة إلى الكاتب…',
    backButton: 'إعادة مع هذا التعليق',
    waiting: { submitted: 'تنتظر مراجعتك', returned: 'أُعيدت مع تعليق' },
  },
  en: {
    title: 'What do those who read it say?',
    own: {
      none: 'Submit it, so that others see that it waits for them.',
      submitted: 'It is submitted for review.',
      returned: 'It came back to you with a comment. Mend it, publish, answer, and submit it again.',
      stale: 'The edition, its audience or its times have changed since what is said below: submit it again.',
    },
    others: {
      none: 'Nobody has submitted it for review yet. You may read it all the same.',
      submitted: 'It is submitted for review and waits for you to read it.',
      returned: 'It was returned to its author.',
      stale:
        'The edition, its audience or its times have changed since what is said below. It was not submitted again.',
    },
    acts: { submitted: 'submitted it', returned: 'returned it', approved: 'approved it' },
    invitedBy: 'Address not proved yet, invited by',
    edition: 'edition {edition}',
    older: 'earlier edition {edition}',
    answer: 'A word to who reads it (optional)',
    wanted: 'What should change',
    remark: 'Remark (optional)',
    limit: 'Plain text, at most {count} characters. All staff read it, except analysts.',
    submit: 'Submit for review',
    again: 'Submit again',
    back: 'Return to its author…',
    backButton: 'Return with this comment',
    waiting: { submitted: 'waits for your review', returned: 'came back with a comment' },
  },
}

export const reviewWords = (language: DeskLanguage): ReviewWords => catalogue[language]
