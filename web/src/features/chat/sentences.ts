// Where the whole sentences of a growing text end.

/** The end of the last sentence that is whole, not before `from`. A sentence is whole once another one begins behind it. */
export function sentencesIn(text: string, from: number): number {
  let end = from;
  let last = from;
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(
    text.slice(from),
  )) {
    end = last;
    last = from + index + segment.length;
  }
  return end;
}
