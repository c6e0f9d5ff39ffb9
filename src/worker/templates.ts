import letter from '../../templates/letter.mjml'
import footer from '../../templates/partials/footer.mjml'
import funders from '../../templates/partials/funders.mjml'
import header from '../../templates/partials/header.mjml'
import pixel from '../../templates/partials/pixel.mjml'
import share from '../../templates/partials/share.mjml'
import styles from '../../templates/partials/styles.mjml'
import viewOnline from '../../templates/partials/view-online.mjml'

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
}
