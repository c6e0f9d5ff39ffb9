/** Neither package brings types for its version 5. */
declare module 'mjml' {
  const mjml2html: import('./mjml.ts').Mjml2Html
  export default mjml2html
}

declare module 'mjml-browser' {
  const mjml2html: import('./mjml.ts').Mjml2Html
  export default mjml2html
}
