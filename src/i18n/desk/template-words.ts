import type { DeskLanguage } from './words.ts'

/** What the pages of layouts say. */
export type TemplateWords = {
  title: string
  lead: string
  add: string
  name: string
  nameHint: string
  from: string
  begin: string
  begun: string
  house: string
  own: string
  state: string
  unpublished: string
  published: string
  newer: string
  uses: string
  unused: string
  stale: string
  saved: string
  back: string
  history: string
  source: string
  sourceHint: string
  save: string
  publish: string
  check: string
  remove: string
  removeHint: string
  sound: string
  faults: string
  line: string
  done: Record<'saved' | 'unchanged' | 'published', string>
  conflict: string
  difference: string
  restore: string
  same: string
  read: string
  refused: Record<string, string>
  preview: string
  letter: string
  kinds: Record<'campaign' | 'plain' | 'notice' | 'signup', string>
}

const catalogue: Record<DeskLanguage, TemplateWords> = {
  fr: {
    title: 'À quoi ressemblent nos lettres\u00a0?',
    lead: 'Un modèle entoure les mots d’une lettre. Celui de l’institution prend la place de celui de la maison dès qu’il est publié.',
    add: 'Copier un modèle sous un autre nom',
    name: 'Nom du modèle',
    nameHint: 'Petites lettres, chiffres et traits d’union. campaign.yaml le nomme ainsi\u00a0: layout.',
    from: 'Partir de',
    begin: 'Commencer',
    begun: 'Modèle',
    house: 'de la maison',
    own: 'de l’institution',
    state: 'État',
    unpublished: 'jamais publié',
    published: 'version {version} publiée le {date} par {officer}',
    newer: 'version {version} enregistrée, pas encore publiée',
    uses: 'Campagnes qui s’en servent',
    unused: 'aucune',
    stale: 'à publier de nouveau',
    saved: 'version {version}, {officer}, {date}',
    back: 'Tous les modèles',
    history: 'Versions',
    source: 'Texte du modèle (MJML)',
    sourceHint: '{{nom}} est rempli à la publication d’une campagne, \\{{nom}} à l’envoi de chaque lettre.',
    save: 'Enregistrer',
    publish: 'Enregistrer et publier',
    check: 'Vérifier',
    remove: 'Supprimer ce modèle',
    removeHint: 'Ses versions sont supprimées avec lui. Les campagnes publiées restent comme elles sont.',
    sound: 'Rien ne s’oppose à la publication.',
    faults: 'À corriger avant de publier',
    line: 'ligne {line}',
    done: {
      saved: 'Le texte est enregistré.',
      unchanged: 'Rien n’avait changé.',
      published: 'Le modèle est publié. Une campagne le prend quand on la publie de nouveau.',
    },
    conflict: 'Quelqu’un d’autre a enregistré ce modèle entre-temps. Votre texte est gardé ci-dessous.',
    difference: 'Différences',
    restore: 'Reprendre ce texte',
    same: 'Les deux textes sont les mêmes.',
    read: 'Votre rôle permet de lire. Un agent écrit.',
    refused: {
      'layout-name': 'Ce nom n’est pas possible.',
      'in-use': 'Une campagne se sert encore de ce modèle.',
      'too-big': 'Ce texte est trop long.',
      'saved-since': 'Ce modèle a été enregistré entre-temps, ou ce nom est déjà pris.',
      role: 'Votre rôle permet de lire. Un agent écrit.',
    },
    preview: 'Actualiser l’aperçu',
    letter: 'Lettre d’exemple',
    kinds: {
      campaign: 'avec tout ce qu’une lettre peut avoir',
      plain: 'la plus simple',
      notice: 'avis officiel',
      signup: 'confirmation d’inscription',
    },
  },
  ar: {
    title: 'كيف تبدو رسائلنا؟',
    lead: 'القالب هو ما يحيط بكلمات الرسالة. يحل قالب المؤسسة محل القالب الأصلي بمجرد نشره.',
    add: 'نسخ قالب باسم آخر',
    name: 'اسم القالب',
    nameHint: 'حروف لاتينية صغيرة وأرقام وشرطات. يذكره campaign.yaml هكذا: layout.',
    from: 'الانطلاق من',
    begin: 'ابدأ',
    begun: 'القالب',
    house: 'القالب الأصلي',
    own: 'قالب المؤسسة',
    state: 'الحالة',
    unpublished: 'لم ينشر بعد',
    published: 'النسخة {version} نشرها {officer} في {date}',
    newer: 'النسخة {version} محفوظة ولم تنشر بعد',
    uses: 'الحملات التي تستعمله',
    unused: 'لا شيء',
    stale: 'ينبغي نشرها من جديد',
    saved: 'النسخة {version}، {officer}، {date}',
    back: 'كل القوالب',
    history: 'النسخ',
    source: 'نص القالب (MJML)',
    sourceHint: 'تملأ \u2066{{name}}\u2069 عند نشر الحملة، وتملأ \u2066\\{{name}}\u2069 عند إرسال كل رسالة.',
    save: 'حفظ',
    publish: 'حفظ ونشر',
    check: 'تحقق',
    remove: 'حذف هذا القالب',
    removeHint: 'تحذف نسخه معه. تبقى الحملات المنشورة كما هي.',
    sound: 'لا شيء يمنع النشر.',
    faults: 'ما ينبغي تصحيحه قبل النشر',
    line: 'السطر {line}',
    done: {
      saved: 'تم حفظ النص.',
      unchanged: 'لم يتغير شيء.',
      published: 'تم نشر القالب. تأخذه الحملة عند نشرها من جديد.',
    },
    conflict: 'حفظ شخص آخر هذا القالب في هذه الأثناء. نصكم محفوظ أدناه.',
    difference: 'الاختلافات',
    restore: 'استرجاع هذا النص',
    same: 'النصان متطابقان.',
    read: 'دوركم يسمح بالقراءة. يكتب الموظف المكلف.',
    refused: {
      'layout-name': 'هذا الاسم غير ممكن.',
      'in-use': 'ما زالت حملة تستعمل هذا القالب.',
      'too-big': 'هذا النص طويل جدا.',
      'saved-since': 'حفظ هذا القالب في هذه الأثناء، أو أن الاسم مستعمل.',
      role: 'دوركم يسمح بالقراءة. يكتب الموظف المكلف.',
    },
    preview: 'تحديث المعاينة',
    letter: 'رسالة نموذجية',
    kinds: {
      campaign: 'بكل ما يمكن أن تتضمنه رسالة',
      plain: 'الأبسط',
      notice: 'إشعار رسمي',
      signup: 'تأكيد التسجيل',
    },
  },
  en: {
    title: 'What do our letters look like?',
    lead: 'A layout surrounds the words of a letter. The institution’s own takes the place of the house’s once it is published.',
    add: 'Copy a layout under another name',
    name: 'Name of the layout',
    nameHint: 'Small letters, digits and hyphens. campaign.yaml names it as layout.',
    from: 'Begin from',
    begin: 'Begin',
    begun: 'Layout',
    house: 'the house’s',
    own: 'the institution’s own',
    state: 'State',
    unpublished: 'never published',
    published: 'version {version} published on {date} by {officer}',
    newer: 'version {version} saved, not published yet',
    uses: 'Campaigns that use it',
    unused: 'none',
    stale: 'to be published anew',
    saved: 'version {version}, {officer}, {date}',
    back: 'All layouts',
    history: 'Versions',
    source: 'Text of the layout (MJML)',
    sourceHint: '{{name}} is filled in when a campaign is published, \\{{name}} when each letter is sent.',
    save: 'Save',
    publish: 'Save and publish',
    check: 'Check',
    remove: 'Remove this layout',
    removeHint: 'Its versions go with it. Published campaigns stay as they are.',
    sound: 'Nothing stands in the way of publishing.',
    faults: 'To be mended before it can be published',
    line: 'line {line}',
    done: {
      saved: 'The text is saved.',
      unchanged: 'Nothing had changed.',
      published: 'The layout is published. A campaign gets it when it is published anew.',
    },
    conflict: 'Somebody else saved this layout in the meantime. Your text is kept below.',
    difference: 'Differences',
    restore: 'Take this text back',
    same: 'Both texts are the same.',
    read: 'Your role lets you read. An officer writes.',
    refused: {
      'layout-name': 'This name is not possible.',
      'in-use': 'A campaign still uses this layout.',
      'too-big': 'This text is too long.',
      'saved-since': 'This layout was saved in the meantime, or the name is taken.',
      role: 'Your role lets you read. An officer writes.',
    },
    preview: 'Renew the preview',
    letter: 'Sample letter',
    kinds: {
      campaign: 'with all that a letter can have',
      plain: 'the simplest',
      notice: 'official notice',
      signup: 'confirmation of a sign-up',
    },
  },
}

export const templateWords = (language: DeskLanguage): TemplateWords => catalogue[language]
