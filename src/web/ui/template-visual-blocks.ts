/** What can be added and set, with our words for it; part of the visual editor's script. */
export const visualBlocksScript = `
  var sizes = { 'border-width': 1, 'font-size': 1, 'padding-top': 1, 'padding-right': 1, 'padding-bottom': 1, 'padding-left': 1, 'border-radius': 1, width: 1, height: 1 }
  var stylable = {
    'mj-body': ['background-color'],
    'mj-text': ['color', 'container-background-color', 'font-size', 'font-weight', 'line-height', 'align', 'height'],
    'mj-button': ['color', 'background-color', 'font-size', 'font-weight', 'align', 'border-radius', 'width'],
    'mj-image': ['container-background-color', 'align', 'border-radius', 'width'],
    'mj-divider': ['border-color', 'border-width', 'width'],
    'mj-spacer': ['height'],
    'mj-hero': ['background-color', 'height'],
    'mj-column': ['background-color', 'border-radius', 'width'],
    'mj-group': ['background-color', 'width'],
  }
  var paddings = ['padding-top', 'padding-right', 'padding-bottom', 'padding-left']
  function stylableOf(type) {
    var own = stylable[type] || ['background-color', 'border-radius']
    return type === 'mj-body' || type === 'mj-group' || type === 'mj-spacer' ? own : own.concat(paddings)
  }
  function traitsOf(type) {
    var names = { 'mj-button': ['href', 'title'], 'mj-image': ['src', 'alt', 'href', 'title'] }[type] || []
    return names.map(function (name) {
      return { type: 'text', name: name, label: words.properties[name], changeProp: name === 'src' }
    })
  }

  function sectors(editor) {
    var list = [
      ['colours', ['color', 'background-color', 'container-background-color', 'border-color']],
      ['text', ['font-size', 'font-weight', 'line-height', 'align']],
      ['space', paddings],
      ['size', ['width', 'height', 'border-radius', 'border-width']],
    ]
    editor.StyleManager.getSectors().reset()
    list.forEach(function (sector) {
      editor.StyleManager.addSector(sector[0], {
        name: words.sectors[sector[0]], open: sector[0] === 'colours', properties: sector[1].map(property),
      })
    })
  }
  function property(name) {
    var one = { property: name, name: words.properties[name], full: true }
    if (/color$/.test(name)) return Object.assign(one, { type: 'color' })
    if (sizes[name]) return Object.assign(one, { type: 'number', units: ['px', '%'], min: 0 })
    if (name === 'align') return Object.assign(one, { type: 'select', options: Object.keys(words.sides).map(function (side) { return { id: side, label: words.sides[side] } }) })
    return Object.assign(one, { type: 'text' })
  }

  function value(name, label) {
    var box = document.createElement('span')
    box.className = 'mawja-value'
    box.setAttribute('contenteditable', 'false')
    box.setAttribute('data-mawja-value', name)
    box.setAttribute('title', label)
    box.textContent = label
    return box.outerHTML
  }
  /** A new element in colours of our theme. */
  function themed(type, colours, more) {
    var attributes = Object.assign({}, more.attributes)
    Object.keys(colours).forEach(function (name) { attributes[name] = it.theme[colours[name]] })
    return Object.assign({}, more, { type: type, themed: colours, attributes: attributes })
  }
  function columns(count) {
    var all = []
    while (all.length < count) all.push({ type: 'mj-column', components: [{ type: 'mj-text', components: words.sample }] })
    return themed('mj-section', { 'background-color': 'light.card' }, { attributes: { 'css-class': 'card', padding: '16px 0' }, components: all })
  }
  function blocks(editor) {
    var content = {
      section: columns(1), 'columns-2': columns(2), 'columns-3': columns(3),
      text: { type: 'mj-text', components: words.sample },
      button: themed('mj-button', { 'background-color': 'light.accent', color: 'light.onAccent' }, { attributes: { 'css-class': 'main', href: it.link }, components: words.blocks.button }),
      image: { type: 'mj-image', src: '', attributes: { src: '', alt: '' } },
      divider: themed('mj-divider', { 'border-color': 'light.line' }, { attributes: { 'border-width': '1px' } }),
      spacer: { type: 'mj-spacer', attributes: { height: '24px' } },
      hero: themed('mj-hero', { 'background-color': 'light.soft' }, { attributes: { mode: 'fluid-height', 'css-class': 'soft', padding: '32px 0' }, components: [{ type: 'mj-text', components: words.sample }] }),
    }
    var all = Object.keys(content).map(function (id) { return [id, words.blocks[id], words.groups.elements, content[id]] })
    it.parts.forEach(function (one) { all.push(['part-' + one.name, one.label, words.groups.parts, part(one.label, 'mj-body', { part: one.name })]) })
    it.values.forEach(function (one) { all.push(['value-' + one.name, one.label, words.groups.values, { type: 'mj-text', components: value(one.name, one.label) }]) })
    all.forEach(function (one) {
      editor.BlockManager.add(one[0], { label: one[1], category: { id: one[2], label: one[2], open: one[2] === words.groups.elements }, content: one[3], attributes: { title: one[1] } })
    })
    reachable(editor, all)
    editor.RichTextEditor.add('mawja-value', {
      icon: '<select aria-label="' + words.value + '"><option value="">' + words.value + '</option>' +
        it.values.map(function (one) { return '<option value="' + one.name + '">' + one.label + '</option>' }).join('') + '</select>',
      event: 'change', attributes: { title: words.value },
      result: function (rte, action) {
        var select = action.btn.querySelector('select')
        var one = it.values.filter(function (one) { return one.name === select.value })[0]
        if (one) rte.insertHTML(value(one.name, one.label))
        select.value = ''
      },
    })
  }
  /** GrapesJS's blocks and groups are boxes; here they are buttons for the keyboard too. */
  function reachable(editor, all) {
    var place = document.getElementById('visual-blocks')
    place.querySelectorAll('.gjs-block, .gjs-title').forEach(function (box) {
      box.setAttribute('role', 'button')
      box.setAttribute('tabindex', '0')
    })
    place.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      var block = event.target.closest('.gjs-block')
      if (!block) return event.target.click()
      var one = all.filter(function (one) { return one[1] === block.getAttribute('title') })[0]
      if (one) insert(one[3])
    })
  }
  function insert(content) {
    var body = bodyOf(editor), chosen = editor.getSelected()
    var high = /^(mj-section|mj-hero|mawja-part)$/.test(content.type)
    var at = chosen, home = null
    if (high) { while (at && at.parent() !== body) at = at.parent(); home = body }
    else {
      while (at && !(at.parent() && /^mj-(column|hero)$/.test(at.parent().get('type'))) && at.get('type') !== 'mj-column') at = at.parent()
      if (at && at.get('type') === 'mj-column') { home = at; at = null }
      else if (at) home = at.parent()
      else home = body.findType('mj-column').pop()
    }
    if (!home) return
    editor.select(home.append(content, at ? { at: at.index() + 1 } : {})[0])
  }

  function act(name) {
    var chosen = editor.getSelected()
    if (name === 'undo' || name === 'redo') return editor.UndoManager[name]()
    if (name === 'desktop' || name === 'phone') return editor.setDevice(name)
    if (!chosen) return tell(words.empty)
    if (name === 'remove' && chosen.get('removable')) return chosen.remove()
    if (name === 'copy' && chosen.get('copyable')) return editor.select(chosen.parent().append(chosen.clone(), { at: chosen.index() + 1 })[0])
    var to = chosen.index() + (name === 'up' ? -1 : 2)
    if ((name === 'up' || name === 'down') && chosen.get('draggable') && to >= 0 && to <= chosen.parent().components().length)
      chosen.move(chosen.parent(), { at: to })
  }

  function messagesOf() {
    var names = {}
    Object.keys(words.elements).forEach(function (type) { names[type] = words.elements[type] })
    // Pieces of a text: how GrapesJS takes a text apart is not for its writer.
    ;['text', 'textnode', 'default'].forEach(function (type) { names[type] = words.elements['mj-text'] })
    names.link = words.marks.link
    names.image = words.elements['mj-image']
    return {
      domComponents: { names: names },
      styleManager: { empty: words.empty, properties: words.properties },
      traitManager: { empty: words.empty, label: words.settings, traits: { labels: words.properties, attributes: {}, options: {} } },
      assetManager: { addButton: words.picture.add, inputPlh: words.picture.address, modalTitle: words.picture.title, uploadTitle: '' },
      richTextEditor: { titles: words.marks },
      'grapesjs-mjml': { category: '', components: { names: {
        body: words.elements['mj-body'], button: words.elements['mj-button'], column: words.elements['mj-column'], text: words.elements['mj-text'],
        section: words.elements['mj-section'], image: words.elements['mj-image'], divider: words.elements['mj-divider'], spacer: words.elements['mj-spacer'],
        hero: words.elements['mj-hero'], wrapper: words.elements['mj-wrapper'], group: words.elements['mj-group'], raw: words.elements['mj-raw'],
        navBar: words.elements['mj-navbar'], navLink: words.elements['mj-navbar'], socialGroup: words.elements['mj-social'], socialElement: words.elements['mj-social'],
      } }, panels: { buttons: {}, import: {}, export: {} } },
    }
  }
`
