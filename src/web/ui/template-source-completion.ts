/** What the editor of a layout's text proposes: elements and attributes of MJML, and the values of both fillings. */
export const sourceCompletionScript = `
/** A part begins with whatever may stand where it is put. */
function elementsOf(it) {
  return it.tags.map(({ name, children, attributes }) => ({
    name,
    children,
    attributes,
    top: it.part || name === 'mjml',
  }))
}

/** \`{{name}}\` and \`\\\\{{name}}\`, with what it stands for. Braces that closed themselves are written over. */
function valueSource(it) {
  const apply = (view, completion, from, to) => {
    const after = /^\\}{0,3}/.exec(view.state.sliceDoc(to, to + 3))[0].length
    const insert = completion.label
    view.dispatch({
      changes: { from, to: to + after, insert },
      selection: { anchor: from + insert.length },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
    })
  }
  const option = (label, name, section) => ({
    ...{ label, section, apply, type: 'variable' },
    ...(it.means[name] ? { detail: it.means[name] } : {}),
  })
  const published = it.values.map((name) =>
    option(it.raw.includes(name) ? '{{{' + name + '}}}' : '{{' + name + '}}', name, { name: it.words.published, rank: 1 }),
  )
  const sent = it.sent.map((name) => option('\\\\{{' + name + '}}', name, { name: it.words.sent, rank: 2 }))
  const parts = it.parts.map((name) => option('{{> ' + name + '}}', name, { name: it.words.parts, rank: 3 }))
  const options = [...published, ...sent, ...parts]
  return (context) => {
    const found = context.matchBefore(/\\\\?\\{\\{\\{?(?:> ?)?[\\w.\\[\\]-]*/)
    return found && { from: found.from, options, validFor: /^\\\\?\\{\\{\\{?(?:> ?)?[\\w.\\[\\]-]*$/ }
  }
}
`
