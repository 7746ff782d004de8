/**
 * How a page looks, in Typst. The template never changes; what is to be set arrives as one JSON string in \`sys.inputs\`, and
 * strings in it become text elements: nothing a person typed is ever parsed as markup or code.
 */

/** Labels by which the template tells where things came to stand. */
export const PLACES = "amana-places";

export const template = String.raw`
#let d = json(bytes(sys.inputs.unit))
#let is-rtl = d.rtl
#let latin-letters = regex("[A-Za-z0-9\u{c0}-\u{24f}\u{1e00}-\u{1eff}]")
// Brackets, dashes and spaces come from the face of the letters around them.
#let arabic = ((name: "Libertinus Serif", covers: latin-letters), "Amiri", "Libertinus Serif")
#let latin = ("Libertinus Serif", "Amiri")
#let mono = ("Libertinus Mono", "Libertinus Serif", "Amiri")
#let grey = luma(90)
#let hair = 0.4pt + luma(170)
#let note-size = if is-rtl { 10.4pt } else { 8.8pt }
#let note-leading = if is-rtl { 0.7em } else { 0.5em }

#set text(font: if is-rtl { arabic } else { latin }, size: if is-rtl { 12.5pt } else { 10.5pt }, lang: d.lang, dir: if is-rtl { rtl } else { ltr },
  fallback: false, hyphenate: false)
#set par(leading: if is-rtl { 0.7em } else { 0.62em }, spacing: if is-rtl { 1em } else { 0.95em })

// Lets a line break where there is no space, and leaves nothing in the text that is copied.
#let gap = box(width: 0pt)
#let inline(node) = {
  if type(node) == str { return text(node) }
  let op = node.at(0)
  let inner(n) = n.map(inline).join()
  if op == "b" { strong(inner(node.at(1))) }
  else if op == "i" { text(style: "italic", inner(node.at(1))) }
  // Amiri's letters are smaller than Libertinus': what is foreign is brought to the size of what is around it.
  else if op == "a" { let r = node.at(1) == "rtl"; text(size: if r { 1.13em } else { 0.88em }, font: if r { arabic } else { latin }, inner(node.at(2))) }
  else if op == "c" { text(font: mono, size: if is-rtl { 0.76em } else { 0.86em }, node.at(1).map(text).join(gap)) }
  else if op == "w" { node.at(1).map(text).join(gap) }
  else if op == "t" { text(lang: node.at(1), inner(node.at(2))) }
  else if op == "l" { link("part:" + str(node.at(1)), inner(node.at(2))) }
  else if op == "f" { footnote({ inner(node.at(1)); if node.len() > 2 [#metadata(("n", node.at(2)))<place>] }) }
  else if op == "n" { super(link("note:" + str(node.at(1)), numbering(d.digits, node.at(1)))); [#metadata(("r", node.at(1)))<place>] }
  else if op == "m" { [#metadata(("p", node.at(1)))<place>] }
}
#let inlines(nodes) = nodes.map(inline).join()
#let turned(lang, body) = if lang == none or lang == d.lang { body } else {
  let r = lang != "en"
  set text(lang: lang, font: if r { arabic } else { latin }, dir: if r { rtl } else { ltr }, size: if r == is-rtl { 1em } else if r { 1.13em } else { 0.88em })
  align(if r { right } else { left }, body)
}

#let title-size = (1.7em, 1.3em, 1.1em, 1em)
#let heading-block(level, body) = block(
  above: if level == 1 { 0pt } else { 1.9em }, below: if level == 1 { 1.5em } else { 1em }, sticky: true, breakable: false, width: 100%,
  text(size: title-size.at(level - 1), weight: "bold", body))

#let blocks(all) = all.map(b => {
  let k = b.k
  if k == "part" or k == "heading" { heading-block(b.level, inlines(b.in)) }
  else if k == "paragraph" { turned(b.at("lang", default: none), par(inlines(b.in))) }
  else if k == "fields" {
    table(columns: (27%, 1fr), stroke: (x, y) => (bottom: hair), align: start + top, inset: (x: 0pt, y: 0.45em),
      ..b.rows.map(r => (
        table.cell(breakable: r.b, inset: if is-rtl { (left: 0.8em) } else { (right: 0.8em) }, text(fill: grey, inlines(r.c.at(0)))),
        table.cell(breakable: r.b, inlines(r.c.at(1))),
      )).flatten())
  }
  else if k == "quotation" {
    let r = if b.at("lang", default: none) == none { is-rtl } else { b.lang != "en" }
    turned(b.at("lang", default: none), block(width: 100%, inset: if r { (right: 1.1em) } else { (left: 1.1em) },
      stroke: if r { (right: 1.6pt + luma(150)) } else { (left: 1.6pt + luma(150)) },
      { par(inlines(b.in)); if b.source != none { par(text(size: 0.9em, fill: grey, inlines(b.source))) } }))
  }
  else if k == "list" {
    let items = b.items.map(inlines)
    if b.ordered { enum(numbering: n => numbering(d.digits, n) + ".", ..items) } else { list(..items) }
  }
  else if k == "callout" {
    let edge = if b.tone == "warning" { 1.4pt + luma(40) } else { 0.7pt + luma(110) }
    block(width: 100%, stroke: edge, fill: luma(246), inset: 0.9em, above: 1.3em, below: 1.3em,
      { par(strong(inlines(b.title))); par(inlines(b.in)) })
  }
  else if k == "table" {
    table(columns: b.widths.map(w => w * 1fr), align: (x, y) => (start, center, end).at(b.align.at(x)) + top,
      stroke: (x, y) => (top: hair, bottom: hair), inset: (x: 0.5em, y: 0.5em),
      fill: (x, y) => if y == 0 { luma(236) },
      table.header(..b.header.map(c => strong(inlines(c)))),
      ..b.rows.map(r => r.c.map(c => table.cell(breakable: r.b, inlines(c)))).flatten())
  }
  else if k == "notes" {
    set text(size: note-size)
    set par(leading: note-leading, spacing: note-leading + 0.15em, hanging-indent: 1em)
    for note in b.notes {
      par({ [#metadata(("b", note.n))<place>]; link("mark:" + str(note.n), numbering(d.digits, note.n)); h(0.6em); inlines(note.in) })
    }
  }
  else if k == "break" { pagebreak(weak: true) }
}).join()

#let number(n) = if d.labels == none { numbering(d.digits, n) } else { d.labels.at(n - d.first) }
#set page(paper: "a4",
  margin: (top: 30mm, bottom: 26mm, left: if is-rtl { 22mm } else { 30mm }, right: if is-rtl { 30mm } else { 22mm }),
  header-ascent: 9mm, footer-descent: 9mm,
  header: {
    set text(size: 8.5pt, fill: grey)
    set par(leading: 0.5em)
    let mark = if d.mark != none { inlines(d.mark) }
    if d.kind == "cover" { align(center, mark) } else {
      grid(columns: (1fr, 1fr), column-gutter: 1em, align: (start + bottom, end + bottom), inlines(d.title), mark)
      v(-0.5em)
      line(length: 100%, stroke: hair)
    }
  },
  footer: if d.kind != "cover" { context align(center, text(size: 9pt, number(counter(page).get().first()))) })

#set footnote(numbering: d.digits)
#set footnote.entry(gap: 0.45em, separator: align(start, line(length: 30%, stroke: hair)))
#show footnote.entry: set text(size: note-size)
#show footnote.entry: set par(leading: note-leading)
#counter(page).update(d.first)
#counter(footnote).update(d.notes)

#if d.kind == "cover" {
  v(1fr)
  block(width: 100%, text(size: 2.3em, weight: "bold", inlines(d.title)))
  if d.subtitle != none { block(width: 100%, above: 1.4em, text(size: 1.25em, fill: grey, inlines(d.subtitle))) }
  v(2em)
  line(length: 100%, stroke: hair)
  v(0.6em)
  table(columns: (27%, 1fr), stroke: none, align: start + top, inset: (x: 0pt, y: 0.45em),
    ..d.rows.map(r => (text(fill: grey, inlines(r.at(0))), inlines(r.at(1)))).flatten())
  v(3fr)
} else if d.kind == "outline" {
  if d.heading != none { heading-block(1, inlines(d.heading)) }
  set par(leading: 0.5em)
  for r in d.rows {
    block(above: if r.at(0) == 1 { 1em } else { 0.65em }, below: 0.65em, breakable: false, width: 100%,
      pad(left: if is-rtl { 0pt } else { (r.at(0) - 1) * 1.2em }, right: if is-rtl { (r.at(0) - 1) * 1.2em } else { 0pt },
        grid(columns: (1fr, 3.5em), align: (start + top, end + bottom),
          link("part:" + str(r.at(3)), { if r.at(0) == 1 { strong(inlines(r.at(1))) } else { inlines(r.at(1)) }; h(0.5em); box(width: 1fr, repeat(gap: 0.3em, text(fill: luma(150), "."))) }),
          text(r.at(2)))))
  }
} else {
  blocks(d.blocks)
}
#context [#metadata(query(<place>).map(m => {
  let at = m.location().position()
  (..m.value, at.page, at.y / 1pt)
}))<amana-places>]
`;
