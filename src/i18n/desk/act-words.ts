import type { DeskLanguage } from './words.ts'

/** What an officer did, or why it was not done: by the act, and by the key of the refusal. */
type ActWords = { problem: { title: string; keys: Record<string, string> }; done: Record<string, string> }

const catalogue: Record<DeskLanguage, ActWords> = {
  fr: {
    problem: {
      title: 'Cela n’a pas été fait',
      keys: {
        unproved:
          'Vous et l’auteur comptez ici pour une seule personne\u00a0: l’un a invité l’autre, dont l’adresse n’est pas prouvée. Voyez votre compte.',
        'own-work': 'Vous avez écrit cette version\u00a0: une autre personne doit l’approuver.',
        role: 'Votre rôle ne permet pas cette action.',
        changed:
          'La version, son public ou ses dates ont changé entre-temps. Lisez ce qui est là maintenant, puis décidez.',
        comment: 'Écrivez ce qui doit changer.',
        'comment-long': 'Le commentaire est trop long\u00a0: 2\u00a0000 caractères au plus.',
        approved: 'Cette version est déjà approuvée.',
        'not-approved':
          'La version actuelle n’est pas approuvée\u00a0: une seconde personne doit d’abord donner son accord.',
        'uncovered-language':
          'Une partie du public ne lit aucune langue prête. Écrivez sa langue ou choisissez une langue de repli.',
        preflight:
          'Trop de serveurs refuseraient ces messages. Corrigez ce qui est marqué «\u00a0À corriger\u00a0», puis lancez à nouveau.',
        'no-sender':
          'Aucun expéditeur n’est fixé\u00a0: il en faut un dans campaign.yaml ou dans MAWJA_MAIL_FROM.',
        'empty-audience': 'Personne ne recevrait cette campagne. Regardez son public.',
        state: 'La campagne a changé d’état entre-temps. Voici où elle en est.',
        stopped: 'Une règle tient la campagne arrêtée\u00a0: la raison est écrite ci-dessous.',
        settled: 'Quelqu’un a déjà répondu pour cette publication.',
        'no-edition': 'La campagne n’a pas encore de version publiée.',
        'zone-data':
          'Les données de fuseaux horaires de cette machine sont trop anciennes pour envoyer à l’heure juste. Mettez Node à jour.',
        other: 'L’action a été refusée. Rien n’a changé.',
      },
    },
    done: {
      submit: 'La version est soumise à relecture.',
      return: 'La version est renvoyée à son auteur.',
      approve: 'La version est approuvée.',
      launch: 'La campagne est lancée.',
      pause: 'La campagne est en pause.',
      resume: 'Les envois ont repris.',
      finish: 'La campagne est terminée.',
      preflight: 'Le domaine d’envoi a été examiné.',
      settle: 'C’est noté.',
    },
  },
  ar: {
    problem: {
      title: 'لم يتم ذلك',
      keys: {
        unproved: 'تُحسبان هنا أنتم والكاتب شخصًا واحدًا: دعا أحدكما الآخر وعنوانه غير مثبت. انظروا حسابكم.',
        'own-work': 'أنت كاتب هذه النسخة: يجب أن يوافق عليها شخص آخر.',
        role: 'دورك لا يسمح بهذا الإجراء.',
        changed: 'تغيّرت النسخة أو جمهورها أو مواعيدها في هذه الأثناء. اقرأ ما هو الآن ثم قرّر.',
        comment: 'اكتب ما الذي يجب تغييره.',
        'comment-long': 'التعليق طويل جدًا: 2000 حرف على الأكثر.',
        approved: 'تمت الموافقة على هذه النسخة من قبل.',
        'not-approved': 'النسخة الحالية غير موافق عليها: يجب أن يوافق شخص ثانٍ أولًا.',
        'uncovered-language': 'جزء من الجمهور لا يقرأ أي لغة جاهزة. اكتبوا بلغته أو اختاروا لغة بديلة.',
        preflight: 'سترفض خوادم كثيرة هذه الرسائل. أصلحوا ما عليه علامة «يجب إصلاحه» ثم أعيدوا الإطلاق.',
        'no-sender': 'لم يُحدَّد أي مرسل: يجب تحديده في campaign.yaml أو في MAWJA_MAIL_FROM.',
        'empty-audience': 'لن يتلقى أحد هذه الحملة. راجعوا جمهورها.',
        state: 'تغيّرت حالة الحملة في هذه الأثناء. هذا ما وصلت إليه.',
        stopped: 'إحدى القواعد توقف هذه الحملة، والسبب مكتوب أدناه.',
        settled: 'أجاب شخص آخر عن هذا المنشور من قبل.',
        'no-edition': 'لم تُنشر للحملة أي نسخة بعد.',
        'zone-data':
          'بيانات المناطق الزمنية على هذا الجهاز قديمة ولا تسمح بالإرسال في الوقت الصحيح. حدّثوا Node.',
        other: 'رُفض الإجراء. لم يتغير شيء.',
      },
    },
    done: {
      submit: 'قُدّمت النسخة للمراجعة.',
      return: 'أُعيدت النسخة إلى كاتبها.',
      approve: 'تمت الموافقة على النسخة.',
      launch: 'أُطلقت الحملة.',
      pause: 'الحملة متوقفة مؤقتًا.',
      resume: 'استؤنف الإرسال.',
      finish: 'انتهت الحملة.',
      preflight: 'فُحص نطاق الإرسال.',
      settle: 'تم تسجيل ذلك.',
    },
  },
  en: {
    problem: {
      title: 'This was not done',
      keys: {
        unproved:
          'You and the author count as one person here: one let the other in, whose address is not proved. See your account.',
        'own-work': 'You wrote this edition: somebody else must approve it.',
        role: 'Your role does not allow this.',
        changed:
          'The edition, its audience or its times have changed meanwhile. Read what is there now, then decide.',
        comment: 'Write what should change.',
        'comment-long': 'The comment is too long: at most 2,000 characters.',
        approved: 'This edition is approved already.',
        'not-approved': 'The current edition is not approved: a second person must agree first.',
        'uncovered-language':
          'Part of the audience reads no language that is ready. Write their language or choose a fallback.',
        preflight:
          'Too many servers would refuse these messages. Mend what is marked “To be mended”, then launch again.',
        'no-sender': 'No sender is set: campaign.yaml or MAWJA_MAIL_FROM must name one.',
        'empty-audience': 'Nobody would receive this campaign. Look at its audience.',
        state: 'The campaign has moved on meanwhile. This is where it stands.',
        stopped: 'A rule holds the campaign: the reason stands below.',
        settled: 'Somebody has already answered for this post.',
        'no-edition': 'The campaign has no published edition yet.',
        'zone-data': 'The time zone data of this machine is too old to send at the right hour. Update Node.',
        other: 'The action was refused. Nothing has changed.',
      },
    },
    done: {
      submit: 'The edition is submitted for review.',
      return: 'The edition is returned to its author.',
      approve: 'The edition is approved.',
      launch: 'The campaign is launched.',
      pause: 'The campaign is paused.',
      resume: 'Sending has resumed.',
      finish: 'The campaign is finished.',
      preflight: 'The sending domain has been looked at.',
      settle: 'Noted.',
    },
  },
}

export const actWords = (language: DeskLanguage): ActWords => catalogue[language]
