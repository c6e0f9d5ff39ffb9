import type { PreflightWords } from './fr.ts'

/** What receivers look at before they take mail, in Arabic. Names of records, terms and tags stay as they are written. */
export const ar: PreflightWords = {
  title: 'هل ستقبل خوادم البريد هذه الرسائل؟',
  answer: {
    ok: 'لا شيء يمنع ذلك.',
    warn: 'نعم، لكن هناك ما يمكن تحسينه.',
    unknown: 'تعذر التحقق من جزء من ذلك.',
    fail: 'سيرفضها كثير من الخوادم أو يصنفها بريدًا مزعجًا: أصلحوا أولًا ما يلي.',
  },
  never: 'لم يُفحص نطاق الإرسال بعد.',
  seen: '{domain}، فُحص في {date}',
  again: 'إعادة الفحص',
  verdicts: { ok: 'جيد', warn: 'قابل للتحسين', unknown: 'لم يُتحقق منه', fail: 'يجب إصلاحه' },
  checks: {
    spf: 'الخوادم المأذون لها (SPF)',
    dkim: 'التوقيع (DKIM)',
    dmarc: 'التعليمات للمستقبلين (DMARC)',
    alignment: 'توافق النطاقات',
    mx: 'استقبال الردود (MX)',
    ptr: 'اسم عنوان IP (PTR)',
    unsubscribe: 'صفحة إلغاء الاشتراك',
  },
  findings: {
    unasked: 'لم يجب نظام أسماء النطاقات (DNS): {problem}',
    'spf-ok': '{domain}: سجل SPF، {lookups} من {most} عمليات بحث، {all}.',
    'spf-none':
      'ليس للنطاق {domain} سجل SPF. انشروا سجل TXT يبدأ بـ \u2066v=spf1\u2069 ويذكر الخوادم المرسلة وينتهي بـ \u2066-all\u2069.',
    'spf-several': 'للنطاق {domain} أكثر من سجل SPF، وهذا كأن لا سجل له. اجمعوها في سجل واحد.',
    'spf-anybody':
      'ينتهي سجل SPF للنطاق {domain} بـ \u2066+all\u2069: يمكن لأي كان أن يراسل باسمه. اجعلوا نهايته \u2066-all\u2069.',
    'spf-open':
      'لا يقول سجل SPF للنطاق {domain} ما حكم الرسائل الآتية من غير خوادمه. اجعلوا نهايته \u2066~all\u2069 أو \u2066-all\u2069.',
    'spf-lookups':
      'يتطلب سجل SPF للنطاق {domain} أكثر من عشر عمليات بحث، وعندها يتوقف المستقبلون. احذفوا بعض include.',
    'spf-voids': 'يذكر سجل SPF للنطاق {domain} أكثر من اسمين لا وجود لهما. احذفوها.',
    'spf-term': 'في سجل SPF للنطاق {domain} العبارة {term} وهي ليست من عبارات SPF.',
    'spf-loop': 'يدور سجل SPF للنطاق {domain} في حلقة: العبارة {term} تعود إلى نفسها.',
    'spf-nameless': 'في سجل SPF للنطاق {domain} العبارة {term} وهي لا تسمي أي نطاق.',
    'spf-leads-nowhere': 'في سجل SPF للنطاق {domain} العبارة {term} وهي لا تقود إلى أي سجل SPF.',
    'spf-leads-to-several': 'في سجل SPF للنطاق {domain} العبارة {term} وهي تقود إلى عدة سجلات بدل واحد.',
    'dkim-ok': '{at}، مفتاح {type} من {bits} بت.',
    'dkim-elsewhere': 'لا توقّع «موجة» الرسائل بنفسها. تأكدوا من أن خادم البريد أو مقدّم الخدمة يوقّعها.',
    'dkim-none': 'لا يوجد مفتاح في {at}. انشروا فيه المفتاح العمومي.',
    'dkim-revoked': 'يعلن {at} أن مفتاحه ملغى. انشروا المفتاح المستعمل.',
    'dkim-unreadable': 'لا يتضمن {at} مفتاحًا مقروءًا.',
    'dkim-foreign': 'المفتاح في {at} ليس هو الذي يوقّع. انشروا النصف العمومي من MAWJA_DKIM_KEY.',
    'dkim-short': 'المفتاح في {at} من {bits} بت. يطلب المستقبلون 1024 على الأقل، والأنسب 2048.',
    'dkim-weak': 'المفتاح في {at} من {bits} بت. الأنسب 2048.',
    'dkim-trial': 'يقول {at} إنه تجربة (\u2066t=y\u2069). احذفوا ذلك متى صارت الرسائل تصل موقّعة.',
    'dmarc-ok': 'يطلب {at} من المستقبلين ألا يقبلوا الرسائل المزورة كما هي (\u2066p={policy}\u2069).',
    'dmarc-none':
      'لا يوجد سجل DMARC في {at}. ابدؤوا بسجل TXT فيه \u2066v=DMARC1\u2069 و \u2066p=none\u2069 و rua.',
    'dmarc-idle':
      'لا يطلب {at} شيئًا من المستقبلين (\u2066p=none\u2069). انتقلوا إلى quarantine ثم reject متى كانت التقارير سليمة.',
    'dmarc-retired': 'في {at} وسوم لم يعد لها معنى (RFC 9989): {tags}. احذفوها.',
    'dmarc-silent': 'لا يطلب {at} تقارير. أضيفوا \u2066rua=mailto:…\u2069.',
    'aligned-both': 'يتوافق {domain} مع SPF ومع DKIM.',
    'aligned-spf': 'يتوافق {domain} مع SPF.',
    'aligned-spf-only': 'يتوافق {domain} مع SPF دون توقيع DKIM.',
    'aligned-dkim-only': 'يتوافق {domain} مع توقيع DKIM دون SPF.',
    unaligned:
      'لا يتوافق {domain} لا مع نطاق الظرف ({envelope}) ولا مع توقيع «موجة». استعملوا نطاقًا واحدًا أو أجزاء من نطاق واحد.',
    'mx-ok': 'يستقبل {domain} بريده في {host}.',
    'mx-null': 'يعلن {domain} أنه لا يستقبل أي بريد (null MX): ستضيع الردود والرسائل المرتدة.',
    'mx-address': 'ليس للنطاق {domain} سجل MX، فيذهب بريده إلى عنوانه.',
    'mx-none': 'ليس للنطاق {domain} سجل MX ولا عنوان. كثير من الخوادم يرفض البريد الآتي منه.',
    'ptr-ok': 'اسم {address} هو {name}، وهذا الاسم يعود إليه.',
    'ptr-none': 'ليس للعنوان {address} اسم (PTR). يرفض Gmail ما يأتي منه.',
    'ptr-elsewhere': 'اسم {address} هو {name}، لكن هذا الاسم يقود إلى غيره.',
    'unsubscribe-ok': 'الصفحة تجيب.',
    'unsubscribe-silent': 'الصفحة لا تجيب. تحققوا من MAWJA_PUBLIC_URL من الخارج.',
    'unsubscribe-error': 'تجيب الصفحة بخطأ ({status}). تحققوا من «موجة» ومما يوجد أمامها.',
    'unsubscribe-stranger': 'يجيب في هذا العنوان موقع آخر غير «موجة» ({status}). تحققوا من MAWJA_PUBLIC_URL.',
    'unsubscribe-plain': 'تجيب الصفحة لكن دون https، وهو لازم لإلغاء الاشتراك بنقرة واحدة (RFC 8058).',
  },
}
