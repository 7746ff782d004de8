/**
 * Cuts long text into pieces of at most `limit` UTF-16 units, at the end of a paragraph, line, sentence or word where
 * there is one in the last half of the piece. Never inside a character; the pieces joined are the text.
 */
export function* splitText(text: string, limit: number): Generator<string, void, void> {
  let from = 0;
  while (text.length - from > limit) {
    const to = from + cutAt(text.slice(from, from + limit), text.codePointAt(from + limit));
    yield text.slice(from, to);
    from = to;
  }
  if (from < text.length) yield text.slice(from);
}

const cuts = [/\n\s*\n/g, /\n/g, /[.!?؟۔…。！？]["'”’»)\]]*\s/g, /[\s،,;؛]/g];
/** What may not begin a piece: marks, joiners, the second half of a pair. */
const hangsOn = /^(?:\p{M}|\u200d|[\udc00-\udfff])/u;

function cutAt(piece: string, next: number | undefined): number {
  const half = Math.floor(piece.length / 2);
  for (const cut of cuts) {
    let end = 0;
    cut.lastIndex = half;
    for (let match = cut.exec(piece); match !== null; match = cut.exec(piece)) end = match.index + match[0].length;
    if (end > half) return end;
  }
  let end = piece.length;
  let after = next === undefined ? "" : String.fromCodePoint(next);
  while (end > half && hangsOn.test(after)) {
    end -= 1;
    after = String.fromCharCode(piece.charCodeAt(end));
  }
  return end > half ? end : piece.length;
}
