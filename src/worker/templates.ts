import letter from '../../templates/letter.mjml'
import footer from '../../templates/partials/footer.mjml'
import funders from '../../templates/partials/funders.mjml'
import header from '../../templates/partials/header.mjml'
import pixel from '../../templates/partials/pixel.mjml'
import share from '../../templates/partials/share.mjml'
import styles from '../../templates/partials/styles.mjml'
import viewOnline from '../../templates/partials/view-online.mjml'
import confirmationAr from '../../templates/service/confirmation.ar.md'
import confirmationAry from '../../templates/service/confirmation.ary.md'
import confirmationDe from '../../templates/service/confirmation.de.md'
import confirmationEn from '../../templates/service/confirmation.en.md'
import confirmationEs from '../../templates/service/confirmation.es.md'
import confirmationFr from '../../templates/service/confirmation.fr.md'
import confirmationIt from '../../templates/service/confirmation.it.md'
import confirmationNl from '../../templates/service/confirmation.nl.md'
import confirmationPt from '../../templates/service/confirmation.pt.md'
import confirmationSv from '../../templates/service/confirmation.sv.md'
import confirmationZgh from '../../templates/service/confirmation.zgh.md'
import dataAr from '../../templates/service/data.ar.md'
import dataAry from '../../templates/service/data.ary.md'
import dataDe from '../../templates/service/data.de.md'
import dataEn from '../../templates/service/data.en.md'
import dataEs from '../../templates/service/data.es.md'
import dataFr from '../../templates/service/data.fr.md'
import dataIt from '../../templates/service/data.it.md'
import dataNl from '../../templates/service/data.nl.md'
import dataPt from '../../templates/service/data.pt.md'
import dataSv from '../../templates/service/data.sv.md'
import dataZgh from '../../templates/service/data.zgh.md'

/** The folder `templates`, file by file: a bundle cannot read a folder. A test holds them together. */
export const templates: Readonly<Record<string, string>> = {
  'letter.mjml': letter,
  'partials/footer.mjml': footer,
  'partials/funders.mjml': funders,
  'partials/header.mjml': header,
  'partials/pixel.mjml': pixel,
  'partials/share.mjml': share,
  'partials/styles.mjml': styles,
  'partials/view-online.mjml': viewOnline,
  'service/confirmation.ar.md': confirmationAr,
  'service/confirmation.ary.md': confirmationAry,
  'service/confirmation.de.md': confirmationDe,
  'service/confirmation.en.md': confirmationEn,
  'service/confirmation.es.md': confirmationEs,
  'service/confirmation.fr.md': confirmationFr,
  'service/confirmation.it.md': confirmationIt,
  'service/confirmation.nl.md': confirmationNl,
  'service/confirmation.pt.md': confirmationPt,
  'service/confirmation.sv.md': confirmationSv,
  'service/confirmation.zgh.md': confirmationZgh,
  'service/data.ar.md': dataAr,
  'service/data.ary.md': dataAry,
  'service/data.de.md': dataDe,
  'service/data.en.md': dataEn,
  'service/data.es.md': dataEs,
  'service/data.fr.md': dataFr,
  'service/data.it.md': dataIt,
  'service/data.nl.md': dataNl,
  'service/data.pt.md': dataPt,
  'service/data.sv.md': dataSv,
  'service/data.zgh.md': dataZgh,
}
