/** Where a form's preview is shown: a frame that runs nothing and tells nobody where it stands. */
export const PreviewFrame = ({ title }: { title: string }) => (
  <section class="stage" tabindex={0} aria-label={title}>
    <iframe
      name="preview"
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
    />
  </section>
)
