import { visualBlocksScript } from './template-visual-blocks.ts'

/** Components of GrapesJS from nodes, and nodes from components; part of the visual editor's script. */
export const visualCanvasScript = `
  var types = ['mj-wrapper', 'mj-section', 'mj-group', 'mj-column', 'mj-hero', 'mj-text', 'mj-button', 'mj-image', 'mj-divider', 'mj-spacer']
  var textual = /^mj-(text|button)$/
  var defaults = ''

  function canvas() {
    var messages = {}
    messages[it.language] = messagesOf()
    return grapesjs.init({
      container: '#visual-canvas', height: '42rem', width: 'auto', fromElement: false,
      storageManager: false, telemetry: false, cssIcons: '', noticeOnUnload: false, showDevices: false, jsInHtml: false,
      panels: { defaults: [] },
      blockManager: { appendTo: '#visual-blocks' },
      layerManager: { appendTo: '#visual-layers', showWrapper: false, hidable: false },
      styleManager: { appendTo: '#visual-styles', sectors: [] },
      traitManager: { appendTo: '#visual-traits' },
      selectorManager: { custom: true },
      deviceManager: { devices: [{ id: 'desktop', name: 'desktop', width: '' }, { id: 'phone', name: 'phone', width: '390px' }] },
      assetManager: { upload: false, dropzone: false, assets: [] },
      domComponents: { disableTextInnerChilds: true },
      colorPicker: { chooseText: words.picker.take, cancelText: words.picker.leave, clearText: words.picker.none, noColorSelectedText: words.picker.none,
        togglePaletteMoreText: words.picker.more, togglePaletteLessText: words.picker.less },
      richTextEditor: { actions: ['bold', 'italic', 'underline', 'link'] },
      canvasCss: canvasCss,
      i18n: { locale: it.language, localeFallback: it.language, detectLocale: false, messages: messages },
      plugins: [plugged],
    })
  }
  var canvasCss = '.mawja-part{display:block;padding:12px 16px;border:1px dashed #75807b;background:#eef0ee;color:#1b2422;' +
    'font:14px/1.5 sans-serif;text-align:center}tr.mawja-part{display:table;width:100%}' +
    'img[src=""],img:not([src]){min-height:96px;background:#e9f2f0}' +
    '.mawja-value{padding:0 4px;border-radius:4px;background:#e2efec;color:#0b5a52}'

  function plugged(editor) {
    // Columns lay the rules of their widths down as components; they belong to the picture, not to the layout.
    var add = editor.addComponents
    var laid = {}
    editor.addComponents = function (what, options) {
      var css = typeof what === 'string' && /^<style>([\\s\\S]*)<\\/style>$/.exec(what)
      if (!css) return add.call(editor, what, options)
      var frame = editor.Canvas.getDocument()
      if (!frame || laid[css[1]]) return []
      laid[css[1]] = true
      var style = frame.createElement('style')
      style.textContent = css[1]
      frame.head.appendChild(style)
      return []
    }
    plugin(editor, { blocks: [], useCustomTheme: false, columnsPadding: '', resetDevices: false, resetStyleManager: false, customComponents: [ours] })
    editor.Panels.getPanels().reset([])
    ;['mjml-import', 'export-template'].forEach(function (name) { editor.Commands.add(name, function () {}) })
  }

  /** Elements look as they do under the head of this layout, and have no attribute that the layout does not give them. */
  function ours(editor, options) {
    var parse = options.opt.mjmlParser
    options.opt.mjmlParser = function (mjml, how) {
      return parse(mjml.replace('<mjml>', '<mjml><mj-head><mj-attributes>' + defaults + '</mj-attributes></mj-head>'),
        Object.assign({ fonts: {}, validationLevel: 'skip' }, how))
    }
    types.concat('mj-body').forEach(function (type) {
      editor.Components.addType(type, { model: { defaults: {
        tagName: type, 'style-default': {}, traits: traitsOf(type), name: words.elements[type], stylable: stylableOf(type),
      } } })
    })
    editor.Components.addType('mawja-part', {
      model: {
        defaults: { editable: false, droppable: false, stylable: [], traits: [], highlightable: true, attributes: { class: 'mawja-part' } },
      },
    })
  }

  function ready(editor) {
    return new Promise(function (done) {
      if (editor.getModel().get('ready')) return done()
      editor.onReady(done)
    }).then(function () {
      if (editor.mawja) return
      editor.mawja = true
      editor.Canvas.getFrameEl().title = root.querySelector('[data-canvas]').getAttribute('aria-label')
      sectors(editor)
      blocks(editor)
      editor.on('update', changed)
      editor.on('component:update component:add component:remove', changed)
      editor.on('rte:disable', changed)
    })
  }

  function fill(editor, visual) {
    defaults = visual.defaults
    editor.setComponents([{ type: 'mjml', tagName: 'mjml', components: [{
      type: 'mj-body', attributes: visual.body,
      droppable: ['mj-section', 'mj-wrapper', 'mj-hero', 'mawja-part'].map(function (type) { return '[data-gjs-type="' + type + '"]' }).join(', '),
      components: visual.nodes.map(function (node) { return definition(node, 'mj-body') }),
    }] }])
    editor.Layers.setRoot(bodyOf(editor))
    editor.select(null)
  }
  function definition(node, parent) {
    if (node.type === 'mawja-part') return part(node.label, parent, { mark: node.mark, draggable: false, removable: false, copyable: false })
    var one = { type: node.type, mark: node.mark, attributes: node.attributes, removable: !node.fixed, copyable: !node.fixed }
    if (node.attributes.src !== undefined) one.src = node.attributes.src
    if (node.closed) Object.assign(one, { editable: false, closed: true })
    one.components = node.children ? node.children.map(function (child) { return definition(child, node.type) }) : node.content || ''
    return one
  }
  function part(label, parent, more) {
    var box = document.createElement('div')
    box.textContent = label
    var row = /^mj-(column|hero)$/.test(parent)
    return Object.assign({ type: 'mawja-part', tagName: row ? 'tr' : 'div', name: label, label: label,
      content: row ? '<td>' + box.innerHTML + '</td>' : box.innerHTML }, more)
  }

  function bodyOf(editor) { return editor.getWrapper().findType('mj-body')[0] }
  function each(component, visit) {
    component.components().forEach(function (child) {
      if (types.indexOf(child.get('type')) < 0) return
      visit(child)
      if (!textual.test(child.get('type'))) each(child, visit)
    })
  }
  function stateOf(component) {
    var attributes = Object.assign({}, component.get('attributes'))
    if (component.get('type') === 'mj-image') attributes.src = component.get('src')
    Object.keys(attributes).forEach(function (name) {
      if (!/^[a-z][a-z-]*$/.test(name) || /^(id|style|class|data-.*|contenteditable|draggable|__p)$/.test(name)) delete attributes[name]
      else attributes[name] = String(attributes[name])
    })
    var content = textual.test(component.get('type'))
      ? (component.get('content') || '') + component.components().map(function (child) { return child.toHTML() }).join('')
      : undefined
    return { attributes: attributes, content: content }
  }

  function editedNodes(parent) {
    var nodes = []
    parent.components().forEach(function (component) {
      var type = component.get('type'), mark = component.get('mark')
      if (type === 'mawja-part') return nodes.push(mark === undefined ? { type: type, part: component.get('part') } : { type: type, mark: mark })
      if (types.indexOf(type) < 0) return
      var now = stateOf(component), before = base[mark] || { attributes: {} }
      var node = { type: type, set: {} }
      if (mark !== undefined) node.mark = mark
      Object.keys(now.attributes).forEach(function (name) {
        if (now.attributes[name] !== before.attributes[name]) node.set[name] = rawValue(component, name, now.attributes[name])
      })
      Object.keys(before.attributes).forEach(function (name) { if (!(name in now.attributes)) node.set[name] = null })
      if (textual.test(type)) { if (!component.get('closed') && now.content !== before.content) node.content = now.content }
      else node.children = editedNodes(component)
      nodes.push(node)
    })
    return nodes
  }
  /** A colour of our theme that a new element came with stays a value of the template. */
  function rawValue(component, name, value) {
    var path = (component.get('themed') || {})[name]
    return path && it.theme[path] === value ? '{{' + path + '}}' : value
  }
${visualBlocksScript}`
